//! The layout rules of docs/ARCHITECTURE.md, held as tests over the repository's own files.
//!
//! A rule that is broken names the file and what to do. A new exception is a line in one of the
//! tables here, with its reason, and is looked at in review.

#![expect(clippy::disallowed_methods, reason = "the rules read the repository")]

mod anatomy;
mod documents;
mod layers;
mod manifests;
mod syntax;
mod text;
mod tree;

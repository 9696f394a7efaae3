//! What a shell command would do, read from its text. Pure.
#![warn(missing_docs)]

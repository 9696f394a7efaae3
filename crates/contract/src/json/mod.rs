//! Exact JSON: text in, text out, no digit lost (docs/adr/0001-exact-numbers.md).
//!
//! A response body, a database row and an expectation keep their numbers as they were written:
//! 19-digit ids, `0.10`, `1e400`. [`Json`] is the value tree, [`Number`] the raw text of a number
//! with exact comparison, [`Cursor`] a validating pull parser over bytes for those who must not
//! build a tree, [`pretty`] the layout of every document we write, and [`canonical()`] the bytes that
//! hashes are taken over. [`edit`] changes one place in a text and keeps every other byte.

mod canonical;
mod cursor;
pub mod edit;
mod escape;
mod nesting;
mod number;
mod parse;
mod scan;
mod serde_bridge;
mod text;
mod value;

pub use canonical::{canonical, canonical_sha256};
pub use cursor::{Cursor, Kind, MAX_DEPTH, SyntaxError};
pub use escape::{decode, decode_text};
pub use number::Number;
pub use parse::{parse, parse_bytes};
pub use text::{PrettyError, compact, pretty, pretty_document, write_pretty, write_string};
pub use value::{Json, Object};

//! A hash chain of JSON entries: append, verify, and say exactly what broke where. Pure.
//!
//! An entry is a JSON object that carries its number in the chain (`seq`, from 1), the hash of the
//! entry before it (`prev`, null for the first) and its own hash: SHA-256 of its RFC 8785 form
//! without the hash and the signature. Which members play these parts is a [`Form`], so that the
//! evidence ledger and other chains share one implementation.
//!
//! * [`Form::next`] makes the entry that follows a [`Head`].
//! * [`Form::read_line`] turns one written line back into a [`Link`] and hashes what it says.
//! * [`walk()`] goes over links in the order in which they stand and returns every [`Break`].
//! * [`sign`] holds signatures over an entry's hash.
//!
//! Nothing here opens a file or knows what an entry means. What is wrong with a chain comes back
//! as data, never as an error.

#![warn(missing_docs)]

mod append;
mod breaks;
mod form;
mod line;
mod scan;
pub mod sign;
mod walk;

pub use append::{Appended, NotAnEntry};
pub use breaks::{Break, BreakKind};
pub use form::{Form, Head};
pub use line::{Lines, Link, Unreadable, lines};
pub use walk::walk;

//! Every JSON document of Proctor as a type, and the exact JSON that they are made of. No I/O.
#![warn(missing_docs)]

pub mod json;

pub use json::{Json, Number, Object};

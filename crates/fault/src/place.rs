//! Where an error lies, in the form that a person can look up.

use std::{fmt, path::PathBuf};

/// The place of an error.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A whole file or folder.
    File(PathBuf),
    /// A position in a text file; line and column count from 1, the column in bytes.
    Line {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
    },
    /// A value inside a JSON file, by its JSON pointer (`/mappings/TC-1/status`).
    Pointer {
        /// The file.
        file: PathBuf,
        /// RFC 6901 pointer.
        pointer: String,
    },
    /// Anything else that a reader can find: a flag, a column, a value, a URL without its secrets.
    Value(String),
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(file) => write!(f, "{}", file.display()),
            Self::Line { file, line, column } => {
                write!(f, "{} line {line} column {column}", file.display())
            }
            Self::Pointer { file, pointer } if pointer.is_empty() => {
                write!(f, "{}", file.display())
            }
            Self::Pointer { file, pointer } => write!(f, "{} at {pointer}", file.display()),
            Self::Value(value) => f.write_str(value),
        }
    }
}

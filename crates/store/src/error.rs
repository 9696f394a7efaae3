//! What can go wrong with a file.

use fault::{Fault, Place};
use std::{io, path::PathBuf};

/// An error of reading, writing, locking or understanding a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such file or folder.
    #[error("there is no such file")]
    NotFound {
        /// The path as it was asked for.
        path: PathBuf,
    },
    /// It is a folder, a pipe or a device.
    #[error("is no regular file")]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// It exists and cannot be read.
    #[error("cannot be read")]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It cannot be written.
    #[error("cannot be written")]
    Unwritable {
        /// The path.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// It is not UTF-8.
    #[error("is not UTF-8 text: a wrong byte at offset {offset}")]
    NotUtf8 {
        /// The path.
        path: PathBuf,
        /// Offset of the first wrong byte.
        offset: usize,
    },
    /// It is not JSON.
    #[error("is not JSON: {message}")]
    NotJson {
        /// The path.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// What was expected.
        message: String,
    },
    /// It is JSON of another shape than the contract's.
    #[error("has a value of the wrong type: {message}")]
    WrongShape {
        /// The path.
        path: PathBuf,
        /// JSON pointer to the value.
        pointer: String,
        /// What was found and what is accepted.
        message: String,
    },
    /// Another program holds the lock.
    #[error("is locked by another program for more than {seconds} s")]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// How long was waited, in seconds.
        seconds: u64,
    },
    /// A value of the configuration that cannot be used.
    #[error("the configuration value {key} cannot be used: {message}")]
    BadConfig {
        /// The key, with dots.
        key: String,
        /// The file, or the environment variable.
        origin: String,
        /// What is accepted.
        message: String,
    },
    /// A file of secrets that more can read than should.
    #[error("is no place for a secret: {reason}")]
    NotPrivate {
        /// The file.
        path: PathBuf,
        /// Why not.
        reason: &'static str,
    },
    /// A mapped file became shorter or longer while it was used.
    #[error("changed while it was read")]
    Changed {
        /// The path.
        path: PathBuf,
    },
}

impl Error {
    /// An I/O error while reading `path`.
    pub fn reading(path: impl Into<PathBuf>, source: io::Error) -> Self {
        let path = path.into();
        match source.kind() {
            io::ErrorKind::NotFound => Self::NotFound { path },
            _ => Self::Unreadable { path, source },
        }
    }

    /// An I/O error while writing `path`.
    pub fn writing(path: impl Into<PathBuf>, source: io::Error) -> Self {
        Self::Unwritable { path: path.into(), source }
    }
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "store/not-found",
            Self::NotAFile { .. } => "store/not-a-file",
            Self::Unreadable { .. } => "store/unreadable",
            Self::Unwritable { .. } => "store/unwritable",
            Self::NotUtf8 { .. } => "store/not-utf8",
            Self::NotJson { .. } => "store/not-json",
            Self::WrongShape { .. } => "store/wrong-shape",
            Self::Locked { .. } => "store/locked",
            Self::BadConfig { .. } => "store/bad-config",
            Self::NotPrivate { .. } => "store/not-private",
            Self::Changed { .. } => "store/changed",
        }
    }

    fn place(&self) -> Option<Place> {
        Some(match self {
            Self::NotFound { path }
            | Self::NotAFile { path }
            | Self::Unreadable { path, .. }
            | Self::Unwritable { path, .. }
            | Self::NotUtf8 { path, .. }
            | Self::Locked { path, .. }
            | Self::NotPrivate { path, .. }
            | Self::Changed { path } => Place::File(path.clone()),
            Self::NotJson { path, line, column, .. } => {
                Place::Line { file: path.clone(), line: *line, column: *column }
            }
            Self::WrongShape { path, pointer, .. } => {
                Place::Pointer { file: path.clone(), pointer: pointer.clone() }
            }
            Self::BadConfig { origin, .. } => Place::Value(origin.clone()),
        })
    }

    fn remedy(&self) -> String {
        match self {
            Self::NotFound { .. } => "check the path, or make the file first",
            Self::NotAFile { .. } => "put a regular file in its place",
            Self::Unreadable { .. } => "check that it is a file and that you may read it",
            Self::Unwritable { .. } => "check that the folder exists, has room and may be written",
            Self::NotUtf8 { .. } => "save it as UTF-8",
            Self::NotJson { .. } => "correct the JSON there",
            Self::WrongShape { .. } => "correct the value as the schema in docs/schemas says",
            Self::Locked { .. } => "wait for the other program, or raise --lock-timeout",
            Self::BadConfig { .. } => "correct or remove it",
            Self::NotPrivate { .. } => {
                "pipe it in with `-`, name an environment variable, or move it out of the project \
                 and `chmod 600` it"
            }
            Self::Changed { .. } => "run again when no other program writes it",
        }
        .into()
    }
}

//! What can go wrong with a standard stream, or with a file that stands for one.

use fault::{Exit, Fault, Place};
use std::io;

/// The code of an error that nobody is there to read.
pub(crate) const READER_GONE: &str = "cli/reader-gone";

/// An error of a standard stream or of a file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Standard output was closed by its reader, as `head` does: the program ends quietly with 0.
    #[error("nobody reads standard output any more")]
    ReaderGone,
    /// Standard output cannot be written, for example to a full disk.
    #[error("cannot be written")]
    Stdout(#[source] io::Error),
    /// Standard input cannot be read.
    #[error("cannot be read")]
    Stdin(#[source] io::Error),
    /// A file.
    #[error(transparent)]
    File(#[from] store::Error),
}

impl Error {
    pub(crate) fn stdout(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::ReaderGone,
            _ => Self::Stdout(error),
        }
    }
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::ReaderGone => READER_GONE,
            Self::Stdout(_) => "cli/stdout",
            Self::Stdin(_) => "cli/stdin",
            Self::File(error) => error.code(),
        }
    }

    fn place(&self) -> Option<Place> {
        let stream = match self {
            Self::Stdin(_) => "standard input",
            Self::File(error) => return error.place(),
            Self::ReaderGone | Self::Stdout(_) => "standard output",
        };
        Some(Place::Value(stream.into()))
    }

    fn remedy(&self) -> String {
        match self {
            Self::ReaderGone | Self::Stdout(_) => "check where it leads and that there is room",
            Self::Stdin(_) => "check what is piped in, or name a file instead of `-`",
            Self::File(error) => return error.remedy(),
        }
        .into()
    }

    fn exit(&self) -> Exit {
        match self {
            Self::ReaderGone => Exit::Yes,
            Self::Stdout(_) | Self::Stdin(_) | Self::File(_) => Exit::CouldNotRun,
        }
    }
}

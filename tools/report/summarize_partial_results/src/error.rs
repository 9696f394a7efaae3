//! What can go wrong. A result that cannot be read is not an error: the summary names it.

use fault::{Fault, Place};

/// An error of this program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A standard stream.
    #[error(transparent)]
    Stream(#[from] cli::Error),
    /// A file.
    #[error(transparent)]
    File(#[from] store::Error),
    /// The ledger or its key.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Evidence(error) => error.code(),
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Evidence(error) => error.place(),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Evidence(error) => error.remedy(),
        }
    }

    fn exit(&self) -> fault::Exit {
        match self {
            Self::Stream(error) => error.exit(),
            Self::File(error) => error.exit(),
            Self::Evidence(error) => error.exit(),
        }
    }
}

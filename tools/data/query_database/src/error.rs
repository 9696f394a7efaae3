//! What can go wrong.

use fault::{Fault, Place};
use std::path::PathBuf;

/// An error of this program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A standard stream.
    #[error(transparent)]
    Stream(#[from] cli::Error),
    /// A file or the configuration.
    #[error(transparent)]
    File(#[from] store::Error),
    /// The database.
    #[error(transparent)]
    Database(#[from] database::Error),
    /// A mapping that does not know the test case.
    #[error("the mapping has no entry for {tc_id}")]
    UnknownTc {
        /// The mapping.
        path: PathBuf,
        /// The test case.
        tc_id: String,
    },
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Database(error) => error.code(),
            Self::UnknownTc { .. } => "query_database/unknown-tc",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Database(error) => error.place(),
            Self::UnknownTc { path, .. } => Some(Place::File(path.clone())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Database(error) => error.remedy(),
            Self::UnknownTc { .. } => "correct --tc-id, or map the test case first".into(),
        }
    }
}

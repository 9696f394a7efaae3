//! What can go wrong.

use fault::{Exit, Fault, Place};
use std::path::PathBuf;

/// An error of this program.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A standard stream.
    #[error(transparent)]
    Stream(#[from] cli::Error),
    /// A file.
    #[error(transparent)]
    File(#[from] store::Error),
    /// An output that is another program's.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// A mapping whose name does not tell the ticket's.
    #[error("its name is not that of a data mapping, so the output has none")]
    NoName {
        /// The mapping.
        path: PathBuf,
    },
    /// `--tc` with a test case that the mapping does not have.
    #[error("the mapping has no test case {tc_id}")]
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
            Self::Evidence(error) => error.code(),
            Self::NoName { .. } => "behavioral_gate/no-name",
            Self::UnknownTc { .. } => "behavioral_gate/unknown-tc",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Evidence(error) => error.place(),
            Self::NoName { path } | Self::UnknownTc { path, .. } => Some(Place::File(path.clone())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Evidence(error) => error.remedy(),
            Self::NoName { .. } => "give --output".into(),
            Self::UnknownTc { .. } => "check --tc, or add the test case to the mapping".into(),
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Stream(error) => error.exit(),
            Self::File(error) => error.exit(),
            Self::Evidence(error) => error.exit(),
            Self::NoName { .. } | Self::UnknownTc { .. } => Exit::CouldNotRun,
        }
    }
}

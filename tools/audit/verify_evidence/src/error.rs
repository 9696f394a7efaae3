//! What can go wrong.

use fault::{Fault, Place};
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
    /// The ledger.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// `--dir` is not where results are.
    #[error("is not a folder with results")]
    NotResults {
        /// The folder.
        path: PathBuf,
    },
    /// Not an id.
    #[error("is not the id of a test case")]
    BadId {
        /// What was given.
        id: String,
    },
    /// `--accept-head` without a word.
    #[error("the reason is empty")]
    BlankReason,
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Evidence(error) => error.code(),
            Self::NotResults { .. } => "verify_evidence/not-results",
            Self::BadId { .. } => "verify_evidence/bad-id",
            Self::BlankReason => "verify_evidence/blank-reason",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Stream(error) => error.place(),
            Self::File(error) => error.place(),
            Self::Evidence(error) => error.place(),
            Self::NotResults { path } => Some(Place::File(path.clone())),
            Self::BadId { id } => Some(Place::Value(format!("--tc {id}"))),
            Self::BlankReason => Some(Place::Value("--accept-head".into())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Evidence(error) => error.remedy(),
            Self::NotResults { .. } => "give the folder partial_results of a ticket".into(),
            Self::BadId { .. } => "write it as TC-1 or TC-1.2".into(),
            Self::BlankReason => "say what happened to the ledger".into(),
        }
    }
}

//! What can go wrong with evidence.

use fault::{Fault, Place};
use std::path::PathBuf;

/// An error of recording or checking evidence.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file.
    #[error(transparent)]
    File(#[from] store::Error),
    /// The last line of the ledger is not an entry that another can follow.
    #[error("the ledger's last line is not an entry: {reason}")]
    BrokenTail {
        /// The ledger.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// A claim that an entry cannot hold.
    #[error("the claim cannot be entered: {0}")]
    Claim(#[from] chain::NotAnEntry),
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::File(error) => error.code(),
            Self::BrokenTail { .. } => "evidence/broken-tail",
            Self::Claim(_) => "evidence/claim",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::File(error) => error.place(),
            Self::BrokenTail { path, .. } => Some(Place::File(path.clone())),
            Self::Claim(error) => Some(Place::Value(error.pointer.clone())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::File(error) => error.remedy(),
            Self::BrokenTail { .. } => {
                "run verify_evidence to see what happened to the ledger".into()
            }
            Self::Claim(_) => "report this as a defect of the program".into(),
        }
    }
}

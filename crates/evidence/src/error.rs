//! What can go wrong with evidence.

use chain::sign::KeyError;
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
    /// The output is there and the ledger does not know it.
    #[error("was written, but not entered into the ledger")]
    NotEntered {
        /// The output.
        path: PathBuf,
        /// Why the entry could not be appended.
        source: store::Error,
    },
    /// The output's name is that of another program's file.
    #[error("is not a file that this program may write")]
    NotYours {
        /// The output.
        path: PathBuf,
        /// The programs that write it; empty for a file that none does.
        owners: String,
    },
    /// The configured key is none.
    #[error("the evidence key cannot be used")]
    Key {
        /// The file, or the environment variable.
        origin: String,
        /// What is wrong with it.
        source: KeyError,
    },
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::File(error) => error.code(),
            Self::BrokenTail { .. } => "evidence/broken-tail",
            Self::Claim(_) => "evidence/claim",
            Self::NotEntered { .. } => "evidence/not-entered",
            Self::NotYours { .. } => "evidence/not-yours",
            Self::Key { .. } => "evidence/key",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::File(error) => error.place(),
            Self::BrokenTail { path, .. }
            | Self::NotEntered { path, .. }
            | Self::NotYours { path, .. } => Some(Place::File(path.clone())),
            Self::Claim(error) => Some(Place::Value(error.pointer.clone())),
            Self::Key { origin, .. } => Some(Place::Value(origin.clone())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::File(error) => error.remedy(),
            Self::BrokenTail { .. } => {
                "run verify_evidence to see what happened to the ledger, and restore it".into()
            }
            Self::Claim(_) => "report this as a defect of the program".into(),
            Self::NotEntered { source, .. } => format!("{}, and run this again", source.remedy()),
            Self::NotYours { owners, .. } if owners.is_empty() => "choose another name".into(),
            Self::NotYours { owners, .. } => {
                format!("choose another name, or let {owners} write it")
            }
            Self::Key { .. } => {
                "give a secret of 16 bytes or more, or an Ed25519 key as PEM or hex".into()
            }
        }
    }
}

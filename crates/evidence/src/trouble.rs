//! What can be wrong with a file that is evidence, each with its exact name (evidence.md).

use crate::{Flaw, Loss, Recorded};
use contract::verification::Word;
use std::fmt;

/// What is wrong with one file, or with the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No program of ours entered it.
    NoEntry,
    /// It is not there, or cannot be read.
    FileMissing {
        /// Whether the ledger knows it.
        entered: bool,
        /// The system's reason.
        reason: String,
    },
    /// Its bytes are not those that were entered.
    FileChanged,
    /// Its entry, or the ledger at its entry, does not hold.
    ChainBroken {
        /// Number of the entry.
        seq: u64,
        /// What does not hold.
        what: String,
    },
    /// Its entry carries no signature, and there is a key.
    Unsigned {
        /// Number of the entry.
        seq: u64,
    },
    /// Its entry's signature is not one of the key at hand.
    BadSignature {
        /// Number of the entry.
        seq: u64,
        /// What is wrong with it.
        what: String,
    },
    /// It was made from a file that has other bytes now.
    Stale {
        /// That file, relative to the ticket folder.
        input: String,
    },
    /// The plan is not the sealed one, or what was made by it is older than the seal.
    Unsealed {
        /// What differs, as a sentence.
        what: String,
    },
    /// The ledger was cut short or replaced.
    Lost(Loss),
}

impl Trouble {
    /// The name in reports.
    pub fn word(&self) -> Word {
        match self {
            Self::NoEntry => Word::NoEntry,
            Self::FileMissing { .. } => Word::FileMissing,
            Self::FileChanged => Word::FileChanged,
            Self::ChainBroken { .. } => Word::ChainBroken,
            Self::Unsigned { .. } => Word::Unsigned,
            Self::BadSignature { .. } => Word::BadSignature,
            Self::Stale { .. } => Word::Stale,
            Self::Unsealed { .. } => Word::Unsealed,
            Self::Lost(loss) => match loss.kind {
                crate::LossKind::RolledBack => Word::RolledBack,
                crate::LossKind::Restarted => Word::Restarted,
            },
        }
    }

    /// The number of the entry that is meant, where there is one.
    pub fn seq(&self) -> Option<u64> {
        match self {
            Self::ChainBroken { seq, .. }
            | Self::Unsigned { seq }
            | Self::BadSignature { seq, .. } => Some(*seq),
            _ => None,
        }
    }

    /// What is wrong with an entry, if anything is.
    pub(crate) fn of_entry(entry: &Recorded) -> Option<Self> {
        let seq = entry.position.seq;
        Some(match entry.flaw.clone()? {
            Flaw::ChainBroken(what) => Self::ChainBroken { seq, what },
            Flaw::Unsigned => Self::Unsigned { seq },
            Flaw::BadSignature(what) => Self::BadSignature { seq, what },
        })
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoEntry => f.write_str("no program entered it into the ledger"),
            Self::FileMissing { entered: true, reason } => {
                write!(f, "it is in the ledger, but {reason}")
            }
            Self::FileMissing { entered: false, reason } => f.write_str(reason),
            Self::FileChanged => f.write_str("its bytes are not those that the ledger holds"),
            Self::ChainBroken { seq, what } => {
                write!(f, "the ledger does not hold at seq {seq}: {what}")
            }
            Self::Unsigned { seq } => write!(f, "its entry, seq {seq}, carries no signature"),
            Self::BadSignature { seq, what } => write!(f, "of its entry, seq {seq}: {what}"),
            Self::Stale { input } => {
                write!(f, "it was made from another {input} than is there now")
            }
            Self::Unsealed { what } => f.write_str(what),
            Self::Lost(loss) => loss.fmt(f),
        }
    }
}

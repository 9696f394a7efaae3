//! What `verify_evidence` reports: the ledgers, and each test case's files against them.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The report on a ticket folder.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Verification {
    /// The folder with the results, as it was given.
    pub dir: String,
    /// Whether everything that was looked at holds.
    pub verified: bool,
    /// The ledger, and those of parts.
    pub ledgers: Vec<LedgerReport>,
    /// The test cases, in natural order; files of no test case come last with a null id.
    pub tcs: Vec<TcReport>,
}

/// One ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LedgerReport {
    /// Its path, relative to the ticket folder.
    pub file: String,
    /// How many whole lines it has.
    pub entries: u64,
    /// Its last entry; null for an empty ledger.
    pub head: Option<Head>,
    /// How many entries carry a signature of the key at hand, or, without a key, any.
    pub signed: u64,
    /// Every place where it does not hold.
    pub troubles: Vec<Trouble>,
    /// What is worth knowing and no trouble.
    pub warnings: Vec<String>,
}

/// Where a ledger ends.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Head {
    /// Number of the last entry.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
}

/// One test case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TcReport {
    /// The test case; null for files of none.
    pub tc_id: Option<String>,
    /// `verified`, or the name of the first trouble.
    pub status: Word,
    /// How many files were hashed again.
    pub files: u64,
    /// Snapshots whose rows an agent delivered.
    pub supplied: Vec<String>,
    /// Everything that is wrong.
    pub troubles: Vec<Trouble>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Trouble {
    /// Its name.
    pub what: Word,
    /// The file, relative to the ticket folder.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// The number of the entry that is meant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seq: Option<u64>,
    /// The line of the ledger, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// In a sentence.
    pub detail: String,
    /// What to do about it.
    pub remedy: String,
}

/// The exact names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Word {
    /// Nothing is wrong.
    #[default]
    Verified,
    /// No program entered the file.
    NoEntry,
    /// The file was entered and is not there.
    FileMissing,
    /// The file's bytes are not those that were entered.
    FileChanged,
    /// The chain does not hold at an entry.
    ChainBroken,
    /// An entry carries no signature, and there is a key.
    Unsigned,
    /// An entry's signature is not one of the key at hand.
    BadSignature,
    /// The file was made from one that has other bytes now.
    Stale,
    /// The plan is not the sealed one.
    Unsealed,
    /// The ledger ends earlier than it did, or otherwise.
    RolledBack,
    /// The ledger was begun anew.
    Restarted,
}

impl Word {
    /// The name in documents.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::NoEntry => "no_entry",
            Self::FileMissing => "file_missing",
            Self::FileChanged => "file_changed",
            Self::ChainBroken => "chain_broken",
            Self::Unsigned => "unsigned",
            Self::BadSignature => "bad_signature",
            Self::Stale => "stale",
            Self::Unsealed => "unsealed",
            Self::RolledBack => "rolled_back",
            Self::Restarted => "restarted",
        }
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_those_of_the_documents() {
        for word in [Word::Verified, Word::NoEntry, Word::ChainBroken, Word::RolledBack] {
            assert_eq!(serde_json::to_string(&word).unwrap(), format!("\"{word}\""));
        }
    }
}

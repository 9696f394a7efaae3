//! One entry as it was found in a ledger, and whether it can be relied on.

use crate::LEDGER;
use chain::{
    Link,
    sign::{self, VerifyingKey},
};
use contract::ledger::FileHash;
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;

/// Where an entry stands in time. Entries of a part come before those of the joint ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub(crate) rank: u64,
    /// The entry's number in its ledger.
    pub seq: u64,
}

impl Position {
    /// The rank of the joint ledger; a part's is its number.
    pub(crate) const JOINT: u64 = u64::MAX;

    /// Whether it stands in the ledger of this rank.
    pub(crate) fn is_in(self, rank: u64) -> bool {
        self.rank == rank
    }
}

/// The name of the ledger of a rank.
pub(crate) fn ledger_name(rank: u64) -> String {
    match rank {
        Position::JOINT => "_ledger.jsonl".into(),
        part => format!("_ledger.part-{part}.jsonl"),
    }
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.rank {
            Self::JOINT => write!(f, "seq {}", self.seq),
            part => write!(f, "seq {} of part {part}", self.seq),
        }
    }
}

/// An entry of a ledger.
#[derive(Debug)]
pub struct Recorded {
    /// Where it stands.
    pub position: Position,
    /// The program.
    pub tool: String,
    /// The test case; `None` for an entry of none.
    pub tc_id: Option<String>,
    /// What the program read, in the order in which it was used.
    pub inputs: Vec<FileHash>,
    /// What it wrote.
    pub output: Option<FileHash>,
    /// Why the entry cannot be relied on.
    pub flaw: Option<Flaw>,
    claim: Option<Box<RawValue>>,
    prev: Option<String>,
    hash: String,
}

/// Why an entry cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It does not say what its hash was taken over, or its neighbours name other hashes.
    ChainBroken(String),
    /// There is a key, and it carries no signature.
    Unsigned,
    /// Its signature is not one of the key at hand.
    BadSignature(String),
}

impl std::fmt::Display for Flaw {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::ChainBroken(what) | Self::BadSignature(what) => f.write_str(what),
            Self::Unsigned => sign::Flaw::Unsigned.fmt(f),
        }
    }
}

/// Which entries count as signed.
#[derive(Clone, Copy, Debug, Default)]
pub struct Trust<'a> {
    /// The key that must have signed; without one, signatures are only looked at for their form.
    pub key: Option<&'a VerifyingKey>,
    /// Entries with a lower number may go unsigned (0: none).
    pub unsigned_before: u64,
}

impl Trust<'_> {
    pub(crate) fn check(&self, link: &Link<'_>) -> Option<Flaw> {
        let sig = link.sig.as_deref();
        let Some(key) = self.key else {
            let malformed = sig.is_some_and(|sig| !sign::is_well_formed(sig));
            return malformed.then(|| Flaw::BadSignature(sign::Flaw::Malformed.to_string()));
        };
        match key.check(&link.hash, sig) {
            Ok(()) => None,
            Err(sign::Flaw::Unsigned) if link.seq < self.unsigned_before => None,
            Err(sign::Flaw::Unsigned) => Some(Flaw::Unsigned),
            Err(flaw) => Some(Flaw::BadSignature(flaw.to_string())),
        }
    }
}

/// The members of a line that a reader needs beside its link.
#[derive(Deserialize)]
struct Members {
    tool: String,
    #[serde(default)]
    tc_id: Option<String>,
    #[serde(default)]
    inputs: Vec<FileHash>,
    #[serde(default)]
    output: Option<FileHash>,
    #[serde(default)]
    claim: Option<Box<RawValue>>,
}

impl Recorded {
    /// Reads a line in full; `None` when it is no entry.
    pub(crate) fn read(text: &[u8], rank: u64, trust: Trust<'_>) -> Option<Self> {
        Self::of(LEDGER.read_line(text).ok()?, text, rank, trust)
    }

    /// The entry of a line whose link was read already.
    pub(crate) fn of(link: Link<'_>, text: &[u8], rank: u64, trust: Trust<'_>) -> Option<Self> {
        let Members { tool, tc_id, inputs, output, claim } = serde_json::from_slice(text).ok()?;
        let broken = |what: &str| Some(Flaw::ChainBroken(what.into()));
        let flaw = match &link {
            link if !link.is_sound() => broken("its content does not give its hash"),
            link if !link.as_written => broken("its bytes are not those that were written"),
            link => trust.check(link),
        };
        let position = Position { rank, seq: link.seq };
        let (prev, hash) = (link.prev.map(Into::into), link.hash.into());
        Some(Self { position, tool, tc_id, inputs, output, flaw, claim, prev, hash })
    }

    /// The claim, when it is of the kind that is asked for.
    pub fn claim<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.claim.as_ref()?.get()).ok()
    }

    /// Whether it read a file with these bytes.
    pub fn read_file(&self, file: &FileHash) -> bool {
        self.inputs.contains(file)
    }

    /// Compares with the hash of the line before; `None` when there is no such entry.
    pub(crate) fn check_predecessor(&mut self, hash: Option<&str>) {
        if self.prev.as_deref() != hash {
            self.break_chain("the entry before it is not the one that it was written after");
        }
    }

    /// Compares with the hash that the line after names.
    pub(crate) fn check_successor(&mut self, named: &str) {
        if named != self.hash {
            self.break_chain("the entry after it was not written after it");
        }
    }

    /// Notes that the chain does not hold here; the first reason stays.
    pub(crate) fn break_chain(&mut self, what: &str) {
        let broken = matches!(self.flaw, Some(Flaw::ChainBroken(_)));
        if !broken {
            self.flaw = Some(Flaw::ChainBroken(what.into()));
        }
    }
}

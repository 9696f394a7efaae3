//! One entry as it was found in a ledger, and whether it can be relied on.

use crate::{LEDGER, glance::glance, seen::Members};
use chain::{
    Link,
    sign::{self, VerifyingKey},
};
use contract::ledger::FileHash;
use serde::{Deserialize, de::DeserializeOwned};

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
    claim: Option<Box<str>>,
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

/// The one member that a glance at an odd line does not see.
#[derive(Deserialize)]
struct Owner {
    #[serde(default)]
    tc_id: Option<String>,
}

/// The test case of a line, or of none; an error when the line is no entry.
fn owner(text: &[u8], as_written: bool) -> serde_json::Result<Option<String>> {
    let seen = if as_written { glance(text) } else { None };
    let plain = seen.filter(|seen| seen.tc_id.is_none_or(|tc_id| !tc_id.contains('\\')));
    match plain {
        Some(seen) => Ok(seen.tc_id.map(Into::into)),
        None => serde_json::from_slice::<Owner>(text).map(|owner| owner.tc_id),
    }
}

impl Recorded {
    /// Reads a line in full; `None` when it is no entry.
    pub(crate) fn read(text: &[u8], rank: u64, trust: Trust<'_>) -> Option<Self> {
        Self::of(LEDGER.read_line(text).ok()?, text, rank, trust)
    }

    /// The entry of a line whose link was read already.
    pub(crate) fn of(link: Link<'_>, text: &[u8], rank: u64, trust: Trust<'_>) -> Option<Self> {
        let Members { tool, output, inputs, claim } = Members::of(text, link.as_written)?;
        let tc_id = owner(text, link.as_written).ok()?;
        let inputs = match inputs {
            None | Some("[]" | "null") => Vec::new(),
            Some(inputs) => serde_json::from_str(inputs).ok()?,
        };
        let output = output.map(|(path, sha256)| FileHash {
            path: path.into_owned(),
            sha256: sha256.into_owned(),
        });
        let (tool, claim) = (tool.into_owned(), claim.map(Into::into));
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
        serde_json::from_str(self.claim.as_ref()?).ok()
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

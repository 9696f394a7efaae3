//! What can be wrong with a chain, and where.

use std::fmt;

/// One place where a chain does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Break {
    /// The line (or the place in the list) where it shows, from 1.
    pub line: usize,
    /// The number of the entry that is meant: its own where that can be trusted, else the one that
    /// belongs at this place.
    pub seq: u64,
    /// What is wrong.
    pub kind: BreakKind,
}

/// What is wrong at a [`Break`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BreakKind {
    /// The line is not an entry at all: not JSON, or without number or hash.
    NotAnEntry {
        /// What the reader stumbled over.
        message: String,
    },
    /// The entry does not say what its hash was taken over.
    Edited,
    /// The entry says the same, but its bytes are not the ones that were written.
    Reformatted,
    /// The entry after this one followed another: this one was replaced together with its hash.
    Replaced,
    /// The line belongs to no entry of the chain; the entry that belongs here is there as well.
    Inserted,
    /// The first entry of the chain names one before it.
    NotFirst,
    /// Entries from this number up to `last` are missing in front of the line.
    Deleted {
        /// The last missing number.
        last: u64,
    },
    /// The entry stands behind one with a higher number.
    Moved,
    /// An entry with this number stands already further up.
    Repeated {
        /// Line of the first one.
        first: usize,
        /// True when both are the same, byte for byte; false when the chain forks here.
        copy: bool,
    },
    /// Text behind the last line break: a write that was cut off.
    TornTail {
        /// Its length in bytes.
        bytes: usize,
    },
}

impl BreakKind {
    /// One word for programs: `edited`, `deleted`, …
    pub fn name(&self) -> &'static str {
        match self {
            Self::NotAnEntry { .. } => "not_an_entry",
            Self::Edited => "edited",
            Self::Reformatted => "reformatted",
            Self::Replaced => "replaced",
            Self::Inserted => "inserted",
            Self::NotFirst => "not_first",
            Self::Deleted { .. } => "deleted",
            Self::Moved => "moved",
            Self::Repeated { .. } => "repeated",
            Self::TornTail { .. } => "torn_tail",
        }
    }
}

impl fmt::Display for Break {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, seq, kind } = self;
        match kind {
            BreakKind::NotAnEntry { message } => {
                write!(f, "line {line}, where seq {seq} belongs, is not an entry: {message}")
            }
            BreakKind::Edited => {
                write!(f, "seq {seq} at line {line} was edited: its content does not give its hash")
            }
            BreakKind::Reformatted => {
                write!(
                    f,
                    "seq {seq} at line {line} was reformatted: it says the same in other bytes"
                )
            }
            BreakKind::Replaced => write!(
                f,
                "seq {seq} at line {line} was replaced: seq {} was written after another entry",
                seq + 1
            ),
            BreakKind::Inserted => {
                write!(f, "line {line} was put in before seq {seq} and belongs to no chain")
            }
            BreakKind::NotFirst => {
                write!(f, "seq {seq} at line {line} begins the chain but names an entry before it")
            }
            BreakKind::Deleted { last } if last == seq => {
                write!(f, "seq {seq} is missing before line {line}")
            }
            BreakKind::Deleted { last } => {
                write!(f, "seq {seq} to {last} are missing before line {line}")
            }
            BreakKind::Moved => {
                write!(f, "seq {seq} at line {line} stands behind a later entry")
            }
            BreakKind::Repeated { first, copy: true } => {
                write!(f, "seq {seq} at line {line} is a copy of line {first}")
            }
            BreakKind::Repeated { first, copy: false } => write!(
                f,
                "seq {seq} at line {line} is there twice with different content, first at line {first}"
            ),
            BreakKind::TornTail { bytes } => {
                write!(f, "{bytes} bytes at line {line} are not a whole line: a write was cut off")
            }
        }
    }
}

//! A trouble in the words of a report: where, what, and what to do about it.

use crate::{Recorded, Trouble};
use contract::verification::{self, Word};

/// A trouble as reports have it. `entry` is the newest of the file, where there is one.
pub(super) fn explain(
    trouble: &Trouble,
    file: Option<String>,
    entry: Option<&Recorded>,
) -> verification::Trouble {
    let detail = match &file {
        Some(file) => format!("{file}: {trouble}"),
        None => trouble.to_string(),
    };
    verification::Trouble {
        what: trouble.word(),
        seq: trouble.seq().or_else(|| entry.map(|entry| entry.position.seq)),
        line: None,
        detail,
        remedy: remedy(trouble, entry),
        file,
    }
}

/// For a test case that neither the ledger nor the folder knows.
pub(super) fn nothing_on_record() -> verification::Trouble {
    verification::Trouble {
        what: Word::NoEntry,
        detail: "nothing of this test case is on record".into(),
        remedy: "check the id, or run its steps".into(),
        ..verification::Trouble::default()
    }
}

fn remedy(trouble: &Trouble, entry: Option<&Recorded>) -> String {
    let tool = entry.map_or("the program that makes it", |entry| entry.tool.as_str());
    match trouble {
        Trouble::NoEntry => "delete it, and let the program that makes such files write it".into(),
        Trouble::FileMissing { .. } | Trouble::FileChanged => {
            format!("restore the file from version control, or run {tool} again")
        }
        Trouble::ChainBroken { .. } => {
            "restore the ledger, for example from version control; it cannot be mended".into()
        }
        Trouble::Unsigned { .. } => {
            "make it where the key is, or pass --allow-unsigned-before for older entries".into()
        }
        Trouble::BadSignature { .. } => "check that the key at hand is the one that signs".into(),
        Trouble::Stale { .. } => format!("run {tool} again, and what follows it"),
        Trouble::Unsealed { .. } => {
            "undo the change, or run seal_plan again and then the test case".into()
        }
        Trouble::Lost(_) => {
            "restore the ledger; or, knowing the cause, run verify_evidence --accept-head REASON"
                .into()
        }
    }
}

//! What was done, as a document and as the closing line.

use crate::{
    Args,
    files::{Item, State},
    merge::{Change, What},
};
use serde::Serialize;

/// The client from which on `onFailure` is understood.
pub(crate) const MINIMUM_CLIENT: &str = "2.1.295";

const IN_PLACE: &str = "nothing to change: everything is in place";

/// What was done.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    pub(crate) status: Status,
    pub(crate) dry_run: bool,
    pub(crate) project: String,
    /// The settings file that was meant; all that had registrations of ours after `--uninstall`.
    pub(crate) settings: Vec<String>,
    pub(crate) minimum_client: &'static str,
    pub(crate) changed: Vec<Change>,
    pub(crate) programs: Vec<Item>,
    pub(crate) documents: Vec<Item>,
    pub(crate) warnings: Vec<String>,
}

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub(crate) enum Status {
    Installed,
    Uninstalled,
    Unchanged,
}

impl Report {
    /// Whether nothing had to be done.
    pub(crate) fn is_unchanged(&self) -> bool {
        let stays = |item: &&Item| matches!(item.state, State::Unchanged | State::Kept);
        self.changed.is_empty()
            && self.programs.iter().all(|item| stays(&item))
            && self.documents.iter().all(|item| stays(&item))
    }

    /// The closing line.
    pub(crate) fn closing(&self, args: &Args) -> String {
        if self.status == Status::Unchanged {
            let said = if args.uninstall { "nothing of ours is here" } else { IN_PLACE };
            return said.into();
        }
        let mut parts = Vec::new();
        for (what, word) in
            [(What::Added, "added"), (What::Updated, "updated"), (What::Removed, "removed")]
        {
            let count = self.changed.iter().filter(|change| change.what == what).count();
            if count > 0 {
                let groups = counted(count, "registration", "registrations");
                parts.push(format!("{groups} {word} in {}", self.settings.join(" and ")));
            }
        }
        for (items, one, many) in
            [(&self.programs, "program", "programs"), (&self.documents, "document", "documents")]
        {
            for (state, word) in [
                (State::Installed, "installed"),
                (State::Updated, "updated"),
                (State::Removed, "removed"),
                (State::Kept, "kept"),
            ] {
                let count = items.iter().filter(|item| item.state == state).count();
                if count > 0 {
                    parts.push(format!("{} {word}", counted(count, one, many)));
                }
            }
        }
        let said = if self.dry_run { "would be done: " } else { "" };
        format!("{said}{}", parts.join(", "))
    }
}

pub(crate) fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

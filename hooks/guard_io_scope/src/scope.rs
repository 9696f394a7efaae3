//! What lies directly below `test/`, and what is nobody's but another's.

use crate::visit::{Act, Visit};
use hook::{Call, Target};
use std::path::{Path, PathBuf};
use store::PARTIAL_RESULTS;

/// A folder directly below `test/`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// `_shared`, `templates`, any `_*`: rules and settings, read by all tickets.
    Rules,
    /// `backup`: runs that are over.
    Backup,
    /// A ticket's.
    Ticket,
}

/// The project's tests.
pub(crate) struct Scope<'a> {
    root: &'a Path,
    tests: PathBuf,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(call: &'a Call<'_>) -> Self {
        let root = call.root();
        Self { root, tests: root.join("test") }
    }

    /// The zone that a path lies in, and its folder. `None` for all that is free: files directly
    /// below `test/`, other folders, what lies elsewhere.
    pub(crate) fn zone(&self, target: &Target) -> Option<(Zone, PathBuf)> {
        if !target.path().starts_with(&self.tests) {
            return None;
        }
        let relative = target.below(&self.tests)?;
        let (first, inside) = match relative.split_once('/') {
            Some((first, _)) => (first, true),
            None => (relative.as_str(), false),
        };
        let zone = named(first).or_else(|| {
            let folder = self.first_folder(target)?;
            folder.join(PARTIAL_RESULTS).is_dir().then_some(Zone::Ticket)
        })?;
        let is_folder = inside || target.path().is_dir();
        is_folder.then(|| self.first_folder(target).map(|folder| (zone, folder))).flatten()
    }

    /// The folder directly below `test/` that a path lies in, or is.
    fn first_folder(&self, target: &Target) -> Option<PathBuf> {
        let first = target.path().strip_prefix(&self.tests).ok()?.iter().next()?;
        Some(self.tests.join(first))
    }

    /// A path for a reader: relative to the project where it can be.
    pub(crate) fn show(&self, path: &Path) -> String {
        path.strip_prefix(self.root).unwrap_or(path).display().to_string()
    }

    /// A visit of a path, when it lies in a zone.
    pub(crate) fn visit(&self, target: &Target, act: Act) -> Option<Visit> {
        let (zone, folder) = self.zone(target)?;
        let shown = self.show(target.path());
        Some(Visit { act, zone, path: target.path().to_owned(), folder, shown })
    }
}

/// The zone that a folder's name tells.
fn named(name: &str) -> Option<Zone> {
    match name {
        "backup" => Some(Zone::Backup),
        "templates" => Some(Zone::Rules),
        _ if name.starts_with('_') => Some(Zone::Rules),
        _ if begins_with_ticket(name) => Some(Zone::Ticket),
        _ => None,
    }
}

/// `WO-55`, or `WO-55_…`.
fn begins_with_ticket(name: &str) -> bool {
    let id = name.split_once('_').map_or(name, |(id, _)| id);
    let Some((project, number)) = id.split_once('-') else { return false };
    let is_letter = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    project.starts_with(|c: char| c.is_ascii_uppercase())
        && project.bytes().all(is_letter)
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, expected: Option<Zone>) {
        assert_eq!(named(name), expected, "{name}");
    }

    #[test]
    fn folders_are_told_apart_by_their_names() {
        check("_shared", Some(Zone::Rules));
        check("_templates", Some(Zone::Rules));
        check("templates", Some(Zone::Rules));
        check("backup", Some(Zone::Backup));
        check("WO-55_부분취소", Some(Zone::Ticket));
        check("WO-55", Some(Zone::Ticket));
        check("A1-2_x_y", Some(Zone::Ticket));
        for free in ["unit", "examples", "utf-8_tests", "WO-55b", "WO-", "-5", "java", "Wo-1"] {
            check(free, None);
        }
    }
}

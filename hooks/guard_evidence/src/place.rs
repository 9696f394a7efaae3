//! What a file is to Proctor: who may write it.

use contract::SideCar;
use evidence::owners;
use hook::{Call, Failure, Target};
use memchr::memmem;
use std::path::{Path, PathBuf};
use store::{DocumentName, PARTIAL_RESULTS, Source, TicketFolder};

/// A file that is not everybody's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Only these programs write it.
    Evidence(&'static [&'static str]),
    /// The ledger: appended to by the programs, and by nobody else.
    Ledger,
    /// A lock of the programs.
    Lock,
    /// The chain of `chain_manager`.
    Chain,
    /// `test/.active_ticket`
    ActiveTicket,
    /// The heads of ledgers, outside the project.
    Heads,
    /// The key that vouches for entries.
    Key,
    /// A folder of evidence, or one that holds such.
    Folder,
    /// A sheet, a mapping, a result or a report: a hook judges it when it is written.
    Document,
    /// `{TC}.json`: a hook judges it, and a program writes it, too.
    Result,
    /// A gate file.
    Gate,
    /// `test/_config.json`
    Configuration,
    /// The agent's settings, where the hooks are registered.
    Settings,
    /// A program of Proctor, hooks among them, or their registration.
    Program,
    /// A working tree with evidence in it, which git turns back.
    Tree,
}

/// Tells places apart, in one project.
pub(crate) struct Ward<'a, 'c> {
    call: &'a Call<'c>,
    root: &'a Path,
    /// A ticket folder that the environment names; it may lie outside the project.
    given: Option<PathBuf>,
}

impl<'a, 'c> Ward<'a, 'c> {
    pub(crate) fn new(call: &'a Call<'c>) -> Self {
        let root = call.root();
        let given = call.env().get("PROCTOR_TICKET_FOLDER");
        let given = given.map(|folder| call.resolve_from(root, &folder).path().to_owned());
        Self { call, root, given }
    }

    /// What a file is. A gate file is everybody's before the seal.
    pub(crate) fn place(&self, target: &Target) -> Result<Option<Place>, Failure> {
        match self.of_path(target.path(), target.name()) {
            Some(Place::Gate) if !is_sealed(target.path())? => Ok(None),
            place => Ok(place),
        }
    }

    /// What a file is as its path is spelled, where its last part is a link: that can be replaced.
    pub(crate) fn spelled(&self, path: &str, target: &Target) -> Option<Place> {
        let path = path.trim_end_matches('/');
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
        if name == target.name() || matches!(name, "" | "." | "..") {
            return None;
        }
        let folder = if folder.is_empty() { "/" } else { folder };
        self.of_path(&self.call.resolve(folder).path().join(name), name)
    }

    /// What a path is; `name` is its last part in NFC.
    pub(crate) fn of_path(&self, path: &Path, name: &str) -> Option<Place> {
        if name.is_empty() {
            return None;
        }
        of_settings(path, name).or_else(|| self.of_heads(path)).or_else(|| self.of_own(path, name))
    }

    fn of_heads(&self, path: &Path) -> Option<Place> {
        if !path.iter().any(|part| part == "proctor") {
            return None;
        }
        let absolute = |name: &str| {
            self.call.env().get(name).map(PathBuf::from).filter(|path| path.is_absolute())
        };
        let state = absolute("XDG_STATE_HOME")
            .or_else(|| absolute("HOME").map(|home| home.join(".local/state")))?;
        let state = self.call.resolve_from(&state, "proctor");
        path.starts_with(state.path()).then_some(Place::Heads)
    }

    /// A file of the project, or of a ticket folder elsewhere.
    fn of_own(&self, path: &Path, name: &str) -> Option<Place> {
        let is_given = self.given.as_ref().is_some_and(|folder| path.starts_with(folder));
        let relative = path.strip_prefix(self.root).ok();
        if relative.is_none() && !is_given {
            return None;
        }
        let relative = relative.unwrap_or(path);
        if relative.ends_with(".workflow/state-chain/chain.json") {
            return Some(Place::Chain);
        }
        match relative.to_str() {
            Some("test/_config.json") => return Some(Place::Configuration),
            Some("test/.active_ticket") => return Some(Place::ActiveTicket),
            _ => {}
        }
        if path.parent().is_some_and(|folder| folder.ends_with(PARTIAL_RESULTS)) {
            return of_result_file(path, name);
        }
        let is_test = || is_given || relative.starts_with("test") || self.ticket(path).is_some();
        of_document(path, name).filter(|_| is_test())
    }

    fn ticket(&self, path: &Path) -> Option<TicketFolder> {
        TicketFolder::holding(path).filter(|folder| folder.root().starts_with(self.root))
    }

    /// Whether a folder is a folder of evidence, or a ticket's folder that holds one.
    pub(crate) fn is_evidence_folder(&self, path: &Path) -> bool {
        let is_own = path.starts_with(self.root)
            || self.given.as_ref().is_some_and(|folder| path.starts_with(folder));
        is_own && (path.ends_with(PARTIAL_RESULTS) || path.join(PARTIAL_RESULTS).is_dir())
    }

    /// Whether a folder has a ledger in it, however deep.
    pub(crate) fn holds_ledger(&self, path: &Path) -> bool {
        if self.is_evidence_folder(path) {
            let results = if path.ends_with(PARTIAL_RESULTS) {
                path.to_owned()
            } else {
                path.join(PARTIAL_RESULTS)
            };
            return results.join("_ledger.jsonl").exists();
        }
        let tests = self.root.join("test");
        let tickets = || store::names(&tests).into_iter().flatten().flatten();
        tests.starts_with(path)
            && tickets().any(|name| TicketFolder::at(tests.join(name)).ledger().exists())
    }

    /// The whole working tree that a folder belongs to.
    pub(crate) fn working_tree(folder: &Path) -> &Path {
        folder.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(folder)
    }

    /// A path for a reader: relative to the project where it can be.
    pub(crate) fn show(&self, path: &Path) -> String {
        path.strip_prefix(self.root).unwrap_or(path).display().to_string()
    }
}

/// Whether the plan of a gate file's ticket has been sealed.
fn is_sealed(gate: &Path) -> Result<bool, Failure> {
    let Some(ticket) = TicketFolder::holding(gate) else { return Ok(false) };
    match Source::open_regular(&ticket.ledger()) {
        Ok(ledger) => Ok(memmem::find(ledger.bytes(), b"\"tool\":\"seal_plan\"").is_some()),
        Err(store::Error::NotFound { .. }) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Settings of the agent, in a project or at home, and what is installed beside them.
fn of_settings(path: &Path, name: &str) -> Option<Place> {
    if !path.iter().any(|part| part == ".claude") {
        return None;
    }
    let is_settings = name.starts_with("settings") && has_extension(name, "json");
    if is_settings && path.parent().is_some_and(|folder| folder.ends_with(".claude")) {
        return Some(Place::Settings);
    }
    let folder = path.parent()?;
    let is_program = name == "hooks.json"
        || folder.ends_with(".claude/skills/test/bin")
        || path.ends_with(".claude/skills/test/bin");
    is_program.then_some(Place::Program)
}

/// A file directly in `partial_results`.
fn of_result_file(path: &Path, name: &str) -> Option<Place> {
    if has_extension(name, "lock") {
        return Some(Place::Lock);
    }
    if name.to_ascii_lowercase().starts_with("_ledger") {
        return Some(Place::Ledger);
    }
    if matches!(SideCar::parse(name), Some((_, SideCar::Result))) {
        return Some(Place::Result);
    }
    // The agent fills in `before_after` of the drafts.
    if name == "_mermaid_drafts.json" {
        return None;
    }
    owners(&path.with_file_name(name)).map(Place::Evidence)
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name).extension().is_some_and(|it| it.eq_ignore_ascii_case(extension))
}

/// A document of a ticket.
fn of_document(path: &Path, name: &str) -> Option<Place> {
    if is_gate(name) {
        return Some(Place::Gate);
    }
    if name.ends_with(".json.lock") {
        return Some(Place::Lock);
    }
    if DocumentName::parse(name).is_some() {
        return Some(Place::Document);
    }
    // The plan and the review's own issues are the agent's.
    if name.ends_with("_tc_spec.json") || name.ends_with("_review.json") {
        return None;
    }
    owners(&path.with_file_name(name)).filter(|owners| !owners.is_empty()).map(Place::Evidence)
}

/// `{T}_gate_{YYYYMMDD_HHmmss}.json`
fn is_gate(name: &str) -> bool {
    let stamp = name.strip_suffix(".json").and_then(|stem| stem.rsplit_once("_gate_"));
    stamp.is_some_and(|(_, stamp)| {
        stamp.len() == 15
            && stamp.bytes().enumerate().all(|(at, byte)| match at {
                8 => byte == b'_',
                _ => byte.is_ascii_digit(),
            })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_ticket_are_told_apart() {
        let check = |name: &str, expected: Option<Place>| {
            let path = Path::new("/p/test/WO-1_x").join(name);
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let in_results = path.parent().unwrap().ends_with(PARTIAL_RESULTS);
            let place =
                if in_results { of_result_file(&path, &name) } else { of_document(&path, &name) };
            assert_eq!(place, expected, "{name}");
        };
        check("partial_results/TC-1_diff.json", Some(Place::Evidence(&["compare_db_snapshots"])));
        check("partial_results/TC-1.json", Some(Place::Result));
        check("partial_results/_ledger.part-2.jsonl", Some(Place::Ledger));
        check("partial_results/x.lock", Some(Place::Lock));
        check("partial_results/_mermaid_drafts.json", None);
        check("partial_results/notes.md", None);
        check("WO-1_테스트시트_v1.md", Some(Place::Document));
        check("WO-1_gate_20260101_000000.json", Some(Place::Gate));
        check("WO-1_gate_notes.json", None);
        check("WO-1_behavioral_gate.json", Some(Place::Evidence(&["behavioral_gate"])));
        check("WO-1_tc_spec.json", None);
        check("WO-1_review.json", None);
        check("WO-1_데이터매핑.json.lock", Some(Place::Lock));
    }

    #[test]
    fn settings_and_programs_are_told_apart() {
        let check = |path: &str, expected: Option<Place>| {
            let path = Path::new(path);
            let name = path.file_name().unwrap().to_str().unwrap();
            assert_eq!(of_settings(path, name), expected, "{}", path.display());
        };
        check("/p/.claude/settings.json", Some(Place::Settings));
        check("/p/.claude/settings.local.json", Some(Place::Settings));
        check("/p/.claude/skills/test/bin/guard_evidence", Some(Place::Program));
        check("/p/.claude/skills/test/hooks/hooks.json", Some(Place::Program));
        check("/p/.claude/commands/a.md", None);
        check("/p/settings.json", None);
    }
}

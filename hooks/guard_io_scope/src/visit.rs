//! The places that a call goes to.

use crate::scope::{Scope, Zone};
use hook::{Call, Failure, Target, Tool};
use shell::Dialect;
use std::path::{Path, PathBuf};

/// What is done there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Act {
    Read,
    Write,
}

/// A path in a zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Visit {
    pub(crate) act: Act,
    pub(crate) zone: Zone,
    pub(crate) path: PathBuf,
    /// The zone's folder.
    pub(crate) folder: PathBuf,
    /// The path for a reader.
    pub(crate) shown: String,
}

impl Visit {
    /// Whether nobody but the zone's own ticket may do this.
    pub(crate) fn is_forbidden(&self) -> bool {
        self.act == Act::Write || self.zone != Zone::Rules
    }

    /// Whether it stays in the folder of the ticket at work.
    pub(crate) fn is_within(&self, own: &Path) -> bool {
        self.path.starts_with(own) || self.zone == Zone::Ticket && own.starts_with(&self.folder)
    }

    /// What is wrong, and what to do instead.
    pub(crate) fn objection(&self) -> String {
        let says = match (self.zone, self.act) {
            (Zone::Rules, _) => {
                "is shared by all tickets and only read; write to the ticket's own folder, or ask a \
                 person to change the shared file"
            }
            (Zone::Backup, Act::Read) => {
                "is of a run that is over and proves nothing for this one; run the step again"
            }
            (Zone::Backup, Act::Write) => "is kept by a person; write to the ticket's own folder",
            (Zone::Ticket, Act::Read) => {
                "belongs to another ticket and proves nothing for this one; what several tickets need \
                 stands in test/_shared"
            }
            (Zone::Ticket, Act::Write) => {
                "belongs to another ticket; write to the folder of the ticket at work"
            }
        };
        let verb = if self.act == Act::Read { "Reading" } else { "Writing" };
        format!("- {verb} {}: it {says}.", self.shown)
    }
}

/// The file of Write, Edit, Read and their like.
pub(crate) fn of_target(call: &Call<'_>, scope: &Scope<'_>, act: Act) -> Vec<Visit> {
    call.target().and_then(|target| scope.visit(target, act)).into_iter().collect()
}

/// The folder in which Grep and Glob look, and the one that their pattern begins with. A search
/// through all of `test/`, or all of the project, is let through: it is how one finds one's way.
pub(crate) fn of_search(call: &Call<'_>, scope: &Scope<'_>) -> Vec<Visit> {
    let mut visits = of_target(call, scope, Act::Read);
    let argument = if call.tool() == Tool::Glob { "pattern" } else { "glob" };
    let pattern = call.event().tool_input.text(argument).unwrap_or_default();
    let plain = pattern.find(['*', '?', '[', '{']).map_or(pattern, |end| &pattern[..end]);
    if let Some((folder, _)) = plain.rsplit_once('/') {
        let base = call.target().map_or(call.cwd(), Target::path);
        visits.extend(scope.visit(&call.resolve_from(base, folder), Act::Read));
    }
    visits.truncate(1);
    visits
}

/// The files that a command reads and writes.
pub(crate) fn of_command(call: &Call<'_>, scope: &Scope<'_>) -> Result<Vec<Visit>, Failure> {
    let Some(text) = call.event().tool_input.text("command") else { return Ok(Vec::new()) };
    let is_powershell = call.event().tool_name.as_text() == Some("PowerShell");
    let dialect = if is_powershell { Dialect::PowerShell } else { Dialect::Posix };
    let mut visits: Vec<Visit> = Vec::new();
    for effect in shell::effects(&shell::read(text, dialect)) {
        let act = match effect.act {
            shell::Act::Read => Act::Read,
            shell::Act::Write | shell::Act::Delete | shell::Act::Fill => Act::Write,
            _ => continue,
        };
        call.check_time()?;
        let word = call.fill(&effect.on);
        // Of an open path, the folder that it surely lies in.
        let known = word.is_open().then(|| word.lead().rsplit_once('/')).flatten();
        let folder = known.map(|(folder, _)| call.resolve(folder));
        for target in call.files(&word)?.into_iter().chain(folder) {
            let visit = scope.visit(&target, act);
            visits.extend(visit.filter(|visit| !visits.contains(visit)));
        }
    }
    Ok(visits)
}

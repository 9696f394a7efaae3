//! Writing an output and its ledger entry as one step.

use crate::{Error, check_output, ledger::Ledger};
use chain::Appended;
use contract::{
    Json, Object,
    claim::{self, NoteClaim},
};
use std::{
    io::Write,
    path::{Component, Path, PathBuf},
    time::Duration,
};
use store::{Clock, Config, Durability, Env, Project, Source, Staged, TicketFolder};

/// Who records, and under which rules.
#[derive(Clone, Copy, Debug)]
pub struct Recorder<'a> {
    /// The program's name.
    pub tool: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The clock for `at`.
    pub clock: &'a Clock,
    /// The project's configuration.
    pub config: &'a Config,
    /// The project's root: a relative key file is looked for there.
    pub root: &'a Path,
    /// The environment: keys, and where the head is kept.
    pub env: &'a Env,
    /// How long to wait for the ledger's lock.
    pub lock_timeout: Duration,
}

impl<'a> Recorder<'a> {
    /// A program that records under a project's rules.
    pub fn new(
        tool: &'static str,
        version: &'static str,
        project: &'a Project,
        lock_timeout: Duration,
    ) -> Self {
        let Project { root, config, clock, env } = project;
        Self { tool, version, clock, config, root, env, lock_timeout }
    }
}

/// What was done, as the ledger says it.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// The test case it belongs to.
    pub tc_id: Option<String>,
    /// What was read, in the order in which it was used.
    pub inputs: Vec<Input>,
    /// The little that a later check needs without opening the output: [`contract::claim`].
    pub claim: Object,
}

/// A file that was read, with the hash of the very bytes that were used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// Its absolute path; `-` for standard input.
    pub path: PathBuf,
    /// SHA-256 of the bytes, 64 lower-case hex digits.
    pub sha256: String,
}

impl Input {
    /// The input that a source was.
    pub fn of(source: &Source) -> Self {
        Self { path: source.path().to_owned(), sha256: source.sha256() }
    }
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Committed {
    /// Number of the entry; `None` when the output lies in no ticket folder.
    pub seq: Option<u64>,
    /// What a person should know though nothing failed.
    pub warnings: Vec<String>,
}

/// Makes `content` the whole content of `target`, which must be absolute, as [`commit`] does.
pub fn write(
    target: &Path,
    content: &[u8],
    act: Act,
    recorder: &Recorder<'_>,
) -> Result<Committed, Error> {
    let mut staged = Staged::create(target)?;
    staged.write_all(content).map_err(|error| store::Error::writing(target, error))?;
    commit(staged, act, recorder)
}

/// Makes a staged output the target's content and enters it into the ledger of the ticket folder
/// that holds it. Outside a ticket folder it is written and nothing is entered.
///
/// The target must be absolute. When this fails, the target is as it was; but for
/// [`Error::NotEntered`], which says that the output is new and the ledger could not be appended to.
pub fn commit(mut staged: Staged, act: Act, recorder: &Recorder<'_>) -> Result<Committed, Error> {
    check_output(recorder.tool, staged.target())?;
    let Some(folder) = TicketFolder::holding(staged.target()) else {
        staged.commit(Durability::Atomic)?;
        return Ok(Committed::default());
    };
    let target = staged.target().to_owned();
    let sha256 = staged.sha256()?;
    let ledger = Ledger::open(&folder, recorder)?;
    let entry = ledger.next(members(&folder, act, Some((&target, &sha256)), recorder))?;
    staged.commit(Durability::Atomic)?;
    let appended = ledger.append(&entry);
    let warnings = appended.map_err(|source| Error::NotEntered { path: target, source })?;
    Ok(Committed { seq: Some(entry.head.seq), warnings })
}

/// Enters something that has no file of its own, such as a note, into a ticket folder's ledger.
pub fn enter(folder: &TicketFolder, act: Act, recorder: &Recorder<'_>) -> Result<Committed, Error> {
    let ledger = Ledger::open(folder, recorder)?;
    let entry = ledger.next(members(folder, act, None, recorder))?;
    let warnings = ledger.append(&entry)?;
    Ok(Committed { seq: Some(entry.head.seq), warnings })
}

/// An act of some time ago, whose output lies where it was written.
#[derive(Clone, Debug)]
pub struct Past {
    /// The program.
    pub tool: &'static str,
    /// What it did.
    pub act: Act,
    /// What it wrote, with the hash that this had then.
    pub output: Option<Input>,
}

/// Enters acts of the past in one write, in this order: for making ledgers to measure with.
/// Programs enter what they do as they do it, with [`commit()`].
pub fn enter_all(
    folder: &TicketFolder,
    past: impl IntoIterator<Item = Past>,
    recorder: &Recorder<'_>,
) -> Result<Committed, Error> {
    let ledger = Ledger::open(folder, recorder)?;
    let mut lines: Vec<String> = Vec::new();
    let mut head = None;
    for Past { tool, act, output } in past {
        let output = output.as_ref().map(|it| (it.path.as_path(), it.sha256.as_str()));
        let members = members(folder, act, output, &Recorder { tool, ..*recorder });
        let entry = match &head {
            None => ledger.next(members)?,
            Some(head) => ledger.follow(Some(head), members)?,
        };
        lines.push(entry.line);
        head = Some(entry.head);
    }
    let Some(head) = head else { return Ok(Committed::default()) };
    let seq = Some(head.seq);
    let warnings = ledger.append(&Appended { line: lines.join("\n"), head })?;
    Ok(Committed { seq, warnings })
}

/// Accepts, with a person's reason, that the ledger no longer leads to a head that it once had: a
/// note with the reason and the lost heads is entered, and they are no trouble any more. `None` when
/// there is nothing to accept.
pub fn accept_head(
    folder: &TicketFolder,
    reason: &str,
    recorder: &Recorder<'_>,
) -> Result<Option<Committed>, Error> {
    let ledger = Ledger::open(folder, recorder)?;
    let losses: Vec<_> = ledger.losses().iter().map(ToString::to_string).collect();
    if losses.is_empty() {
        return Ok(None);
    }
    let note = format!("head accepted: {reason} ({})", losses.join("; "));
    let claim = claim::members(&NoteClaim { note, text_sha256: None });
    let act = Act { claim, ..Act::default() };
    let entry = ledger.next(members(folder, act, None, recorder))?;
    let warnings = ledger.append_accepting(&entry)?;
    Ok(Some(Committed { seq: Some(entry.head.seq), warnings }))
}

fn members(
    folder: &TicketFolder,
    act: Act,
    output: Option<(&Path, &str)>,
    recorder: &Recorder<'_>,
) -> Object {
    let file = |path: &Path, sha256: &str| {
        let name = ledger_path(folder, recorder.root, path);
        Json::Object(Object::from_iter([
            ("path".into(), name.into()),
            ("sha256".into(), sha256.into()),
        ]))
    };
    let inputs: Vec<Json> =
        act.inputs.iter().map(|input| file(&input.path, &input.sha256)).collect();
    Object::from_iter([
        ("at".into(), recorder.clock.stamp().into()),
        ("tool".into(), recorder.tool.into()),
        ("version".into(), recorder.version.into()),
        ("tc_id".into(), act.tc_id.into()),
        ("inputs".into(), inputs.into()),
        ("output".into(), output.map(|(path, sha256)| file(path, sha256)).into()),
        ("claim".into(), act.claim.into()),
    ])
}

/// A path as an entry names it: relative to the ticket folder, with `..` for what lies elsewhere in
/// the project; absolute outside the project.
fn ledger_path(folder: &TicketFolder, project: &Path, path: &Path) -> String {
    if let Some(inside) = folder.relative(path) {
        return inside;
    }
    let above = folder.root().ancestors().enumerate().skip(1).find_map(|(steps, above)| {
        let relative = TicketFolder::at(above).relative(path)?;
        above.starts_with(project).then(|| "../".repeat(steps) + &relative)
    });
    let is_plain = |path: &Path| path.components().all(|part| part != Component::ParentDir);
    above.filter(|_| is_plain(path)).unwrap_or_else(|| path.display().to_string())
}

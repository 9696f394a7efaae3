//! Writing an output and its ledger entry as one step.

use crate::{Error, LEDGER};
use chain::Head;
use contract::{Json, Object};
use std::{
    fs::OpenOptions,
    io::Write,
    path::{Path, PathBuf},
    time::Duration,
};
use store::{Clock, Config, Durability, Env, Lock, Source, Staged, TicketFolder};

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

/// What was done, as the ledger says it.
#[derive(Clone, Debug, Default)]
pub struct Act {
    /// The test case it belongs to.
    pub tc_id: Option<String>,
    /// What was read, in the order in which it was used.
    pub inputs: Vec<Input>,
    /// The little that a later check needs without opening the output (evidence.md lists it).
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

/// Makes a staged output the target's content and enters it into the ledger of the ticket folder
/// that holds it. Outside a ticket folder it is written and nothing is entered.
///
/// The target must be absolute. When this fails, the target is as it was.
pub fn commit(mut staged: Staged, act: Act, recorder: &Recorder<'_>) -> Result<Committed, Error> {
    let Some(folder) = TicketFolder::holding(staged.target()) else {
        staged.commit(Durability::Atomic)?;
        return Ok(Committed::default());
    };
    let target = staged.target().to_owned();
    let sha256 = staged.sha256()?;
    let ledger = folder.ledger();
    let _lock = Lock::acquire(&ledger, recorder.lock_timeout)?;
    let head = last_entry(&ledger)?;
    let members = members(&folder, act, Some((&target, &sha256)), recorder);
    let appended = LEDGER.next(head.as_ref(), members, None)?;
    staged.commit(Durability::Atomic)?;
    append(&ledger, &appended.line)?;
    Ok(Committed { seq: Some(appended.head.seq), warnings: Vec::new() })
}

fn members(
    folder: &TicketFolder,
    act: Act,
    output: Option<(&Path, &str)>,
    recorder: &Recorder<'_>,
) -> Object {
    let file = |path: &Path, sha256: &str| {
        let name = folder.relative(path).unwrap_or_else(|| path.display().to_string());
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

fn last_entry(ledger: &Path) -> Result<Option<Head>, Error> {
    let source = match Source::open(ledger) {
        Ok(source) => source,
        Err(store::Error::NotFound { .. }) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let Some(line) = source.body().split(|b| *b == b'\n').rfind(|line| !line.is_empty()) else {
        return Ok(None);
    };
    let last = LEDGER.read_line(line).map_err(|unreadable| Error::BrokenTail {
        path: ledger.to_owned(),
        reason: unreadable.message,
    })?;
    Ok(Some(Head { seq: last.seq, hash: last.hash.to_string() }))
}

fn append(ledger: &Path, line: &str) -> Result<(), Error> {
    let written = OpenOptions::new()
        .create(true)
        .append(true)
        .open(ledger)
        .and_then(|mut file| file.write_all(format!("{line}\n").as_bytes()));
    written.map_err(|error| store::Error::writing(ledger, error).into())
}

//! Writes down what a database holds at one moment (execute.md, "capture_db_snapshot").
//!
//! | module | what |
//! |---|---|
//! | `plan` | what to look at, with which values |
//! | `since`, `wait` | the pause between stimulus and second look |
//! | `supplied` | rows that an agent's own server delivered |
//! | `document` | the snapshot, and what the ledger says of it |
//! | `emission` | the finished statements, for `--emit-sql` |
//! | `closing` | what a person is told |

mod args;
mod closing;
mod document;
mod emission;
mod error;
mod plan;
mod since;
mod supplied;
mod wait;

pub use args::{Args, Phase};
pub use error::Error;

use cli::{Io, Project, STANDARD_STREAM};
use contract::{
    Object, claim,
    json::pretty_document,
    snapshot::{Source, WaitResult},
};
use database::Directory;
use document::Circumstances;
use emission::Emission;
use evidence::{Act, Input, Recorder};
use fault::Exit;
use plan::Plan;
use std::{io::Write, path::Path};
use store::Staged;
use wait::{Pause, Waited};

const TOOL: &str = env!("CARGO_PKG_NAME");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reads the plan, waits, asks, and writes.
#[expect(clippy::needless_pass_by_value, reason = "the form that `cli::main` calls")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let output = args.output.as_deref().filter(|path| path.as_os_str() != STANDARD_STREAM);
    let project = io.project(output.or(args.tc_spec.as_deref()))?;
    let output = output.map(|path| io.path(path));
    if let Some(path) = &output {
        evidence::check_output(TOOL, path)?;
    }
    let mut plan = Plan::read(&args, io)?;
    if args.emit_sql {
        io.print(&pretty_document(&Emission::of(&plan, &args, &project.config)?))?;
        return Ok(Exit::Yes);
    }
    let (tables, source, waited) = if let Some(path) = &args.rows {
        let waited = wait_of_supplied(&args, &plan, &project, io)?;
        (supply(path, &args, &mut plan, io)?, Source::Supplied, waited)
    } else {
        let (tables, waited) = ask(&args, &plan, &project, io)?;
        (tables, Source::Captured, waited)
    };
    let in_time = waited.as_ref().is_none_or(|it| it.result != WaitResult::Timeout);
    let line = closing::line(&args, &plan, &tables, source, waited.as_ref());
    if let (true, Some(waited)) = (args.wait_only, &waited) {
        io.print(&closing::report(&args, waited))?;
    } else {
        let circumstances = Circumstances {
            captured_at: project.clock.stamp(),
            tool: format!("{TOOL} {VERSION}"),
            source,
            waited,
        };
        let text = pretty_document(&document::snapshot(&plan.looks, tables, circumstances));
        match &output {
            None => io.print(&text)?,
            Some(path) => write(path, &text, &args, plan, source, &project, io)?,
        }
    }
    if source == Source::Supplied && !project.config.allow_supplied_rows {
        io.warn("supplied rows do not count here: evidence.allow_supplied_rows is false");
    }
    io.close(args.quiet, &line);
    Ok(Exit::from_answer(in_time))
}

/// Waits where the plan says so, then runs every query (none for `--wait-only`).
fn ask(
    args: &Args,
    plan: &Plan,
    project: &Project,
    io: &mut Io,
) -> Result<(Vec<Vec<Object>>, Option<Waited>), Error> {
    let Project { root, config, env, .. } = project;
    let known = config.databases.keys().map(String::as_str);
    let url_of = |name: &str| config.database_url(name, env).map_err(Error::from);
    let mut directory = Directory::new(root, known, url_of, args.limits());
    let mut waited = None;
    if args.waits() {
        waited = Some(match &plan.wait {
            None => Waited::for_nothing(),
            Some((path, wait)) => {
                let pause = Pause::read(wait, path, args.tc_id.as_deref().unwrap_or_default())?;
                let gone = since::stimulus(args, project, io)?;
                pause.perform(gone, |until| {
                    Ok(directory.ask(&until.db, &until.sql, &plan.data)?.rows)
                })?
            }
        });
    }
    let looks = if args.wait_only { &[] } else { plan.looks.as_slice() };
    let tables: Result<Vec<_>, Error> = looks
        .iter()
        .map(|look| {
            let rows = directory.ask(&look.db, &look.sql, &plan.data);
            rows.map(|rows| rows.rows).map_err(|error| look.blame(error))
        })
        .collect();
    Ok((tables?, waited))
}

/// What can be said of the wait when the rows are there already: seconds that are over by now were
/// waited for; whether a condition was true when the rows were read, nobody here knows.
fn wait_of_supplied(
    args: &Args,
    plan: &Plan,
    project: &Project,
    io: &mut Io,
) -> Result<Option<Waited>, Error> {
    let Some((path, wait)) = plan.wait.as_ref().filter(|_| args.waits()) else {
        return Ok(args.waits().then(Waited::for_nothing));
    };
    let pause = Pause::read(wait, path, args.tc_id.as_deref().unwrap_or_default())?;
    let waited = pause.over_by_now(since::stimulus(args, project, io)?);
    if waited.is_none() {
        io.warn("nothing shows that the plan's wait was over when these rows were read");
    }
    Ok(waited)
}

/// Reads the rows that an agent's own server delivered.
fn supply(
    path: &Path,
    args: &Args,
    plan: &mut Plan,
    io: &mut Io,
) -> Result<Vec<Vec<Object>>, Error> {
    let source = io.input(path)?;
    plan.inputs.push(Input::of(&source));
    supplied::rows(source.json()?, &plan.looks, args.tc_id.as_deref())
        .map_err(|reason| Error::BadRows { path: source.path().to_owned(), reason })
}

fn write(
    path: &Path,
    text: &str,
    args: &Args,
    plan: Plan,
    source: Source,
    project: &Project,
    io: &mut Io,
) -> Result<(), Error> {
    let mut staged = Staged::create(path)?;
    staged.write_all(text.as_bytes()).map_err(|error| store::Error::writing(path, error))?;
    let claim = document::claim(&plan.looks, source, args.phase.map(Into::into));
    let act = Act { tc_id: args.tc_id.clone(), inputs: plan.inputs, claim: claim::members(&claim) };
    let recorder = Recorder {
        tool: TOOL,
        version: VERSION,
        clock: &project.clock,
        config: &project.config,
        root: &project.root,
        env: &project.env,
        lock_timeout: args.lock.timeout(),
    };
    for warning in evidence::commit(staged, act, &recorder)?.warnings {
        io.warn(&warning);
    }
    Ok(())
}

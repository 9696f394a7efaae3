//! Writes down what a database holds at one moment (execute.md, "capture_db_snapshot").
//!
//! | module | what |
//! |---|---|
//! | `plan` | what to look at, with which values |
//! | `rows`, `supplied` | where the rows come from: the databases, or an agent's own server |
//! | `since`, `wait` | the pause between stimulus and second look |
//! | `document` | the snapshot, and what the ledger says of it |
//! | `emission` | the finished statements, for `--emit-sql` |
//! | `closing` | what a person is told |

mod args;
mod closing;
mod document;
mod emission;
mod error;
mod plan;
mod rows;
mod since;
mod supplied;
mod wait;

pub use args::{Args, Phase};
pub use error::Error;

use cli::{Io, Project, STANDARD_STREAM};
use contract::{
    claim,
    json::pretty_document,
    snapshot::{Source, WaitResult},
};
use document::Circumstances;
use emission::Emission;
use evidence::{Act, Recorder};
use fault::Exit;
use plan::Plan;
use rows::Gathered;
use std::path::Path;

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
    let Gathered { tables, source, waited } = Gathered::by(&args, &mut plan, &project, io)?;
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

fn write(
    path: &Path,
    text: &str,
    args: &Args,
    plan: Plan,
    source: Source,
    project: &Project,
    io: &mut Io,
) -> Result<(), Error> {
    let claim = document::claim(&plan.looks, source, args.phase.map(Into::into));
    let act = Act { tc_id: args.tc_id.clone(), inputs: plan.inputs, claim: claim::members(&claim) };
    let recorder = Recorder::new(TOOL, VERSION, project, args.lock.timeout());
    for warning in evidence::write(path, text.as_bytes(), act, &recorder)?.warnings {
        io.warn(&warning);
    }
    Ok(())
}

//! Computes what a test case must give (execute.md, "compute_expected").
//!
//! | module | what |
//! |---|---|
//! | `plan` | what the plan and the mapping say |
//! | `field` | a field as a statement and as a key of the verdict |
//! | `answers`, `supplied` | where the values come from: the databases, or an agent's own server |
//! | `expectation` | the flat expectation as it grows |
//! | `emission` | the finished statements, for `--emit-sql` |

mod answers;
mod args;
mod emission;
mod error;
mod expectation;
mod field;
mod plan;
mod supplied;

pub use args::Args;
pub use error::Error;

use cli::{Io, Project, STANDARD_STREAM};
use contract::{
    Object,
    claim::{self, ExpectedClaim},
    expected::ExpectedFile,
    json::pretty_document,
    snapshot::Source,
};
use emission::Emission;
use evidence::{Act, Input, Recorder};
use expectation::Expectation;
use fault::Exit;
use plan::Plan;
use std::path::Path;
use supplied::Supplied;

const TOOL: &str = env!("CARGO_PKG_NAME");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// Reads the plan, asks for each field, and writes the flat expectation.
#[expect(clippy::needless_pass_by_value, reason = "the form that `cli::main` calls")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let output = args.output.as_deref().filter(|path| path.as_os_str() != STANDARD_STREAM);
    let project = io.project(Some(output.unwrap_or(&args.tc_spec)))?;
    let output = output.map(|path| io.path(path));
    if let Some(path) = &output {
        evidence::check_output(TOOL, path)?;
    }
    let mut plan = Plan::read(&args, io)?;
    if args.emit_sql {
        let emission = Emission::of(&plan, &args, &project.config)?;
        io.print(&pretty_document(&emission))?;
        return Ok(Exit::from_answer(!emission.is_empty()));
    }
    let expectation = match &args.rows {
        Some(path) => {
            let source = io.input(path)?;
            plan.inputs.push(Input::of(&source));
            let supplied = Supplied::read(source.json()?, source.path(), &args.tc_id)?;
            answers::of_supplied(&plan, &args, &supplied, &project.config)?
        }
        None => answers::of_databases(&plan, &args, &project)?,
    };
    for remark in expectation.remarks() {
        io.warn(&remark);
    }
    let line = format!("{}: {}", args.tc_id, expectation.counts());
    let answer = Exit::from_answer(!expectation.all_skipped());
    let claim = claim(&expectation, args.rows.is_some());
    let document = ExpectedFile {
        tc_id: args.tc_id.clone(),
        expected: expectation.expected,
        skipped: expectation.skipped,
        queries: expectation.queries,
        generated_at: project.clock.stamp(),
        tool: format!("{TOOL} {VERSION}"),
    };
    let text = pretty_document(&document);
    match &output {
        None => io.print(&text)?,
        Some(path) => {
            let act = Act { tc_id: Some(args.tc_id.clone()), inputs: plan.inputs, claim };
            write(path, &text, act, &args, &project, io)?;
        }
    }
    io.close(args.quiet, &line);
    Ok(answer)
}

/// What the ledger says: how many values came from where.
fn claim(expectation: &Expectation, is_supplied: bool) -> Object {
    claim::members(&ExpectedClaim {
        computed: expectation.computed as u64,
        skipped: expectation.skipped.len() as u64,
        source: Some(if is_supplied { Source::Supplied } else { Source::Captured }),
    })
}

fn write(
    path: &Path,
    text: &str,
    act: Act,
    args: &Args,
    project: &Project,
    io: &mut Io,
) -> Result<(), Error> {
    let recorder = Recorder::new(TOOL, VERSION, project, args.lock.timeout());
    for warning in evidence::write(path, text.as_bytes(), act, &recorder)?.warnings {
        io.warn(&warning);
    }
    Ok(())
}

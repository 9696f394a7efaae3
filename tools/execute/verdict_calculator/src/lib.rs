//! PASS or FAIL, computed from a recorded answer (execute.md, "verdict_calculator").
//!
//! | module | what |
//! |---|---|
//! | `expectation` | the flat object that is judged, from the plan and what was computed |
//! | `actual` | the judged file: which part of it, and whether a verdict may rest on it |
//! | `verdict` | the document that is written, and the line for a person |

mod actual;
mod args;
mod error;
mod expectation;
mod verdict;

pub use args::Args;
pub use error::Error;

use actual::Form;
use cli::{Io, Project, STANDARD_STREAM};
use contract::{
    Status,
    claim::{self, VerdictClaim},
    json::pretty_document,
};
use evidence::{Act, Input, Recorder};
use expectation::Expectation;
use fault::Exit;
use judge::{JudgeError, Judgement, Plan};
use std::{path::Path, thread};
use store::Source;

const TOOL: &str = env!("CARGO_PKG_NAME");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A file from this size on is hashed on another thread while it is judged.
const LARGE: usize = 1 << 20;

/// Reads the expectation and the judged file, judges, and writes the verdict.
#[expect(clippy::needless_pass_by_value, reason = "what `cli::main` calls")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let output = args.output.as_deref().filter(|path| path.as_os_str() != STANDARD_STREAM);
    let project = io.project(output.or(Some(&args.actual_file)))?;
    let output = output.map(|path| io.path(path));
    if let Some(path) = &output {
        evidence::check_output(TOOL, path)?;
    }
    let expectation = Expectation::read(&args, io)?;
    let actual = io.input(&args.actual_file)?;
    let diff = args.diff.as_deref().map(|path| io.input(path)).transpose()?;
    let text = actual.text()?;
    let form = Form::of(text).map_err(|error| actual.syntax_error(&error))?;
    let path = args.actual_path.as_deref().unwrap_or_else(|| form.default_path());
    let path = path.strip_prefix("$.").unwrap_or(path);
    let faulty = |source| match (source, &diff) {
        (JudgeError::Document(error), _) => Error::File(actual.syntax_error(&error)),
        (JudgeError::Diff(error), Some(diff)) => Error::File(diff.syntax_error(&error)),
        (source, _) => Error::Judge { path: expectation.path.clone(), source },
    };
    let plan = Plan::new(&expectation.flat, path, &project.config.verdict_aliases);
    let plan = plan.map_err(faulty)?;
    let (judged, actual_sha256) = judge(&plan, &actual, text, diff.as_ref())?;
    let judgement = judged.map_err(faulty)?;
    form.check(&judgement.recorded, actual.path(), &args.tc_id)?;
    actual.check_unchanged()?;
    diff.as_ref().map_or(Ok(()), Source::check_unchanged)?;

    let verdict =
        verdict::document(&args.tc_id, &expectation, judgement, &actual_sha256, &project.clock);
    let text = pretty_document(&verdict);
    let line = verdict::closing_line(&verdict);
    match &output {
        None => io.print(&text)?,
        Some(output) => {
            let claim = VerdictClaim {
                verdict: verdict.verdict,
                pass: verdict.pass_count,
                fail: verdict.fail_count,
                spec_sha256: Some(expectation.spec_sha256),
                actual_path: Some(path.to_owned()),
            };
            let mut inputs = vec![Input { path: actual.path().to_owned(), sha256: actual_sha256 }];
            inputs.extend(expectation.inputs);
            inputs.extend(diff.as_ref().map(Input::of));
            let tc_id = Some(args.tc_id.clone());
            let act = Act { tc_id, inputs, claim: claim::members(&claim) };
            write(output, &text, act, &args, &project, io)?;
        }
    }
    io.close(args.quiet, &line);
    Ok(Exit::from_answer(!args.exit_code || verdict.verdict == Status::Pass))
}

/// Judges the file and hashes it, side by side when it is large.
fn judge(
    plan: &Plan,
    actual: &Source,
    text: &str,
    diff: Option<&Source>,
) -> Result<(Result<Judgement, JudgeError>, String), Error> {
    let diff_text = diff.map(Source::text).transpose()?;
    let judge = || plan.judge(text, diff_text);
    let (judged, hash) = if actual.bytes().len() < LARGE {
        (judge(), actual.sha256())
    } else {
        thread::scope(|scope| {
            let hash = scope.spawn(|| actual.sha256());
            (judge(), hash.join().unwrap_or_else(|_| actual.sha256()))
        })
    };
    Ok((judged, hash))
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

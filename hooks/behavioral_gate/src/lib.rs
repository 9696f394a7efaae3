//! `behavioral_gate`: refuse to run a test case whose data does not reach the code under test.
//!
//! One program in two parts: the hook (`refusal`) keeps an agent from recording such a test case as
//! run, the tool (`report`) writes what the gate says of all. Both ask `judgement`.

mod args;
mod error;
mod judgement;
mod refusal;
mod report;
mod words;

pub use args::Args;
pub use error::Error;

use cli::{Io, STANDARD_STREAM};
use contract::json;
use fault::Exit;
use hook::{Call, Decision, Failure, Hook, Policy};
use report::Report;
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};
use store::{DocumentName, Durability};
use words::Words;

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: args::AFTER_HELP,
    policy: Policy::Guard,
};

/// Runs the tool when its arguments ask for it, else the hook. An argument that is none of the
/// tool's is a wrong registration, which must not end with the code that blocks.
pub fn main() -> ExitCode {
    if std::env::args_os().skip(1).any(|argument| args::is_known(&argument)) {
        cli::main(run)
    } else {
        hook::main(&HOOK, decide)
    }
}

/// Decides on a call.
pub fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    refusal::decide(call)
}

/// Runs the tool.
#[expect(clippy::needless_pass_by_value, reason = "cli::main hands the arguments over")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let target = target(&args, io)?;
    if let Some(target) = &target {
        evidence::check_output(HOOK.name, target)?;
    }
    let project = io.project(target.as_deref().or(Some(&args.mapping)))?;
    let words = Words::of(project.config.naming);
    let report = match io.input(&args.mapping) {
        Ok(source) => Report::of(&source, args.tc.as_deref(), args.strict, words)?,
        Err(cli::Error::File(store::Error::NotFound { .. })) => Report::without_mapping(words),
        Err(error) => return Err(error.into()),
    };
    let document = json::pretty_document(&report.document);
    let closing = if let Some(target) = &target {
        store::write(target, document.as_bytes(), Durability::Atomic)?;
        io.print(&format!("{}\n", report.line()))?;
        report.closing_line(&format!("wrote {}", target.display()))
    } else {
        io.print(&document)?;
        report.closing_line(&report.line())
    };
    if let Some(note) = &report.document.note {
        io.warn(note);
    }
    io.close(args.quiet, &closing);
    Ok(Exit::from_answer(report.document.gate_passed))
}

/// Where the answer goes; `None` for standard output. The file beside the mapping is about all test
/// cases, so that a question about one does not overwrite it.
fn target(args: &Args, io: &Io) -> Result<Option<PathBuf>, Error> {
    let is_stream = |path: &Path| path.as_os_str() == STANDARD_STREAM;
    match &args.output {
        Some(output) if is_stream(output) => Ok(None),
        Some(output) => Ok(Some(io.path(output))),
        None if args.tc.is_some() || is_stream(&args.mapping) => Ok(None),
        None => {
            let mapping = io.path(&args.mapping);
            let name = mapping.file_name().and_then(|name| DocumentName::parse(name.to_str()?));
            let name = name.ok_or_else(|| Error::NoName { path: args.mapping.clone() })?;
            Ok(Some(mapping.with_file_name(format!("{}_behavioral_gate.json", name.ticket))))
        }
    }
}

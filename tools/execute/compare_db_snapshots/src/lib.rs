//! `compare_db_snapshots`: what changed between two snapshots of a database.
//!
//! The comparison itself is the crate `rowdiff`. Here: `args` (the command line), `ignored` (columns
//! that do not count), `report`, `page`, `unchanged`, `row_page` (the document), `totals` (the line on standard
//! output), `error`.

mod args;
mod error;
mod ignored;
mod page;
mod report;
mod row_page;
mod totals;
mod unchanged;

pub use args::{Args, Key, Unchanged};
pub use error::{Error, Misfit};

use cli::{Io, Project, STANDARD_STREAM};
use contract::{Json, SideCar};
use evidence::{Act, Input, Recorder};
use fault::Exit;
use ignored::Ignored;
use report::Report;
use rowdiff::{Comparison, Options, Rules};
use std::{
    path::{Path, PathBuf},
    thread,
};
use store::{Source, Staged, TicketFolder};

/// Several threads are worth their start from this many bytes of both snapshots on.
const LARGE: usize = 8 << 20;
const MOST_THREADS: usize = 8;

/// Runs the program.
#[expect(clippy::needless_pass_by_value, reason = "what every program's `main` calls")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let target = target(&args, io)?;
    let project = io.project(target.as_deref())?;
    let ignored = Ignored::new(&args.ignore, &project.config.ignore_columns)?;
    let (before, after) = (io.input(&args.before)?, io.input(&args.after)?);
    let threads = threads(&before, &after);
    let is_ignored = |column: &str| ignored.holds(column);
    let rules = Rules { ignored: &is_ignored, tolerance: args.float_tolerance.as_ref() };
    let key = args.key.as_ref().map_or(&[][..], |key| &key.0);
    let options = Options { key, rules, threads };
    let comparison = rowdiff::compare(before.body(), after.body(), options)
        .map_err(|error| Error::rows(error, &before, &after))?;
    let report = Report {
        comparison: &comparison,
        rules,
        unchanged: args.unchanged,
        threads,
        generated_at: project.clock.stamp(),
        before_file: args.before.display().to_string(),
        after_file: args.after.display().to_string(),
    };
    let totals = totals::line(&comparison);
    if let Some(target) = target {
        let mut staged = Staged::create(&target)?;
        let written = report.write(&mut staged);
        written.map_err(|error| store::Error::writing(&target, error))?;
        still_the_same(&before, &after)?;
        let act = act(&target, &before, &after, &comparison);
        let committed = evidence::commit(staged, act, &recorder(&args, &project))?;
        committed.warnings.iter().for_each(|warning| io.warn(warning));
        io.print(&totals)?;
        io.close(args.quiet, &format!("differences → {}", target.display()));
    } else {
        report.write(&mut io.stdout()).map_err(Io::stream_error)?;
        still_the_same(&before, &after)?;
        io.close(args.quiet, totals.trim_end());
    }
    let differs = comparison.counts().any_difference();
    Ok(Exit::from_answer(!(args.exit_code && differs)))
}

/// The file that the report goes to; none for standard output.
fn target(args: &Args, io: &Io) -> Result<Option<PathBuf>, Error> {
    let is_stream = |path: &Path| path.as_os_str() == STANDARD_STREAM;
    if is_stream(&args.before) && is_stream(&args.after) {
        return Err(Error::OneStdin);
    }
    let target = args.output.as_deref().filter(|path| !is_stream(path)).map(|path| io.path(path));
    if let Some(target) = &target {
        evidence::check_output(env!("CARGO_PKG_NAME"), target)?;
    }
    Ok(target)
}

fn threads(before: &Source, after: &Source) -> usize {
    if before.bytes().len() + after.bytes().len() < LARGE {
        return 1;
    }
    thread::available_parallelism().map_or(1, |count| count.get().min(MOST_THREADS))
}

/// A snapshot that was cut short while it was compared has not been compared.
fn still_the_same(before: &Source, after: &Source) -> Result<(), Error> {
    before.check_unchanged()?;
    Ok(after.check_unchanged()?)
}

fn act(target: &Path, before: &Source, after: &Source, comparison: &Comparison<'_>) -> Act {
    // Hashing takes a while; outside a ticket folder nobody asks for it.
    if TicketFolder::holding(target).is_none() {
        return Act::default();
    }
    let name = target.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let counts = comparison.counts();
    let claim = [
        ("changed", counts.changed),
        ("unchanged", counts.unchanged),
        ("added", counts.added),
        ("removed", counts.removed),
    ];
    Act {
        tc_id: SideCar::parse(name).map(|(tc_id, _)| tc_id.into()),
        inputs: vec![Input::of(before), Input::of(after)],
        claim: claim.map(|(name, count)| (name.into(), Json::from(count))).into_iter().collect(),
    }
}

fn recorder<'a>(args: &Args, project: &'a Project) -> Recorder<'a> {
    Recorder::new(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION"), project, args.lock.timeout())
}

//! `install_skill`: put the programs, the hooks and the skill's documents into a project's
//! `.claude/`, take them away again, and prove that every gate is alive.

mod args;
mod check;
mod client;
mod documents;
mod error;
mod files;
mod install;
mod merge;
mod place;
mod programs;
mod record;
mod registration;
mod report;
mod settings;
mod switches;
mod uninstall;

pub use args::Args;
pub use error::Error;

use cli::Io;
use contract::json;
use fault::Exit;
use place::Place;

/// The client sets it for all that its agent runs.
const AGENT: &str = "CLAUDECODE";

/// Runs the program.
#[expect(clippy::needless_pass_by_value, reason = "cli::main hands the arguments over")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let place = Place::of(&args, io)?;
    if args.check {
        let report = check::run(&args, &place, io)?;
        io.print(&json::pretty_document(&report))?;
        report.warnings.iter().for_each(|warning| io.warn(warning));
        io.close(args.quiet, &report.closing());
        return Ok(Exit::from_answer(report.is_alive()));
    }
    let report = if args.uninstall {
        if io.env().get(AGENT).is_some() && !args.dry_run {
            return Err(Error::ByAgent);
        }
        uninstall::run(&args, &place)?
    } else {
        install::run(&args, &place, io)?
    };
    io.print(&json::pretty_document(&report))?;
    report.warnings.iter().for_each(|warning| io.warn(warning));
    io.close(args.quiet, &report.closing(&args));
    Ok(Exit::Yes)
}

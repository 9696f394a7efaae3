//! What the `main` of every program needs: arguments, streams, errors and the exit code.
//!
//! A program is a function `run(args, &mut io) -> Result<Exit, Error>`; [`main()`] parses the command
//! line, calls it with the real streams, prints an error as one line and ends the process with the
//! code of conventions.md. Nothing else in the workspace touches standard output.
#![warn(missing_docs)]

mod args;
mod error;
mod io;
mod usage;

pub use args::{LockArgs, QuietArgs};
pub use error::Error;
pub use io::{Io, STANDARD_STREAM};
pub use store::Project;

use clap::Parser;
use fault::{Exit, Fault};
use std::process::ExitCode;

/// Runs a program from the process's own arguments and streams.
///
/// Help and version go to standard output and end with 0; wrong usage is one line and 2; a reader
/// that went away (a closed pipe) is not an error.
pub fn main<A, E>(run: fn(A, &mut Io) -> Result<Exit, E>) -> ExitCode
where
    A: Parser,
    E: Fault,
{
    let mut io = Io::of_process();
    let exit = match A::try_parse() {
        Ok(args) => match run(args, &mut io).map_err(|error| report(&error, &mut io)) {
            Ok(exit) | Err(exit) => exit,
        },
        Err(error) => usage::answer(&error, &mut io),
    };
    match io.flush() {
        Ok(()) => ExitCode::from(exit.code()),
        Err(error) => ExitCode::from(report(&error, &mut io).code()),
    }
}

fn report(error: &dyn Fault, io: &mut Io) -> Exit {
    if error.code() != error::READER_GONE {
        io.say(&fault::line(error));
    }
    error.exit()
}

//! The program: see [`verdict_calculator::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(verdict_calculator::run)
}

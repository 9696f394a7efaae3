//! The program: see [`compute_expected::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(compute_expected::run)
}

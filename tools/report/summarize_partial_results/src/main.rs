//! The program: see [`summarize_partial_results::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(summarize_partial_results::run)
}

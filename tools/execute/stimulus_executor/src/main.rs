//! Sends one HTTP request and records the exchange as evidence.
use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(stimulus_executor::run)
}

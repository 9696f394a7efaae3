//! The program: see [`verify_evidence::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(verify_evidence::run)
}

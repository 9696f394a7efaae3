//! The program: see [`capture_db_snapshot::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(capture_db_snapshot::run)
}

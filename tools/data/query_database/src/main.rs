//! The program: see [`query_database::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(query_database::run)
}

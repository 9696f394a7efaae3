//! The program: see [`record_tc_result::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(record_tc_result::run)
}

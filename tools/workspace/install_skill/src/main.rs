//! The program: see [`install_skill::run`].

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(install_skill::run)
}

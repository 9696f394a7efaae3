//! Two snapshots in, what changed out.

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::main(compare_db_snapshots::run)
}

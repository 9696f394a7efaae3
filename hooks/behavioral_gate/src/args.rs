//! The command line of the tool.

use cli::QuietArgs;
use std::{ffi::OsStr, path::PathBuf};

/// What `--help` says below the options.
pub(crate) const AFTER_HELP: &str = "\
What the gate says of a test case
  PASS                its behavioural check passed, or an older mapping has none
  BLOCKED             the check says anything but PASS, or its status is BEHAVIORAL_MISMATCH or BLOCKED
  NEEDS_CONFIRMATION  the check has no verdict; with --strict, too, when there is no check
NOT_FOUND and SKIPPED are left out: there is nothing to run.

Without arguments it is a hook of the agent's client: it reads one call from standard input, and
refuses Write, Edit and MultiEdit of partial_results/{TC}.json for a test case that the ticket's
mapping blocks, unless it says BLOCKED, INCOMPLETE or N/T with a reason.

Exit codes: 0 the gate is passed (a hook: always); 1 it is not; 2 could not run.

Example:
  behavioral_gate --mapping WO-55_데이터매핑.json --output WO-55_behavioral_gate.json";

/// Refuse to run a test case whose data does not reach the code under test
#[derive(Debug, clap::Parser)]
#[command(name = "behavioral_gate", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The data mapping; `-` for standard input. One that is not there passes, with a note
    #[arg(long, value_name = "FILE")]
    pub mapping: PathBuf,
    /// Where the answer goes; `-` for standard output (default: {T}_behavioral_gate.json beside the
    /// mapping; standard output with --tc or `--mapping -`)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// One test case only (default: all)
    #[arg(long, value_name = "TC")]
    pub tc: Option<String>,
    /// Ask for confirmation where there is no behavioural check
    #[arg(long)]
    pub strict: bool,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

/// Whether an argument is one of the tool's.
pub(crate) fn is_known(argument: &OsStr) -> bool {
    const NAMES: [&str; 9] =
        ["--mapping", "--output", "--tc", "--strict", "--quiet", "--help", "-h", "--version", "-V"];
    let argument = argument.to_string_lossy();
    let name = argument.split_once('=').map_or(argument.as_ref(), |(name, _)| name);
    NAMES.contains(&name)
}

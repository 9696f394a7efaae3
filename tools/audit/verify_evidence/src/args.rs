//! The command line.

use cli::{LockArgs, QuietArgs};
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Names: verified; no_entry, file_missing, file_changed, chain_broken, unsigned, bad_signature, stale,
unsealed, rolled_back, restarted (docs/EVIDENCE.md says what each means).

Exit codes: 0 all is verified (or the head was printed or accepted); 1 something is not; 2 could not
run.

Example:
  verify_evidence --dir test/WO-55_cancel/partial_results --format text";

/// Check that every ledger entry holds and every evidence file is as it was recorded
#[derive(Debug, clap::Parser)]
#[command(name = "verify_evidence", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The folder partial_results, or the ticket folder that holds it
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// One test case only (default: all, and everything else in the ledger)
    #[arg(long, value_name = "TC")]
    pub tc: Option<String>,
    /// Where the report goes; `-` for standard output (default: standard output)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// What the report is: a JSON document, or lines for people
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: Format,
    /// Let entries below this number go unsigned, for ledgers older than their key
    #[arg(long, value_name = "SEQ", default_value_t = 0)]
    pub allow_unsigned_before: u64,
    /// A head that --head printed earlier and the ledger must still lead to; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub anchor: Option<PathBuf>,
    /// Print where the ledger ends, for CI to keep elsewhere, and verify nothing
    #[arg(long, conflicts_with_all = ["tc", "format", "allow_unsigned_before", "anchor", "accept_head"])]
    pub head: bool,
    /// Accept, as a person who knows the cause, that the ledger was rolled back or begun anew: the
    /// reason is entered into the ledger, and nothing is verified
    #[arg(long, value_name = "REASON", conflicts_with_all = ["tc", "output", "format", "allow_unsigned_before", "anchor"])]
    pub accept_head: Option<String>,
    #[command(flatten)]
    pub lock: LockArgs,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

/// What the report is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// The document of docs/schemas/verification.json.
    Json,
    /// A line for each test case and each trouble.
    Text,
}

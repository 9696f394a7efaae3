//! The command line.

use cli::{LockArgs, QuietArgs};
use contract::Status;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
The status follows from the files and cannot be passed in:
  N/T         no data for the test case
  BLOCKED     its data does not fit, or the server could not be reached
  INCOMPLETE  a step that the verdict needs did not happen
  PASS, FAIL  what the verdict file says; a failed checkpoint, step or event is a FAIL

Exit codes: 0 recorded, whatever the status; 2 could not run.

Example:
  record_tc_result --tc-id TC-3 --dir test/WO-55_cancel/partial_results --format md";

/// Write {TC}.json: the result of a test case, computed from the files that its steps left
#[derive(Debug, clap::Parser)]
#[command(name = "record_tc_result", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The test case
    #[arg(long, value_name = "TC", required_unless_present = "excluded")]
    pub tc_id: Option<String>,
    /// The folder partial_results, where its files are and the result goes
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// The plan; `-` for standard input (default: the ticket folder's *_tc_spec.json)
    #[arg(long, value_name = "FILE")]
    pub tc_spec: Option<PathBuf>,
    /// The data mapping; `-` for standard input (default: the ticket folder's)
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The gate file; `-` for standard input (default: the ticket folder's newest)
    #[arg(long, value_name = "FILE")]
    pub gate: Option<PathBuf>,
    /// Lower the computed status; needs --error (FAIL only in place of PASS)
    #[arg(long, value_name = "N/T|BLOCKED|INCOMPLETE|FAIL", value_parser = lowered, requires = "error")]
    pub status: Option<Status>,
    /// Why the test case did not pass, in your words (default: the computed reason)
    #[arg(long, value_name = "TEXT")]
    pub error: Option<String>,
    /// The evidence in your words (default: request, answer, checks and changes)
    #[arg(long, value_name = "TEXT")]
    pub evidence_text: Option<String>,
    /// How good the evidence is, 1 to 4; 4 means that the root cause is shown (default: 3 with a
    /// verdict, 2 with an answer or a snapshot, else 1)
    #[arg(long, value_name = "LEVEL", value_parser = clap::value_parser!(u8).range(1..=4))]
    pub evidence_level: Option<u8>,
    /// A screenshot in the ticket folder; may be given several times
    #[arg(long, value_name = "FILE")]
    pub screenshot: Vec<PathBuf>,
    /// Record the test cases that the execution plan leaves out, in place of one that ran
    #[arg(long, requires = "plan", conflicts_with_all = ["tc_id", "status", "error", "evidence_text", "evidence_level", "screenshot", "step"])]
    pub excluded: bool,
    /// The execution plan for --excluded; `-` for standard input
    #[arg(long, value_name = "FILE", requires = "excluded")]
    pub plan: Option<PathBuf>,
    /// Print the title and the seven steps to standard output, in the language of `naming`
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// Print one step only, 1 to 7, or 0 for the title; only step 7 also writes the result
    #[arg(long, value_name = "N", requires = "format", value_parser = clap::value_parser!(u8).range(0..=7))]
    pub step: Option<u8>,
    #[command(flatten)]
    pub lock: LockArgs,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

/// How the steps are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// Lines of Markdown text.
    Md,
}

fn lowered(text: &str) -> Result<Status, String> {
    match Status::parse(text) {
        Some(Status::Pass) | None => {
            Err("N/T, BLOCKED, INCOMPLETE and FAIL are accepted; PASS follows from the files"
                .into())
        }
        Some(status) => Ok(status),
    }
}

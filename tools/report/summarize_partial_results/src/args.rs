//! The command line.

use cli::QuietArgs;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
The result is
  VOID        a test case that had to fail passed: the checks cannot be trusted
  FAIL        a test case failed
  PASS        every test case passed, none is missing or unreadable, and the record bears all out
  INCOMPLETE  anything else

Exit codes: 0 summarised; 1 with --exit-code, and the result is not PASS; 2 could not run.

Example:
  summarize_partial_results --dir partial_results --output partial_results/_summary.json";

/// Count the results of a ticket's test cases and say what they come to
#[derive(Debug, clap::Parser)]
#[command(name = "summarize_partial_results", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The folder partial_results
    #[arg(long, value_name = "DIR")]
    pub dir: PathBuf,
    /// Where the summary goes; `-` or none for standard output
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The test sheet, whose test cases must all have a result; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub sheet: Option<PathBuf>,
    /// The data mapping, whose test cases must all have a result; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// Hash the files that the results rest on, too, in place of believing what results say of them
    #[arg(long)]
    pub verify: bool,
    /// End with 1 unless the result is PASS
    #[arg(long)]
    pub exit_code: bool,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

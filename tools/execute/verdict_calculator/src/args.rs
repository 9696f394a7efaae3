//! The command line.

use cli::{LockArgs, QuietArgs};
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Keys of an expectation, tried in this order:
  http_status                  the status code of the response
  db_changes                   cells that must have changed (needs --diff)
  sum|count|min|max|avg|distinct(PATH)
  all_X                        every element of the one array whose elements have X
  $…                           a JSONPath (RFC 9535) from the judged value
  a.b[0].c, a[*].b             a path; with a wildcard the list of nodes
  NAME                         a field of exactly that name, else total_qty, each_qty, X_count,
                               X_non_null, X_null, else the field in camelCase
A plain value means equality (numbers by exact decimal value). An object with an operator is a
matcher: $eq $ne $gt $gte $lt $lte $in $nin $regex $contains $length $type $exists $null $approx
$unordered $each $any $size $between $before $after $schema; bounds are inclusive.
The file is read once and no tree is built of it, but for JSONPaths with filters, slices, `..` or
negative indexes, which need the judged value in memory.

Exit codes: 0 judged (with --exit-code: PASS); 1 FAIL, with --exit-code; 2 could not judge, nothing
was written: no checks, no response, a truncated or another test case's one, an unusable
expectation.

Example:
  verdict_calculator --tc-spec WO-55_tc_spec.json --tc-id TC-3 \\
    --actual-file partial_results/TC-3_stimulus.json --diff partial_results/TC-3_diff.json \\
    --output partial_results/TC-3_verdict.json";

/// Judge a recorded answer, or a snapshot, by what is expected of it: PASS or FAIL with every check
#[derive(Debug, clap::Parser)]
#[command(name = "verdict_calculator", version, after_help = AFTER_HELP)]
pub struct Args {
    /// What is expected: a flat JSON object of keys to values or matchers
    #[arg(
        long,
        value_name = "JSON",
        conflicts_with = "expected_file",
        required_unless_present_any = ["expected_file", "tc_spec"]
    )]
    pub expected: Option<String>,
    /// A file with such an object, or the file of compute_expected; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub expected_file: Option<PathBuf>,
    /// The plan: `http_status`, `static_fields` and `db_changes` of the test case's `expected`; with
    /// `fields` it needs --expected-file; a file {TC}_stimulus_{n}.json is judged by checkpoint n; `-`
    /// for standard input
    #[arg(long, value_name = "FILE")]
    pub tc_spec: Option<PathBuf>,
    /// The data mapping, for placeholders {data.x} of the plan's expectation; `-` for standard input
    #[arg(long, value_name = "FILE", requires = "tc_spec")]
    pub mapping: Option<PathBuf>,
    /// What is judged: a stimulus file, a snapshot, or any JSON; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub actual_file: PathBuf,
    /// The test case
    #[arg(long, value_name = "TC")]
    pub tc_id: String,
    /// The verdict; `-` for standard output (default: standard output)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Where the judged value lies in the file, as a path without wildcards; empty for the whole file
    /// (default: response.body of a stimulus file, rows or tables of a snapshot, else the whole file)
    #[arg(long, value_name = "PATH")]
    pub actual_path: Option<String>,
    /// The diff of compare_db_snapshots, for db_changes; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub diff: Option<PathBuf>,
    /// End with 1 when the verdict is FAIL
    #[arg(long)]
    pub exit_code: bool,
    #[command(flatten)]
    pub lock: LockArgs,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

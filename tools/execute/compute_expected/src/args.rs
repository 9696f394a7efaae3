//! The command line.

use cli::{LockArgs, QuietArgs};
use database::Limits;
use std::{path::PathBuf, time::Duration};

const AFTER_HELP: &str = "\
For each of the plan's expected.fields it runs
  SELECT aggregation(source_column) FROM source_table [extra_join]
  WHERE (source_where) AND identifier_column = value
with the identifier of data_requirement and its value from the mapping. A field that cannot be
computed is listed in skipped[] with the reason, and is a check with result SKIPPED later.

Exit codes: 0 computed; 1 every field was skipped (written all the same); 2 could not run, nothing
was written.

Example:
  compute_expected --tc-spec WO-55_tc_spec.json --mapping WO-55_data_mapping.json --tc-id TC-6 \\
    --output partial_results/TC-6_expected.json";

/// Compute what a test case must give: the plan's static fields and values from the database
#[derive(Debug, clap::Parser)]
#[command(name = "compute_expected", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The plan; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub tc_spec: PathBuf,
    /// The test case
    #[arg(long, value_name = "TC")]
    pub tc_id: String,
    /// The data mapping, for the identifier's value and placeholders; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The database for all fields: a name of `databases` in test/_config.json, a URL, or the name
    /// of an MCP server or tool (default: each field's source_db)
    #[arg(long, value_name = "NAME|URL")]
    pub db: Option<String>,
    /// The flat expectation; `-` for standard output (default: standard output)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Print the finished statements as JSON, for a database that only an agent's own server
    /// reaches; nothing is asked or written
    #[arg(long, conflicts_with_all = ["output", "rows"])]
    pub emit_sql: bool,
    /// Rows that an agent's own server delivered, in place of asking: an object by field path;
    /// `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub rows: Option<PathBuf>,
    /// Time for each statement, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub timeout: u32,
    #[command(flatten)]
    pub lock: LockArgs,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

impl Args {
    /// What one query may take.
    pub fn limits(&self) -> Limits {
        Limits { time: Duration::from_secs(self.timeout.into()), ..Limits::default() }
    }
}

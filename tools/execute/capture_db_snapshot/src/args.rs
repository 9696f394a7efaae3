//! The command line.

use cli::{LockArgs, QuietArgs};
use contract::claim;
use database::Limits;
use std::{path::PathBuf, time::Duration};

const AFTER_HELP: &str = "\
What is asked is one single query (SELECT, WITH, VALUES) on a read-only connection. A placeholder
{data.x} becomes a literal with the value from the mapping; what stands in it is data.

Exit codes: 0 captured; 1 the condition to wait for did not come true in time (captured all the
same); 2 could not run, nothing was written.

Example:
  capture_db_snapshot --tc-spec WO-55_tc_spec.json --mapping WO-55_data_mapping.json \\
    --tc-id TC-3 --phase before --output partial_results/TC-3_before.json";

/// Write down what a database holds at one moment: the rows of a query, or of each of a plan's tables
#[derive(Debug, clap::Parser)]
#[command(name = "capture_db_snapshot", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The database: a name of `databases` in test/_config.json, a URL (sqlite:PATH, postgres://…,
    /// mysql://…), or the name of an MCP server or tool
    #[arg(
        long,
        value_name = "NAME|URL",
        requires = "sql",
        conflicts_with = "tc_spec",
        required_unless_present = "tc_spec"
    )]
    pub db: Option<String>,
    /// The query for --db
    #[arg(long, value_name = "SQL", requires = "db")]
    pub sql: Option<String>,
    /// The plan whose snapshot list is captured; `-` for standard input
    #[arg(long, value_name = "FILE", requires = "tc_id")]
    pub tc_spec: Option<PathBuf>,
    /// The test case
    #[arg(long, value_name = "TC")]
    pub tc_id: Option<String>,
    /// The data mapping, for placeholders; `-` for standard input
    #[arg(long, value_name = "FILE", requires = "tc_id")]
    pub mapping: Option<PathBuf>,
    /// Before the stimulus, or after it; `after` with --tc-spec first performs the plan's wait
    #[arg(
        long,
        value_name = "before|after",
        required_unless_present_any = ["db", "wait_only", "emit_sql"]
    )]
    pub phase: Option<Phase>,
    /// The snapshot; `-` for standard output (default: standard output)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The exchange that the wait is counted from (default: {TC}_stimulus.json in partial_results)
    #[arg(long, value_name = "FILE", requires = "tc_spec")]
    pub stimulus: Option<PathBuf>,
    /// Perform the plan's wait, print how it ended, and capture nothing
    #[arg(long, requires = "tc_spec", conflicts_with_all = ["output", "emit_sql", "rows", "phase"])]
    pub wait_only: bool,
    /// Print the finished statements as JSON, for a database that only an agent's own server
    /// reaches; nothing is asked or written
    #[arg(long, conflicts_with_all = ["output", "rows"])]
    pub emit_sql: bool,
    /// Rows that an agent's own server delivered, in place of asking: an array or {"rows": […]},
    /// for several tables by name; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub rows: Option<PathBuf>,
    /// This many rows of one query are an error, never a cut
    #[arg(long, value_name = "ROWS", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
    /// Time for each statement, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub timeout: u32,
    #[command(flatten)]
    pub lock: LockArgs,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

/// Where in the seven steps a snapshot is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Phase {
    /// Before the stimulus.
    Before,
    /// After the stimulus and the wait.
    After,
}

impl From<Phase> for claim::Phase {
    fn from(phase: Phase) -> Self {
        match phase {
            Phase::Before => Self::Before,
            Phase::After => Self::After,
        }
    }
}

impl Args {
    /// Whether the plan's wait is performed.
    pub fn waits(&self) -> bool {
        self.wait_only || (self.tc_spec.is_some() && self.phase == Some(Phase::After))
    }

    /// What one query may take.
    pub fn limits(&self) -> Limits {
        Limits {
            rows: usize::try_from(self.limit).unwrap_or(usize::MAX),
            time: Duration::from_secs(self.timeout.into()),
        }
    }
}

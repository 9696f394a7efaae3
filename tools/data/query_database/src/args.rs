//! The command line.

use cli::QuietArgs;
use database::Limits;
use std::{path::PathBuf, time::Duration};

const AFTER_HELP: &str = "\
The statement is one single query (SELECT, WITH, VALUES); anything else is refused, and the
connection is read-only. Numbers keep their digits, NULL is null, bytes are base64.

Exit codes: 0 the rows are on standard output; 2 could not run.

Example:
  query_database --db orders --sql \"SELECT id, state FROM orders WHERE state = 'OPEN' LIMIT 5\"";

/// Run one read-only query on SQLite, PostgreSQL, MariaDB or MySQL and print its rows as JSON
#[derive(Debug, clap::Parser)]
#[command(name = "query_database", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The database: a name of `databases` in test/_config.json, a URL (sqlite:PATH, postgres://…,
    /// mysql://…), or the name of an MCP server or tool
    #[arg(long, value_name = "NAME|URL")]
    pub db: String,
    /// The query
    #[arg(long, value_name = "SQL", required_unless_present = "sql_file")]
    pub sql: Option<String>,
    /// A file with the query; `-` for standard input
    #[arg(long, value_name = "FILE", conflicts_with = "sql")]
    pub sql_file: Option<PathBuf>,
    /// The test case whose data fills the placeholders {data.x}
    #[arg(long, value_name = "TC", requires = "mapping")]
    pub tc_id: Option<String>,
    /// The data mapping; `-` for standard input
    #[arg(long, value_name = "FILE", requires = "tc_id")]
    pub mapping: Option<PathBuf>,
    /// Print the finished statement instead of running it
    #[arg(long)]
    pub emit_sql: bool,
    /// This many rows are an error, never a cut
    #[arg(long, value_name = "ROWS", default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..))]
    pub limit: u32,
    /// Time for the statement, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..))]
    pub timeout: u32,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

impl Args {
    /// What the query may take.
    pub fn limits(&self) -> Limits {
        Limits {
            rows: usize::try_from(self.limit).unwrap_or(usize::MAX),
            time: Duration::from_secs(self.timeout.into()),
        }
    }
}

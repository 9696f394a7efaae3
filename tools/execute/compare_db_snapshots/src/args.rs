//! The command line.

use cli::{LockArgs, QuietArgs};
use contract::Number;
use rowdiff::Tolerance;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
The key, when --key is not given: the one that a snapshot names in `key`, else `id`, else a
column that ends in `_id`, else the smallest set of up to three columns (of several the one whose
values the snapshots share most). It must be in every row (null does not count) and unique within
each snapshot. Rows without any key are compared whole, and duplicates count.

Forms of a snapshot:
  {\"rows\": [...]}, or `data`, `results`, `result` in place of `rows`
  {\"tables\": {name: {\"rows\": [...], \"key\": [...]}}}
  an array of rows, or a single object as the only row

With --output, standard output has one line with the totals.

Exit codes: 0 compared; 1 compared, and something differs (only with --exit-code); 2 could not run.

Example:
  compare_db_snapshots --before partial_results/TC-1_before.json \\
    --after partial_results/TC-1_after.json --output partial_results/TC-1_diff.json";

/// Compare two snapshots of a database and say which rows were changed, added and removed
#[derive(Debug, clap::Parser)]
#[command(name = "compare_db_snapshots", version, after_help = AFTER_HELP)]
pub struct Args {
    /// The snapshot from before the stimulus; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub before: PathBuf,
    /// The snapshot from after the stimulus; `-` for standard input
    #[arg(long, value_name = "FILE")]
    pub after: PathBuf,
    /// Where the differences go; `-` for standard output (default)
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// The columns that identify a row (default: found, see below)
    #[arg(long, value_name = "COL[,COL]", value_parser = key)]
    pub key: Option<Key>,
    /// Columns whose values do not count, as a glob; may be given several times, and adds to
    /// `ignore_columns` of the configuration
    #[arg(long, value_name = "GLOB")]
    pub ignore: Vec<String>,
    /// List unchanged rows, or only count them
    #[arg(long, value_name = "HOW", default_value = "full")]
    pub unchanged: Unchanged,
    /// How far two numbers may lie apart and still be equal; rows without a key are equal by exact
    /// value (default: 0)
    #[arg(long, value_name = "NUMBER", value_parser = tolerance, allow_hyphen_values = true)]
    pub float_tolerance: Option<Tolerance>,
    /// End with 1 when something differs
    #[arg(long)]
    pub exit_code: bool,
    #[command(flatten)]
    pub lock: LockArgs,
    #[command(flatten)]
    pub quiet: QuietArgs,
}

/// The columns of a key, in their order.
#[derive(Clone, Debug)]
pub struct Key(pub Vec<String>);

/// What the report has of unchanged rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Unchanged {
    /// The rows.
    Full,
    /// Their number.
    Count,
}

fn key(text: &str) -> Result<Key, String> {
    let columns: Vec<String> = text.split(',').map(|column| column.trim().to_owned()).collect();
    if columns.iter().any(String::is_empty) {
        return Err("name one column, or several with a comma between them".into());
    }
    Ok(Key(columns))
}

fn tolerance(text: &str) -> Result<Tolerance, String> {
    Number::new(text)
        .and_then(|number| Tolerance::new(&number))
        .ok_or_else(|| "a number of zero or more is accepted, such as 0.005".into())
}

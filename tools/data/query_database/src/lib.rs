//! One ad-hoc query, rows to standard output (execute.md, "capture_db_snapshot, query_database").
//!
//! It reads what `capture_db_snapshot` reads and writes no evidence: what it prints may be handed
//! to any program that takes `--rows`.

mod args;
mod error;

pub use args::Args;
pub use error::Error;

use cli::Io;
use contract::{Object, json::pretty_document, mapping::Mapping};
use database::{Directory, Query, dialect_for, public_name};
use fault::Exit;
use serde::Serialize;

/// What is printed.
#[derive(Serialize)]
struct Answer<'a> {
    rows: Vec<Object>,
    row_count: usize,
    db: String,
    /// Placeholders unfilled.
    sql: &'a str,
}

/// Fills the statement, runs it, prints the rows.
#[expect(clippy::needless_pass_by_value, reason = "the form that `cli::main` calls")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let project = io.project(None)?;
    let sql = statement(&args, io)?;
    let data = data(&args, io)?;
    let config = &project.config;
    if args.emit_sql {
        let url = |name: &str| config.databases.get(name).map(String::as_str);
        let query = Query::new(&sql, dialect_for(&args.db, url), &data)?;
        io.print(&format!("{};\n", query.as_str()))?;
        return Ok(Exit::Yes);
    }
    let known = config.databases.keys().map(String::as_str);
    let url_of = |name: &str| config.database_url(name, &project.env).map_err(Error::from);
    let mut directory = Directory::new(&project.root, known, url_of, args.limits());
    let rows = directory.ask(&args.db, &sql, &data)?.rows;
    let row_count = rows.len();
    let answer = Answer { rows, row_count, db: public_name(&args.db), sql: &sql };
    io.print(&pretty_document(&answer))?;
    let noun = if row_count == 1 { "row" } else { "rows" };
    io.close(args.quiet, &format!("{row_count} {noun} from {}", answer.db));
    Ok(Exit::Yes)
}

/// The query of the command line, or of a file.
fn statement(args: &Args, io: &mut Io) -> Result<String, Error> {
    match &args.sql_file {
        Some(path) => Ok(io.input(path)?.text()?.trim().to_owned()),
        None => Ok(args.sql.clone().unwrap_or_default()),
    }
}

/// The values of placeholders.
fn data(args: &Args, io: &mut Io) -> Result<Object, Error> {
    let (Some(path), Some(tc_id)) = (&args.mapping, &args.tc_id) else {
        return Ok(Object::new());
    };
    let source = io.input(path)?;
    let mapping: Mapping = source.document()?;
    let entry = mapping
        .mappings
        .get(tc_id)
        .ok_or_else(|| Error::UnknownTc { path: source.path().to_owned(), tc_id: tc_id.clone() })?;
    Ok(entry.values().cloned().unwrap_or_default())
}

//! The SQLite file: its tables, and the goods and orders that the demo starts with.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension};

/// Opens the file; fills it when it has no shop yet, or when `afresh` says so.
pub(crate) fn open(file: &Path, afresh: bool) -> rusqlite::Result<Connection> {
    let mut database = Connection::open(file)?;
    // Test programs read the same file while the shop writes.
    database.busy_timeout(Duration::from_secs(5))?;
    database.execute_batch("PRAGMA foreign_keys = ON")?;
    if afresh || !has_tables(&database)? {
        let change = database.transaction()?;
        change.execute_batch("PRAGMA defer_foreign_keys = ON")?;
        change.execute_batch(include_str!("schema.sql"))?;
        change.execute_batch(include_str!("seed.sql"))?;
        change.commit()?;
    }
    Ok(database)
}

fn has_tables(database: &Connection) -> rusqlite::Result<bool> {
    let found = database
        .query_row("SELECT 1 FROM sqlite_schema WHERE name = 'orders'", [], |_| Ok(()))
        .optional()?;
    Ok(found.is_some())
}

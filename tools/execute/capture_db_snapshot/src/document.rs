//! The snapshot as it goes to the file, and what the ledger says of it.

use crate::{plan::Look, wait::Waited};
use contract::{
    Object,
    claim::{Phase, QueryClaim, SnapshotClaim, sql_sha256},
    snapshot::{Snapshot, Source, Table},
};
use database::public_name;

/// How the rows came about.
pub(crate) struct Circumstances {
    /// When the last of them was read; RFC 3339.
    pub(crate) captured_at: String,
    /// The program, with its version.
    pub(crate) tool: String,
    /// Who delivered them.
    pub(crate) source: Source,
    /// How the wait before went.
    pub(crate) waited: Option<Waited>,
}

/// The document: `rows` for one query, `tables` by name for several.
pub(crate) fn snapshot(
    looks: &[Look],
    tables: Vec<Vec<Object>>,
    circumstances: Circumstances,
) -> Snapshot {
    let waited = circumstances.waited;
    let mut snapshot = Snapshot {
        captured_at: Some(circumstances.captured_at),
        tool: Some(circumstances.tool),
        source: Some(circumstances.source),
        waited_ms: waited.as_ref().map(Waited::milliseconds),
        wait_result: waited.map(|waited| waited.result),
        ..Snapshot::default()
    };
    let mut tables: Vec<(&Look, Table)> =
        looks.iter().zip(tables).map(|(look, rows)| (look, table(look, rows))).collect();
    if looks.len() > 1 {
        snapshot.tables =
            tables.into_iter().map(|(look, table)| (look.name.clone(), table)).collect();
    } else if let Some((_, table)) = tables.pop() {
        snapshot.rows = Some(table.rows);
        snapshot.row_count = Some(table.row_count);
        snapshot.db = table.db;
        snapshot.sql = table.sql;
        snapshot.key = table.key;
    }
    snapshot
}

fn table(look: &Look, rows: Vec<Object>) -> Table {
    Table {
        row_count: rows.len() as u64,
        rows,
        db: Some(public_name(&look.db)),
        sql: Some(look.sql.clone()),
        key: look.key.clone(),
    }
}

/// What the ledger says: which statements on which databases, before placeholders.
pub(crate) fn claim(looks: &[Look], source: Source, phase: Option<Phase>) -> SnapshotClaim {
    let query =
        |look: &Look| QueryClaim { db: public_name(&look.db), sql_sha256: sql_sha256(&look.sql) };
    let mut claim = SnapshotClaim { source: Some(source), phase, ..SnapshotClaim::default() };
    match looks {
        [only] => {
            let QueryClaim { db, sql_sha256 } = query(only);
            (claim.db, claim.sql_sha256) = (Some(db), Some(sql_sha256));
        }
        several => {
            claim.tables = several.iter().map(|look| (look.name.clone(), query(look))).collect();
        }
    }
    claim
}

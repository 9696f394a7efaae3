//! Hashes of the values of single columns, for trying keys that nobody guessed while reading.

use crate::{index::Table, key, layout::Layout, rows::Rows, work::in_ranges};
use contract::json::Cursor;
use std::ops::Range;

/// The key hashes of one column, for the rows of one side that a key is looked for among.
#[derive(Default)]
pub(crate) struct Column {
    pub(crate) hashes: Vec<u64>,
    /// The first row that lacks the column, or has null there.
    pub(crate) missing: Option<u32>,
    /// Whether an array or an object stands in some row.
    pub(crate) nested: bool,
}

impl Column {
    /// Whether the column may be found to be (a part of) a key: every row has a plain value there.
    pub(crate) fn is_usable(&self) -> bool {
        self.missing.is_none() && !self.nested
    }
}

/// Reads the named columns of those candidates whose places are in `range`.
pub(crate) fn read(
    rows: &Rows<'_>,
    names: &[String],
    range: Range<u32>,
    threads: usize,
) -> Vec<Column> {
    let parts = in_ranges(range, threads, |range| read_range(rows, names, range));
    let mut columns: Vec<Column> = names.iter().map(|_| Column::default()).collect();
    for part in parts {
        for (column, more) in columns.iter_mut().zip(part) {
            column.missing = column.missing.or(more.missing);
            column.nested |= more.nested;
            column.hashes.extend(more.hashes);
        }
    }
    columns
}

fn read_range(rows: &Rows<'_>, names: &[String], range: Range<u32>) -> Vec<Column> {
    let mut layout = Layout::new();
    let (mut known, mut positions) = (0, vec![None; names.len()]);
    let mut columns: Vec<Column> = names
        .iter()
        .map(|_| Column { hashes: Vec::with_capacity(range.len()), ..Column::default() })
        .collect();
    for at in range {
        let row = rows.candidate(at);
        if layout.read(&mut Cursor::new(rows.row(row))).is_err() {
            continue;
        }
        if layout.version() != known {
            known = layout.version();
            positions = names.iter().map(|name| layout.position(name)).collect();
        }
        for (column, position) in columns.iter_mut().zip(&positions) {
            let value = position.map(|at| layout.value(at)).filter(|raw| key::is_key(raw));
            column.nested |= value.is_some_and(|raw| matches!(raw[0], b'{' | b'['));
            column.hashes.push(value.map_or(0, key::hash));
            if value.is_none() {
                column.missing.get_or_insert(row);
            }
        }
    }
    columns
}

/// The hash of each row's key when all these columns are the key.
pub(crate) fn chained(columns: &[&Column]) -> Vec<u64> {
    let Some((first, rest)) = columns.split_first() else { return Vec::new() };
    let mut hashes = first.hashes.clone();
    for column in rest {
        for (hash, next) in hashes.iter_mut().zip(&column.hashes) {
            *hash = key::chain(*hash, *next);
        }
    }
    hashes
}

/// Whether no two rows agree in all these columns, going by hashes.
pub(crate) fn are_unique(columns: &[&Column]) -> bool {
    let hashes = chained(columns);
    let mut index = Table::with_room_for(hashes.len());
    (0..).zip(&hashes).all(|(row, hash)| {
        index.insert(*hash, row, |other| hashes[other as usize] == *hash).is_none()
    })
}

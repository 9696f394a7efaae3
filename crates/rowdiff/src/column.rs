//! Hashes of key values by column, for trying keys that nobody guessed while reading.

use crate::{
    index::Table,
    key::{self, KeyReader},
    rows::{Numbers, Rows},
    work::in_ranges,
};
use std::ops::Range;

/// The key hashes of one column in some rows.
pub(crate) struct Column {
    pub(crate) hashes: Vec<u64>,
    /// Whether each row has a value here that is neither null nor an array nor an object.
    pub(crate) is_plain: bool,
}

/// Reads the named columns of some rows, each by itself.
pub(crate) fn read(rows: &Rows<'_>, names: &[String], numbers: Numbers<'_>) -> Vec<Column> {
    let empty = || Column { hashes: Vec::with_capacity(numbers.len()), is_plain: true };
    let mut columns: Vec<Column> = names.iter().map(|_| empty()).collect();
    let mut reader = KeyReader::new(names);
    for at in numbers.range() {
        let values = reader.read(rows.row(numbers.get(at)));
        for (column, value) in columns.iter_mut().zip(values) {
            column.is_plain &= value.is_some_and(key::is_plain);
            column.hashes.push(value.map_or(0, key::hash));
        }
    }
    columns
}

/// The hash of each row's key, or the first row that lacks a column of it.
pub(crate) fn keys(
    rows: &Rows<'_>,
    key: &[String],
    numbers: Numbers<'_>,
    threads: usize,
) -> Result<Vec<u64>, u32> {
    let parts = in_ranges(numbers.range(), threads, |range| keys_of(rows, key, numbers, range));
    let mut hashes = Vec::with_capacity(numbers.len());
    for part in parts {
        hashes.extend(part?);
    }
    Ok(hashes)
}

fn keys_of(
    rows: &Rows<'_>,
    key: &[String],
    numbers: Numbers<'_>,
    range: Range<u32>,
) -> Result<Vec<u64>, u32> {
    let mut reader = KeyReader::new(key);
    range
        .map(|at| {
            let row = numbers.get(at);
            let values = reader.read(rows.row(row));
            let hashes = values.map(|raw| raw.filter(|raw| key::is_key(raw)).map(key::hash));
            let hash = hashes.reduce(|a, b| Some(key::chain(a?, b?))).flatten();
            hash.ok_or(row)
        })
        .collect()
}

/// The hash of each row's key when all these columns are the key.
pub(crate) fn chained<'c>(mut columns: impl Iterator<Item = &'c [u64]>) -> Vec<u64> {
    let mut hashes = columns.next().unwrap_or_default().to_vec();
    for column in columns {
        for (hash, next) in hashes.iter_mut().zip(column) {
            *hash = key::chain(*hash, *next);
        }
    }
    hashes
}

/// How many different hashes there are.
pub(crate) fn distinct(hashes: &[u64]) -> usize {
    let mut table = Table::with_room_for(hashes.len());
    let is_new = |(row, hash): &(u32, &u64)| {
        table.insert(**hash, *row, |other| hashes[other as usize] == **hash).is_none()
    };
    (0..).zip(hashes).filter(is_new).count()
}

/// Whether no hash occurs twice.
pub(crate) fn are_unique(hashes: &[u64]) -> bool {
    let mut table = Table::with_room_for(hashes.len());
    (0..).zip(hashes).all(|(row, hash)| {
        table.insert(*hash, row, |other| hashes[other as usize] == *hash).is_none()
    })
}

/// How many of the second hashes are among the first.
pub(crate) fn shared(first: &[u64], second: &[u64]) -> usize {
    let mut table = Table::with_room_for(first.len());
    for (row, hash) in (0..).zip(first) {
        table.insert(*hash, row, |other| first[other as usize] == *hash);
    }
    let is_there = |hash: &&u64| table.find(**hash, |row| first[row as usize] == **hash).is_some();
    second.iter().filter(is_there).count()
}

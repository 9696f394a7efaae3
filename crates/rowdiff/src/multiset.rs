//! Rows without a key: equal rows are paired one for one, so that duplicates count.

use crate::{
    change::{Comparer, Rules},
    index::Table,
    layout::Layout,
    rows::{NO_ROW, Rows},
    value,
    work::in_ranges,
};
use contract::json::Cursor;
use xxhash_rust::xxh3::xxh3_64;

/// For each row of the after side an equal row of the before side: the first with the first, the
/// second with the second. A tolerance would make "equal" depend on who is asked first; rows without
/// a key are equal by exact value.
pub(crate) fn partners<'a>(
    before: &Rows<'a>,
    after: &Rows<'a>,
    rules: Rules<'_>,
    threads: usize,
) -> Vec<u32> {
    let rules = Rules { tolerance: None, ..rules };
    let mut comparer = Comparer::new(rules);
    let mut index = Table::with_room_for(before.len());
    // Equal rows form a list: the next one of each, and for the first of each list its last.
    let mut next = vec![NO_ROW; before.len()];
    let mut last: Vec<u32> = before.numbers().collect();
    for (row, hash) in before.numbers().zip(fingerprints(before, rules, threads)) {
        let text = before.row(row);
        let same = |other| !comparer.differ(before.row(other), text);
        if let Some(first) = index.insert(hash, row, same) {
            next[last[first as usize] as usize] = row;
            last[first as usize] = row;
        }
    }
    // From here on `last` holds, for the first of each list, the first that is still free.
    last = before.numbers().collect();
    let mut partners = Vec::with_capacity(after.len());
    for (row, hash) in after.numbers().zip(fingerprints(after, rules, threads)) {
        let text = after.row(row);
        let first = index.find(hash, |other| !comparer.differ(before.row(other), text));
        partners.push(first.map_or(NO_ROW, |first| {
            let free = last[first as usize];
            if free != NO_ROW {
                last[first as usize] = next[free as usize];
            }
            free
        }));
    }
    partners
}

/// A hash of each row that equal rows share. Columns that are ignored or null do not count.
fn fingerprints(rows: &Rows<'_>, rules: Rules<'_>, threads: usize) -> Vec<u64> {
    let parts = in_ranges(rows.numbers(), threads, |range| {
        let mut layout = Layout::new();
        let (mut known, mut columns) = (0, Vec::new());
        let mut hashes = Vec::with_capacity(range.len());
        for row in range {
            if layout.read(&mut Cursor::new(rows.row(row))).is_err() {
                continue;
            }
            if layout.version() != known {
                known = layout.version();
                columns = counting_columns(&layout, rules);
            }
            let sum = columns.iter().fold(0_u64, |sum, (position, name)| {
                let raw = layout.value(*position);
                let is_null = raw == b"null";
                let hash = if is_null { 0 } else { value::mix(*name, value::hash(raw)) };
                sum.wrapping_add(hash)
            });
            hashes.push(sum);
        }
        hashes
    });
    parts.into_iter().flatten().collect()
}

/// Where the columns that count stand, and a hash of each name.
fn counting_columns(layout: &Layout<'_>, rules: Rules<'_>) -> Vec<(usize, u64)> {
    let mut columns: Vec<(usize, u64)> = layout
        .names()
        .filter(|name| !(rules.ignored)(name))
        .filter_map(|name| Some((layout.position(&name)?, xxh3_64(name.as_bytes()))))
        .collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

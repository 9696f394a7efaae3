//! Finds a row by its key's hash.

use crate::work::{in_pieces, worth};

const EMPTY: u64 = u64::MAX;
/// The lower half of a hash finds the place in a table, the upper half is compared there.
const LOWER: u64 = 0xffff_ffff;

/// Rows by the hashes of their keys, in one table or several that were filled at once.
pub(crate) struct Index {
    tables: Vec<Table>,
}

impl Index {
    /// Holds rows 0, 1, 2… by these hashes; `None` when two of them are the same. `comparer` makes
    /// what tells whether two rows whose hashes agree are.
    pub(crate) fn of<C: FnMut(u32, u32) -> bool>(
        hashes: &[u64],
        threads: usize,
        comparer: impl Fn() -> C + Sync,
    ) -> Option<Self> {
        let count = worth(hashes.len(), threads);
        let tables = in_pieces(count, |number| {
            let is_here = |hash: &u64| table_of(*hash, count) == number;
            let mut table =
                Table::with_room_for(hashes.iter().filter(|hash| is_here(hash)).count());
            let mut same = comparer();
            let is_new = |(row, hash): (u32, &u64)| {
                table.insert(*hash, row, |other| same(other, row)).is_none()
            };
            (0..).zip(hashes).filter(|(_, hash)| is_here(hash)).all(is_new).then_some(table)
        });
        Some(Self { tables: tables.into_iter().collect::<Option<_>>()? })
    }

    /// The row with this hash that `same` calls equal.
    #[inline]
    pub(crate) fn find(&self, hash: u64, same: impl FnMut(u32) -> bool) -> Option<u32> {
        self.tables[table_of(hash, self.tables.len())].find(hash, same)
    }
}

#[inline]
fn table_of(hash: u64, count: usize) -> usize {
    if count == 1 { 0 } else { (hash >> 40) as usize % count }
}

/// An open-addressing table of row numbers. A slot holds the upper half of the hash and the row.
pub(crate) struct Table {
    slots: Vec<u64>,
}

impl Table {
    pub(crate) fn with_room_for(rows: usize) -> Self {
        Self { slots: vec![EMPTY; (rows * 2).next_power_of_two().max(8)] }
    }

    /// Adds a row unless one that `same` calls equal is there; gives that one.
    #[inline]
    pub(crate) fn insert(
        &mut self,
        hash: u64,
        row: u32,
        mut same: impl FnMut(u32) -> bool,
    ) -> Option<u32> {
        match self.probe(hash, &mut same) {
            Ok(found) => Some(found),
            Err(slot) => {
                self.slots[slot] = (hash & !LOWER) | u64::from(row);
                None
            }
        }
    }

    /// The row with this hash that `same` calls equal.
    #[inline]
    pub(crate) fn find(&self, hash: u64, mut same: impl FnMut(u32) -> bool) -> Option<u32> {
        self.probe(hash, &mut same).ok()
    }

    /// The row that is equal, or the free slot where it would go.
    #[inline]
    fn probe(&self, hash: u64, same: &mut impl FnMut(u32) -> bool) -> Result<u32, usize> {
        let mask = self.slots.len() - 1;
        let mut at = (hash & LOWER) as usize & mask;
        loop {
            let slot = self.slots[at];
            if slot == EMPTY {
                return Err(at);
            }
            if slot >> 32 == hash >> 32 {
                let row = (slot & LOWER) as u32;
                if same(row) {
                    return Ok(row);
                }
            }
            at = (at + 1) & mask;
        }
    }
}

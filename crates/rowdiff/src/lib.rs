//! Two sets of rows: which key, what changed, in which order. No I/O.
//!
//! [`compare`] takes the text of two snapshots and gives a [`Comparison`], whose rows are places in
//! these texts. A value tree is built only of values that differ in their bytes. The answer is exact:
//! both texts are checked in full, a hash only says where to look, and values are compared by what
//! they mean.
//!
//! | module | what |
//! |---|---|
//! | `read`, `snapshot` | both texts, and the forms they may have |
//! | `stream`, `layout` | one array of rows, read and checked |
//! | `lockstep`, `parts`, `boundary` | two arrays read side by side, in several parts at once |
//! | `rows` | where the rows of a table are |
//! | `outlook`, `detect`, `sets`, `column` | which columns are the key |
//! | `key`, `join`, `index` | rows brought together by key |
//! | `multiset` | rows brought together without a key |
//! | `change`, `value` | what differs between two rows |
//! | `comparison` | the result |
#![warn(missing_docs)]

mod boundary;
mod change;
mod column;
mod comparison;
mod detect;
mod error;
mod index;
mod join;
mod key;
mod layout;
mod lockstep;
mod multiset;
mod outlook;
mod parts;
mod read;
mod rows;
mod sets;
mod snapshot;
mod stream;
mod value;
mod work;

#[cfg(test)]
mod properties;

pub use change::{FieldChange, Rules};
pub use comparison::{Change, Comparison, Counts, TableDiff};
pub use error::{Error, Side, Spot};
pub use layout::Layout;
pub use value::Tolerance;

use boundary::Cut;
use snapshot::{Snapshot, Table};

/// How two snapshots are to be compared.
#[derive(Clone, Copy)]
pub struct Options<'o> {
    /// The key's columns; empty when the key is to be found.
    pub key: &'o [String],
    /// What counts as a difference.
    pub rules: Rules<'o>,
    /// How many threads may work, at least one.
    pub threads: usize,
}

/// Compares two snapshots, given as JSON text without a byte order mark.
pub fn compare<'a>(
    before: &'a [u8],
    after: &'a [u8],
    options: Options<'_>,
) -> Result<Comparison<'a>, Error> {
    compare_cut(before, after, options, Cut::for_threads(options.threads))
}

fn compare_cut<'a>(
    before: &'a [u8],
    after: &'a [u8],
    options: Options<'_>,
    cut: Cut,
) -> Result<Comparison<'a>, Error> {
    let (before, after) = read::read(before, after, options, cut)?;
    if before.has_tables != after.has_tables {
        return Err(Error::FormsDiffer);
    }
    let has_tables = before.has_tables;
    let tables = pairs(before, after)
        .into_iter()
        .map(|(before, after)| TableDiff::of(before, after, options))
        .collect::<Result<_, _>>()?;
    Ok(Comparison { has_tables, tables })
}

/// A table in both snapshots, or in one of them.
type Pair<'a> = (Option<Table<'a>>, Option<Table<'a>>);

/// Tables of the same name, in the order of the after snapshot, then those that it lacks.
fn pairs<'a>(mut before: Snapshot<'a>, after: Snapshot<'a>) -> Vec<Pair<'a>> {
    let mut pairs: Vec<Pair<'a>> = Vec::new();
    for table in after.tables {
        let at = before.tables.iter().position(|other| other.name == table.name);
        pairs.push((at.map(|at| before.tables.remove(at)), Some(table)));
    }
    pairs.extend(before.tables.into_iter().map(|table| (Some(table), None)));
    pairs
}

//! The result of a comparison: rows as places in the two texts, listed in the order of the report.

use crate::{
    Error, Options, Side,
    change::{Comparer, FieldChange, Rules},
    detect::Search,
    error::kind_name,
    key::{self, KeyReader},
    multiset,
    rows::{NO_ROW, Rows},
    snapshot::Table,
    work::in_ranges,
};
use std::{borrow::Cow, ops::Range};

/// What differs between two snapshots.
pub struct Comparison<'a> {
    /// Whether the snapshots name their tables; if not, there is one table without a name.
    pub has_tables: bool,
    /// The tables in the order of the after snapshot, then those it lacks.
    pub tables: Vec<TableDiff<'a>>,
}

impl Comparison<'_> {
    /// How many rows there are of each kind, in all tables.
    pub fn counts(&self) -> Counts {
        self.tables.iter().map(|table| table.counts).sum()
    }
}

/// How many rows there are of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// In both snapshots, with a difference.
    pub changed: usize,
    /// In both snapshots, without a difference.
    pub unchanged: usize,
    /// In the after snapshot only.
    pub added: usize,
    /// In the before snapshot only.
    pub removed: usize,
}

impl Counts {
    /// Whether the snapshots differ.
    pub fn any_difference(&self) -> bool {
        self.changed + self.added + self.removed > 0
    }
}

impl std::iter::Sum for Counts {
    fn sum<I: Iterator<Item = Self>>(counts: I) -> Self {
        counts.fold(Self::default(), |sum, counts| Self {
            changed: sum.changed + counts.changed,
            unchanged: sum.unchanged + counts.unchanged,
            added: sum.added + counts.added,
            removed: sum.removed + counts.removed,
        })
    }
}

/// What became of a row of the after snapshot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Unchanged,
    Changed,
    Added,
}

/// A row that is in both snapshots, with a difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<'a> {
    /// The values of the key's columns as text, in the order of the key.
    pub key: Vec<Cow<'a, str>>,
    /// The JSON text of the row before.
    pub before: &'a [u8],
    /// The JSON text of the row after.
    pub after: &'a [u8],
    /// The columns that differ.
    pub fields: Vec<FieldChange<'a>>,
}

/// What differs between the rows of one table.
pub struct TableDiff<'a> {
    /// The table's name; empty when the snapshots do not name their tables.
    pub name: String,
    /// The key's columns; empty when the rows have no key and are compared as a multiset.
    pub key: Vec<String>,
    /// How many rows there are of each kind.
    pub counts: Counts,
    /// Columns of the after snapshot only, in the order in which they occur.
    pub columns_added: Vec<String>,
    /// Columns of the before snapshot only, in the order in which they occur.
    pub columns_removed: Vec<String>,
    /// The only snapshot that has the table, when not both have.
    pub only_in: Option<Side>,
    before: Rows<'a>,
    after: Rows<'a>,
    partners: Vec<u32>,
    fates: Vec<Fate>,
    removed: Vec<u32>,
}

impl<'a> TableDiff<'a> {
    pub(crate) fn of(
        before: Option<Table<'a>>,
        after: Option<Table<'a>>,
        options: Options<'_>,
    ) -> Result<Self, Error> {
        let only_in = match (&before, &after) {
            (Some(_), None) => Some(Side::Before),
            (None, Some(_)) => Some(Side::After),
            _ => None,
        };
        let before = before.unwrap_or_else(|| Table::empty(Side::Before));
        let after = after.unwrap_or_else(|| Table::empty(Side::After));
        for table in [&before, &after] {
            only_objects(&table.rows)?;
        }
        let name = if only_in == Some(Side::Before) { before.name } else { after.name };
        let (before_key, before) = (before.key, before.rows);
        let (after_key, mut after) = (after.key, after.rows);
        after.forget_twins_unless_of(&before);
        let search = Search {
            before: &before,
            after: &after,
            rules: options.rules,
            threads: options.threads,
        };
        let found = if options.key.is_empty() {
            search.any(&[&before_key, &after_key])
        } else {
            Some(search.asked(options.key)?)
        };
        let (key, partners) = if let Some(found) = found {
            (found.columns, found.partners)
        } else {
            let partners = multiset::partners(&before, &after, options.rules, options.threads);
            (Vec::new(), partners)
        };
        let fates = fates(&before, &after, &partners, !key.is_empty(), options);
        let removed = removed(&before, &partners);
        let counts = count(&fates, removed.len());
        let (columns_added, columns_removed) = (
            only_in_first(&after, &before, options.rules),
            only_in_first(&before, &after, options.rules),
        );
        Ok(Self {
            name,
            key,
            counts,
            columns_added,
            columns_removed,
            only_in,
            before,
            after,
            partners,
            fates,
            removed,
        })
    }

    /// How many rows the after snapshot has: the numbers that the other methods count by.
    pub fn after_len(&self) -> usize {
        self.after.len()
    }

    /// The rows in both snapshots with a difference, in the order of the after snapshot.
    pub fn changed<'s>(&'s self, rules: Rules<'s>) -> impl Iterator<Item = Change<'a>> + 's {
        let mut comparer = Comparer::new(rules);
        let mut keys = KeyReader::new(&self.key);
        self.numbers(0..self.after.len(), Fate::Changed).map(move |row| {
            let before = self.before.row(self.partners[row as usize]);
            let after = self.after.row(row);
            Change {
                key: keys.read(after).map(|raw| key::text(raw.unwrap_or_default())).collect(),
                before,
                after,
                fields: comparer.changes(before, after).collect(),
            }
        })
    }

    /// The rows in both snapshots without a difference, as they stand in the after snapshot: those
    /// whose numbers there lie in `range`.
    pub fn unchanged(&self, range: Range<usize>) -> impl Iterator<Item = &'a [u8]> {
        self.numbers(range, Fate::Unchanged).map(|row| self.after.row(row))
    }

    /// The rows of the after snapshot only, in its order.
    pub fn added(&self) -> impl Iterator<Item = &'a [u8]> {
        self.numbers(0..self.after.len(), Fate::Added).map(|row| self.after.row(row))
    }

    /// The rows of the before snapshot only, in its order.
    pub fn removed(&self) -> impl Iterator<Item = &'a [u8]> {
        self.removed.iter().map(|row| self.before.row(*row))
    }

    fn numbers(&self, range: Range<usize>, fate: Fate) -> impl Iterator<Item = u32> {
        let first = u32::try_from(range.start).unwrap_or(NO_ROW);
        let fates = &self.fates[range];
        (first..).zip(fates).filter(move |(_, other)| **other == fate).map(|(row, _)| row)
    }
}

fn only_objects(rows: &Rows<'_>) -> Result<(), Error> {
    match rows.odd {
        None => Ok(()),
        Some((row, kind)) => Err(Error::RowNotObject {
            side: rows.side,
            pointer: rows.pointer_to(row),
            found: kind_name(kind),
        }),
    }
}

fn fates(
    before: &Rows<'_>,
    after: &Rows<'_>,
    partners: &[u32],
    has_key: bool,
    options: Options<'_>,
) -> Vec<Fate> {
    let parts = in_ranges(after.numbers(), options.threads, |range| {
        let mut comparer = Comparer::new(options.rules);
        let fate = |row: u32| {
            let partner = partners[row as usize];
            if partner == NO_ROW {
                Fate::Added
            } else if !has_key || partner == after.twins[row as usize] {
                Fate::Unchanged
            } else if comparer.differ(before.row(partner), after.row(row)) {
                Fate::Changed
            } else {
                Fate::Unchanged
            }
        };
        range.map(fate).collect::<Vec<_>>()
    });
    parts.concat()
}

fn removed(before: &Rows<'_>, partners: &[u32]) -> Vec<u32> {
    let mut has_partner = vec![false; before.len()];
    for partner in partners.iter().filter(|partner| **partner != NO_ROW) {
        has_partner[*partner as usize] = true;
    }
    before.numbers().filter(|row| !has_partner[*row as usize]).collect()
}

fn count(fates: &[Fate], removed: usize) -> Counts {
    let of = |fate| fates.iter().filter(|other| **other == fate).count();
    Counts {
        changed: of(Fate::Changed),
        unchanged: of(Fate::Unchanged),
        added: of(Fate::Added),
        removed,
    }
}

/// Columns of the first side that the second lacks. A side without rows has no columns to speak of.
fn only_in_first(first: &Rows<'_>, second: &Rows<'_>, rules: Rules<'_>) -> Vec<String> {
    if second.len() == 0 {
        return Vec::new();
    }
    let columns = first.columns.difference(&second.columns);
    columns.filter(|name| !(rules.ignored)(name)).cloned().collect()
}

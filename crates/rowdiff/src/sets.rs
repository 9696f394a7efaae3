//! The smallest set of up to three columns that is a key.
//!
//! Of several sets of one size the one is taken whose values the two snapshots share most, for what
//! identifies a row is what stays: in a snapshot of a single row every column is unique, also the one
//! that the stimulus changed. Where they share as many, the order of columns decides.

use crate::{
    column::{self, Column},
    detect::{Found, SAMPLE, Search, Unfit},
    join::Keyed,
    rows::NO_ROW,
};
use std::collections::BTreeSet;

/// Columns whose hashes are held at a time.
const HELD: usize = 4;
/// Rows that rule most sets out.
const GLANCE: usize = 64;

/// A set of columns by their positions in a list of names.
type Set = Vec<usize>;

/// The smallest set that is a key, if one of up to three columns is.
pub(crate) fn smallest(search: &Search<'_, '_>, mut names: Vec<String>) -> Option<Found> {
    for size in 1..=3 {
        if size == 2 {
            // When rows agree in all columns no set tells them apart: then nothing need be tried.
            names = told_apart(search, names)?;
        }
        let found = best(search, &names, sampled(search, &names, size));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The columns that every row has, when they tell all rows apart.
fn told_apart(search: &Search<'_, '_>, mut names: Vec<String>) -> Option<Vec<String>> {
    loop {
        if names.is_empty() {
            return None;
        }
        match search.fit(&names) {
            Ok(_) => return Some(names),
            Err(Unfit::Missing { column, .. }) => names.retain(|name| *name != column),
            Err(Unfit::Duplicate(_)) => return None,
        }
    }
}

/// The sets of `size` columns that the first rows of both sides do not rule out, in order.
fn sampled(search: &Search<'_, '_>, names: &[String], size: usize) -> Vec<Set> {
    let samples = [search.before, search.after]
        .map(|rows| column::read(rows, names, 0..rows.candidates().end.min(SAMPLE), 1));
    let glances = samples.each_ref().map(|sample| sample.iter().map(glance).collect::<Vec<_>>());
    let is_usable = |at: &usize| samples.iter().all(|sample| sample[*at].is_usable());
    let usable: Vec<usize> = (0..names.len()).filter(is_usable).collect();
    let is_unique = |sample: &[Column], set: &Set| {
        column::are_unique(&set.iter().map(|at| &sample[*at]).collect::<Vec<_>>())
    };
    let mut sets = combinations(&usable, size);
    sets.retain(|set| {
        glances.iter().all(|sample| is_unique(sample, set))
            && samples.iter().all(|sample| is_unique(sample, set))
    });
    sets
}

fn glance(column: &Column) -> Column {
    let hashes = column.hashes.iter().copied().take(GLANCE).collect();
    Column { hashes, ..Column::default() }
}

/// All choices of `size` out of `items`, in lexicographic order.
fn combinations(items: &[usize], size: usize) -> Vec<Set> {
    if size == 0 {
        return vec![Vec::new()];
    }
    let mut sets = Vec::new();
    for (at, first) in items.iter().enumerate() {
        for mut rest in combinations(&items[at + 1..], size - 1) {
            rest.insert(0, *first);
            sets.push(rest);
        }
    }
    sets
}

/// Of the sets that are keys the one whose values the two sides share most.
fn best(search: &Search<'_, '_>, names: &[String], sets: Vec<Set>) -> Option<Found> {
    let most = search.before.len().min(search.after.len());
    let mut best: Option<(usize, Found)> = None;
    let mut sets = sets.into_iter().peekable();
    while sets.peek().is_some() {
        // As many sets as can be told from the columns that are held.
        let mut batch = Vec::new();
        let mut held = BTreeSet::new();
        while let Some(set) = sets
            .next_if(|set| held.len() + set.iter().filter(|at| !held.contains(*at)).count() <= HELD)
        {
            held.extend(set.iter().copied());
            batch.push(set);
        }
        let held: Vec<usize> = held.into_iter().collect();
        for (shared, found) in Batch::read(search, names, held).keys(batch) {
            if best.as_ref().is_none_or(|(other, _)| shared > *other) {
                best = Some((shared, found));
            }
            if shared == most {
                return best.map(|(_, found)| found);
            }
        }
    }
    best.map(|(_, found)| found)
}

/// Some columns of all rows of both sides.
struct Batch<'b, 's, 'a> {
    search: &'b Search<'s, 'a>,
    names: &'b [String],
    held: Vec<usize>,
    before: Vec<Column>,
    after: Vec<Column>,
}

impl<'b, 's, 'a> Batch<'b, 's, 'a> {
    fn read(search: &'b Search<'s, 'a>, names: &'b [String], held: Vec<usize>) -> Self {
        let wanted: Vec<String> = held.iter().map(|at| names[*at].clone()).collect();
        let [before, after] = [search.before, search.after]
            .map(|rows| column::read(rows, &wanted, rows.candidates(), search.threads));
        Self { search, names, held, before, after }
    }

    /// Those sets that are keys, each with the number of rows that the two sides share under it.
    fn keys(&self, sets: Vec<Set>) -> impl Iterator<Item = (usize, Found)> {
        sets.into_iter().filter_map(|set| {
            let before = self.chosen(&self.before, &set)?;
            let after = self.chosen(&self.after, &set)?;
            let columns: Vec<String> = set.iter().map(|at| self.names[*at].clone()).collect();
            let keyed = Keyed {
                columns: &columns,
                before: self.search.before,
                after: self.search.after,
                before_hashes: &before,
                after_hashes: &after,
            };
            let partners = keyed.partners(self.search.threads).ok()?;
            let shared = partners.iter().filter(|partner| **partner != NO_ROW).count();
            Some((shared, Found { columns, partners }))
        })
    }

    /// The hashes of a set's values, unless a row lacks one.
    fn chosen(&self, columns: &[Column], set: &Set) -> Option<Vec<u64>> {
        let chosen: Option<Vec<&Column>> = set
            .iter()
            .map(|at| {
                let column = &columns[self.held.iter().position(|held| held == at)?];
                column.is_usable().then_some(column)
            })
            .collect();
        Some(column::chained(&chosen?))
    }
}

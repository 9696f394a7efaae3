//! The smallest set of up to three columns that is a key.
//!
//! Of several sets of one size the one is taken whose values the two snapshots share most, for what
//! identifies a row is what stays: in a snapshot of a single row every column is unique, also the one
//! that the stimulus changed. Where they share as many, the order of columns decides.

use crate::{
    column::{self, Column},
    detect::{Found, SAMPLES, Search, Unfit},
    rows::{NO_ROW, Numbers},
};
use std::{cmp::Reverse, collections::BTreeSet};

/// Values of a sample that are held at a time.
const SAMPLED: usize = 1 << 22;
/// Of how many columns sets of one, two and three are made: those with the most different values.
const WIDEST: [usize; 3] = [usize::MAX, 1000, 100];
/// Sets that are tried on all rows at most.
const TRIED: usize = 1000;
/// Values that are held at a time while counting what the two sides share.
const HELD: usize = 1 << 23;

/// A set of columns by their positions in a list of names.
type Set = Vec<usize>;

/// The smallest set that is a key, if one of up to three columns is.
pub(crate) fn smallest(search: &Search<'_, '_>, mut names: Vec<String>) -> Option<Found> {
    for size in 1..=3 {
        if size == 2 {
            // When rows agree in all columns no set tells them apart: then nothing need be tried.
            names = told_apart(search, names)?;
        }
        // There are few single columns; of larger sets most must be ruled out before they are ranked.
        let samples = if size == 1 { &SAMPLES[..1] } else { &SAMPLES };
        let mut sets = sampled(search, &names, size, samples);
        rank(search, &names, &mut sets);
        let found = sets
            .into_iter()
            .find_map(|set| search.attempt(set.into_iter().map(|at| names[at].clone()).collect()));
        if found.is_some() {
            return found;
        }
    }
    None
}

/// The columns that every row has, when they tell all rows apart.
fn told_apart(search: &Search<'_, '_>, mut names: Vec<String>) -> Option<Vec<String>> {
    while !names.is_empty() {
        match search.fit(&names) {
            Ok(_) => return Some(names),
            Err(Unfit::Missing { column, .. }) => names.retain(|name| *name != column),
            Err(Unfit::Duplicate(_)) => break,
        }
    }
    None
}

/// The sets of `size` columns that the first rows of both sides do not rule out, in order.
fn sampled(search: &Search<'_, '_>, names: &[String], size: usize, counts: &[usize]) -> Vec<Set> {
    let largest = counts.iter().copied().max().unwrap_or_default();
    let largest = largest.min(SAMPLED / names.len().max(1));
    let samples = [search.before, search.after]
        .map(|rows| column::read(rows, names, rows.candidates().first(largest)));
    let is_plain = |at: &usize| samples.iter().all(|sample| sample[*at].is_plain);
    let mut usable: Vec<usize> = (0..names.len()).filter(is_plain).collect();
    if usable.len() > WIDEST[size - 1] {
        let spread = |at: &usize| -> usize {
            samples.iter().map(|sample| column::distinct(&sample[*at].hashes)).sum()
        };
        usable.sort_by_cached_key(|at| Reverse(spread(at)));
        usable.truncate(WIDEST[size - 1]);
        usable.sort_unstable();
    }
    let fits = |set: &[usize], rows: usize| {
        samples.iter().all(|sample| {
            let hashes = set.iter().map(|at| {
                let hashes = &sample[*at].hashes;
                &hashes[..hashes.len().min(rows)]
            });
            column::are_unique(&column::chained(hashes))
        })
    };
    let mut sets = Vec::new();
    choose(&usable, size, &mut Vec::new(), &mut |set| {
        if counts.iter().all(|rows| fits(set, *rows)) {
            sets.push(set.to_vec());
        }
        sets.len() < TRIED
    });
    sets
}

/// Shows all choices of `size` out of `items` in lexicographic order, as long as `take` wants more.
fn choose(
    items: &[usize],
    size: usize,
    chosen: &mut Set,
    take: &mut impl FnMut(&[usize]) -> bool,
) -> bool {
    if size == 0 {
        return take(chosen);
    }
    (0..items.len()).all(|at| {
        chosen.push(items[at]);
        let wants_more = choose(&items[at + 1..], size - 1, chosen, take);
        chosen.pop();
        wants_more
    })
}

/// Sorts the sets: those first whose values the two sides share most.
fn rank(search: &Search<'_, '_>, names: &[String], sets: &mut Vec<Set>) {
    if sets.len() < 2 {
        return;
    }
    // Rows with a twin are shared under every key. What tells the sets apart are the loose ones.
    let loose = loose_before(search);
    let widest = (HELD / (loose.len() + search.after.loose.len()).max(1)).max(3);
    let mut ranked: Vec<(usize, Set)> = Vec::with_capacity(sets.len());
    while !sets.is_empty() {
        let (batch, columns) = take_batch(sets, widest);
        let wanted: Vec<String> = columns.iter().map(|at| names[*at].clone()).collect();
        let before = column::read(search.before, &wanted, Numbers::Listed(&loose));
        let after = column::read(search.after, &wanted, search.after.candidates());
        let keys = |side: &[Column], set: &Set| {
            let held = columns.iter().zip(side).filter(|(at, _)| set.contains(at));
            column::chained(held.map(|(_, column)| column.hashes.as_slice()))
        };
        ranked.extend(batch.into_iter().map(|set| {
            let shared = column::shared(&keys(&before, &set), &keys(&after, &set));
            (shared, set)
        }));
    }
    ranked.sort_by_key(|(shared, _)| Reverse(*shared));
    sets.extend(ranked.into_iter().map(|(_, set)| set));
}

/// Takes as many of the first sets as have no more than `widest` columns together, at least one;
/// gives these columns in order, too.
fn take_batch(sets: &mut Vec<Set>, widest: usize) -> (Vec<Set>, BTreeSet<usize>) {
    let mut columns = BTreeSet::new();
    let mut count = 0;
    for set in &*sets {
        let new = set.iter().filter(|at| !columns.contains(*at)).count();
        if count > 0 && columns.len() + new > widest {
            break;
        }
        columns.extend(set.iter().copied());
        count += 1;
    }
    (sets.drain(..count).collect(), columns)
}

/// The rows of the before side that have no twin.
fn loose_before(search: &Search<'_, '_>) -> Vec<u32> {
    let mut is_twin = vec![false; search.before.len()];
    for twin in search.after.twins.iter().filter(|twin| **twin != NO_ROW) {
        is_twin[*twin as usize] = true;
    }
    search.before.numbers().filter(|row| !is_twin[*row as usize]).collect()
}

//! Which columns tell the rows apart.
//!
//! In this order: the columns asked for, the key that a snapshot names, `id`, a column whose name
//! ends in `_id`, the smallest set of up to three columns. A key must be in every row and unique
//! within each snapshot.

use crate::{
    Error, Rules, Side, column,
    join::{Duplicate, Keyed},
    key::{self, KeyReader},
    rows::{NO_ROW, Rows},
    sets,
};
use std::{borrow::Cow, collections::HashMap};

/// First rows of each side that are tried before all are.
pub(crate) const SAMPLES: [usize; 3] = [64, 4096, 65_536];

/// A key that holds, and the rows that it brings together.
pub(crate) struct Found {
    pub(crate) columns: Vec<String>,
    /// For each row of the after side its row of the before side.
    pub(crate) partners: Vec<u32>,
}

/// Two sets of rows whose key is looked for.
#[derive(Clone, Copy)]
pub(crate) struct Search<'s, 'a> {
    pub(crate) before: &'s Rows<'a>,
    pub(crate) after: &'s Rows<'a>,
    pub(crate) rules: Rules<'s>,
    pub(crate) threads: usize,
}

/// Why columns are no key.
pub(crate) enum Unfit {
    /// A row lacks one of them, or has null there.
    Missing { side: Side, row: u32, column: String },
    /// Two rows of one side agree in all of them.
    Duplicate(Duplicate),
}

impl<'s, 'a> Search<'s, 'a> {
    /// The key that was asked for, or what is wrong with it.
    pub(crate) fn asked(&self, columns: &[String]) -> Result<Found, Error> {
        let columns = columns.to_vec();
        match self.fit(&columns) {
            Ok(partners) => Ok(Found { columns, partners }),
            Err(Unfit::Missing { side, row, column }) => {
                let pointer = self.rows(side).pointer_to(row);
                Err(Error::KeyMissing { side, pointer, columns, column })
            }
            Err(Unfit::Duplicate(Duplicate { side })) => {
                let (row, value) = first_duplicate(self.rows(side), &columns);
                let pointer = self.rows(side).pointer_to(row);
                Err(Error::KeyNotUnique { side, pointer, columns, value })
            }
        }
    }

    /// The first key that holds, if there is any. `own` are the keys that the snapshots name.
    pub(crate) fn any(&self, own: &[&[String]]) -> Option<Found> {
        let names = self.columns();
        let by_name = (names.iter().filter(|name| *name == "id"))
            .chain(names.iter().filter(|name| name.ends_with("_id")))
            .map(|name| vec![name.clone()]);
        let own = own.iter().filter(|columns| !columns.is_empty()).map(|columns| columns.to_vec());
        own.chain(by_name)
            .find_map(|columns| self.attempt(columns))
            .or_else(|| sets::smallest(self, names))
    }

    /// These columns as the key, if they hold: tried on a few rows, then on more.
    pub(crate) fn attempt(&self, columns: Vec<String>) -> Option<Found> {
        let is_plausible = [self.before, self.after].into_iter().all(|rows| {
            let all = rows.candidates();
            let samples = SAMPLES.iter().take_while(|count| **count < all.len());
            let is_unique = |count: &usize| {
                let sample = column::keys(rows, &columns, all.first(*count), 1);
                sample.is_ok_and(|hashes| column::are_unique(&hashes))
            };
            let is_single_repeated = || match columns.as_slice() {
                [only] => rows.outlook.repeated.contains(only),
                _ => false,
            };
            rows.has_hashes_of(&columns)
                || !is_single_repeated() && samples.into_iter().all(is_unique)
        });
        let partners = is_plausible.then(|| self.fit(&columns).ok()).flatten()?;
        Some(Found { columns, partners })
    }

    /// The columns that may be found to be a key: those not ignored, in order of occurrence.
    fn columns(&self) -> Vec<String> {
        let names = self.before.columns.union(&self.after.columns);
        names.filter(|name| !(self.rules.ignored)(name)).cloned().collect()
    }

    fn rows(&self, side: Side) -> &'s Rows<'a> {
        match side {
            Side::Before => self.before,
            Side::After => self.after,
        }
    }

    /// Tries the columns on all rows.
    pub(crate) fn fit(&self, columns: &[String]) -> Result<Vec<u32>, Unfit> {
        let (before, after) = (self.before, self.after);
        let before_hashes = &*self.hashes(before, columns)?;
        let after_hashes = &*self.hashes(after, columns)?;
        let keyed = Keyed { columns, before, after, before_hashes, after_hashes };
        keyed.partners(self.threads).map_err(Unfit::Duplicate)
    }

    /// The hash of each row's key: those made while reading, if the guess was right.
    fn hashes(&self, rows: &'s Rows<'a>, columns: &[String]) -> Result<Cow<'s, [u64]>, Unfit> {
        let missing = |row: u32| {
            let mut reader = KeyReader::new(columns);
            let lacks = |value: Option<&[u8]>| !value.is_some_and(key::is_key);
            let at = reader.read(rows.row(row)).position(lacks).unwrap_or_default();
            Unfit::Missing { side: rows.side, row, column: columns[at].clone() }
        };
        if rows.has_hashes_of(columns) {
            return match rows.keyless {
                Some(row) => Err(missing(row)),
                None => Ok(Cow::Borrowed(&rows.hashes)),
            };
        }
        let hashes = column::keys(rows, columns, rows.candidates(), self.threads);
        hashes.map(Cow::Owned).map_err(missing)
    }
}

/// The first row whose key an earlier row has, and that key for people.
fn first_duplicate(rows: &Rows<'_>, columns: &[String]) -> (u32, String) {
    let mut reader = KeyReader::new(columns);
    let mut seen: HashMap<u64, Vec<u32>> = HashMap::new();
    for row in rows.numbers() {
        let values: Vec<_> = reader.read(rows.row(row)).map(Option::unwrap_or_default).collect();
        let hash = values.iter().map(|raw| key::hash(raw)).fold(0, key::chain);
        let earlier = seen.entry(hash).or_default();
        let mut other = KeyReader::new(columns);
        let mut is_same = |row: u32| {
            let others = other.read(rows.row(row)).map(Option::unwrap_or_default);
            others.zip(&values).all(|(a, b)| key::same(a, b))
        };
        if earlier.iter().any(|row| is_same(*row)) {
            let texts = values.iter().map(|raw| key::text(raw));
            return (row, texts.collect::<Vec<_>>().join(", "));
        }
        earlier.push(row);
    }
    (NO_ROW, String::new())
}

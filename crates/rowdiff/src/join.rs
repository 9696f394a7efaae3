//! Rows of both sides brought together by their keys.

use crate::{
    Side,
    index::{Index, Table},
    key::{self, KeyReader},
    rows::{NO_ROW, Rows},
    work::in_ranges,
};

/// Both sides with the hashes of the keys of those rows that a key is looked for among.
#[derive(Clone, Copy)]
pub(crate) struct Keyed<'s, 'a> {
    pub(crate) columns: &'s [String],
    pub(crate) before: &'s Rows<'a>,
    pub(crate) after: &'s Rows<'a>,
    pub(crate) before_hashes: &'s [u64],
    pub(crate) after_hashes: &'s [u64],
}

/// Two rows of this side have the same key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Duplicate {
    pub(crate) side: Side,
}

impl Keyed<'_, '_> {
    /// For each row of the after side its row of the before side.
    ///
    /// Both sides must be unique under the key. Twins are partners under any unique key, and share
    /// the uniqueness of the before side: only the loose rows of the after side are looked up.
    pub(crate) fn partners(&self, threads: usize) -> Result<Vec<u32>, Duplicate> {
        let index = Index::of(self.before_hashes, threads, || {
            let mut pairing = Pairing::new(self.columns, self.before, self.before);
            move |other, row| pairing.is_same(other, row)
        });
        let index = index.ok_or(Duplicate { side: Side::Before })?;
        let found = in_ranges(self.after.candidates().range(), threads, |range| {
            let mut pairing = Pairing::new(self.columns, self.before, self.after);
            range.map(|at| self.find(&index, at, &mut pairing)).collect::<Vec<_>>()
        });
        let mut partners = self.after.twins.clone();
        let mut is_taken = vec![false; self.before.len()];
        for twin in partners.iter().filter(|twin| **twin != NO_ROW) {
            is_taken[*twin as usize] = true;
        }
        let mut strangers = Vec::new();
        for (at, partner) in (0_u32..).zip(found.into_iter().flatten()) {
            let row = self.after.candidates().get(at);
            if partner == NO_ROW {
                strangers.push(at);
            } else if std::mem::replace(&mut is_taken[partner as usize], true) {
                return Err(Duplicate { side: Side::After });
            } else {
                partners[row as usize] = partner;
            }
        }
        if self.are_unique(&strangers) {
            Ok(partners)
        } else {
            Err(Duplicate { side: Side::After })
        }
    }

    fn find(&self, index: &Index, at: u32, pairing: &mut Pairing<'_, '_, '_>) -> u32 {
        let row = self.after.candidates().get(at);
        let hash = self.after_hashes[at as usize];
        index.find(hash, |other| pairing.is_same(other, row)).unwrap_or(NO_ROW)
    }

    /// Whether no two of these candidates of the after side have the same key.
    fn are_unique(&self, strangers: &[u32]) -> bool {
        let mut pairing = Pairing::new(self.columns, self.after, self.after);
        let mut index = Table::with_room_for(strangers.len());
        strangers.iter().all(|at| {
            let row = self.after.candidates().get(*at);
            let hash = self.after_hashes[*at as usize];
            index.insert(hash, row, |other| pairing.is_same(other, row)).is_none()
        })
    }
}

/// Tells whether rows whose hashes agree have the same key indeed.
pub(crate) struct Pairing<'s, 'a, 'r> {
    sides: (&'r Rows<'a>, &'r Rows<'a>),
    readers: (KeyReader<'s, 'a>, KeyReader<'s, 'a>),
}

impl<'s, 'a, 'r> Pairing<'s, 'a, 'r> {
    fn new(columns: &'s [String], a: &'r Rows<'a>, b: &'r Rows<'a>) -> Self {
        Self { sides: (a, b), readers: (KeyReader::new(columns), KeyReader::new(columns)) }
    }

    fn is_same(&mut self, a: u32, b: u32) -> bool {
        let a = self.readers.0.read(self.sides.0.row(a));
        let b = self.readers.1.read(self.sides.1.row(b));
        a.zip(b).all(|pair| matches!(pair, (Some(a), Some(b)) if key::same(a, b)))
    }
}

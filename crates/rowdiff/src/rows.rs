//! The rows of one table of one snapshot, as places in its text. No row is ever copied.

use crate::{Side, layout::Layout, outlook::Outlook};
use contract::json::{Cursor, Kind};
use indexmap::IndexSet;
use std::ops::Range;

/// No row: the end of a list of row numbers, or a row without a twin.
pub(crate) const NO_ROW: u32 = u32::MAX;

/// The rows of an array, checked, with what was learnt while they were read.
#[derive(Debug)]
pub(crate) struct Rows<'a> {
    pub(crate) side: Side,
    pub(crate) text: &'a [u8],
    /// JSON pointer of the array, or of the single row.
    pub(crate) pointer: String,
    /// False when the pointer is that of the one row itself.
    pub(crate) in_array: bool,
    /// First byte of each row.
    pub(crate) starts: Vec<usize>,
    /// The byte behind the last row and the blanks after it.
    pub(crate) closing: usize,
    /// For the after side: the row of the before side that has the very same bytes.
    pub(crate) twins: Vec<u32>,
    /// The first byte of the rows of the before side that the twins are among.
    pub(crate) twins_from: usize,
    /// For the after side: the rows without a twin. What holds of a twin holds of its row of the
    /// before side, so that a key is looked for among these and all rows of the before side.
    pub(crate) loose: Vec<u32>,
    /// What was thought of the key before the rows were read.
    pub(crate) outlook: Outlook,
    /// The hash of each row's key under that guess, else of its text; only of the loose ones.
    pub(crate) hashes: Vec<u64>,
    /// Every column that occurs, in the order of first occurrence.
    pub(crate) columns: IndexSet<String>,
    /// The first row that lacks a column of the guessed key.
    pub(crate) keyless: Option<u32>,
    /// The first row that is not an object, and what it is.
    pub(crate) odd: Option<(u32, Kind)>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(side: Side, text: &'a [u8]) -> Self {
        Self {
            side,
            text,
            pointer: String::new(),
            in_array: true,
            starts: Vec::new(),
            closing: 0,
            twins: Vec::new(),
            twins_from: 0,
            loose: Vec::new(),
            outlook: Outlook::default(),
            hashes: Vec::new(),
            columns: IndexSet::new(),
            keyless: None,
            odd: None,
        }
    }

    /// A single object as the only row.
    pub(crate) fn single(side: Side, text: &'a [u8], span: Range<usize>, pointer: String) -> Self {
        let mut rows = Self::new(side, text);
        let mut layout = Layout::new();
        if layout.read(&mut Cursor::starting_at(text, span.start)).is_ok() {
            rows.add_columns(&layout);
        }
        Self {
            pointer,
            in_array: false,
            starts: vec![span.start],
            closing: span.end,
            twins: vec![NO_ROW],
            loose: vec![0],
            ..rows
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The text of a row.
    #[inline]
    pub(crate) fn row(&self, index: u32) -> &'a [u8] {
        let index = index as usize;
        let start = self.starts[index];
        // Only where a row starts is kept; it ends before the blanks and the comma behind it.
        let end = match self.starts.get(index + 1) {
            Some(next) => {
                let before_comma = trim(self.text, start, *next);
                trim(self.text, start, before_comma - 1)
            }
            None => trim(self.text, start, self.closing),
        };
        &self.text[start..end]
    }

    /// Row numbers.
    pub(crate) fn numbers(&self) -> Range<u32> {
        0..u32::try_from(self.starts.len()).unwrap_or(NO_ROW)
    }

    /// JSON pointer of a row.
    pub(crate) fn pointer_to(&self, index: u32) -> String {
        if self.in_array { format!("{}/{index}", self.pointer) } else { self.pointer.clone() }
    }

    pub(crate) fn add_columns(&mut self, layout: &Layout<'_>) {
        for name in layout.names() {
            if !self.columns.contains(&*name) {
                self.columns.insert(name.into_owned());
            }
        }
    }

    /// The rows that a key is looked for among.
    pub(crate) fn candidates(&self) -> Numbers<'_> {
        match self.side {
            Side::Before => Numbers::First(self.numbers().end),
            Side::After => Numbers::Listed(&self.loose),
        }
    }

    /// Whether [`Self::hashes`] are those of the key's columns.
    pub(crate) fn has_hashes_of(&self, key: &[String]) -> bool {
        self.outlook.guess == key && self.hashes.len() == self.candidates().len()
    }

    /// Forgets the twins when they are among other rows than these: two arrays that were read side by
    /// side need not be the same table.
    pub(crate) fn forget_twins_unless_of(&mut self, before: &Self) {
        if before.starts.first() != Some(&self.twins_from) {
            self.forget_twins();
        }
    }

    pub(crate) fn forget_twins(&mut self) {
        self.twins.fill(NO_ROW);
        if self.loose.len() < self.len() {
            self.loose = self.numbers().collect();
            self.hashes.clear();
        }
    }

    /// Puts the rows that another stream read behind these.
    pub(crate) fn append(&mut self, more: Self) {
        let base = u32::try_from(self.len()).unwrap_or(NO_ROW);
        self.starts.extend(more.starts);
        self.loose.extend(more.loose.iter().map(|row| row.saturating_add(base)));
        self.hashes.extend(more.hashes);
        self.twins.extend(more.twins);
        self.columns.extend(more.columns);
        self.closing = more.closing;
        self.keyless = self.keyless.or(more.keyless.map(|row| row.saturating_add(base)));
        self.odd = self.odd.or(more.odd.map(|(row, kind)| (row.saturating_add(base), kind)));
    }
}

/// Some rows, in order.
#[derive(Clone, Copy)]
pub(crate) enum Numbers<'n> {
    /// The first so many.
    First(u32),
    /// These.
    Listed(&'n [u32]),
}

impl Numbers<'_> {
    /// How many there are.
    pub(crate) fn len(self) -> usize {
        self.range().len()
    }

    /// The places in the list.
    pub(crate) fn range(self) -> Range<u32> {
        match self {
            Self::First(count) => 0..count,
            Self::Listed(rows) => 0..u32::try_from(rows.len()).unwrap_or(NO_ROW),
        }
    }

    /// The row at a place in the list.
    #[inline]
    pub(crate) fn get(self, at: u32) -> u32 {
        match self {
            Self::First(_) => at,
            Self::Listed(rows) => rows[at as usize],
        }
    }

    /// At most so many of them.
    pub(crate) fn first(self, most: usize) -> Self {
        match self {
            Self::First(count) => Self::First(count.min(u32::try_from(most).unwrap_or(NO_ROW))),
            Self::Listed(rows) => Self::Listed(&rows[..rows.len().min(most)]),
        }
    }
}

/// The end of `text[start..end]` without blanks.
#[inline]
fn trim(text: &[u8], start: usize, mut end: usize) -> usize {
    while end > start && matches!(text[end - 1], b' ' | b'\n' | b'\r' | b'\t') {
        end -= 1;
    }
    end
}

//! One array of rows as it is read: checked row by row, or passed over where its bytes are known.

use crate::{
    Error, Side, key,
    layout::Layout,
    outlook::Outlook,
    rows::{NO_ROW, Rows},
};
use contract::json::{Cursor, Kind, SyntaxError};
use xxhash_rust::xxh3::xxh3_64;

/// A row that a stream has just read.
#[derive(Clone, Copy)]
pub(crate) struct Row<'a> {
    pub(crate) index: u32,
    pub(crate) text: &'a [u8],
    pub(crate) hash: u64,
    /// Rows with the same number have the same columns.
    shape: u64,
}

/// A position between two rows of an array.
pub(crate) struct Stream<'a> {
    cursor: Cursor<'a>,
    layout: Layout<'a>,
    /// Where the columns of the guessed key stand in the present layout; `None` when one is missing.
    positions: Option<Vec<usize>>,
    /// The version of the layout that `positions` and `rows.columns` know.
    known: u64,
    /// The shape of the last twin whose columns `rows.columns` knows.
    known_twin: u64,
    /// The first byte of the row at which another stream has taken over.
    stop: usize,
    state: State,
    /// Rows from this number on are too many to count.
    limit: u32,
    pub(crate) rows: Rows<'a>,
}

/// Whether rows are to come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum State {
    /// At the first byte of a row.
    AtRow,
    /// Behind the array.
    Ended,
    /// At the row where another stream took over.
    AtStop,
    /// At text that is no row.
    Failed(Error),
}

impl<'a> Stream<'a> {
    /// Starts at the first byte of a row. A row is known by its key, or by its text when the key that
    /// is guessed has no columns.
    pub(crate) fn new(side: Side, text: &'a [u8], start: usize, outlook: Outlook) -> Self {
        Self {
            cursor: Cursor::starting_at(text, start),
            layout: Layout::new(),
            positions: None,
            known: 0,
            known_twin: 0,
            stop: usize::MAX,
            state: State::AtRow,
            limit: NO_ROW,
            rows: Rows { outlook, ..Rows::new(side, text) },
        }
    }

    /// Leaves the rows from byte `at` on to the stream that is returned.
    pub(crate) fn split_off(&mut self, at: usize) -> Self {
        self.stop = at;
        Self::new(self.rows.side, self.rows.text, at, self.rows.outlook.clone())
    }

    pub(crate) fn state(&self) -> &State {
        &self.state
    }

    /// The next byte: of a row, or behind the array.
    pub(crate) fn offset(&self) -> usize {
        self.cursor.offset()
    }

    /// Takes the end of the last of several parts for its own.
    pub(crate) fn conclude(&mut self, state: State, end: usize) {
        self.state = state;
        self.cursor = Cursor::starting_at(self.rows.text, end);
    }

    /// Reads and checks the next row; `None` when there is none any more, or it is wrong.
    #[inline]
    pub(crate) fn next(&mut self) -> Option<Row<'a>> {
        if self.state != State::AtRow {
            return None;
        }
        match self.read() {
            Ok(row) => row,
            Err(error) => {
                self.state = State::Failed(Error::not_json(self.rows.side, &error));
                None
            }
        }
    }

    /// Moves over the next row when its bytes are those of `row`, a checked row of the other side.
    #[inline]
    pub(crate) fn pass_twin(&mut self, row: &Row<'a>) -> bool {
        if self.state != State::AtRow {
            return false;
        }
        let start = self.cursor.offset();
        // What begins with the whole text of an object at a place for a value is that object.
        if !self.cursor.eat_all(row.text) {
            return false;
        }
        if row.shape != self.known_twin {
            self.known_twin = row.shape;
            self.meet_columns_of(row.text);
        }
        if self.add(start).is_some() {
            self.rows.twins.push(row.index);
        }
        self.step();
        true
    }

    /// Reads all that is left.
    pub(crate) fn drain(&mut self) {
        while self.next().is_some() {}
    }

    fn read(&mut self) -> Result<Option<Row<'a>>, SyntaxError> {
        let start = self.cursor.offset();
        let kind = self.cursor.kind()?;
        if kind != Kind::Object {
            self.cursor.skip_value()?;
            let index = u32::try_from(self.rows.len()).unwrap_or(NO_ROW);
            self.rows.odd.get_or_insert((index, kind));
            return Ok(self.added(start, 0));
        }
        self.layout.read(&mut self.cursor)?;
        if self.layout.version() != self.known {
            self.meet_columns();
        }
        let hash = self.hash(start);
        Ok(self.added(start, hash))
    }

    /// Notes the row that ends here, when its bytes are UTF-8.
    #[inline]
    fn added(&mut self, start: usize, hash: u64) -> Option<Row<'a>> {
        let text = &self.rows.text[start..self.cursor.offset()];
        if simdutf8::basic::from_utf8(text).is_err() {
            let valid = std::str::from_utf8(text).map_or_else(|e| e.valid_up_to(), str::len);
            let (side, offset) = (self.rows.side, start + valid);
            self.state = State::Failed(Error::NotUtf8 { side, offset });
            return None;
        }
        let index = self.add(start)?;
        self.rows.hashes.push(hash);
        if self.rows.side == Side::After {
            self.rows.twins.push(NO_ROW);
            self.rows.loose.push(index);
        }
        self.step();
        Some(Row { index, text, hash, shape: self.known })
    }

    #[inline]
    fn add(&mut self, start: usize) -> Option<u32> {
        let index = u32::try_from(self.rows.len()).ok().filter(|index| *index < self.limit);
        if index.is_none() {
            self.state = State::Failed(Error::TooManyRows { side: self.rows.side });
            return None;
        }
        self.rows.starts.push(start);
        index
    }

    /// From behind a row to the next one, or behind the array.
    #[inline]
    fn step(&mut self) {
        self.rows.closing = self.cursor.offset();
        match self.cursor.next_element() {
            Ok(true) => {
                self.cursor.skip_space();
                if self.cursor.offset() == self.stop {
                    self.state = State::AtStop;
                }
            }
            Ok(false) => self.state = State::Ended,
            Err(error) => {
                self.state = State::Failed(Error::not_json(self.rows.side, &error));
            }
        }
    }

    /// The hash of the present row's key, or of its text when it has none.
    #[inline]
    fn hash(&mut self, start: usize) -> u64 {
        if let Some(positions) = &self.positions {
            let values = positions.iter().map(|at| self.layout.value(*at));
            let hash = values.map(|raw| key::is_key(raw).then(|| key::hash(raw)));
            if let Some(hash) = hash.reduce(|a, b| Some(key::chain(a?, b?))).flatten() {
                return hash;
            }
        }
        if !self.rows.outlook.guess.is_empty() && self.rows.keyless.is_none() {
            self.rows.keyless = u32::try_from(self.rows.len()).ok();
        }
        xxh3_64(&self.rows.text[start..self.cursor.offset()])
    }

    /// The row has other columns than the one before.
    #[cold]
    fn meet_columns(&mut self) {
        self.known = self.layout.version();
        self.positions = if self.rows.outlook.guess.is_empty() {
            None
        } else {
            self.rows.outlook.guess.iter().map(|name| self.layout.position(name)).collect()
        };
        self.rows.add_columns(&self.layout);
    }

    #[cold]
    fn meet_columns_of(&mut self, row: &'a [u8]) {
        let mut layout = Layout::new();
        if layout.read(&mut Cursor::new(row)).is_ok() {
            self.rows.add_columns(&layout);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(text: &str) -> Stream<'_> {
        let start = text.find('[').map_or(0, |at| at + 1);
        Stream::new(Side::Before, text.as_bytes(), start, Outlook::named(&["id".into()]))
    }

    #[test]
    fn ends_behind_the_array_or_where_another_took_over() {
        let text = r#"[{"id":1} , {"id":2},{"id":3}] x"#;
        let mut first = stream(text);
        let mut second = first.split_off(12);
        first.drain();
        second.drain();
        assert_eq!((first.state(), first.rows.len()), (&State::AtStop, 1));
        assert_eq!((second.state(), second.rows.len()), (&State::Ended, 2));
        assert_eq!((first.offset(), second.offset()), (12, 30));
        assert_eq!(second.rows.row(0), br#"{"id":2}"#);
    }

    #[test]
    fn a_stop_inside_of_a_row_is_passed_by() {
        let mut first = stream(r#"[{"id":1},{"id":2}]"#);
        first.split_off(11);
        first.drain();
        assert_eq!((first.state(), first.rows.len()), (&State::Ended, 2));
    }

    #[test]
    fn notes_rows_that_are_no_objects_or_have_no_key() {
        let mut stream = stream(r#"[{"id":1},7,{"id":null},{"x":1,"id":2}]"#);
        stream.drain();
        assert_eq!(stream.rows.odd, Some((1, Kind::Number)));
        assert_eq!(stream.rows.keyless, Some(2));
        assert!(stream.rows.columns.iter().eq(["id", "x"]));
        assert_eq!(stream.rows.hashes[3], key::hash(b"2"));
    }

    #[test]
    fn more_rows_than_can_be_counted_are_an_error() {
        let mut stream = stream("[{},{},{}]");
        stream.limit = 2;
        stream.drain();
        let State::Failed(error) = stream.state() else { panic!("there are too many rows") };
        assert_eq!(fault::Fault::code(error), "rowdiff/too-many-rows");
    }
}

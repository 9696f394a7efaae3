//! The columns of a row in the order in which they stand.
//!
//! Rows of one table nearly always have the same columns with the same blanks between them, and so
//! have the objects inside of them. A layout remembers, of the last row, the bytes that led up to each
//! leaf (`, "state": `): where the next row repeats them, names, colons and brackets need no second
//! look. A leaf is any value but an object with members; these are gone into.

use contract::json::{self, Cursor, SyntaxError};
use std::borrow::Cow;

/// Objects are gone into this deep; what lies deeper is a leaf.
const DEEPEST: usize = 8;
/// After so many rows it is asked whether going into objects was worth it.
const TRIAL: u64 = 16;

/// Reads one row after the other: the columns and values of the row that was read last.
pub struct Layout<'a> {
    text: &'a [u8],
    leaves: Vec<Leaf<'a>>,
    columns: Vec<Column<'a>>,
    /// The bytes from the end of the last leaf to the end of the row.
    close: &'a [u8],
    /// How many rows were read, and how many of them had another layout than the row before.
    rows: u64,
    learnt: u64,
    /// Whether objects are gone into.
    is_deep: bool,
}

struct Leaf<'a> {
    /// The bytes from the end of the leaf before (or the row's start) up to this one.
    lead: &'a [u8],
    start: usize,
    end: usize,
}

struct Column<'a> {
    /// The name as it stands between its quotes.
    name: &'a [u8],
    /// The first leaf of the value, and how many bytes before it the value begins.
    first: usize,
    before: usize,
    /// The last leaf, and how many bytes behind it the value ends.
    last: usize,
    behind: usize,
}

impl Default for Layout<'_> {
    fn default() -> Self {
        Self {
            text: b"",
            leaves: Vec::new(),
            columns: Vec::new(),
            close: b"",
            rows: 0,
            learnt: 0,
            is_deep: true,
        }
    }
}

impl<'a> Layout<'a> {
    /// Starts without a row.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks the row (an object) at the cursor, notes its columns and values, moves behind it.
    #[inline]
    pub fn read(&mut self, cursor: &mut Cursor<'a>) -> Result<(), SyntaxError> {
        self.rows += 1;
        self.text = cursor.text();
        if self.follow(cursor)? { Ok(()) } else { self.learn(cursor) }
    }

    /// Reads the row as the one before was; false, and the cursor stays, when it is another.
    #[inline]
    fn follow(&mut self, cursor: &mut Cursor<'a>) -> Result<bool, SyntaxError> {
        // A cursor of its own, for it then stays in registers.
        let mut here = cursor.clone();
        for leaf in &mut self.leaves {
            // More blanks than in the row before make it another layout, too.
            if !here.eat_all(leaf.lead) || here.peek().is_none_or(|byte| byte <= b' ') {
                return Ok(false);
            }
            leaf.start = here.offset();
            here.skip_value()?;
            leaf.end = here.offset();
        }
        let is_followed = !self.close.is_empty() && here.eat_all(self.close);
        if is_followed {
            *cursor = here;
        }
        Ok(is_followed)
    }

    /// Reads the row without help from the one before.
    #[cold]
    fn learn(&mut self, cursor: &mut Cursor<'a>) -> Result<(), SyntaxError> {
        self.learnt += 1;
        // Objects that differ from row to row would be learnt again and again.
        self.is_deep &= self.rows < TRIAL || self.learnt * 4 < self.rows;
        self.leaves.clear();
        self.columns.clear();
        let mut start = cursor.offset();
        let mut depth = 0;
        let mut more = cursor.enter_object()?;
        while more {
            let name = cursor.member_name()?;
            cursor.skip_space();
            let at = cursor.offset();
            let first = self.leaves.len();
            if depth == 0 {
                self.columns.push(Column { name, first, before: at, last: first, behind: 0 });
            }
            if self.is_deep && depth < DEEPEST && enters_object(cursor)? {
                depth += 1;
                continue;
            }
            cursor.skip_value()?;
            let end = cursor.offset();
            self.leaves.push(Leaf { lead: &self.text[start..at], start: at, end });
            start = end;
            self.end_column(depth, end);
            more = cursor.next_member()?;
            while !more && depth > 0 {
                depth -= 1;
                self.end_column(depth, cursor.offset());
                more = cursor.next_member()?;
            }
        }
        self.close = &self.text[start..cursor.offset()];
        Ok(())
    }

    /// The value of a column ends here, unless it goes on at some depth.
    fn end_column(&mut self, depth: usize, end: usize) {
        let last = self.leaves.len().saturating_sub(1);
        if let (0, Some(column)) = (depth, self.columns.last_mut()) {
            column.before = self.leaves[column.first].start - column.before;
            column.last = last;
            column.behind = end - self.leaves[last].end;
        }
    }

    /// A number that changes whenever the layout does. It starts at 0, and no row has 0.
    pub fn version(&self) -> u64 {
        self.learnt
    }

    /// What leads up to each leaf of the present row, and what follows the last one.
    pub fn leads(&self) -> impl Iterator<Item = &'a [u8]> {
        self.leaves.iter().map(|leaf| leaf.lead).chain([self.close])
    }

    /// The leaves of the present row: all values but objects with members.
    pub fn leaves(&self) -> impl Iterator<Item = &'a [u8]> {
        self.leaves.iter().map(|leaf| &self.text[leaf.start..leaf.end])
    }

    /// The names of the present row's columns in their order.
    pub(crate) fn names(&self) -> impl Iterator<Item = Cow<'a, str>> {
        self.columns.iter().map(|column| decode(column.name))
    }

    /// Where the column stands; of two with one name the last counts.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.columns.iter().rposition(|column| decode(column.name) == name)
    }

    /// The raw value of the column at `position`.
    #[inline]
    pub(crate) fn value(&self, position: usize) -> &'a [u8] {
        let column = &self.columns[position];
        let start = self.leaves[column.first].start - column.before;
        let end = self.leaves[column.last].end + column.behind;
        &self.text[start..end]
    }
}

/// Enters the object at the cursor when it has members.
fn enters_object(cursor: &mut Cursor<'_>) -> Result<bool, SyntaxError> {
    if cursor.peek() != Some(b'{') {
        return Ok(false);
    }
    let mut inside = cursor.clone();
    let has_member = inside.enter_object()?;
    if has_member {
        *cursor = inside;
    }
    Ok(has_member)
}

/// A name or string as it stands between its quotes, decoded.
pub(crate) fn decode(raw: &[u8]) -> Cow<'_, str> {
    json::decode(raw).unwrap_or_else(|| String::from_utf8_lossy(raw))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&str], expected: &[&[(&str, &str)]]) {
        let text = rows.concat();
        let mut cursor = Cursor::new(text.as_bytes());
        let mut layout = Layout::new();
        for expected in expected {
            layout.read(&mut cursor).unwrap();
            let names: Vec<_> = layout.names().collect();
            let value = |name: &str| layout.value(layout.position(name).unwrap());
            let found: Vec<_> = names
                .iter()
                .map(|name| (&**name, std::str::from_utf8(value(name)).unwrap()))
                .collect();
            assert_eq!(&found, expected);
        }
    }

    #[test]
    fn reads_rows_with_and_without_the_help_of_the_row_before() {
        check(
            &[
                r#"{"a":1,"b":2}"#,
                r#"{"a":3,"b":"x"}"#,
                r#"{"a":4}"#,
                r#"{"a":5, "c":{}}"#,
                "{}",
                "{}",
                "{ }",
                r#"{ "b" : [] , "a" : null }"#,
                r#"{"o":{"x":1,"y":{"z":[2]}},"b":{}}"#,
                r#"{"o":{"x":2,"y":{"z":[]}},"b":{"c":3}}"#,
                r#"{"o": {"x":2,"y":{"z":3} } ,"b":4}"#,
                r#"{"o": {"x": 2,"y":{"z":3} } ,"b":5}"#,
            ],
            &[
                &[("a", "1"), ("b", "2")],
                &[("a", "3"), ("b", "\"x\"")],
                &[("a", "4")],
                &[("a", "5"), ("c", "{}")],
                &[],
                &[],
                &[],
                &[("b", "[]"), ("a", "null")],
                &[("o", r#"{"x":1,"y":{"z":[2]}}"#), ("b", "{}")],
                &[("o", r#"{"x":2,"y":{"z":[]}}"#), ("b", r#"{"c":3}"#)],
                &[("o", r#"{"x":2,"y":{"z":3} }"#), ("b", "4")],
                &[("o", r#"{"x": 2,"y":{"z":3} }"#), ("b", "5")],
            ],
        );
    }

    #[test]
    fn the_last_of_two_columns_counts_and_names_are_decoded() {
        check(&[r#"{"a":1,"\u0061":2,"b":3}"#], &[&[("a", "2"), ("a", "2"), ("b", "3")]]);
    }

    #[test]
    fn a_row_that_is_not_json_is_refused_in_any_layout() {
        for bad in [r#"{"a":1 "b":2}"#, r#"{"a":1,}"#, r#"{"a":01}"#, r#"{"a":1"#] {
            let text = format!(r#"{{"a":1,"b":2}}{bad}"#);
            let mut cursor = Cursor::new(text.as_bytes());
            let mut layout = Layout::new();
            layout.read(&mut cursor).unwrap();
            assert!(layout.read(&mut cursor).is_err(), "{bad}");
        }
    }

    #[test]
    fn objects_that_are_never_the_same_become_leaves() {
        let rows: Vec<String> = (0..50).map(|n| format!(r#"{{"o":{{"a{n}":{n}}}}}"#)).collect();
        let text = rows.concat();
        let mut cursor = Cursor::new(text.as_bytes());
        let mut layout = Layout::new();
        for n in 0..50 {
            layout.read(&mut cursor).unwrap();
            assert_eq!(layout.value(0), format!(r#"{{"a{n}":{n}}}"#).as_bytes());
        }
        assert!(layout.version() < 20, "{}", layout.version());
    }
}

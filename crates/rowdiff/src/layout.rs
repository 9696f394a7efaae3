//! The columns of a row in the order in which they stand.
//!
//! Rows of one table nearly always have the same columns with the same blanks between them. A
//! layout remembers, of the last row, the bytes that led up to each value (`, "state": `): where the
//! next row repeats them, names, colons and commas need no second look.

use contract::json::{Cursor, SyntaxError};
use std::borrow::Cow;

/// One column of the present row.
struct Column<'a> {
    /// The bytes from the end of the value before (or the row's start) up to this value.
    lead: &'a [u8],
    /// The name as it stands between its quotes.
    name: &'a [u8],
}

/// Reads one row after the other: the columns and values of the row that was read last.
#[derive(Default)]
pub struct Layout<'a> {
    columns: Vec<Column<'a>>,
    values: Vec<&'a [u8]>,
    /// The bytes from the end of the last value to the end of the row.
    close: &'a [u8],
    /// Grows whenever a row had other columns or other blanks than the one before.
    version: u64,
}

impl<'a> Layout<'a> {
    /// Starts without a row.
    pub fn new() -> Self {
        Self::default()
    }

    /// Checks the row (an object) at the cursor, notes its columns and values, moves behind it.
    #[inline]
    pub fn read(&mut self, cursor: &mut Cursor<'a>) -> Result<(), SyntaxError> {
        for (index, column) in self.columns.iter().enumerate() {
            if !cursor.eat_all(column.lead) {
                return self.learn(cursor, index);
            }
            self.values[index] = cursor.value()?;
        }
        if cursor.eat_all(self.close) && !self.close.is_empty() {
            return Ok(());
        }
        self.learn(cursor, self.columns.len())
    }

    /// Reads on from the end of value `known - 1` without help from the row before.
    #[cold]
    fn learn(&mut self, cursor: &mut Cursor<'a>, known: usize) -> Result<(), SyntaxError> {
        self.version += 1;
        self.columns.truncate(known);
        self.values.truncate(known);
        let text = cursor.text();
        let mut start = cursor.offset();
        let mut more = if known == 0 { cursor.enter_object()? } else { cursor.next_member()? };
        while more {
            let name = cursor.member_name()?;
            cursor.skip_space();
            self.columns.push(Column { lead: &text[start..cursor.offset()], name });
            self.values.push(cursor.value()?);
            start = cursor.offset();
            more = cursor.next_member()?;
        }
        self.close = &text[start..cursor.offset()];
        Ok(())
    }

    /// A number that changes whenever the columns do. It starts at 0, and no row has 0.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The present row's columns in their order: the names as they stand between their quotes.
    pub fn raw_names(&self) -> impl Iterator<Item = &'a [u8]> {
        self.columns.iter().map(|column| column.name)
    }

    /// The JSON texts of the present row's values, in the order of its columns.
    pub fn values(&self) -> &[&'a [u8]] {
        &self.values
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
        self.values[position]
    }
}

/// A name or string as it stands between its quotes, decoded.
pub(crate) fn decode(raw: &[u8]) -> Cow<'_, str> {
    if raw.contains(&b'\\') {
        let quoted = [b"\"", raw, b"\""].concat();
        let decoded = Cursor::new(&quoted).string().map(Cow::into_owned);
        return Cow::Owned(decoded.unwrap_or_default());
    }
    String::from_utf8_lossy(raw)
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
}

//! A snapshot: how many rows of what, passed over once and never built as a tree.

use crate::excerpt::{short, small_tree};
use contract::{
    Json,
    json::{self, Cursor, Kind, SyntaxError},
    snapshot::WaitResult,
};
use store::Source;

/// Columns of a single row that a line shows.
const COLUMNS: usize = 4;
/// Characters of a value that a line shows.
const VALUE: usize = 40;

/// What a result needs of a snapshot.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Each table, in the order of the file; one without a name when there is only one.
    pub(crate) tables: Vec<Table>,
    /// When it was taken.
    pub(crate) at: Option<String>,
    /// How long it waited before, in milliseconds.
    pub(crate) waited_ms: Option<u64>,
    /// How the wait ended.
    pub(crate) wait_result: Option<WaitResult>,
    /// The whole document, unless it is large.
    pub(crate) content: Json,
}

/// One table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Table {
    /// Its name; empty for the only one.
    pub(crate) name: String,
    /// How many rows.
    pub(crate) rows: usize,
    /// Column and value of the first row, for a line of text.
    pub(crate) first: Vec<(String, String)>,
}

/// Reads a snapshot in any of the forms that contracts.md names.
pub(crate) fn read(source: &Source) -> Result<Rows, store::Error> {
    let text = source.text()?;
    let mut rows = scan(text).map_err(|error| source.syntax_error(&error))?;
    rows.content = small_tree(text, source.path());
    Ok(rows)
}

fn scan(text: &str) -> Result<Rows, SyntaxError> {
    let mut cursor = Cursor::new(text.as_bytes());
    let mut rows = Rows::default();
    match cursor.kind()? {
        Kind::Array => rows.tables.push(table(&mut cursor, String::new())?),
        Kind::Object => members(&mut cursor, &mut rows)?,
        _ => return Err(cursor.error("expected rows")),
    }
    cursor.end()?;
    if rows.tables.is_empty() {
        let first = first_row(text.as_bytes())?;
        rows.tables.push(Table { rows: 1, first, ..Table::default() });
    }
    Ok(rows)
}

fn members(cursor: &mut Cursor<'_>, rows: &mut Rows) -> Result<(), SyntaxError> {
    let mut more = cursor.enter_object()?;
    while more {
        let name = cursor.member_name()?;
        let kind = cursor.kind()?;
        match (name, kind) {
            (b"tables", Kind::Object) => tables(cursor, rows)?,
            (b"rows" | b"data" | b"results" | b"result", Kind::Array) => {
                rows.tables.push(table(cursor, String::new())?);
            }
            _ => {
                let value = cursor.value()?;
                enter_about(rows, name, value);
            }
        }
        more = cursor.next_member()?;
    }
    Ok(())
}

/// What the document says about itself.
fn enter_about(rows: &mut Rows, name: &[u8], value: &[u8]) {
    let text = || serde_json::from_slice::<String>(value).ok();
    match name {
        b"captured_at" => rows.at = text(),
        b"waited_ms" => rows.waited_ms = serde_json::from_slice(value).ok(),
        b"wait_result" => rows.wait_result = serde_json::from_slice(value).ok(),
        _ => {}
    }
}

fn tables(cursor: &mut Cursor<'_>, rows: &mut Rows) -> Result<(), SyntaxError> {
    let mut more = cursor.enter_object()?;
    while more {
        cursor.skip_space();
        let name = cursor.string()?.into_owned();
        cursor.skip_space();
        cursor.expect(b':', "expected `:` after a member's name")?;
        rows.tables.push(named_table(cursor, name)?);
        more = cursor.next_member()?;
    }
    Ok(())
}

fn named_table(cursor: &mut Cursor<'_>, name: String) -> Result<Table, SyntaxError> {
    if cursor.kind()? == Kind::Array {
        return table(cursor, name);
    }
    let mut found = Table { name, ..Table::default() };
    let mut more = cursor.enter_object()?;
    while more {
        let member = cursor.member_name()?;
        if member == b"rows" && cursor.kind()? == Kind::Array {
            found = table(cursor, found.name)?;
        } else {
            cursor.skip_value()?;
        }
        more = cursor.next_member()?;
    }
    Ok(found)
}

fn table(cursor: &mut Cursor<'_>, name: String) -> Result<Table, SyntaxError> {
    let mut table = Table { name, ..Table::default() };
    let mut more = cursor.enter_array()?;
    while more {
        let row = cursor.value()?;
        if table.rows == 0 {
            table.first = first_row(row)?;
        }
        table.rows += 1;
        more = cursor.next_element()?;
    }
    Ok(table)
}

fn first_row(row: &[u8]) -> Result<Vec<(String, String)>, SyntaxError> {
    let mut cursor = Cursor::new(row);
    let mut columns = Vec::new();
    if cursor.kind()? != Kind::Object {
        return Ok(columns);
    }
    let mut more = cursor.enter_object()?;
    while more && columns.len() < COLUMNS {
        let name = String::from_utf8_lossy(cursor.member_name()?).into_owned();
        let value = json::parse_bytes(cursor.value()?).unwrap_or_default();
        columns.push((name, short(&value.to_plain_text(), VALUE)));
        more = cursor.next_member()?;
    }
    Ok(columns)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, usize)]) {
        let rows = scan(text).unwrap();
        let found: Vec<_> = rows.tables.iter().map(|t| (t.name.as_str(), t.rows)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_form_of_a_snapshot_is_counted() {
        check(r#"{"rows":[{"a":1},{"a":2}],"row_count":9}"#, &[("", 2)]);
        check(r#"[{"a":1}]"#, &[("", 1)]);
        check(r#"{"results":[]}"#, &[("", 0)]);
        check(r#"{"state":"PAID","data":7}"#, &[("", 1)]);
        check(
            r#"{"tables":{"주문":{"db":"x","rows":[{}]},"b":{"rows":[]}}}"#,
            &[("주문", 1), ("b", 0)],
        );
    }

    #[test]
    fn the_first_row_is_shown_exactly() {
        let rows =
            scan(r#"{"rows":[{"id":1234567890123456789,"p":0.10,"s":"a\nb","d":null,"e":1}]}"#);
        let first = rows.unwrap().tables.remove(0).first;
        let shown: Vec<_> = first.iter().map(|(k, v)| format!("{k}={v}")).collect();
        assert_eq!(shown, ["id=1234567890123456789", "p=0.10", "s=a b", "d=null"]);
    }

    #[test]
    fn the_wait_is_read() {
        let rows = scan(r#"{"rows":[],"waited_ms":1500,"wait_result":"met"}"#).unwrap();
        assert_eq!((rows.waited_ms, rows.wait_result), (Some(1500), Some(WaitResult::Met)));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "7", "{", "[1] x"] {
            assert!(scan(text).is_err(), "{text}");
        }
    }
}

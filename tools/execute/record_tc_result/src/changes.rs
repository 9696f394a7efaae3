//! A diff: how many rows changed, and the changes that go into a result.
//!
//! The report may list a million unchanged rows; they are passed over.

use crate::excerpt::short;
use contract::{
    Json, Object,
    json::{self, Cursor, Kind, SyntaxError},
    result::DbChange,
};
use store::Source;

/// Changes that go into `db_changes`; the counts are always those of the whole diff.
const KEPT: usize = 500;
/// Changed cells that are kept for a line, which shows a few of them.
const CELLS: usize = 100;
/// Characters of a value that a line shows.
const VALUE: usize = 30;

/// What a result needs of a diff.
#[derive(Clone, Debug, Default)]
pub(crate) struct Changes {
    /// Rows that differ.
    pub(crate) changed: usize,
    /// Rows that came.
    pub(crate) added: usize,
    /// Rows that went.
    pub(crate) removed: usize,
    /// The first changed cells: `orders.state`, and `PAID → CANCELLED`.
    pub(crate) cells: Vec<(String, String)>,
    /// The first changes.
    pub(crate) list: Vec<DbChange>,
}

impl Changes {
    /// Whether anything changed.
    pub(crate) fn any(&self) -> bool {
        self.count() > 0
    }

    /// How many changes there are beyond those of the list.
    pub(crate) fn omitted(&self) -> Option<u64> {
        let more = self.count() - self.list.len();
        (more > 0).then_some(more as u64)
    }

    fn count(&self) -> usize {
        self.changed + self.added + self.removed
    }
}

/// Reads a diff of one table or of several.
pub(crate) fn read(source: &Source) -> Result<Changes, store::Error> {
    scan(source.text()?).map_err(|error| source.syntax_error(&error))
}

fn scan(text: &str) -> Result<Changes, SyntaxError> {
    let mut cursor = Cursor::new(text.as_bytes());
    let mut changes = Changes::default();
    table(&mut cursor, None, &mut changes)?;
    cursor.end()?;
    Ok(changes)
}

/// The members of a diff, or of one of its tables.
fn table(
    cursor: &mut Cursor<'_>,
    name: Option<&str>,
    changes: &mut Changes,
) -> Result<(), SyntaxError> {
    let first = changes.list.len();
    let mut key_columns = Json::Null;
    let mut more = cursor.enter_object()?;
    while more {
        let member = cursor.member_name()?;
        match (member, cursor.kind()?) {
            (b"tables", Kind::Object) if name.is_none() => tables(cursor, changes)?,
            (b"changed", Kind::Array) => {
                changes.changed += rows(cursor, name, changes, changed_row)?;
            }
            (b"added", Kind::Array) => {
                changes.added += rows(cursor, name, changes, |row| whole_row(row, "added"))?;
            }
            (b"removed", Kind::Array) => {
                changes.removed += rows(cursor, name, changes, |row| whole_row(row, "removed"))?;
            }
            (b"summary", Kind::Object) => {
                let summary = json::parse_bytes(cursor.value()?)?;
                key_columns = summary.get("pk_column_used").cloned().unwrap_or_default();
            }
            _ => cursor.skip_value()?,
        }
        more = cursor.next_member()?;
    }
    for change in &mut changes.list[first..] {
        fill_key(change, &key_columns);
    }
    Ok(())
}

fn tables(cursor: &mut Cursor<'_>, changes: &mut Changes) -> Result<(), SyntaxError> {
    let mut more = cursor.enter_object()?;
    while more {
        cursor.skip_space();
        let name = cursor.string()?;
        cursor.skip_space();
        cursor.expect(b':', "expected `:` after a member's name")?;
        table(cursor, Some(&name), changes)?;
        more = cursor.next_member()?;
    }
    Ok(())
}

/// Counts the rows of a list and keeps the first.
fn rows(
    cursor: &mut Cursor<'_>,
    table: Option<&str>,
    changes: &mut Changes,
    read: impl Fn(&Json) -> DbChange,
) -> Result<usize, SyntaxError> {
    let mut count = 0;
    let mut more = cursor.enter_array()?;
    while more {
        let row = cursor.value()?;
        if changes.list.len() < KEPT {
            let change =
                DbChange { table: table.map(Into::into), ..read(&json::parse_bytes(row)?) };
            show_cells(&change, &mut changes.cells);
            changes.list.push(change);
        }
        count += 1;
        more = cursor.next_element()?;
    }
    Ok(count)
}

fn changed_row(row: &Json) -> DbChange {
    let part = |name| row.get(name).cloned().unwrap_or_default();
    let diff_fields = part("diff_fields").as_object().cloned().unwrap_or_default();
    DbChange { table: None, change: "changed".into(), key: part("key"), diff_fields }
}

/// A row that came or went: every column changed from or to null.
fn whole_row(row: &Json, change: &str) -> DbChange {
    let Json::Object(columns) = row else {
        return DbChange { change: change.into(), key: row.clone(), ..DbChange::default() };
    };
    let cells = columns.iter().map(|(column, value)| {
        let (before, after) = if change == "added" {
            (Json::Null, value.clone())
        } else {
            (value.clone(), Json::Null)
        };
        let sides = Object::from_iter([("before".into(), before), ("after".into(), after)]);
        (column.clone(), Json::Object(sides))
    });
    DbChange { table: None, change: change.into(), key: Json::Null, diff_fields: cells.collect() }
}

/// Finds the key of a row that came or went among its columns.
fn fill_key(change: &mut DbChange, columns: &Json) {
    if !change.key.is_null() {
        return;
    }
    let side = if change.change == "added" { "after" } else { "before" };
    let value = |column: &Json| {
        let value = change.diff_fields.get(column.as_str()?)?.get(side)?;
        Some(Json::from(value.to_plain_text()))
    };
    let key = match columns {
        Json::Array(columns) => {
            columns.iter().map(value).collect::<Option<Vec<_>>>().map(Json::Array)
        }
        column => value(column),
    };
    change.key = key.unwrap_or_default();
}

fn show_cells(change: &DbChange, cells: &mut Vec<(String, String)>) {
    if change.change != "changed" {
        return;
    }
    let table = change.table.as_ref().map(|name| format!("{name}.")).unwrap_or_default();
    for (column, sides) in &change.diff_fields {
        if cells.len() == CELLS {
            return;
        }
        let side =
            |name| short(&sides.get(name).cloned().unwrap_or_default().to_plain_text(), VALUE);
        let sides = format!("{} → {}", side("before"), side("after"));
        cells.push((format!("{table}{column}"), sides));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_table_is_read() {
        let changes = scan(
            r#"{"changed":[{"key":"1","diff_fields":{"s":{"before":"A","after":"B"}}}],
                "unchanged":[{"x":1}],"added":[{"id":7,"s":"N"}],"removed":[],
                "summary":{"pk_column_used":"id"}}"#,
        )
        .unwrap();
        assert_eq!((changes.changed, changes.added, changes.removed), (1, 1, 0));
        assert_eq!(changes.cells, [("s".into(), "A → B".into())]);
        assert_eq!(changes.list[1].key, Json::from("7"));
        assert_eq!(changes.list[1].diff_fields["s"].to_string(), r#"{"before":null,"after":"N"}"#);
        assert!(changes.any());
    }

    #[test]
    fn several_tables_are_read() {
        let changes = scan(
            r#"{"changed":[],"tables":{"주문":{"changed":[],"added":[],
                "removed":[{"a":1,"b":2}],"summary":{"pk_column_used":["a","b"]}}},"summary":{}}"#,
        )
        .unwrap();
        assert_eq!(changes.list[0].table.as_deref(), Some("주문"));
        assert_eq!(changes.list[0].key.to_string(), r#"["1","2"]"#);
        assert_eq!(changes.removed, 1);
    }

    #[test]
    fn the_list_is_bounded_and_the_count_is_not() {
        let row = r#"{"key":"1","diff_fields":{}},"#.repeat(KEPT + 9);
        let text = format!(r#"{{"changed":[{}]}}"#, row.trim_end_matches(','));
        let changes = scan(&text).unwrap();
        assert_eq!((changes.changed, changes.list.len()), (KEPT + 9, KEPT));
        assert_eq!(changes.omitted(), Some(9));
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "[]", r#"{"changed":[}"#] {
            assert!(scan(text).is_err(), "{text}");
        }
    }
}

//! `db_changes`: cells that must have changed, looked up in the diff of two snapshots.

use crate::{
    error::JudgeError,
    excerpt,
    expectation::Expectation,
    found::Found,
    raw::{Members, Raw},
};
use contract::{Json, Object};

/// One cell that must have changed.
#[derive(Debug)]
pub(crate) struct Change {
    snapshot: Option<String>,
    /// The values of the key's columns, as text: key `1` and `"1"` are the same.
    key: Vec<String>,
    field: String,
    before: Option<(Json, Expectation)>,
    after: Option<(Json, Expectation)>,
}

/// What became of a cell, and whether that is as expected.
pub(crate) struct Seen {
    pub(crate) actual: Json,
    pub(crate) holds: bool,
    pub(crate) detail: String,
}

impl Change {
    /// Reads the value of the key `db_changes`.
    pub(crate) fn list(list: &Json) -> Result<Vec<Self>, JudgeError> {
        let entries =
            list.as_array().ok_or_else(|| malformed("/db_changes", "db_changes", list))?;
        entries.iter().enumerate().map(|(index, entry)| Self::read(index, entry)).collect()
    }

    fn read(index: usize, entry: &Json) -> Result<Self, JudgeError> {
        let at = |member: &str| format!("/db_changes/{index}/{member}");
        let member = |name: &'static str| {
            entry.get(name).ok_or_else(|| JudgeError::Change {
                pointer: at(name),
                member: name,
                found: "missing",
            })
        };
        let snapshot = match entry.get("snapshot") {
            None | Some(Json::Null) => None,
            Some(Json::String(name)) => Some(name.clone()),
            Some(other) => return Err(malformed(&at("snapshot"), "snapshot", other)),
        };
        let key = member("key")?;
        let field = member("field")?;
        let side = |name| match entry.get(name) {
            None => Ok(None),
            Some(value) => {
                Expectation::parse(value, &at(name)).map(|parsed| Some((value.clone(), parsed)))
            }
        };
        let change = Self {
            snapshot,
            key: key_texts(key).ok_or_else(|| malformed(&at("key"), "key", key))?,
            field: field
                .as_str()
                .filter(|field| !field.is_empty())
                .ok_or_else(|| malformed(&at("field"), "field", field))?
                .into(),
            before: side("before")?,
            after: side("after")?,
        };
        if change.before.is_none() && change.after.is_none() {
            return Err(JudgeError::Change {
                pointer: at("after"),
                member: "after",
                found: "missing",
            });
        }
        Ok(change)
    }

    /// `db_changes orders[1].state`
    pub(crate) fn label(&self) -> String {
        let snapshot = self.snapshot.as_deref().unwrap_or_default();
        format!("db_changes {snapshot}[{}].{}", self.key.join(","), self.field)
    }

    pub(crate) fn expected(&self) -> Json {
        let side = |name: &str, side: &Option<(Json, Expectation)>| {
            side.as_ref().map(|(value, _)| (name.to_owned(), value.clone()))
        };
        let sides = [side("before", &self.before), side("after", &self.after)];
        Json::Object(sides.into_iter().flatten().collect())
    }

    /// Looks the cell up in a diff, which must be checked JSON.
    pub(crate) fn judge(&self, diff: Raw<'_>) -> Seen {
        let table = match self.table(diff) {
            Ok(table) => table,
            Err(detail) => return Seen { actual: Json::Null, holds: false, detail },
        };
        if let Some((how, before, after)) = self.row(&table) {
            return self.compare(how, before, after);
        }
        let (key, table) = (self.key.join(", "), self.in_table());
        let detail = format!("the diff has no row with the key {key}{table}");
        Seen { actual: Json::Null, holds: false, detail }
    }

    fn in_table(&self) -> String {
        self.snapshot.as_ref().map_or(String::new(), |name| format!(" in {name}"))
    }

    /// The changes of the snapshot; a diff of one snapshot only has no names.
    fn table<'t>(&self, diff: Raw<'t>) -> Result<Members<'t>, String> {
        let top = diff.members();
        let tables = top.get("tables").map(|tables| tables.members()).unwrap_or_default();
        if tables.is_empty() {
            return Ok(top);
        }
        let table = match &self.snapshot {
            Some(name) => tables.get(name.as_str()),
            None if tables.len() == 1 => tables.values().next(),
            None => None,
        };
        table.map(|table| table.members()).ok_or_else(|| {
            let names: Vec<_> = tables.keys().map(|name| &**name).collect();
            let wanted = self.snapshot.as_deref().unwrap_or("which snapshot is meant");
            format!("the diff says nothing of {wanted}; it has {}", names.join(", "))
        })
    }

    /// What became of the row, and its cell before and after.
    fn row<'t>(&self, table: &Members<'t>) -> Option<Row<'t>> {
        let rows = |name: &str| table.get(name).into_iter().flat_map(|list| list.elements());
        for row in rows("changed") {
            let row = row.members();
            if row.get("key").is_some_and(|key| self.is_key(&key.to_json())) {
                return Some(("changed", self.side(&row, "before"), self.side(&row, "after")));
            }
        }
        let columns = key_columns(table)?;
        let cell = |row: Raw<'t>| self.has_key(row, &columns).then(|| row.member(&self.field));
        if let Some(cell) = rows("unchanged").find_map(cell) {
            return Some(("unchanged", cell, cell));
        }
        if let Some(cell) = rows("added").find_map(cell) {
            return Some(("added", None, cell));
        }
        rows("removed").find_map(cell).map(|cell| ("removed", cell, None))
    }

    /// The cell on one side of a changed row: from `diff_fields`, else from the whole row.
    fn side<'t>(&self, row: &Members<'t>, side: &str) -> Option<Raw<'t>> {
        let field = row.get("diff_fields").and_then(|fields| fields.member(&self.field));
        field.and_then(|field| field.member(side)).or_else(|| row.get(side)?.member(&self.field))
    }

    fn is_key(&self, key: &Json) -> bool {
        key_texts(key).is_some_and(|texts| texts == self.key)
    }

    fn has_key(&self, row: Raw<'_>, columns: &[String]) -> bool {
        columns.len() == self.key.len()
            && columns.iter().zip(&self.key).all(|(column, wanted)| {
                row.member(column).and_then(|value| key_text(&value.to_json())).as_ref()
                    == Some(wanted)
            })
    }

    fn compare(&self, how: &str, before: Option<Raw<'_>>, after: Option<Raw<'_>>) -> Seen {
        // A row or a column that is not there is null, as in the diff itself.
        let null = Raw::from_checked("null");
        let (before, after) = (before.unwrap_or(null), after.unwrap_or(null));
        let side = |name: &str, expected: &Option<(Json, Expectation)>, actual| {
            let (_, expectation) = expected.as_ref()?;
            let mismatch = expectation.test(Found::One(actual)).err()?;
            let at = mismatch.pointer();
            let at = if at.is_empty() { at } else { format!(" at {at}") };
            Some(format!("{name}{at}: {}", mismatch.what))
        };
        let wrong: Vec<_> =
            [side("before", &self.before, before), side("after", &self.after, after)]
                .into_iter()
                .flatten()
                .collect();
        let actual = Object::from_iter([
            ("before".into(), excerpt::actual(before)),
            ("after".into(), excerpt::actual(after)),
        ]);
        let (row, holds) = (format!("{how} row{}", self.in_table()), wrong.is_empty());
        let detail = if holds {
            let (before, after) = (excerpt::quote(before.text()), excerpt::quote(after.text()));
            format!("{row}: {before} → {after}")
        } else {
            format!("{row}: {}", wrong.join("; "))
        };
        Seen { actual: Json::Object(actual), holds, detail }
    }
}

/// What became of a row, and its cell before and after.
type Row<'t> = (&'static str, Option<Raw<'t>>, Option<Raw<'t>>);

/// The columns of the key, in its order.
fn key_columns(table: &Members<'_>) -> Option<Vec<String>> {
    let columns = table.get("summary")?.member("pk_column_used")?.to_json();
    match columns {
        Json::String(column) => Some(vec![column]),
        Json::Array(columns) => {
            columns.iter().map(|column| column.as_str().map(Into::into)).collect()
        }
        _ => None,
    }
}

/// The values of a key, given as one value or as an array of them.
fn key_texts(key: &Json) -> Option<Vec<String>> {
    match key {
        Json::Array(values) if !values.is_empty() => values.iter().map(key_text).collect(),
        value => Some(vec![key_text(value)?]),
    }
}

/// A key's value as text: numbers in their one normal form.
fn key_text(value: &Json) -> Option<String> {
    match value {
        Json::Number(number) => Some(number.normalised()),
        Json::String(text) => Some(text.clone()),
        Json::Bool(value) => Some(value.to_string()),
        Json::Null | Json::Array(_) | Json::Object(_) => None,
    }
}

fn malformed(pointer: &str, member: &'static str, found: &Json) -> JudgeError {
    JudgeError::Change { pointer: pointer.into(), member, found: found.type_name() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    const DIFF: &str = r#"{
        "changed": [
            {"key": "1", "pk_column": "id",
             "before": {"id": 1, "state": "OPEN", "total": 10.0},
             "after": {"id": 1, "state": "DONE", "total": 10.0},
             "diff_fields": {"state": {"before": "OPEN", "after": "DONE"}}}],
        "unchanged": [{"id": 2, "state": "OPEN"}],
        "added": [{"id": 1234567890123456789, "state": "NEW"}],
        "removed": [{"id": 4, "state": "OLD"}],
        "summary": {"pk_column_used": "id"}}"#;

    fn judge(change: &str, diff: &str) -> Seen {
        let changes = Change::list(&parse(&format!("[{change}]")).unwrap()).unwrap();
        changes[0].judge(Raw::from_checked(diff))
    }

    fn check(change: &str, expected: bool, part: &str) {
        let seen = judge(change, DIFF);
        assert_eq!(seen.holds, expected, "{change}: {}", seen.detail);
        assert!(seen.detail.contains(part), "{}", seen.detail);
    }

    #[test]
    fn cells_are_found_in_all_four_lists() {
        check(
            r#"{"key":"1","field":"state","before":"OPEN","after":"DONE"}"#,
            true,
            "\"OPEN\" → \"DONE\"",
        );
        check(r#"{"key":1,"field":"state","before":"OPEN","after":"DONE"}"#, true, "changed row");
        check(r#"{"key":[1],"field":"total","before":10,"after":1e1}"#, true, "");
        check(
            r#"{"key":1,"field":"state","before":"OPEN","after":"OPEN"}"#,
            false,
            "after: expected \"OPEN\", found \"DONE\"",
        );
        check(
            r#"{"key":2,"field":"state","before":"OPEN","after":"DONE"}"#,
            false,
            "unchanged row",
        );
        check(
            r#"{"key":"1234567890123456789","field":"state","before":null,"after":"NEW"}"#,
            true,
            "added row",
        );
        check(r#"{"key":4,"field":"state","before":"OLD","after":null}"#, true, "removed row");
        check(r#"{"key":9,"field":"state","after":"DONE"}"#, false, "no row with the key 9");
        check(r#"{"key":1,"field":"state","after":{"$in":["DONE","GONE"]}}"#, true, "");
    }

    #[test]
    fn several_tables_are_told_apart_by_name() {
        let diff = format!(
            r#"{{"tables":{{"orders":{DIFF},"lines":{{"changed":[{{"key":["1","2"],"pk_column":["a","b"],
            "before":{{}},"after":{{}},"diff_fields":{{"n":{{"before":1,"after":2}}}}}}]}}}}}}"#
        );
        let check = |change: &str, part: &str| {
            let seen = judge(change, &diff);
            assert!(seen.detail.contains(part), "{}", seen.detail);
        };
        check(r#"{"snapshot":"lines","key":[1,"2"],"field":"n","before":1,"after":2}"#, "1 → 2");
        check(r#"{"snapshot":"orders","key":1,"field":"state","after":"DONE"}"#, "→ \"DONE\"");
        check(r#"{"snapshot":"stock","key":1,"field":"n","after":2}"#, "it has orders, lines");
        check(r#"{"key":1,"field":"n","after":2}"#, "which snapshot is meant");
    }

    #[test]
    fn malformed_entries_are_named() {
        let check = |entry: &str, expected: &str| {
            let Err(JudgeError::Change { pointer, .. }) =
                Change::list(&parse(&format!("[{entry}]")).unwrap())
            else {
                panic!("{entry} was accepted")
            };
            assert_eq!(pointer, expected);
        };
        check(r#"{"field":"a","after":1}"#, "/db_changes/0/key");
        check(r#"{"key":{},"field":"a","after":1}"#, "/db_changes/0/key");
        check(r#"{"key":1,"after":1}"#, "/db_changes/0/field");
        check(r#"{"key":1,"field":"a"}"#, "/db_changes/0/after");
        check(r#"{"snapshot":1,"key":1,"field":"a","after":1}"#, "/db_changes/0/snapshot");
    }
}

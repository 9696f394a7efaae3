//! Rows that an agent's own database server delivered, in the shapes that such servers give.

use crate::plan::Look;
use contract::{Json, Object};

/// Names under which a wrapper may hold rows.
const WRAPPERS: [&str; 4] = ["rows", "data", "results", "result"];

/// The rows of each query, in the queries' order; the error says what is missing or wrong.
pub(crate) fn rows(
    document: Json,
    looks: &[Look],
    tc_id: Option<&str>,
) -> Result<Vec<Vec<Object>>, String> {
    let document = match tc_id {
        Some(tc_id) => inside(document, tc_id),
        None => document,
    };
    let mut document = inside(document, "tables");
    if let [only] = looks {
        return rows_of(inside(document, &only.name)).map(|rows| vec![rows]);
    }
    let tables = document.as_object_mut().ok_or("several tables come as an object by name")?;
    let all: Result<Vec<_>, String> = looks
        .iter()
        .map(|look| {
            let rows = tables.shift_remove(&look.name);
            let rows = rows.ok_or_else(|| format!("there are none for `{}`", look.name))?;
            rows_of(rows).map_err(|reason| format!("`{}`: {reason}", look.name))
        })
        .collect();
    match tables.keys().next() {
        Some(stranger) => Err(format!("no snapshot is called `{stranger}`")),
        None => all,
    }
}

/// The member of that name when the document is an object that holds rows under it, else the
/// document itself.
fn inside(mut document: Json, name: &str) -> Json {
    let holds_rows =
        document.get(name).is_some_and(|it| matches!(it, Json::Array(_) | Json::Object(_)));
    match document.as_object_mut() {
        Some(members) if holds_rows => members.shift_remove(name).unwrap_or_default(),
        _ => document,
    }
}

/// An array of objects, a wrapper around one, or a single object as one row.
fn rows_of(value: Json) -> Result<Vec<Object>, String> {
    match value {
        Json::Array(rows) => rows.into_iter().enumerate().map(row).collect(),
        Json::Object(mut members) => {
            let wrapper = WRAPPERS
                .into_iter()
                .find(|name| members.get(*name).is_some_and(|value| value.as_array().is_some()));
            match wrapper.and_then(|name| members.shift_remove(name)) {
                Some(rows) => rows_of(rows),
                None if WRAPPERS.iter().any(|name| members.contains_key(*name)) => {
                    Err("its `rows` are no array".into())
                }
                None => Ok(vec![members]),
            }
        }
        other => Err(format!("{} is no list of rows", other.type_name())),
    }
}

fn row((index, value): (usize, Json)) -> Result<Object, String> {
    match value {
        Json::Object(row) => Ok(row),
        other => Err(format!("row {} is {}, not an object", index + 1, other.type_name())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn check(document: &str, names: &[&str], expected: Result<&str, &str>) {
        let looks: Vec<Look> = names.iter().map(|name| Look::named(name)).collect();
        let found = rows(parse(document).unwrap(), &looks, Some("TC-1")).map(|tables| {
            let rows = |table: Vec<Object>| table.into_iter().map(Json::Object).collect::<Vec<_>>();
            Json::from(tables.into_iter().map(|table| rows(table).into()).collect::<Vec<Json>>())
                .to_string()
        });
        match expected {
            Ok(expected) => assert_eq!(found.as_deref(), Ok(expected), "{document}"),
            Err(part) => assert!(found.unwrap_err().contains(part), "{document}"),
        }
    }

    #[test]
    fn one_table_has_many_shapes() {
        for document in [
            r#"[{"a":0.10}]"#,
            r#"{"rows":[{"a":0.10}]}"#,
            r#"{"data":[{"a":0.10}],"count":1}"#,
            r#"{"result":[{"a":0.10}]}"#,
            r#"{"a":0.10}"#,
            r#"{"TC-1":{"rows":[{"a":0.10}]}}"#,
            r#"{"orders":[{"a":0.10}]}"#,
            r#"{"TC-1":{"tables":{"orders":{"rows":[{"a":0.10}]}}}}"#,
        ] {
            check(document, &["orders"], Ok(r#"[[{"a":0.10}]]"#));
        }
        check(r#"{"rows":[]}"#, &[""], Ok("[[]]"));
        check(r#"{"orders":"OPEN"}"#, &["orders"], Ok(r#"[[{"orders":"OPEN"}]]"#));
    }

    #[test]
    fn several_tables_come_by_name() {
        let names = ["a", "b"];
        check(r#"{"a":[],"b":{"rows":[{"x":1}]}}"#, &names, Ok(r#"[[],[{"x":1}]]"#));
        check(r#"{"TC-1":{"tables":{"b":[],"a":[]}}}"#, &names, Ok("[[],[]]"));
        check(r#"{"a":[]}"#, &names, Err("none for `b`"));
        check(r#"{"a":[],"b":[],"c":[]}"#, &names, Err("called `c`"));
        check("[]", &names, Err("by name"));
    }

    #[test]
    fn what_is_no_list_of_rows_is_told() {
        check("[1]", &["a"], Err("row 1 is a number"));
        check("3", &["a"], Err("a number"));
        check(r#"{"rows":3}"#, &["a"], Err("no array"));
    }
}

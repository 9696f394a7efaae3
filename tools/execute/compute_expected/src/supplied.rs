//! Values that an agent's own database server delivered, by field path.

use crate::Error;
use contract::{Json, Object};
use std::path::{Path, PathBuf};

/// Names under which a wrapper may hold rows.
const WRAPPERS: [&str; 4] = ["rows", "data", "results", "result"];

/// The document that `--rows` names: an object by field path.
#[derive(Debug)]
pub(crate) struct Supplied {
    fields: Object,
    path: PathBuf,
}

impl Supplied {
    /// The paths may stand below the test case's id. `path` is the document's own, for errors.
    pub(crate) fn read(document: Json, path: &Path, tc_id: &str) -> Result<Self, Error> {
        match document {
            Json::Object(mut fields) => match fields.shift_remove(tc_id) {
                Some(inner) => Self::read(inner, path, tc_id),
                None => Ok(Self { fields, path: path.to_owned() }),
            },
            other => Err(Error::BadRows {
                path: path.to_owned(),
                reason: format!("the document is {}", other.type_name()),
            }),
        }
    }

    /// The rows of a field: by its key (`sum(path)`), else by its path. A plain value is one row.
    pub(crate) fn rows(&self, key: &str, path: &str) -> Result<Option<Vec<Object>>, Error> {
        let value = self.fields.get(key).or_else(|| self.fields.get(path));
        let rows = value.map(|value| rows_of(value, path)).transpose();
        rows.map_err(|reason| Error::BadRows { path: self.path.clone(), reason })
    }
}

fn rows_of(value: &Json, path: &str) -> Result<Vec<Object>, String> {
    let row = |value: &Json| {
        value.as_object().cloned().ok_or_else(|| format!("`{path}` has a row that is no object"))
    };
    match value {
        Json::Array(rows) => rows.iter().map(row).collect(),
        Json::Object(members) => {
            match WRAPPERS.into_iter().find_map(|name| members.get(name)?.as_array()) {
                Some(rows) => rows.iter().map(row).collect(),
                None => Ok(vec![members.clone()]),
            }
        }
        scalar => Ok(vec![Object::from_iter([("value".to_owned(), scalar.clone())])]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn check(document: &str, expected: Result<Option<&str>, &str>) {
        let supplied = Supplied::read(parse(document).unwrap(), Path::new("-"), "TC-1").unwrap();
        let found = supplied.rows("sum(a[*].b)", "a[*].b");
        let found = found.map(|rows| {
            rows.map(|rows| {
                Json::from(rows.into_iter().map(Json::Object).collect::<Vec<_>>()).to_string()
            })
        });
        match expected {
            Ok(expected) => assert_eq!(found.unwrap().as_deref(), expected, "{document}"),
            Err(part) => assert!(found.unwrap_err().to_string().contains(part), "{document}"),
        }
    }

    #[test]
    fn rows_come_by_key_or_path_in_many_shapes() {
        let row = Ok(Some(r#"[{"sum":0.10}]"#));
        check(r#"{"a[*].b":{"rows":[{"sum":0.10}]}}"#, row);
        check(r#"{"a[*].b":[{"sum":0.10}]}"#, row);
        check(r#"{"a[*].b":{"sum":0.10}}"#, row);
        check(r#"{"TC-1":{"sum(a[*].b)":[{"sum":0.10}],"a[*].b":[]}}"#, row);
        check(r#"{"a[*].b":0.10}"#, Ok(Some(r#"[{"value":0.10}]"#)));
        check(r#"{"other":1}"#, Ok(None));
        check(r#"{"a[*].b":[1]}"#, Err("no object"));
        assert!(Supplied::read(Json::from(1), Path::new("-"), "TC-1").is_err());
    }
}

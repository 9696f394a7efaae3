//! The file that is judged: which part of it, and whether a verdict may rest on it.

use crate::Error;
use contract::json::{Cursor, Kind, SyntaxError};
use judge::Recorded;
use std::path::Path;

/// What kind of file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// A recorded exchange (`{TC}_stimulus.json`).
    Exchange,
    /// A snapshot, with the member that holds its rows.
    Snapshot(&'static str),
    /// Anything else: judged as a whole.
    Other,
}

/// Members that hold a snapshot's rows, the surest first.
const ROWS: [&str; 5] = ["rows", "tables", "data", "results", "result"];

impl Form {
    /// Looks at the names of the outermost members, no further than needed.
    pub(crate) fn of(text: &str) -> Result<Self, SyntaxError> {
        let mut cursor = Cursor::new(text.as_bytes());
        let mut rows = None;
        if cursor.kind()? != Kind::Object {
            return Ok(Self::Other);
        }
        let mut more = cursor.enter_object()?;
        while more {
            let name = cursor.member_name()?;
            match name {
                b"request" | b"response" => return Ok(Self::Exchange),
                b"rows" => return Ok(Self::Snapshot("rows")),
                b"tables" => return Ok(Self::Snapshot("tables")),
                _ => {
                    let known = ROWS.into_iter().find(|known| known.as_bytes() == name);
                    rows = rows.or(known);
                }
            }
            cursor.skip_value()?;
            more = cursor.next_member()?;
        }
        Ok(rows.map_or(Self::Other, Self::Snapshot))
    }

    /// Where the judged value lies when nobody says.
    pub(crate) fn default_path(self) -> &'static str {
        match self {
            Self::Exchange => "response.body",
            Self::Snapshot(rows) => rows,
            Self::Other => "",
        }
    }

    /// Refuses an exchange that no verdict may rest on.
    pub(crate) fn check(self, recorded: &Recorded, path: &Path, tc_id: &str) -> Result<(), Error> {
        if self != Self::Exchange {
            return Ok(());
        }
        let path = path.to_owned();
        match &recorded.tc_id {
            Some(found) if found != tc_id => {
                let (found, tc_id) = (found.clone(), tc_id.into());
                Err(Error::OtherTc { path, found, tc_id })
            }
            _ if !recorded.response || recorded.status_code.is_none() => {
                Err(Error::NoResponse { path, reason: recorded.error.clone() })
            }
            _ if recorded.truncated => Err(Error::Truncated { path }),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_known_by_their_outermost_members() {
        let check = |text: &str, expected| assert_eq!(Form::of(text).unwrap(), expected, "{text}");
        check(r#"{"tc_id":"TC-1","request":{}}"#, Form::Exchange);
        check(r#"{"success":true,"response":{}}"#, Form::Exchange);
        check(r#"{"rows":[],"row_count":0}"#, Form::Snapshot("rows"));
        check(r#"{"tables":{}}"#, Form::Snapshot("tables"));
        check(r#"{"data":[],"request":{}}"#, Form::Exchange);
        check(r#"{"result":[{}]}"#, Form::Snapshot("result"));
        check(r#"[{"id":1}]"#, Form::Other);
        check(r#"{"id":1}"#, Form::Other);
        check("5", Form::Other);
    }
}

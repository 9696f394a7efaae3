//! One `{TC}.json`: what a summary takes of it, as spans of its text.
//!
//! Answers and checklists go into the summary as they stand, so that nothing of them is decoded.
//! Files of older programs are read, too: a step of the checklist may be any value.

use contract::{
    Status, TcType,
    json::{Cursor, Kind, SyntaxError},
};
use std::borrow::Cow;

/// A result as spans of its text. A missing member is `null`.
#[derive(Debug)]
pub(crate) struct ResultFile<'a> {
    /// What it is.
    pub(crate) tc_type: TcType,
    /// How it ended.
    pub(crate) status: Status,
    /// The seven steps.
    pub(crate) checklist: &'a [u8],
    /// The answer.
    pub(crate) api_response: &'a [u8],
    /// The screenshots.
    pub(crate) screenshots: &'a [u8],
    /// Why it did not pass: a string, or `null`.
    pub(crate) error: &'a [u8],
    /// 1 to 4.
    pub(crate) evidence_level: Option<u8>,
    /// The evidence: a string.
    pub(crate) evidence_text: &'a [u8],
    /// The answer's status code.
    pub(crate) api_status_code: Option<u16>,
    /// Rows that changed, came or went.
    pub(crate) changes: u64,
    /// Fields that changed in them.
    pub(crate) changed_fields: u64,
    /// Kind of side-car and its hash.
    pub(crate) files: Vec<(Cow<'a, str>, Cow<'a, str>)>,
}

/// Why a file is no result.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum NoResult {
    /// Its text is not JSON, or a member is not of its type.
    Syntax(SyntaxError),
    /// It names another test case.
    OtherTc(String),
    /// A member that must be there is not.
    Missing(&'static str),
    /// A member holds a word that is none of those accepted.
    Word(&'static str, String),
}

impl From<SyntaxError> for NoResult {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

const NULL: &[u8] = b"null";

/// Reads a result; `tc_id` is the test case that the file's name says.
pub(crate) fn read<'a>(text: &'a str, tc_id: &str) -> Result<ResultFile<'a>, NoResult> {
    let mut cursor = Cursor::new(text.as_bytes());
    let mut found: Option<Cow<'_, str>> = None;
    let mut status = None;
    let mut file = ResultFile {
        tc_type: TcType::Active,
        status: Status::Incomplete,
        checklist: NULL,
        api_response: NULL,
        screenshots: NULL,
        error: NULL,
        evidence_level: None,
        evidence_text: b"\"\"",
        api_status_code: None,
        changes: 0,
        changed_fields: 0,
        files: Vec::new(),
    };
    let mut more = cursor.enter_object()?;
    while more {
        let name = cursor.member_name()?;
        let kind = cursor.kind()?;
        match (name, kind) {
            (b"tc_id", Kind::String) => found = Some(cursor.string()?),
            (b"status", Kind::String) => {
                let word = cursor.string()?;
                let known = Status::parse(&word);
                status = Some(known.ok_or_else(|| NoResult::Word("status", word.into_owned()))?);
            }
            (b"tc_type", Kind::String) => file.tc_type = tc_type(&cursor.string()?)?,
            (b"checklist", _) => file.checklist = cursor.value()?,
            (b"api_response", _) => file.take_response(&mut cursor)?,
            (b"screenshots", _) => file.screenshots = cursor.value()?,
            (b"error", Kind::String | Kind::Null) => file.error = cursor.value()?,
            (b"evidence", Kind::Object) => file.take_evidence(&mut cursor)?,
            (b"evidence", Kind::String) => file.evidence_text = cursor.value()?,
            (b"db_changes", Kind::Array) => file.take_changes(&mut cursor)?,
            (b"files", Kind::Object) => file.take_files(&mut cursor)?,
            _ => cursor.skip_value()?,
        }
        more = cursor.next_member()?;
    }
    cursor.end()?;
    match found {
        None => return Err(NoResult::Missing("tc_id")),
        Some(found) if found != tc_id => return Err(NoResult::OtherTc(found.into_owned())),
        Some(_) => {}
    }
    file.status = status.ok_or(NoResult::Missing("status"))?;
    Ok(file)
}

fn tc_type(word: &str) -> Result<TcType, NoResult> {
    match word {
        "ACTIVE" => Ok(TcType::Active),
        "OBSERVATION" => Ok(TcType::Observation),
        _ => Err(NoResult::Word("tc_type", word.into())),
    }
}

impl<'a> ResultFile<'a> {
    fn take_response(&mut self, cursor: &mut Cursor<'a>) -> Result<(), SyntaxError> {
        let start = cursor.offset();
        if cursor.kind()? == Kind::Object {
            members(cursor, |name, cursor| match (name, cursor.kind()?) {
                (b"status_code", Kind::Number) => {
                    self.api_status_code = number(cursor.number()?);
                    Ok(())
                }
                _ => cursor.skip_value(),
            })?;
        } else {
            cursor.skip_value()?;
        }
        self.api_response = &cursor.text()[start..cursor.offset()];
        Ok(())
    }

    fn take_evidence(&mut self, cursor: &mut Cursor<'a>) -> Result<(), SyntaxError> {
        members(cursor, |name, cursor| match (name, cursor.kind()?) {
            (b"level", Kind::Number) => {
                self.evidence_level =
                    number(cursor.number()?).filter(|level| (1..=4).contains(level));
                Ok(())
            }
            (b"text", Kind::String) => {
                self.evidence_text = cursor.value()?;
                Ok(())
            }
            _ => cursor.skip_value(),
        })
    }

    fn take_changes(&mut self, cursor: &mut Cursor<'a>) -> Result<(), SyntaxError> {
        let mut more = cursor.enter_array()?;
        while more {
            self.changes += 1;
            if cursor.kind()? == Kind::Object {
                members(cursor, |name, cursor| match (name, cursor.kind()?) {
                    (b"diff_fields", Kind::Object) => members(cursor, |_, cursor| {
                        self.changed_fields += 1;
                        cursor.skip_value()
                    }),
                    _ => cursor.skip_value(),
                })?;
            } else {
                cursor.skip_value()?;
            }
            more = cursor.next_element()?;
        }
        Ok(())
    }

    fn take_files(&mut self, cursor: &mut Cursor<'a>) -> Result<(), SyntaxError> {
        let mut more = cursor.enter_object()?;
        while more {
            cursor.skip_space();
            let kind = cursor.string()?;
            cursor.skip_space();
            cursor.expect(b':', "expected `:` after a member's name")?;
            cursor.skip_space();
            self.files.push((kind, cursor.string()?));
            more = cursor.next_member()?;
        }
        Ok(())
    }
}

/// Goes over the members of an object; `take` moves behind each value.
fn members<'a>(
    cursor: &mut Cursor<'a>,
    mut take: impl FnMut(&'a [u8], &mut Cursor<'a>) -> Result<(), SyntaxError>,
) -> Result<(), SyntaxError> {
    let mut more = cursor.enter_object()?;
    while more {
        let name = cursor.member_name()?;
        take(name, cursor)?;
        more = cursor.next_member()?;
    }
    Ok(())
}

fn number<T: std::str::FromStr>(text: &[u8]) -> Option<T> {
    std::str::from_utf8(text).ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_result_is_read_without_being_decoded() {
        let text = r#"{"tc_id":"TC-1","tc_type":"OBSERVATION","status":"FAIL",
            "checklist":{"data":{"id":1.0}},"api_response":{"body":[1e400],"status_code":409},
            "db_changes":[{"diff_fields":{"a":{},"b":1}},{"x":1},7],"screenshots":["s.png"],
            "evidence":{"level":3,"text":"\uac00"},"error":"나","files":{"stimulus":"ab"}}"#;
        let file = read(text, "TC-1").unwrap();
        assert_eq!((file.tc_type, file.status), (TcType::Observation, Status::Fail));
        assert_eq!(file.checklist, br#"{"data":{"id":1.0}}"#);
        assert_eq!(file.api_response, br#"{"body":[1e400],"status_code":409}"#);
        assert_eq!((file.changes, file.changed_fields), (3, 2));
        assert_eq!((file.api_status_code, file.evidence_level), (Some(409), Some(3)));
        assert_eq!(file.evidence_text, br#""\uac00""#);
        assert_eq!(file.error, r#""나""#.as_bytes());
        assert_eq!(file.files, [("stimulus".into(), "ab".into())]);
    }

    #[test]
    fn what_is_missing_is_null() {
        let file = read(r#"{"tc_id":"TC-1","status":"N/T","evidence":null,"error":null}"#, "TC-1");
        let file = file.unwrap();
        assert_eq!((file.api_response, file.error, file.evidence_text), (NULL, NULL, &b"\"\""[..]));
        assert_eq!((file.evidence_level, file.changes), (None, 0));
    }

    #[test]
    fn what_is_no_result_says_why() {
        let check = |text: &str, expected: NoResult| {
            assert_eq!(read(text, "TC-1").unwrap_err(), expected, "{text}");
        };
        check(r#"{"status":"PASS"}"#, NoResult::Missing("tc_id"));
        check(r#"{"tc_id":"TC-1"}"#, NoResult::Missing("status"));
        check(r#"{"tc_id":"TC-2","status":"PASS"}"#, NoResult::OtherTc("TC-2".into()));
        check(r#"{"tc_id":"TC-1","status":"pass"}"#, NoResult::Word("status", "pass".into()));
        for text in ["", "[]", "{", r#"{"tc_id":"TC-1","status":"PASS"} x"#] {
            assert!(matches!(read(text, "TC-1"), Err(NoResult::Syntax(_))), "{text}");
        }
    }
}

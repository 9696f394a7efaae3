//! What is wrong with a data mapping: JSON, types, required members, counts, doubled names, secrets.
//!
//! Whoever writes a mapping can ask before, whoever reads one can ask first. It is one walk over the
//! text, without a tree; places are worked out only for what is wrong.

use super::walk::Walk;
use crate::json::{Cursor, SyntaxError, decode};
use std::borrow::Cow;

/// A mapping that is JSON, and what was found in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked<'a> {
    /// What contradicts the contract, in the order of the text.
    pub flaws: Vec<Flaw>,
    /// What may be right, and should be looked at, in the order of the text.
    pub doubts: Vec<Flaw>,
    /// The test cases that have an entry, each once.
    pub tc_ids: Vec<Cow<'a, str>>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The test case whose entry it is in.
    pub tc_id: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// The place as a JSON pointer; empty for the whole document.
    pub pointer: String,
    /// What is wrong there.
    pub what: String,
    /// What mends it.
    pub mend: String,
}

/// Checks a whole mapping. An error means that it is not JSON, and that nothing else was looked at.
pub fn check(text: &str) -> Result<Checked<'_>, SyntaxError> {
    Walk::new(text).run()
}

/// The entries as they stand, each with its test case; a doubled name comes twice. Of them only the
/// syntax is looked at.
pub fn entries(text: &str) -> Result<Vec<(Cow<'_, str>, &str)>, SyntaxError> {
    let mut cursor = Cursor::new(text.as_bytes());
    let mut entries = Vec::new();
    each_member(&mut cursor, |cursor, name| {
        if decode(name).is_none_or(|name| name != "mappings") {
            return cursor.skip_value();
        }
        each_member(cursor, |cursor, name| {
            cursor.skip_space();
            let start = cursor.offset();
            cursor.skip_value()?;
            entries.push((decode(name).unwrap_or_default(), &text[start..cursor.offset()]));
            Ok(())
        })
    })?;
    cursor.end()?;
    Ok(entries)
}

/// Hands each member of the object at the cursor to `see`, which moves behind its value.
fn each_member<'a>(
    cursor: &mut Cursor<'a>,
    mut see: impl FnMut(&mut Cursor<'a>, &'a [u8]) -> Result<(), SyntaxError>,
) -> Result<(), SyntaxError> {
    let mut more = cursor.enter_object()?;
    while more {
        let name = cursor.member_name()?;
        see(cursor, name)?;
        more = cursor.next_member()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mapping::Mapping;
    use proptest::prelude::*;

    /// The flaws of a mapping with these entries and this summary, as `line pointer: what`.
    fn flaws(text: &str) -> Vec<String> {
        let checked = check(text).unwrap();
        checked.flaws.iter().map(|it| format!("{} {}: {}", it.line, it.pointer, it.what)).collect()
    }

    fn check_flaws(text: &str, expected: &[&str]) {
        assert_eq!(flaws(text), expected, "{text}");
    }

    /// A mapping with one entry.
    fn with_entry(entry: &str) -> String {
        format!(r#"{{"sheet_version":"v1","created_at":"x","mappings":{{"TC-1":{entry}}}}}"#)
    }

    fn check_entry(entry: &str, expected: &[&str]) {
        check_flaws(&with_entry(entry), expected);
    }

    const CHECKED: &str =
        r#""behavioral_check":{"verdict":"PASS","method":"SQL","conditions":["state = 'PAID'"]}"#;

    #[test]
    fn broken_json_is_one_error_with_its_place() {
        let text = "{\n  \"mappings\": {\n    \"TC-1\": {\"status\" \"MAPPED\"}\n  }\n}";
        let error = check(text).unwrap_err();
        assert_eq!(error.line_column(text.as_bytes()), (3, 23));
        assert_eq!(error.message, "expected `:` after a member's name");
        assert!(check("").is_err() && check("{} {}").is_err());
        assert!(check(&"[".repeat(100_000)).is_err());
        let deep = with_entry(&format!(r#"{{"x":{}1{}}}"#, "[".repeat(600), "]".repeat(600)));
        assert_eq!(check(&deep).unwrap_err().message, "nested more than 512 levels deep");
    }

    #[test]
    fn the_document_has_its_members() {
        check_flaws("[1]", &["1 : it is not an object"]);
        check_flaws(
            "{}",
            &[
                "1 /sheet_version: it is required and not there",
                "1 /created_at: it is required and not there",
                "1 /mappings: it is required and not there",
            ],
        );
        check_flaws(
            "{\"sheet_version\":\" \",\n\"created_at\":null,\"mappings\":\n[],\"completed_at\":7,\
             \"ticket\":false,\"summary\":\"x\"}",
            &[
                "1 /sheet_version: it is required and not there",
                "1 /created_at: it is required and not there",
                "3 /mappings: it is an array, and an object is accepted",
                "3 /completed_at: it is a number, and a string is accepted",
                "3 /ticket: it is a boolean, and a string is accepted",
                "3 /summary: it is a string, and an object is accepted",
            ],
        );
        check_flaws(
            r#"{"sheet_version":"v1","created_at":"x","completed_at":null,"mappings":{},"ours":[1]}"#,
            &[],
        );
    }

    #[test]
    fn a_status_asks_for_its_members() {
        check_entry(&format!(r#"{{"status":"MAPPED",{CHECKED}}}"#), &[]);
        check_entry(
            r#"{"status":"MAPPED"}"#,
            &["1 /mappings/TC-1/behavioral_check: MAPPED needs it"],
        );
        check_entry(
            r#"{"status":"MAPPED","behavioral_check":{"verdict":" ","conditions":null}}"#,
            &[
                "1 /mappings/TC-1/behavioral_check/verdict: MAPPED needs it",
                "1 /mappings/TC-1/behavioral_check/method: MAPPED needs it",
                "1 /mappings/TC-1/behavioral_check/conditions: MAPPED needs it",
            ],
        );
        for (status, member) in [
            ("NOT_FOUND", "reason"),
            ("SKIPPED", "reason"),
            ("BLOCKED", "reason"),
            ("PROVISIONING_NEEDED", "provision_target"),
        ] {
            let found = format!(r#"{{"status":"{status}","{member}":"주문 없음"}}"#);
            check_entry(&found, &[]);
            let missing = format!("1 /mappings/TC-1/{member}: {status} needs it");
            check_entry(&format!(r#"{{"status":"{status}"}}"#), &[&missing]);
            check_entry(&format!(r#"{{"status":"{status}","{member}":"  "}}"#), &[&missing]);
        }
        check_entry(r#"{"status":"PROVISIONED","data":{},"provisioned_at":"x"}"#, &[]);
        check_entry(r#"{"status":"PROVISIONED","provisioned_data":{},"provisioned_at":"x"}"#, &[]);
        check_entry(
            r#"{"status":"PROVISIONED"}"#,
            &[
                "1 /mappings/TC-1/data: PROVISIONED needs it",
                "1 /mappings/TC-1/provisioned_at: PROVISIONED needs it",
            ],
        );
        check_entry(r#"{"status":"BEHAVIORAL_MISMATCH","expected":"PAID","actual":null}"#, &[]);
        check_entry(
            r#"{"status":"BEHAVIORAL_MISMATCH","expected":"PAID"}"#,
            &["1 /mappings/TC-1/actual: BEHAVIORAL_MISMATCH needs it"],
        );
        check_entry(r#"{"status":"CAPTURE_PLANNED"}"#, &[]);
    }

    #[test]
    fn a_status_is_one_of_the_contract() {
        check_entry("{}", &["1 /mappings/TC-1/status: it is required and not there"]);
        check_entry(r#"{"status":"mapped"}"#, &["1 /mappings/TC-1/status: `mapped` is no status"]);
        check_entry("7", &["1 /mappings/TC-1: it is a number, and an object is accepted"]);
        check_entry(r#"{"\u0073tatus":"CAPTURE\u005fPLANNED"}"#, &[]);
    }

    #[test]
    fn members_have_the_types_of_the_contract() {
        check_entry(
            r#"{"status":"NOT_FOUND","reason":["x"],"data":"y","behavioral_check":[],"suggestion":1}"#,
            &[
                "1 /mappings/TC-1/reason: it is an array, and a string is accepted",
                "1 /mappings/TC-1/data: it is a string, and an object is accepted",
                "1 /mappings/TC-1/behavioral_check: it is an array, and an object is accepted",
                "1 /mappings/TC-1/suggestion: it is a number, and a string is accepted",
            ],
        );
        check_entry(
            r#"{"status":"MAPPED","behavioral_check":{"verdict":true,"method":"x","conditions":[7,"a",{"field":1,"expected":{},"actual":null}]}}"#,
            &[
                "1 /mappings/TC-1/behavioral_check/verdict: it is a boolean, and a string is accepted",
                "1 /mappings/TC-1/behavioral_check/conditions/0: it is a number, and a string or an object is accepted",
                "1 /mappings/TC-1/behavioral_check/conditions/2/field: it is a number, and a string is accepted",
            ],
        );
    }

    #[test]
    fn names_stand_once() {
        let entry = r#"{"status":"CAPTURE_PLANNED"}"#;
        check_entry(
            &format!(r#"{entry},"TC-2":{entry},"TC-1":{entry}"#),
            &["1 /mappings/TC-1: the test case has an entry already"],
        );
        check_entry(
            r#"{"status":"BLOCKED","reason":"x","status":"CAPTURE_PLANNED"}"#,
            &["1 /mappings/TC-1/status: the name stands here twice"],
        );
        check_entry(
            &format!(r#"{entry},"TC_2":{entry},"주문/취소":{entry}"#),
            &[
                "1 /mappings/TC_2: `TC_2` is not the id of a test case",
                "1 /mappings/주문~1취소: `주문/취소` is not the id of a test case",
            ],
        );
    }

    #[test]
    fn the_summary_counts_the_entries() {
        let text = |summary: &str| {
            format!(
                "{{\"summary\":{summary},\"sheet_version\":\"v1\",\"created_at\":\"x\",\"mappings\":{{\
                 \"TC-1\":{{\"status\":\"CAPTURE_PLANNED\"}},\"TC-2\":{{\"status\":\"NOT_FOUND\",\"reason\":\"x\"}},\
                 \"TC-3\":{{\"status\":\"NOT_FOUND\",\"reason\":\"x\"}}}}}}"
            )
        };
        check_flaws(&text(r#"{"total_tcs":3,"not_found":2,"capture_planned":1,"mapped":0}"#), &[]);
        check_flaws(&text(r#"{"total_tcs":3,"coverage":"33%"}"#), &[]);
        check_flaws(
            &text(r#"{"total_tcs":4,"not_found":1,"mapped":1}"#),
            &[
                "1 /summary/total_tcs: it says 4, and there are 3",
                "1 /summary/not_found: it says 1, and there are 2",
                "1 /summary/mapped: it says 1, and there are 0",
            ],
        );
        check_flaws(
            &text(
                r#"{"total_tcs":"3","mapped":-1,"not_found":2.0,"skipped":99999999999999999999999}"#,
            ),
            &[
                "1 /summary/total_tcs: it is a string, and a count is accepted",
                "1 /summary/mapped: it is a number, and a count is accepted",
                "1 /summary/not_found: it is a number, and a count is accepted",
                "1 /summary/skipped: it says 99999999999999999999999, and there are 0",
            ],
        );
    }

    #[test]
    fn secrets_are_found_by_name_and_by_shape() {
        let holds = |what: &str| format!("1 /mappings/TC-1/{what}");
        check_entry(
            r#"{"status":"CAPTURE_PLANNED","data":{"login":{"user_password":"hunter2"},"tokens":[{"token":"a81f9c0d"}]}}"#,
            &[
                &holds("data/login/user_password: it looks like a password"),
                &holds("data/tokens/0/token: it looks like a token"),
            ],
        );
        check_entry(
            r#"{"status":"CAPTURE_PLANNED","reason":"Bearer 0123456789abcdef","data":{"url":["postgres://qa:pw1@db/x"]},"pw":1234}"#,
            &[
                &holds("reason: it holds a bearer token"),
                &holds("data/url/0: it holds a URL with a password"),
                &holds("pw: it looks like a password"),
            ],
        );
        check_entry(
            r#"{"status":"CAPTURE_PLANNED","data":{"password_reset_state":"NONE","token_count":3,"password":null,"token":{"state":"x"}}}"#,
            &[],
        );
    }

    #[test]
    fn what_may_be_right_is_a_doubt() {
        let doubts = |entry: &str| -> Vec<String> {
            let text = with_entry(entry);
            let checked = check(&text).unwrap();
            assert_eq!(checked.flaws, []);
            checked.doubts.iter().map(|it| format!("{}: {}", it.pointer, it.what)).collect()
        };
        let entry =
            |check: &str| format!(r#"{{"status":"MAPPED","behavioral_check":{{{check}}}}}"#);
        let place = "/mappings/TC-1/behavioral_check";
        assert_eq!(
            doubts(&entry(r#""verdict":"FAIL","method":"x","conditions":["a"]"#)),
            [format!("{place}: MAPPED with verdict FAIL")]
        );
        assert_eq!(
            doubts(&entry(r#""verdict":"PASS","method":"x","conditions":[]"#)),
            [format!("{place}: PASS without a condition")]
        );
        assert_eq!(
            doubts(&entry(
                r#""verdict":"PASS","method":"x","conditions":[{"field":"a","result":"FAIL"}]"#
            )),
            [format!("{place}: PASS with a condition that is FAIL")]
        );
        assert!(doubts(&format!(r#"{{"status":"MAPPED",{CHECKED}}}"#)).is_empty());
    }

    #[test]
    fn lines_are_those_of_the_text() {
        let text = "{\n\"sheet_version\": \"v1\", \"created_at\": \"x\",\n\"mappings\": {\n\
                    \"TC-1\": {\"status\": \"CAPTURE_PLANNED\"},\r\n\n\"TC-2\":\n {\"status\": \"X\"}}}";
        let checked = check(text).unwrap();
        assert_eq!((checked.flaws[0].line, checked.flaws[0].tc_id.as_deref()), (7, Some("TC-2")));
        assert_eq!(checked.tc_ids, ["TC-1", "TC-2"]);
    }

    #[test]
    fn entries_are_found_as_they_stand() {
        let text =
            r#"{"summary":{"TC-1":5},"mappings":{"TC-10":1,"TC-1": {"a":[1]} ,"\u0054C-1":2}}"#;
        let found = entries(text).unwrap();
        let found: Vec<_> = found.iter().map(|(tc_id, text)| (tc_id.as_ref(), *text)).collect();
        assert_eq!(found, [("TC-10", "1"), ("TC-1", r#"{"a":[1]}"#), ("TC-1", "2")]);
        assert!(entries("{}").unwrap().is_empty());
        for text in [r#"{"mappings":[]}"#, r#"{"mappings":{}"#, r#"{"mappings":null}"#, "[]"] {
            assert!(entries(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_has_no_flaws_can_be_read(at in 0usize..220, put in "[\\[\\]{}\":,0e\\\\ 가]{0,3}", cut in 0usize..4) {
            let entry = format!(r#"{{"status":"MAPPED","data":{{"주문":[1,{{}}]}},{CHECKED}}}"#);
            let mut text = with_entry(&entry);
            let boundary = |at: usize| (at..text.len()).find(|at| text.is_char_boundary(*at));
            let start = boundary(at).unwrap_or(text.len());
            let end = boundary(start + cut).unwrap_or(text.len());
            text.replace_range(start..end, &put);
            let mut cursor = Cursor::new(text.as_bytes());
            let is_json = cursor.skip_value().and_then(|()| cursor.end()).is_ok();
            prop_assert_eq!(check(&text).is_ok(), is_json, "{}", text);
            if let Ok(checked) = check(&text) {
                let is_read = crate::typed::from_str::<Mapping>(&text).is_ok();
                prop_assert!(is_read || !checked.flaws.is_empty(), "{}", text);
                for flaw in checked.flaws.iter().chain(&checked.doubts) {
                    prop_assert!(flaw.line == 1 && !flaw.what.is_empty() && !flaw.mend.is_empty());
                }
            }
        }
    }
}

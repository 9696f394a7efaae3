//! A verdict file: what was checked, and what came of it.

use crate::excerpt::short;
use contract::{Status, result::CheckpointResult};
use serde::Deserialize;
use serde_json::value::RawValue;
use store::Source;

/// Characters of a value that a line shows.
const VALUE: usize = 40;

/// What a result needs of a verdict.
#[derive(Clone, Debug, Default)]
pub(crate) struct Judgement {
    /// PASS or FAIL; `None` when nothing was checked.
    pub(crate) verdict: Option<Status>,
    /// The checks that were made, in order.
    pub(crate) checks: Vec<Check>,
    /// Checks that could not be made.
    pub(crate) skipped: usize,
    /// When.
    pub(crate) at: Option<String>,
    /// Hash of the file that was judged.
    pub actual_sha256: Option<String>,
    /// Results of segments, where a sequence of calls made them.
    pub(crate) checkpoints: Vec<CheckpointResult>,
    /// Results of a sequence of calls.
    pub(crate) sequence: Vec<contract::Json>,
}

/// One check that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Check {
    /// The key of the expectation.
    pub(crate) field: String,
    /// What was expected, for a line.
    pub(crate) expected: String,
    /// What was found, for a line.
    pub(crate) actual: String,
    /// Whether it held.
    pub(crate) held: bool,
}

impl Judgement {
    /// The checks that did not hold.
    pub(crate) fn failed(&self) -> impl Iterator<Item = &Check> {
        self.checks.iter().filter(|check| !check.held)
    }
}

#[derive(Deserialize)]
struct View<'a> {
    #[serde(default)]
    tc_id: Option<String>,
    #[serde(default)]
    timestamp: Option<String>,
    #[serde(borrow, default)]
    checks: Option<Vec<CheckView<'a>>>,
    #[serde(default)]
    verdict: Option<String>,
    #[serde(default)]
    actual_sha256: Option<String>,
    #[serde(default)]
    checkpoints: Option<Vec<CheckpointResult>>,
    #[serde(default)]
    mobile_api_results: Option<Vec<contract::Json>>,
}

#[derive(Deserialize)]
struct CheckView<'a> {
    #[serde(default)]
    field: Option<String>,
    #[serde(borrow, default)]
    expected: Option<&'a RawValue>,
    #[serde(borrow, default)]
    actual: Option<&'a RawValue>,
    #[serde(default)]
    result: Option<String>,
}

/// Reads a verdict file; gives the test case that it names, too.
pub(crate) fn read(source: &Source) -> Result<(Option<String>, Judgement), store::Error> {
    let view: View<'_> = source.view()?;
    let mut judgement = Judgement {
        at: view.timestamp,
        actual_sha256: view.actual_sha256,
        checkpoints: view.checkpoints.unwrap_or_default(),
        sequence: view.mobile_api_results.unwrap_or_default(),
        ..Judgement::default()
    };
    for check in view.checks.unwrap_or_default() {
        let held = match check.result.as_deref() {
            Some("PASS") => true,
            Some("SKIPPED") => {
                judgement.skipped += 1;
                continue;
            }
            _ => false,
        };
        judgement.checks.push(Check {
            field: check.field.unwrap_or_default(),
            expected: shown(check.expected),
            actual: shown(check.actual),
            held,
        });
    }
    judgement.verdict = verdict(view.verdict.as_deref(), &judgement);
    Ok((view.tc_id, judgement))
}

/// The word of the file, unless its own checks say worse or there are none.
fn verdict(word: Option<&str>, judgement: &Judgement) -> Option<Status> {
    let word = word.and_then(Status::parse);
    match word {
        Some(Status::Fail) => Some(Status::Fail),
        _ if judgement.failed().next().is_some() => Some(Status::Fail),
        Some(Status::Pass) if !judgement.checks.is_empty() => Some(Status::Pass),
        _ => None,
    }
}

/// A cell of the database as a check of `db_changes` names it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cell<'a> {
    #[serde(borrow)]
    before: &'a RawValue,
    #[serde(borrow)]
    after: &'a RawValue,
}

/// A value in words: a cell before and after as `18 → 20`, a text bare, all else as it is written.
fn shown(raw: Option<&RawValue>) -> String {
    let text = raw.map_or("null", RawValue::get);
    if let Ok(Cell { before, after }) = serde_json::from_str(text) {
        return format!("{} → {}", shown(Some(before)), shown(Some(after)));
    }
    let bare = serde_json::from_str::<String>(text);
    short(bare.as_deref().unwrap_or(text), VALUE)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<Status>) {
        let source = Source::from_bytes("v.json", text.as_bytes().to_vec());
        assert_eq!(read(&source).unwrap().1.verdict, expected, "{text}");
    }

    #[test]
    fn a_verdict_rests_on_its_checks() {
        let pass = r#"{"field":"a","result":"PASS"}"#;
        let fail = r#"{"field":"b","result":"FAIL"}"#;
        let skipped = r#"{"field":"c","result":"SKIPPED"}"#;
        check(&format!(r#"{{"checks":[{pass}],"verdict":"PASS"}}"#), Some(Status::Pass));
        check(&format!(r#"{{"checks":[{pass},{fail}],"verdict":"PASS"}}"#), Some(Status::Fail));
        check(&format!(r#"{{"checks":[{fail}]}}"#), Some(Status::Fail));
        check(&format!(r#"{{"checks":[{skipped}],"verdict":"PASS"}}"#), None);
        check(r#"{"checks":[],"verdict":"PASS"}"#, None);
        check(r#"{"verdict":"FAIL"}"#, Some(Status::Fail));
        check(&format!(r#"{{"checks":[{pass}],"verdict":"N/T"}}"#), None);
    }

    #[test]
    fn values_are_shown_as_they_are_written() {
        let text = r#"{"checks":[{"field":"p","expected":0.10,"actual":"가","result":"FAIL"}]}"#;
        let source = Source::from_bytes("v.json", text.as_bytes().to_vec());
        let judgement = read(&source).unwrap().1;
        let check = judgement.failed().next().unwrap();
        assert_eq!((check.expected.as_str(), check.actual.as_str()), ("0.10", "가"));
        let cell = RawValue::from_string(r#"{ "before": 18, "after": null }"#.into()).unwrap();
        assert_eq!(shown(Some(&cell)), "18 → null");
    }
}

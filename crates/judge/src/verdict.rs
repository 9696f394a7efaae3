//! Judges a document: one walk, then every check by what was collected.

use crate::{
    JudgeError,
    document::Document,
    finding::{self, Finding},
    plan::{Plan, Source},
    raw::Raw,
    walk::{Collected, Facts, Stop, collect},
    wish::Slot,
};
use contract::{
    Json, Status,
    json::{Kind, SyntaxError},
    verdict::{Check, CheckResult},
};

/// What came out.
#[derive(Debug)]
pub struct Judgement {
    /// The checks in the order of the expectation.
    pub checks: Vec<Check>,
    /// What the document says of itself.
    pub recorded: Recorded,
}

/// What a document says of itself (`{TC}_stimulus.json`); all absent in a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recorded {
    /// `tc_id`
    pub tc_id: Option<String>,
    /// True when there is a `response` that is not null.
    pub response: bool,
    /// `response.status_code`, when it is not null.
    pub status_code: Option<Json>,
    /// `response.error`
    pub error: Option<String>,
    /// `response.body_truncated`
    pub truncated: bool,
}

impl Judgement {
    /// How many checks came out so.
    pub fn count(&self, result: CheckResult) -> u64 {
        self.checks.iter().filter(|check| check.result == result).count() as u64
    }

    /// PASS when nothing failed and at least one check held.
    pub fn status(&self) -> Status {
        let failed = self.count(CheckResult::Fail) > 0;
        if !failed && self.count(CheckResult::Pass) > 0 { Status::Pass } else { Status::Fail }
    }
}

impl Plan {
    /// Judges a document, given as its text, and the diff for `db_changes`.
    ///
    /// Fails when one of the two is not JSON, or when `db_changes` are expected without a diff.
    pub fn judge(&self, document: &str, diff: Option<&str>) -> Result<Judgement, JudgeError> {
        match collect(document, &self.wishes, self) {
            Ok(facts) => self.judge_facts(&facts, diff),
            Err(Stop::Syntax(error)) => Err(JudgeError::Document(error)),
            Err(Stop::Repeated) => {
                // In the text of the tree only the last of two members with one name is left.
                let tree = contract::json::parse(document).map_err(JudgeError::Document)?;
                let once = tree.to_string();
                drop(tree);
                let facts = collect(&once, &self.wishes, self).map_err(|stop| match stop {
                    Stop::Syntax(error) => JudgeError::Document(error),
                    Stop::Repeated => JudgeError::Document(SyntaxError {
                        offset: 0,
                        message: "a member's name stands twice",
                    }),
                })?;
                self.judge_facts(&facts, diff)
            }
        }
    }

    fn judge_facts(&self, facts: &Facts<'_>, diff: Option<&str>) -> Result<Judgement, JudgeError> {
        let document = Document::new(self, facts);
        let diff = diff.map(checked).transpose().map_err(JudgeError::Diff)?;
        let mut checks = Vec::with_capacity(self.checks.len());
        for planned in &self.checks {
            let found = match &planned.source {
                Source::Change(change) => {
                    let seen = change.judge(diff.ok_or(JudgeError::NoDiff)?);
                    Finding { actual: seen.actual, holds: seen.holds, detail: seen.detail }
                }
                Source::Status => finding::status(&planned.expectation, &document),
                Source::Body(lookup) => finding::look(planned, lookup, &document),
            };
            checks.push(Check {
                field: planned.key.clone(),
                expected: planned.expected.clone(),
                actual: found.actual,
                result: if found.holds { CheckResult::Pass } else { CheckResult::Fail },
                detail: found.detail,
            });
        }
        Ok(Judgement { checks, recorded: self.recorded(facts) })
    }

    fn recorded(&self, facts: &Facts<'_>) -> Recorded {
        let value = |slot: Slot| match &facts.collected[slot] {
            Collected::Value(Some((raw, _))) if raw.kind() != Kind::Null => Some(*raw),
            _ => None,
        };
        let text = |slot| value(slot).map(|raw: Raw<'_>| raw.to_json().to_plain_text());
        let about = &self.about;
        Recorded {
            tc_id: text(about.tc_id),
            response: value(about.response).is_some(),
            status_code: value(about.status_code).map(Raw::to_json),
            error: text(about.error),
            truncated: value(about.truncated).is_some_and(|raw| raw.text() == "true"),
        }
    }
}

/// Checks that a text is one JSON value.
fn checked(text: &str) -> Result<Raw<'_>, SyntaxError> {
    let mut cursor = contract::json::Cursor::new(text.as_bytes());
    cursor.skip_value()?;
    let end = cursor.offset();
    cursor.end()?;
    Ok(Raw::from_checked(text[..end].trim()))
}

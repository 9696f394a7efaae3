//! What a document violates, and what that means for a write or an edit.

use crate::{Call, Change, Decision, Failure};
use std::{collections::HashMap, fmt::Write};

/// Objections whose sentences are written out; of those beyond, the subjects are named.
const WRITTEN_OUT: usize = 200;

/// One thing that stands against a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Objection {
    /// What it is about, such as a test case; `None` for the document.
    pub subject: Option<String>,
    /// The line that it is about, from 1.
    pub line: Option<usize>,
    /// What is missing or wrong.
    pub what: String,
    /// What mends it: a command, or an act.
    pub mend: String,
}

impl Objection {
    /// What makes it the same objection before and after an edit, which moves lines.
    fn identity(&self) -> (Option<&str>, &str) {
        (self.subject.as_deref(), &self.what)
    }
}

/// All that can be said of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What must be mended before it can stand.
    pub objections: Vec<Objection>,
    /// What its writer should know.
    pub warnings: Vec<String>,
}

/// Decides on a change by what `judge` finds in the document: refused with all objections; a part
/// that adds none to those that were there before goes through with a reminder, so that a broken
/// document can be mended step by step.
pub fn weigh(
    call: &Call<'_>,
    change: &Change<'_>,
    judge: impl Fn(&str) -> Result<Findings, Failure>,
) -> Result<Decision, Failure> {
    let after = judge(change.after())?;
    if after.objections.is_empty() {
        return Ok(context(call, change, "goes through; mind this", &after));
    }
    if change.is_fragment()
        && let Some(before) = change.before()?
        && adds_nothing(&judge(before)?.objections, &after.objections)
    {
        return Ok(context(call, change, "goes through, but this stays to be mended", &after));
    }
    Ok(Decision::Deny(text(call, change, "is refused", &after)))
}

fn context(call: &Call<'_>, change: &Change<'_>, verdict: &str, findings: &Findings) -> Decision {
    if findings.objections.is_empty() && findings.warnings.is_empty() {
        return Decision::Silent;
    }
    Decision::Context(text(call, change, verdict, findings))
}

/// Whether each objection of `after` was there before, as often.
fn adds_nothing(before: &[Objection], after: &[Objection]) -> bool {
    let mut known: HashMap<_, usize> = HashMap::new();
    for objection in before {
        *known.entry(objection.identity()).or_default() += 1;
    }
    after.iter().all(|objection| match known.get_mut(&objection.identity()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            true
        }
        _ => false,
    })
}

fn text(call: &Call<'_>, change: &Change<'_>, verdict: &str, findings: &Findings) -> String {
    let Findings { objections, warnings } = findings;
    let (hook, name) = (call.hook().name, change.target().name());
    let mut text = format!("{hook}: {name} {verdict}");
    if !objections.is_empty() {
        let _ = write!(text, " ({} to mend)", objections.len());
    }
    text.push(':');
    let (whole, rest) = objections.split_at(objections.len().min(WRITTEN_OUT));
    for objection in whole {
        text.push_str("\n- ");
        push_place(&mut text, objection);
        let _ = write!(text, "{}; {}", objection.what, objection.mend);
    }
    if !rest.is_empty() {
        let mut subjects: Vec<&str> = rest
            .iter()
            .map(|objection| objection.subject.as_deref().unwrap_or("the document"))
            .collect();
        subjects.dedup();
        let _ = write!(text, "\n- and {} more, of: {}", rest.len(), subjects.join(", "));
    }
    for warning in warnings {
        let _ = write!(text, "\n- warning: {warning}");
    }
    text
}

fn push_place(text: &mut String, objection: &Objection) {
    let _ = match (&objection.subject, objection.line) {
        (Some(subject), Some(line)) => write!(text, "{subject} (line {line}): "),
        (Some(subject), None) => write!(text, "{subject}: "),
        (None, Some(line)) => write!(text, "line {line}: "),
        (None, None) => Ok(()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn objections(all: &[(&str, usize)]) -> Vec<Objection> {
        let objection = |(what, line): &(&str, usize)| Objection {
            subject: Some("TC-1".into()),
            line: Some(*line),
            what: (*what).into(),
            mend: "do".into(),
        };
        all.iter().map(objection).collect()
    }

    #[test]
    fn an_edit_may_leave_what_was_there_and_add_nothing() {
        let before = objections(&[("a", 1), ("b", 2), ("a", 3)]);
        let check = |after: &[(&str, usize)], expected| {
            assert_eq!(adds_nothing(&before, &objections(after)), expected, "{after:?}");
        };
        check(&[], true);
        check(&[("a", 9), ("b", 8)], true);
        check(&[("a", 1), ("a", 2)], true);
        check(&[("a", 1), ("a", 2), ("a", 3)], false);
        check(&[("c", 1)], false);
    }
}

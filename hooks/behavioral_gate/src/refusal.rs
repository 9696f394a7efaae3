//! The hook: no result of a test case that the gate blocks, but one that says so.

use crate::{
    judgement::{self, Word},
    words::Words,
};
use contract::{SideCar, Status};
use hook::{Call, Decision, Failure, Findings, Objection, Target, Tool, weigh};
use serde::Deserialize;
use std::{borrow::Cow, path::PathBuf};
use store::{DocumentKind, DocumentName, PARTIAL_RESULTS, Source, TicketFolder};
use testdoc::Language;

/// Decides on a call.
pub(crate) fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    if !matches!(call.tool(), Tool::Write | Tool::Edit | Tool::MultiEdit) {
        return Ok(Decision::Silent);
    }
    let Some((tc_id, folder)) = call.target().and_then(result) else {
        return Ok(Decision::Silent);
    };
    let blocked = blocked(tc_id, &folder, call)?;
    if blocked.is_empty() {
        return Ok(Decision::Silent);
    }
    let Some(change) = call.change()? else { return Ok(Decision::Silent) };
    weigh(call, &change, |text| {
        let objections =
            if is_honest(text) { Vec::new() } else { vec![objection(tc_id, &blocked)] };
        Ok(Findings { objections, warnings: Vec::new() })
    })
}

/// The test case whose result a file is, and its ticket folder.
fn result(target: &Target) -> Option<(&str, TicketFolder)> {
    let (tc_id, side_car) = SideCar::parse(target.name())?;
    let results = target.path().parent().filter(|folder| folder.ends_with(PARTIAL_RESULTS))?;
    (side_car == SideCar::Result).then_some((tc_id, TicketFolder::at(results.parent()?)))
}

/// The mappings that block a test case, each with its reason. Where there are several, such as one
/// in each language, the stricter answer holds.
fn blocked(
    tc_id: &str,
    folder: &TicketFolder,
    call: &Call<'_>,
) -> Result<Vec<(PathBuf, String)>, Failure> {
    let mut blocked = Vec::new();
    for path in mappings(folder)? {
        call.check_time()?;
        let source = Source::open_regular(&path)?;
        let words = Words(Language::English);
        let judged = judgement::of_mapping(&source, |it| it == tc_id, false, words)?;
        if let Some((_, Word::Blocked(reason))) = judged.into_iter().next() {
            blocked.push((path, reason));
        }
    }
    Ok(blocked)
}

fn mappings(folder: &TicketFolder) -> Result<Vec<PathBuf>, Failure> {
    let names = match store::names(folder.root()) {
        Err(store::Error::NotFound { .. }) => return Ok(Vec::new()),
        names => names?,
    };
    let is_mapping = |name: &String| {
        DocumentName::parse(name).is_some_and(|name| name.kind == DocumentKind::Mapping)
    };
    let mut found = Vec::new();
    for name in names {
        let name = name?;
        if is_mapping(&name) {
            found.push(folder.root().join(name));
        }
    }
    found.sort_unstable();
    Ok(found)
}

fn objection(tc_id: &str, blocked: &[(PathBuf, String)]) -> Objection {
    let reasons: Vec<String> = blocked
        .iter()
        .map(|(path, reason)| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            format!("{reason} ({name})")
        })
        .collect();
    let mapping = blocked.first().map(|(path, _)| path.display().to_string()).unwrap_or_default();
    Objection {
        subject: Some(tc_id.into()),
        line: None,
        what: format!("its data does not reach the code under test: {}", reasons.join("; ")),
        mend: format!(
            "record it as BLOCKED with the reason in `error`, or map data that fits and run: \
             behavioral_gate --mapping '{mapping}'"
        ),
    }
}

/// What the answer depends on.
#[derive(Deserialize)]
struct Said<'a> {
    status: Status,
    #[serde(default, borrow)]
    error: Option<Cow<'a, str>>,
    #[serde(default)]
    evidence: Option<contract::result::Evidence>,
}

/// Whether a result says, with a reason, that the test case was not run to its end. Honesty is never
/// refused.
fn is_honest(text: &str) -> bool {
    let Ok(said) = contract::typed::from_str::<Said<'_>>(text) else { return false };
    let reasons = [said.error.as_deref(), said.evidence.as_ref().map(|it| it.text.as_str())];
    matches!(said.status, Status::Blocked | Status::Incomplete | Status::NotTested)
        && reasons.iter().flatten().any(|reason| !reason.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: bool) {
        assert_eq!(is_honest(text), expected, "{text}");
    }

    #[test]
    fn a_stop_with_a_reason_is_honest() {
        check(r#"{"status":"BLOCKED","error":"주문 상태가 다름","x":[1e999,{}]}"#, true);
        check(r#"{"status":"N/T","error":"a\nb"}"#, true);
        check(r#"{"status":"INCOMPLETE","error":null,"evidence":{"text":"no data"}}"#, true);
        check(r#"{"status":"BLOCKED","error":" "}"#, false);
        check(r#"{"status":"BLOCKED"}"#, false);
        check(r#"{"status":"PASS","error":"BLOCKED"}"#, false);
        check(r#"{"status":"FAIL","error":"x"}"#, false);
        check(r#"{"error":"x"}"#, false);
        check("BLOCKED", false);
    }
}

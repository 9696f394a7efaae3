//! The result document, put together from plan, files and status.

use crate::{
    changes::Changes,
    checklist::{View, checkpoints, texts},
    exchange::{Exchange, Outcome},
    labels::Labels,
    plan::Plan,
    settling::Settled,
    side_cars::SideCars,
};
use contract::{
    Json, Object, Status,
    result::{Evidence, TcResult},
};
use testdoc::checklist::Line;

/// What the command line adds to what the files say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Additions {
    /// The evidence in the agent's words.
    pub(crate) evidence_text: Option<String>,
    /// How good it is.
    pub(crate) evidence_level: Option<u8>,
    /// Screenshots, relative to the ticket folder.
    pub(crate) screenshots: Vec<String>,
}

/// Puts the result together.
pub(crate) fn assemble(
    tc_id: &str,
    view: &View<'_>,
    settled: &Settled,
    lines: &[Line],
    additions: Additions,
) -> TcResult {
    let View { plan, files, labels, .. } = *view;
    let evidence = Evidence {
        level: Some(additions.evidence_level.unwrap_or_else(|| level(files))),
        text: additions.evidence_text.unwrap_or_else(|| evidence(files, lines, labels)),
    };
    let content = |rows: &Option<crate::rows::Rows>| rows.as_ref().map(|rows| rows.content.clone());
    let (started_at, ended_at) = period(files);
    TcResult {
        tc_id: tc_id.into(),
        tc_type: plan.tc_type,
        status: settled.status,
        checklist: texts(lines),
        api_response: last_exchange(files).map(|it| it.response.clone()).unwrap_or_default(),
        db_before: content(&files.before).unwrap_or_default(),
        db_after: content(&files.after).unwrap_or_default(),
        db_changes: db_changes(files),
        db_changes_omitted: files.diff.as_ref().and_then(Changes::omitted),
        screenshots: additions.screenshots,
        mobile_api_results: sequence(plan, files),
        event_results: files.events.clone().unwrap_or_default(),
        checkpoints: checkpoints(plan, files),
        evidence,
        error: settled.error.clone(),
        files: files.hashes.clone(),
        started_at,
        ended_at,
        verdict_overridden: settled.lowered_from.is_some(),
    }
}

fn last_exchange(files: &SideCars) -> Option<&Exchange> {
    let last = files.steps.iter().rev().find_map(|step| step.exchange.as_ref());
    files.stimulus.as_ref().or(last)
}

/// 1 for words alone, 2 with an answer or rows, 3 with a verdict on them. 4 needs a root cause,
/// which only a person or an agent can show.
fn level(files: &SideCars) -> u8 {
    let answered = last_exchange(files).is_some_and(|exchange| {
        matches!(exchange.outcome, Outcome::Answered(_) | Outcome::Steps(_))
    });
    let judged = files.verdict.as_ref().is_some_and(|verdict| verdict.verdict.is_some());
    let judged = judged || files.steps.iter().any(|step| step.judgement.is_some());
    match (judged, answered || files.before.is_some() || files.after.is_some()) {
        (true, _) => 3,
        (false, true) => 2,
        (false, false) => 1,
    }
}

/// Request and answer with the whole URL, then what steps 6 and 7 say.
fn evidence(files: &SideCars, lines: &[Line], labels: Labels) -> String {
    let exchange = last_exchange(files).map(|exchange| match &exchange.outcome {
        Outcome::Answered(code) => format!("{} → HTTP {code}", exchange.full_call),
        Outcome::Steps(count) => format!("{} → {}", exchange.full_call, labels.steps(*count)),
        Outcome::Unreachable(error) | Outcome::BrokenOff(error) => {
            format!("{} → {error}", exchange.full_call)
        }
    });
    let text = |step: usize| lines.get(step).map(|line| line.text.clone());
    let compared = if files.diff.is_some() { text(5) } else { None };
    let judged = if files.verdict.is_some() { text(6) } else { None };
    let parts: Vec<_> = [exchange, compared, judged].into_iter().flatten().collect();
    if parts.is_empty() { labels.no_evidence().into() } else { parts.join("; ") }
}

fn db_changes(files: &SideCars) -> Vec<Json> {
    let list = files.diff.as_ref().map_or(&[][..], |diff| &diff.list);
    list.iter().filter_map(|change| Json::from_serialize(change).ok()).collect()
}

/// Results of a sequence of calls: those that it left, else those that its files show.
fn sequence(plan: &Plan, files: &SideCars) -> Vec<Json> {
    let left = files.verdict.as_ref().map_or(&[][..], |verdict| &verdict.sequence);
    if !left.is_empty() {
        return left.to_vec();
    }
    let calls = files.steps.iter().enumerate().skip(plan.segments.len());
    let calls = calls.filter_map(|(index, step)| Some((index, step.exchange.as_ref()?, step)));
    calls
        .map(|(index, exchange, step)| {
            let code = match exchange.outcome {
                Outcome::Answered(code) => Some(code),
                _ => None,
            };
            let verdict = step.judgement.as_ref().and_then(|judgement| judgement.verdict);
            let pass = code.is_some() && verdict != Some(Status::Fail);
            Json::Object(Object::from_iter([
                ("order".into(), (index + 1).into()),
                ("trigger".into(), exchange.call.as_str().into()),
                ("status_code".into(), code.into()),
                ("pass".into(), pass.into()),
            ]))
        })
        .collect()
}

/// When the first and the last recorded step happened.
fn period(files: &SideCars) -> (Option<String>, Option<String>) {
    let before = files.before.as_ref().and_then(|rows| rows.at.clone());
    let after = files.after.as_ref().and_then(|rows| rows.at.clone());
    let steps = files.steps.iter().filter_map(|step| step.exchange.as_ref()?.at.clone());
    let stimulus = files.stimulus.as_ref().and_then(|exchange| exchange.at.clone());
    let verdict = files.verdict.as_ref().and_then(|verdict| verdict.at.clone());
    let in_order: Vec<_> =
        before.into_iter().chain(steps).chain(stimulus).chain(after).chain(verdict).collect();
    (in_order.first().cloned(), in_order.last().cloned())
}

/// Whether a result lacks the root cause that its FAIL needs.
pub(crate) fn weak_fail(result: &TcResult) -> Option<u8> {
    let level = result.evidence.level.unwrap_or(1);
    (result.status == Status::Fail && level < 4).then_some(level)
}

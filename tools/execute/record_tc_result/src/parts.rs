//! Parts of a test case with results of their own: segments, calls of a sequence, matched events.

use crate::{events, judgement::Judgement, plan::Plan, ruling::Ruling, side_cars::SideCars};
use contract::Status;

/// A segment, a call or an event that failed.
pub(crate) fn failed(plan: &Plan, files: &SideCars) -> Option<Ruling> {
    let segments = plan.segments.iter().enumerate();
    let failed = segments
        .into_iter()
        .find(|(index, segment)| segment_result(files, *index, &segment.name) == Some(false));
    if let Some((_, segment)) = failed {
        return Some(Ruling::SegmentFailed(segment.name.clone()));
    }
    if let Some(call) = failed_call(plan, files) {
        return Some(Ruling::CallFailed(call));
    }
    files.events.as_ref().and_then(events::failure).map(Ruling::EventsFailed)
}

/// Whether a segment held: by its own verdict, else by the result that a sequence of calls left.
pub(crate) fn segment_result(files: &SideCars, index: usize, name: &str) -> Option<bool> {
    let own = files.steps.get(index).and_then(|step| step.judgement.as_ref());
    let own = own.filter(|judgement| !is_stale(judgement, files)).and_then(|it| it.verdict);
    let left = || {
        let verdict = files.verdict.as_ref()?;
        verdict.checkpoints.iter().find(|result| result.segment == name).map(|result| result.pass)
    };
    own.map(|verdict| verdict == Status::Pass).or_else(left)
}

fn failed_call(plan: &Plan, files: &SideCars) -> Option<String> {
    let listed = files.verdict.as_ref().map_or(&[][..], |verdict| &verdict.sequence);
    let listed = listed.iter().enumerate().find(|(_, call)| events::failure(call).is_some());
    if let Some((index, call)) = listed {
        return Some(events::step_name(call, index));
    }
    let judged = files.steps.iter().skip(plan.segments.len()).position(|step| {
        step.judgement.as_ref().and_then(|judgement| judgement.verdict) == Some(Status::Fail)
    });
    judged.map(|index| (plan.segments.len() + index + 1).to_string())
}

/// A declared segment, sequence or event without a result.
pub(crate) fn missing(plan: &Plan, files: &SideCars) -> Option<Ruling> {
    unanswered_segment(plan, files)
        .or_else(|| (plan.sequence && !has_sequence(files)).then_some(Ruling::NoSequence))
        .or_else(|| (plan.events && files.events.is_none()).then_some(Ruling::NoEvents))
}

fn unanswered_segment(plan: &Plan, files: &SideCars) -> Option<Ruling> {
    let mut segments = plan.segments.iter().enumerate();
    let missing = segments.find(|(index, segment)| {
        let sent = files.steps.get(*index).is_some_and(|step| step.exchange.is_some());
        !sent || segment_result(files, *index, &segment.name).is_none()
    });
    missing.map(|(_, segment)| Ruling::NoSegment(segment.name.clone()))
}

fn has_sequence(files: &SideCars) -> bool {
    let listed = files.verdict.as_ref().is_some_and(|verdict| !verdict.sequence.is_empty());
    listed || files.steps.iter().any(|step| step.exchange.is_some())
}

/// Whether a verdict names a judged file that is none of those there now.
pub(crate) fn is_stale(judgement: &Judgement, files: &SideCars) -> bool {
    let judged = judgement.actual_sha256.as_ref();
    judged.is_some_and(|judged| !files.hashes.values().any(|hash| hash == judged))
}

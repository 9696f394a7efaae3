//! The status of a test case, from its plan and its files alone.
//!
//! The order of the rules matters. Data comes first: without it nothing else can mean anything. A
//! segment, a call or an event that failed is a FAIL whatever else is missing, because a sequence
//! stops there. Then every step that the verdict needs must have happened; only then it counts.

use crate::{
    data::Data,
    events,
    exchange::{Exchange, Outcome},
    judgement::Judgement,
    labels::Labels,
    plan::Plan,
    side_cars::SideCars,
};
use contract::{Status, TcType};
use testdoc::checklist::Step;

/// How many failed checks a sentence names.
const NAMED: usize = 3;

/// Why a test case has its status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Ruling {
    /// Every check held.
    Passed,
    /// Checks did not hold.
    ChecksFailed,
    /// A segment failed.
    SegmentFailed(String),
    /// A call of a sequence failed.
    CallFailed(String),
    /// Events deviate.
    EventsFailed(String),
    /// No data.
    NoData(String),
    /// Data that does not fit.
    UnfitData(String),
    /// Data that could not be created.
    ProvisioningFailed(String),
    /// The server was not reached.
    Unreachable(String),
    /// The connection broke after the request went out.
    BrokenOff(String),
    /// No stimulus of a test case that acts.
    NoStimulus,
    /// No record of a test case that observes.
    NothingSeen,
    /// A snapshot is missing.
    NoSnapshot(Step),
    /// A declared segment has no result.
    NoSegment(String),
    /// A declared sequence has no result.
    NoSequence,
    /// Declared events have no result.
    NoEvents,
    /// There is no verdict.
    NoVerdict,
    /// The verdict has no checks.
    NothingChecked,
    /// The verdict was made from another file.
    StaleVerdict,
}

impl Ruling {
    /// Applies the rules.
    pub(crate) fn of(plan: &Plan, files: &SideCars, screenshots: usize) -> Self {
        data(plan, files)
            .or_else(|| failed_part(plan, files))
            .or_else(|| missing_step(plan, files, screenshots))
            .unwrap_or_else(|| verdict(plan, files))
    }

    /// The status that follows.
    pub(crate) fn status(&self) -> Status {
        match self {
            Self::Passed => Status::Pass,
            Self::ChecksFailed
            | Self::SegmentFailed(_)
            | Self::CallFailed(_)
            | Self::EventsFailed(_) => Status::Fail,
            Self::NoData(_) => Status::NotTested,
            Self::UnfitData(_) | Self::ProvisioningFailed(_) | Self::Unreachable(_) => {
                Status::Blocked
            }
            Self::BrokenOff(_)
            | Self::NoStimulus
            | Self::NothingSeen
            | Self::NoSnapshot(_)
            | Self::NoSegment(_)
            | Self::NoSequence
            | Self::NoEvents
            | Self::NoVerdict
            | Self::NothingChecked
            | Self::StaleVerdict => Status::Incomplete,
        }
    }

    /// Whether the test case stops at its data, so that later steps are rightly left out.
    pub(crate) fn stops_at_data(&self) -> bool {
        matches!(self, Self::NoData(_) | Self::UnfitData(_) | Self::ProvisioningFailed(_))
    }

    /// The reason in words.
    pub(crate) fn reason(&self, files: &SideCars, labels: Labels) -> String {
        match self {
            Self::Passed => labels.all_held(checks(files)),
            Self::ChecksFailed => failed_checks(files, labels),
            Self::SegmentFailed(segment) => labels.failed_at_segment(segment),
            Self::CallFailed(call) => labels.failed_at_call(call),
            Self::EventsFailed(how) => labels.failed_events(how),
            Self::NoData(why) => labels.no_data(why),
            Self::UnfitData(why) => labels.unfit_data(why),
            Self::ProvisioningFailed(why) => labels.failed_provisioning(why),
            Self::Unreachable(why) => labels.unreachable(or_no_answer(why, labels)),
            Self::BrokenOff(why) => labels.broken_off(or_no_answer(why, labels)),
            Self::NoStimulus => labels.no_stimulus().into(),
            Self::NothingSeen => labels.nothing_seen().into(),
            Self::NoSnapshot(step) => labels.no_snapshot(*step).into(),
            Self::NoSegment(segment) => labels.no_segment(segment),
            Self::NoSequence => labels.no_sequence().into(),
            Self::NoEvents => labels.no_events().into(),
            Self::NoVerdict => labels.no_verdict().into(),
            Self::NothingChecked => labels.nothing_checked().into(),
            Self::StaleVerdict => labels.stale_verdict().into(),
        }
    }
}

fn data(plan: &Plan, files: &SideCars) -> Option<Ruling> {
    match (&plan.data, &files.provisioning_failure) {
        (Data::Unprovisioned(_), Some(why)) => Some(Ruling::ProvisioningFailed(why.clone())),
        (Data::Missing(why) | Data::Unprovisioned(why), _) => Some(Ruling::NoData(why.clone())),
        (Data::Unfit(why), _) => Some(Ruling::UnfitData(why.clone())),
        (Data::Ready(_) | Data::Planned(_) | Data::NotNeeded | Data::Unknown, _) => None,
    }
}

/// A segment, a call or an event that failed.
fn failed_part(plan: &Plan, files: &SideCars) -> Option<Ruling> {
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

/// The first step that should have happened and did not.
fn missing_step(plan: &Plan, files: &SideCars, screenshots: usize) -> Option<Ruling> {
    stimulus(plan, files, screenshots)
        .or_else(|| snapshots(plan, files))
        .or_else(|| unanswered_segment(plan, files))
        .or_else(|| (plan.sequence && !has_sequence(files)).then_some(Ruling::NoSequence))
        .or_else(|| (plan.events && files.events.is_none()).then_some(Ruling::NoEvents))
}

fn stimulus(plan: &Plan, files: &SideCars, screenshots: usize) -> Option<Ruling> {
    let of_steps = files.steps.iter().filter_map(|step| step.exchange.as_ref());
    let exchanges: Vec<&Exchange> = of_steps.chain(&files.stimulus).collect();
    let seen = !exchanges.is_empty() || files.before.is_some() || files.after.is_some();
    match plan.tc_type {
        TcType::Active if exchanges.is_empty() => Some(Ruling::NoStimulus),
        TcType::Observation if !seen && screenshots == 0 => Some(Ruling::NothingSeen),
        _ => exchanges.iter().find_map(|exchange| match &exchange.outcome {
            Outcome::Unreachable(why) => Some(Ruling::Unreachable(why.clone())),
            Outcome::BrokenOff(why) => Some(Ruling::BrokenOff(why.clone())),
            Outcome::Answered(_) | Outcome::Steps(_) => None,
        }),
    }
}

/// What acts needs both snapshots; what observes needs one look.
fn snapshots(plan: &Plan, files: &SideCars) -> Option<Ruling> {
    let (before, after) = (files.before.is_some(), files.after.is_some());
    match plan.tc_type {
        _ if !plan.db_verify => None,
        TcType::Observation if before || after => None,
        _ if !before => Some(Ruling::NoSnapshot(Step::Before)),
        _ if !after => Some(Ruling::NoSnapshot(Step::After)),
        _ => None,
    }
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

fn verdict(plan: &Plan, files: &SideCars) -> Ruling {
    let Some(verdict) = &files.verdict else {
        // All segments held; when nothing is expected of the whole, there is nothing else to judge.
        let segments_are_all = !plan.segments.is_empty() && !plan.expects;
        return if segments_are_all { Ruling::Passed } else { Ruling::NoVerdict };
    };
    if is_stale(verdict, files) {
        return Ruling::StaleVerdict;
    }
    match verdict.verdict {
        Some(Status::Pass) => Ruling::Passed,
        Some(_) => Ruling::ChecksFailed,
        None => Ruling::NothingChecked,
    }
}

/// Whether a verdict names a judged file that is none of those there now.
fn is_stale(judgement: &Judgement, files: &SideCars) -> bool {
    let judged = judgement.actual_sha256.as_ref();
    judged.is_some_and(|judged| !files.hashes.values().any(|hash| hash == judged))
}

/// Checks of the whole, or of its segments where there is no verdict on the whole.
fn checks(files: &SideCars) -> usize {
    let of_steps = files.steps.iter().filter_map(|step| step.judgement.as_ref());
    match &files.verdict {
        Some(verdict) => verdict.checks.len(),
        None => of_steps.map(|judgement| judgement.checks.len()).sum(),
    }
}

fn failed_checks(files: &SideCars, labels: Labels) -> String {
    let Some(verdict) = &files.verdict else { return String::new() };
    let failed: Vec<_> = verdict.failed().collect();
    if failed.is_empty() {
        return labels.nothing_checked().into();
    }
    let named = failed.iter().take(NAMED);
    let named =
        named.map(|check| labels.failed_check(&check.field, &check.expected, &check.actual));
    let mut parts = vec![labels.some_failed(failed.len(), verdict.checks.len())];
    parts.extend(named);
    if failed.len() > NAMED {
        parts.push("…".into());
    }
    parts.join("; ")
}

fn or_no_answer(why: &str, labels: Labels) -> &str {
    if why.is_empty() { labels.no_answer() } else { why }
}

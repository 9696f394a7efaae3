//! The status of a test case, from its plan and its files alone.
//!
//! The order of the rules matters. Data comes first: without it nothing else can mean anything. A
//! segment, a call or an event that failed is a FAIL whatever else is missing, because a sequence
//! stops there. Then every step that the verdict needs must have happened; only then it counts.

use crate::{
    data::Data,
    exchange::{Exchange, Outcome},
    labels::Labels,
    parts,
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
            .or_else(|| parts::failed(plan, files))
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

/// The first step that should have happened and did not.
fn missing_step(plan: &Plan, files: &SideCars, screenshots: usize) -> Option<Ruling> {
    stimulus(plan, files, screenshots)
        .or_else(|| snapshots(plan, files))
        .or_else(|| parts::missing(plan, files))
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

fn verdict(plan: &Plan, files: &SideCars) -> Ruling {
    let Some(verdict) = &files.verdict else {
        // All segments held; when nothing is expected of the whole, there is nothing else to judge.
        let segments_are_all = !plan.segments.is_empty() && !plan.expects;
        return if segments_are_all { Ruling::Passed } else { Ruling::NoVerdict };
    };
    if parts::is_stale(verdict, files) {
        return Ruling::StaleVerdict;
    }
    match verdict.verdict {
        Some(Status::Pass) => Ruling::Passed,
        Some(_) => Ruling::ChecksFailed,
        None => Ruling::NothingChecked,
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        judgement::{Check, Judgement},
        plan::Segment,
        rows::Rows,
        side_cars::StepFiles,
    };
    use contract::json::parse;
    use testdoc::Language;

    fn exchange(outcome: Outcome) -> Exchange {
        let (call, full_call) = ("POST /a".into(), "POST http://h/a".into());
        Exchange { call, full_call, at: None, outcome, response: contract::Json::Null }
    }

    fn judgement(verdict: Status) -> Judgement {
        let check = Check {
            field: "http_status".into(),
            expected: "200".into(),
            actual: "409".into(),
            held: verdict == Status::Pass,
        };
        Judgement { verdict: Some(verdict), checks: vec![check], ..Judgement::default() }
    }

    /// An ACTIVE test case that did everything and passed.
    fn done() -> (Plan, SideCars) {
        let plan = Plan { data: Data::Ready("id=1".into()), db_verify: true, ..Plan::default() };
        let files = SideCars {
            stimulus: Some(exchange(Outcome::Answered(200))),
            before: Some(Rows::default()),
            after: Some(Rows::default()),
            verdict: Some(judgement(Status::Pass)),
            ..SideCars::default()
        };
        (plan, files)
    }

    fn check(change: impl FnOnce(&mut Plan, &mut SideCars), expected: &Ruling) {
        let (mut plan, mut files) = done();
        change(&mut plan, &mut files);
        assert_eq!(&Ruling::of(&plan, &files, 0), expected);
    }

    #[test]
    fn the_verdict_counts_when_every_step_happened() {
        check(|_, _| (), &Ruling::Passed);
        check(|_, files| files.verdict = Some(judgement(Status::Fail)), &Ruling::ChecksFailed);
        check(|_, files| files.verdict = None, &Ruling::NoVerdict);
        check(|_, files| files.verdict = Some(Judgement::default()), &Ruling::NothingChecked);
    }

    #[test]
    fn a_missing_step_makes_it_incomplete() {
        check(|_, files| files.stimulus = None, &Ruling::NoStimulus);
        check(|_, files| files.before = None, &Ruling::NoSnapshot(Step::Before));
        check(|_, files| files.after = None, &Ruling::NoSnapshot(Step::After));
        let no_rows = |files: &mut SideCars| (files.before, files.after) = (None, None);
        check(
            |plan, files| {
                plan.db_verify = false;
                no_rows(files);
            },
            &Ruling::Passed,
        );
        for ruling in [Ruling::NoStimulus, Ruling::NoSnapshot(Step::After), Ruling::NoVerdict] {
            assert_eq!(ruling.status(), Status::Incomplete);
        }
    }

    #[test]
    fn an_observation_needs_one_look_and_no_stimulus() {
        let observes = |plan: &mut Plan, files: &mut SideCars| {
            plan.tc_type = TcType::Observation;
            files.stimulus = None;
        };
        check(observes, &Ruling::Passed);
        check(
            |plan, files| {
                observes(plan, files);
                files.before = None;
            },
            &Ruling::Passed,
        );
        let sees_nothing = |plan: &mut Plan, files: &mut SideCars| {
            observes(plan, files);
            (files.before, files.after) = (None, None);
            plan.db_verify = false;
        };
        check(sees_nothing, &Ruling::NothingSeen);
        let (mut plan, mut files) = done();
        sees_nothing(&mut plan, &mut files);
        assert_eq!(Ruling::of(&plan, &files, 1), Ruling::Passed);
    }

    #[test]
    fn data_comes_before_everything() {
        let no_data = Ruling::NoData("none".into());
        check(|plan, _| plan.data = Data::Missing("none".into()), &no_data);
        check(|plan, _| plan.data = Data::Unprovisioned("none".into()), &no_data);
        let unfit = Ruling::UnfitData("OPEN".into());
        check(|plan, _| plan.data = Data::Unfit("OPEN".into()), &unfit);
        let failed = Ruling::ProvisioningFailed("503".into());
        check(
            |plan, files| {
                plan.data = Data::Unprovisioned("none".into());
                files.provisioning_failure = Some("503".into());
            },
            &failed,
        );
        assert_eq!(
            [no_data.status(), unfit.status(), failed.status()],
            [Status::NotTested, Status::Blocked, Status::Blocked]
        );
        check(|plan, _| plan.data = Data::Unknown, &Ruling::Passed);
        check(|plan, _| plan.data = Data::NotNeeded, &Ruling::Passed);
    }

    #[test]
    fn a_lost_server_blocks_and_a_broken_answer_does_not_decide() {
        let answer = |outcome| {
            move |_: &mut Plan, files: &mut SideCars| {
                files.stimulus = Some(exchange(outcome));
            }
        };
        let lost = Ruling::Unreachable("refused".into());
        check(answer(Outcome::Unreachable("refused".into())), &lost);
        let broken = Ruling::BrokenOff("reset".into());
        check(answer(Outcome::BrokenOff("reset".into())), &broken);
        check(answer(Outcome::Steps(3)), &Ruling::Passed);
        assert_eq!([lost.status(), broken.status()], [Status::Blocked, Status::Incomplete]);
    }

    fn segments(verdicts: &[Option<Status>]) -> impl Fn(&mut Plan, &mut SideCars) {
        move |plan, files| {
            plan.segments = ["①", "②", "③"]
                .map(|name| Segment { name: name.into(), trigger: String::new() })
                .into();
            let step = |verdict: &Option<Status>| StepFiles {
                exchange: verdict.map(|_| exchange(Outcome::Answered(200))),
                judgement: verdict.map(judgement),
            };
            files.steps = verdicts.iter().map(step).collect();
            files.stimulus = None;
        }
    }

    #[test]
    fn a_failed_segment_is_named_whatever_else_is_missing() {
        let (pass, fail) = (Some(Status::Pass), Some(Status::Fail));
        check(segments(&[pass, pass, pass]), &Ruling::Passed);
        check(segments(&[pass, fail, None]), &Ruling::SegmentFailed("②".into()));
        check(segments(&[pass, pass, None]), &Ruling::NoSegment("③".into()));
        check(segments(&[None, None, None]), &Ruling::NoStimulus);
        let without = |expects| {
            move |plan: &mut Plan, files: &mut SideCars| {
                segments(&[pass, pass, pass])(plan, files);
                files.verdict = None;
                plan.expects = expects;
            }
        };
        check(without(false), &Ruling::Passed);
        check(without(true), &Ruling::NoVerdict);
    }

    #[test]
    fn a_sequence_and_events_count_too() {
        let value = |text: &str| parse(text).unwrap();
        let verdict = |sequence: &str| Judgement {
            sequence: vec![value(sequence)],
            ..judgement(Status::Pass)
        };
        check(
            |_, files| files.verdict = Some(verdict(r#"{"name":"login","pass":false}"#)),
            &Ruling::CallFailed("login".into()),
        );
        check(|plan, _| plan.sequence = true, &Ruling::NoSequence);
        check(
            |plan, files| {
                plan.sequence = true;
                files.verdict = Some(verdict(r#"{"pass":true}"#));
            },
            &Ruling::Passed,
        );
        check(|plan, _| plan.events = true, &Ruling::NoEvents);
        check(
            |_, files| files.events = Some(value(r#"{"missing":[1]}"#)),
            &Ruling::EventsFailed("missing".into()),
        );
        check(|_, files| files.events = Some(value(r#"{"missing":[]}"#)), &Ruling::Passed);
    }

    #[test]
    fn a_verdict_on_another_file_does_not_count() {
        let judged = |hash: &str| {
            let hash = hash.to_owned();
            move |_: &mut Plan, files: &mut SideCars| {
                files.hashes.insert("stimulus".into(), "aa".into());
                let verdict = judgement(Status::Pass);
                files.verdict = Some(Judgement { actual_sha256: Some(hash), ..verdict });
            }
        };
        check(judged("aa"), &Ruling::Passed);
        check(judged("bb"), &Ruling::StaleVerdict);
    }

    #[test]
    fn reasons_are_told_in_both_languages() {
        let (_, mut files) = done();
        files.verdict = Some(judgement(Status::Fail));
        let reason = |ruling: &Ruling, language| ruling.reason(&files, Labels(language));
        let failed = Ruling::SegmentFailed("②".into());
        assert_eq!(reason(&failed, Language::Korean), "구간 ②에서 실패");
        assert_eq!(reason(&failed, Language::English), "failed at segment ②");
        assert_eq!(
            reason(&Ruling::ChecksFailed, Language::English),
            "1 of 1 checks do not hold; http_status expected 200, actual 409"
        );
    }
}

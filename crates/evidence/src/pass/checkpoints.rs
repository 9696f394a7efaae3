//! With checkpoints, clauses 1 and 2 hold for each segment, in the plan's order.

use super::{
    Clause, Hearing, database,
    stimulus::{self, Span},
    verdict::{self, Judged},
};
use crate::CaseFile;
use contract::{SideCar, Status, plan, tc_spec::Tc};

const SEQUENCE: &str = "run_api_sequence";

pub(super) fn check(hearing: &mut Hearing<'_>) {
    let case = hearing.case;
    let Some(tc) = case.tc(hearing.tc_id()) else { return };
    let mut span: Option<Span> = None;
    let mut verdicts = Vec::new();
    for (index, checkpoint) in tc.checkpoints.iter().enumerate() {
        let number = index + 1;
        let step = SideCar::StimulusStep(u32::try_from(number).unwrap_or(u32::MAX));
        let planned = checkpoint.stimulus.as_ref();
        let entry = stimulus::check_file(hearing, Clause::Checkpoints, &step, planned);
        if let Some(entry) = entry {
            if span.is_some_and(|span| entry.position < span.last) {
                let command = format!("run: {}", hearing.commands().sequence());
                let sentence = format!(
                    "segment {} was sent before the one in front of it",
                    checkpoint.segment
                );
                hearing.object(Clause::Checkpoints, sentence, command);
            }
            span = Some(Span::extend(span, entry.position));
        }
        verdicts.extend(segment_verdict(hearing, number, step));
        // What failed ends the sequence: a FAIL needs no evidence of later segments.
        if hearing.claim.status == Status::Fail && verdicts.contains(&Status::Fail) {
            break;
        }
    }
    if !verdicts.contains(&Status::Fail) {
        span = whole_case(hearing, tc, span, &mut verdicts);
    }
    if !verdicts.is_empty() {
        verdict::answer(hearing, Clause::Checkpoints, &verdicts);
    }
    database::check(hearing, span);
}

/// The verdict on one segment: a file of its own, or the one that the sequence wrote for all.
fn segment_verdict(hearing: &mut Hearing<'_>, number: usize, step: SideCar) -> Option<Status> {
    let case = hearing.case;
    let tc_id = hearing.tc_id();
    let own = SideCar::VerdictStep(u32::try_from(number).unwrap_or(u32::MAX));
    let common = case.record.latest(&CaseFile::side_car(tc_id, &SideCar::Verdict));
    let has_own = case.record.latest(&CaseFile::side_car(tc_id, &own)).is_some();
    let by_sequence = !has_own && common.is_some_and(|entry| entry.tool == SEQUENCE);
    let tree = case.spec.as_ref().map(|spec| &spec.tree);
    // The sequence judges by the whole list and names that.
    let expectation = if by_sequence {
        case.part(tc_id, "checkpoints")
    } else {
        tree.and_then(|tree| plan::checkpoint_part(tree, tc_id, number, "expected"))
    };
    let judged = Judged {
        clause: Clause::Checkpoints,
        verdict: if by_sequence { SideCar::Verdict } else { own },
        tools: if by_sequence { &[SEQUENCE] } else { &["verdict_calculator", SEQUENCE] },
        actual: CaseFile::side_car(tc_id, &step),
        actual_side_car: step,
        expectation,
    };
    verdict::weigh(hearing, &judged)
}

/// What the plan says of the case as a whole, beside its segments.
fn whole_case(
    hearing: &mut Hearing<'_>,
    tc: &Tc,
    span: Option<Span>,
    verdicts: &mut Vec<Status>,
) -> Option<Span> {
    let mut span = span;
    if tc.stimulus.is_some() {
        let planned = tc.stimulus.as_ref();
        let entry = stimulus::check_file(hearing, Clause::Stimulus, &SideCar::Stimulus, planned);
        span = entry.map(|entry| Span::extend(span, entry.position)).or(span);
    }
    if let Some(expectation) = hearing.case.part(hearing.tc_id(), "expected") {
        let judged = Judged {
            clause: Clause::Verdict,
            verdict: SideCar::Verdict,
            tools: &["verdict_calculator", SEQUENCE],
            actual: CaseFile::side_car(hearing.tc_id(), &SideCar::Stimulus),
            actual_side_car: SideCar::Stimulus,
            expectation: Some(expectation),
        };
        verdicts.extend(verdict::weigh(hearing, &judged));
    }
    span
}

//! An OBSERVATION has no stimulus: a snapshot is on record, is the planned one, and was judged.

use super::{
    Clause, Hearing, database,
    verdict::{self, Judged},
};
use crate::CaseFile;
use contract::SideCar;

/// What of a snapshot holds what the system answered: its rows, not its statement.
pub(super) const PLACES: [&str; 3] = ["rows", "tables", "row_count"];

pub(super) fn check(hearing: &mut Hearing<'_>) {
    let side_car = judged_snapshot(hearing);
    database::snapshot(hearing, Clause::Observation, &side_car);
    let judged = Judged {
        clause: Clause::Verdict,
        verdict: SideCar::Verdict,
        tools: &["verdict_calculator"],
        actual: CaseFile::side_car(hearing.tc_id(), &side_car),
        actual_side_car: side_car,
        expectation: hearing.case.part(hearing.tc_id(), "expected"),
    };
    if let Some(answer) = verdict::weigh(hearing, &judged) {
        verdict::answer(hearing, Clause::Verdict, &[answer]);
    }
}

/// The snapshot that the verdict read; without a verdict the one that is there.
fn judged_snapshot(hearing: &Hearing<'_>) -> SideCar {
    let file = |side_car: &SideCar| CaseFile::side_car(hearing.tc_id(), side_car);
    let record = &hearing.case.record;
    let verdict = record.latest(&file(&SideCar::Verdict));
    let read = |side_car: &SideCar| {
        let path = file(side_car);
        verdict.is_some_and(|verdict| verdict.inputs.iter().any(|input| input.path == path))
    };
    let there = |side_car: &SideCar| record.latest(&file(side_car)).is_some();
    let both = [SideCar::After, SideCar::Before];
    let chosen = both.iter().find(|it| read(it)).or_else(|| both.iter().find(|it| there(it)));
    chosen.cloned().unwrap_or(SideCar::Before)
}

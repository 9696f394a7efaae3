//! After a seal: the plan is the sealed one, and the evidence is younger than the seal.

use super::{Clause, Hearing};
use crate::{CaseFile, Position, Recorded};
use contract::{
    Json, SideCar,
    claim::{SealClaim, SealedTc},
    plan,
};

pub(super) fn check(hearing: &mut Hearing<'_>) {
    let case = hearing.case;
    let Some(seal) = Seal::of(case, hearing.tc_id()) else { return };
    for part in unsealed_parts(case, hearing.tc_id()) {
        hearing.object(Clause::Seal, part, undo(case));
    }
    for file in older_than_seal(case, hearing.tc_id()) {
        let sentence = format!("{file} is older than the seal that changed its plan");
        hearing.object(Clause::Seal, sentence, "run the seven steps again".into());
    }
    if let Some(sentence) = unsealed_computation(case, hearing.tc_id(), &seal) {
        let command = format!("run: {}", hearing.commands().expected());
        hearing.object(Clause::Seal, sentence, command);
    }
}

/// How a test case's plan differs from what the last seal has, a sentence each; none without a seal.
pub fn unsealed_parts(case: &CaseFile, tc_id: &str) -> Vec<String> {
    let Some(seal) = Seal::of(case, tc_id) else { return Vec::new() };
    let Some(sealed) = seal.tc else {
        return vec!["the seal does not know this test case".into()];
    };
    let mut parts = Vec::new();
    if case.tc(tc_id).map(contract::tc_spec::Tc::kind) != Some(sealed.tc_type) {
        parts.push("the type in the plan is not the sealed one".to_owned());
    }
    let now = |name| case.part(tc_id, name).map(plan::sha256);
    for (name, sealed) in [
        ("expected", &sealed.expected),
        ("stimulus", &sealed.stimulus),
        ("snapshot", &sealed.snapshot),
        ("checkpoints", &sealed.checkpoints),
    ] {
        if now(name) != *sealed {
            parts.push(format!("`{name}` in the plan is not the sealed one"));
        }
    }
    let gate = case.gate.as_ref().map(|gate| &gate.tree);
    let of_gate = |name| gate.and_then(|gate: &Json| gate.get(name)).map(plan::sha256);
    for (name, sealed) in
        [("server_env_map", &seal.claim.env_map), ("test_types", &seal.claim.test_types)]
    {
        if of_gate(name) != *sealed {
            parts.push(format!("`{name}` in the gate file is not the sealed one"));
        }
    }
    parts
}

/// Stimuli and verdicts of a test case from before the last seal that changed it.
pub fn older_than_seal(case: &CaseFile, tc_id: &str) -> Vec<String> {
    let Some(seal) = Seal::of(case, tc_id) else { return Vec::new() };
    let side_cars = case.record.side_cars_of(tc_id);
    let older = side_cars.filter(|(path, entry)| is_judged(path) && entry.position < seal.changed);
    older.map(|(path, _)| path.to_owned()).collect()
}

/// The last seal, as far as it concerns a test case.
struct Seal<'a> {
    claim: &'a SealClaim,
    tc: Option<&'a SealedTc>,
    /// The last seal that changed the test case.
    changed: Position,
}

impl<'a> Seal<'a> {
    fn of(case: &'a CaseFile, tc_id: &str) -> Option<Self> {
        case.seals.iter().fold(None, |last: Option<Self>, (position, claim)| {
            let tc = claim.tcs.get(tc_id);
            let same = last.filter(|last| last.tc == tc).map(|last| last.changed);
            Some(Self { claim, tc, changed: same.unwrap_or(*position) })
        })
    }
}

/// Whether a seal must be older than this file: stimuli and verdicts.
fn is_judged(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or_default();
    matches!(
        SideCar::parse(name),
        Some((
            _,
            SideCar::Stimulus
                | SideCar::StimulusStep(_)
                | SideCar::Verdict
                | SideCar::VerdictStep(_)
        ))
    )
}

/// A computed expectation counts as sealed when it was computed from the sealed plan.
fn unsealed_computation(case: &CaseFile, tc_id: &str, seal: &Seal<'_>) -> Option<String> {
    let expected = case.tc(tc_id)?.expected.as_ref()?;
    if expected.fields.is_empty() {
        return None;
    }
    let file = CaseFile::side_car(tc_id, &SideCar::Expected);
    let entry: &Recorded = case.record.latest(&file)?;
    let from_sealed =
        entry.inputs.iter().any(|input| seal.claim.files.get(&input.path) == Some(&input.sha256));
    (!from_sealed).then(|| format!("{file} was not computed from the sealed plan"))
}

fn undo(case: &CaseFile) -> String {
    let folder = case.folder.root().display();
    format!("undo the change, or run: seal_plan --ticket-folder '{folder}', and the steps again")
}

//! Clause 3: where the gate asks for it, before, after and diff are on record, in this order around
//! the stimulus, and the snapshots are the planned ones.

use super::{Clause, Hearing, commands::Commands, stimulus::Span};
use crate::{CaseFile, Recorded};
use contract::{
    SideCar,
    claim::{Phase, SnapshotClaim},
    placeholder,
    snapshot::Source,
};

/// Looks at the snapshots around the stimuli of a test case.
pub(super) fn check(hearing: &mut Hearing<'_>, stimuli: Option<Span>) {
    if !hearing.case.db_verify() {
        return;
    }
    let before = snapshot(hearing, Clause::Database, &SideCar::Before);
    let after = snapshot(hearing, Clause::Database, &SideCar::After);
    if let Some(span) = stimuli {
        if before.is_some_and(|before| before.position > span.first) {
            let sentence = "the snapshot before was taken after the stimulus was sent";
            again(hearing, sentence);
        }
        if after.is_some_and(|after| after.position < span.last) {
            again(hearing, "the snapshot after was taken before the stimulus was sent");
        }
    }
    diff(hearing, before, after);
}

fn again(hearing: &mut Hearing<'_>, sentence: &str) {
    let commands = hearing.commands();
    let steps = [
        commands.snapshot(&SideCar::Before),
        commands.stimulus(&SideCar::Stimulus),
        commands.snapshot(&SideCar::After),
        commands.diff(),
    ];
    hearing.object(
        Clause::Database,
        sentence,
        format!("run in this order: {}", steps.join(" && ")),
    );
}

/// The diff compared those two, in that order.
fn diff(hearing: &mut Hearing<'_>, before: Option<&Recorded>, after: Option<&Recorded>) {
    let file = CaseFile::side_car(hearing.tc_id(), &SideCar::Diff);
    let tools = ["compare_db_snapshots"];
    let entry = hearing.standing(Clause::Database, &file, &tools, Commands::diff);
    let (Some(entry), Some(before), Some(after)) = (entry, before, after) else { return };
    let place = |snapshot: &Recorded| {
        entry.inputs.iter().position(|input| Some(input) == snapshot.output.as_ref())
    };
    let sentence = match (place(before), place(after)) {
        (Some(before), Some(after)) if before < after => return,
        (Some(_), Some(_)) => "it took the snapshot after for the one before",
        _ => "it was made from other snapshots than those on record",
    };
    let command = format!("run: {}", hearing.commands().diff());
    hearing.object(Clause::Database, format!("{file}: {sentence}"), command);
}

/// A snapshot that stands and is the planned one; its entry, when it stands at all.
pub(super) fn snapshot<'a>(
    hearing: &mut Hearing<'a>,
    clause: Clause,
    side_car: &SideCar,
) -> Option<&'a Recorded> {
    let case = hearing.case;
    let file = CaseFile::side_car(hearing.tc_id(), side_car);
    let entry = hearing.standing(clause, &file, &["capture_db_snapshot"], |commands| {
        commands.snapshot(side_car)
    })?;
    let command = format!("run: {}", hearing.commands().snapshot(side_car));
    let Some(claim) = entry.claim::<SnapshotClaim>() else {
        hearing.object(clause, format!("{file}: its entry does not say what was asked"), command);
        return Some(entry);
    };
    let planned = case.tc(hearing.tc_id()).map(|tc| tc.snapshot.as_slice()).unwrap_or_default();
    if !planned.is_empty() && !claim.is_of(planned) {
        let sentence = format!("{file}: its statements or databases are not the planned ones");
        hearing.object(clause, sentence, command.clone());
    }
    let phase = if *side_car == SideCar::After { Phase::After } else { Phase::Before };
    if claim.phase.is_some_and(|taken| taken != phase) {
        let sentence = format!("{file}: it was taken for the other side of the stimulus");
        hearing.object(clause, sentence, command.clone());
    }
    let has_placeholders = planned.iter().any(|it| !placeholder::find(&it.sql).is_empty());
    if has_placeholders && !case.is_filled_by_mapping(entry) {
        let sentence =
            format!("{file}: its placeholders were not filled from the ticket's mapping");
        hearing.object(clause, sentence, command.clone());
    }
    if claim.source == Some(Source::Supplied) {
        hearing.note_supplied(clause, &file, command);
    }
    Some(entry)
}

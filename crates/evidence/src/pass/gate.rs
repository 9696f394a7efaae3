//! Clause 4: the behavioural gate does not block the test case.

use super::{Clause, Hearing};

pub(super) fn check(hearing: &mut Hearing<'_>) {
    let gate = hearing.case.behavioral.as_ref();
    let Some(reason) = gate.and_then(|gate| gate.view.blocks(hearing.tc_id())) else { return };
    let sentence = format!("the behavioural gate blocks it: {reason}");
    let command =
        "record it as BLOCKED, or map data that reaches the code and run: behavioral_gate";
    hearing.object(Clause::Gate, sentence, command.into());
}

//! One call of a hook, from the client's line on standard input to the answer.

use super::{TRUE, floor_of_starts};
use crate::{
    case::{Case, Contender},
    place::Place,
};

/// Memory that a hook may take beside three times its input, in MiB.
const MEMORY: u64 = 2;

/// Hooks that look at every Write and Edit.
const OF_WRITES: [&str; 6] = [
    "validate_test_result",
    "validate_test_sheet",
    "validate_data_mapping",
    "behavioral_gate",
    "guard_evidence",
    "guard_io_scope",
];

const SMALL: &str = "validate_test_result, small ledger";

/// What is none of a hook's business; a document of twenty test cases; very large ones.
pub(crate) fn cases(place: &Place) -> Vec<Case> {
    vec![other_file(place), other_command(place), twenty(place), large(place)]
}

/// A hook with the call of a file of `hooks/`.
fn call(place: &Place, hook: &str, input: &str) -> Contender {
    let input = format!("hooks/{input}.json");
    let beside = 3 * place.size(&input);
    let hook = Contender::new(hook, &[&place.program(hook)]);
    hook.reading(place.input(&input)).within(MEMORY, beside)
}

fn called(label: &str, contender: Contender) -> Contender {
    Contender { label: label.into(), ..contender }
}

fn other_file(place: &Place) -> Case {
    let mut contenders = vec![floor_of_starts()];
    let hooks = OF_WRITES.iter().map(|hook| call(place, hook, "other_write").at_most(1.2, TRUE));
    contenders.extend(hooks);
    contenders.push(python(place));
    Case { name: "hook, another file".into(), runs: 1_000, contenders }
}

fn other_command(place: &Place) -> Case {
    let hooks = ["guard_evidence", "guard_io_scope", "remind_caution"];
    let hooks = hooks.iter().map(|hook| call(place, hook, "caution_none").at_most(1.2, TRUE));
    let stop = called(
        "validate_final_message, no ticket",
        call(place, "validate_final_message", "stop").at_most(1.2, TRUE),
    );
    let contenders = std::iter::once(floor_of_starts()).chain(hooks).chain([stop]).collect();
    Case { name: "hook, another command".into(), runs: 1_000, contenders }
}

fn twenty(place: &Place) -> Case {
    let of = |hook: &str, input: &str| call(place, hook, input).at_most(2.5, TRUE);
    let contenders = vec![
        floor_of_starts(),
        called(SMALL, of("validate_test_result", "result_20_allow")),
        called(
            "validate_test_result, 10 000 entries",
            call(place, "validate_test_result", "result_20_large").at_most_more(3.0, SMALL),
        ),
        called("validate_test_result, refused", of("validate_test_result", "result_20_deny")),
        of("validate_test_sheet", "sheet_20_allow"),
        of("validate_data_mapping", "mapping_20_allow"),
        of("behavioral_gate", "gate_20_allow"),
        of("remind_caution", "caution_bash"),
    ];
    Case { name: "hook, 20 test cases".into(), runs: 600, contenders }
}

fn large(place: &Place) -> Case {
    let of = |hook: &str, input: &str| call(place, hook, input).at_most(25.0, TRUE);
    let contenders = vec![
        floor_of_starts(),
        called(
            "validate_data_mapping, 5 000 entries",
            of("validate_data_mapping", "mapping_5000_allow"),
        ),
        called("behavioral_gate, 5 000 entries", of("behavioral_gate", "gate_5000_allow")),
        called("validate_test_result, 2.5 MB", of("validate_test_result", "result_2000_deny")),
        python(place),
    ];
    Case { name: "hook, large".into(), runs: 150, contenders }
}

/// What the scripts that hooks replace cost before their first line.
fn python(place: &Place) -> Contender {
    Contender::peer("python3 -c pass", &[&place.python, "-c", "pass"])
}

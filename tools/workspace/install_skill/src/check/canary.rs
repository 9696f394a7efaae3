//! The calls that prove a hook alive: one that it must catch, and one that it must let through.

use super::{answer::Answer, call::stop, scratch::Scratch};
use serde_json::{Value, json};

/// A hook's two calls.
pub(super) struct Canary {
    pub(super) program: &'static str,
    /// The answer to the first call.
    pub(super) answer: Answer,
    /// A call that the hook must catch.
    pub(super) caught: fn(&Scratch) -> Value,
    /// A call that it has nothing to say to.
    pub(super) harmless: fn(&Scratch) -> Value,
}

/// One row a hook.
pub(super) const CANARIES: [Canary; 8] = [
    Canary {
        program: "validate_test_result",
        answer: Answer::Deny,
        // A PASS without any evidence, and a result that claims nothing.
        caught: |scratch| scratch.write("partial_results/TC-2.json", &result("TC-2", "PASS")),
        harmless: |scratch| {
            scratch.write("partial_results/TC-2.json", &result("TC-2", "INCOMPLETE"))
        },
    },
    Canary {
        program: "validate_test_sheet",
        answer: Answer::Deny,
        caught: |scratch| scratch.write("CANARY-1_test_sheet_v1_2025-01-01.md", "# TC-1\n"),
        harmless: |scratch| scratch.write("notes.md", "# TC-1\n"),
    },
    Canary {
        program: "validate_data_mapping",
        answer: Answer::Deny,
        caught: |scratch| scratch.write("CANARY-1_data_mapping.json", "{"),
        harmless: |scratch| scratch.write("notes.json", "{"),
    },
    Canary {
        program: "behavioral_gate",
        answer: Answer::Deny,
        // The scratch mapping says FAIL of TC-1, and PASS of TC-2.
        caught: |scratch| scratch.write("partial_results/TC-1.json", &result("TC-1", "PASS")),
        harmless: |scratch| scratch.write("partial_results/TC-2.json", &result("TC-2", "PASS")),
    },
    Canary {
        program: "guard_evidence",
        answer: Answer::Deny,
        caught: |scratch| scratch.write("partial_results/_ledger.jsonl", "{}\n"),
        harmless: |scratch| scratch.bash("cat partial_results/_ledger.jsonl"),
    },
    Canary {
        program: "guard_io_scope",
        answer: Answer::Deny,
        // Another ticket's folder, and the active one's.
        caught: |scratch| scratch.write("../CANARY-2_other/notes.md", "x\n"),
        harmless: |scratch| scratch.write("notes.md", "x\n"),
    },
    Canary {
        program: "remind_caution",
        answer: Answer::Context,
        caught: |scratch| scratch.bash("curl http://127.0.0.1/orders"),
        harmless: |scratch| scratch.bash("ls"),
    },
    Canary {
        program: "validate_final_message",
        answer: Answer::Block,
        // The scratch summary counts one FAIL.
        caught: |_| stop("All tests pass: total 2, PASS 2, FAIL 0."),
        harmless: |_| stop("I have read the ticket."),
    },
];

fn result(tc: &str, status: &str) -> String {
    json!({
        "tc_id": tc,
        "tc_type": "ACTIVE",
        "status": status,
        "error": "a canary of install_skill --check",
    })
    .to_string()
}

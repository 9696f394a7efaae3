//! The rule for PASS, and what `partial_results/{TC}.json` says.

use crate::ticket::{BOTH, HOOK, Ticket, Words};
use std::fs;
use testkit::hook::{Payload, ask_with};

#[test]
fn a_pass_that_never_ran_is_refused_with_the_commands() {
    for words in BOTH {
        let answer = Ticket::new().write(words.name(), &words.passed("TC-1"));
        answer.assert_denied(&[
            "TC-1 (line 1)",
            "run: stimulus_executor",
            "run: verdict_calculator",
            "--tc-id TC-1",
        ]);
        Ticket::ran().write(words.name(), &words.passed("TC-1")).assert_silent();
    }
}

#[test]
fn all_violations_of_all_test_cases_are_told() {
    let text =
        [Words::Ko.passed("TC-2"), Words::En.passed("TC-8"), Words::Ko.skipped("TC-9", "N/T", "")];
    let answer = Ticket::ran().write(Words::Ko.name(), &text.concat());
    answer.assert_denied(&["TC-2 (line", "TC-8 (line", "TC-9 (line", "to mend)"]);
}

#[test]
fn hand_made_and_changed_evidence_does_not_count() {
    for words in BOTH {
        let ticket = Ticket::ran();
        let file = ticket.results("TC-1_stimulus.json");
        fs::write(&file, "{\"success\": true}").unwrap();
        ticket
            .write(words.name(), &words.passed("TC-1"))
            .assert_denied(&["TC-1_stimulus.json: its bytes are not those"]);
        let hand_made = Ticket::new();
        for kind in ["stimulus", "verdict"] {
            fs::write(hand_made.results(&format!("TC-1_{kind}.json")), "{}").unwrap();
        }
        hand_made
            .write(words.name(), &words.passed("TC-1"))
            .assert_denied(&["no program entered it"]);
    }
}

#[test]
fn a_fail_may_be_a_lowered_pass() {
    for words in BOTH {
        let ticket = Ticket::ran();
        ticket.write(words.name(), &words.failed("TC-2")).assert_silent();
        // The result must say so, too.
        ticket
            .write(words.name(), &words.failed("TC-1"))
            .assert_denied(&["it says FAIL, partial_results/TC-1.json says PASS"]);
        ticket.result("TC-1", "FAIL", Some("the page shows another price"));
        ticket.write(words.name(), &words.failed("TC-1")).assert_silent();
    }
}

#[test]
fn the_document_agrees_with_the_results() {
    for words in BOTH {
        let ticket = Ticket::ran();
        ticket.result("TC-1", "BLOCKED", Some("x"));
        ticket.write(words.name(), &words.passed("TC-1")).assert_denied(&[
            "it says PASS, partial_results/TC-1.json says BLOCKED",
            "record_tc_result",
        ]);
        fs::remove_file(ticket.results("TC-1.json")).unwrap();
        ticket.write(words.name(), &words.passed("TC-1")).assert_silent();
    }
}

#[test]
fn what_cannot_be_read_is_named() {
    for words in BOTH {
        let ticket = Ticket::ran();
        let text = words.passed("TC-1");
        fs::write(ticket.results("TC-1.json"), "{\n  \"status\": ").unwrap();
        ticket.write(words.name(), &text).assert_denied(&["TC-1.json line 2", "store/not-json"]);
        ticket.result("TC-1", "passed", None);
        ticket
            .write(words.name(), &text)
            .assert_denied(&["TC-1.json at /status", "store/wrong-shape"]);
        fs::remove_file(ticket.results("TC-1.json")).unwrap();
        fs::create_dir(ticket.results("TC-1.json")).unwrap();
        ticket.write(words.name(), &text).assert_denied(&["TC-1.json"]);
        fs::remove_dir(ticket.results("TC-1.json")).unwrap();
        ticket.0.write("test/_config.json", "{");
        ticket.write(words.name(), &text).assert_denied(&["_config.json", "store/not-json"]);
        ticket.0.write("test/_config.json", "{}");
        ticket.0.write(ticket.0.ticket("WO-1_tc_spec.json"), "[]");
        ticket.write(words.name(), &text).assert_denied(&["WO-1_tc_spec.json"]);
        // Honesty needs no record, but what is there must be whole.
        fs::remove_file(ticket.0.ticket("WO-1_tc_spec.json")).unwrap();
        ticket.write(words.name(), &text).assert_silent();
    }
}

#[test]
fn evidence_is_a_regular_file() {
    let ticket = Ticket::ran();
    let stimulus = ticket.results("TC-1_stimulus.json");
    fs::remove_file(&stimulus).unwrap();
    let made = std::process::Command::new("mkfifo").arg(&stimulus).status().unwrap();
    assert!(made.success());
    // A pipe without a writer would wait for ever.
    ticket
        .write(Words::Ko.name(), &Words::Ko.passed("TC-1"))
        .assert_denied(&["TC-1_stimulus.json"]);
}

#[test]
fn a_decision_that_takes_too_long_is_a_refusal() {
    let ticket = Ticket::ran();
    let call = Payload::write(ticket.0.ticket(Words::Ko.name()), &Words::Ko.whole());
    let mut command = ticket.0.command(HOOK);
    command.env("CLAUDE_PROJECT_DIR", ticket.0.path("")).env("PROCTOR_HOOK_DEADLINE_MS", "0");
    ask_with(command, call.line()).assert_denied(&["took longer than its time"]);
}

#[test]
fn the_plan_decides_what_a_test_case_is() {
    for words in BOTH {
        let ticket = Ticket::ran();
        let plan = |kind: &str| {
            format!(r#"{{"ticket":"WO-1","tcs":{{"TC-3":{{"title":"x","type":"{kind}"}}}}}}"#)
        };
        ticket.0.write(ticket.0.ticket("WO-1_tc_spec.json"), plan("OBSERVATION"));
        ticket.write(words.name(), &words.passed("TC-3")).assert_silent();
        ticket.write(words.name(), "### ✅ TC-3: x\n").assert_silent();
        ticket.0.write(ticket.0.ticket("WO-1_tc_spec.json"), plan("ACTIVE"));
        ticket
            .write(words.name(), &words.observed("TC-3"))
            .assert_denied(&["TC-3_stimulus.json", "shows no request"]);
    }
}

#[test]
fn of_two_mappings_the_stricter_answer_holds() {
    use unicode_normalization::UnicodeNormalization;
    let mapping = |data: &str| {
        format!(
            r#"{{"sheet_version":"v1","created_at":"","mappings":{{"TC-1":{{"status":"MAPPED","data":{data}}}}}}}"#
        )
    };
    let decomposed: String = "WO-1_데이터매핑.json".nfd().collect();
    for other in [decomposed.as_str(), "WO-1_data_mapping.json"] {
        let ticket = Ticket::ran();
        ticket.0.write(ticket.0.ticket("WO-1_데이터매핑.json"), mapping(r#"{"id":1}"#));
        ticket.0.write(ticket.0.ticket(other), mapping(r#"{ "id": 1 }"#));
        for words in BOTH {
            ticket.write(words.name(), &words.whole()).assert_silent();
        }
        ticket.0.write(ticket.0.ticket(other), mapping(r#"{"id":2}"#));
        for words in BOTH {
            ticket.write(words.name(), &words.whole()).assert_denied(&[
                "TC-1 (line 9)",
                "two data mappings that differ",
                "(1 to mend)",
            ]);
        }
    }
}

#[test]
fn the_behavioural_gate_blocks() {
    for words in BOTH {
        let ticket = Ticket::ran();
        let gate = |gate: &str| {
            format!(
                r#"{{"results":[{{"tc_id":"TC-1","gate":"{gate}","reason":"no such stock"}}]}}"#
            )
        };
        let file = ticket.0.ticket("WO-1_behavioral_gate.json");
        ticket.0.write(&file, gate("PASS"));
        ticket.write(words.name(), &words.passed("TC-1")).assert_silent();
        ticket.0.write(&file, gate("BLOCKED"));
        ticket
            .write(words.name(), &words.passed("TC-1"))
            .assert_denied(&["TC-1", "the behavioural gate blocks it: no such stock"]);
        ticket
            .write(words.name(), &words.passed("TC-2").replace("✅", "🚫"))
            .assert_denied(&["TC-2"]);
        ticket
            .write(words.name(), &words.skipped("TC-1", "BLOCKED", "no such stock"))
            .assert_denied(&["it says BLOCKED, partial_results/TC-1.json says PASS"]);
    }
}

#[test]
fn without_the_ledger_the_file_and_the_text_are_enough() {
    for words in BOTH {
        let ticket = Ticket::new();
        ticket.0.write("test/_config.json", r#"{"evidence":{"require_ledger":false}}"#);
        let text = words.passed("TC-1");
        ticket.write(words.name(), &text).assert_denied(&["TC-1_stimulus.json"]);
        fs::write(ticket.results("TC-1_stimulus.json"), "{}").unwrap();
        ticket.write(words.name(), &text).assert_silent();
        ticket
            .write(words.name(), &text.replacen("[✅] 3. STIMULUS", "", 1))
            .assert_denied(&["shows no request"]);
        let result = |status: &str| {
            let text = format!(r#"{{"tc_id":"TC-1","status":"{status}"}}"#);
            ticket.ask(&Payload::write(ticket.results("TC-1.json"), &text))
        };
        result("PASS").assert_silent();
        result("N/T").assert_denied(&["without a reason"]);
    }
}

//! The hook as the client calls it.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

mod loops;
mod ticket;

use predicates::prelude::*;
use testkit::{
    Project,
    hook::{Answer, Payload},
};
use ticket::{HOOK, Ticket};

/// Checks that a message is refused, with all these words.
#[track_caller]
fn refused(answer: &Answer, words: &[&str]) {
    let Answer::Block(reason) = answer else {
        panic!("expected a refusal with {words:?}, got {answer:?}")
    };
    let missing: Vec<_> = words.iter().filter(|word| !reason.contains(**word)).collect();
    assert!(missing.is_empty(), "missing {missing:?} in:\n{reason}");
}

#[test]
fn explains_itself() {
    let project = Project::new();
    let run = |flag: &str| project.command(HOOK).arg(flag).assert();
    run("--help").success().stdout(predicate::str::contains("SubagentStop"));
    run("--version").success().stdout(predicate::str::starts_with("validate_final_message "));
    run("--nonsense").code(1).stderr(predicate::str::starts_with("error: "));
}

#[test]
fn honest_messages_pass() {
    let ticket = Ticket::ran();
    for message in [
        "TC-1: PASS, TC-2: PASS, TC-3: FAIL, TC-4: N/T",
        "총 4건 중 2건 통과, 1건 실패, 1건 미실행입니다.",
        "PASS 2 / FAIL 1 / N/T 1 / total 4, pass rate 50%",
        "TC-1과 TC-2는 통과했고 TC-3은 실패했습니다. TC-4는 아직 실행하지 않았습니다.",
        "Not all test cases passed: TC-3 failed.",
        "I will run TC-4 next; once it passes, all tests pass.",
        "TC-4: BLOCKED (no data)",
        "In the first run TC-2 failed, now it passes.",
        "cargo test: 120 passed, 0 failed. I fixed the service.",
        "```\nAll tests passed.\n```",
        "결과를 정리했습니다. 다음은 TC-4입니다.",
        "| TC | 결과 |\n|---|---|\n| TC-1 | ✅ PASS |\n| TC-3 | ❌ FAIL |",
        "",
    ] {
        assert_eq!(ticket.stop(message), Answer::Silent, "{message}");
    }
    assert_eq!(ticket.notes(), []);
}

#[test]
fn that_all_passed_is_refused_when_one_did_not() {
    for message in [
        "All tests pass.",
        "모든 테스트가 통과했습니다.",
        "전부 PASS",
        "4/4 PASS",
        "통과율 100%",
        "Everything passed.",
        "No test case failed.",
    ] {
        let answer = Ticket::ran().stop(message);
        refused(
            &answer,
            &["line 1", message, "PASS: 2 | FAIL: 1 | N/T: 1", "FAIL: TC-3", "N/T: TC-4"],
        );
    }
}

#[test]
fn counts_are_refused_when_the_record_has_others() {
    for (message, words) in [
        ("PASS 3 / FAIL 1 / total 4", ["PASS 3", "FAIL: 1"]),
        ("결과 요약:\n\n총 4건 중 3건 통과", ["line 3", "PASS: 2"]),
        (
            "Of the test cases 2 passed.\n\n| Total | PASS | FAIL |\n|-|-|-|\n| 3 | 2 | 1 |",
            ["line 5", "Total: 4"],
        ),
        ("TC 통과율은 75%입니다.", ["75%", "pass rate: 50.0%"]),
        ("TC 실패 0건", ["실패 0건", "FAIL: 1"]),
        ("Test cases: 2 passed, 1 failed, 0 N/T", ["0 N/T", "N/T: 1"]),
    ] {
        refused(&Ticket::ran().stop(message), &words);
    }
}

#[test]
fn a_status_is_refused_when_the_result_has_another() {
    for (message, words) in [
        ("TC-3: PASS", ["TC-3", "partial_results/TC-3.json says FAIL"]),
        ("TC-3은 통과했습니다.", ["TC-3", "says FAIL"]),
        ("✅ TC-3 주문 취소", ["TC-3", "says FAIL"]),
        ("| TC | Result |\n|-|-|\n| TC-3 | PASS |", ["line 3", "says FAIL"]),
        ("TC-1 failed.", ["TC-1", "says PASS"]),
        ("TC-3: BLOCKED", ["BLOCKED", "says FAIL"]),
        ("TC-4 passed.", ["TC-4 has no result", "record_tc_result --tc-id TC-4 --dir "]),
        ("TC-1~TC-4 모두 통과", ["TC-3.json says FAIL", "TC-4 has no result"]),
        ("TC-9: PASS", ["TC-9 has no result, and no plan names it", "run its steps"]),
    ] {
        refused(&Ticket::ran().stop(message), &words);
    }
}

#[test]
fn all_objections_are_told_at_once() {
    let message = "# 결과\n\n- TC-3: PASS\n- TC-4: PASS\n\n총 4건 모두 통과했습니다.";
    let words =
        ["line 3", "line 4", "line 6, \"총 4건 모두 통과했습니다.\"", "2 of 4 did not pass"];
    refused(&Ticket::ran().stop(message), &words);
}

#[test]
fn what_is_borne_out_passes_in_full() {
    let ticket = Ticket::passed();
    for message in
        ["All tests pass.", "2/2 PASS", "모든 TC가 통과했습니다.", "TC-1, TC-2 통과. 통과율 100%"]
    {
        assert_eq!(ticket.stop(message), Answer::Silent, "{message}");
    }
}

#[test]
fn a_pass_without_evidence_is_not_borne_out() {
    let ticket = Ticket::passed();
    ticket.plan(&["TC-1", "TC-2", "TC-3"]);
    ticket.result("TC-3", "PASS");
    refused(
        &ticket.stop("TC-3: PASS"),
        &["its PASS is not borne out", "TC-3_stimulus.json", "run: stimulus_executor"],
    );
    let words = ["does not bear out the PASS of TC-3", "verify_evidence --dir "];
    refused(&ticket.stop("모든 테스트 케이스가 통과했습니다."), &words);
    refused(&ticket.stop("3/3 PASS"), &words);
    refused(&ticket.stop("TC 3건 통과, 0건 실패"), &words);
    for honest in [
        "TC 2건 통과",
        "PASS: 3 | result: INCOMPLETE, TC-3 is unverified",
        "TC-1: PASS, TC-2: PASS",
    ] {
        assert_eq!(ticket.stop(honest), Answer::Silent, "{honest}");
    }
}

#[test]
fn evidence_that_was_changed_does_not_count() {
    let ticket = Ticket::passed();
    std::fs::write(ticket.results("TC-2_verdict.json"), "{}").unwrap();
    refused(&ticket.stop("TC-2 passed."), &["TC-2_verdict.json", "run: verdict_calculator"]);
}

#[test]
fn nothing_recorded_bears_nothing_out() {
    for message in [
        "All tests passed.",
        "모든 테스트가 통과했습니다.",
        "TC 12건 통과",
        "TC-1: PASS",
        "TC-1 failed.",
    ] {
        let ticket = Ticket::new();
        refused(&ticket.stop(message), &["Total: 0", "summarize_partial_results --dir "]);
        std::fs::remove_dir_all(ticket.results("")).unwrap();
        refused(&ticket.ask(&Payload::stop(message).session("other")), &["Total: 0"]);
    }
}

#[test]
fn a_summary_counts_while_it_counts_these_results() {
    let ticket = Ticket::ran();
    let results = [("TC-1", "PASS"), ("TC-2", "PASS"), ("TC-3", "FAIL")];
    ticket.summary(3, &results);
    assert_eq!(ticket.stop("Total: 3 | PASS: 2 | FAIL: 1 | N/T: 0"), Answer::Silent);
    let Answer::Block(reason) = ticket.stop("TC 3건 모두 통과") else {
        panic!("must be refused")
    };
    assert!(!reason.contains("_summary.json"), "{reason}");
    ticket.fail("TC-2");
    refused(
        &ticket.stop("Total: 3 | PASS: 2 | FAIL: 1"),
        &["PASS: 1 | FAIL: 2", "_summary.json is older than the results; run:"],
    );
    std::fs::write(ticket.results("_summary.json"), "{").unwrap();
    refused(&ticket.stop("TC 3건 통과"), &["There is no _summary.json of these results"]);
}

#[test]
fn a_subagent_may_speak_of_its_own_test_cases() {
    let ticket = Ticket::ran();
    let end = |message: &str| {
        ticket.ask(&Payload::stop(message).as_event("SubagentStop").with("agent_id", "a1"))
    };
    assert_eq!(end("TC-1: PASS\nTC-2: PASS\n\n2/2 PASS, all tests passed."), Answer::Silent);
    refused(&end("TC-2: PASS\nTC-3: PASS"), &["says FAIL"]);
    refused(&end("모든 테스트가 통과했습니다."), &["FAIL: TC-3"]);
    refused(&ticket.stop("TC-1: PASS\nTC-2: PASS\n\n2/2 PASS"), &["2 of 4 did not pass"]);
}

#[test]
fn without_a_ticket_or_a_claim_nothing_is_said() {
    let project = Project::new();
    let ask = |message: &str| testkit::hook::ask(&project, HOOK, &Payload::stop(message));
    assert_eq!(ask("All tests passed. TC-1: PASS"), Answer::Silent);
    let ticket = Ticket::new();
    std::fs::remove_dir_all(ticket.0.ticket("")).unwrap();
    assert_eq!(ticket.stop("All tests passed."), Answer::Silent, "the folder is gone");
    ticket.0.write("test/.active_ticket", "{");
    assert_eq!(ticket.stop("All tests passed."), Answer::Silent, "an adviser fails in silence");
}

#[test]
fn background_noise_is_let_be() {
    let ticket = Ticket::ran();
    let other = Payload::stop("All tests passed.").as_event("StopFailure");
    assert_eq!(ticket.ask(&other), Answer::Silent);
    let write = Payload::write("/x.md", "All tests passed.");
    assert_eq!(ticket.ask(&write), Answer::Silent);
    let mut command = ticket.0.command(HOOK);
    command.env("CLAUDE_PROJECT_DIR", ticket.0.path(""));
    for input in ["", "no JSON", "[]", r#"{"hook_event_name":"Stop","last_assistant_message":5}"#] {
        let mut command = ticket.0.command(HOOK);
        command.env("CLAUDE_PROJECT_DIR", ticket.0.path(""));
        assert_eq!(testkit::hook::ask_with(command, input), Answer::Silent, "{input}");
    }
    let ticket = Ticket::ran();
    std::fs::write(ticket.results("TC-4.json"), "{").unwrap();
    refused(&ticket.stop("모든 TC가 통과했습니다."), &["N/T: TC-4"]);
}

//! A message is refused once; then it goes through and leaves a note.

use crate::{refused, ticket::Ticket};
use testkit::hook::{Answer, Payload};

const LIE: &str = "모든 테스트가 통과했습니다.";

#[test]
fn the_same_message_is_let_go_and_noted() {
    let ticket = Ticket::ran();
    refused(&ticket.stop(LIE), &["2 of 4 did not pass"]);
    assert_eq!(ticket.stop(LIE), Answer::Silent);
    assert_eq!(ticket.stop(LIE), Answer::Silent);
    let notes = ticket.notes();
    let begins: Vec<_> = notes.iter().map(|note| note.note.split(':').next().unwrap()).collect();
    assert_eq!(begins, ["refused", "let go"], "and that once");
    assert!(notes[1].note.contains(LIE) && notes[1].note.contains("2 of 4"), "{notes:?}");
    let sha256 = store::sha256_hex(LIE.as_bytes());
    assert!(notes.iter().all(|note| note.text_sha256.as_ref() == Some(&sha256)));
    assert!(ticket.ledger_is_whole());
}

#[test]
fn a_corrected_message_goes_through_and_another_false_one_does_not() {
    let ticket = Ticket::ran();
    refused(&ticket.stop(LIE), &["FAIL: TC-3"]);
    assert_eq!(ticket.stop("TC-3은 실패했고 TC-4는 실행하지 않았습니다."), Answer::Silent);
    refused(&ticket.stop("TC-3: PASS"), &["says FAIL"]);
}

#[test]
fn while_a_stop_hook_is_at_work_nothing_is_refused() {
    let ticket = Ticket::ran();
    let again = |message: &str| Payload::stop(message).with("stop_hook_active", true);
    assert_eq!(ticket.ask(&again(LIE)), Answer::Silent);
    assert_eq!(ticket.notes().len(), 1);
    assert!(ticket.notes()[0].note.starts_with("let go: "));
    assert_eq!(ticket.ask(&again("TC-3: FAIL")), Answer::Silent);
    assert_eq!(ticket.notes().len(), 1, "an honest message leaves no note");
    assert!(ticket.ledger_is_whole());
}

#[test]
fn other_speakers_are_refused_anew() {
    let ticket = Ticket::ran();
    refused(&ticket.stop(LIE), &["FAIL: TC-3"]);
    refused(&ticket.ask(&Payload::stop(LIE).session("another")), &["FAIL: TC-3"]);
    let of_subagent = Payload::stop(LIE).as_event("SubagentStop").with("agent_id", "a1");
    refused(&ticket.ask(&of_subagent), &["FAIL: TC-3"]);
    assert_eq!(ticket.ask(&of_subagent), Answer::Silent);
    assert_eq!(ticket.notes().len(), 4);
    assert!(ticket.ledger_is_whole());
}

#[test]
fn subagents_in_parallel_keep_the_ledger_whole() {
    let ticket = Ticket::ran();
    std::thread::scope(|scope| {
        for agent in 0..6 {
            let ticket = &ticket;
            scope.spawn(move || {
                let end = Payload::stop(LIE)
                    .as_event("SubagentStop")
                    .with("agent_id", format!("a{agent}"));
                refused(&ticket.ask(&end), &["FAIL: TC-3"]);
                assert_eq!(ticket.ask(&end), Answer::Silent);
            });
        }
    });
    assert_eq!(ticket.notes().len(), 12);
    assert!(ticket.ledger_is_whole());
}

#[test]
fn without_a_memory_only_a_client_that_knows_loops_is_stopped() {
    let ticket = Ticket::ran();
    // Nobody can append without the lock, and a folder is none.
    std::fs::remove_file(ticket.results("_ledger.jsonl.lock")).unwrap();
    std::fs::create_dir(ticket.results("_ledger.jsonl.lock")).unwrap();
    refused(&ticket.stop("TC-3: PASS"), &["says FAIL"]);
    let without = Payload::stop("TC-3: PASS").with("stop_hook_active", serde_json::Value::Null);
    assert_eq!(ticket.ask(&without), Answer::Silent);
}

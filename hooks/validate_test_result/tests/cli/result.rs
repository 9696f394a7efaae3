//! `partial_results/{TC}.json`.

use crate::ticket::Ticket;
use testkit::hook::{Answer, Payload};

fn write(ticket: &Ticket, tc_id: &str, text: &str) -> Answer {
    ticket.ask(&Payload::write(ticket.results(&format!("{tc_id}.json")), text))
}

#[test]
fn a_result_is_borne_out_by_the_record() {
    let ticket = Ticket::ran();
    let pass = |tc: &str| format!(r#"{{"tc_id":"{tc}","status":"PASS","title":"주문 취소"}}"#);
    write(&ticket, "TC-1", &pass("TC-1")).assert_silent();
    write(&ticket, "TC-2", &pass("TC-2")).assert_denied(&["TC-2: the verdict on record is FAIL"]);
    write(&ticket, "TC-9", &pass("TC-9"))
        .assert_denied(&["TC-9_stimulus.json", "run: stimulus_executor"]);
    let observed = r#"{"tc_id":"TC-3","tc_type":"OBSERVATION","status":"PASS"}"#;
    write(&ticket, "TC-3", observed).assert_silent();
    write(&ticket, "TC-3", &pass("TC-3")).assert_denied(&["TC-3_stimulus.json"]);
}

#[test]
fn a_result_is_that_of_its_file() {
    let ticket = Ticket::ran();
    write(&ticket, "TC-1", r#"{"tc_id":"TC-2","status":"PASS"}"#)
        .assert_denied(&["TC-1: its `tc_id` is \"TC-2\", its file is that of TC-1"]);
}

#[test]
fn a_result_has_the_form_of_the_contract() {
    let ticket = Ticket::ran();
    for (text, expected) in [
        ("{\n  \"tc_id\": \"TC-1\",\n}", "TC-1.json line 3 column 1"),
        ("[]", "expected struct TcResult"),
        (r#"{"tc_id":"TC-1"}"#, "missing field `status`"),
        (r#"{"tc_id":"TC-1","status":null}"#, "/status"),
        (r#"{"tc_id":"TC-1","status":"OK"}"#, "/status"),
        (r#"{"tc_id":"TC-1","status":"pass"}"#, "/status"),
        (r#"{"tc_id":7,"status":"PASS"}"#, "/tc_id"),
        (r#"{"tc_id":"TC-1","status":"PASS","db_changes":{}}"#, "/db_changes"),
        ("", "TC-1.json line 1"),
    ] {
        write(&ticket, "TC-1", text).assert_denied(&["TC-1: it ", expected, "record_tc_result"]);
    }
    // Members of later versions, and all of older ones.
    write(&ticket, "TC-1", r#"{"tc_id":"TC-1","status":"PASS","checklist":null,"new":1}"#)
        .assert_silent();
}

#[test]
fn honesty_needs_a_reason_only() {
    let ticket = Ticket::new();
    for status in ["INCOMPLETE", "BLOCKED", "N/T"] {
        let text =
            |error: &str| format!(r#"{{"tc_id":"TC-1","status":"{status}","error":{error}}}"#);
        write(&ticket, "TC-1", &text("null")).assert_denied(&[
            status,
            "without a reason",
            "`error`",
        ]);
        write(&ticket, "TC-1", &text("\" \"")).assert_denied(&["without a reason"]);
        write(&ticket, "TC-1", &text("\"서버 접속 불가\"")).assert_silent();
    }
}

#[test]
fn an_edit_of_a_result_is_judged_whole() {
    let ticket = Ticket::ran();
    ticket.result("TC-2", "FAIL", Some("stock is 4"));
    let path = ticket.results("TC-2.json");
    ticket.ask(&Payload::edit(&path, "stock is 4", "재고가 4")).assert_silent();
    ticket
        .ask(&Payload::edit(&path, "FAIL", "PASS"))
        .assert_denied(&["the verdict on record is FAIL"]);
}

//! Everything but a PASS of an ACTIVE test case: observations, FAIL, what needs only a reason,
//! supplied rows, a ledger that lost its head, and a project without the ledger's rule.

use crate::ticket::{TC, Ticket, results, snapshot_claim};
use contract::{
    Status, TcType,
    claim::{Phase, SnapshotClaim, VerdictClaim},
    snapshot::Source,
};
use evidence::pass::{Claim, Clause, judge};
use std::fs;

fn observation() -> Ticket {
    let ticket = Ticket::new();
    ticket.change("WO-1_tc_spec.json", "\"type\":\"ACTIVE\"", "\"type\":\"OBSERVATION\"");
    ticket
}

fn judged_rows(ticket: &Ticket, path: &str) -> VerdictClaim {
    VerdictClaim { actual_path: Some(path.into()), ..ticket.verdict_claim(Status::Pass) }
}

#[test]
fn an_observation_needs_a_snapshot_and_a_verdict_on_it() {
    let ticket = observation();
    ticket.violates(
        Status::Pass,
        &[(Clause::Observation, "TC-1_before.json"), (Clause::Verdict, "TC-1_verdict.json")],
    );
    ticket.before();
    ticket.verdict_with(&["TC-1_before.json"], judged_rows(&ticket, "rows"));
    ticket.stands(Status::Pass);
    ticket.verdict_with(&["TC-1_before.json"], judged_rows(&ticket, "tables.orders.rows"));
    ticket.stands(Status::Pass);
    ticket.verdict_with(&["TC-1_before.json"], judged_rows(&ticket, "sql"));
    ticket.violates(Status::Pass, &[(Clause::Verdict, "judged sql")]);
}

#[test]
fn the_snapshot_of_an_observation_may_be_the_one_after() {
    let ticket = observation();
    ticket.before();
    ticket.after();
    ticket.verdict_with(&["TC-1_after.json"], judged_rows(&ticket, "rows[0]"));
    ticket.stands(Status::Pass);
    ticket.after();
    ticket.violates(Status::Pass, &[(Clause::Verdict, "judged another")]);
}

#[test]
fn the_snapshot_of_an_observation_is_the_planned_one() {
    let ticket = observation();
    let claim = SnapshotClaim { db: Some("other".into()), ..snapshot_claim(Phase::Before) };
    ticket.snapshot("TC-1_before.json", claim);
    ticket.verdict_with(&["TC-1_before.json"], judged_rows(&ticket, "rows"));
    ticket.violates(Status::Pass, &[(Clause::Observation, "are not the planned ones")]);
}

#[test]
fn what_a_test_case_is_is_not_decided_by_a_title_where_there_is_a_plan() {
    let ticket = Ticket::new();
    let title = "[관찰] 취소";
    assert_eq!(ticket.case().tc_type(TC, title), TcType::Active);
    assert_eq!(ticket.case().tc_type("TC-9", title), TcType::Active);
    let claim = Claim { tc_id: TC, status: Status::Pass, title, reason: "" };
    let found = judge(&ticket.case(), &claim).violations;
    assert_eq!(found[0].clause, Clause::Stimulus);
    fs::remove_file(ticket.path("WO-1_tc_spec.json")).unwrap();
    assert_eq!(ticket.case().tc_type(TC, title), TcType::Observation);
}

#[test]
fn a_fail_needs_the_same_evidence_and_a_verdict_that_failed() {
    let ticket = Ticket::new();
    assert_eq!(ticket.judge(Status::Fail, "").violations.len(), 5);
    let ticket = Ticket::passed();
    ticket.verdict(Status::Fail);
    ticket.stands(Status::Fail);
    ticket.violates(Status::Pass, &[(Clause::Verdict, "the verdict on record is FAIL")]);
}

#[test]
fn a_pass_may_be_lowered_with_a_reason_and_never_raised() {
    let ticket = Ticket::passed();
    ticket.violates(Status::Fail, &[(Clause::Verdict, "no reason is given")]);
    assert_eq!(
        ticket.judge(Status::Fail, "the total is shown in the wrong currency").violations,
        []
    );
    ticket.verdict(Status::Fail);
    assert_eq!(ticket.judge(Status::Pass, "it looks fine to me").violations.len(), 1);
}

#[test]
fn a_fail_that_rests_on_no_failed_check_is_named() {
    let ticket = Ticket::passed();
    let claim = VerdictClaim { fail: 0, ..ticket.verdict_claim(Status::Fail) };
    ticket.verdict_with(&["TC-1_stimulus.json"], claim);
    ticket.violates(Status::Fail, &[(Clause::Verdict, "FAIL and no check failed")]);
}

#[test]
fn honesty_needs_a_reason_and_nothing_else() {
    let ticket = Ticket::new();
    for status in [Status::NotTested, Status::Blocked, Status::Incomplete] {
        assert_eq!(ticket.judge(status, "the server is down").violations, []);
        ticket.violates(status, &[(Clause::Reason, "without a reason")]);
    }
}

#[test]
fn supplied_rows_count_unless_the_project_says_no_and_are_always_shown() {
    let supplied =
        |phase| SnapshotClaim { source: Some(Source::Supplied), ..snapshot_claim(phase) };
    let mut ticket = Ticket::new();
    ticket.snapshot("TC-1_before.json", supplied(Phase::Before));
    ticket.stimulus();
    ticket.snapshot("TC-1_after.json", supplied(Phase::After));
    ticket.diff();
    ticket.verdict(Status::Pass);
    let judgement = ticket.judge(Status::Pass, "");
    assert_eq!(judgement.violations, []);
    assert_eq!(judgement.supplied, [results("TC-1_before.json"), results("TC-1_after.json")]);
    ticket.config.allow_supplied_rows = false;
    let no = (Clause::Database, "its rows were supplied");
    ticket.violates(Status::Pass, &[no, no]);
}

#[test]
fn without_the_ledgers_rule_the_stimulus_file_is_enough() {
    let mut ticket = Ticket::new();
    ticket.config.require_ledger = false;
    ticket.violates(Status::Pass, &[(Clause::Stimulus, "there is no such file")]);
    ticket.write(&results("TC-1_stimulus.json"), "{}");
    ticket.stands(Status::Pass);
    ticket.change("WO-1_tc_spec.json", "\"type\":\"ACTIVE\"", "\"type\":\"OBSERVATION\"");
    fs::remove_file(ticket.path(&results("TC-1_stimulus.json"))).unwrap();
    ticket.stands(Status::Pass);
}

#[test]
fn a_ledger_that_was_rolled_back_bears_nothing_out() {
    let ticket = Ticket::passed();
    let ledger = ticket.ledger();
    ticket.enter("validate_final_message", contract::Object::new()).unwrap();
    ticket.write(&results("_ledger.jsonl"), &ledger);
    ticket.violates(Status::Pass, &[(Clause::Head, "was rolled back: it ended with seq 6")]);
    let command = &ticket.judge(Status::Pass, "").violations[0].command;
    assert!(command.contains("--accept-head"), "{command}");
}

#[test]
fn an_edited_entry_bears_nothing_out() {
    let ticket = Ticket::passed();
    ticket.change(&results("_ledger.jsonl"), "\"verdict\":\"PASS\"", "\"verdict\":\"FAIL\"");
    ticket.violates(Status::Pass, &[(Clause::Verdict, "does not hold at seq 5")]);

    let ticket = Ticket::passed();
    let ledger = ticket.ledger();
    let line = ledger
        .lines()
        .find(|line| line.contains("\"output\":{\"path\":\"partial_results/TC-1_after"));
    let without = ledger.replace(&format!("{}\n", line.unwrap()), "");
    ticket.write(&results("_ledger.jsonl"), &without);
    ticket.violates(
        Status::Pass,
        &[
            (Clause::Stimulus, "TC-1_stimulus.json: the ledger does not hold at seq 2"),
            (Clause::Database, "TC-1_after.json: no program entered it"),
            (Clause::Database, "TC-1_diff.json: the ledger does not hold at seq 4"),
        ],
    );
}

#[test]
fn with_a_key_every_entry_must_be_signed_with_it() {
    let mut ticket = Ticket::new();
    ticket.before();
    let key = |text: &str| ("PROCTOR_EVIDENCE_KEY".to_owned(), text.to_owned());
    ticket.env.push(key("the key that only CI holds"));
    ticket.stimulus();
    ticket.after();
    ticket.diff();
    ticket.verdict(Status::Pass);
    ticket.violates(Status::Pass, &[(Clause::Database, "seq 1, carries no signature")]);
    ticket.env.pop();
    ticket.stands(Status::Pass);
    ticket.env.push(key("a key that somebody made up"));
    assert_eq!(ticket.judge(Status::Pass, "").violations.len(), 5);
}

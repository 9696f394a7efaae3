//! After a seal: the plan is the sealed one, and stimulus and verdict are younger than it.

use crate::ticket::{TC, Ticket, results};
use contract::{
    Status, TcType,
    claim::{self, SealClaim, SealedTc},
    json, plan,
};
use evidence::{
    Act,
    pass::{Clause, unsealed_parts},
};

fn seal(ticket: &Ticket) {
    let spec = ticket.input("WO-1_tc_spec.json");
    let gate = json::parse(&ticket.read("WO-1_gate_20260101_000000.json")).unwrap();
    let of_gate = |name: &str| gate.get(name).map(plan::sha256);
    let sealed = SealedTc {
        tc_type: TcType::Active,
        expected: ticket.part("expected"),
        stimulus: ticket.part("stimulus"),
        snapshot: ticket.part("snapshot"),
        ..SealedTc::default()
    };
    let claim = SealClaim {
        files: [("WO-1_tc_spec.json".to_owned(), spec.sha256)].into_iter().collect(),
        env_map: of_gate("server_env_map"),
        test_types: of_gate("test_types"),
        tcs: [(TC.to_owned(), sealed)].into_iter().collect(),
    };
    ticket.enter("seal_plan", claim::members(&claim)).unwrap();
}

fn run(ticket: &Ticket) {
    ticket.before();
    ticket.stimulus();
    ticket.after();
    ticket.diff();
    ticket.verdict(Status::Pass);
}

#[test]
fn a_run_after_the_seal_stands() {
    let ticket = Ticket::new();
    assert_eq!(unsealed_parts(&ticket.case(), TC), Vec::<String>::new());
    seal(&ticket);
    run(&ticket);
    ticket.stands(Status::Pass);
}

#[test]
fn each_sealed_part_is_held() {
    for (file, from, to, part) in [
        ("WO-1_tc_spec.json", "\"http_status\":200", "\"http_status\":201", "`expected`"),
        ("WO-1_tc_spec.json", "\"method\":\"POST\"", "\"method\":\"post\"", "`stimulus`"),
        ("WO-1_tc_spec.json", "\"name\":\"orders\"", "\"name\":\"order\"", "`snapshot`"),
        ("WO-1_tc_spec.json", "\"ACTIVE\"", "\"OBSERVATION\"", "the type"),
        ("WO-1_gate_20260101_000000.json", "local", "dev", "`server_env_map`"),
        (
            "WO-1_gate_20260101_000000.json",
            "\"api_test\":true",
            "\"api_test\":false",
            "`test_types`",
        ),
    ] {
        let ticket = Ticket::new();
        seal(&ticket);
        run(&ticket);
        ticket.change(file, from, to);
        let parts = unsealed_parts(&ticket.case(), TC);
        assert!(parts.len() == 1 && parts[0].contains(part), "{part}: {parts:?}");
        let found = ticket.judge(Status::Pass, "").violations;
        let seal: Vec<_> = found.iter().filter(|it| it.clause == Clause::Seal).collect();
        assert!(seal.len() == 1 && seal[0].sentence.contains(part), "{found:?}");
    }
}

#[test]
fn the_same_plan_in_other_words_is_still_sealed() {
    let ticket = Ticket::new();
    seal(&ticket);
    run(&ticket);
    ticket.change("WO-1_tc_spec.json", "\"total\":10.0", "\"total\": 1e1");
    ticket.stands(Status::Pass);
}

#[test]
fn evidence_from_before_the_seal_does_not_stand() {
    let ticket = Ticket::passed();
    seal(&ticket);
    let older = |file: &'static str| (Clause::Seal, file);
    ticket.violates(
        Status::Pass,
        &[older("TC-1_stimulus.json is older"), older("TC-1_verdict.json is older")],
    );
}

#[test]
fn sealing_the_same_again_changes_nothing_and_a_new_plan_starts_anew() {
    let ticket = Ticket::new();
    seal(&ticket);
    run(&ticket);
    seal(&ticket);
    ticket.stands(Status::Pass);
    ticket.change("WO-1_tc_spec.json", "\"http_status\":200", "\"http_status\":201");
    seal(&ticket);
    let found = ticket.judge(Status::Pass, "").violations;
    assert!(found.iter().any(|it| it.sentence.contains("is older than the seal")), "{found:?}");
    run(&ticket);
    ticket.stands(Status::Pass);
}

#[test]
fn a_test_case_that_came_after_the_seal_is_not_sealed() {
    let ticket = Ticket::new();
    ticket.enter("seal_plan", claim::members(&SealClaim::default())).unwrap();
    run(&ticket);
    ticket.violates(Status::Pass, &[(Clause::Seal, "the seal does not know this test case")]);
}

#[test]
fn a_computed_expectation_comes_from_the_sealed_plan() {
    let ticket = Ticket::new();
    let fields = "\"total\":10.0},\"fields\":[{\"path\":\"n\"}]";
    ticket.change("WO-1_tc_spec.json", "\"total\":10.0}", fields);
    seal(&ticket);
    run(&ticket);
    let compute = |inputs| {
        let act = Act { tc_id: Some(TC.into()), inputs, claim: contract::Object::new() };
        ticket.record("compute_expected", &results("TC-1_expected.json"), act).unwrap();
        let files = ["TC-1_stimulus.json", "TC-1_expected.json"];
        ticket.verdict_with(&files, ticket.verdict_claim(Status::Pass));
    };
    compute(ticket.plan_inputs());
    ticket.stands(Status::Pass);
    // Sealed, then changed without anybody touching this test case, then computed.
    ticket.change("WO-1_tc_spec.json", "\"sheet_version\":\"v1\"", "\"sheet_version\":\"v2\"");
    compute(ticket.plan_inputs());
    ticket.violates(Status::Pass, &[(Clause::Seal, "not computed from the sealed plan")]);
}

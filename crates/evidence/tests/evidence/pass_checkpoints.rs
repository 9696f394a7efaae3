//! Clauses 1 and 2 for each segment.

use crate::ticket::{TC, Ticket, results, stimulus_claim};
use contract::{
    Status,
    claim::{self, StimulusClaim, VerdictClaim},
    plan,
};
use evidence::{Act, pass::Clause};

const SPEC: &str = r#"{"tcs":{"TC-1":{"type":"ACTIVE","checkpoints":[
  {"segment":"①","stimulus":{"method":"GET","service":"shop","path":"/orders/{data.order_id}"},
   "expected":{"http_status":200}},
  {"segment":"②","stimulus":{"method":"POST","service":"shop","path":"/orders/{data.order_id}/cancel"},
   "expected":{"http_status":200,"static_fields":{"state":"CANCELLED"}}}]}}}"#;

fn ticket() -> Ticket {
    let ticket = Ticket::new();
    ticket.write("WO-1_tc_spec.json", SPEC);
    ticket.without_db_verify();
    ticket
}

fn send(ticket: &Ticket, n: u32) {
    let mut claim = stimulus_claim();
    if n == 1 {
        claim.method = "GET".into();
        claim.path = "/api/orders/1234567890123456789".into();
    }
    ticket.stimulus_with(&format!("TC-1_stimulus_{n}.json"), claim);
}

fn judge(ticket: &Ticket, n: u32, verdict: Status) {
    let part = plan::checkpoint_part(&ticket.spec(), TC, n as usize, "expected").map(plan::sha256);
    let claim = VerdictClaim { spec_sha256: part, ..ticket.verdict_claim(verdict) };
    let (file, actual) = (format!("TC-1_verdict_{n}.json"), format!("TC-1_stimulus_{n}.json"));
    ticket.verdict_to(&file, &[&actual], claim);
}

fn passed() -> Ticket {
    let ticket = ticket();
    for n in [1, 2] {
        send(&ticket, n);
        judge(&ticket, n, Status::Pass);
    }
    ticket
}

#[test]
fn every_segment_is_on_record() {
    passed().stands(Status::Pass);
}

#[test]
fn a_missing_segment_is_named() {
    let ticket = ticket();
    send(&ticket, 1);
    judge(&ticket, 1, Status::Pass);
    ticket.violates(
        Status::Pass,
        &[
            (Clause::Checkpoints, "TC-1_stimulus_2.json"),
            (Clause::Checkpoints, "TC-1_verdict_2.json"),
        ],
    );
}

#[test]
fn segments_come_in_the_plans_order() {
    let ticket = passed();
    send(&ticket, 1);
    judge(&ticket, 1, Status::Pass);
    ticket.violates(Status::Pass, &[(Clause::Checkpoints, "segment ② was sent before")]);
}

#[test]
fn each_segment_is_judged_by_its_own_expectation() {
    let ticket = passed();
    let other = plan::checkpoint_part(&ticket.spec(), TC, 1, "expected").map(plan::sha256);
    let claim = VerdictClaim { spec_sha256: other, ..ticket.verdict_claim(Status::Pass) };
    ticket.verdict_to("TC-1_verdict_2.json", &["TC-1_stimulus_2.json"], claim);
    ticket.violates(Status::Pass, &[(Clause::Checkpoints, "its checks cannot be read")]);
}

#[test]
fn a_failed_segment_ends_the_case() {
    let ticket = ticket();
    send(&ticket, 1);
    judge(&ticket, 1, Status::Fail);
    ticket.stands(Status::Fail);
    let found = ticket.judge(Status::Pass, "").violations;
    assert!(found.iter().any(|it| it.sentence == "the verdict on record is FAIL"), "{found:?}");
}

#[test]
fn the_sequence_may_judge_all_segments_in_one_file() {
    let ticket = ticket();
    for n in [1, 2] {
        let file = results(&format!("TC-1_stimulus_{n}.json"));
        let mut claim = stimulus_claim();
        if n == 1 {
            claim = StimulusClaim {
                method: "GET".into(),
                path: "/api/orders/1234567890123456789".into(),
                ..claim
            };
        }
        let act = Act { tc_id: Some(TC.into()), claim: claim::members(&claim), ..Act::default() };
        ticket.record("run_api_sequence", &file, act).unwrap();
    }
    let all = |spec_sha256| Act {
        tc_id: Some(TC.into()),
        inputs: [
            ticket.inputs(&["TC-1_stimulus_1.json", "TC-1_stimulus_2.json"]),
            ticket.plan_inputs(),
        ]
        .concat(),
        claim: claim::members(&VerdictClaim { spec_sha256, ..ticket.verdict_claim(Status::Pass) }),
    };
    let file = results("TC-1_verdict.json");
    ticket.record("run_api_sequence", &file, all(ticket.part("checkpoints"))).unwrap();
    ticket.stands(Status::Pass);
    ticket.record("run_api_sequence", &file, all(None)).unwrap();
    let by_none = (Clause::Checkpoints, "it did not judge by the plan");
    ticket.violates(Status::Pass, &[by_none, by_none]);
}

#[test]
fn what_the_plan_says_of_the_whole_case_holds_too() {
    let ticket = passed();
    let whole = r#""type":"ACTIVE","expected":{"http_status":200},"stimulus":{"method":"POST",
        "service":"shop","path":"/orders/{data.order_id}/cancel"},"#;
    ticket.change("WO-1_tc_spec.json", "\"type\":\"ACTIVE\",", whole);
    ticket.violates(
        Status::Pass,
        &[(Clause::Stimulus, "TC-1_stimulus.json"), (Clause::Verdict, "TC-1_verdict.json")],
    );
    ticket.stimulus();
    ticket.verdict(Status::Pass);
    ticket.stands(Status::Pass);
}

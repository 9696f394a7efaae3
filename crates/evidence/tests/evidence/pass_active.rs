//! Clauses 1 to 4 for an ACTIVE test case.

use crate::ticket::{MAPPING_FILE, TC, Ticket, results, snapshot_claim, stimulus_claim};
use contract::{
    Object, Status,
    claim::{self, Phase, StimulusClaim, VerdictClaim, sql_sha256},
};
use evidence::{Act, pass::Clause};

const PASS: Status = Status::Pass;

#[test]
fn a_pass_with_everything_on_record_stands() {
    Ticket::passed().stands(PASS);
}

#[test]
fn a_pass_without_anything_misses_everything_at_once() {
    let ticket = Ticket::new();
    ticket.violates(
        PASS,
        &[
            (Clause::Stimulus, "there is no such file"),
            (Clause::Verdict, "there is no such file"),
            (Clause::Database, "TC-1_before.json"),
            (Clause::Database, "TC-1_after.json"),
            (Clause::Database, "TC-1_diff.json"),
        ],
    );
    let found = ticket.judge(PASS, "").violations;
    let commands: Vec<_> = found.iter().map(|it| it.command.as_str()).collect();
    for (command, program) in commands.iter().zip([
        "stimulus_executor",
        "verdict_calculator",
        "capture_db_snapshot",
        "capture_db_snapshot",
        "compare_db_snapshots",
    ]) {
        assert!(command.starts_with(&format!("run: {program} ")), "{command}");
        assert!(command.contains("partial_results/TC-1_"), "{command}");
    }
}

#[test]
fn a_file_that_no_program_made_is_no_evidence() {
    let ticket = Ticket::new();
    ticket.without_db_verify();
    ticket.write(&results("TC-1_stimulus.json"), "{\"success\":true}");
    ticket.violates(
        PASS,
        &[(Clause::Stimulus, "no program entered it"), (Clause::Verdict, "TC-1_verdict.json")],
    );
}

#[test]
fn a_changed_byte_in_any_file_is_named() {
    for (file, clause) in [
        ("TC-1_stimulus.json", Clause::Stimulus),
        ("TC-1_verdict.json", Clause::Verdict),
        ("TC-1_before.json", Clause::Database),
        ("TC-1_after.json", Clause::Database),
        ("TC-1_diff.json", Clause::Database),
    ] {
        let ticket = Ticket::passed();
        ticket.change(&results(file), "nr", "nR");
        ticket.violates(PASS, &[(clause, &format!("{file}: its bytes are not those"))]);
    }
}

#[test]
fn another_test_cases_exchange_is_not_this_ones() {
    let ticket = Ticket::passed();
    let act = Act {
        tc_id: Some("TC-2".into()),
        claim: claim::members(&stimulus_claim()),
        ..Act::default()
    };
    ticket.record("stimulus_executor", &results("TC-1_stimulus.json"), act).unwrap();
    ticket.violates(PASS, &[(Clause::Stimulus, "its bytes are not those")]);
}

#[test]
fn an_exchange_without_an_answer_is_no_evidence() {
    stimulus_case(|it| it.status_code = None, "no answer came");
}

#[test]
fn method_and_path_are_the_planned_ones() {
    stimulus_case(|it| it.method = "GET".into(), "GET was sent, the plan says POST");
    stimulus_case(|it| it.path = "/api/orders/7/cancel".into(), "the plan says /api/orders/12345");
    stimulus_case(|it| it.path = "/orders/1234567890123456789/cancel".into(), "the plan says /api");
    stimulus_case(|it| it.path.push_str("/x"), "the plan says");
}

#[test]
fn a_path_is_the_same_however_it_is_encoded() {
    let ticket = Ticket::new();
    ticket.change("WO-1_데이터매핑.json", "1234567890123456789", "\"주문 1/2\"");
    ticket.before();
    let path = "/api/orders/%ec%A3%BC%EB%AC%B8%201%2F2/cancel".into();
    ticket.stimulus_with("TC-1_stimulus.json", StimulusClaim { path, ..stimulus_claim() });
    ticket.after();
    ticket.diff();
    ticket.verdict(PASS);
    ticket.stands(PASS);
}

#[test]
fn a_value_that_the_mapping_lacks_is_named() {
    let ticket = Ticket::passed();
    ticket.change("WO-1_데이터매핑.json", "order_id", "other");
    ticket.violates(PASS, &[(Clause::Stimulus, "needs a value for data.order_id")]);
}

#[test]
fn the_origin_is_that_of_the_service() {
    stimulus_case(
        |it| it.origin = "http://127.0.0.1:8081".into(),
        "it went to http://127.0.0.1:8081",
    );
    stimulus_case(|it| it.origin = "https://127.0.0.1:8080".into(), "the gate says http://");
    stimulus_case(|it| it.redirects = vec!["http://evil.test".into()], "redirected to http://evil");
    let ticket = Ticket::passed();
    ticket.change("WO-1_gate_20260101_000000.json", "\"shop\"", "\"other\"");
    let found = ticket.judge(PASS, "").violations;
    assert!(found.iter().any(|it| it.sentence.contains("no service shop")), "{found:?}");
}

#[test]
fn a_proxy_or_unchecked_tls_counts_only_where_it_is_configured() {
    stimulus_case(|it| it.via_proxy = true, "went through a proxy");
    stimulus_case(|it| it.insecure = true, "TLS went unchecked");
    let mut ticket = Ticket::new();
    ticket.config.proxied_origins = vec!["http://127.0.0.1:8080".into()];
    ticket.config.insecure_origins = vec!["http://127.0.0.1:8080/".into()];
    ticket.before();
    let claim = StimulusClaim { via_proxy: true, insecure: true, ..stimulus_claim() };
    ticket.stimulus_with("TC-1_stimulus.json", claim);
    ticket.after();
    ticket.diff();
    ticket.verdict(PASS);
    ticket.stands(PASS);
}

#[test]
fn a_file_by_the_wrong_program_is_no_evidence() {
    let ticket = Ticket::passed();
    let act = Act {
        tc_id: Some(TC.into()),
        inputs: ticket.inputs(&["TC-1_stimulus.json"]),
        claim: claim::members(&ticket.verdict_claim(PASS)),
    };
    ticket.record("run_api_sequence", &results("TC-1_verdict.json"), act).unwrap();
    ticket.violates(PASS, &[(Clause::Verdict, "written by run_api_sequence, not by verdict_calc")]);
}

#[test]
fn the_verdict_judged_this_very_stimulus() {
    let ticket = Ticket::passed();
    ticket.stimulus();
    ticket.after();
    ticket.diff();
    ticket.violates(PASS, &[(Clause::Verdict, "judged another")]);

    let ticket = Ticket::passed();
    ticket.verdict_with(&["TC-1_after.json"], ticket.verdict_claim(PASS));
    ticket.violates(PASS, &[(Clause::Verdict, "it did not judge partial_results/TC-1_stimulus")]);
}

#[test]
fn the_verdict_read_nothing_of_another_test_case() {
    let ticket = Ticket::passed();
    ticket.write(&results("TC-2_diff.json"), "{}");
    let files = ["TC-1_stimulus.json", "TC-2_diff.json"];
    ticket.verdict_with(&files, ticket.verdict_claim(PASS));
    ticket.violates(PASS, &[(Clause::Verdict, "TC-2_diff.json, which is another")]);
}

#[test]
fn ones_own_request_is_not_judged() {
    let check = |path: Option<&str>, words: &str| {
        verdict_case(|it| it.actual_path = path.map(Into::into), words);
    };
    check(Some("request.body"), "judged request.body");
    check(Some("responses"), "judged responses");
    check(None, "no place that it names");
}

#[test]
fn a_verdict_rests_on_at_least_one_check() {
    verdict_case(|it| it.pass = 0, "PASS with 0 checks");
    verdict_case(|it| it.fail = 1, "3 checks that held and 1 that did not");
    verdict_case(|it| it.verdict = Status::Blocked, "which is no verdict");
}

#[test]
fn a_fail_on_record_is_no_pass() {
    verdict_case(|it| (it.verdict, it.fail) = (Status::Fail, 1), "the verdict on record is FAIL");
}

#[test]
fn a_softer_expectation_than_the_plans_is_named_key_by_key() {
    let ticket = Ticket::passed();
    let claim = VerdictClaim { spec_sha256: None, ..ticket.verdict_claim(PASS) };
    let checks = r#"{"tc_id":"TC-1","timestamp":"t","verdict":"PASS","pass_count":2,"fail_count":0,
        "checks":[{"field":"http_status","expected":200,"result":"PASS"},
                  {"field":"total","expected":10.00,"result":"PASS"}]}"#;
    ticket.verdict_file(checks, &claim);
    ticket.violates(PASS, &[(Clause::Verdict, "expects state to be \"CANCELLED\"")]);

    let all = checks
        .replace("}]}", "},{\"field\":\"state\",\"expected\":\"CANCELLED\",\"result\":\"PASS\"}]}");
    ticket.verdict_file(&all, &claim);
    ticket.stands(PASS);
}

#[test]
fn db_changes_need_the_diff_and_the_plans_own_words() {
    let ticket = Ticket::new();
    let change = r#""total":10.0},"db_changes":[{"key":"1","field":"state","after":"X"}]"#;
    ticket.change("WO-1_tc_spec.json", "\"total\":10.0}", change);
    ticket.before();
    ticket.stimulus();
    ticket.after();
    ticket.diff();
    ticket.verdict(PASS);
    ticket.violates(PASS, &[(Clause::Verdict, "not made with partial_results/TC-1_diff.json")]);
    let files = ["TC-1_stimulus.json", "TC-1_diff.json"];
    ticket.verdict_with(&files, ticket.verdict_claim(PASS));
    ticket.stands(PASS);
    ticket.diff();
    ticket.violates(PASS, &[(Clause::Verdict, "not made with partial_results/TC-1_diff.json")]);
}

#[test]
fn computed_values_come_from_compute_expected() {
    let ticket = Ticket::new();
    ticket.change(
        "WO-1_tc_spec.json",
        "\"total\":10.0}",
        "\"total\":10.0},\"fields\":[{\"path\":\"n\"}]",
    );
    ticket.before();
    ticket.stimulus();
    ticket.after();
    ticket.diff();
    ticket.write(&results("TC-1_expected.json"), "{\"expected\":{\"n\":1}}");
    let files = ["TC-1_stimulus.json", "TC-1_expected.json"];
    ticket.verdict_with(&files, ticket.verdict_claim(PASS));
    ticket.violates(PASS, &[(Clause::Verdict, "TC-1_expected.json: no program entered it")]);

    let compute = |inputs| {
        let act = Act { tc_id: Some(TC.into()), inputs, claim: Object::new() };
        ticket.record("compute_expected", &results("TC-1_expected.json"), act).unwrap();
        ticket.verdict_with(&files, ticket.verdict_claim(PASS));
    };
    compute(ticket.plan_inputs());
    ticket.stands(PASS);
    ticket.write("other_tc_spec.json.bak", "{}");
    compute(vec![ticket.input("other_tc_spec.json.bak"), ticket.input(MAPPING_FILE)]);
    ticket.violates(PASS, &[(Clause::Verdict, "computed by another plan or mapping")]);
}

#[test]
fn a_hand_made_expectation_is_looked_at_key_by_key_even_when_it_names_the_plan() {
    let ticket = Ticket::passed();
    ticket.write("mine.json", "{\"state\":\"ANY\"}");
    let inputs = [ticket.input(&results("TC-1_stimulus.json")), ticket.input("mine.json")];
    let claim = claim::members(&ticket.verdict_claim(PASS));
    let act = Act { tc_id: Some(TC.into()), inputs: inputs.into(), claim };
    ticket.record("verdict_calculator", &results("TC-1_verdict.json"), act).unwrap();
    ticket.violates(PASS, &[(Clause::Verdict, "its checks cannot be read")]);
}

#[test]
fn the_stimulus_is_what_is_judged_and_not_merely_read() {
    let ticket = Ticket::passed();
    ticket.write("answer.json", "{\"tc_id\":\"TC-1\",\"response\":{\"body\":{}}}");
    let inputs = [ticket.input("answer.json"), ticket.input(&results("TC-1_stimulus.json"))];
    let claim = claim::members(&ticket.verdict_claim(PASS));
    let act = Act { tc_id: Some(TC.into()), inputs: inputs.into(), claim };
    ticket.record("verdict_calculator", &results("TC-1_verdict.json"), act).unwrap();
    ticket.violates(PASS, &[(Clause::Verdict, "did not judge partial_results/TC-1_stimulus")]);
}

#[test]
fn placeholders_are_filled_from_the_tickets_mapping() {
    let ticket = Ticket::passed();
    ticket.write("mine.json", "{}");
    let inputs = vec![ticket.input("WO-1_tc_spec.json"), ticket.input("mine.json")];
    let claim = claim::members(&snapshot_claim(Phase::After));
    let act = Act { tc_id: Some(TC.into()), inputs, claim };
    ticket.record("capture_db_snapshot", &results("TC-1_after.json"), act).unwrap();
    ticket.diff();
    ticket.violates(PASS, &[(Clause::Database, "not filled from the ticket's mapping")]);
}

#[test]
fn snapshots_lie_around_the_stimulus() {
    let ticket = Ticket::new();
    ticket.stimulus();
    ticket.before();
    ticket.after();
    ticket.diff();
    ticket.verdict(PASS);
    ticket.violates(PASS, &[(Clause::Database, "before was taken after the stimulus")]);

    let ticket = Ticket::new();
    ticket.before();
    ticket.after();
    ticket.diff();
    ticket.stimulus();
    ticket.verdict(PASS);
    ticket.violates(PASS, &[(Clause::Database, "after was taken before the stimulus")]);
}

#[test]
fn the_diff_is_of_these_snapshots_the_right_way_round() {
    let ticket = Ticket::passed();
    ticket.after();
    ticket.violates(PASS, &[(Clause::Database, "other snapshots than those on record")]);
    ticket.diff_of(&["TC-1_after.json", "TC-1_before.json"]);
    ticket.violates(PASS, &[(Clause::Database, "the snapshot after for the one before")]);
}

#[test]
fn snapshots_are_the_planned_ones() {
    let ticket = Ticket::passed();
    let mut claim = snapshot_claim(Phase::After);
    claim.sql_sha256 = Some(sql_sha256("SELECT 1"));
    ticket.snapshot("TC-1_after.json", claim);
    ticket.diff();
    ticket.violates(PASS, &[(Clause::Database, "are not the planned ones")]);

    ticket.snapshot("TC-1_after.json", snapshot_claim(Phase::Before));
    ticket.diff();
    ticket.violates(PASS, &[(Clause::Database, "other side of the stimulus")]);
}

#[test]
fn without_db_verify_no_snapshot_is_needed() {
    let ticket = Ticket::new();
    ticket.without_db_verify();
    ticket.stimulus();
    ticket.verdict(PASS);
    ticket.stands(PASS);
}

#[test]
fn the_behavioural_gate_blocks() {
    let ticket = Ticket::passed();
    let gate = |answer: &str| {
        let text = format!(
            r#"{{"gate_passed":false,"results":[{{"tc_id":"TC-1","gate":"{answer}","reason":"PAID"}}]}}"#
        );
        ticket.write("WO-1_behavioral_gate.json", &text);
    };
    gate("NEEDS_CONFIRMATION");
    ticket.stands(PASS);
    gate("BLOCKED");
    ticket.violates(PASS, &[(Clause::Gate, "blocks it: PAID")]);
}

#[test]
fn without_a_plan_the_record_alone_counts() {
    let ticket = Ticket::new();
    std::fs::remove_file(ticket.path("WO-1_tc_spec.json")).unwrap();
    ticket.without_db_verify();
    let claim = StimulusClaim { path: "/any".into(), method: "PUT".into(), ..stimulus_claim() };
    ticket.stimulus_with("TC-1_stimulus.json", claim);
    let claim = VerdictClaim { spec_sha256: None, ..ticket_claim() };
    ticket.verdict_with(&["TC-1_stimulus.json"], claim);
    ticket.stands(PASS);
}

fn ticket_claim() -> VerdictClaim {
    Ticket::new().verdict_claim(PASS)
}

/// A passed test case whose stimulus differs in one thing.
fn stimulus_case(change: impl FnOnce(&mut StimulusClaim), words: &str) {
    let ticket = Ticket::new();
    let mut claim = stimulus_claim();
    change(&mut claim);
    ticket.before();
    ticket.stimulus_with("TC-1_stimulus.json", claim);
    ticket.after();
    ticket.diff();
    ticket.verdict(PASS);
    ticket.violates(PASS, &[(Clause::Stimulus, words)]);
}

/// A passed test case whose verdict differs in one thing.
fn verdict_case(change: impl FnOnce(&mut VerdictClaim), words: &str) {
    let ticket = Ticket::passed();
    let mut claim = ticket.verdict_claim(PASS);
    change(&mut claim);
    ticket.verdict_with(&["TC-1_stimulus.json"], claim);
    ticket.violates(PASS, &[(Clause::Verdict, words)]);
}

#[test]
fn an_entry_without_a_claim_says_nothing() {
    let ticket = Ticket::passed();
    let act = Act { tc_id: Some(TC.into()), inputs: vec![], claim: Object::new() };
    ticket.record("verdict_calculator", &results("TC-1_verdict.json"), act).unwrap();
    ticket.violates(PASS, &[(Clause::Verdict, "its entry says no verdict")]);
}

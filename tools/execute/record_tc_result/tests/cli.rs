//! The program through its command line.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

use assert_cmd::Command;
use predicates::prelude::*;
use serde_json::{Value, json};
use std::path::PathBuf;
use testkit::Project;

const GATE: &str = "WO-1_gate_20260101_000000.json";

/// A ticket whose test case TC-1 did everything and passed.
struct Ticket(Project);

impl Ticket {
    fn new() -> Self {
        let ticket = Self(Project::new());
        ticket.paper(
            "WO-1_tc_spec.json",
            &json!({"ticket": "WO-1", "sheet_version": "v1", "tcs": {
                "TC-1": {"title": "주문 취소", "type": "ACTIVE",
                    "stimulus": {"method": "POST", "path": "/orders/{id}/cancel"},
                    "data_requirement": {"db": "shop", "table": "orders"},
                    "snapshot": [{"name": "orders", "db": "shop", "sql": "SELECT 1"}],
                    "noise": [{"path": "orders.updated_at", "reason": "시각"}],
                    "expected": {"http_status": 200}},
                "TC-2": {"title": "[관찰] 재고", "expected": {"http_status": 200}},
                "TC-3": {"title": "세 구간", "checkpoints": [
                    {"segment": "①", "stimulus": {"method": "GET", "path": "/a"}},
                    {"segment": "②", "stimulus": {"method": "POST", "path": "/b"}}]}}}),
        );
        ticket.paper(
            "WO-1_데이터매핑.json",
            &json!({"sheet_version": "v1", "created_at": "2026-01-01", "mappings": {
                "TC-1": {"status": "MAPPED", "data": {"order_id": 7_301_234_567_890_123_401_u64}}}}),
        );
        ticket.paper(GATE, &json!({"ticket": "WO-1", "test_types": {"db_verify": true}}));
        ticket.stimulus(
            "TC-1",
            "stimulus",
            &json!({"status_code": 200, "body": {"state": "CANCELLED"}}),
        );
        ticket.rows("before", "PAID");
        ticket.rows("after", "CANCELLED");
        ticket.car(
            "TC-1_diff.json",
            &json!({"changed": [{"key": "1", "pk_column": "id", "before": {}, "after": {},
                "diff_fields": {"updated_at": {"before": 1, "after": 2},
                    "state": {"before": "PAID", "after": "CANCELLED"}}}],
                "unchanged": [], "added": [], "removed": [], "summary": {"pk_column_used": "id"}}),
        );
        ticket.verdict("TC-1", "verdict", "PASS");
        ticket
    }

    fn paper(&self, name: &str, content: &Value) {
        self.0.write(self.0.ticket(name), content.to_string());
    }

    fn car(&self, name: &str, content: &Value) -> PathBuf {
        self.0.write(self.0.ticket("partial_results").join(name), content.to_string())
    }

    fn stimulus(&self, tc_id: &str, kind: &str, response: &Value) {
        self.car(
            &format!("{tc_id}_{kind}.json"),
            &json!({"tc_id": tc_id, "timestamp": "2026-01-01T00:00:01.000+00:00",
                "request": {"method": "POST", "url": "http://shop.test/orders/1/cancel"},
                "response": response, "success": response["status_code"].is_number()}),
        );
    }

    fn rows(&self, phase: &str, state: &str) {
        self.car(
            &format!("TC-1_{phase}.json"),
            &json!({"rows": [{"id": 1, "state": state}], "row_count": 1}),
        );
    }

    fn verdict(&self, tc_id: &str, kind: &str, result: &str) {
        self.car(
            &format!("{tc_id}_{kind}.json"),
            &json!({"tc_id": tc_id, "timestamp": "2026-01-01T00:00:09.000+00:00", "verdict": result,
                "checks": [{"field": "http_status", "expected": 200, "actual": 409, "result": result}],
                "pass_count": 1, "fail_count": 0}),
        );
    }

    fn remove(&self, name: &str) {
        std::fs::remove_file(self.0.ticket("partial_results").join(name)).unwrap();
    }

    fn command(&self) -> Command {
        let mut command = self.0.command(env!("CARGO_BIN_EXE_record_tc_result"));
        command.arg("--dir").arg(self.0.ticket("partial_results"));
        // The files of these tests come from no program; the rule for PASS has tests of its own.
        command.env("PROCTOR_EVIDENCE_REQUIRE_LEDGER", "false");
        command
    }

    fn record(&self, tc_id: &str) -> Command {
        let mut command = self.command();
        command.args(["--tc-id", tc_id]);
        command
    }

    fn result(&self, tc_id: &str) -> Value {
        self.0.json(self.0.ticket("partial_results").join(format!("{tc_id}.json")))
    }

    /// Records and gives status and error.
    fn status(&self, tc_id: &str) -> (String, String) {
        self.record(tc_id).assert().success();
        let result = self.result(tc_id);
        let text = |name: &str| result[name].as_str().unwrap_or_default().to_owned();
        (text("status"), text("error"))
    }

    fn ledger(&self) -> Vec<Value> {
        let text = self.0.read(self.0.ticket("partial_results/_ledger.jsonl"));
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Expects exit 2 and this code, and that nothing was written.
    fn refuses(&self, mut command: Command, code: &str) {
        let target = self.0.ticket("partial_results/TC-1.json");
        let before = std::fs::read(&target).ok();
        let coded = predicate::str::contains(format!("[{code}]"));
        command.assert().code(2).stdout("").stderr(coded);
        assert_eq!(std::fs::read(&target).ok(), before);
        assert!(!self.0.ticket("partial_results/_ledger.jsonl").exists());
    }
}

#[test]
fn help_and_version() {
    let ticket = Ticket::new();
    let program = || ticket.0.command(env!("CARGO_BIN_EXE_record_tc_result"));
    let text = predicate::str::contains("Exit codes:").and(predicate::str::contains("Example:"));
    program().arg("--help").assert().success().stdout(text);
    program().arg("--version").assert().success().stdout("record_tc_result 0.1.0\n");
}

#[test]
fn a_passed_test_case_is_recorded_with_its_entry() {
    let ticket = Ticket::new();
    let run = ticket.record("TC-1").assert().success();
    run.stdout("").stderr(predicate::str::starts_with("TC-1: PASS (검증 1건 모두 일치) → "));
    let result = ticket.result("TC-1");
    assert_eq!(result["status"], "PASS");
    assert_eq!(result["tc_type"], "ACTIVE");
    assert_eq!(result["error"], Value::Null);
    assert_eq!(result["evidence"]["level"], 3);
    assert_eq!(result["checklist"]["data"], "order_id=7301234567890123401");
    assert_eq!(result["checklist"]["stimulus"], "POST /orders/1/cancel → HTTP 200");
    assert_eq!(result["db_changes"][0]["diff_fields"]["state"]["after"], "CANCELLED");
    assert_eq!(result["api_response"]["body"]["state"], "CANCELLED");
    assert_eq!(result["files"].as_object().unwrap().len(), 5);
    let entry = &ticket.ledger()[0];
    assert_eq!(entry["tool"], "record_tc_result");
    assert_eq!(entry["tc_id"], "TC-1");
    assert_eq!(entry["claim"], json!({"status": "PASS"}));
    assert_eq!(entry["output"]["path"], "partial_results/TC-1.json");
    assert_eq!(entry["inputs"].as_array().unwrap().len(), 8);
}

#[test]
fn the_same_files_give_the_same_bytes() {
    let ticket = Ticket::new();
    let path = ticket.0.ticket("partial_results/TC-1.json");
    ticket.record("TC-1").assert().success();
    let first = ticket.0.read(&path);
    ticket.record("TC-1").assert().success();
    assert_eq!(ticket.0.read(&path), first);
    assert!(first.ends_with("}\n"));
}

#[test]
fn the_steps_are_shown_in_either_language() {
    let ticket = Ticket::new();
    ticket.record("TC-1").args(["--format", "md", "--quiet"]).assert().success().stderr("").stdout(
        "━━━ TC-1: 주문 취소 ━━━\n\
         [✅] 1. DATA — order_id=7301234567890123401\n\
         [✅] 2. BEFORE — orders 1행 (id=1, state=PAID)\n\
         [✅] 3. STIMULUS — POST /orders/1/cancel → HTTP 200\n\
         [✅] 4. WAIT — 불필요\n\
         [✅] 5. AFTER — orders 1행 (id=1, state=CANCELLED)\n\
         [✅] 6. COMPARE — 변경 1행, 추가 0행, 삭제 0행 (state PAID → CANCELLED)\n\
         [✅] 7. VERDICT — PASS (검증 1건 모두 일치)\n",
    );
    let mut english = ticket.record("TC-1");
    english.env("PROCTOR_NAMING", "en").args(["--format", "md", "--step", "6", "--quiet"]);
    english
        .assert()
        .success()
        .stdout("[✅] 6. COMPARE — 1 changed, 0 added, 0 removed (state PAID → CANCELLED)\n");
}

#[test]
fn a_running_test_case_is_looked_at_and_not_recorded() {
    let ticket = Ticket::new();
    ticket.remove("TC-1_stimulus.json");
    let step = |n: &str| {
        let mut command = ticket.record("TC-1");
        command.args(["--format", "md", "--quiet", "--step", n]);
        command.assert().success()
    };
    step("0").stdout("━━━ TC-1: 주문 취소 ━━━\n");
    step("3").stdout("[❌] 3. STIMULUS — 미실행: 자극 기록이 없음\n");
    assert!(!ticket.0.ticket("partial_results/TC-1.json").exists());
    step("7").stdout("[❌] 7. VERDICT — INCOMPLETE (자극 기록이 없음)\n");
    assert_eq!(ticket.result("TC-1")["status"], "INCOMPLETE");
}

#[test]
fn a_missing_step_is_incomplete() {
    for (file, reason) in [
        ("TC-1_stimulus.json", "자극 기록이 없음"),
        ("TC-1_before.json", "BEFORE 스냅샷 누락"),
        ("TC-1_after.json", "AFTER 스냅샷 누락"),
        ("TC-1_verdict.json", "판정 파일이 없음"),
    ] {
        let ticket = Ticket::new();
        ticket.remove(file);
        assert_eq!(ticket.status("TC-1"), ("INCOMPLETE".into(), reason.into()), "{file}");
    }
}

#[test]
fn a_server_that_cannot_be_reached_blocks() {
    let ticket = Ticket::new();
    let no_answer = |kind: &str, error: &str| {
        let response = json!({"status_code": null, "error": error, "error_kind": kind});
        ticket.stimulus("TC-1", "stimulus", &response);
        ticket.status("TC-1")
    };
    let (status, error) = no_answer("refused", "CONNECTION_ERROR: Connection refused");
    assert_eq!((status.as_str(), error.contains("Connection refused")), ("BLOCKED", true));
    assert_eq!(no_answer("connect_timeout", "TIMEOUT").0, "BLOCKED");
    assert_eq!(no_answer("no_answer", "TIMEOUT").0, "BLOCKED");
    assert_eq!(no_answer("broken", "CONNECTION_ERROR: reset").0, "INCOMPLETE");
}

#[test]
fn data_decides_first() {
    let ticket = Ticket::new();
    let mapped = |entry: Value| {
        let document =
            json!({"sheet_version": "v1", "created_at": "x", "mappings": {"TC-1": entry}});
        ticket.paper("WO-1_데이터매핑.json", &document);
        ticket.status("TC-1")
    };
    let none = mapped(json!({"status": "NOT_FOUND", "reason": "해외 주문이 없다"}));
    assert_eq!(none, ("N/T".into(), "데이터 없음: 해외 주문이 없다".into()));
    let unfit = json!({"status": "BEHAVIORAL_MISMATCH", "expected": "PAID", "actual": "OPEN"});
    assert_eq!(mapped(unfit), ("BLOCKED".into(), "데이터 부적합: 기대 PAID, 실제 OPEN".into()));
    let check =
        json!({"status": "MAPPED", "data": {"id": 1}, "behavioral_check": {"verdict": "FAIL"}});
    assert_eq!(mapped(check).0, "BLOCKED");
    ticket.car("TC-1_provisioning.json", &json!({"status": "FAILED", "error": "503"}));
    let waiting = json!({"status": "PROVISIONING_NEEDED", "provision_target": "order"});
    assert_eq!(mapped(waiting), ("BLOCKED".into(), "프로비저닝 실패: 503".into()));
    assert_eq!(
        ticket.result("TC-1")["checklist"]["compare"].as_str().unwrap(),
        "변경 1행, 추가 0행, 삭제 0행 (state PAID → CANCELLED)"
    );
}

#[test]
fn the_behavioral_gate_blocks() {
    let ticket = Ticket::new();
    ticket.paper(
        "WO-1_behavioral_gate.json",
        &json!({"gate_passed": false, "results": [{"tc_id": "TC-1", "gate": "BLOCKED", "reason": "OPEN"}]}),
    );
    assert_eq!(ticket.status("TC-1"), ("BLOCKED".into(), "데이터 부적합: OPEN".into()));
}

#[test]
fn an_observation_needs_no_stimulus() {
    let ticket = Ticket::new();
    assert_eq!(ticket.status("TC-2").0, "INCOMPLETE");
    ticket.car("TC-2_after.json", &json!([{"sku": "A", "reserved": 0.10}]));
    ticket.verdict("TC-2", "verdict", "PASS");
    assert_eq!(ticket.status("TC-2").0, "PASS");
    let result = ticket.result("TC-2");
    assert_eq!(result["tc_type"], "OBSERVATION");
    assert_eq!(result["checklist"]["stimulus"], "생략 (관찰 TC)");
    assert_eq!(result["checklist"]["data"], "불필요");
    let text = ticket.0.read(ticket.0.ticket("partial_results/TC-2.json"));
    assert!(text.contains("\"reserved\": 0.1"));
}

#[test]
fn a_failed_checkpoint_is_named() {
    let ticket = Ticket::new();
    ticket.paper(GATE, &json!({}));
    ticket.stimulus("TC-3", "stimulus_1", &json!({"status_code": 200}));
    ticket.verdict("TC-3", "verdict_1", "PASS");
    assert_eq!(ticket.status("TC-3"), ("INCOMPLETE".into(), "구간 ②의 결과가 없음".into()));
    ticket.stimulus("TC-3", "stimulus_2", &json!({"status_code": 409}));
    ticket.verdict("TC-3", "verdict_2", "FAIL");
    ticket.verdict("TC-3", "verdict", "PASS");
    assert_eq!(ticket.status("TC-3"), ("FAIL".into(), "구간 ②에서 실패".into()));
    let result = ticket.result("TC-3");
    assert_eq!(result["checkpoints"][0]["pass"], true);
    assert_eq!(
        result["checkpoints"][1],
        json!({"segment": "②", "trigger": "POST /b", "expected": "http_status=200",
            "actual": "http_status=409", "pass": false})
    );
    let mut shown = ticket.record("TC-3");
    shown.args(["--format", "md", "--step", "3", "--quiet"]).env("PROCTOR_NAMING", "en");
    shown.assert().success().stdout(
        "[✅] 3. STIMULUS — POST /orders/1/cancel → HTTP 409\n\
         [✅] 3-① STIMULUS — segment ① POST /orders/1/cancel → HTTP 200\n\
         [✅] 3-① CHECK — segment ① result: http_status=409 (expected: http_status=200)\n\
         [✅] 3-② STIMULUS — segment ② POST /orders/1/cancel → HTTP 409\n\
         [❌] 3-② CHECK — segment ② result: http_status=409 (expected: http_status=200)\n",
    );
}

#[test]
fn an_agent_may_lower_and_never_raise() {
    let ticket = Ticket::new();
    let lower = |status: &str| {
        let mut command = ticket.record("TC-1");
        command.args(["--status", status, "--error", "재고가 풀리지 않음"]);
        command
    };
    lower("FAIL").assert().success().stderr(predicate::str::contains("warning: FAIL"));
    let result = ticket.result("TC-1");
    assert_eq!((&result["status"], &result["verdict_overridden"]), (&json!("FAIL"), &json!(true)));
    assert_eq!(result["error"], "재고가 풀리지 않음");
    assert_eq!(
        result["checklist"]["verdict"],
        "FAIL (에이전트가 PASS에서 낮춤: 재고가 풀리지 않음)"
    );
    lower("N/T").assert().success();
    assert_eq!(ticket.result("TC-1")["status"], "N/T");
    assert_eq!(ticket.status("TC-1").0, "PASS");
    assert!(ticket.result("TC-1").get("verdict_overridden").is_none());
    lower("PASS").assert().code(2).stderr(predicate::str::contains("[cli/usage]"));
}

#[test]
fn a_fail_wants_its_root_cause() {
    let ticket = Ticket::new();
    ticket.verdict("TC-1", "verdict", "FAIL");
    let weak = predicate::str::contains("warning: FAIL의 근거 수준이 3");
    ticket.record("TC-1").assert().success().stderr(weak);
    let mut command = ticket.record("TC-1");
    command.args([
        "--evidence-text",
        "release()가 불리지 않는다",
        "--evidence-level",
        "4",
        "--quiet",
    ]);
    command.assert().success().stderr("");
    let evidence = &ticket.result("TC-1")["evidence"];
    assert_eq!(evidence, &json!({"level": 4, "text": "release()가 불리지 않는다"}));
}

#[test]
fn what_an_agent_added_survives() {
    let ticket = Ticket::new();
    ticket.car(
        "TC-1.json",
        &json!({"note": {"price": 0.10}, "tc_id": "TC-1", "status": "FAIL",
            "checklist": {"data": {"id": 1}, "mood": "calm"}, "db_before": [1, 2]}),
    );
    ticket.record("TC-1").assert().success();
    let result = ticket.result("TC-1");
    assert_eq!(result["note"], json!({"price": 0.10}));
    assert_eq!(result["checklist"]["mood"], "calm");
    assert_eq!((&result["status"], &result["db_before"]["row_count"]), (&json!("PASS"), &json!(1)));
}

#[test]
fn screenshots_are_evidence() {
    let ticket = Ticket::new();
    let picture = ticket.0.write(ticket.0.ticket("screenshots/WO-1_SC_TC-1 화면.png"), "png");
    ticket.record("TC-1").arg("--screenshot").arg(&picture).assert().success();
    let name = "screenshots/WO-1_SC_TC-1 화면.png";
    assert_eq!(ticket.result("TC-1")["screenshots"], json!([name]));
    let entry = &ticket.ledger()[0];
    assert!(entry["inputs"].as_array().unwrap().iter().any(|input| input["path"] == name));
}

#[test]
fn a_large_answer_is_cut_with_its_hash() {
    let ticket = Ticket::new();
    let body = "가".repeat(100_000);
    ticket.stimulus("TC-1", "stimulus", &json!({"status_code": 200, "body": body}));
    ticket.record("TC-1").assert().success();
    let response = &ticket.result("TC-1")["api_response"];
    assert!(response["body"].as_str().unwrap().len() < 5_000);
    assert_eq!(response["body_omitted"]["file"], "TC-1_stimulus.json");
    assert_eq!(response["body_omitted"]["bytes"], 300_002);
}

#[test]
fn excluded_test_cases_are_recorded_from_the_plan() {
    let ticket = Ticket::new();
    let plan = json!({"ticket": "WO-1", "excluded": [
        {"tc_id": "TC-1", "status": "BLOCKED", "reason": "상태가 OPEN"},
        {"tc_id": "TC-9", "status": "N/T", "reason": ""}]});
    let mut command = ticket.command();
    command.args(["--excluded", "--plan", "-", "--format", "md"]).write_stdin(plan.to_string());
    let shown = predicate::str::contains("[❌] 1. DATA — 데이터 부적합: 상태가 OPEN\n")
        .and(predicate::str::contains("[⏭️] 3. STIMULUS — 생략 (DATA에서 중단)\n"));
    command.assert().success().stdout(shown).stderr(predicate::str::contains("2 excluded"));
    let blocked = ticket.result("TC-1");
    assert_eq!((&blocked["status"], &blocked["error"]), (&json!("BLOCKED"), &json!("상태가 OPEN")));
    assert_eq!(ticket.result("TC-9")["status"], "N/T");
    assert_eq!(ticket.ledger().len(), 2);
}

#[test]
fn a_pass_that_the_ledger_does_not_bear_out_is_incomplete() {
    let ticket = Ticket::new();
    let mut command = ticket.record("TC-1");
    command.env_remove("PROCTOR_EVIDENCE_REQUIRE_LEDGER").assert().success();
    let result = ticket.result("TC-1");
    assert_eq!(result["status"], "INCOMPLETE");
    let error = result["error"].as_str().unwrap();
    assert!(error.contains("기록이 PASS를 뒷받침하지 않음"), "{error}");
    assert!(error.contains("TC-1_stimulus.json") && error.contains("stimulus_executor"), "{error}");

    ticket.verdict("TC-1", "verdict", "FAIL");
    let mut command = ticket.record("TC-1");
    command.env_remove("PROCTOR_EVIDENCE_REQUIRE_LEDGER").assert().success();
    assert_eq!(ticket.result("TC-1")["status"], "FAIL", "a failure is never hidden");
}

#[test]
fn without_a_plan_the_sheet_says_what_it_is() {
    let ticket = Ticket::new();
    std::fs::remove_file(ticket.0.ticket("WO-1_tc_spec.json")).unwrap();
    ticket.0.write(ticket.0.ticket("WO-1_테스트시트_v1_2026-01-01.md"), "### TC-1: [관찰] 재고\n");
    ticket.remove("TC-1_stimulus.json");
    assert_eq!(ticket.status("TC-1").0, "PASS");
    assert_eq!(ticket.result("TC-1")["tc_type"], "OBSERVATION");
}

#[test]
fn outside_a_ticket_folder_nothing_is_entered() {
    let ticket = Ticket::new();
    let folder = ticket.0.path("빈 폴더");
    std::fs::create_dir(&folder).unwrap();
    let mut command = ticket.0.command(env!("CARGO_BIN_EXE_record_tc_result"));
    command.args(["--tc-id", "TC-1", "--dir"]).arg(&folder);
    command.assert().success();
    assert_eq!(ticket.0.json(folder.join("TC-1.json"))["status"], "INCOMPLETE");
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn papers_can_be_given_and_piped() {
    let ticket = Ticket::new();
    let gate = ticket.0.path("other gate.json");
    ticket.0.write(&gate, r#"{"test_types":{"db_verify":false}}"#);
    ticket.remove("TC-1_before.json");
    let mut command = ticket.record("TC-1");
    command.arg("--gate").arg(&gate).args(["--mapping", "-"]);
    command.write_stdin(
        r#"{"sheet_version":"v1","created_at":"x","mappings":{"TC-1":{"data":{"a":1}}}}"#,
    );
    command.assert().success();
    assert_eq!(ticket.result("TC-1")["status"], "PASS");
    assert_eq!(ticket.result("TC-1")["checklist"]["data"], "a=1");
}

#[test]
fn refusals_of_the_command_line() {
    let ticket = Ticket::new();
    ticket.refuses(ticket.record("TC 1"), "record_tc_result/bad-id");
    ticket.refuses(ticket.record("TC-77"), "record_tc_result/unknown-tc");
    let with = |arguments: &[&str]| {
        let mut command = ticket.record("TC-1");
        command.args(arguments);
        command
    };
    ticket.refuses(with(&["--error", "x"]), "record_tc_result/error-on-pass");
    ticket.refuses(with(&["--error", " ", "--status", "FAIL"]), "record_tc_result/blank-error");
    ticket.refuses(with(&["--status", "FAIL"]), "cli/usage");
    ticket.refuses(with(&["--tc-spec", "없음.json"]), "store/not-found");
    let stray = ticket.0.write("elsewhere.png", "png");
    let stray = stray.to_str().unwrap();
    ticket.refuses(with(&["--screenshot", stray]), "record_tc_result/stray-screenshot");
    ticket.remove("TC-1_stimulus.json");
    ticket.refuses(with(&["--error", "x", "--status", "FAIL"]), "record_tc_result/raised");
    let mut excluded = ticket.command();
    excluded.args(["--excluded", "--plan", "-"]);
    excluded.write_stdin(r#"{"ticket":"","excluded":[{"tc_id":"TC-1","status":"PASS"}]}"#);
    ticket.refuses(excluded, "record_tc_result/not-excluded");
}

#[test]
fn refusals_of_side_cars() {
    let ticket = Ticket::new();
    let path = ticket.car("TC-1_verdict.json", &json!({"tc_id": "TC-2", "verdict": "PASS"}));
    ticket.refuses(ticket.record("TC-1"), "record_tc_result/foreign-side-car");
    ticket.0.write(&path, "{\n  \"tc_id\": ,\n}");
    let line = predicate::str::contains("TC-1_verdict.json line 2 column 12");
    ticket.record("TC-1").assert().code(2).stderr(line);
    ticket.refuses(ticket.record("TC-1"), "store/not-json");
    ticket.0.write(&path, r#"{"tc_id":"TC-1","checks":7}"#);
    ticket.refuses(ticket.record("TC-1"), "store/wrong-shape");
}

#[test]
fn a_result_that_cannot_be_written_is_an_error() {
    let ticket = Ticket::new();
    std::fs::create_dir(ticket.0.ticket("partial_results/TC-1.json")).unwrap();
    let coded = predicate::str::contains("[store/un");
    ticket.record("TC-1").assert().code(2).stderr(coded);
    assert!(!ticket.0.ticket("partial_results/_ledger.jsonl").exists());
}

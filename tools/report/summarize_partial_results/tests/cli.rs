//! The program through its command line.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

use assert_cmd::Command;
use contract::{Json, Object, json::parse, summary::Summary};
use evidence::{Act, Input, Recorder};
use predicates::prelude::*;
use serde_json::{Value, json};
use std::{io::Write, path::PathBuf};
use store::{Clock, Config, Env, Source, Staged, TicketFolder};
use testkit::Project;

/// A ticket folder, its programs played by the test.
struct Ticket(Project);

impl Ticket {
    fn new() -> Self {
        Self(Project::new())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.0.ticket("partial_results").join(name)
    }

    /// A result as an agent or an older program writes it: nothing is entered.
    fn by_hand(&self, tc_id: &str, status: &str) {
        let result = json!({"tc_id": tc_id, "status": status, "error": null});
        self.0.write(self.file(&format!("{tc_id}.json")), result.to_string());
    }

    /// A file with its ledger entry.
    fn enter(&self, tool: &'static str, tc_id: &str, name: &str, content: &Value, claim: &Value) {
        self.enter_from(tool, tc_id, name, content, claim, &[]);
    }

    fn enter_from(
        &self,
        tool: &'static str,
        tc_id: &str,
        name: &str,
        content: &Value,
        claim: &Value,
        inputs: &[PathBuf],
    ) {
        let mut staged = Staged::create(&self.file(name)).unwrap();
        staged.write_all(content.to_string().as_bytes()).unwrap();
        let inputs = inputs.iter().map(|path| Input::of(&Source::open(path).unwrap()));
        let act = Act { tc_id: Some(tc_id.into()), inputs: inputs.collect(), claim: object(claim) };
        self.with_recorder(tool, |recorder| evidence::commit(staged, act, recorder).unwrap());
    }

    fn seal(&self, claim: &Value) {
        let folder = TicketFolder::at(self.0.ticket(""));
        let act = Act { claim: object(claim), ..Act::default() };
        self.with_recorder("seal_plan", |recorder| {
            evidence::enter(&folder, act, recorder).unwrap()
        });
    }

    fn with_recorder<T>(&self, tool: &'static str, work: impl FnOnce(&Recorder<'_>) -> T) -> T {
        let config = Config::default();
        let state = self.0.path("../state");
        let env = Env::fixed([
            ("SOURCE_DATE_EPOCH", testkit::project::EPOCH.to_string()),
            ("XDG_STATE_HOME", state.canonicalize().unwrap().display().to_string()),
        ]);
        work(&Recorder {
            tool,
            version: "0.1.0",
            clock: &Clock::new(&config, &env).unwrap(),
            config: &config,
            root: &self.0.path(""),
            env: &env,
            lock_timeout: std::time::Duration::from_secs(10),
        })
    }

    /// A result with a stimulus and a verdict, all on record.
    fn on_record(&self, tc_id: &str, status: &str) {
        let car = |kind: &str| format!("{tc_id}_{kind}.json");
        let stimulus = json!({"tc_id": tc_id});
        self.enter("stimulus_executor", tc_id, &car("stimulus"), &stimulus, &json!({}));
        let verdict = if status == "FAIL" { "FAIL" } else { "PASS" };
        self.judge(tc_id, verdict, "e1");
        let hash = |kind| Source::open(&self.file(&car(kind))).unwrap().sha256();
        let files = json!({"stimulus": hash("stimulus"), "verdict": hash("verdict")});
        let result = json!({"tc_id": tc_id, "tc_type": "ACTIVE", "status": status, "files": files});
        let claim = json!({"status": status});
        self.enter("record_tc_result", tc_id, &format!("{tc_id}.json"), &result, &claim);
    }

    fn judge(&self, tc_id: &str, verdict: &str, expectation: &str) {
        let claim = json!({"verdict": verdict, "pass": 1, "fail": 0, "spec_sha256": expectation});
        let file = json!({"tc_id": tc_id, "verdict": verdict});
        self.enter("verdict_calculator", tc_id, &format!("{tc_id}_verdict.json"), &file, &claim);
    }

    fn command(&self) -> Command {
        let mut command = self.0.command(env!("CARGO_BIN_EXE_summarize_partial_results"));
        command.arg("--dir").arg(self.0.ticket("partial_results"));
        command
    }

    /// Summarises with these arguments and gives the document, which must be in the contract's form.
    fn summary(&self, arguments: &[&str]) -> Summary {
        let mut command = self.command();
        let run = command.args(arguments).arg("--quiet").assert().success().stderr("");
        let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
        let summary: Summary = serde_json::from_str(&text).unwrap();
        assert_eq!(contract::json::pretty_document(&summary), text);
        summary
    }
}

fn object(value: &Value) -> Object {
    let Json::Object(members) = parse(&value.to_string()).unwrap() else { panic!("{value}") };
    members
}

#[test]
fn help_and_version() {
    let ticket = Ticket::new();
    let program = || ticket.0.command(env!("CARGO_BIN_EXE_summarize_partial_results"));
    let text = predicate::str::contains("Exit codes:").and(predicate::str::contains("Example:"));
    program().arg("--help").assert().success().stdout(text);
    program().arg("--version").assert().success().stdout("summarize_partial_results 0.1.0\n");
}

#[test]
fn results_are_counted_in_natural_order() {
    let ticket = Ticket::new();
    for (tc_id, status) in [
        ("TC-10", "PASS"),
        ("TC-2", "FAIL"),
        ("TC-1", "BLOCKED"),
        ("TC-3", "N/T"),
        ("TC-4", "INCOMPLETE"),
    ] {
        ticket.by_hand(tc_id, status);
    }
    for other in ["_validation.json", "TC-1_before.json", "TC-1_note.json", "notes.txt"] {
        ticket.0.write(ticket.file(other), "not JSON");
    }
    let summary = ticket.summary(&[]);
    let ids: Vec<_> = summary.tcs.iter().map(|line| line.tc_id.as_str()).collect();
    assert_eq!(ids, ["TC-1", "TC-2", "TC-3", "TC-4", "TC-10"]);
    assert_eq!((summary.stats.total, summary.stats.pass, summary.stats.fail), (5, 1, 1));
    assert_eq!(summary.stats.pass_rate, "20.0%");
    assert_eq!(
        (summary.failed_tcs, summary.blocked_tcs),
        (vec!["TC-2".into()], vec!["TC-1".into()])
    );
    assert_eq!(summary.unreadable, []);
    assert_eq!(summary.generated_at, testkit::project::NOW);
}

#[test]
fn the_total_is_one_line_and_the_file_one_document() {
    let ticket = Ticket::new();
    ticket.on_record("TC-1", "PASS");
    let output = ticket.file("_summary.json");
    let line = "Total: 1 | PASS: 1 | FAIL: 0 | N/T: 0 | BLOCKED: 0 | INCOMPLETE: 0 | \
                pass rate: 100.0% | result: PASS\n";
    let run = ticket.command().arg("--output").arg(&output).assert().success().stdout(line);
    run.stderr(predicate::str::starts_with("all results on record → "));
    let text = ticket.0.read(&output);
    ticket.command().assert().success().stdout(text.clone()).stderr(line);
    ticket.command().args(["--output", "-", "--quiet"]).assert().success().stdout(text).stderr("");
}

#[test]
fn what_a_report_quotes_is_taken_as_it_stands() {
    let ticket = Ticket::new();
    ticket.0.write(
        ticket.file("TC-1.json"),
        r#"{"tc_id":"TC-1","tc_type":"OBSERVATION","status":"PASS","checklist":{"before":{"id":7301234567890123401,"p":0.10}},
            "api_response":{"status_code":201,"body":[{},1e400]},"db_changes":[{"diff_fields":{"a":{},"b":{}}}],
            "screenshots":["화면.png"],"evidence":{"level":2,"text":"가\n나"},"error":"한 줄"}"#,
    );
    let run = ticket.command().assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    for exact in ["7301234567890123401", "0.10", "1e400", "\"evidence_text\": \"가\\n나\""] {
        assert!(text.contains(exact), "{exact}");
    }
    let summary = ticket.summary(&[]);
    let line = &summary.tcs[0];
    assert_eq!((line.api_status_code, line.evidence_level), (Some(201), Some(2)));
    assert_eq!((line.has_db_changes, line.diff_field_count), (true, 2));
    assert_eq!(line.error.as_deref(), Some("한 줄"));
    assert_eq!(summary.checks["TC-1"].screenshots.to_string(), r#"["화면.png"]"#);
}

#[test]
fn nothing_is_skipped_silently() {
    let ticket = Ticket::new();
    ticket.by_hand("TC-1", "PASS");
    for (name, content) in [
        ("TC-2.json", "{\n  \"tc_id\": ,\n}"),
        ("TC-3.json", r#"{"tc_id":"TC-1","status":"PASS"}"#),
        ("TC-4.json", r#"{"tc_id":"TC-9","status":"PASS"}"#),
        ("TC-5.json", r#"{"tc_id":"TC-5","status":"ok"}"#),
        ("TC-6.json", r#"{"tc_id":"TC-6"}"#),
        ("TC-7.json", ""),
    ] {
        ticket.0.write(ticket.file(name), content);
    }
    ticket.0.write(ticket.file("TC-8.json"), [b'"', 0xff, b'"']);
    std::fs::create_dir(ticket.file("TC-9.json")).unwrap();
    let summary = ticket.summary(&[]);
    let told: Vec<_> =
        summary.unreadable.iter().map(|it| format!("{} {}", it.file, it.error)).collect();
    let expected = [
        "TC-2.json is not a result: expected a value at line 2 column 12",
        "TC-3.json is a duplicate: /tc_id is TC-1, which has a file of its own",
        "TC-4.json is a duplicate: /tc_id is TC-9, which has a file of its own",
        "TC-5.json is not a result: /status is `ok`, which is no word of the contract",
        "TC-6.json is not a result: /status is missing",
        "TC-7.json is not a result: expected an object at line 1 column 1",
    ];
    assert_eq!(told[..6], expected);
    assert!(told[6].starts_with("TC-8.json ") && told[7].starts_with("TC-9.json "), "{told:?}");
    assert_eq!((summary.stats.total, summary.result.as_str()), (1, "INCOMPLETE"));
}

#[test]
fn planned_test_cases_without_a_result_are_missing() {
    let ticket = Ticket::new();
    ticket.on_record("TC-1", "PASS");
    let sheet = ticket.0.write(
        ticket.0.ticket("WO-1_테스트시트_v1_2026-01-01.md"),
        "| TC | 제목 |\n|---|---|\n| TC-1 | a |\n| TC-12 | b |\n\n### TC-3: c\n```\n### TC-4: d\n```\n",
    );
    let mapping = ticket.0.write(
        ticket.0.ticket("WO-1_데이터매핑.json"),
        r#"{"sheet_version":"v1","created_at":"x","mappings":{"TC-1":{"status":"MAPPED"},"TC-2":{"status":"SKIPPED"}}}"#,
    );
    let (sheet, mapping) = (sheet.to_str().unwrap(), mapping.to_str().unwrap());
    assert_eq!(ticket.summary(&[]).result.as_str(), "PASS");
    let summary = ticket.summary(&["--sheet", sheet, "--mapping", mapping]);
    assert_eq!(summary.missing_tcs, ["TC-2", "TC-3", "TC-12"]);
    let stats = &summary.stats;
    assert_eq!((stats.total, stats.pass, stats.nt, stats.skipped), (4, 1, 3, 1));
    assert_eq!((stats.pass_rate.as_str(), summary.result.as_str()), ("25.0%", "INCOMPLETE"));
    let mut piped = ticket.command();
    piped.args(["--sheet", "-", "--exit-code"]).write_stdin("### TC-7: x");
    piped.assert().code(1).stderr(predicate::str::contains("result: INCOMPLETE"));
}

#[test]
fn the_ledger_bears_results_out() {
    let ticket = Ticket::new();
    ticket.on_record("TC-1", "PASS");
    ticket.on_record("TC-2", "PASS");
    let summary = ticket.summary(&[]);
    assert_eq!((summary.provenance.verified, summary.result.as_str()), (2, "PASS"));
    ticket.command().arg("--exit-code").assert().code(0);
    ticket.by_hand("TC-2", "PASS");
    ticket.by_hand("TC-3", "PASS");
    let summary = ticket.summary(&[]);
    assert_eq!(summary.provenance.unverified, ["TC-2", "TC-3"]);
    assert_eq!((summary.provenance.verified, summary.result.as_str()), (1, "INCOMPLETE"));
    ticket.command().arg("--exit-code").assert().code(1);
}

#[test]
fn a_result_made_from_other_side_cars_is_not_borne_out() {
    let ticket = Ticket::new();
    ticket.on_record("TC-1", "PASS");
    let stimulus = json!({"tc_id": "TC-1", "again": true});
    let (name, claim) = ("TC-1_stimulus.json", json!({}));
    ticket.enter("stimulus_executor", "TC-1", name, &stimulus, &claim);
    assert_eq!(ticket.summary(&[]).provenance.unverified, ["TC-1"]);
}

#[test]
fn side_cars_are_hashed_when_asked_for() {
    let ticket = Ticket::new();
    ticket.on_record("TC-1", "PASS");
    ticket.0.write(ticket.file("TC-1_stimulus.json"), "edited");
    assert_eq!(ticket.summary(&[]).result.as_str(), "PASS");
    assert_eq!(ticket.summary(&["--verify"]).provenance.unverified, ["TC-1"]);
}

#[test]
fn a_ledger_that_was_cut_bears_nothing_out() {
    let ticket = Ticket::new();
    ticket.on_record("TC-1", "PASS");
    ticket.on_record("TC-2", "PASS");
    let ledger = ticket.file("_ledger.jsonl");
    let text = ticket.0.read(&ledger);
    let half: String = text.split_inclusive('\n').take(3).collect();
    ticket.0.write(&ledger, half);
    let run = ticket.command().assert().success();
    run.stderr(predicate::str::contains("verify_evidence"));
    let mut command = ticket.command();
    command.arg("--exit-code").assert().code(1);
    std::fs::remove_file(&ledger).unwrap();
    ticket.command().arg("--exit-code").assert().code(1);
}

#[test]
fn a_project_may_do_without_a_ledger() {
    let ticket = Ticket::new();
    ticket.by_hand("TC-1", "PASS");
    let mut command = ticket.command();
    command.arg("--exit-code").assert().code(1);
    ticket.0.write("test/_config.json", r#"{"evidence":{"require_ledger":false}}"#);
    let summary = ticket.summary(&["--exit-code"]);
    assert_eq!((summary.provenance.unverified.len(), summary.result.as_str()), (0, "PASS"));
}

#[test]
fn reruns_and_delivered_rows_are_shown() {
    let ticket = Ticket::new();
    ticket.judge("TC-2", "FAIL", "e1");
    ticket.on_record("TC-2", "PASS");
    ticket.on_record("TC-10", "PASS");
    let claim = json!({"source": "supplied", "db": "shop", "phase": "after"});
    ticket.enter("capture_db_snapshot", "TC-10", "TC-10_after.json", &json!([]), &claim);
    let summary = ticket.summary(&[]);
    assert_eq!(summary.reruns.len(), 1);
    assert_eq!(
        (&*summary.reruns[0].tc_id, summary.reruns[0].verdicts.join(",")),
        ("TC-2", "FAIL,PASS".into())
    );
    assert_eq!(summary.provenance.supplied, ["TC-10"]);
}

fn sealed(expected: &str, ids: &[&str]) -> Value {
    let tc = json!({"type": "ACTIVE", "canary": false, "expected": expected, "stimulus": null, "snapshot": null});
    let tcs: serde_json::Map<_, _> = ids.iter().map(|id| ((*id).to_owned(), tc.clone())).collect();
    json!({"files": {}, "env_map": null, "test_types": null, "tcs": tcs})
}

#[test]
fn a_seal_is_the_denominator() {
    let ticket = Ticket::new();
    ticket.seal(&sealed("e1", &["TC-1", "TC-2"]));
    ticket.on_record("TC-1", "PASS");
    ticket.on_record("TC-3", "PASS");
    let summary = ticket.summary(&[]);
    assert!(summary.sealed);
    assert_eq!((summary.stats.total, summary.missing_tcs.join(",")), (2, "TC-2".into()));
    assert_eq!(summary.unreadable[0].error, "TC-3 is not in the sealed plan");
    ticket.seal(&sealed("e1", &["TC-1"]));
    assert_eq!(ticket.summary(&[]).missing_tcs, ["TC-2"]);
}

#[test]
fn a_verdict_by_another_expectation_is_unsealed() {
    let ticket = Ticket::new();
    ticket.seal(&sealed("e1", &["TC-1"]));
    ticket.on_record("TC-1", "PASS");
    assert_eq!(ticket.summary(&[]).result.as_str(), "PASS");
    ticket.seal(&sealed("e2", &["TC-1"]));
    let summary = ticket.summary(&[]);
    assert_eq!(summary.provenance.unverified, ["TC-1"]);
    assert_eq!((&*summary.resealed[0].tc_id, summary.resealed[0].times), ("TC-1", 1));
    ticket.on_record("TC-1", "PASS");
    assert_eq!(ticket.summary(&[]).provenance.unverified, ["TC-1"]);
}

#[test]
fn a_computed_expectation_is_sealed_with_its_plan() {
    let ticket = Ticket::new();
    let spec = ticket.0.write(ticket.0.ticket("WO-1_tc_spec.json"), "{}");
    let mut claim = sealed("e1", &["TC-1"]);
    claim["files"] = json!({"WO-1_tc_spec.json": Source::open(&spec).unwrap().sha256()});
    ticket.seal(&claim);
    let (name, empty) = ("TC-1_expected.json", json!({}));
    ticket.enter_from("compute_expected", "TC-1", name, &empty, &empty, &[spec]);
    ticket.on_record("TC-1", "PASS");
    let file = json!({"tc_id": "TC-1", "verdict": "PASS"});
    let verdict = json!({"verdict": "PASS", "pass": 1, "fail": 0, "spec_sha256": "other"});
    let expected = ticket.file("TC-1_expected.json");
    let name = "TC-1_verdict.json";
    ticket.enter_from("verdict_calculator", "TC-1", name, &file, &verdict, &[expected]);
    assert_eq!(ticket.summary(&[]).provenance.unverified, [""; 0]);
}

#[test]
fn a_canary_that_passes_voids_the_run() {
    let ticket = Ticket::new();
    let mut claim = sealed("e1", &["TC-1", "TC-9"]);
    claim["tcs"]["TC-9"]["canary"] = json!(true);
    ticket.seal(&claim);
    ticket.on_record("TC-1", "PASS");
    let summary = ticket.summary(&[]);
    assert_eq!((summary.canaries.total, summary.canaries.caught), (1, 0));
    assert_eq!((summary.stats.total, summary.result.as_str()), (1, "INCOMPLETE"));
    ticket.on_record("TC-9", "FAIL");
    let summary = ticket.summary(&[]);
    assert_eq!((summary.canaries.caught, summary.result.as_str()), (1, "PASS"));
    assert_eq!((summary.stats.total, summary.failed_tcs.len(), summary.tcs.len()), (1, 0, 1));
    ticket.on_record("TC-9", "PASS");
    assert_eq!(ticket.summary(&[]).result.as_str(), "VOID");
}

#[test]
fn an_empty_folder_is_no_pass() {
    let ticket = Ticket::new();
    let summary = ticket.summary(&[]);
    assert_eq!((summary.stats.total, summary.stats.pass_rate.as_str()), (0, "0.0%"));
    assert_eq!(summary.result.as_str(), "INCOMPLETE");
}

#[test]
fn many_results_read_by_two_threads_stay_in_order() {
    let ticket = Ticket::new();
    for n in 1..=700 {
        ticket.by_hand(&format!("TC-{n}"), "PASS");
    }
    let summary = ticket.summary(&[]);
    let ids: Vec<_> = summary.tcs.iter().map(|line| line.tc_id.clone()).collect();
    let expected: Vec<_> = (1..=700).map(|n| format!("TC-{n}")).collect();
    assert_eq!(ids, expected);
    assert_eq!(summary.checks.keys().cloned().collect::<Vec<_>>(), expected);
}

#[test]
fn refusals() {
    let ticket = Ticket::new();
    ticket.by_hand("TC-1", "PASS");
    let refuses = |arguments: &[&str], code: &str| {
        let coded = predicate::str::contains(format!("[{code}]"));
        ticket.command().args(arguments).assert().code(2).stdout("").stderr(coded);
    };
    let output = ticket.0.write(ticket.file("_summary.json"), "as it was");
    let output = output.to_str().unwrap();
    refuses(&["--output", output, "--sheet", "없음.md"], "store/not-found");
    let mapping = ticket.0.write("mapping.json", r#"{"mappings":{"TC-1":{"status":"?"}}}"#);
    let mapping = mapping.to_str().unwrap();
    refuses(&["--output", output, "--mapping", mapping], "store/wrong-shape");
    let result = ticket.file("TC-1.json");
    refuses(&["--output", result.to_str().unwrap()], "evidence/not-yours");
    refuses(&["--output", "/없음/summary.json"], "store/unwritable");
    refuses(&["--sheet"], "cli/usage");
    assert_eq!(ticket.0.read(output), "as it was");
    let mut nowhere = ticket.0.command(env!("CARGO_BIN_EXE_summarize_partial_results"));
    let coded = predicate::str::contains("[store/not-found]");
    nowhere.args(["--dir", "없는 폴더"]).assert().code(2).stdout("").stderr(coded);
    let key = predicate::str::contains("[evidence/key]");
    ticket.command().env("PROCTOR_EVIDENCE_KEY", "short").assert().code(2).stderr(key);
}

#[test]
fn a_key_that_never_signed_bears_nothing_out() {
    let ticket = Ticket::new();
    ticket.on_record("TC-1", "PASS");
    let key = "a secret of more than sixteen bytes";
    ticket.command().env("PROCTOR_EVIDENCE_KEY", key).arg("--exit-code").assert().code(1);
}

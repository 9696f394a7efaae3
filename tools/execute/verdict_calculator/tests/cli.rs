//! The built program, through its real interface.

#![expect(clippy::unwrap_used, reason = "a test ends where something is amiss")]

use assert_cmd::assert::Assert;
use predicates::{prelude::PredicateBooleanExt, str::contains};
use serde_json::Value;
use std::path::PathBuf;
use testkit::{Project, project::NOW};

const PROGRAM: &str = env!("CARGO_BIN_EXE_verdict_calculator");

const STIMULUS: &str = r#"{"tc_id":"TC-1","timestamp":"2026-01-01T00:00:00.000+00:00",
  "request":{"method":"POST","url":"http://shop.test/orders/1/cancel","headers":{},"body":null},
  "response":{"status_code":200,"headers":{},"body":{"orderId":7301234567890123401,"state":"CANCELLED",
    "total":100.00,"lines":[{"sku":"A","quantity":2,"state":"CANCELLED"},
    {"sku":"B","quantity":3,"state":"CANCELLED"}]},"elapsed_ms":12,"error":null},"success":true}"#;

const SPEC: &str = r#"{"ticket":"WO-1","sheet_version":"v1","tcs":{"TC-1":{"expected":{
    "http_status":200,
    "static_fields":{"order_id":7301234567890123401,"total":1e2,"lines_count":2,"all_state":"CANCELLED"},
    "db_changes":[{"snapshot":"orders","key":"1","field":"state","before":"PAID","after":"CANCELLED"}]}},
  "TC-2":{"expected":{"http_status":200,"fields":[
    {"path":"lines[*].quantity","source_column":"quantity","aggregation":"SUM"},
    {"path":"total","source_column":"total"}]}},
  "TC-3":{"title":"[관찰] nothing"},
  "TC-4":{"expected":{"static_fields":{"orderId":"{data.order_id}"}}},
  "TC-5":{"expected":{"static_fields":[]}},
  "TC-6":{"expected":{"http_status":200,"static_fields":{"http_status":201}}},
  "TC-7":{"checkpoints":[{"segment":"①","expected":{"http_status":200}},
    {"segment":"②","expected":{"http_status":409}},{"segment":"③"}]}}}"#;

const DIFF: &str = r#"{"changed":[{"key":"1","pk_column":"id","before":{"id":1,"state":"PAID"},
    "after":{"id":1,"state":"CANCELLED"},
    "diff_fields":{"state":{"before":"PAID","after":"CANCELLED"}}}],"unchanged":[],"added":[],
    "removed":[],"summary":{"pk_column_used":"id"}}"#;

struct Scratch(Project);

impl Scratch {
    fn new() -> Self {
        let scratch = Self(Project::new());
        scratch.put("TC-1_stimulus.json", STIMULUS);
        scratch.put("TC-1_diff.json", DIFF);
        scratch.0.write(scratch.0.ticket("WO-1_tc_spec.json"), SPEC);
        scratch
    }

    /// Writes a file of `partial_results`.
    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        self.0.write(self.result(name), content)
    }

    fn result(&self, name: &str) -> PathBuf {
        self.0.ticket("partial_results").join(name)
    }

    /// Runs it in the ticket folder.
    fn run(&self, args: &[&str]) -> Assert {
        self.0.command(PROGRAM).current_dir(self.0.ticket("")).args(args).assert()
    }

    /// Judges the stimulus of TC-1 by an expectation given as JSON, verdict on standard output.
    fn judge(&self, expected: &str, more: &[&str]) -> Assert {
        let mut args = vec!["--tc-id", "TC-1", "--expected", expected];
        if !more.contains(&"--actual-file") {
            args.extend(["--actual-file", "partial_results/TC-1_stimulus.json"]);
        }
        args.extend(more);
        self.run(&args)
    }
}

fn printed(assert: &Assert) -> Value {
    serde_json::from_slice(&assert.get_output().stdout).unwrap()
}

#[test]
fn help_and_version() {
    let scratch = Scratch::new();
    let names = contains("--tc-spec").and(contains("Exit codes")).and(contains("Example"));
    scratch.run(&["--help"]).success().stdout(names);
    scratch.run(&["--version"]).success().stdout("verdict_calculator 0.1.0\n");
    scratch.run(&[]).code(2).stdout("").stderr(contains("--actual-file"));
    scratch.run(&["--tc-id", "TC-1", "--actual-file", "x"]).code(2).stderr(contains("--expected"));
}

#[test]
fn the_plan_is_judged_and_entered_into_the_ledger() {
    let scratch = Scratch::new();
    let flags = [
        "--tc-spec",
        "WO-1_tc_spec.json",
        "--tc-id",
        "TC-1",
        "--actual-file",
        "partial_results/TC-1_stimulus.json",
        "--diff",
        "partial_results/TC-1_diff.json",
        "--output",
        "partial_results/TC-1_verdict.json",
    ];
    scratch.run(&flags).success().stdout("").stderr("TC-1: PASS, 6 checks held\n");
    let verdict = scratch.0.json(scratch.result("TC-1_verdict.json"));
    let checks = verdict["checks"].as_array().unwrap();
    let fields: Vec<_> = checks.iter().map(|check| check["field"].as_str().unwrap()).collect();
    let expected = [
        "http_status",
        "order_id",
        "total",
        "lines_count",
        "all_state",
        "db_changes orders[1].state",
    ];
    assert_eq!(fields, expected);
    assert_eq!(verdict["verdict"], "PASS");
    assert_eq!((&verdict["pass_count"], &verdict["fail_count"]), (&6.into(), &0.into()));
    assert_eq!(verdict["timestamp"], NOW);

    let ledger = scratch.0.read(scratch.result("_ledger.jsonl"));
    let entry: Value = serde_json::from_str(ledger.lines().last().unwrap()).unwrap();
    let inputs = entry["inputs"].as_array().unwrap();
    let inputs: Vec<_> = inputs.iter().map(|input| input["path"].as_str().unwrap()).collect();
    let expected = [
        "partial_results/TC-1_stimulus.json",
        "WO-1_tc_spec.json",
        "partial_results/TC-1_diff.json",
    ];
    assert_eq!(inputs, expected);
    assert_eq!(entry["inputs"][0]["sha256"], verdict["actual_sha256"]);
    let spec = contract::json::parse(SPEC).unwrap();
    let block = contract::plan::part(&spec, "TC-1", "expected").unwrap();
    let claim = serde_json::json!({
        "verdict": "PASS", "pass": 6, "fail": 0,
        "spec_sha256": contract::plan::sha256(block), "actual_path": "response.body",
    });
    assert_eq!(entry["claim"], claim);
}

#[test]
fn a_fail_names_the_first_check_and_ends_with_one_only_when_asked() {
    let scratch = Scratch::new();
    let fail = r#"{"http_status":201,"orderId":7301234567890123402}"#;
    let line = "TC-1: FAIL, 2 of 2 checks failed: http_status: response.status_code: \
                expected 201, found a number 200\n";
    scratch.judge(fail, &[]).success().stderr(line);
    scratch.judge(fail, &["--exit-code", "--quiet"]).code(1).stderr("");
    let pass = scratch.judge(r#"{"orderId":7301234567890123401}"#, &["--exit-code"]).code(0);
    let text = String::from_utf8(pass.get_output().stdout.clone()).unwrap();
    assert!(text.contains("\"actual\": 7301234567890123401,"), "digits are kept: {text}");
    assert!(text.ends_with("}\n"));
}

#[test]
fn standard_input_stands_for_any_one_file() {
    let scratch = Scratch::new();
    let run = |args: &[&str], input: &str| {
        let mut command = scratch.0.command(PROGRAM);
        command.current_dir(scratch.0.ticket("")).args(["--tc-id", "TC-1"]).args(args);
        command.write_stdin(input).assert().success().stderr(contains("PASS"));
    };
    let status = r#"{"http_status":200}"#;
    let actual = ["--actual-file", "partial_results/TC-1_stimulus.json"];
    let diff = ["--diff", "partial_results/TC-1_diff.json"];
    run(&["--expected", status, "--actual-file", "-"], &format!("\u{feff}{STIMULUS}"));
    run(&[&actual[..], &["--expected-file", "-", "--output", "-"]].concat(), status);
    run(&[&actual[..], &diff, &["--tc-spec", "-"]].concat(), SPEC);
    run(&[&actual[..], &["--tc-spec", "WO-1_tc_spec.json", "--diff", "-"]].concat(), DIFF);
}

#[test]
fn snapshots_and_other_files_are_judged_where_their_rows_are() {
    let scratch = Scratch::new();
    let rows = r#"{"rows":[{"id":1,"gap":0},{"id":2,"gap":0.0}],"row_count":2}"#;
    scratch.put("TC-1_after.json", rows);
    let tables = r#"{"tables":{"stock":{"rows":[{"gap":0}]},"orders":{"rows":[{"id":1}]}}}"#;
    scratch.put("tables.json", tables);
    scratch.put("row.json", r#"{"id":1,"state":"OPEN"}"#);
    let check = |file: &str, expected: &str, more: &[&str]| {
        let file = format!("partial_results/{file}");
        let args = [&["--actual-file", &file, "--exit-code"], more].concat();
        scratch.judge(expected, &args).success();
    };
    check("TC-1_after.json", r#"{"all_gap":0,"[1].id":2,"count($[*])":2}"#, &[]);
    check("TC-1_after.json", r#"{"rows_count":2,"row_count":2}"#, &["--actual-path", ""]);
    check("tables.json", r#"{"all_gap":0,"orders.rows[0].id":1}"#, &[]);
    check("row.json", r#"{"state":"OPEN"}"#, &[]);
    let response = r#"{"error_null":true,"elapsed_ms":{"$lt":100}}"#;
    check("TC-1_stimulus.json", response, &["--actual-path", "$.response"]);
    let row = ["--actual-file", "partial_results/row.json"];
    let without_response = scratch.judge(r#"{"http_status":200}"#, &row);
    assert_eq!(printed(&without_response)["verdict"], "FAIL");
}

#[test]
fn computed_fields_come_from_their_file() {
    let scratch = Scratch::new();
    scratch.put("TC-2_stimulus.json", STIMULUS.replace("TC-1", "TC-2"));
    let run = |expected: &str| {
        scratch.put("TC-2_expected.json", expected);
        scratch.run(&[
            "--tc-spec",
            "WO-1_tc_spec.json",
            "--expected-file",
            "partial_results/TC-2_expected.json",
            "--actual-file",
            "partial_results/TC-2_stimulus.json",
            "--tc-id",
            "TC-2",
        ])
    };
    let sum = r#"{"tc_id":"TC-2","expected":{"sum(lines[*].quantity)":5,"http_status":200},
        "skipped":[{"path":"total","reason":"no row"}],"queries":[],"generated_at":"x","tool":"x"}"#;
    let made = run(sum).success().stderr("TC-2: PASS, 2 checks held, 1 skipped\n");
    let verdict = printed(&made);
    assert_eq!(verdict["checks"][2]["result"], "SKIPPED");
    assert_eq!(verdict["checks"][2]["detail"], "no row");
    run(r#"{"sum(lines[*].quantity)":5,"total":100,"extra.key":{"$exists":false}}"#)
        .success()
        .stderr("TC-2: PASS, 4 checks held\n");
    refused(&run(r#"{"sum(lines[*].quantity)":5}"#), "verdict_calculator/field-left-out");
    let soft = r#"{"sum(lines[*].quantity)":5,"total":100,"http_status":{"$gt":1}}"#;
    refused(&run(soft), "verdict_calculator/not-as-planned");
    refused(&run(&sum.replace("TC-2", "TC-9")), "verdict_calculator/other-tc");
    refused(&run(r#"{"fields":[]}"#), "verdict_calculator/field-left-out");
}

#[test]
fn placeholders_of_the_plan_are_filled_from_the_mapping() {
    let scratch = Scratch::new();
    scratch.put("TC-4_stimulus.json", STIMULUS.replace("TC-1", "TC-4"));
    let mapping = |data: &str| {
        let entry = format!(r#"{{"TC-4":{{"status":"MAPPED","data":{data}}}}}"#);
        let text = format!(r#"{{"sheet_version":"v1","created_at":"x","mappings":{entry}}}"#);
        scratch.0.write(scratch.0.ticket("WO-1_데이터매핑.json"), text);
    };
    let run = |more: &[&str]| {
        let args = ["--tc-spec", "WO-1_tc_spec.json", "--tc-id", "TC-4"];
        let actual = ["--actual-file", "partial_results/TC-4_stimulus.json"];
        scratch.run(&[&args[..], &actual, more].concat())
    };
    let with = ["--mapping", "WO-1_데이터매핑.json"];
    mapping(r#"{"order_id":7301234567890123401}"#);
    run(&with).success().stderr(contains("PASS"));
    refused(&run(&[]), "verdict_calculator/placeholder");
    run(&["--expected", r#"{"orderId":7301234567890123401}"#]).success();
    run(&[&with[..], &["--expected", r#"{"orderId":"{data.order_id}"}"#]].concat()).success();
    let other = [&with[..], &["--expected", r#"{"orderId":1}"#]].concat();
    refused(&run(&other), "verdict_calculator/not-as-planned");
    mapping(r#"{"other":1}"#);
    let line = contains("use one of data.other [verdict_calculator/placeholder]");
    run(&with).code(2).stderr(line);
}

fn refused(assert: &Assert, code: &str) {
    let output = assert.get_output();
    let stderr = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{code}: {stderr}");
    assert!(stderr.contains(&format!("[{code}]")), "{code}: {stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    assert!(output.stdout.is_empty());
}

/// Refuses an expectation (or what `more` names), and the output stays as it was.
fn check_refused(scratch: &Scratch, expected: &str, more: &[&str], code: &str) {
    let before = scratch.put("TC-1_verdict.json", "as it was");
    let args = [&["--output", "partial_results/TC-1_verdict.json"], more].concat();
    refused(&scratch.judge(expected, &args), code);
    assert_eq!(scratch.0.read(&before), "as it was");
}

#[test]
fn unusable_expectations_are_refused() {
    let scratch = Scratch::new();
    let check = |expected: &str, code: &str| check_refused(&scratch, expected, &[], code);
    check("{}", "judge/no-checks");
    check(r#"{"fields":[]}"#, "judge/spec-block");
    check(r#"{"a":{"$foo":1}}"#, "judge/unknown-operator");
    check(r#"{"a":{"$gt":1,"b":2}}"#, "judge/mixed-matcher");
    check(r#"{"a":{"$gt":null}}"#, "judge/operand");
    check(r#"{"a":{"$regex":"["}}"#, "judge/pattern");
    check(r#"{"a[":1}"#, "judge/path");
    check(r#"{"a":{"$schema":{"type":5}}}"#, "judge/schema");
    check(r#"{"db_changes":[{"key":1}]}"#, "judge/change");
    check(r#"{"db_changes":[{"key":1,"field":"a","after":1}]}"#, "judge/no-diff");
    check("[]", "verdict_calculator/not-flat");
    check("{", "store/not-json");
}

#[test]
fn unusable_files_are_refused() {
    let scratch = Scratch::new();
    let check = |expected: &str, more: &[&str], code: &str| {
        check_refused(&scratch, expected, more, code);
    };
    check(r#"{"a":1}"#, &["--actual-path", "a[*]"], "judge/path");
    check(r#"{"a":1}"#, &["--diff", "none.json"], "store/not-found");
    scratch.put("bad.json", "{");
    let changes = r#"{"db_changes":[{"key":1,"field":"a","after":1}]}"#;
    check(changes, &["--diff", "partial_results/bad.json"], "store/not-json");
    let actual = |content: &[u8], code: &str| {
        scratch.put("actual.json", content);
        let file = ["--actual-file", "partial_results/actual.json"];
        check(r#"{"http_status":200}"#, &file, code);
    };
    let with = |from: &str, to: &str| STIMULUS.replace(from, to).into_bytes();
    actual(br#"{"request":{},"response":{"#, "store/not-json");
    actual(br#"{"rows":[1,]}"#, "store/not-json");
    actual(b"{\"a\":\"\xff\"}", "store/not-utf8");
    actual(&with("TC-1", "TC-9"), "verdict_calculator/other-tc");
    let no_response = "verdict_calculator/no-response";
    actual(br#"{"tc_id":"TC-1","request":{}}"#, no_response);
    actual(br#"{"tc_id":"TC-1","request":{},"response":null}"#, no_response);
    actual(&with("\"status_code\":200", "\"status_code\":null"), no_response);
    let cut = with("\"error\":null", "\"body_truncated\":true");
    actual(&cut, "verdict_calculator/truncated");
    let other = ["--output", "partial_results/TC-1_diff.json"];
    refused(&scratch.judge(r#"{"http_status":200}"#, &other), "evidence/not-yours");
}

#[test]
fn the_exchange_of_a_checkpoint_is_judged_by_its_part_of_the_plan() {
    let scratch = Scratch::new();
    let judge = |n: u32| {
        let name = format!("TC-7_stimulus_{n}.json");
        scratch.put(&name, STIMULUS.replace("TC-1", "TC-7"));
        let actual = format!("partial_results/{name}");
        let plan = ["--tc-spec", "WO-1_tc_spec.json", "--tc-id", "TC-7"];
        scratch.run(&[&plan[..], &["--actual-file", &actual]].concat())
    };
    assert_eq!(printed(&judge(1).success())["verdict"], "PASS");
    assert_eq!(printed(&judge(2).success())["verdict"], "FAIL");
    let nothing = judge(3).stderr(contains("/tcs/TC-7/checkpoints/2/expected"));
    refused(&nothing, "verdict_calculator/nothing-planned");
}

#[test]
fn a_plan_that_cannot_be_judged_by_is_refused() {
    let scratch = Scratch::new();
    let check = |tc_id: &str, more: &[&str], code: &str| {
        scratch.put("actual.json", STIMULUS.replace("TC-1", tc_id));
        let args = ["--tc-spec", "WO-1_tc_spec.json", "--tc-id", tc_id];
        let actual = ["--actual-file", "partial_results/actual.json"];
        refused(&scratch.run(&[&args[..], &actual, more].concat()), code);
    };
    check("TC-1", &[], "judge/no-diff");
    check("TC-2", &[], "verdict_calculator/not-computed");
    let given = ["--expected", r#"{"sum(lines[*].quantity)":5,"total":1}"#];
    check("TC-2", &given, "verdict_calculator/not-computed");
    check("TC-3", &[], "verdict_calculator/nothing-planned");
    check("TC-5", &[], "store/wrong-shape");
    check("TC-6", &[], "verdict_calculator/not-as-planned");
    check("TC-9", &[], "verdict_calculator/nothing-planned");
}

#[test]
fn aliases_of_the_configuration_name_arrays() {
    let scratch = Scratch::new();
    scratch.0.write("test/_config.json", r#"{"verdict":{"aliases":{"items":["lines"]}}}"#);
    scratch.judge(r#"{"items_count":2}"#, &["--exit-code"]).success();
}

//! The built program, through its real interface.

#![expect(clippy::unwrap_used, reason = "a test ends where something is amiss")]

use assert_cmd::assert::Assert;
use predicates::{prelude::PredicateBooleanExt, str::contains};
use rusqlite::Connection;
use serde_json::Value;
use std::path::PathBuf;
use testkit::{Project, cluster::Cluster, project::NOW};

const PROGRAM: &str = env!("CARGO_BIN_EXE_compute_expected");

const SETUP: &str = "
    CREATE TABLE order_lines (order_id BIGINT, line_no INTEGER, quantity INTEGER, price NUMERIC(10,2), state TEXT);
    INSERT INTO order_lines VALUES (7301234567890123401, 1, 2, 0.50, 'PICKING'), (7301234567890123401, 2, 3, 1.25, 'PICKING'),
                             (7301234567890123401, 3, 9, 9, 'DONE'), (2, 1, 7, 7, 'PICKING');
";

const MAPPING: &str = r#"{"sheet_version":"v1","created_at":"2026-01-01T00:00:00.000+00:00","mappings":{
    "TC-6":{"status":"MAPPED","data":{"order_id":"7301234567890123401","state":"it's"}}}}"#;

const TC: &str = r#"{
    "data_requirement":{"db":"shop","table":"order_lines","identifier_column":"order_id","identifier_field":"order_id"},
    "expected":{"http_status":200,
      "static_fields":{"state":"PAID","total":{"$gte":0.10}},
      "fields":[
        {"path":"lines[*].quantity","source_db":"shop","source_table":"order_lines","source_column":"quantity",
         "source_where":"state = 'PICKING'","aggregation":"sum"},
        {"path":"lines[*].lineNo","source_db":"shop","source_table":"order_lines","source_column":"line_no","aggregation":"count"},
        {"path":"max","source_db":"shop","source_table":"order_lines l","source_column":"l.quantity",
         "extra_join":"JOIN order_lines m ON m.line_no = l.line_no AND m.order_id = 2","source_where":"l.state <> '{data.state}'","aggregation":"max"},
        {"path":"first","source_db":"shop","source_table":"order_lines","source_column":"quantity","source_where":"line_no = 2"}]}}"#;

struct Scratch {
    project: Project,
    spec: PathBuf,
    mapping: PathBuf,
}

fn scratch(tc: &str) -> Scratch {
    let project = Project::new();
    project.write("자료/shop 1.db", "");
    let connection = Connection::open(project.path("자료/shop 1.db")).unwrap();
    connection.execute_batch(SETUP).unwrap();
    project.write("test/_config.json", r#"{"databases":{"shop":"sqlite:자료/shop 1.db"}}"#);
    let spec = format!(r#"{{"ticket":"WO-1","sheet_version":"v1","tcs":{{"TC-6":{tc}}}}}"#);
    Scratch {
        spec: project.write(project.ticket("WO-1_tc_spec.json"), spec),
        mapping: project.write(project.ticket("WO-1_데이터매핑.json"), MAPPING),
        project,
    }
}

impl Scratch {
    fn run(&self, more: &[&str]) -> Assert {
        let mut command = self.project.command(PROGRAM);
        command.args(["--tc-id", "TC-6"]).arg("--tc-spec").arg(&self.spec);
        command.arg("--mapping").arg(&self.mapping).args(more).assert()
    }

    fn result(&self, name: &str) -> String {
        self.project.ticket("partial_results").join(name).display().to_string()
    }
}

/// The identifier's column is ambiguous in this join: a fixed version of the third field.
fn tc() -> String {
    TC.replace(
        "\"source_table\":\"order_lines l\",\"source_column\":\"l.quantity\",",
        "\"source_table\":\"order_lines l\",\"source_column\":\"l.quantity\",\"formula\":\"for people\",",
    )
    .replace(
        "JOIN order_lines m ON m.line_no = l.line_no AND m.order_id = 2",
        "JOIN (SELECT 1 AS one) x ON x.one = 1",
    )
}

#[test]
fn help_and_version() {
    let project = Project::new();
    let says = contains("Exit codes:").and(contains("Example:")).and(contains("default: 30"));
    project.command(PROGRAM).arg("--help").assert().success().stdout(says);
    project
        .command(PROGRAM)
        .arg("--version")
        .assert()
        .success()
        .stdout(contains("compute_expected 0"));
}

#[test]
fn fields_are_computed_and_fixed_values_kept() {
    let scratch = scratch(&tc());
    let output = scratch.result("TC-6_expected.json");
    scratch
        .run(&["--output", &output])
        .success()
        .stdout("")
        .stderr("TC-6: 4 computed, 3 fixed, 0 skipped\n");
    let text = scratch.project.read(&output);
    let expected = r#"{
  "tc_id": "TC-6",
  "expected": {
    "http_status": 200,
    "state": "PAID",
    "total": {
      "$gte": 0.10
    },
    "sum(lines[*].quantity)": 5,
    "count(lines[*].lineNo)": 3,
    "max": 9,
    "first": 3
  },
  "skipped": [],
  "queries": [
    {
      "path": "lines[*].quantity",
      "db": "shop",
      "sql": "SELECT sum(quantity) FROM order_lines WHERE (state = 'PICKING') AND order_id = '7301234567890123401'",
      "value": 5
    },
"#;
    assert!(text.starts_with(expected), "{text}");
    assert!(text.contains("l.state <> 'it''s'") && text.contains(NOW), "{text}");
    let ledger = scratch.project.read(scratch.result("_ledger.jsonl"));
    let entry: Value = serde_json::from_str(ledger.trim()).unwrap();
    assert_eq!(entry["tool"], "compute_expected");
    assert_eq!(entry["tc_id"], "TC-6");
    assert_eq!(entry["inputs"][0]["path"], "WO-1_tc_spec.json");
    assert_eq!(entry["claim"]["computed"], 4);
    assert_eq!(entry["claim"]["source"], "captured");
    // The same on standard output, from another database, by a URL.
    scratch
        .run(&["--db", "자료/shop 1.db", "--quiet"])
        .success()
        .stdout(contains("\"db\": \"자료/shop 1.db\""))
        .stderr("");
}

#[test]
fn what_cannot_be_computed_is_skipped_with_its_reason() {
    for (from, to, reason) in [
        (
            "\"source_column\":\"quantity\",\n         \"source_where\":\"state",
            "\"source_where\":\"state",
            "no source_column",
        ),
        (
            "\"source_column\":\"line_no\"",
            "\"source_column\":\"nothing\"",
            "no such column: nothing",
        ),
        ("\"aggregation\":\"count\"", "\"aggregation\":\"median\"", "`median`"),
        ("line_no = 2", "line_no = 99", "gave no row"),
        ("state = 'PICKING'", "state = 'LOST'", "nothing to aggregate"),
        ("\"path\":\"first\",\"source_db\":\"shop\",", "\"path\":\"first\",", "no source_db"),
    ] {
        let changed = tc().replacen(from, to, 1);
        assert_ne!(changed, tc(), "{from}");
        let scratch = scratch(&changed);
        let run = scratch.run(&[]).success().stderr(contains("is skipped: ").and(contains(reason)));
        let document: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
        assert!(document["skipped"][0]["reason"].as_str().unwrap().contains(reason), "{document}");
    }
    // An ambiguous identifier is the database's refusal.
    scratch(TC).run(&[]).success().stderr(contains("max is skipped").and(contains("ambiguous")));
}

#[test]
fn all_skipped_is_a_no() {
    let tc = TC.replace("\"identifier_field\":\"order_id\"", "\"identifier_field\":\"nope\"");
    let scratch = scratch(&tc);
    let output = scratch.result("TC-6_expected.json");
    scratch.run(&["--output", &output]).code(1).stderr(
        contains("the mapping has no `nope`").and(contains("0 computed, 3 fixed, 4 skipped")),
    );
    assert_eq!(scratch.project.json(&output)["skipped"].as_array().unwrap().len(), 4);
    scratch.run(&["--emit-sql"]).code(1).stdout(contains("\"queries\": []"));
}

#[test]
fn several_different_rows_are_remarked() {
    let scratch = scratch(&tc().replace("line_no = 2", "line_no > 0"));
    scratch.run(&[]).success().stderr(contains("first: 3 different rows, the first is taken"));
}

#[test]
fn an_agents_own_server_can_be_asked() {
    let scratch = scratch(&tc().replace("\"shop\"", "\"mcp__postgres_shop__query\""));
    let run = scratch.run(&["--emit-sql"]).success().stderr("");
    let emission: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(emission["queries"][0]["key"], "sum(lines[*].quantity)");
    assert_eq!(
        emission["queries"][3]["sql"],
        "SELECT quantity FROM order_lines WHERE (line_no = 2) AND order_id = '7301234567890123401'"
    );
    let rows = r#"{"lines[*].quantity":{"rows":[{"sum":12345678901234567890}]},
        "count(lines[*].lineNo)":[{"count":3}],"first":0.10}"#;
    let rows = scratch.project.write("행.json", rows).display().to_string();
    let output = scratch.result("TC-6_expected.json");
    scratch
        .run(&["--rows", &rows, "--output", &output])
        .success()
        .stderr(contains("max is skipped: no rows were supplied"));
    let text = scratch.project.read(&output);
    assert!(text.contains("\"sum(lines[*].quantity)\": 12345678901234567890"), "{text}");
    assert!(text.contains("\"first\": 0.10"), "{text}");
    let ledger = scratch.project.read(scratch.result("_ledger.jsonl"));
    assert!(ledger.contains(r#""source":"supplied""#), "{ledger}");
}

#[test]
fn errors_say_what_and_where_and_write_nothing() {
    let without_fields = r#"{"expected":{"db_changes":[]}}"#.to_owned();
    for (tc, code, part) in [
        (without_fields, "compute_expected/no-expectation", "at /tcs/TC-6/expected"),
        (
            tc().replace("{\"state\":\"PAID\"", "{\"http_status\":201,\"state\":\"PAID\""),
            "compute_expected/two-expectations",
            "static_fields/http_status",
        ),
        (
            tc().replace("\"path\":\"first\"", "\"path\":\"state\""),
            "compute_expected/two-expectations",
            "/tcs/TC-6/expected/fields/3",
        ),
        (
            tc().replace("state = 'PICKING'", "1) UNION SELECT (2; DROP TABLE order_lines"),
            "database/not-one-query",
            "/tcs/TC-6/expected/fields/0",
        ),
        (
            tc().replace("{data.state}", "{data.nope}"),
            "database/unknown-placeholder",
            "data.order_id",
        ),
        (tc().replace("\"shop\"", "\"payments\""), "database/unknown-database", "`payments`"),
        (
            tc().replace(
                "\"extra_join\":\"JOIN (SELECT 1 AS one) x ON x.one = 1\"",
                "\"extra_join\":[\"JOIN x\"]",
            ),
            "store/wrong-shape",
            "extra_join",
        ),
    ] {
        let scratch = scratch(&tc);
        let output = scratch.result("TC-6_expected.json");
        scratch.project.write(&output, "as it was");
        scratch
            .run(&["--output", &output])
            .code(2)
            .stdout("")
            .stderr(contains(format!("[{code}]")).and(contains(part)));
        assert_eq!(scratch.project.read(&output), "as it was");
    }
    let scratch = scratch(&tc());
    let rows = scratch.project.write("rows.json", "[1]").display().to_string();
    scratch.run(&["--rows", &rows]).code(2).stderr(contains("[compute_expected/bad-rows]"));
    let verdict = scratch.result("TC-6_verdict.json");
    scratch.run(&["--output", &verdict]).code(2).stderr(contains("[evidence/not-yours]"));
    let mut command = scratch.project.command(PROGRAM);
    command.args(["--tc-spec", "-", "--tc-id", "TC-9"]);
    command.write_stdin(r#"{"ticket":"x","sheet_version":"v1","tcs":{}}"#);
    command.assert().code(2).stderr(contains("[compute_expected/unknown-tc]"));
    scratch.run(&["--nonsense"]).code(2).stderr(contains("[cli/usage]"));
}

#[test]
fn servers_give_exact_sums() {
    for url in [Cluster::postgres().database(SETUP), Cluster::mariadb().database(SETUP)] {
        let scratch = scratch(&tc().replace("\"quantity\",\n", "\"price\",\n"));
        scratch
            .run(&["--db", &url])
            .success()
            .stdout(contains("\"sum(lines[*].quantity)\": 1.75").and(contains("secret").not()));
    }
}

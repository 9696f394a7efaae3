//! The built program, through its real interface.

#![expect(clippy::unwrap_used, reason = "a test ends where something is amiss")]

use predicates::{prelude::PredicateBooleanExt, str::contains};
use rusqlite::Connection;
use serde_json::Value;
use std::path::PathBuf;
use testkit::{Project, cluster::Cluster, project::NOW};

const PROGRAM: &str = env!("CARGO_BIN_EXE_capture_db_snapshot");

const SETUP: &str = "
    CREATE TABLE orders (order_id INTEGER PRIMARY KEY, state TEXT, total DECIMAL(10,2), memo TEXT);
    INSERT INTO orders VALUES (7301234567890123401, 'PAID', 10.5, 'O''Brien'), (2, 'OPEN', 3, NULL);
    CREATE TABLE lines (order_id INTEGER, line_no INTEGER, sku TEXT);
    INSERT INTO lines VALUES (7301234567890123401, 1, 'A'), (7301234567890123401, 2, 'B');
";

const MAPPING: &str = r#"{"sheet_version":"v1","created_at":"2026-01-01T00:00:00.000+00:00","mappings":{
    "TC-1":{"status":"MAPPED","data":{"order_id":7301234567890123401,"memo":"O'Brien"}}}}"#;

struct Scratch {
    project: Project,
    spec: PathBuf,
    mapping: PathBuf,
    _connection: Connection,
}

/// A project with a SQLite file, a mapping, and a plan whose `TC-1` is this.
fn scratch(tc: &str) -> Scratch {
    let project = Project::new();
    project.write("자료/shop 1.db", "");
    let connection = Connection::open(project.path("자료/shop 1.db")).unwrap();
    connection.execute_batch(SETUP).unwrap();
    project.write("test/_config.json", r#"{"databases":{"shop":"sqlite:자료/shop 1.db"}}"#);
    let spec = format!(r#"{{"ticket":"WO-1","sheet_version":"v1","tcs":{{"TC-1":{tc}}}}}"#);
    Scratch {
        spec: project.write(project.ticket("WO-1_tc_spec.json"), spec),
        mapping: project.write(project.ticket("WO-1_데이터매핑.json"), MAPPING),
        project,
        _connection: connection,
    }
}

const ONE: &str = r#"{"snapshot":[{"name":"orders","db":"shop","key":["order_id"],
    "sql":"SELECT order_id, state FROM orders WHERE order_id = '{data.order_id}'"}]}"#;

const TWO: &str = r#"{"snapshot":[
    {"name":"orders","db":"shop","key":["order_id"],
     "sql":"SELECT order_id, state, total FROM orders WHERE memo = {data.memo}"},
    {"name":"lines","db":"mcp__sqlite_shop__query","key":["order_id","line_no"],
     "sql":"SELECT * FROM lines WHERE order_id = {data.order_id} ORDER BY line_no"}]}"#;

impl Scratch {
    fn run(&self, more: &[&str]) -> assert_cmd::assert::Assert {
        let mut command = self.project.command(PROGRAM);
        command.args(["--tc-id", "TC-1"]).arg("--tc-spec").arg(&self.spec);
        command.arg("--mapping").arg(&self.mapping);
        command.args(more).assert()
    }

    fn result(&self, name: &str) -> String {
        self.project.ticket("partial_results").join(name).display().to_string()
    }

    /// The last entry of the ledger.
    fn entry(&self) -> Value {
        let ledger = self.project.read(self.result("_ledger.jsonl"));
        serde_json::from_str(ledger.lines().last().unwrap()).unwrap()
    }
}

#[test]
fn help_and_version() {
    let project = Project::new();
    project
        .command(PROGRAM)
        .arg("--help")
        .assert()
        .success()
        .stdout(contains("Exit codes:").and(contains("Example:")).and(contains("default: 100000")));
    let version = format!("capture_db_snapshot {}\n", env!("CARGO_PKG_VERSION"));
    project.command(PROGRAM).arg("--version").assert().success().stdout(version);
}

#[test]
fn one_query_goes_to_standard_output() {
    let scratch = scratch("{}");
    let run = |more: &[&str]| {
        let mut command = scratch.project.command(PROGRAM);
        let sql = "SELECT order_id, total FROM orders ORDER BY 1";
        command.args(["--db", "shop", "--sql", sql]).args(more).assert()
    };
    let expected = r#"{
  "rows": [
    {
      "order_id": 2,
      "total": 3
    },
    {
      "order_id": 7301234567890123401,
      "total": 10.5
    }
  ],
  "row_count": 2,
  "db": "shop",
  "sql": "SELECT order_id, total FROM orders ORDER BY 1",
  "captured_at": "NOW",
  "tool": "capture_db_snapshot VERSION",
  "source": "captured"
}
"#;
    let expected = expected.replace("NOW", NOW).replace("VERSION", env!("CARGO_PKG_VERSION"));
    run(&[]).success().stdout(expected.clone()).stderr("shop 2 rows\n");
    run(&["--output", "-", "--quiet"]).success().stdout(expected).stderr("");
}

#[test]
fn a_plans_query_is_captured_and_entered() {
    let scratch = scratch(ONE);
    let output = scratch.result("TC-1_before.json");
    scratch
        .run(&["--phase", "before", "--output", &output])
        .success()
        .stdout("")
        .stderr("TC-1 before: orders 1 row\n");
    let snapshot = scratch.project.json(&output);
    assert_eq!(snapshot["rows"][0]["state"], "PAID");
    assert_eq!(snapshot["key"][0], "order_id");
    assert_eq!(
        snapshot["sql"],
        "SELECT order_id, state FROM orders WHERE order_id = '{data.order_id}'"
    );
    assert_eq!(snapshot.get("wait_result"), None);
    let entry = scratch.entry();
    assert_eq!(entry["tool"], "capture_db_snapshot");
    assert_eq!(entry["tc_id"], "TC-1");
    assert_eq!(entry["output"]["path"], "partial_results/TC-1_before.json");
    assert_eq!(entry["inputs"].as_array().unwrap().len(), 2);
    let claim = &entry["claim"];
    assert_eq!(claim["db"], "shop");
    assert_eq!(claim["source"], "captured");
    assert_eq!(claim["phase"], "before");
    assert_eq!(claim["sql_sha256"].as_str().unwrap().len(), 64);
}

#[test]
fn several_tables_are_captured_by_name() {
    let scratch = scratch(TWO);
    let output = scratch.result("TC-1_after.json");
    scratch
        .run(&["--phase", "after", "--output", &output])
        .success()
        .stderr("TC-1 after: orders 1 row, lines 2 rows (nothing to wait for)\n");
    let snapshot = scratch.project.json(&output);
    assert_eq!(snapshot["tables"]["lines"]["row_count"], 2);
    assert_eq!(snapshot["tables"]["lines"]["db"], "mcp__sqlite_shop__query");
    assert_eq!(snapshot["tables"]["orders"]["rows"][0]["order_id"], 7_301_234_567_890_123_401_u64);
    assert_eq!((&snapshot["wait_result"], &snapshot["waited_ms"]), (&"none".into(), &0.into()));
    let claim = &scratch.entry()["claim"];
    assert_eq!(claim["tables"]["orders"]["db"], "shop");
    assert_eq!(claim["phase"], "after");
    assert_eq!(claim.get("db"), None);
}

/// A plan that waits for `condition`, with an exchange that was long ago.
fn waiting(wait: &str) -> Scratch {
    let tc = ONE.replacen('{', &format!(r#"{{"wait":{wait},"#), 1);
    let scratch = scratch(&tc);
    let stimulus = r#"{"tc_id":"TC-1","timestamp":"2025-11-20T00:53:00.000+00:00","request":{}}"#;
    scratch.project.write(scratch.result("TC-1_stimulus.json"), stimulus);
    scratch
}

#[test]
fn the_wait_counts_from_the_stimulus() {
    // The clock stands 20 seconds after the exchange.
    let scratch = waiting(
        r#"{"seconds":20,"until":{"db":"shop","sql":"SELECT state FROM orders WHERE order_id = {data.order_id}",
            "assert":"all_eq('PAID')","timeout_s":25,"every_ms":10}}"#,
    );
    let output = scratch.result("TC-1_after.json");
    scratch
        .run(&["--phase", "after", "--output", &output])
        .success()
        .stderr(contains("met: state is \"PAID\""));
    assert_eq!(scratch.project.json(&output)["wait_result"], "met");
    scratch
        .run(&["--wait-only"])
        .success()
        .stdout(contains("\"wait_result\": \"met\"").and(contains("\"tc_id\": \"TC-1\"")));
}

#[test]
fn a_wait_that_times_out_captures_and_says_no() {
    let scratch = waiting(
        r#"{"until":{"db":"shop","sql":"SELECT state FROM orders","assert":"all_eq('DONE')","timeout_s":20}}"#,
    );
    let output = scratch.result("TC-1_after.json");
    scratch
        .run(&["--phase", "after", "--output", &output])
        .code(1)
        .stderr(contains("NOT met in time: state is \"OPEN\", \"PAID\""));
    let snapshot = scratch.project.json(&output);
    assert_eq!(snapshot["wait_result"], "timeout");
    assert_eq!(snapshot["row_count"], 1);
    assert_eq!(scratch.entry()["claim"]["phase"], "after");
    scratch.run(&["--wait-only"]).code(1).stdout(contains("timeout"));
}

#[test]
fn without_a_stimulus_the_wait_counts_from_now() {
    let scratch = scratch(&ONE.replacen('{', r#"{"wait":{"seconds":0.01},"#, 1));
    scratch
        .run(&["--phase", "after"])
        .success()
        .stdout(contains("\"wait_result\": \"elapsed\""))
        .stderr(contains("there is no stimulus"));
    // The phase before does not wait.
    scratch.run(&["--phase", "before"]).success().stdout(contains("wait_result").not());
}

#[test]
fn statements_are_printed_for_an_agents_own_server() {
    let tc = TWO.replacen(
        '{',
        r#"{"wait":{"until":{"db":"shop","sql":"SELECT 1","assert":"count_eq(1)"}},"#,
        1,
    );
    let scratch = scratch(&tc.replace("\"shop\"", "\"mcp__postgres_orders__query\""));
    let run = scratch.run(&["--emit-sql"]).success().stderr("");
    let emission: Value = serde_json::from_slice(&run.get_output().stdout).unwrap();
    assert_eq!(
        emission["queries"][0]["sql"],
        "SELECT order_id, state, total FROM orders WHERE memo = 'O''Brien'"
    );
    assert_eq!(emission["queries"][1]["name"], "lines");
    assert_eq!(emission["until"]["assert"], "count_eq(1)");
    let before = scratch.run(&["--emit-sql", "--phase", "before"]).success();
    assert!(!String::from_utf8_lossy(&before.get_output().stdout).contains("until"));
}

#[test]
fn supplied_rows_are_marked_as_such() {
    let scratch = scratch(TWO);
    let rows = r#"{"orders":{"rows":[{"order_id":12345678901234567890,"total":0.10}]},"lines":[]}"#;
    let rows = scratch.project.write("행.json", rows);
    let output = scratch.result("TC-1_before.json");
    let arguments = ["--phase", "before", "--output", &output, "--rows", rows.to_str().unwrap()];
    scratch.run(&arguments).success().stderr("TC-1 before: orders 1 row, lines 0 rows, supplied\n");
    let text = scratch.project.read(&output);
    assert!(text.contains("12345678901234567890") && text.contains("0.10"), "{text}");
    assert_eq!(scratch.project.json(&output)["source"], "supplied");
    let entry = scratch.entry();
    assert_eq!(entry["claim"]["source"], "supplied");
    assert_eq!(entry["inputs"].as_array().unwrap().len(), 3);

    let mut piped = scratch.project.command(PROGRAM);
    piped.args(["--db", "mcp__pg_orders__query", "--sql", "SELECT 1 AS a", "--rows", "-"]);
    piped.env("PROCTOR_EVIDENCE_ALLOW_SUPPLIED_ROWS", "false").write_stdin(r#"[{"a":1}]"#);
    piped.assert().success().stdout(contains("supplied")).stderr(contains("do not count"));
}

#[test]
fn supplied_rows_show_a_wait_only_when_it_is_over() {
    let rows = |scratch: &Scratch| {
        let rows = scratch.project.write("rows.json", "[]").display().to_string();
        let run = scratch.run(&["--phase", "after", "--rows", &rows]).success();
        let output = run.get_output();
        let snapshot: Value = serde_json::from_slice(&output.stdout).unwrap();
        (snapshot["wait_result"].clone(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    assert_eq!(rows(&waiting(r#"{"seconds":20}"#)).0, "elapsed");
    assert_eq!(rows(&scratch(ONE)).0, "none");
    for wait in [r#"{"seconds":21}"#, r#"{"until":{"assert":"is_null"}}"#] {
        let (result, said) = rows(&waiting(wait));
        assert_eq!(result, Value::Null);
        assert!(said.contains("nothing shows that the plan's wait was over"), "{said}");
    }
}

#[test]
fn every_error_leaves_the_output_alone() {
    let plans = [
        (r"{}", "capture_db_snapshot/no-snapshot"),
        (&ONE.replace("\"sql\"", "\"none\""), "database/not-one-query"),
        (&ONE.replace("{data.order_id}", "{data.nope}"), "database/unknown-placeholder"),
        (&ONE.replace("\"shop\"", "\"payments\""), "database/unknown-database"),
        (&ONE.replace("FROM orders", "FROM nowhere"), "database/query-failed"),
        (&TWO.replace("\"lines\"", "\"orders\""), "capture_db_snapshot/snapshot-name"),
        (&TWO.replace("\"name\":\"lines\",", ""), "capture_db_snapshot/snapshot-name"),
    ];
    for (tc, code) in plans {
        let scratch = scratch(tc);
        let output = scratch.result("TC-1_after.json");
        scratch.project.write(&output, "as it was");
        scratch.run(&["--phase", "after", "--output", &output]).code(2).stdout("").stderr(
            contains(format!("[{code}]")).and(contains("tc_spec.json at /tcs/TC-1/snapshot")),
        );
        assert_eq!(scratch.project.read(&output), "as it was");
    }
    let waits = [
        (r#"{"seconds":-1}"#, "capture_db_snapshot/bad-seconds"),
        (r#"{"until":{"assert":"soon"}}"#, "capture_db_snapshot/bad-assert"),
        (
            r#"{"until":{"db":"shop","sql":"SELECT 1 AS a","assert":"b: is_null"}}"#,
            "capture_db_snapshot/assert-column",
        ),
        (r#"{"until":{"db":"shop","sql":"SELEC 1","assert":"is_null"}}"#, "database/not-one-query"),
    ];
    for (wait, code) in waits {
        let scratch = waiting(wait);
        let output = scratch.result("TC-1_after.json");
        scratch
            .run(&["--phase", "after", "--output", &output])
            .code(2)
            .stderr(contains(format!("[{code}]")).and(contains("at /tcs/TC-1/wait")));
        assert!(!PathBuf::from(output).exists());
    }
}

#[test]
fn other_errors_say_what_and_where() {
    let scratch = waiting(r#"{"seconds":1}"#);
    scratch.project.write(scratch.result("TC-1_stimulus.json"), r#"{"timestamp":"yesterday"}"#);
    let fails = |more: &[&str], code: &str, part: &str| {
        scratch.run(more).code(2).stderr(contains(format!("[{code}]")).and(contains(part)));
    };
    fails(&["--phase", "after"], "capture_db_snapshot/bad-stamp", "`yesterday`");
    let rows = scratch.project.write("rows.json", "[1]").display().to_string();
    fails(&["--phase", "before", "--rows", &rows], "capture_db_snapshot/bad-rows", "rows.json");
    fails(&["--phase", "before", "--rows", "none.json"], "store/not-found", "none.json");
    fails(&[], "cli/usage", "--phase");
    fails(&["--db", "shop", "--sql", "SELECT 1"], "cli/usage", "--tc-spec");
    let diff = scratch.result("TC-1_diff.json");
    fails(&["--phase", "before", "--output", &diff], "evidence/not-yours", "TC-1_diff.json");
    let unknown = ["--tc-spec", "-", "--tc-id", "TC-9", "--phase", "before"];
    let mut command = scratch.project.command(PROGRAM);
    command.args(unknown).write_stdin(r#"{"ticket":"x","sheet_version":"v1","tcs":{}}"#);
    command.assert().code(2).stderr(contains("[capture_db_snapshot/unknown-tc]"));
    let mut command = scratch.project.command(PROGRAM);
    command.args(["--db", "shop", "--limit", "2", "--sql", "SELECT order_id FROM orders"]);
    command.assert().code(2).stderr(contains("[database/row-limit]").and(contains("--limit")));
}

/// A server's URL comes from the environment; its password is nowhere.
fn captures_from(url: &str, sql: &str, expected: &str) {
    let scratch = scratch(&format!(r#"{{"snapshot":[{{"name":"t","db":"big","sql":"{sql}"}}]}}"#));
    let template = url.replace(":secret@", ":${DB_PASSWORD}@");
    scratch
        .project
        .write("test/_config.json", format!(r#"{{"databases":{{"big":"{template}"}}}}"#));
    let output = scratch.result("TC-1_before.json");
    let run = |password: &str| {
        let mut command = scratch.project.command(PROGRAM);
        command.env("DB_PASSWORD", password);
        command.args(["--tc-id", "TC-1", "--phase", "before", "--output", &output]);
        command.arg("--tc-spec").arg(&scratch.spec).arg("--mapping").arg(&scratch.mapping).assert()
    };
    run("secret").success();
    let text = scratch.project.read(&output);
    assert!(text.contains(expected), "{text}");
    let ledger = scratch.project.read(scratch.result("_ledger.jsonl"));
    assert!(!text.contains("secret") && !ledger.contains("secret"));
    run("not-the-one")
        .code(2)
        .stderr(contains("[database/cannot-connect]").and(contains("not-the-one").not()));
    // A URL on the command line is shown without its password, too.
    let mut command = scratch.project.command(PROGRAM);
    command.args(["--db", url, "--sql", "SELECT 1 AS a"]);
    command.assert().success().stdout(contains("secret").not()).stderr(contains("secret").not());
}

#[test]
fn postgres_is_captured() {
    captures_from(
        &Cluster::postgres().database(
            "CREATE TABLE t (id bigint, price numeric(10,2));
            INSERT INTO t VALUES (7301234567890123401, 0.10), (2, 1);",
        ),
        "SELECT id, price FROM t WHERE id = {data.order_id}",
        "\"id\": 7301234567890123401,\n      \"price\": 0.10\n",
    );
}

#[test]
fn mariadb_is_captured() {
    captures_from(
        &Cluster::mariadb().database(
            "CREATE TABLE t (id BIGINT UNSIGNED, price DECIMAL(10,2));
            INSERT INTO t VALUES (7301234567890123401, 0.10), (2, 1);",
        ),
        "SELECT id, price FROM t WHERE id = '{data.order_id}'",
        "\"id\": 7301234567890123401,\n      \"price\": 0.10\n",
    );
}

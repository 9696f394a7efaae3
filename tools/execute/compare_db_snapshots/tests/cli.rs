//! `compare_db_snapshots` through its command line.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]

use contract::{Json, diff::Diff};
use predicates::prelude::{PredicateBooleanExt, predicate};
use std::path::{Path, PathBuf};
use testkit::Project;

const PROGRAM: &str = env!("CARGO_BIN_EXE_compare_db_snapshots");

const BEFORE: &str = r#"{"rows":[{"id":1,"state":"OPEN","total":10.50},{"id":2,"state":"OPEN","total":1}],"row_count":2}"#;
const AFTER: &str = r#"{"rows":[{"id":3,"state":"OPEN","total":7},{"id":"1","state":"DONE","total":10.5}],"row_count":2}"#;

struct Case {
    project: Project,
    before: PathBuf,
    after: PathBuf,
}

impl Case {
    fn new(before: &str, after: &str) -> Self {
        let project = Project::new();
        let before = project.write("스냅숏 전.json", before);
        let after = project.write("스냅숏 후.json", after);
        Self { project, before, after }
    }

    fn command(&self, more: &[&str]) -> assert_cmd::Command {
        let mut command = self.project.command(PROGRAM);
        command.arg("--before").arg(&self.before).arg("--after").arg(&self.after).args(more);
        command
    }

    /// The report on standard output.
    fn report(&self, more: &[&str]) -> Json {
        let output = self.command(more).assert().success().get_output().stdout.clone();
        contract::json::parse_bytes(&output).unwrap()
    }
}

fn check(before: &str, after: &str, more: &[&str], pointer: &str, expected: &str) {
    let report = Case::new(before, after).report(more);
    let found = report.pointer(pointer).map(ToString::to_string);
    assert_eq!(found.as_deref(), Some(expected), "{pointer} of {report}");
}

fn check_refused(before: &str, after: &str, more: &[&str], parts: &[&str]) {
    let case = Case::new(before, after);
    let output = case.project.write("출력.json", "as it was");
    let mut command = case.command(more);
    let assert = command.arg("--output").arg(&output).assert().code(2).stdout("");
    for part in parts {
        assert.get_output();
        let stderr = String::from_utf8(assert.get_output().stderr.clone()).unwrap();
        assert!(stderr.contains(part), "{part} in {stderr}");
        assert_eq!(stderr.lines().count(), 1, "{stderr}");
    }
    assert_eq!(case.project.read(&output), "as it was");
    let left: Vec<_> = names(output.parent().unwrap());
    assert!(!left.iter().any(|name| name.contains("proctor")), "{left:?}");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn help_and_version_say_what_it_is() {
    let case = Case::new("[]", "[]");
    let help = case.project.command(PROGRAM).arg("--help").assert().success();
    let text = String::from_utf8(help.get_output().stdout.clone()).unwrap();
    for part in [
        "--key",
        "--ignore",
        "--unchanged",
        "--float-tolerance",
        "--exit-code",
        "Exit codes",
        "Example:",
    ] {
        assert!(text.contains(part), "{part}");
    }
    let version = concat!("compare_db_snapshots ", env!("CARGO_PKG_VERSION"), "\n");
    case.project.command(PROGRAM).arg("--version").assert().success().stdout(version);
}

#[test]
fn the_report_is_laid_out_as_every_document() {
    let case = Case::new(BEFORE, AFTER);
    let expected = format!(
        r#"{{
  "changed": [
    {{
      "key": "1",
      "pk_column": "id",
      "before": {{
        "id": 1,
        "state": "OPEN",
        "total": 10.50
      }},
      "after": {{
        "id": "1",
        "state": "DONE",
        "total": 10.5
      }},
      "diff_fields": {{
        "id": {{
          "before": 1,
          "after": "1"
        }},
        "state": {{
          "before": "OPEN",
          "after": "DONE"
        }}
      }}
    }}
  ],
  "unchanged": [],
  "added": [
    {{
      "id": 3,
      "state": "OPEN",
      "total": 7
    }}
  ],
  "removed": [
    {{
      "id": 2,
      "state": "OPEN",
      "total": 1
    }}
  ],
  "summary": {{
    "changed_count": 1,
    "unchanged_count": 0,
    "added_count": 1,
    "removed_count": 1,
    "pk_column_used": "id"
  }},
  "generated_at": "{}",
  "before_file": "{}",
  "after_file": "{}"
}}
"#,
        testkit::project::NOW,
        case.before.display(),
        case.after.display(),
    );
    case.command(&[])
        .assert()
        .success()
        .stdout(expected.clone())
        .stderr("changed=1, added=1, removed=1, unchanged=0, pk: id\n");
    let output = case.project.path("나온 것/비교.json");
    case.project.write(&output, "old");
    let totals = "changed=1, added=1, removed=1, unchanged=0, pk: id\n";
    case.command(&["--output"]).arg(&output).assert().success().stdout(totals);
    assert_eq!(case.project.read(&output), expected);
    case.command(&["--quiet", "--output", "-"]).assert().success().stdout(expected).stderr("");
    let read: Diff = serde_json::from_str(&case.project.read(&output)).unwrap();
    assert_eq!(read.changed[0].diff_fields.len(), 2);
    assert_eq!(read.summary.pk_column_used, Json::from("id"));
}

#[test]
fn a_snapshot_may_come_from_standard_input() {
    let case = Case::new(BEFORE, AFTER);
    let project = &case.project;
    let mut command = project.command(PROGRAM);
    command.args(["--before", "-", "--after"]).arg(&case.after).args(["--key", "id"]);
    command.write_stdin(format!("\u{feff}{BEFORE}")).assert().success().stdout(
        predicate::str::contains(r#""before_file": "-""#)
            .and(predicate::str::contains(r#""changed_count": 1"#)),
    );
    let mut command = project.command(PROGRAM);
    let refused = command.args(["--before", "-", "--after", "-"]).assert().code(2);
    refused.stderr(predicate::str::contains("[compare_db_snapshots/one-stdin]"));
}

#[test]
fn inside_a_ticket_folder_the_ledger_gets_an_entry() {
    let project = Project::new();
    let file = |name: &str| project.ticket(format!("partial_results/TC-1_{name}.json"));
    let before = project.write(file("before"), BEFORE);
    let after = project.write(file("after"), AFTER);
    let mut command = project.command(PROGRAM);
    command.arg("--before").arg(&before).arg("--after").arg(&after);
    command.arg("--output").arg(file("diff")).assert().success();
    let ledger = project.read(project.ticket("partial_results/_ledger.jsonl"));
    let entry: serde_json::Value = serde_json::from_str(ledger.trim_end()).unwrap();
    assert_eq!(entry["tool"], "compare_db_snapshots");
    assert_eq!(entry["tc_id"], "TC-1");
    assert_eq!(entry["inputs"][0]["path"], "partial_results/TC-1_before.json");
    assert_eq!(entry["inputs"][1]["path"], "partial_results/TC-1_after.json");
    assert_eq!(entry["output"]["path"], "partial_results/TC-1_diff.json");
    assert_eq!(
        entry["claim"],
        serde_json::json!({"changed": 1, "unchanged": 0, "added": 1, "removed": 1})
    );
    let mut command = project.command(PROGRAM);
    command.arg("--before").arg(&before).arg("--after").arg(&after);
    let refused = command.arg("--output").arg(file("verdict")).assert().code(2);
    refused.stderr(predicate::str::contains("[evidence/not-yours]"));
    assert!(!file("verdict").exists());
}

#[test]
fn several_tables_are_reported_by_name() {
    let before = r#"{"tables":{"a":{"rows":[{"x":1,"y":1},{"x":1,"y":2}],"key":["x","y"]},"gone":{"rows":[]}}}"#;
    let after = r#"{"tables":{"a":{"rows":[{"x":1,"y":1,"z":5},{"x":1,"y":2,"z":null}]},"new":[{"id":1}]}}"#;
    let case = Case::new(before, after);
    let output = case.project.path("diff.json");
    case.command(&["--output"]).arg(&output).assert().success().stdout(
        "changed=1, added=1, removed=0, unchanged=1, \
         tables: a (pk: x+y), new (pk: id), gone (pk: fingerprint)\n",
    );
    let report = case.project.json(&output);
    assert_eq!(report["tables"]["a"]["changed"][0]["key"], serde_json::json!(["1", "1"]));
    assert_eq!(report["tables"]["a"]["changed"][0]["pk_column"], serde_json::json!(["x", "y"]));
    assert_eq!(
        report["tables"]["a"]["changed"][0]["diff_fields"],
        serde_json::json!({"z": {"before": null, "after": 5}})
    );
    assert_eq!(report["tables"]["a"]["summary"]["columns_added"], serde_json::json!(["z"]));
    assert_eq!(report["tables"]["new"]["summary"]["added_count"], 1);
    assert_eq!(report["summary"]["tables_added"], serde_json::json!(["new"]));
    assert_eq!(report["summary"]["tables_removed"], serde_json::json!(["gone"]));
    assert_eq!(report["summary"]["changed_count"], 1);
    assert!(report.get("changed").is_none());
    let text = case.project.read(&output);
    assert_eq!(contract::json::pretty(&text).unwrap() + "\n", text);
}

#[test]
fn unchanged_rows_are_listed_or_counted() {
    let rows = r#"[{"id":1,"n":0.10},{"id":2,"n":12345678901234567890}]"#;
    check(
        rows,
        rows,
        &[],
        "/unchanged",
        r#"[{"id":1,"n":0.10},{"id":2,"n":12345678901234567890}]"#,
    );
    check(rows, rows, &["--unchanged", "count"], "/unchanged", "[]");
    check(rows, rows, &["--unchanged", "count"], "/summary/unchanged_count", "2");
    check("[]", r#"{"rows":[]}"#, &[], "/summary/pk_column_used", "null");
}

#[test]
fn columns_can_be_left_out_by_flag_and_by_configuration() {
    let before = r#"[{"id":1,"updated_at":"x","version":1,"a":1}]"#;
    let after = r#"[{"id":1,"updated_at":"y","version":2,"a":2}]"#;
    check(
        before,
        after,
        &["--ignore", "*_at", "--ignore", "v*"],
        "/changed/0/diff_fields",
        r#"{"a":{"before":1,"after":2}}"#,
    );
    let case = Case::new(before, after);
    case.project.write("test/_config.json", r#"{"ignore_columns": ["*_at", "version"]}"#);
    let report = case.report(&["--ignore", "a"]);
    assert_eq!(report.pointer("/summary/unchanged_count"), Some(&Json::from(1)));
    case.project.write("test/_config.json", r#"{"ignore_columns": ["[a"]}"#);
    let refused = case.command(&[]).assert().code(2);
    refused.stderr(
        predicate::str::contains("ignore_columns [a")
            .and(predicate::str::contains("[compare_db_snapshots/bad-glob]")),
    );
}

#[test]
fn numbers_may_lie_apart_by_the_tolerance() {
    let before = r#"[{"id":1,"v":0.1},{"id":2,"v":1}]"#;
    let after = r#"[{"id":1,"v":0.3},{"id":2,"v":1.20000000000000000001}]"#;
    check(before, after, &["--float-tolerance", "0.2"], "/changed/0/key", "\"2\"");
    check(before, after, &["--float-tolerance", "0.2"], "/summary/changed_count", "1");
    check_refused(before, after, &["--float-tolerance", "-1"], &["zero or more", "[cli/usage]"]);
    check_refused(before, after, &["--float-tolerance", "x"], &["[cli/usage]"]);
}

#[test]
fn long_strings_carry_a_unified_diff() {
    let text = |last: &str| format!(r#"[{{"id":1,"memo":"{}{last}"}}]"#, "줄\\n".repeat(70));
    check(
        &text("전"),
        &text("후"),
        &[],
        "/changed/0/diff_fields/memo/diff",
        r#""--- before\n+++ after\n@@ -68,4 +68,4 @@\n 줄\n 줄\n 줄\n-전\n\\ No newline at end of file\n+후\n\\ No newline at end of file\n""#,
    );
}

#[test]
fn the_answer_is_the_exit_code_when_asked() {
    let case = Case::new(BEFORE, AFTER);
    case.command(&["--exit-code"]).assert().code(1);
    case.command(&[]).assert().code(0);
    let same = Case::new(BEFORE, BEFORE);
    same.command(&["--exit-code"]).assert().code(0);
}

#[test]
fn what_cannot_be_compared_is_refused_and_nothing_is_written() {
    check_refused(
        "{\"rows\":[\n{\"id\":1},\n]}",
        AFTER,
        &[],
        &["line 3 column 1", "[rowdiff/not-json]", "스냅숏 전.json"],
    );
    check_refused(
        BEFORE,
        "[1]",
        &[],
        &["a row is a number", "스냅숏 후.json at /0", "[rowdiff/row-not-object]"],
    );
    check_refused("5", AFTER, &[], &["found a number", "[rowdiff/not-a-snapshot]"]);
    check_refused(BEFORE, r#"{"tables":{}}"#, &[], &["[rowdiff/forms-differ]"]);
    check_refused(
        BEFORE,
        AFTER,
        &["--key", "no"],
        &["`no` is missing", "at /rows/0", "[rowdiff/key-missing]"],
    );
    let not_unique =
        ["`OPEN` occurs again", "스냅숏 전.json at /rows/1", "[rowdiff/key-not-unique]"];
    check_refused(BEFORE, AFTER, &["--key", "state"], &not_unique);
    check_refused(BEFORE, AFTER, &["--key", "id,"], &["[cli/usage]"]);
    check_refused(
        BEFORE,
        AFTER,
        &["--ignore", "{a"],
        &["--ignore {a", "[compare_db_snapshots/bad-glob]"],
    );
}

#[test]
fn files_that_cannot_be_read_or_written_are_named() {
    let case = Case::new(BEFORE, AFTER);
    case.project.write(&case.before, b"[{\"id\":\"\xff\"}]");
    let refused = case.command(&[]).assert().code(2);
    refused.stderr(
        predicate::str::contains("line 1 column 9; ")
            .and(predicate::str::contains("[rowdiff/not-utf8]")),
    );
    let missing = Case { before: case.project.path("없는 것.json"), ..case };
    let refused = missing.command(&[]).assert().code(2);
    refused.stderr(predicate::str::contains("[store/not-found]"));
    let case = Case::new(BEFORE, AFTER);
    let refused = case.command(&["--output", "no/such/folder/x.json"]).assert().code(2);
    refused.stderr(predicate::str::contains("[store/unwritable]")).stdout("");
}

/// Large snapshots are mapped, read in parts and laid out on several threads.
#[test]
fn large_snapshots_give_the_same_document_as_small_ones() {
    let rows = |from: usize, count: usize, state: &str| -> Vec<String> {
        let row =
            |id| format!(r#"{{"id": {id}, "memo": "{}", "state": "{state}"}}"#, "메모 ".repeat(20));
        (from..from + count).map(row).collect()
    };
    let snapshot =
        |rows: &[Vec<String>]| format!("{{\"rows\": [\n{}\n]}}", rows.concat().join(",\n"));
    let before =
        snapshot(&[rows(0, 30_000, "OPEN"), rows(30_000, 10, "OPEN"), rows(40_000, 7, "OPEN")]);
    let after =
        snapshot(&[rows(50_000, 5, "OPEN"), rows(0, 30_000, "OPEN"), rows(30_000, 10, "DONE")]);
    assert!(before.len() + after.len() > 8 << 20, "so large that several threads are taken");
    let case = Case::new(&before, &after);
    let output = case.project.path("diff.json");
    let totals = "changed=10, added=5, removed=7, unchanged=30000, pk: id\n";
    case.command(&["--output"]).arg(&output).assert().success().stdout(totals);
    let text = case.project.read(&output);
    assert!(contract::json::pretty(&text).unwrap() + "\n" == text, "laid out as every document");
    let report: Diff = serde_json::from_str(&text).unwrap();
    let ids = report.unchanged.iter().map(|row| row.get("id").unwrap().clone());
    assert!(ids.eq((0..30_000_usize).map(Json::from)), "in the order of the after snapshot");
}

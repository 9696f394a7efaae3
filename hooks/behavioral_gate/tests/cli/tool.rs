//! The tool.

use crate::{MAPPING, NAMES, PROGRAM};
use predicates::{prelude::*, str};
use serde_json::{Value, json};
use std::fs;
use testkit::Project;

const LINE: &str = "Total: 5 | PASS: 2 | BLOCKED: 2 | NEEDS_CONFIRMATION: 1 | gate: not passed\n";

fn with_mapping(name: &str) -> Project {
    let project = Project::new();
    project.write(project.ticket(name), MAPPING);
    project
}

fn run(project: &Project, arguments: &[&str]) -> assert_cmd::assert::Assert {
    project.command(PROGRAM).current_dir(project.ticket("")).args(arguments).assert()
}

fn words(results: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let results = results.as_array().unwrap();
    results.iter().map(|it| (text(&it["tc_id"]), text(&it["gate"]))).collect()
}

#[test]
fn the_answer_lies_beside_the_mapping() {
    for name in NAMES {
        let project = with_mapping(name);
        run(&project, &["--mapping", name])
            .code(1)
            .stdout(LINE)
            .stderr(str::contains("not to be run: TC-2, TC-6, TC-7"));
        let gate = project.json(project.ticket("WO-1_behavioral_gate.json"));
        assert_eq!(gate["gate_passed"], false);
        assert_eq!(gate["summary"], json!({"pass": 2, "blocked": 2, "needs_confirmation": 1}));
        let expected = [
            ("TC-2", "BLOCKED"),
            ("TC-3", "PASS"),
            ("TC-6", "NEEDS_CONFIRMATION"),
            ("TC-7", "BLOCKED"),
            ("TC-10", "PASS"),
        ];
        let expected = expected.map(|(tc_id, gate)| (tc_id.to_owned(), gate.to_owned()));
        assert_eq!(words(&gate["results"]), expected);
        assert_eq!(gate["results"][0]["reason"], "orders.state: 기대 PAID, 실제 PACKED");
        // Nothing of it is evidence.
        assert!(!project.ticket("partial_results/_ledger.jsonl").exists());
    }
}

#[test]
fn reasons_are_in_the_projects_language() {
    let project = with_mapping(NAMES[1]);
    project.write("test/_config.json", r#"{"naming": "en"}"#);
    run(&project, &["--mapping", NAMES[1], "--output", "-"])
        .code(1)
        .stdout(str::contains("orders.state: expected PAID, actual PACKED"))
        .stdout(str::contains("there is no behavioural check"))
        .stderr(str::starts_with(LINE.trim_end()));
}

#[test]
fn a_mapping_without_trouble_passes() {
    let project = Project::new();
    let mapping = MAPPING.replace("\"FAIL\"", "\"PASS\"").replace("{\"method\": \"sql\"}", "null");
    let mapping = mapping.replace("BEHAVIORAL_MISMATCH", "CAPTURE_PLANNED");
    project.write(project.ticket(NAMES[0]), &mapping);
    run(&project, &["--mapping", NAMES[0], "--quiet"])
        .success()
        .stdout("Total: 5 | PASS: 5 | BLOCKED: 0 | NEEDS_CONFIRMATION: 0 | gate: passed\n")
        .stderr("");
    // --strict wants a check of each.
    run(&project, &["--mapping", NAMES[0], "--strict", "--output", "x.json"])
        .code(1)
        .stdout(str::contains("PASS: 2 | BLOCKED: 0 | NEEDS_CONFIRMATION: 3"));
    assert!(project.ticket("x.json").exists());
}

#[test]
fn one_test_case_can_be_asked_about() {
    let project = with_mapping(NAMES[0]);
    run(&project, &["--mapping", NAMES[0], "--tc", "TC-10"])
        .success()
        .stdout(str::contains("\"gate_passed\": true"));
    run(&project, &["--mapping", NAMES[0], "--tc=TC-2"])
        .code(1)
        .stdout(str::contains("TC-2").and(str::contains("TC-10").not()));
    run(&project, &["--mapping", NAMES[0], "--tc", "TC-4"]).success();
    assert!(!project.ticket("WO-1_behavioral_gate.json").exists());
    run(&project, &["--mapping", NAMES[0], "--tc", "TC-99"]).code(2).stderr(
        str::contains("no test case TC-99").and(str::contains("[behavioral_gate/unknown-tc]")),
    );
}

#[test]
fn no_mapping_passes_with_a_note() {
    let project = Project::new();
    run(&project, &["--mapping", NAMES[0]])
        .success()
        .stdout("Total: 0 | PASS: 0 | BLOCKED: 0 | NEEDS_CONFIRMATION: 0 | gate: passed\n")
        .stderr(str::contains("데이터매핑이 없어"));
    let gate = project.json(project.ticket("WO-1_behavioral_gate.json"));
    assert_eq!((&gate["gate_passed"], &gate["results"]), (&json!(true), &json!([])));
    assert_eq!(gate["note"], "데이터매핑이 없어 아무것도 막지 않았다");
}

#[test]
fn standard_streams_stand_for_files() {
    let project = Project::new();
    project
        .command(PROGRAM)
        .args(["--mapping", "-"])
        .write_stdin(MAPPING)
        .assert()
        .code(1)
        .stdout(str::contains("\"gate\": \"BLOCKED\""));
}

#[test]
fn what_cannot_run_says_so() {
    let project = with_mapping(NAMES[0]);
    fs::copy(project.ticket(NAMES[0]), project.ticket("notes.json")).unwrap();
    for (arguments, code) in [
        (&["--mapping", "notes.json"][..], "[behavioral_gate/no-name]"),
        (&["--mapping", NAMES[0], "--output", "WO-1_tc_spec.json"], "[evidence/not-yours]"),
        (&["--mapping", NAMES[0], "--output", "none/x.json"], "[store/"),
        (&["--strict"], "[cli/usage]"),
        (&["--mapping"], "[cli/usage]"),
    ] {
        run(&project, arguments).code(2).stdout("").stderr(str::contains(code));
    }
    project.write(project.ticket(NAMES[1]), r#"{"mappings": {"TC-1": {"status": 7}}}"#);
    run(&project, &["--mapping", NAMES[1]])
        .code(2)
        .stderr(str::contains("/mappings/TC-1/status").and(str::contains("[store/wrong-shape]")));
}

#[test]
fn help_and_version() {
    let project = Project::new();
    run(&project, &["--help"])
        .success()
        .stdout(str::contains("Without arguments it is a hook").and(str::contains("--strict")));
    run(&project, &["--version"]).success().stdout(str::starts_with("behavioral_gate "));
}

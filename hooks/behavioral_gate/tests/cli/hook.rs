//! The hook.

use crate::{MAPPING, NAMES, PROGRAM};
use std::{fs, os::unix::fs::symlink};
use testkit::{
    Project,
    hook::{Answer, Payload, ask, ask_with},
};
use unicode_normalization::UnicodeNormalization;

/// A project whose ticket has a mapping of this name.
fn with_mapping(name: &str) -> Project {
    let project = Project::new();
    project.write(project.ticket(name), MAPPING);
    project
}

fn write(project: &Project, tc_id: &str, content: &str) -> Answer {
    let file = project.ticket(format!("partial_results/{tc_id}.json"));
    ask(project, PROGRAM, &Payload::write(file, content))
}

const PASS: &str = r#"{"tc_id": "TC-2", "status": "PASS"}"#;

#[test]
fn a_blocked_test_case_has_no_result_but_an_honest_one() {
    for name in NAMES {
        let project = with_mapping(name);
        write(&project, "TC-2", PASS).assert_denied(&[
            "TC-2: ",
            "orders.state: expected PAID, actual PACKED",
            name,
            "record it as BLOCKED",
            "behavioral_gate --mapping '",
        ]);
        write(&project, "TC-2", &PASS.replace("PASS", "FAIL")).assert_denied(&["TC-2"]);
        write(&project, "TC-7", PASS).assert_denied(&["expected PAID, actual OPEN"]);
        write(&project, "TC-2", "{").assert_denied(&["TC-2"]);
        for status in ["BLOCKED", "INCOMPLETE", "N/T"] {
            let bare = PASS.replace("PASS", status);
            write(&project, "TC-2", &bare).assert_denied(&["TC-2"]);
            let reason = bare.replace('}', r#", "error": "주문이 PACKED 상태"}"#);
            write(&project, "TC-2", &reason).assert_silent();
            let reason = bare.replace('}', r#", "evidence": {"text": "order is PACKED"}}"#);
            write(&project, "TC-2", &reason).assert_silent();
        }
    }
}

#[test]
fn other_test_cases_are_nobodys_business() {
    for name in NAMES {
        let project = with_mapping(name);
        for tc_id in ["TC-10", "TC-3", "TC-4", "TC-5", "TC-6", "TC-22"] {
            write(&project, tc_id, PASS).assert_silent();
        }
    }
}

#[test]
fn other_files_are_nobodys_business() {
    let project = with_mapping(NAMES[0]);
    for file in ["partial_results/TC-2_verdict.json", "partial_results/_summary.json", "TC-2.json"]
    {
        ask(&project, PROGRAM, &Payload::write(project.ticket(file), PASS)).assert_silent();
    }
    let file = project.ticket("partial_results/TC-2.json");
    ask(&project, PROGRAM, &Payload::read(&file)).assert_silent();
    ask(&project, PROGRAM, &Payload::bash("echo PASS > TC-2.json")).assert_silent();
}

#[test]
fn without_a_mapping_nothing_is_blocked() {
    let project = Project::new();
    write(&project, "TC-2", PASS).assert_silent();
    let elsewhere = project.path("test/WO-9_new/partial_results/TC-2.json");
    ask(&project, PROGRAM, &Payload::write(elsewhere, PASS)).assert_silent();
}

#[test]
fn of_several_mappings_the_stricter_holds() {
    let kind = MAPPING.replace("\"FAIL\"", "\"PASS\"");
    let decomposed: String = NAMES[0].nfd().collect();
    for (kinder, stricter) in [
        (NAMES[0], NAMES[1]),
        (NAMES[1], NAMES[0]),
        (NAMES[0], decomposed.as_str()),
        (decomposed.as_str(), NAMES[0]),
    ] {
        let project = with_mapping(stricter);
        project.write(project.ticket(kinder), &kind);
        write(&project, "TC-2", PASS).assert_denied(&["TC-2", "expected PAID"]);
        fs::remove_file(project.ticket(stricter)).unwrap();
        write(&project, "TC-2", PASS).assert_silent();
    }
    // A doubled name, too.
    let project = Project::new();
    let entry = r#""TC-2": {"status": "MAPPED"}, "TC-4""#;
    project.write(project.ticket(NAMES[0]), MAPPING.replace("\"TC-4\"", entry));
    write(&project, "TC-2", PASS).assert_denied(&["TC-2"]);
}

#[test]
fn a_mapping_that_cannot_be_read_is_named() {
    for (content, words) in [
        (&b"{\"mappings\": {\n\"TC-2\" 1}}"[..], &["line 2", "column 8", "[store/not-json]"][..]),
        (b"{\"mappings\": []}", &["/mappings", "[store/wrong-shape]"]),
        (b"{\"mappings\": null}", &["/mappings", "[store/wrong-shape]"]),
        (b"[]", &["[store/wrong-shape]"]),
        (b"{\"mappings\": {\"TC-2\": {\"status\": \"FOUND\"}}}", &["/mappings/TC-2/status"]),
        (b"\xff", &["[store/not-utf8]"]),
    ] {
        let project = Project::new();
        project.write(project.ticket(NAMES[1]), content);
        let answer = write(&project, "TC-2", PASS);
        answer.assert_denied(&[NAMES[1]]);
        answer.assert_denied(words);
    }
    let project = Project::new();
    fs::create_dir(project.ticket(NAMES[0])).unwrap();
    write(&project, "TC-2", PASS).assert_denied(&[NAMES[0]]);
    // What is wrong with another entry is not this one's business.
    project.write(project.ticket("other/WO-1_data_mapping.json"), "{");
    let project = Project::new();
    let broken = MAPPING.replace("SKIPPED", "LATER");
    project.write(project.ticket(NAMES[0]), broken);
    write(&project, "TC-3", PASS).assert_silent();
}

#[test]
fn an_edit_is_judged_by_its_outcome() {
    let project = with_mapping(NAMES[0]);
    let honest = r#"{"tc_id": "TC-2", "status": "BLOCKED", "error": "packed already"}"#;
    let file = project.write(project.ticket("partial_results/TC-2.json"), honest);
    let edit = |old, new| ask(&project, PROGRAM, &Payload::edit(&file, old, new));
    edit("BLOCKED", "PASS").assert_denied(&["TC-2"]);
    edit("packed already", "").assert_denied(&["TC-2"]);
    edit("packed already", "packed").assert_silent();
    edit("not there", "PASS").assert_silent();
    // What was wrong before is not this edit's doing.
    fs::write(&file, PASS).unwrap();
    assert!(matches!(edit("TC-2", "TC-02"), Answer::Context(_)));
}

#[test]
fn the_file_is_known_however_it_is_named() {
    let project = with_mapping(NAMES[0]);
    let file = project.ticket("partial_results/TC-2.json");
    let link = project.path("link.json");
    symlink(&file, &link).unwrap();
    for path in [link, project.path("test/x/../WO-1_주문 취소/partial_results/TC-2.json")] {
        ask(&project, PROGRAM, &Payload::write(path, PASS)).assert_denied(&["TC-2"]);
    }
    let decomposed: String = file.to_str().unwrap().nfd().collect();
    ask(&project, PROGRAM, &Payload::write(decomposed, PASS)).assert_denied(&["TC-2"]);
}

#[test]
fn a_call_that_cannot_be_read_is_refused() {
    ask_with(Project::new().command(PROGRAM), "[").assert_denied(&["offset"]);
}

#[test]
fn a_wrong_registration_does_not_end_with_the_code_that_blocks() {
    let project = Project::new();
    let run = project.command(PROGRAM).arg("--no-such-flag").assert().code(1);
    let output = run.get_output();
    assert!(String::from_utf8_lossy(&output.stderr).contains("[hook/argument]"));
}

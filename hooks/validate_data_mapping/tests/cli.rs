//! The hook as the agent's client runs it.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

use predicates::prelude::*;
use std::{fs, os::unix::fs::symlink};
use testkit::{
    Project,
    hook::{Answer, Payload, ask, ask_with},
};
use unicode_normalization::UnicodeNormalization;

const HOOK: &str = env!("CARGO_BIN_EXE_validate_data_mapping");
const NAMES: [&str; 2] = ["WO-1_데이터매핑.json", "WO-1_data_mapping.json"];

const MAPPED: &str = r#"{"status": "MAPPED", "data": {"order_id": 7301234567890123401}, "behavioral_check":
  {"verdict": "PASS", "method": "db_check", "conditions": [
    {"field": "orders.state", "expected": "PAID", "actual": "PAID", "result": "PASS"}]}}"#;

/// A mapping with these entries and this summary.
fn mapping(entries: &str, summary: &str) -> String {
    format!(
        "{{\n\"ticket\": \"WO-1\", \"sheet_version\": \"v1\", \"created_at\": \"2026-11-20T09:20:00.000+09:00\",\n\
         \"completed_at\": null,\n\"mappings\": {{\n{entries}\n}},\n\"summary\": {{{summary}}}\n}}\n"
    )
}

fn entry(body: &str) -> String {
    mapping(&format!("\"TC-1\": {body}"), "\"total_tcs\": 1")
}

/// What the hook says of writing such a document, under the names of both languages.
fn answers(content: &str) -> [Answer; 2] {
    let project = Project::new();
    NAMES.map(|name| ask(&project, HOOK, &Payload::write(project.ticket(name), content)))
}

fn allowed(content: &str) {
    for answer in answers(content) {
        answer.assert_silent();
    }
}

fn denied(content: &str, words: &[&str]) {
    for answer in answers(content) {
        answer.assert_denied(words);
    }
}

fn warned(content: &str, words: &[&str]) {
    for answer in answers(content) {
        assert!(matches!(answer, Answer::Context(_)), "{answer:?}");
        assert!(words.iter().all(|word| answer.text().contains(word)), "{answer:?}");
    }
}

#[test]
fn a_sound_mapping_is_nobodys_business() {
    allowed(&entry(MAPPED));
    allowed(&format!("\u{feff}{}", entry(MAPPED)));
    let full = mapping(
        &format!(
            r#""TC-1": {MAPPED},
            "TC-2": {{"status": "NOT_FOUND", "reason": "해외 주문이 없다"}},
            "TC-3": {{"status": "PROVISIONING_NEEDED", "provision_target": "order"}},
            "TC-4": {{"status": "PROVISIONED", "data": {{"id": 1}}, "provisioned_at": "2026-11-20T09:30:00+09:00"}},
            "TC-5": {{"status": "PROVISIONED", "provisioned_data": {{"id": 1}}, "provisioned_at": "2026-11-20"}},
            "TC-6": {{"status": "SKIPPED", "reason": "the customer left it out"}},
            "TC-7": {{"status": "BEHAVIORAL_MISMATCH", "expected": "state = PAID", "actual": null}},
            "TC-8": {{"status": "CAPTURE_PLANNED"}},
            "TC-9": {{"status": "BLOCKED", "reason": "접근 권한 없음", "our_note": {{"a": [1, null]}}}}"#
        ),
        r#""total_tcs": 9, "mapped": 1, "not_found": 1, "provisioning_needed": 1, "provisioned": 2,
           "skipped": 1, "behavioral_mismatch": 1, "capture_planned": 1, "blocked": 1, "coverage": "44.4%""#,
    );
    allowed(&full);
    // Counts that are not there say nothing.
    allowed(&full.replace(r#""provisioned": 2,"#, ""));
}

#[test]
fn text_that_is_no_json_is_refused_with_its_place() {
    let text = entry(MAPPED).replace("\"status\": \"MAPPED\",", "\"status\": \"MAPPED\"");
    denied(&text, &["line 5", "it is not JSON", "column 29", "expected `,` or `}`"]);
    denied("", &["it is not JSON"]);
    denied("[]", &["it is not an object"]);
    denied(&"[".repeat(1_000_000), &["nested more than 512 levels deep"]);
}

#[test]
fn required_members_must_be_there() {
    let text = entry(MAPPED);
    denied(&text.replace("sheet_version", "sheet"), &["/sheet_version: it is required"]);
    denied(&text.replace("created_at", "made_at"), &["/created_at: it is required"]);
    denied(&text.replace("mappings", "entries"), &["/mappings: it is required"]);
    denied(&entry(r#"{"reason": "x"}"#), &["TC-1 (line 5)", "/mappings/TC-1/status"]);
    let whole = mapping("\"TC-1\": {}", "").replace("\"v1\"", "\" \"");
    denied(&whole, &["(2 to mend)", "/sheet_version", "/mappings/TC-1/status"]);
}

#[test]
fn a_status_brings_its_own_members() {
    for (body, missing) in [
        (r#"{"status": "MAPPED"}"#, "behavioral_check: MAPPED needs it"),
        (r#"{"status": "NOT_FOUND", "reason": " "}"#, "reason: NOT_FOUND needs it"),
        (r#"{"status": "SKIPPED"}"#, "reason: SKIPPED needs it"),
        (r#"{"status": "BLOCKED"}"#, "reason: BLOCKED needs it"),
        (r#"{"status": "PROVISIONING_NEEDED"}"#, "provision_target: PROVISIONING_NEEDED needs it"),
        (r#"{"status": "PROVISIONED", "provisioned_at": "x"}"#, "data: PROVISIONED needs it"),
        (r#"{"status": "PROVISIONED", "data": {}}"#, "provisioned_at: PROVISIONED needs it"),
        (r#"{"status": "BEHAVIORAL_MISMATCH", "expected": 1}"#, "actual: BEHAVIORAL_MISMATCH"),
        (r#"{"status": "BEHAVIORAL_MISMATCH", "actual": 1}"#, "expected: BEHAVIORAL_MISMATCH"),
    ] {
        denied(&entry(body), &["TC-1 (line 5)", missing]);
    }
    for member in ["verdict", "method", "conditions"] {
        let body = MAPPED.replace(&format!("\"{member}\""), "\"x\"");
        denied(&entry(&body), &[&format!("behavioral_check/{member}: MAPPED needs it")]);
    }
    denied(&entry(r#"{"status": "FOUND"}"#), &["`FOUND` is no status", "BEHAVIORAL_MISMATCH"]);
}

#[test]
fn types_are_those_of_the_contract() {
    let text = entry(MAPPED);
    for (from, to, words) in [
        ("\"v1\"", "1", "/sheet_version: it is a number, and a string is accepted"),
        ("\"completed_at\": null", "\"completed_at\": 0", "/completed_at: it is a number"),
        ("\"total_tcs\": 1", "\"total_tcs\": \"1\"", "/summary/total_tcs: it is a string"),
        ("{\"order_id\": 7301234567890123401}", "[1]", "/mappings/TC-1/data: it is an array"),
        ("\"db_check\"", "{}", "/behavioral_check/method: it is an object"),
        ("\"orders.state\"", "5", "/conditions/0/field: it is a number"),
    ] {
        assert!(text.contains(from), "{from}");
        denied(&text.replace(from, to), &[words]);
    }
}

#[test]
fn the_summary_must_count_the_entries() {
    let two = format!("\"TC-1\": {MAPPED},\n\"TC-2\": {MAPPED}");
    allowed(&mapping(&two, "\"total_tcs\": 2, \"mapped\": 2, \"blocked\": 0"));
    denied(
        &mapping(&two, "\"total_tcs\": 3, \"mapped\": 1, \"blocked\": 1"),
        &["(3 to mend)", "total_tcs: it says 3, and there are 2", "mapped: it says 1", "blocked"],
    );
}

#[test]
fn names_stand_once_and_are_ids() {
    let twice = format!("\"TC-1\": {MAPPED},\n\"TC-1\": {MAPPED}");
    denied(&mapping(&twice, ""), &["TC-1 (line 8)", "has an entry already"]);
    denied(&entry(r#"{"status": "X", "status": "CAPTURE_PLANNED"}"#), &["stands here twice"]);
    for id in ["TC_1", "1", "TC-가", "tc-1"] {
        let text = mapping(&format!("\"{id}\": {MAPPED}"), "");
        denied(&text, &["is not the id of a test case", "TC-1.2"]);
    }
    allowed(&mapping(&format!("\"TC-1.2-a\": {MAPPED}"), ""));
}

#[test]
fn secrets_are_refused_and_never_repeated() {
    let data = |member: &str| {
        entry(&format!(r#"{{"status": "CAPTURE_PLANNED", "data": {{"a": [{{{member}}}]}}}}"#))
    };
    for (member, secret) in [
        (r#""password": "hunter2""#, "hunter2"),
        (r#""비밀번호": "test1234""#, "test1234"),
        (r#""access_token": "a81f9c0d2b77""#, "a81f9c0d2b77"),
        (r#""note": "Bearer 0123456789abcdef""#, "0123456789abcdef"),
        (r#""note": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl""#, "eyJzdWIi"),
        (r#""note": "AKIAQWERTYUIOPASDFGH""#, "QWERTY"),
        (r#""note": "-----BEGIN PRIVATE KEY-----\nMIIE""#, "MIIE"),
        (r#""db": "postgres://qa:pw1@db/orders""#, "pw1"),
    ] {
        for answer in answers(&data(member)) {
            answer.assert_denied(&["TC-1 (line 5)", "/mappings/TC-1/data/a/0/", "${QA_PASSWORD}"]);
            assert!(!answer.text().contains(secret), "{answer:?}");
        }
    }
    for member in [
        r#""password_reset_state": "NONE""#,
        r#""password": "${QA_PASSWORD}""#,
        r#""password": "***""#,
        r#""암호": null"#,
        r#""token_count": 3"#,
        r#""sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08""#,
        r#""uuid": "550e8400-e29b-41d4-a716-446655440000""#,
        r#""order_id": "ORD-000000001""#,
        r#""mail": "qa@shop.test""#,
        r#""sql": "SELECT password FROM users WHERE token IS NULL""#,
    ] {
        allowed(&data(member));
    }
}

#[test]
fn a_check_that_says_two_things_is_a_warning() {
    warned(
        &entry(&MAPPED.replace("\"verdict\": \"PASS\"", "\"verdict\": \"FAIL\"")),
        &["TC-1: MAPPED with verdict FAIL", "BEHAVIORAL_MISMATCH"],
    );
    warned(
        &entry(&MAPPED.replace("\"result\": \"PASS\"", "\"result\": \"FAIL\"")),
        &["TC-1: PASS with a condition that is FAIL"],
    );
}

#[test]
fn test_cases_that_the_newest_sheet_does_not_name_are_a_warning() {
    for [old, new, name] in [
        ["WO-1_테스트시트_v2_2026-11-19.md", "WO-1_테스트시트_v10_2026-11-20.md", NAMES[0]],
        ["WO-1_test_sheet_v2.md", "WO-1_test_sheet_v10.md", NAMES[1]],
    ] {
        let project = Project::new();
        project.write(project.ticket(old), "### TC-1: 취소\n");
        let answer = |project: &Project| {
            ask(project, HOOK, &Payload::write(project.ticket(name), &entry(MAPPED)))
        };
        answer(&project).assert_silent();
        project.write(project.ticket(new), "### TC-2: 취소\n");
        let Answer::Context(text) = answer(&project) else { panic!("no warning") };
        assert!(text.contains(&format!("TC-1: not in {new}")), "{text}");
        // A sheet in which no test case is found says nothing.
        project.write(project.ticket(new), [0xff]);
        answer(&project).assert_silent();
    }
}

#[test]
fn an_edit_is_judged_by_its_outcome() {
    for name in NAMES {
        let project = Project::new();
        let file = project.write(project.ticket(name), entry(MAPPED));
        let edit = |old: &str, new: &str| ask(&project, HOOK, &Payload::edit(&file, old, new));
        edit("\"PAID\", \"result\"", "\"PACKED\", \"result\"").assert_silent();
        edit("\"method\"", "\"how\"").assert_denied(&["behavioral_check/method: MAPPED needs it"]);
        // The tool refuses these by itself.
        edit("not there", "{").assert_silent();
        edit("PAID", "{").assert_silent();
    }
}

#[test]
fn a_broken_mapping_can_be_mended_step_by_step() {
    let project = Project::new();
    let two = mapping("\"TC-1\": {\"status\": \"MAPPED\"},\n\"TC-2\": {}", "\"mapped\": 2");
    let file = project.write(project.ticket(NAMES[0]), &two);
    let edit = |old: &str, new: &str| ask(&project, HOOK, &Payload::edit(&file, old, new));
    let Answer::Context(text) = edit("\"TC-2\": {}", "\"TC-2\": {\"status\": \"CAPTURE_PLANNED\"}")
    else {
        panic!("an edit that mends one of three goes through")
    };
    assert!(text.contains("stays to be mended") && text.contains("behavioral_check"), "{text}");
    edit("\"TC-2\": {}", "\"TC-2\": []").assert_denied(&["TC-2"]);

    fs::write(&file, two.replace("{}", "{").replace("\"v1\"", "v1")).unwrap();
    let Answer::Context(text) = edit("v1", "\"v1\"") else { panic!("one place of two is mended") };
    assert!(text.contains("it is not JSON"), "{text}");
    fs::write(&file, two.replace("\"v1\"", "v1")).unwrap();
    let Answer::Context(text) = edit("v1", "\"v1\"") else { panic!("what was hidden is shown") };
    assert!(text.contains("behavioral_check: MAPPED needs it"), "{text}");
}

#[test]
fn an_older_clients_multi_edit_is_understood() {
    let project = Project::new();
    let file = project.write(project.ticket(NAMES[0]), entry(MAPPED));
    let edits = serde_json::json!([
        {"old_string": "\"TC-1\"", "new_string": "\"TC-2\""},
        {"old_string": "\"total_tcs\": 1", "new_string": "\"total_tcs\": 5"},
    ]);
    let input = serde_json::json!({"file_path": file, "edits": edits});
    let answer = ask(&project, HOOK, &Payload::tool("MultiEdit", &input));
    answer.assert_denied(&["total_tcs: it says 5, and there are 1"]);
}

#[test]
fn the_file_is_known_however_it_is_named() {
    let project = Project::new();
    let broken = entry("{}");
    let decomposed: String = NAMES[0].nfd().collect();
    let write = |path| ask(&project, HOOK, &Payload::write(path, &broken));
    write(project.ticket(decomposed)).assert_denied(&["TC-1"]);
    write(project.ticket("WO-1_data_mapping_v2.json")).assert_denied(&["TC-1"]);
    let link = project.ticket("notes.json");
    symlink(project.write(project.ticket(NAMES[1]), "{}"), &link).unwrap();
    write(link).assert_denied(&["WO-1_data_mapping.json", "TC-1"]);
    write(project.path("test/../test/WO-1_주문 취소/WO-1_data_mapping.json"))
        .assert_denied(&["TC-1"]);
}

#[test]
fn other_files_and_tools_are_nobodys_business() {
    let project = Project::new();
    for name in ["WO-1_tc_spec.json", "WO-1_데이터매핑.md", "data_mapping.json", "notes.md"] {
        ask(&project, HOOK, &Payload::write(project.ticket(name), "{")).assert_silent();
    }
    let file = project.write(project.ticket(NAMES[0]), "{");
    ask(&project, HOOK, &Payload::read(&file)).assert_silent();
    ask(&project, HOOK, &Payload::bash("echo { > x_데이터매핑.json")).assert_silent();
    ask(&project, HOOK, &Payload::write(&file, "{").as_event("PostToolUse")).assert_silent();
}

#[test]
fn what_cannot_be_read_is_refused() {
    let project = Project::new();
    ask_with(project.command(HOOK), "{").assert_denied(&["offset"]);
    let file = project.write(project.ticket(NAMES[0]), [0xff, 0xfe]);
    ask(&project, HOOK, &Payload::edit(&file, "a", "b")).assert_denied(&["데이터매핑.json"]);
}

#[test]
fn help_version_and_a_wrong_start() {
    let project = Project::new();
    let run = |flag: &str| project.command(HOOK).arg(flag).assert();
    run("--help").success().stdout(predicate::str::contains("the newest sheet does not name"));
    run("--version").success().stdout(predicate::str::starts_with("validate_data_mapping "));
    run("--mapping").code(1).stderr(predicate::str::contains("[hook/argument]"));
}

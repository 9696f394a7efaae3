//! Which calls are looked at, and what an edit may do.

use crate::{BOTH, ENGLISH, HOOK, KOREAN};
use predicates::prelude::*;
use serde_json::json;
use std::{fs, os::unix::fs::symlink};
use testkit::{
    Project,
    hook::{Answer, Payload, ask, ask_with},
};
use unicode_normalization::UnicodeNormalization;

#[test]
fn it_explains_itself_and_takes_no_arguments() {
    let project = Project::new();
    let hook = |argument: &str| {
        let mut hook = project.command(HOOK);
        hook.arg(argument).write_stdin("").assert()
    };
    hook("--help").success().stdout(
        predicate::str::contains("Refuse a test sheet with a part missing")
            .and(predicate::str::contains("STIMULUS"))
            .and(predicate::str::contains("validate_test_sheet\n")),
    );
    hook("--version").success().stdout(concat!(
        "validate_test_sheet ",
        env!("CARGO_PKG_VERSION"),
        "\n"
    ));
    hook("--strict").code(1).stdout("").stderr(predicate::str::contains("--strict"));
}

#[test]
fn every_name_of_a_sheet_is_known() {
    let project = Project::new();
    let decomposed: String = KOREAN.name.nfd().collect();
    for name in [
        KOREAN.name,
        ENGLISH.name,
        &decomposed,
        "WO-1_테스트시트_v1.md",
        "WO-1_테스트시트_v2.1_20261120.md",
        "WO-1_TEST_SHEET_v1_draft.MD",
        "a b_test_sheet_v1.md",
    ] {
        ask(&project, HOOK, &Payload::write(project.ticket(name), ""))
            .assert_denied(&["is missing"]);
    }
}

#[test]
fn other_files_are_nobodys_business() {
    let project = Project::new();
    for path in [
        project.ticket("WO-1_테스트결과_v1.1_2026-11-20.md"),
        project.ticket("WO-1_test_sheet_v1.json"),
        project.ticket("test_sheet_notes.md"),
        project.path("README.md"),
        project.path("test/templates/X_테스트시트_v1.md"),
        project.path("test/_templates/X_test_sheet_v1.md"),
    ] {
        ask(&project, HOOK, &Payload::write(path, "# x")).assert_silent();
    }
    ask(&project, HOOK, &Payload::read(project.ticket(KOREAN.name))).assert_silent();
    ask(&project, HOOK, &Payload::bash("cat WO-1_테스트시트_v1.md")).assert_silent();
}

#[test]
fn a_link_is_followed_to_the_sheet() {
    let project = Project::new();
    for sheet in BOTH {
        let real = project.write(project.ticket(sheet.name), sheet.text);
        let link = project.ticket("notes with blanks.md");
        let _ = fs::remove_file(&link);
        symlink(&real, &link).unwrap();
        ask(&project, HOOK, &Payload::write(&link, "# x")).assert_denied(&[sheet.name]);
        ask(&project, HOOK, &Payload::write(&link, sheet.text)).assert_silent();
    }
}

#[test]
fn the_whole_sheet_is_judged_after_an_edit() {
    for sheet in BOTH {
        let project = Project::new();
        let path = project.write(project.ticket(sheet.name), sheet.text);
        let reason = format!("{}{}", sheet.reason, sheet.value(sheet.reason));
        let edit = |old: &str, new: &str| ask(&project, HOOK, &Payload::edit(&path, old, new));
        edit(&reason, "- x").assert_denied(&["TC-1.1", "no selection reason"]);
        edit(&reason, &format!("{}J2", sheet.reason)).assert_silent();
        // The tool itself refuses these.
        edit("not there", "x").assert_silent();
        edit("orders", "x").assert_silent();
        let all = json!({ "file_path": path, "old_string": "STIMULUS", "new_string": "REQUEST", "replace_all": true });
        ask(&project, HOOK, &Payload::tool("Edit", &all)).assert_denied(&[
            "TC-1.1",
            "TC-2.1",
            "no STIMULUS",
        ]);
        let edits = json!({ "file_path": path, "edits": [
            { "old_string": reason, "new_string": "- x" },
            { "old_string": "- x", "new_string": reason } ] });
        ask(&project, HOOK, &Payload::tool("MultiEdit", &edits)).assert_silent();
    }
}

#[test]
fn a_broken_sheet_is_mended_step_by_step() {
    for sheet in BOTH {
        let project = Project::new();
        let reason = format!("{}{}", sheet.reason, sheet.value(sheet.reason));
        let condition = format!("{}{}", sheet.condition, sheet.value(sheet.condition));
        let broken = sheet.with(&reason, "- x").replacen(&condition, "- y", 1);
        let path = project.write(project.ticket(sheet.name), &broken);
        let edit = |old: &str, new: &str| ask(&project, HOOK, &Payload::edit(&path, old, new));
        let first = edit("- x", &reason);
        assert!(
            matches!(&first, Answer::Context(text) if text.contains("no behavioral condition")),
            "{first:?}"
        );
        edit("## 1. ", "## Z. ").assert_denied(&["section 1 "]);
        ask(&project, HOOK, &Payload::write(&path, &broken)).assert_denied(&["(2 to mend)"]);
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    let project = Project::new();
    let answer = ask_with(project.command(HOOK), "{\"tool_name\": ");
    answer.assert_denied(&["validate_test_sheet"]);
}

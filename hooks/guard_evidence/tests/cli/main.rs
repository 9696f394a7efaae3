//! The built hook, asked as the client asks it.

mod commands;
mod files;
mod servers;

use testkit::{
    Project,
    hook::{Answer, Payload, ask},
};

const HOOK: &str = env!("CARGO_BIN_EXE_guard_evidence");

const GATE: &str = r#"{"ticket":"WO-1","server_env_map":{
  "orders":{"env":"dev","url":"http://localhost:8080"},
  "stock":{"env":"dev","url":"https://stock.example.test/api"}}}"#;

/// A project in the midst of a ticket.
fn project() -> Project {
    let project = Project::new();
    for (file, content) in [
        ("partial_results/TC-1.json", r#"{"tc_id":"TC-1"}"#),
        ("partial_results/TC-1_before.json", "{}"),
        ("partial_results/TC-1_stimulus.json", "{}"),
        ("partial_results/_summary.json", "{}"),
        ("partial_results/_ledger.jsonl", "{\"seq\":1,\"tool\":\"capture_db_snapshot\"}\n"),
        ("partial_results/_mermaid_drafts.json", "{}"),
        ("partial_results/memo.tmp", ""),
        ("WO-1_테스트시트_v1_2026-11-20.md", ""),
        ("WO-1_데이터매핑.json", "{}"),
        ("WO-1_테스트결과_v1.0.md", ""),
        ("WO-1_tc_spec.json", "{}"),
        ("WO-1_gate_20261120_090000.json", GATE),
        ("notes.md", ""),
    ] {
        project.write(project.ticket(file), content);
    }
    project.write("test/_config.json", r#"{"evidence":{"key_file":"secret/증거 key.pem"}}"#);
    project.write("secret/증거 key.pem", "0123456789");
    project.write(".claude/settings.json", "{}");
    project.write(".claude/skills/test/bin/guard_evidence", "");
    project
}

/// What the hook says of a command in the ticket's folder.
fn of_command(project: &Project, command: &str) -> Answer {
    ask(project, HOOK, &Payload::bash(command).cwd(project.ticket("")))
}

/// Compares the answers to commands with the word that each must hold; `""` is silence.
fn check_all(project: &Project, rows: &[(&str, &str)], kind: fn(&Answer) -> bool) {
    let mut wrong = Vec::new();
    for (command, word) in rows {
        let answer = of_command(project, command);
        if !kind(&answer) || !answer.text().contains(word) {
            wrong.push(format!("{command}\n    wanted {word:?}, got {answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn is_denied(answer: &Answer) -> bool {
    matches!(answer, Answer::Deny(_))
}

fn is_asked(answer: &Answer) -> bool {
    matches!(answer, Answer::Ask(_))
}

fn is_silent(answer: &Answer) -> bool {
    *answer == Answer::Silent
}

#[test]
fn it_says_what_it_is() {
    let project = Project::new();
    let run = |flag: &str| project.command(HOOK).arg(flag).assert();
    let help = run("--help").success();
    let help = String::from_utf8_lossy(&help.get_output().stdout).into_owned();
    assert!(help.contains("Denies:") && help.contains("Example"), "{help}");
    run("--version").success().stdout("guard_evidence 0.1.0\n");
    run("--wrong").code(1);
}

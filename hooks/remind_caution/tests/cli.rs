//! The hook as the agent's client runs it.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

use predicates::prelude::*;
use serde_json::{Value, json};
use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    thread,
};
use tempfile::TempDir;
use testkit::{
    Project,
    hook::{Answer, Payload, ask_with},
};

const HOOK: &str = env!("CARGO_BIN_EXE_remind_caution");
const SHARED: &str = "test/_shared/rule/_caution_common_errors.md";
const SKILL: &str = ".claude/skills/test/rules/_caution_common_errors.md";

const KOREAN: &str = "\
# 자주 하는 실수

<!-- keywords: join, left_join, outbound -->
## 조인에서 행이 늘어난다
LEFT JOIN은 오른쪽 행 수만큼 늘어난다.

<!-- keywords: api, curl -->
## 호출은 기록으로 남긴다
curl로 보낸 요청은 증거가 되지 않는다.
";
const ENGLISH: &str = "\
<!-- keywords: limit, state -->
## A list needs a limit
Two million rows come back.

<!-- keywords: token, http -->
## Tokens expire
Log in again after an hour.
";

/// A project with rules, and a temporary folder of its own.
struct Session {
    project: Project,
    temporary: TempDir,
}

impl Session {
    fn new(rules: &[(&str, &str)]) -> Self {
        let session = Self { project: Project::new(), temporary: TempDir::new().unwrap() };
        for (path, text) in rules {
            session.project.write(path, text);
        }
        session
    }

    fn ask(&self, payload: Payload) -> Answer {
        self.ask_in(self.temporary.path(), payload)
    }

    fn ask_in(&self, temporary: &Path, payload: Payload) -> Answer {
        let mut command = self.project.command(HOOK);
        command.env("CLAUDE_PROJECT_DIR", self.project.path("")).env("TMPDIR", temporary);
        let payload = payload.as_event("PostToolUse").cwd(self.project.path(""));
        ask_with(command, payload.line())
    }

    /// The file in which the session is remembered.
    fn memory(&self) -> PathBuf {
        let files = fs::read_dir(self.temporary.path()).unwrap();
        let mut files = files.map(|file| file.unwrap().path());
        files.find(|file| file.extension().is_some_and(|it| it == "json")).unwrap()
    }

    fn bash(&self, command: &str) -> Answer {
        self.ask(Payload::bash(command))
    }
}

fn sql(tool: &str, text: &str) -> Payload {
    Payload::tool(tool, &json!({ "sql": text }))
}

fn reminds(answer: &Answer, titles: &[&str]) {
    let Answer::Context(text) = answer else { panic!("expected {titles:?}, got {answer:?}") };
    assert!(text.starts_with("Known mistakes that this could repeat:"), "{text}");
    assert_eq!(text.matches("\n## ").count(), titles.len(), "{text}");
    assert!(titles.iter().all(|title| text.contains(&format!("## {title}\n"))), "{text}");
    assert!(text.chars().count() <= 600, "{text}");
}

const BOTH: [(&str, &str); 2] = [(SHARED, KOREAN), (SKILL, ENGLISH)];

#[test]
fn commands_are_reminded_of_what_they_are_about() {
    let (calls, tokens) = ("호출은 기록으로 남긴다", "Tokens expire");
    reminds(&Session::new(&BOTH).bash("curl -s http://shop.test/orders"), &[calls, tokens]);
    reminds(&Session::new(&BOTH).bash("cd x && stimulus_executor --tc-id TC-1"), &[calls, tokens]);
    reminds(
        &Session::new(&BOTH).bash("python3 stimulus_executor.py --method POST"),
        &[calls, tokens],
    );
    let monitor =
        Payload::tool("Monitor", &json!({"command": "curl http://x", "description": "y"}));
    reminds(&Session::new(&BOTH).ask(monitor), &[calls, tokens]);
    let shell = Payload::tool("PowerShell", &json!({"command": "curl http://x"}));
    reminds(&Session::new(&BOTH).ask(shell), &[calls, tokens]);
}

#[test]
fn sql_is_reminded_of_what_it_is_about() {
    let (joins, limits) = ("조인에서 행이 늘어난다", "A list needs a limit");
    let outbound = sql("mcp__postgres_outbound__query", "SELECT id FROM a LIMIT 5");
    reminds(&Session::new(&BOTH).ask(outbound), &[joins]);
    let join = sql("mcp__postgres_stock__query", "SELECT 1 FROM a JOIN b USING (id) LIMIT 1");
    reminds(&Session::new(&BOTH).ask(join), &[joins]);
    let state = sql("mcp__my_sql__run", "SELECT o.state FROM orders o LIMIT 1");
    reminds(&Session::new(&BOTH).ask(state), &[limits]);
    let command = "query_database --db stock --sql 'SELECT id FROM items'";
    reminds(&Session::new(&BOTH).bash(command), &[limits]);
    reminds(
        &Session::new(&BOTH).bash("psql -c 'select 1 from a left join b on true limit 1'"),
        &[joins],
    );
}

#[test]
fn what_is_about_nothing_gets_no_answer() {
    let session = Session::new(&BOTH);
    for command in ["ls -la", "echo curl", "grep -rn stimulus_executor docs", "psql --version", ""]
    {
        session.bash(command).assert_silent();
    }
    session.ask(sql("mcp__postgres_stock__query", "SELECT id FROM a LIMIT 5")).assert_silent();
    session.ask(sql("mcp__files__read", "SELECT id FROM a JOIN b")).assert_silent();
    session.ask(sql("mcp__postgres_outbound__tables", "outbound")).assert_silent();
    session.ask(Payload::write("/x/curl.md", "curl")).assert_silent();
    // Nothing was remembered of calls that were about nothing.
    assert_eq!(fs::read_dir(session.temporary.path()).unwrap().count(), 0);
}

#[test]
fn it_answers_only_after_a_tool() {
    let session = Session::new(&BOTH);
    let mut command = session.project.command(HOOK);
    command
        .env("CLAUDE_PROJECT_DIR", session.project.path(""))
        .env("TMPDIR", session.temporary.path());
    ask_with(command, Payload::bash("curl http://x").line()).assert_silent();
}

#[test]
fn one_file_of_rules_is_enough_and_none_is_silence() {
    reminds(&Session::new(&BOTH[..1]).bash("curl http://x"), &["호출은 기록으로 남긴다"]);
    reminds(&Session::new(&BOTH[1..]).bash("curl http://x"), &["Tokens expire"]);
    Session::new(&[]).bash("curl http://x").assert_silent();
    let broken = Session::new(&BOTH[..1]);
    broken.project.write(SKILL, [0xff]);
    reminds(&broken.bash("curl http://x"), &["호출은 기록으로 남긴다"]);
}

#[test]
fn a_session_is_not_told_twice_within_20_calls() {
    let session = Session::new(&BOTH[1..]);
    reminds(&session.bash("curl http://x"), &["Tokens expire"]);
    for _ in 0..18 {
        session.bash("curl http://x").assert_silent();
    }
    // Another section, and another session, are their own matter.
    reminds(&session.bash("query_database --sql 'SELECT 1'"), &["A list needs a limit"]);
    reminds(&session.ask(Payload::bash("curl http://x").session("another")), &["Tokens expire"]);
    reminds(&session.bash("curl http://x"), &["Tokens expire"]);
    session.bash("curl http://x").assert_silent();
}

#[test]
fn calls_at_once_remind_once() {
    let session = Session::new(&BOTH[1..]);
    let answers: Vec<Answer> = thread::scope(|scope| {
        let calls: Vec<_> = (0..8).map(|_| scope.spawn(|| session.bash("curl http://x"))).collect();
        calls.into_iter().map(|call| call.join().expect("an answer")).collect()
    });
    let told = answers.iter().filter(|answer| **answer != Answer::Silent).count();
    assert_eq!(told, 1, "{answers:?}");
    let files = fs::read_dir(session.temporary.path()).unwrap();
    assert_eq!(files.count(), 2, "the memory and its lock");
    let memory: Value = session.project.json(session.memory());
    assert_eq!(memory["calls"], 8);
}

#[test]
fn without_a_memory_it_still_answers() {
    let session = Session::new(&BOTH[1..]);
    let none = session.temporary.path().join("none");
    for _ in 0..2 {
        reminds(&session.ask_in(&none, Payload::bash("curl http://x")), &["Tokens expire"]);
    }
    let closed = session.temporary.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o500)).unwrap();
    reminds(&session.ask_in(&closed, Payload::bash("curl http://x")), &["Tokens expire"]);
    // A call without a session has nothing to remember it by.
    for _ in 0..2 {
        let nameless = Payload::bash("curl http://x").with("session_id", Value::Null);
        reminds(&session.ask(nameless), &["Tokens expire"]);
    }
    // A memory that cannot be read is begun anew.
    session.bash("curl http://x").text();
    fs::write(session.memory(), "{\"calls\":").unwrap();
    reminds(&session.bash("curl http://x"), &["Tokens expire"]);
    session.bash("curl http://x").assert_silent();
}

#[test]
fn what_it_cannot_read_is_silence() {
    for input in ["", "{", "[]", r#"{"hook_event_name":"PostToolUse"}"#] {
        ask_with(Project::new().command(HOOK), input).assert_silent();
    }
}

#[test]
fn help_version_and_a_wrong_start() {
    let project = Project::new();
    let run = |flag: &str| project.command(HOOK).arg(flag).assert();
    run("--help").success().stdout(predicate::str::contains("every 20 calls"));
    run("--version").success().stdout(predicate::str::starts_with("remind_caution "));
    run("--sql").code(1).stderr(predicate::str::contains("[hook/argument]"));
}

//! The demo: its script shows what it should in both languages, and what it leaves behind stands by
//! the rule for PASS.

#![expect(clippy::disallowed_methods, reason = "tests look at files as a user would")]
#![expect(clippy::expect_used, reason = "a failed step is a failed test")]

use contract::{Json, Status, TcType, json, tc_spec::TcSpec};
use evidence::{CaseFile, Scope, pass};
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
    process::{Command, Output},
};
use store::{Config, DocumentKind, Env, TicketFolder};
use tempfile::TempDir;

/// How each test case ends while the shop keeps cancelled goods reserved.
const ENDINGS: [(&str, Status); 10] = [
    ("TC-1", Status::Pass),
    ("TC-2", Status::Pass),
    ("TC-3", Status::Fail),
    ("TC-4", Status::Pass),
    ("TC-5", Status::Pass),
    ("TC-6", Status::Pass),
    ("TC-7", Status::Pass),
    ("TC-8", Status::Blocked),
    ("TC-9", Status::NotTested),
    ("TC-10", Status::Pass),
];

/// What the script calls.
const PROGRAMS: [&str; 13] = [
    "demo_shop",
    "stimulus_executor",
    "capture_db_snapshot",
    "query_database",
    "compute_expected",
    "compare_db_snapshots",
    "verdict_calculator",
    "record_tc_result",
    "summarize_partial_results",
    "verify_evidence",
    "behavioral_gate",
    "validate_test_result",
    "validate_final_message",
];

/// A language of the demo: its name, its project, its ticket folder.
struct Language {
    name: &'static str,
    project: &'static str,
    ticket: &'static str,
}

const KOREAN: Language =
    Language { name: "ko", project: "project", ticket: "test/DEMO-1_주문취소" };
const ENGLISH: Language =
    Language { name: "en", project: "project_en", ticket: "test/DEMO-1_order_cancel" };

fn shop_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("demo_shop")
}

fn agent(arguments: &[&str]) -> Output {
    let program = e2e::program("demo_shop");
    agent_with(program.parent().expect("a program lies in a folder"), arguments)
}

fn agent_with(bin: &Path, arguments: &[&str]) -> Output {
    Command::new("bash")
        .arg(shop_folder().join("agent.sh"))
        .arg("--bin")
        .arg(bin)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .output()
        .expect("bash runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// Runs the demo in a folder whose name a careless script would break.
fn run(language: &Language) -> (TempDir, PathBuf, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let out = folder.path().join("데모 run");
    let output = agent(&["--lang", language.name, "--out", &out.display().to_string()]);
    let (shown, errors) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{shown}\n{errors}");
    assert_eq!(errors, "");
    (folder, out, shown)
}

fn check(language: &Language) {
    let (_folder, out, shown) = run(language);
    let ticket = out.join("project").join(language.ticket);
    check_screen(&shown);
    check_record(&out, &ticket);
    check_secrets(&out, &shown);
    // A second run takes the first one's folder.
    assert!(
        agent(&["--lang", language.name, "--out", &out.display().to_string()]).status.success()
    );
}

/// Every test case with its steps, the summary, and what the edit did.
fn check_screen(shown: &str) {
    for (tc_id, status) in ENDINGS {
        let title = format!("━━━ {tc_id}: ");
        let (_, case) = shown.split_once(&title).unwrap_or_else(|| panic!("{tc_id}: {shown}"));
        let case = case.split_once("\n\n").map_or(case, |(case, _)| case);
        let stopped = matches!(status, Status::Blocked | Status::NotTested);
        let steps: &[u8] = if stopped { &[1, 7] } else { &[1, 2, 3, 4, 5, 6, 7] };
        for step in steps {
            assert!(case.contains(&format!("] {step}. ")), "{tc_id}, step {step}: {case}");
        }
        assert!(case.contains(&format!("    {status} → ")), "{tc_id}: {case}");
        assert!(shown.contains(&format!("✅ {tc_id}: verified")), "{tc_id}: {shown}");
    }
    for segment in ['①', '②', '③'] {
        assert!(shown.contains(&format!("[✅] 3-{segment} CHECK")), "{shown}");
    }
    assert!(shown.contains("Total: 10 | PASS: 7 | FAIL: 1 | N/T: 1 | BLOCKED: 1 | INCOMPLETE: 0"));
    assert!(shown.contains("❌ TC-2: "), "{shown}");
    assert!(shown.contains("file_changed: partial_results/TC-2_stimulus.json"), "{shown}");
    assert_eq!(shown.matches('❌').count(), 5, "two stopped test cases, one edited: {shown}");
}

/// Every result says what it should, and the rule for PASS has nothing against it.
fn check_record(out: &Path, ticket: &Path) {
    let state = out.join("state").display().to_string();
    let env = Env::fixed([("XDG_STATE_HOME", state.as_str())]);
    let project = out.join("project");
    let config = Config::load(&project, &env).expect("the demo's configuration");
    let folder = TicketFolder::at(ticket);
    let case = CaseFile::open(folder, Scope::All, config, &project, &env).expect("the record");
    for (tc_id, status) in ENDINGS {
        let result = read(&ticket.join(format!("partial_results/{tc_id}.json")));
        let member = |name: &str| result.get(name).map(Json::to_plain_text).unwrap_or_default();
        assert_eq!(member("status"), status.to_string(), "{tc_id}");
        let claim = pass::Claim { tc_id, status, title: "", reason: &member("error") };
        let judgement = pass::judge(&case, &claim);
        assert!(judgement.violations.is_empty(), "{tc_id}: {:?}", judgement.violations);
    }
    // The other way round: what failed cannot be called a PASS.
    let claim = pass::Claim { tc_id: "TC-3", status: Status::Pass, title: "", reason: "" };
    assert!(!pass::judge(&case, &claim).violations.is_empty());
}

/// The account's password is where the user keeps it, and nowhere else.
fn check_secrets(out: &Path, shown: &str) {
    const PASSWORD: &str = "demo-password-1";
    assert!(!shown.contains(PASSWORD));
    let mut folders = vec![out.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            let is_kept = ["계정.md", "accounts.md", "shop.db"].contains(&name);
            let bytes = fs::read(&path).expect("a file");
            let holds = bytes.windows(PASSWORD.len()).any(|part| part == PASSWORD.as_bytes());
            assert_eq!(holds, is_kept, "{}", path.display());
        }
    }
}

fn read(path: &Path) -> Json {
    let text = fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    json::parse(&text).unwrap_or_else(|e| panic!("{}: {e:?}", path.display()))
}

#[test]
fn the_demo_runs_in_korean() {
    check(&KOREAN);
}

#[test]
fn the_demo_runs_in_english() {
    check(&ENGLISH);
}

#[test]
fn the_script_says_why_it_cannot_run() {
    let foreign = tempfile::tempdir().expect("a temporary folder");
    let foreign = foreign.path().display().to_string();
    for (arguments, reason) in [
        (&["--lang", "fr"][..], "--lang takes ko or en"),
        (&["--speed", "9"], "unknown option --speed"),
        (&["--lang"], "--lang is no option, or its value is missing"),
        (&["--bin", &foreign], "is not there; run 'make demo'"),
        (&["--out", &foreign], "no earlier run made it"),
    ] {
        let output = agent(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(reason), "{arguments:?}: {}", text(&output.stderr));
    }
}

/// A folder with the programs, in which one is a script.
fn programs_with(name: &str, script: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for program in PROGRAMS {
        symlink(e2e::program(program), folder.path().join(program)).expect("a link");
    }
    let (source, replaced) = (folder.path().join("script"), folder.path().join(name));
    fs::write(&source, format!("#!/bin/sh\n{script}\n")).expect("written");
    fs::set_permissions(&source, fs::Permissions::from_mode(0o755)).expect("executable");
    fs::remove_file(&replaced).expect("removed");
    // `cp` writes it: a file that a test itself has open for writing, and so every child that is
    // started meanwhile, cannot be run ("text file busy").
    let copied = Command::new("cp").arg("-p").args([&source, &replaced]).status();
    assert!(copied.expect("cp runs").success());
    folder
}

/// Runs the demo with such a folder; its exit code and what it complains of.
fn with_another(name: &str, script: &str) -> (Option<i32>, String) {
    let bin = programs_with(name, script);
    let out = tempfile::tempdir().expect("a temporary folder");
    let run = out.path().join("run").display().to_string();
    let output = agent_with(bin.path(), &["--lang", "en", "--out", &run]);
    (output.status.code(), text(&output.stderr))
}

#[test]
fn the_script_notices_when_there_is_something_else_to_see() {
    let healthy = e2e::program("demo_shop");
    let script = format!("exec '{}' --db \"$2\" --url-file \"$4\"", healthy.display());
    let (code, complaint) = with_another("demo_shop", &script);
    assert_eq!(code, Some(1), "{complaint}");
    assert!(complaint.contains("TC-3: PASS, expected FAIL"), "{complaint}");
}

#[test]
fn the_script_ends_with_a_sentence_when_a_step_fails() {
    let (code, complaint) = with_another("stimulus_executor", "echo 'no such luck'; exit 1");
    assert_eq!(code, Some(1), "{complaint}");
    assert!(complaint.contains("the demo ends here. no such luck"), "{complaint}");
    let (code, complaint) = with_another("demo_shop", "echo 'closed today' >&2; exit 2");
    assert_eq!(code, Some(2), "{complaint}");
    assert!(complaint.contains("the shop did not start: closed today"), "{complaint}");
}

/// The ticket in one language: plan, mapping, gate, and the sheet's text.
fn ticket(language: &Language) -> ([Json; 3], String) {
    let folder = TicketFolder::at(shop_folder().join(language.project).join(language.ticket));
    let found = |path: Result<Option<PathBuf>, store::Error>| path.expect("listed").expect("there");
    let document = |kind| folder.document(kind).map(|found| found.map(|(path, _)| path));
    let documents =
        [found(folder.tc_spec()), found(document(DocumentKind::Mapping)), found(folder.gate())];
    let sheet = fs::read_to_string(found(document(DocumentKind::Sheet))).expect("a sheet");
    (documents.map(|path| read(&path)), sheet)
}

/// A document without what is said in words.
fn without_words(value: &Json) -> Json {
    const WORDS: [&str; 6] = ["title", "reason", "suggestion", "formula", "content", "scope"];
    match value {
        Json::Object(members) => Json::Object(
            members
                .iter()
                .filter(|(name, _)| !WORDS.contains(&name.as_str()))
                .filter(|(name, value)| !(*name == "summary" && value.as_str().is_some()))
                .filter(|(_, value)| !is_in_words(value))
                .map(|(name, value)| (name.clone(), without_words(value)))
                .collect(),
        ),
        Json::Array(elements) => Json::Array(elements.iter().map(without_words).collect()),
        plain => plain.clone(),
    }
}

/// Conditions of a check that are sentences.
fn is_in_words(value: &Json) -> bool {
    value.as_array().is_some_and(|them| {
        !them.is_empty() && them.iter().all(|it| it.as_str().is_some_and(|text| text.contains(' ')))
    })
}

#[test]
fn both_tickets_say_the_same() {
    let (korean, korean_sheet) = ticket(&KOREAN);
    let (english, english_sheet) = ticket(&ENGLISH);
    for (korean, english) in korean.iter().zip(&english) {
        assert_eq!(without_words(korean).to_string(), without_words(english).to_string());
    }
    let ids = |sheet: &str| {
        let scenarios = testdoc::sheet::scenarios(sheet);
        scenarios.into_iter().map(|it| (it.kind(), it.tc_id)).collect::<Vec<_>>()
    };
    assert_eq!(ids(&korean_sheet), ids(&english_sheet));
}

#[test]
fn the_sheet_and_the_plan_name_the_same_test_cases() {
    for language in [KOREAN, ENGLISH] {
        let ([plan, ..], sheet) = ticket(&language);
        let plan: TcSpec = plan.to_typed().expect("a plan");
        let planned: Vec<(String, TcType, String)> = plan
            .tcs
            .iter()
            .map(|(id, tc)| (id.clone(), tc.kind(), tc.title.clone().unwrap_or_default()))
            .collect();
        let named: Vec<_> = testdoc::sheet::scenarios(&sheet)
            .into_iter()
            .map(|it| (it.tc_id.clone(), it.kind(), it.title))
            .collect();
        assert_eq!(planned, named);
        assert!(ENDINGS.iter().map(|(id, _)| *id).eq(planned.iter().map(|(id, ..)| id.as_str())));
        for section in 0..=5 {
            assert!(sheet.contains(&format!("\n## {section}. ")), "section {section}");
        }
    }
}

//! The built hook, asked as the client asks it.

use serde_json::json;
use testkit::{
    Project,
    hook::{Answer, Payload, ask, ask_with},
};

const HOOK: &str = env!("CARGO_BIN_EXE_guard_io_scope");
const SESSION: &str = "s1";

/// A project with a ticket at work, another one, and what all share.
fn project() -> Project {
    let project = idle();
    active(&project, "2025-11-20T00:00:00.000+00:00");
    project
}

/// The same without a ticket at work.
fn idle() -> Project {
    let project = Project::new();
    for file in [
        "test/WO-1_주문 취소/notes.md",
        "test/WO-1_주문 취소/partial_results/_summary.json",
        "test/WO-1_주문 취소/backup/old.md",
        "test/WO-10_x/notes.md",
        "test/WO-2_환불 요청/notes.md",
        "test/WO-2_환불 요청/partial_results/TC-1_stimulus.json",
        "test/refund/partial_results/TC-1.json",
        "test/_shared/환경/URL.md",
        "test/templates/sheet.md",
        "test/_templates/sheet.md",
        "test/backup/WO-1_주문 취소/notes.md",
        "test/unit/a_test.py",
        "test/examples/a.md",
        "test/_notes.md",
        "src/main.rs",
    ] {
        project.write(file, "x");
    }
    project
}

fn active(project: &Project, set_at: &str) {
    let entry = json!({"sessions": [{
        "ticket": "WO-1", "ticket_folder": "test/WO-1_주문 취소", "session_id": SESSION, "set_at": set_at
    }]});
    project.write("test/.active_ticket", entry.to_string());
}

fn asked(project: &Project, payload: Payload) -> Answer {
    ask(project, HOOK, &payload.session(SESSION))
}

fn of_command(project: &Project, command: &str) -> Answer {
    asked(project, Payload::bash(command))
}

/// Compares the answers to commands with the word that each refusal must hold; `""` is silence.
fn check_all(project: &Project, rows: &[(&str, &str)]) {
    let mut wrong = Vec::new();
    for (command, word) in rows {
        let answer = of_command(project, command);
        let is_right = match &answer {
            Answer::Silent => word.is_empty(),
            Answer::Deny(text) => !word.is_empty() && text.contains(word),
            _ => false,
        };
        if !is_right {
            wrong.push(format!("{command}\n    wanted {word:?}, got {answer:?}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn it_says_what_it_is() {
    let project = Project::new();
    let run = |flag: &str| project.command(HOOK).arg(flag).assert();
    let help = run("--help").success();
    let help = String::from_utf8_lossy(&help.get_output().stdout).into_owned();
    assert!(help.contains("Denies:") && help.contains("Example"), "{help}");
    run("--version").success().stdout("guard_io_scope 0.1.0\n");
    run("--wrong").code(1);
}

#[test]
fn writing_stays_in_the_tickets_folder() {
    let project = project();
    for (path, word) in [
        ("test/_shared/환경/URL.md", "shared by all tickets"),
        ("test/_shared/new/deep.md", "shared by all tickets"),
        ("test/templates/sheet.md", "shared by all tickets"),
        ("test/_templates/sheet.md", "shared by all tickets"),
        ("test/_else/a.md", "shared by all tickets"),
        ("test/backup/a.md", "kept by a person"),
        ("test/WO-2_환불 요청/notes.md", "another ticket"),
        ("test/WO-3/new.md", "another ticket"),
        ("test/WO-10_x/notes.md", "another ticket"),
        ("test/refund/a.md", "another ticket"),
        ("test/WO-1_주문 취소/../WO-2_환불 요청/a.md", "another ticket"),
    ] {
        let answer = asked(&project, Payload::write(project.path(path), "x"));
        answer.assert_denied(&[word, "test/WO-1_주문 취소", "resolve_ticket_folder"]);
    }
    for path in [
        "test/WO-1_주문 취소/notes.md",
        "test/WO-1_주문 취소/partial_results/_mermaid_drafts.json",
        "test/WO-1_주문 취소/_drafts/a.md",
        "test/WO-1_주문 취소/backup/a.md",
        "test/_notes.md",
        "test/backup.md",
        "test/_config.json",
        "test/unit/a_test.py",
        "test/examples/a.md",
        "test/utf-8_tests/a.py",
        "src/test/_shared/a.rs",
        "templates/a.md",
        "backup/a.md",
        "../elsewhere/test/WO-2_x/a.md",
    ] {
        asked(&project, Payload::write(project.path(path), "x")).assert_silent();
    }
}

#[test]
fn reading_leaves_other_runs_alone() {
    let project = project();
    for (path, word) in [
        ("test/backup/WO-1_주문 취소/notes.md", "a run that is over"),
        ("test/WO-2_환불 요청/partial_results/TC-1_stimulus.json", "another ticket"),
        ("test/WO-10_x/notes.md", "another ticket"),
    ] {
        asked(&project, Payload::read(project.path(path))).assert_denied(&[word, "Reading"]);
    }
    for path in [
        "test/_shared/환경/URL.md",
        "test/templates/sheet.md",
        "test/_templates/sheet.md",
        "test/WO-1_주문 취소/notes.md",
        "test/unit/a_test.py",
        "src/main.rs",
    ] {
        asked(&project, Payload::read(project.path(path))).assert_silent();
    }
}

#[test]
fn paths_lead_where_they_lead() {
    let project = project();
    let link = project.path("test/WO-1_주문 취소/other");
    std::os::unix::fs::symlink(project.path("test/WO-2_환불 요청"), &link).unwrap();
    asked(&project, Payload::read(link.join("notes.md"))).assert_denied(&["another ticket"]);
    let back = project.path("test/WO-2_환불 요청/mine");
    std::os::unix::fs::symlink(project.path("test/WO-1_주문 취소"), &back).unwrap();
    asked(&project, Payload::read(back.join("notes.md"))).assert_silent();
    // 주문 취소 and 환불 요청 in NFD, as macOS writes them.
    let own = "test/WO-1_\u{110c}\u{116e}\u{1106}\u{116e}\u{11ab} \u{110e}\u{1171}\u{1109}\u{1169}/notes.md";
    asked(&project, Payload::read(project.path(own))).assert_silent();
    let other = "test/WO-2_\u{1112}\u{116a}\u{11ab}\u{1107}\u{116e}\u{11af} \u{110b}\u{116d}\u{110e}\u{1165}\u{11bc}/notes.md";
    asked(&project, Payload::read(project.path(other))).assert_denied(&["another ticket"]);
    let relative = Payload::read("../WO-10_x/notes.md").cwd(project.path("test/WO-1_주문 취소"));
    asked(&project, relative).assert_denied(&["another ticket"]);
}

#[test]
fn searches_are_looked_at_where_they_begin() {
    let project = project();
    let search = |tool: &str, input| asked(&project, Payload::tool(tool, &input));
    for (tool, input) in [
        ("Grep", json!({"pattern": "a", "path": project.path("test/WO-10_x")})),
        ("Grep", json!({"pattern": "a", "path": "test/backup"})),
        ("Grep", json!({"pattern": "a", "path": "test", "glob": "backup/**"})),
        ("Glob", json!({"pattern": "test/WO-10_x/**/*.md"})),
        ("Glob", json!({"pattern": "backup/*", "path": project.path("test")})),
        ("Glob", json!({"pattern": "*", "path": "test/WO-2_환불 요청"})),
    ] {
        search(tool, input).assert_denied(&["Reading"]);
    }
    for (tool, input) in [
        ("Grep", json!({"pattern": "a"})),
        ("Grep", json!({"pattern": "test/WO-10_x/a", "path": "test/_shared"})),
        ("Grep", json!({"pattern": "a", "path": "test"})),
        ("Glob", json!({"pattern": "**/*.md"})),
        ("Glob", json!({"pattern": "test/WO-*/notes.md"})),
        ("Glob", json!({"pattern": "test/_shared/**"})),
        ("Glob", json!({"pattern": "test/WO-1_주문 취소/*"})),
    ] {
        search(tool, input).assert_silent();
    }
}

#[test]
fn commands_stay_in_the_tickets_folder() {
    let rows = [
        ("cat test/WO-2_환불\\ 요청/notes.md", "another ticket"),
        ("cat 'test/WO-2_환불 요청/notes.md'", "another ticket"),
        ("cat \"test/WO-2_환불 요청/notes.md\" | head", "another ticket"),
        ("cat test/WO-10_x/notes.md", "another ticket"),
        ("cat ./test/../test/WO-10_x/notes.md", "another ticket"),
        ("cat $PWD/test/WO-10_x/notes.md", "another ticket"),
        ("cat ${CLAUDE_PROJECT_DIR}/test/WO-10_x/notes.md", "another ticket"),
        ("cat test/WO-10*/notes.md", "another ticket"),
        ("cat test/WO-{10_x,1_y}/notes.md", "another ticket"),
        ("cat test/*/notes.md", "another ticket"),
        ("cd test/WO-10_x && cat notes.md", "another ticket"),
        ("cd test; cat backup/*/notes.md", "a run that is over"),
        ("T=test/WO-10_x; cat $T/notes.md", "another ticket"),
        ("cat < test/WO-10_x/notes.md", "another ticket"),
        ("cat te''st/WO-10\"_x\"/notes.md", "another ticket"),
        ("cat link/notes.md", "another ticket"),
        ("cat test/WO-10_x/$UNKNOWN", "another ticket"),
        ("echo x > test/_shared/${UNKNOWN}.md", "shared by all tickets"),
        ("head -n 1 test/WO-10_x/notes.md", "another ticket"),
        ("jq . test/refund/partial_results/TC-1.json", "another ticket"),
        ("grep -rn a test/backup", "a run that is over"),
        ("cp test/WO-10_x/notes.md /tmp", "another ticket"),
        ("cp -r test/backup /tmp", "a run that is over"),
        ("mv test/WO-10_x/notes.md /tmp", "another ticket"),
        ("mv test/WO-10_x test/WO-10_y", "another ticket"),
        ("diff test/WO-1_*/notes.md test/WO-10_x/notes.md", "another ticket"),
        ("bash -c 'cat test/WO-10_x/notes.md'", "another ticket"),
        ("echo \"$(cat test/WO-10_x/notes.md)\"", "another ticket"),
        ("echo \"$(< test/WO-10_x/notes.md)\"", "another ticket"),
        ("python -c \"print(open('test/WO-10_x/notes.md').read())\"", "another ticket"),
        ("echo x > test/_shared/a.md", "shared by all tickets"),
        ("echo x >> test/_shared/환경/URL.md", "shared by all tickets"),
        ("echo x | tee test/templates/a.md", "shared by all tickets"),
        ("sed -i s/a/b/ test/_templates/sheet.md", "shared by all tickets"),
        ("cp src/main.rs test/_shared/", "shared by all tickets"),
        ("cp src/main.rs test/_shared", "shared by all tickets"),
        ("mv src/main.rs test/backup/", "kept by a person"),
        ("rm -rf test/_shared", "shared by all tickets"),
        ("rm -rf test/WO-10_x", "another ticket"),
        ("rm test/WO-*/notes.md", "another ticket"),
        ("touch test/backup/a", "kept by a person"),
        ("echo x > test/WO-3/a.md", "another ticket"),
        ("cat > test/WO-10_x/a.md <<'EOF'\nx\nEOF", "another ticket"),
        ("find test/WO-10_x -name '*.md' -delete", "another ticket"),
    ];
    let project = project();
    std::os::unix::fs::symlink(project.path("test/WO-10_x"), project.path("link")).unwrap();
    check_all(&project, &rows);
}

#[test]
fn honest_commands_are_let_through() {
    let rows = [
        ("cat test/WO-1_주문\\ 취소/notes.md", ""),
        ("cat 'test/WO-1_주문 취소/partial_results/_summary.json' | jq .", ""),
        ("cd 'test/WO-1_주문 취소' && cat notes.md > copy.md", ""),
        ("cat test/WO-1_*/notes.md", ""),
        ("cat test/_shared/환경/URL.md", ""),
        ("cat test/_shared/*/*.md", ""),
        ("cp test/templates/sheet.md 'test/WO-1_주문 취소/'", ""),
        ("cp test/_templates/sheet.md 'test/WO-1_주문 취소/sheet.md'", ""),
        ("mv 'test/WO-1_주문 취소/notes.md' 'test/WO-1_주문 취소/backup/'", ""),
        ("mkdir -p 'test/WO-1_주문 취소/screenshots'", ""),
        ("echo x > 'test/WO-1_주문 취소/_draft.md'", ""),
        ("rm -f 'test/WO-1_주문 취소/'*.tmp", ""),
        ("ls test test/WO-10_x test/backup", ""),
        ("ls -d test/*/", ""),
        ("find test -maxdepth 1 -type d", ""),
        ("find test/WO-10_x -name '*.md'", ""),
        ("du -sh test/WO-10_x", ""),
        ("stat test/backup", ""),
        ("git add test && git commit -m 'test/WO-10_x/notes.md > x'", ""),
        ("git diff test/WO-10_x", ""),
        ("git log -- test/backup", ""),
        ("echo 'cat test/WO-10_x/notes.md'", ""),
        (
            "cat > 'test/WO-1_주문 취소/n.md' <<EOF\ncat test/WO-10_x/notes.md > test/_shared/a\nEOF",
            "",
        ),
        ("grep -rn pattern test", ""),
        ("grep -rn 'test/WO-10_x' src", ""),
        ("cat test/_notes.md test/unit/a_test.py test/examples/a.md", ""),
        ("echo x > test/_notes.md", ""),
        ("pytest test/unit > /tmp/log 2>&1", ""),
        ("npm test 2>&1 | tee /tmp/test.log", ""),
        ("cat src/main.rs", ""),
        ("cat /etc/hosts", ""),
        ("cp -r src /tmp/test_backup", ""),
        ("cat backup/a templates/a _shared/a", ""),
        ("cd src && cat ../test/_shared/환경/URL.md", ""),
        ("resolve_ticket_folder --input 'WO-10' && restore_context --ticket WO-10", ""),
        ("init_workspace", ""),
        ("capture_db_snapshot --output 'test/WO-1_주문 취소/partial_results/TC-1_before.json'", ""),
        ("cat \"$UNKNOWN/notes.md\"", ""),
        ("cat $UNKNOWN", ""),
        ("cat test/$UNKNOWN/notes.md", ""),
        ("echo x > \"test/$UNKNOWN/notes.md\"", ""),
        ("tar czf /tmp/all.tgz src", ""),
        ("for f in test/WO-1_*/*.md; do cat \"$f\"; done", ""),
        ("", ""),
    ];
    check_all(&project(), &rows);
}

#[test]
fn powershell_is_a_shell_too() {
    let project = project();
    let tool =
        |command: &str| asked(&project, Payload::tool("PowerShell", &json!({"command": command})));
    tool("Get-Content test\\WO-10_x\\notes.md").assert_denied(&["another ticket"]);
    tool("Set-Content test\\_shared\\a.md x").assert_denied(&["shared by all tickets"]);
    tool("Get-Content test\\_shared\\환경\\URL.md").assert_silent();
}

#[test]
fn only_an_active_ticket_has_a_scope() {
    let project = idle();
    let other = Payload::read(project.path("test/WO-10_x/notes.md"));
    asked(&project, other.clone()).assert_silent();
    of_command(&project, "rm -rf test/WO-10_x").assert_silent();
    active(&project, "2025-11-20T00:00:00.000+00:00");
    asked(&project, other.clone()).assert_denied(&["another ticket"]);
    let mut command = project.command(HOOK);
    command
        .env("CLAUDE_PROJECT_DIR", project.path(""))
        .env("PROCTOR_TICKET_FOLDER", "test/WO-10_x");
    ask_with(command, other.cwd(project.path("")).line()).assert_silent();
}

#[test]
fn a_ticket_that_was_forgotten_is_noted() {
    let project = idle();
    active(&project, "2025-11-18T00:00:00.000+00:00");
    let answer = asked(&project, Payload::read(project.path("test/WO-10_x/notes.md")));
    assert!(
        matches!(&answer, Answer::Context(text) if text.contains("2025-11-18") && text.contains("--release")),
        "{answer:?}"
    );
    asked(&project, Payload::read(project.path("test/_shared/환경/URL.md"))).assert_silent();
    asked(&project, Payload::read(project.path("test/WO-1_주문 취소/notes.md"))).assert_silent();
}

#[test]
fn an_active_ticket_that_cannot_be_read_is_named_only_where_it_counts() {
    let project = idle();
    project.write("test/.active_ticket", "{");
    let answer = asked(&project, Payload::read(project.path("test/WO-10_x/notes.md")));
    answer.assert_denied(&[".active_ticket"]);
    asked(&project, Payload::read(project.path("src/main.rs"))).assert_silent();
    asked(&project, Payload::read(project.path("test/unit/a_test.py"))).assert_silent();
    asked(&project, Payload::read(project.path("test/_shared/환경/URL.md"))).assert_silent();
}

//! How a hook ends when something goes wrong, seen from outside: a guard refuses and names the
//! fault, an adviser is silent, and both end with 0 (hooks.md, "Failing closed and open").

use assert_cmd::Command;
use std::path::PathBuf;
use testkit::hook::{Answer, Payload, ask_with};

/// `examples/faulty.rs`, which every build of the tests builds, too.
fn faulty() -> PathBuf {
    let own = std::env::current_exe().expect("a test runs from a file");
    own.ancestors().nth(2).map(|folder| folder.join("examples/faulty")).unwrap_or_default()
}

fn guard() -> Command {
    Command::new(faulty())
}

fn adviser() -> Command {
    let mut command = guard();
    command.env("FAULTY_ADVISES", "1");
    command
}

fn call(command: &str) -> String {
    Payload::bash(command).line()
}

#[test]
fn answers_have_the_clients_form() {
    for (command, expected) in [
        ("deny", Answer::Deny("no".into())),
        ("ask", Answer::Ask("may it?".into())),
        ("context", Answer::Context("by the way".into())),
        ("nothing", Answer::Silent),
    ] {
        assert_eq!(ask_with(guard(), call(command)), expected);
    }
}

#[test]
fn a_panic_is_a_refusal_of_a_guard() {
    let answer = ask_with(guard(), call("panic"));
    answer.assert_denied(&["faulty: what cannot be checked is refused", "as it was asked to"]);
    ask_with(adviser(), call("panic")).assert_silent();
}

#[test]
fn a_late_answer_is_a_refusal_of_a_guard() {
    let late = |mut command: Command| {
        command.env("PROCTOR_HOOK_DEADLINE_MS", "1");
        ask_with(command, call("be late"))
    };
    late(guard()).assert_denied(&["took longer than its time"]);
    late(adviser()).assert_silent();
    // The variable can only shorten the time: this ends by itself.
    let mut patient = guard();
    patient.env("PROCTOR_HOOK_DEADLINE_MS", "999999999");
    ask_with(patient, call("be late")).assert_denied(&["took longer than its time"]);
}

#[test]
fn evidence_that_cannot_be_read_is_a_refusal_of_a_guard() {
    ask_with(guard(), call("fault")).assert_denied(&["evidence.json cannot be read"]);
    ask_with(adviser(), call("fault")).assert_silent();
}

#[test]
fn a_call_that_cannot_be_read_is_a_refusal_of_a_guard_that_names_the_offset() {
    for (input, words) in [
        ("", "at offset 0"),
        ("not JSON", "at offset 0"),
        ("{\"tool_name\": \"Bash\", \"tool_input\": {]", "at offset 37"),
        ("[]", "expected an object, at offset 0"),
        ("{\"hook_event_name\":\"PreToolUse\",\"tool_input\":{}}", "names no tool"),
        ("{\"hook_event_name\":\"PreToolUse\",\"tool_name\":5}", "names no tool"),
    ] {
        ask_with(guard(), input).assert_denied(&[words]);
        ask_with(adviser(), input).assert_silent();
    }
    ask_with(guard(), b"{\"cwd\":\"\xff\"}").assert_denied(&["at offset 8"]);
}

#[test]
fn a_guard_has_nothing_to_say_after_the_fact() {
    let after = Payload::bash("deny").as_event("PostToolUse");
    ask_with(guard(), after.line()).assert_silent();
}

#[test]
fn texts_that_were_cut_inside_a_character_are_read() {
    let input = r#"{"hook_event_name":"PreToolUse","tool_name":"Bash","cwd":"\ud83d","tool_input":{"command":"deny"}}"#;
    ask_with(guard(), input).assert_denied(&["no"]);
}

#[test]
fn a_wrong_start_is_no_decision() {
    let wrong = guard().arg("--verbose").assert().code(1);
    let stderr = String::from_utf8_lossy(&wrong.get_output().stderr).into_owned();
    assert_eq!(
        stderr,
        "error: a hook takes no arguments but --help and --version: --verbose; \
         correct its registration: run install_skill [hook/argument]\n"
    );
    assert!(wrong.get_output().stdout.is_empty());
    let help = guard().arg("--help").assert().success();
    let help = String::from_utf8_lossy(&help.get_output().stdout).into_owned();
    for words in
        ["Fail in the way that the call asks for\n", "Usage: faulty < CALL", "Exit codes: 0"]
    {
        assert!(help.contains(words), "{help}");
    }
    let version = guard().arg("--version").assert().success();
    let expected = concat!("faulty ", env!("CARGO_PKG_VERSION"), "\n");
    assert_eq!(String::from_utf8_lossy(&version.get_output().stdout), expected);
}

//! The hook through its protocol: every rule with a case that is refused and one just inside it, in
//! both languages, on evidence that was recorded as programs record it.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

mod document;
mod record;
mod result;
mod target;
mod ticket;

use std::process::Command;
use ticket::HOOK;

fn run(flag: &str) -> (Option<i32>, String, String) {
    let output = Command::new(HOOK).arg(flag).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn help_and_version_are_told() {
    let (code, help, _) = run("--help");
    assert_eq!(code, Some(0));
    for words in ["partial_results/{TC}.json", "PreToolUse", "Fail evidence", "Example"] {
        assert!(help.contains(words), "{words} is not in {help}");
    }
    let (code, version, _) = run("--version");
    assert_eq!(code, Some(0));
    assert!(version.starts_with("validate_test_result "), "{version}");
}

#[test]
fn an_unknown_flag_is_a_hook_started_wrongly() {
    let (code, out, error) = run("--mapping");
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(error.starts_with("error: "), "{error}");
}

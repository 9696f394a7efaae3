//! The examples of the hooks' help: pasted into a shell, each is answered.

use e2e::program;
use std::process::Command;
use testkit::Project;

/// The hooks that need nothing in the project to have an opinion.
const GUARDS: [&str; 5] = [
    "guard_evidence",
    "guard_io_scope",
    "validate_data_mapping",
    "validate_test_result",
    "validate_test_sheet",
];

/// Those that need an active ticket, or rules.
const OTHERS: [&str; 2] = ["remind_caution", "validate_final_message"];

/// What comes of the example in the help of a hook.
fn example_of(hook: &str) -> (bool, String) {
    let help = Command::new(program(hook)).arg("--help").output().expect("a built program");
    let help = String::from_utf8(help.stdout).expect("UTF-8");
    let example = help.split("\nExample:\n").nth(1).expect("an example");
    let example = example.split("\nOptions:").next().unwrap_or_default();
    let project = Project::new();
    let programs = program(hook).parent().expect("a folder").display().to_string();
    let path = std::env::var("PATH").unwrap_or_default();
    let shell = Command::new("sh")
        .args(["-c", example])
        .current_dir(project.path(""))
        .env("PATH", format!("{programs}:{path}"))
        .env_remove("CLAUDE_PROJECT_DIR")
        .output()
        .expect("a shell");
    (shell.status.success(), String::from_utf8_lossy(&shell.stdout).into_owned())
}

#[test]
fn every_example_works_when_pasted() {
    for hook in GUARDS {
        let (is_done, answer) = example_of(hook);
        assert!(is_done && answer.contains("\"deny\""), "{hook}: {answer}");
    }
    for hook in OTHERS {
        assert_eq!(example_of(hook), (true, String::new()), "{hook}");
    }
}

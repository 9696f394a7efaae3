//! `--check`: gates that hold, and every way in which one can be broken.

use super::*;

/// A hook that denies what its canary is, and is silent otherwise.
fn healthy(name: &str) -> String {
    let (event, caught) = match name {
        "validate_test_result" => ("PreToolUse", "TC-2.json*PASS"),
        "validate_test_sheet" => ("PreToolUse", "_test_sheet_"),
        "validate_data_mapping" => ("PreToolUse", "_data_mapping"),
        "behavioral_gate" => ("PreToolUse", "TC-1.json"),
        "guard_evidence" => ("PreToolUse", "Write*_ledger.jsonl"),
        "guard_io_scope" => ("PreToolUse", "CANARY-2_other"),
        "remind_caution" => ("PostToolUse", "curl"),
        _ => ("Stop", "All tests pass"),
    };
    let decision = match event {
        "PreToolUse" => {
            r#"{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny","permissionDecisionReason":"no"}}"#
        }
        "PostToolUse" => {
            r#"{"hookSpecificOutput":{"hookEventName":"PostToolUse","additionalContext":"mind"}}"#
        }
        _ => r#"{"decision":"block","reason":"no"}"#,
    };
    format!(
        "#!/bin/sh\nread -r call\ncase $call in\n  *{}*) printf '%s' '{decision}' ;;\nesac\n",
        quoted(caught)
    )
}

/// Literal parts of a pattern, with `*` between them.
fn quoted(pattern: &str) -> String {
    pattern.split('*').map(|part| format!("'{part}'")).collect::<Vec<_>>().join("*")
}

impl Scene {
    fn with_gates() -> Self {
        let scene = Self::new();
        for name in HOOKS {
            scene.program(name, &healthy(name));
        }
        scene.install(&[]);
        scene
    }

    /// Puts another program in the place of one of the project's.
    fn replace(&self, name: &str, script: &str) {
        let path = self.project.path(".claude/skills/test/bin").join(name);
        fs::remove_file(&path).unwrap();
        write_program(&path, script);
    }

    /// What the check says of the gates that are broken.
    fn broken(&self, args: &[&str]) -> Vec<String> {
        let run = self.command(args).arg("--check").assert().code(1);
        let said = String::from_utf8(run.get_output().stderr.clone()).unwrap();
        assert!(said.lines().any(|line| line.starts_with("NOT GUARDED: ")), "{said}");
        let report = report(&run);
        assert_eq!(report["status"], "BROKEN");
        let gates =
            report["gates"].as_array().unwrap().iter().filter(|gate| gate["alive"] == false);
        gates
            .map(|gate| {
                assert!(said.contains(gate["program"].as_str().unwrap()));
                format!(
                    "{}: {}",
                    gate["program"].as_str().unwrap(),
                    gate["problems"][0].as_str().unwrap()
                )
            })
            .collect()
    }

    #[track_caller]
    fn check_broken(name: &str, script: &str, said: &str) {
        let scene = Self::with_gates();
        scene.replace(name, script);
        let broken = scene.broken(&[]);
        assert_eq!(broken[..1], [format!("{name}: {said}")]);
    }
}

#[test]
fn gates_that_hold_are_alive() {
    let scene = Scene::with_gates();
    let run = scene.command(&["--check"]).assert().success().stderr("all 9 gates alive\n");
    let report = report(&run);
    assert_eq!(report["status"], "ALIVE");
    assert_eq!(report["gates"][0]["settings"], "settings.json");
    // Nothing of it is left in the project.
    assert!(!scene.project.path("test/.active_ticket").exists());
    assert_eq!(scene.install(&[])["status"], "UNCHANGED");
    scene.uninstall(&[]);
    scene.install(&["--local"]);
    scene.command(&["--check", "--quiet"]).assert().success().stderr("");
}

#[test]
fn a_gate_that_does_not_answer_as_it_must_is_named() {
    let guard = "guard_evidence";
    let deny =
        r#"{"hookSpecificOutput":{"hookEventName":"PreToolUse","permissionDecision":"deny"}}"#;
    let print = |text: &str| format!("#!/bin/sh\nprintf '%s\\n' '{text}'\n");
    let noisy = |why: &str| format!("the client does not understand what it prints: {why}");
    Scene::check_broken(guard, "#!/bin/sh\nexit 0\n", "it lets through what it must catch");
    Scene::check_broken(guard, "#!/bin/sh\nexit 2\n", "it ends with exit code 2");
    Scene::check_broken(guard, "#!/bin/sh\nkill -9 $$\n", "signal 9 ended it");
    Scene::check_broken(guard, &print(deny), "it stops a harmless call: Deny");
    let one = "it is not exactly one JSON object";
    Scene::check_broken(guard, &print(&format!("note\n{deny}")), &noisy(one));
    Scene::check_broken(guard, &print(&format!("{deny}\n{deny}")), &noisy(one));
    let other = deny.replace("PreToolUse", "Stop");
    Scene::check_broken(
        guard,
        &print(&other),
        &noisy("its `hookEventName` is not that of the event"),
    );
    let ask = deny.replace("deny", "ask");
    Scene::check_broken(guard, &print(&ask), "it says Ask to what it must catch, not Deny");
    Scene::check_broken("remind_caution", "#!/bin/sh\n", "it lets through what it must catch");
    Scene::check_broken(
        "validate_final_message",
        "#!/bin/sh\n",
        "it lets through what it must catch",
    );
}

#[test]
fn a_gate_that_cannot_run_is_named() {
    let missing = "its program is missing; run install_skill";
    Scene::check_broken("guard_io_scope", "#!/없음/sh\n", missing);
    let scene = Scene::with_gates();
    let bin = scene.project.path(".claude/skills/test/bin");
    fs::remove_file(bin.join("behavioral_gate")).unwrap();
    fs::set_permissions(bin.join("guard_evidence"), fs::Permissions::from_mode(0o644)).unwrap();
    assert_eq!(
        scene.broken(&[]),
        [
            format!("behavioral_gate: {missing}"),
            "guard_evidence: its program is not executable".to_owned()
        ]
    );
}

#[test]
fn a_program_that_was_exchanged_is_named() {
    let scene = Scene::with_gates();
    let exchanged = healthy("guard_evidence") + "# not the one that was installed\n";
    scene.replace("guard_evidence", &exchanged);
    let broken = scene.broken(&[]);
    assert_eq!(broken, ["guard_evidence: its program is not the one that was installed"]);
    scene.install(&[]);
    scene.command(&["--check"]).assert().success();
}

#[test]
fn a_gate_that_is_slow_is_killed_and_named() {
    let scene = Scene::with_gates();
    scene.replace("guard_evidence", "#!/bin/sh\nsleep 1000\n");
    let broken = scene.broken(&["--limit", "2"]);
    assert_eq!(broken, ["guard_evidence: it is slow: no answer within 2 s"]);
}

#[test]
fn a_registration_that_is_not_as_it_should_be_is_named() {
    let change = |from: &str, to: &str| {
        let scene = Scene::with_gates();
        let settings = scene.settings();
        assert!(settings.contains(from), "{from}");
        scene.project.write(".claude/settings.json", settings.replace(from, to));
        scene.broken(&[])
    };
    let wrong = "its registration in settings.json is not ours as it should be; run install_skill";
    let guard = "guard_evidence";
    assert_eq!(change("|mcp__.*)$\"", "|mcp__x)$\""), [format!("{guard}: {wrong}")]);
    assert_eq!(
        change("bin/guard_evidence\",\n            \"args\": [],", "bin/guard_evidence\","),
        [format!("{guard}: {wrong}")]
    );
    let missing = "it is not registered; run install_skill";
    assert_eq!(change("bin/guard_evidence", "bin/guard_other"), [format!("{guard}: {missing}")]);
    assert_eq!(change("\"PreToolUse\"", "\"PreTooluse\"").len(), 6);
    // A file that the client ignores registers nothing.
    assert_eq!(change("\"timeout\": 5,", "\"timeout\": 0,").len(), 9);
    assert_eq!(change("\"hooks\": {", "// mine\n\"hooks\": {").len(), 9);
}

#[test]
fn a_file_that_the_client_ignores_is_named_as_the_cause() {
    let scene = Scene::with_gates();
    let settings = scene.settings().replace("\"timeout\": 5,", "\"timeout\": 0,");
    scene.project.write(".claude/settings.json", settings);
    let said = predicate::str::is_match(
        "^warning: the client ignores .*settings.json: it is not a number above 0 \\(at /hooks/.*\nNOT GUARDED: ",
    );
    scene.command(&["--check"]).assert().code(1).stderr(said.unwrap());
    // A user's own file that is ignored takes nothing away from the project's.
    let scene = Scene::with_gates();
    scene.user_settings("{\"model\": 5}");
    scene.command(&["--check"]).assert().success();
}

#[test]
fn a_registration_through_a_shell_is_run_by_one() {
    let scene = Scene::with_gates();
    let settings = scene.settings();
    let exec = "\"${CLAUDE_PROJECT_DIR}/.claude/skills/test/bin/guard_evidence\",\n            \"args\": []";
    assert!(settings.contains(exec));
    let shell = r#""\"$CLAUDE_PROJECT_DIR\"/.claude/skills/test/bin/guard_evidence""#;
    scene.project.write(".claude/settings.json", settings.replace(exec, shell));
    let run = scene.command(&["--check"]).assert().code(1);
    let problems = &report(&run)["gates"][4]["problems"];
    assert_eq!(problems.as_array().unwrap().len(), 1, "{problems}");
    fs::remove_file(scene.project.path(".claude/skills/test/bin/guard_evidence")).unwrap();
    let run = scene.command(&["--check"]).assert().code(1);
    let problems = report(&run)["gates"][4]["problems"].clone();
    assert_eq!(problems[1], "its program is missing (exit code 127)");
}

#[test]
fn settings_that_the_client_takes_from_elsewhere_register_nothing() {
    let scene = Scene::with_gates();
    let inner = scene.project.path("services/shop");
    fs::create_dir_all(&inner).unwrap();
    let inner = ["--project", inner.to_str().unwrap()];
    let report = scene.install(&[&inner[..], &["--local"]].concat());
    let said = "the client takes settings.local.json from the git repository's root";
    assert!(report["warnings"][0].as_str().unwrap().starts_with(said), "{report}");
    assert!(scene.broken(&inner)[0].contains(said));
    scene.uninstall(&inner);
    assert_eq!(scene.install(&inner)["warnings"].as_array().unwrap().len(), 0);
    scene.command(&inner).arg("--check").assert().success();
}

#[test]
fn hooks_that_are_switched_off_guard_nothing() {
    let scene = Scene::with_gates();
    scene.project.write(".claude/settings.local.json", "{\"disableAllHooks\": true}\n");
    let run = scene.command(&["--check"]).assert().code(1);
    let said =
        predicate::str::starts_with("NOT GUARDED: `disableAllHooks` in .claude/settings.local");
    run.stderr(said);
    assert!(scene.broken(&[]).is_empty());
}

#[test]
fn a_project_without_anything_is_not_guarded() {
    assert_eq!(Scene::new().broken(&[]).len(), 9);
}

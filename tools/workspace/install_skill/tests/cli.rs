//! The program through its command line, with programs made up for the purpose.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

use predicates::prelude::*;
use serde_json::Value;
use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
};
use testkit::Project;

#[path = "cli/gates.rs"]
mod gates;
#[path = "cli/layouts.rs"]
mod layouts;

/// The hooks and what they are registered for.
const HOOKS: [&str; 8] = [
    "behavioral_gate",
    "guard_evidence",
    "guard_io_scope",
    "remind_caution",
    "validate_data_mapping",
    "validate_final_message",
    "validate_test_result",
    "validate_test_sheet",
];

const TOOLS: [&str; 10] = [
    "capture_db_snapshot",
    "compare_db_snapshots",
    "compute_expected",
    "install_skill",
    "query_database",
    "record_tc_result",
    "stimulus_executor",
    "summarize_partial_results",
    "verdict_calculator",
    "verify_evidence",
];

/// A project, and a folder with programs.
struct Scene {
    project: Project,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { project: Project::new() };
        for name in TOOLS.iter().chain(&HOOKS) {
            scene.program(name, "#!/bin/sh\nexit 0\n");
        }
        scene
    }

    /// Where the programs come from: not in the project.
    fn bin(&self) -> PathBuf {
        self.project.path("../built 프로그램")
    }

    fn program(&self, name: &str, script: &str) {
        write_program(&self.bin().join(name), script);
    }

    fn command(&self, args: &[&str]) -> assert_cmd::Command {
        let mut command = self.project.command(env!("CARGO_BIN_EXE_install_skill"));
        command.args(args);
        command
    }

    /// The report of an installation.
    fn install(&self, args: &[&str]) -> Value {
        let mut command = self.command(args);
        command.arg("--bin").arg(self.bin());
        report(&command.assert().success())
    }

    fn uninstall(&self, args: &[&str]) -> Value {
        report(&self.command(args).arg("--uninstall").assert().success())
    }

    fn settings(&self) -> String {
        self.project.read(".claude/settings.json")
    }

    /// Writes the settings of the user, which hold in all projects.
    fn user_settings(&self, text: &str) {
        let home = self.project.path("..").join("home");
        self.project.write(home.join(".claude/settings.json"), text);
    }

    /// All files of the project's `.claude`, without locks.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        walk(&self.project.path(".claude"), &mut found);
        let root = self.project.path("");
        let mut names: Vec<String> = found
            .iter()
            .filter(|path| path.extension().is_none_or(|extension| extension != "lock"))
            .map(|path| path.strip_prefix(&root).unwrap().display().to_string())
            .collect();
        names.sort();
        names
    }

    fn refuses(&self, args: &[&str], code: &str, said: &str) {
        let line = predicate::str::starts_with("error: ")
            .and(predicate::str::contains(said))
            .and(predicate::str::ends_with(format!("[{code}]\n")));
        let mut command = self.command(args);
        command.arg("--bin").arg(self.bin());
        command.assert().code(2).stdout("").stderr(line);
    }
}

fn write_program(path: &Path, script: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, script).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.is_symlink() {
            walk(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn report(run: &assert_cmd::assert::Assert) -> Value {
    serde_json::from_slice(&run.get_output().stdout).unwrap()
}

fn states(items: &Value) -> Vec<&str> {
    let mut states: Vec<_> =
        items.as_array().unwrap().iter().map(|item| item["state"].as_str().unwrap()).collect();
    states.sort_unstable();
    states.dedup();
    states
}

#[test]
fn help_and_version_are_printed() {
    let scene = Scene::new();
    scene.command(&["--help"]).assert().success().stdout(
        predicate::str::contains("Exit codes: 0")
            .and(predicate::str::contains("Example:"))
            .and(predicate::str::contains("2.1.295")),
    );
    scene.command(&["--version"]).assert().success().stdout("install_skill 0.1.0\n");
    scene
        .command(&["--check", "--local"])
        .assert()
        .code(2)
        .stderr(predicate::str::ends_with("[cli/usage]\n"));
    scene.command(&["--check", "--limit", "0"]).assert().code(2);
}

#[test]
fn everything_is_put_in_place_and_taken_away() {
    let scene = Scene::new();
    let installed = scene.install(&[]);
    assert_eq!(installed["status"], "INSTALLED");
    assert_eq!(installed["minimum_client"], "2.1.295");
    assert_eq!(installed["settings"][0], ".claude/settings.json");
    assert_eq!(installed["changed"].as_array().unwrap().len(), 6);
    assert_eq!(installed["changed"][1]["programs"][0], "guard_evidence");
    assert_eq!(states(&installed["programs"]), ["installed"]);
    assert_eq!(installed["programs"].as_array().unwrap().len(), TOOLS.len() + HOOKS.len());
    assert_eq!(installed["warnings"].as_array().unwrap().len(), 0);
    let hooks: Value = serde_json::from_str(&scene.settings()).unwrap();
    let guard = &hooks["hooks"]["PreToolUse"][1]["hooks"][0];
    assert_eq!(guard["onFailure"], "block");
    let program = guard["command"].as_str().unwrap().replace(
        "${CLAUDE_PROJECT_DIR}",
        scene.project.path("").to_str().unwrap().trim_end_matches('/'),
    );
    assert_ne!(fs::metadata(program).unwrap().permissions().mode() & 0o111, 0);
    assert!(scene.project.read(".claude/skills/test/SKILL.md").starts_with("---\nname: test\n"));

    let taken = scene.uninstall(&[]);
    assert_eq!(taken["status"], "UNINSTALLED");
    assert_eq!(states(&taken["programs"]), ["removed"]);
    assert!(!scene.project.path(".claude").exists());
    fs::create_dir_all(scene.project.path(".claude/skills")).unwrap();
    assert_eq!(scene.uninstall(&[])["status"], "UNCHANGED");
    assert!(scene.project.path(".claude/skills").exists());
}

#[test]
fn a_second_run_changes_nothing() {
    let scene = Scene::new();
    scene.install(&[]);
    let (settings, files) = (scene.settings(), scene.files());
    let record = scene.project.read(".claude/skills/test/.installed.json");
    let again = scene.install(&[]);
    assert_eq!(again["status"], "UNCHANGED");
    assert_eq!(again["changed"].as_array().unwrap().len(), 0);
    assert_eq!(states(&again["programs"]), ["unchanged"]);
    assert_eq!((scene.settings(), scene.files()), (settings, files));
    assert_eq!(scene.project.read(".claude/skills/test/.installed.json"), record);
    let mut command = scene.command(&["--bin"]);
    command.arg(scene.bin()).assert().stderr("nothing to change: everything is in place\n");
}

#[test]
fn newer_programs_and_older_registrations_are_brought_up_to_date() {
    let scene = Scene::new();
    scene.install(&[]);
    scene.program("guard_evidence", "#!/bin/sh\n# newer\n");
    let old = scene.settings().replace("\"timeout\": 5,", "\"timeout\": 3,");
    scene.project.write(".claude/settings.json", &old);
    let lost = scene.project.path(".claude/skills/test/bin/guard_io_scope");
    fs::set_permissions(lost, fs::Permissions::from_mode(0o644)).unwrap();
    let report = scene.install(&[]);
    assert_eq!(states(&report["programs"]), ["unchanged", "updated"]);
    let what = |index: usize| report["changed"][index]["what"].as_str().unwrap();
    assert_eq!((what(0), what(1)), ("updated", "updated"));
    assert_eq!(scene.settings(), old.replace("\"timeout\": 3,", "\"timeout\": 5,"));
    assert!(scene.project.read(".claude/skills/test/bin/guard_evidence").contains("newer"));
    assert_eq!(scene.install(&[])["status"], "UNCHANGED");
}

#[test]
fn programs_can_be_linked_and_copied_again() {
    let scene = Scene::new();
    let guard = scene.project.path(".claude/skills/test/bin/guard_evidence");
    scene.install(&["--link"]);
    assert_eq!(
        fs::read_link(&guard).unwrap(),
        scene.bin().join("guard_evidence").canonicalize().unwrap()
    );
    assert_eq!(scene.install(&["--link"])["status"], "UNCHANGED");
    assert_eq!(scene.install(&[])["status"], "UNCHANGED");
    assert_eq!(states(&scene.install(&["--copy"])["programs"]), ["updated"]);
    assert!(!guard.is_symlink());
    // The programs of the project itself are not linked to themselves.
    let mut command = scene.command(&["--link", "--bin"]);
    command.arg(guard.parent().unwrap()).assert().success();
    assert!(!guard.is_symlink() && guard.is_file());
    scene.uninstall(&[]);
    assert!(!guard.exists());
}

#[test]
fn a_dry_run_says_all_and_does_nothing() {
    let scene = Scene::new();
    let report = scene.install(&["--dry-run"]);
    assert_eq!((&report["status"], &report["dry_run"]), (&"INSTALLED".into(), &true.into()));
    assert_eq!(report["changed"].as_array().unwrap().len(), 6);
    assert!(!scene.project.path(".claude").exists());
    scene.install(&[]);
    let files = scene.files();
    let report = scene.uninstall(&["--dry-run"]);
    assert_eq!(report["changed"].as_array().unwrap().len(), 6);
    assert_eq!(scene.files(), files);
    let said = predicate::str::starts_with("would be done: 6 registrations removed in .claude/");
    scene.command(&["--uninstall", "--dry-run"]).assert().stderr(said);
    scene.command(&["--uninstall", "--quiet"]).assert().success().stderr("");
}

#[test]
fn what_a_user_made_or_changed_stays() {
    let scene = Scene::new();
    let own = "---\nname: test\n---\n# 우리 팀의 절차\n";
    scene.project.write(".claude/skills/test/SKILL.md", own);
    scene.project.write(".claude/skills/test/rules/확인.md", "규칙\n");
    let report = scene.install(&[]);
    assert_eq!(report["documents"][0]["state"], "kept");
    assert!(report["warnings"][0].as_str().unwrap().starts_with("SKILL.md is not ours"));
    assert_eq!(scene.project.read(".claude/skills/test/SKILL.md"), own);

    scene.project.write(".claude/skills/test/SKILL.ko.md", "고침\n");
    assert_eq!(scene.install(&[])["documents"][1]["state"], "kept");
    let taken = scene.uninstall(&[]);
    assert_eq!(taken["documents"].as_array().unwrap().len(), 1);
    assert!(taken["warnings"][0].as_str().unwrap().starts_with("SKILL.ko.md was changed"));
    assert_eq!(
        scene.files(),
        [
            ".claude/skills/test/SKILL.ko.md",
            ".claude/skills/test/SKILL.md",
            ".claude/skills/test/rules/확인.md",
        ]
    );
}

#[test]
fn what_an_older_version_left_is_brought_up_to_date() {
    let scene = Scene::new();
    scene.install(&[]);
    let folder = ".claude/skills/test";
    let record = format!("{folder}/.installed.json");
    let now = store::sha256_hex(scene.project.read(format!("{folder}/SKILL.md")).as_bytes());
    let old = store::sha256_hex(b"old");
    scene.project.write(format!("{folder}/SKILL.md"), "old");
    scene.project.write(format!("{folder}/bin/retired"), "old");
    let text = scene.project.read(&record);
    let text = text.replace(&now, &old);
    let text =
        text.replacen("\"files\": {", &format!("\"files\": {{\"bin/retired\":\"{old}\","), 1);
    scene.project.write(&record, text);
    let report = scene.install(&[]);
    assert_eq!(report["documents"][0]["state"], "updated");
    let retired = report["programs"].as_array().unwrap().last().unwrap();
    assert_eq!((&retired["name"], &retired["state"]), (&"retired".into(), &"removed".into()));
    assert!(!scene.project.path(folder).join("bin/retired").exists());
    assert_eq!(scene.install(&[])["status"], "UNCHANGED");
}

#[test]
fn an_agent_does_not_take_its_own_hooks_away() {
    let scene = Scene::new();
    scene.install(&[]);
    let files = scene.files();
    let mut command = scene.command(&["--uninstall"]);
    let said = predicate::str::ends_with("[install_skill/by-agent]\n");
    command.env("CLAUDECODE", "1").assert().code(2).stdout("").stderr(said);
    assert_eq!(scene.files(), files);
    let mut command = scene.command(&["--uninstall", "--dry-run"]);
    command.env("CLAUDECODE", "1").assert().success();
}

#[test]
fn settings_for_one_person_go_into_a_file_of_their_own() {
    let scene = Scene::new();
    let report = scene.install(&["--local"]);
    assert_eq!(report["settings"][0], ".claude/settings.local.json");
    assert!(!scene.project.path(".claude/settings.json").exists());
    let report = scene.install(&[]);
    let warned = report["warnings"][0].as_str().unwrap();
    assert!(warned.starts_with("settings.local.json registers our hooks, too"), "{warned}");
    assert_eq!(scene.uninstall(&[])["settings"].as_array().unwrap().len(), 2);
    assert!(!scene.project.path(".claude").exists());
}

#[test]
fn what_is_missing_is_said_before_anything_is_written() {
    let scene = Scene::new();
    fs::remove_file(scene.bin().join("guard_evidence")).unwrap();
    fs::set_permissions(scene.bin().join("verify_evidence"), fs::Permissions::from_mode(0o644))
        .unwrap();
    scene.refuses(
        &[],
        "install_skill/missing-programs",
        "missing: verify_evidence, guard_evidence",
    );
    scene.refuses(&["--project", "없음"], "install_skill/no-project", "없음");
    assert!(!scene.project.path(".claude").exists());
    // By default they are taken from beside this program.
    let own = scene.project.path("alone/install_skill");
    fs::create_dir_all(own.parent().unwrap()).unwrap();
    fs::copy(env!("CARGO_BIN_EXE_install_skill"), &own).unwrap();
    let named = predicate::str::contains("install_skill/missing-programs")
        .and(predicate::str::contains("/alone;"));
    scene.project.command(&own).assert().code(2).stderr(named);
}

#[test]
fn a_project_is_found_from_within() {
    let scene = Scene::new();
    let mut command = scene.command(&["--bin"]);
    command.arg(scene.bin()).current_dir(scene.project.ticket(""));
    command.assert().success();
    assert!(scene.project.path(".claude/settings.json").exists());
}

#[test]
fn what_switches_hooks_off_is_said() {
    let scene = Scene::new();
    scene.project.write(".claude/settings.local.json", "{\"disableAllHooks\": true}\n");
    let report = scene.install(&[]);
    let warned = report["warnings"][0].as_str().unwrap();
    assert!(warned.contains("`disableAllHooks` in .claude/settings.local.json"), "{warned}");
    // The stronger file decides.
    scene.project.write(".claude/settings.local.json", "{\"disableAllHooks\": false}\n");
    scene.user_settings("{\"disableAllHooks\": true}\n");
    assert_eq!(scene.install(&[])["warnings"].as_array().unwrap().len(), 0);
    scene.project.write(".claude/settings.local.json", "{\"model\": 5}\n");
    let report = scene.install(&[]);
    assert!(report["warnings"][0].as_str().unwrap().contains("settings.json switches every hook"));
    assert!(report["warnings"][1].as_str().unwrap().contains("the client ignores"));
}

#[test]
fn settings_behind_a_link_and_for_few_eyes_stay_so() {
    let scene = Scene::new();
    let shared = scene.project.write("../shared settings.json", "{}\n");
    fs::set_permissions(&shared, fs::Permissions::from_mode(0o600)).unwrap();
    fs::create_dir_all(scene.project.path(".claude")).unwrap();
    symlink(&shared, scene.project.path(".claude/settings.json")).unwrap();
    scene.install(&[]);
    assert!(scene.project.path(".claude/settings.json").is_symlink());
    assert_eq!(fs::metadata(&shared).unwrap().permissions().mode() & 0o777, 0o600);
    scene.uninstall(&[]);
    assert_eq!(scene.project.read(&shared), "{}\n");
}

#[test]
fn only_one_writes_at_a_time() {
    let scene = Scene::new();
    scene.install(&[]);
    let lock = fs::File::create(scene.project.path(".claude/settings.json.lock")).unwrap();
    lock.lock().unwrap();
    scene.refuses(&["--lock-timeout", "0"], "store/locked", "is locked");
}

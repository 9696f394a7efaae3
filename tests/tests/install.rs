//! The installer with the programs as they are built: what it installs is all that there is, and
//! every hook is alive.

use e2e::program;
use serde_json::Value;
use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::{ExitStatus, Stdio},
};
use testkit::Project;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn folders(parent: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(parent).expect("a folder of the workspace");
    entries.map(|entry| entry.expect("an entry").path()).filter(|path| path.is_dir()).collect()
}

fn install(project: &Project, args: &[&str]) -> (Option<i32>, Value, String) {
    let run = project.command(program("install_skill")).args(args).output().expect("it runs");
    let report = serde_json::from_slice(&run.stdout).expect("a report");
    (run.status.code(), report, String::from_utf8_lossy(&run.stderr).into_owned())
}

#[test]
fn every_program_and_hook_is_installed() {
    let groups = folders(&workspace().join("tools"));
    let mut there: Vec<PathBuf> = groups.iter().flat_map(|group| folders(group)).collect();
    there.extend(folders(&workspace().join("hooks")));
    let there: BTreeSet<String> =
        there.iter().filter_map(|path| path.file_name()?.to_str().map(str::to_owned)).collect();
    let project = Project::new();
    let (code, report, said) = install(&project, &["--link"]);
    assert_eq!(code, Some(0), "{said}");
    let installed: BTreeSet<String> = report["programs"]
        .as_array()
        .expect("programs")
        .iter()
        .filter_map(|item| item["name"].as_str().map(str::to_owned))
        .collect();
    assert_eq!(installed, there);
}

#[test]
fn every_gate_is_alive() {
    let project = Project::new();
    install(&project, &["--link"]);
    // Programs built for tests start slower than released ones.
    let (code, _, said) = install(&project, &["--check", "--limit", "20"]);
    assert_eq!((code, said.as_str()), (Some(0), "all 9 gates alive\n"));
}

#[test]
fn a_project_that_used_the_hooks_is_as_it_was() {
    let project = Project::new();
    let settings = "{\r\n\t\"permissions\": { \"allow\": [\"Bash(ls *)\"] }\r\n}";
    project.write(".claude/settings.json", settings);
    project.write(".claude/skills/test/SKILL.md", "# 우리 절차\n");
    install(&project, &["--link"]);
    install(&project, &["--check", "--limit", "20"]);
    install(&project, &["--uninstall"]);
    assert_eq!(project.read(".claude/settings.json"), settings);
    assert_eq!(project.read(".claude/skills/test/SKILL.md"), "# 우리 절차\n");
    let left = fs::read_dir(project.path(".claude/skills/test")).expect("the folder").count();
    assert_eq!(left, 1);
}

const SETTINGS: &str = "{\n  \"model\": \"opus\",\n  \"hooks\": {}\n}\n";

/// The system calls that change what is where. (What is written before a file is renamed, nobody
/// sees.)
const CHANGES: &str =
    "rename,renameat,renameat2,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat";

/// More changes than the installer makes.
const ENDLESS: u32 = 400;

#[test]
fn an_installer_killed_at_any_change_leaves_whole_settings() {
    let project = Project::new();
    if trace(&project, &["--dry-run"], ENDLESS).is_none_or(|status| !status.success()) {
        assert!(env::var_os("CI").is_none(), "install the package strace");
        eprintln!("NOT TESTED: strace is missing or may not trace; install the package strace");
        return;
    }
    for args in [["--link"], ["--uninstall"]] {
        let killed = |change: &u32| {
            let project = Project::new();
            project.write(".claude/settings.json", SETTINGS);
            if args == ["--uninstall"] {
                install(&project, &["--link"]);
            }
            let status = trace(&project, &args, *change).expect("strace worked before");
            let what = format!("{args:?} killed at change {change}");
            let left = project.read(".claude/settings.json");
            let is_whole = serde_json::from_str::<Value>(&left).is_ok();
            assert!(is_whole && left.contains("opus"), "{what}: {left}");
            assert!(!left.contains("PreToolUse") || has_all_hooks(&project), "{what}: {left}");
            // Doing it again, or undoing it, is as if nothing had happened.
            if change.is_multiple_of(2) {
                install(&project, &["--link"]);
            }
            install(&project, &["--uninstall"]);
            assert_eq!(project.read(".claude/settings.json"), SETTINGS, "{what}");
            !status.success()
        };
        let changes = (1..ENDLESS).take_while(killed).count();
        assert!(changes > 20, "{args:?} made {changes} changes");
    }
}

fn has_all_hooks(project: &Project) -> bool {
    let hooks = folders(&workspace().join("hooks"));
    let bin = project.path(".claude/skills/test/bin");
    hooks.iter().all(|hook| bin.join(hook.file_name().unwrap_or_default()).exists())
}

/// Runs the installer and kills it right before its change of this number.
fn trace(project: &Project, args: &[&str], change: u32) -> Option<ExitStatus> {
    let mut strace = project.process("/usr/bin/strace");
    strace.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={CHANGES}")]);
    strace.args(["-e", &format!("inject={CHANGES}:signal=SIGKILL:when={change}")]);
    strace.arg(program("install_skill")).args(args);
    strace.stdout(Stdio::null()).stderr(Stdio::null()).status().ok()
}

//! Standard streams that break: the same for every program, seen on one.

#![expect(clippy::disallowed_methods, reason = "tests open odd files")]

use e2e::program;
use std::{
    fs::{File, OpenOptions},
    process::{Command, Output, Stdio},
};
use testkit::Project;

/// A comparison whose result goes to standard output.
fn comparison(project: &Project) -> Command {
    let rows = project.write("before.json", r#"[{"id":1,"memo":"주문"}]"#);
    let mut compare = project.process(program("compare_db_snapshots"));
    compare.arg("--before").arg(&rows).arg("--after").arg(&rows);
    compare
}

fn check(output: &Output, exit: i32, code: &str) {
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(exit), "{said}");
    assert!(said.contains(code) && said.lines().count() == 1, "{code} is not in {said}");
}

#[test]
fn a_full_disk_behind_standard_output_is_said() {
    let project = Project::new();
    let full = OpenOptions::new().write(true).open("/dev/full").expect("Linux has /dev/full");
    let output = comparison(&project).stdout(full).output().expect("a built program");
    check(&output, 2, "[cli/stdout]");
}

#[test]
fn an_unreadable_standard_input_is_said() {
    let project = Project::new();
    let folder = File::open(project.path("")).expect("a folder opens, but cannot be read");
    let mut compare = project.process(program("compare_db_snapshots"));
    let rows = project.write("after.json", "[]");
    compare.args(["--before", "-", "--after"]).arg(rows).stdin(folder);
    check(&compare.output().expect("a built program"), 2, "[cli/stdin]");
}

#[test]
fn a_reader_that_went_away_is_no_error() {
    let project = Project::new();
    let mut compare = comparison(&project);
    compare.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = compare.spawn().expect("a built program");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("our own child");
    assert_eq!(output.status.code(), Some(0));
    assert!(!String::from_utf8_lossy(&output.stderr).contains("[cli/reader-gone]"));
}

//! Lints and tests, each as one command.

use crate::{command, workspace::Workspace};
use anyhow::Result;

/// The layout rules alone.
pub(crate) fn tidy(workspace: &Workspace) -> Result<()> {
    command::run(workspace.cargo().args(["test", "--quiet", "--package", "e2e", "--test", "tidy"]))
}

/// Formatting, lints and the links of the documentation.
pub(crate) fn lint(workspace: &Workspace) -> Result<()> {
    command::run(workspace.cargo().args(["fmt", "--all", "--check"]))?;
    let mut clippy = workspace.cargo();
    clippy.args(["clippy", "--workspace", "--all-targets", "--quiet"]);
    command::run(clippy.args(["--", "--deny", "warnings"]))?;
    let mut doc = workspace.cargo();
    doc.args(["doc", "--workspace", "--no-deps", "--document-private-items", "--quiet"]);
    command::run(doc.env("RUSTDOCFLAGS", "--deny warnings"))
}

/// All tests. Both runners build every program first, so that the tests of `tests/` find them.
pub(crate) fn test(workspace: &Workspace) -> Result<()> {
    let mut tests = workspace.cargo();
    if command::exists("cargo-nextest") {
        tests.args(["nextest", "run", "--workspace", "--no-fail-fast"]);
    } else {
        tests.args(["test", "--workspace", "--quiet", "--no-fail-fast"]);
    }
    command::run(&mut tests)
}

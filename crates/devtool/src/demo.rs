//! The demo: the programs, the shop, and a script that plays the agent.

use crate::{build, command, workspace::Workspace};
use anyhow::Result;
use std::process::Command;

/// Builds what the demo needs and plays it.
pub(crate) fn play(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let bin = build::for_development(workspace)?;
    let mut agent = Command::new(workspace.root.join("tests/demo_shop/agent.sh"));
    command::run(agent.arg("--bin").arg(bin).args(arguments))
}

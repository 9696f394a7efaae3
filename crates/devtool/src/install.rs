//! The programs for a user: copied below a prefix, without the demo's own.

use crate::{build, workspace::Workspace};
use anyhow::{Context, Result, ensure};
use std::{fs, path::Path};

/// Copies the programs of `target/bin` into `prefix/bin`.
pub(crate) fn install(workspace: &Workspace, prefix: &Path) -> Result<()> {
    let from = build::bin(workspace);
    let to = workspace.root.join(prefix).join("bin");
    fs::create_dir_all(&to).with_context(|| format!("cannot make {}", to.display()))?;
    let programs = workspace.programs();
    for program in &programs {
        let built = from.join(&program.name);
        ensure!(built.exists(), "{} is not built; run `make build`", built.display());
        let target = to.join(&program.name);
        let aside = target.with_extension("new");
        fs::copy(&built, &aside)
            .and_then(|_| fs::rename(&aside, &target))
            .with_context(|| format!("cannot write {}", target.display()))?;
    }
    println!("{} programs in {}", programs.len(), to.display());
    Ok(())
}

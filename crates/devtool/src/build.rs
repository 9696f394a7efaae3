//! Builds of the programs; in a release each is linked in the way that starts fastest.
//!
//! A statically linked program starts faster than `/bin/true` (no dynamic loader). The system's
//! name look-up loads shared libraries, so programs that talk to servers are linked dynamically;
//! which these are is read from the dependency graph.

use crate::{
    command,
    workspace::{Package, Workspace},
};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The crates that look up host names.
const NAME_LOOK_UP: [&str; 2] = ["database", "exchange"];

/// The service that the demo tests. It is no tool, but the demo starts it from the same folder.
const DEMO_SHOP: &str = "demo_shop";

/// Where all programs of the last build lie.
pub(crate) fn bin(workspace: &Workspace) -> PathBuf {
    workspace.root.join("target/bin")
}

/// Builds all programs and the demo shop for development, and gives their folder. This takes a
/// third of the time of a release build.
pub(crate) fn for_development(workspace: &Workspace) -> Result<PathBuf> {
    let programs = workspace.programs();
    let programs = programs.iter().filter(|p| p.has_program()).map(|p| p.name.as_str());
    let packages = programs.chain([DEMO_SHOP]).flat_map(|name| ["--package", name]);
    command::run(workspace.cargo().args(["build", "--locked", "--bins"]).args(packages))?;
    Ok(workspace.target.join("debug"))
}

/// Builds all programs and the demo shop into `target/bin`.
pub(crate) fn build(workspace: &Workspace, profile: &str) -> Result<()> {
    let programs: Vec<_> = workspace.programs().into_iter().filter(|p| p.has_program()).collect();
    let (dynamic, fixed): (Vec<&Package>, Vec<&Package>) =
        programs.into_iter().partition(|program| workspace.rests_on(program, &NAME_LOOK_UP));
    let names = |packages: &[&Package]| packages.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    let (mut dynamic, mut fixed) = (names(&dynamic), names(&fixed));
    dynamic.push(DEMO_SHOP.to_owned());

    let triple = static_triple()?;
    if triple.is_none() {
        dynamic.append(&mut fixed);
    }
    let mut built = compile(workspace, profile, None, &dynamic)?;
    if let Some(triple) = triple {
        built.extend(compile(workspace, profile, Some(&triple), &fixed)?);
    }
    collect(&built, &bin(workspace))
}

/// Compiles packages and gives the paths of their programs.
fn compile(
    workspace: &Workspace,
    profile: &str,
    static_for: Option<&str>,
    packages: &[String],
) -> Result<Vec<PathBuf>> {
    if packages.is_empty() {
        return Ok(Vec::new());
    }
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--locked", "--bins", "--profile", profile]);
    cargo.args(packages.iter().flat_map(|name| ["--package", name]));
    let mut folder = workspace.target.clone();
    if let Some(triple) = static_for {
        // With a target of its own, the flag does not reach proc macros, which must stay dynamic.
        // At a fixed address nothing has to be relocated at the start, which for a program with
        // many tables is half of its start-up (0.5 instead of 1.1 ms for verdict_calculator).
        let fixed = "-C target-feature=+crt-static -C relocation-model=static";
        let flags = std::env::var("RUSTFLAGS").unwrap_or_default();
        cargo.env("RUSTFLAGS", format!("{flags} {fixed}").trim_start());
        cargo.args(["--target", triple]);
        folder.push(triple);
    }
    command::run(&mut cargo)?;
    folder.push(profile);
    Ok(packages.iter().map(|name| folder.join(name)).collect())
}

/// This machine's target where a program can be linked statically by a flag: Linux with glibc.
fn static_triple() -> Result<Option<String>> {
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = command::output(Command::new(rustc).arg("-vV"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.filter(|host| host.ends_with("-linux-gnu")).map(str::to_owned))
}

/// Puts the programs into one folder: hard links, or copies across file systems.
fn collect(programs: &[PathBuf], bin: &Path) -> Result<()> {
    fs::create_dir_all(bin).with_context(|| format!("cannot make {}", bin.display()))?;
    for program in programs {
        let name = program.file_name().context("a program has a name")?;
        put(program, &bin.join(name))
            .with_context(|| format!("cannot put {} into {}", program.display(), bin.display()))?;
    }
    println!("{} programs in {}", programs.len(), bin.display());
    Ok(())
}

/// A running program cannot be written over, but its name can be given to another file.
fn put(program: &Path, target: &Path) -> std::io::Result<()> {
    let aside = target.with_extension("new");
    let _ = fs::remove_file(&aside);
    fs::hard_link(program, &aside).or_else(|_| fs::copy(program, &aside).map(drop))?;
    fs::rename(&aside, target)?;
    // Renaming a link onto another link of the same file leaves both names.
    let _ = fs::remove_file(&aside);
    Ok(())
}

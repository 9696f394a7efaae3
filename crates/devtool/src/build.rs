//! Builds of the programs; in a release each is linked in the way that starts fastest.
//!
//! At a fixed address nothing has to be relocated at the start, which for a program with many tables
//! is half of its start-up. A statically linked program needs no loader either, and then starts as
//! fast as `/bin/true`. But the system's name look-up loads shared libraries, so programs that talk
//! to servers are linked dynamically; which these are is read from the dependency graph.

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

/// Loaded at the address that it was linked for.
const FIXED_ADDRESS: &str = "-C relocation-model=static";

/// With the C library inside.
const STATIC: &str = "-C target-feature=+crt-static";

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
    let names = programs.iter().map(|program| program.name.as_str()).chain([DEMO_SHOP]);
    let packages = names.flat_map(|name| ["--package", name]);
    command::run(workspace.cargo().args(["build", "--locked", "--bins"]).args(packages))?;
    Ok(workspace.target.join("debug"))
}

/// Builds all programs and the demo shop into `target/bin`.
pub(crate) fn build(workspace: &Workspace, profile: &str) -> Result<()> {
    let programs = workspace.programs();
    let (dynamic, fixed): (Vec<&Package>, Vec<&Package>) =
        programs.into_iter().partition(|program| workspace.rests_on(program, &NAME_LOOK_UP));
    let names = |packages: &[&Package]| packages.iter().map(|p| p.name.clone()).collect::<Vec<_>>();
    let (mut dynamic, mut fixed) = (names(&dynamic), names(&fixed));
    dynamic.push(DEMO_SHOP.to_owned());

    let built = if let Some(triple) = linux_with_glibc()? {
        let release = Release { workspace, profile, triple: &triple };
        let mut built = release.compile(&dynamic, FIXED_ADDRESS)?;
        built.extend(release.compile(&fixed, &format!("{STATIC} {FIXED_ADDRESS}"))?);
        built
    } else {
        dynamic.append(&mut fixed);
        compile_plainly(workspace, profile, &dynamic)?
    };
    collect(&built, &bin(workspace))
}

/// A release for Linux with glibc, where flags decide how a program is linked.
struct Release<'a> {
    workspace: &'a Workspace,
    profile: &'a str,
    triple: &'a str,
}

impl Release<'_> {
    /// Compiles packages with these flags and gives the paths of their programs.
    fn compile(&self, packages: &[String], flags: &str) -> Result<Vec<PathBuf>> {
        let given = std::env::var("RUSTFLAGS").unwrap_or_default();
        let mut cargo = cargo_build(self.workspace, self.profile, packages);
        cargo.env("RUSTFLAGS", format!("{given} {flags}").trim_start());
        // With a target of its own, the flags do not reach proc macros, which are shared libraries.
        command::run(cargo.args(["--target", self.triple]))?;
        let folder = self.workspace.target.join(self.triple).join(self.profile);
        Ok(packages.iter().map(|name| folder.join(name)).collect())
    }
}

fn compile_plainly(
    workspace: &Workspace,
    profile: &str,
    packages: &[String],
) -> Result<Vec<PathBuf>> {
    command::run(&mut cargo_build(workspace, profile, packages))?;
    let folder = workspace.target.join(profile);
    Ok(packages.iter().map(|name| folder.join(name)).collect())
}

fn cargo_build(workspace: &Workspace, profile: &str, packages: &[String]) -> Command {
    let mut cargo = workspace.cargo();
    cargo.args(["build", "--locked", "--bins", "--profile", profile]);
    cargo.args(packages.iter().flat_map(|name| ["--package", name]));
    cargo
}

/// This machine's target if it is Linux with glibc.
fn linux_with_glibc() -> Result<Option<String>> {
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

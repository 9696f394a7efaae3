//! The workspace as cargo sees it: its packages, their programs, who depends on whom.

use crate::command;
use anyhow::{Context, Result};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

/// The workspace.
#[derive(Debug, Deserialize)]
pub(crate) struct Workspace {
    /// The folder of the root manifest.
    #[serde(rename = "workspace_root")]
    pub(crate) root: PathBuf,
    /// Where cargo builds.
    #[serde(rename = "target_directory")]
    pub(crate) target: PathBuf,
    packages: Vec<Package>,
}

/// A member.
#[derive(Debug, Deserialize)]
pub(crate) struct Package {
    /// Its name, which is also its folder's and its program's.
    pub(crate) name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
    targets: Vec<Target>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `None` for an ordinary dependency, else `dev` or `build`.
    kind: Option<String>,
    /// The folder of a member; `None` for a package from elsewhere.
    path: Option<PathBuf>,
}

#[derive(Debug, Deserialize)]
struct Target {
    kind: Vec<String>,
}

impl Workspace {
    /// The workspace that cargo runs this tool in; without cargo, the one that it was built from.
    pub(crate) fn load() -> Result<Self> {
        let member = std::env::var_os("CARGO_MANIFEST_DIR");
        let member = member.map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let mut cargo = Command::new(cargo());
        cargo.args(["metadata", "--no-deps", "--format-version=1", "--offline", "--manifest-path"]);
        cargo.arg(member.join("Cargo.toml"));
        let output = command::output(&mut cargo)?;
        serde_json::from_slice(&output.stdout).context("cannot understand `cargo metadata`")
    }

    /// A cargo command in the workspace's root.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = Command::new(cargo());
        command.current_dir(&self.root);
        command
    }

    /// The packages below `tools` and `hooks`, each of which is one program, in alphabetical order.
    pub(crate) fn programs(&self) -> Vec<&Package> {
        let mut programs = self.below(&["tools", "hooks"]);
        programs.retain(|package| package.has_program());
        programs
    }

    /// The packages whose errors people see, in alphabetical order.
    pub(crate) fn with_errors(&self) -> Vec<&Package> {
        self.below(&["crates", "tools", "hooks"])
    }

    /// The packages in some folders of the root, in alphabetical order.
    fn below(&self, folders: &[&str]) -> Vec<&Package> {
        let is_inside = |package: &&Package| {
            folders.iter().any(|folder| package.folder().starts_with(self.root.join(folder)))
        };
        let mut packages: Vec<_> = self.packages.iter().filter(is_inside).collect();
        packages.sort_by(|a, b| a.name.cmp(&b.name));
        packages
    }

    /// Whether a package is built on one of `names`, however many steps away.
    pub(crate) fn rests_on(&self, package: &Package, names: &[&str]) -> bool {
        let mut seen = BTreeSet::new();
        let mut open = vec![package];
        while let Some(package) = open.pop() {
            for dependency in package.dependencies.iter().filter(|d| d.kind.is_none()) {
                if names.contains(&dependency.name.as_str()) {
                    return true;
                }
                if dependency.path.is_some() && seen.insert(&dependency.name) {
                    open.extend(self.packages.iter().find(|p| p.name == dependency.name));
                }
            }
        }
        false
    }
}

impl Package {
    /// Its folder.
    pub(crate) fn folder(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new("/"))
    }

    /// Whether it has a program. A package that is only begun has none.
    fn has_program(&self) -> bool {
        self.targets.iter().any(|target| target.kind.iter().any(|kind| kind == "bin"))
    }
}

/// The cargo that runs this tool, so that a toolchain chosen on its command line stays chosen.
fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

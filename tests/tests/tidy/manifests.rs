//! Manifests: every version once, everything inherited, packages from one place.

use crate::tree::{self, none_wrong};
use std::collections::BTreeMap;
use toml::{Table, Value};

/// The one place that packages come from, as Cargo.lock writes it.
const INDEX: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// A member's manifest.
#[derive(Debug)]
pub(crate) struct Manifest {
    /// Its folder from the root.
    pub(crate) folder: String,
    table: Table,
}

impl Manifest {
    /// The package's name.
    pub(crate) fn name(&self) -> &str {
        self.table["package"]["name"].as_str().expect("a package has a name")
    }

    /// Whether it is a program that users get: a tool or a hook.
    pub(crate) fn is_program(&self) -> bool {
        ["tools/", "hooks/"].iter().any(|part| self.folder.starts_with(part))
    }

    /// The tables that are called `name`, those of targets included.
    fn tables(&self, name: &str) -> impl Iterator<Item = &Table> {
        let targets = self.table.get("target").and_then(Value::as_table);
        let targets = targets.into_iter().flat_map(Table::values).filter_map(Value::as_table);
        let all = std::iter::once(&self.table).chain(targets);
        all.filter_map(move |table| table.get(name)?.as_table()).collect::<Vec<_>>().into_iter()
    }

    /// Names of the dependencies, or of the `dev-dependencies`.
    pub(crate) fn dependencies(&self, table: &str) -> Vec<&str> {
        self.tables(table).flat_map(Table::keys).map(String::as_str).collect()
    }

    /// A value such as `package.version.workspace`.
    pub(crate) fn get(&self, path: &str) -> Option<&Value> {
        let mut steps = path.split('.');
        let first = self.table.get(steps.next()?)?;
        steps.try_fold(first, |value, step| value.get(step))
    }
}

/// All members.
pub(crate) fn members() -> Vec<Manifest> {
    let manifests = tree::files().iter().filter(|file| file.path.ends_with("/Cargo.toml"));
    manifests
        .map(|file| Manifest {
            folder: file.path.trim_end_matches("/Cargo.toml").to_owned(),
            table: parse(&file.path, &file.text),
        })
        .collect()
}

fn root() -> Table {
    let file = tree::file("Cargo.toml").expect("the root manifest");
    parse(&file.path, &file.text)
}

fn parse(path: &str, text: &str) -> Table {
    text.parse().unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn versions_stand_in_the_root_manifest() {
    let mut wrong = Vec::new();
    for member in members() {
        for table in ["dependencies", "dev-dependencies", "build-dependencies"] {
            for (name, dependency) in member.tables(table).flatten() {
                let inherits = dependency.get("workspace").and_then(Value::as_bool) == Some(true);
                if !inherits {
                    wrong.push(format!(
                        "{}: {name} is not `{name}.workspace = true`",
                        member.folder
                    ));
                }
            }
        }
    }
    none_wrong("a version stands once, in the root manifest", &wrong);
}

#[test]
fn every_version_is_used() {
    let used: Vec<String> = members()
        .iter()
        .flat_map(|member| {
            ["dependencies", "dev-dependencies", "build-dependencies"]
                .map(|table| member.dependencies(table).join(" "))
        })
        .collect();
    let used = used.join(" ");
    let used: Vec<&str> = used.split(' ').collect();
    let root = root();
    let declared = root["workspace"]["dependencies"].as_table().expect("a table");
    let unused: Vec<String> =
        declared.keys().filter(|name| !used.contains(&name.as_str())).cloned().collect();
    none_wrong("remove what nobody uses from [workspace.dependencies]", &unused);
}

#[test]
fn members_inherit_package_data_and_lints() {
    let mut wrong = Vec::new();
    for member in members() {
        for path in [
            "package.version.workspace",
            "package.edition.workspace",
            "package.rust-version.workspace",
            "package.license.workspace",
            "package.publish.workspace",
            "lints.workspace",
        ] {
            if member.get(path).and_then(Value::as_bool) != Some(true) {
                wrong.push(format!("{}: {path} is not true", member.folder));
            }
        }
        let folder = member.folder.rsplit('/').next().unwrap_or_default();
        if member.name() != folder && member.folder != "tests" {
            wrong.push(format!("{}: the package is called {}", member.folder, member.name()));
        }
        if member.get("package.description").is_none() {
            wrong.push(format!("{}: has no description", member.folder));
        }
    }
    none_wrong("a member inherits what all members share, and is called as its folder", &wrong);
}

#[test]
fn packages_come_from_one_index() {
    let lock = tree::file("Cargo.lock").expect("Cargo.lock is committed");
    let mut sources: BTreeMap<&str, usize> = BTreeMap::new();
    for source in lock.text.lines().filter_map(|line| line.strip_prefix("source = ")) {
        *sources.entry(source.trim_matches('"')).or_default() += 1;
    }
    sources.remove(INDEX);
    assert!(sources.is_empty(), "Cargo.lock takes packages from elsewhere: {sources:?}");
}

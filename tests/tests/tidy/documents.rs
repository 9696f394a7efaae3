//! What the documents under `docs/` and README.md must say.

use crate::{
    manifests::{self, Manifest},
    tree::{self, File, none_wrong},
};

/// The most lines of the map of the house.
const MAP_LINES: usize = 200;

fn programs() -> Vec<String> {
    let members = manifests::members();
    let programs = members.iter().filter(|member| member.is_program());
    programs.map(Manifest::name).map(str::to_owned).collect()
}

fn document(path: &str) -> &'static File {
    tree::file(path).unwrap_or_else(|| panic!("there is no {path}"))
}

#[test]
fn every_program_has_its_page() {
    let missing: Vec<String> = programs()
        .into_iter()
        .filter(|name| tree::file(&format!("docs/programs/{name}.md")).is_none())
        .collect();
    none_wrong("run `make docs`: programs without a page", &missing);
}

#[test]
fn help_names_the_exit_codes_and_an_example() {
    let silent: Vec<String> = tree::below("docs/programs/")
        .filter(|page| !page.text.contains("\nExit codes:") || !page.text.contains("\nExample"))
        .map(|page| page.path.clone())
        .collect();
    none_wrong("a program's help has its exit codes and a real example", &silent);
}

#[test]
fn the_readme_names_every_program() {
    let readme = document("README.md");
    let rows: Vec<&str> = readme.text.lines().filter(|line| line.starts_with('|')).collect();
    let missing: Vec<String> = programs()
        .into_iter()
        .filter(|name| {
            !rows.iter().any(|row| row.contains(&format!("[{name}](docs/programs/{name}.md)")))
        })
        .collect();
    none_wrong("README.md's table has no row for", &missing);
}

#[test]
fn every_error_code_is_listed_and_tested() {
    let list = document("docs/errors.md");
    let codes = list.text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let tests: Vec<&str> =
        tree::files().iter().filter(|file| file.is_rust()).map(File::test_part).collect();
    let shown = |code: &str| {
        let (printed, value) = (format!("[{code}]"), format!("\"{code}\""));
        tests.iter().any(|test| test.contains(&printed) || test.contains(&value))
    };
    let untested: Vec<String> =
        codes.map(|(code, _)| code).filter(|code| !shown(code)).map(str::to_owned).collect();
    none_wrong("no test produces these errors", &untested);
}

#[test]
fn the_map_is_short() {
    let lines = document("docs/ARCHITECTURE.md").text.lines().count();
    assert!(lines <= MAP_LINES, "docs/ARCHITECTURE.md has {lines} lines, more than {MAP_LINES}");
}

#[test]
fn every_invariant_names_the_test_that_holds_it() {
    let map = document("docs/ARCHITECTURE.md");
    let mut wrong = Vec::new();
    let section = map.text.split("\n## ").find(|section| section.starts_with("Invariants"));
    let section = section.expect("docs/ARCHITECTURE.md has a section Invariants");
    for item in items(section).iter().filter(|item| item.starts_with("- **")) {
        let named = item.split('`').skip(1).step_by(2).filter_map(|code| code.rsplit("::").next());
        let mut named = named.filter(|name| is_test(name)).peekable();
        if named.peek().is_none() {
            wrong.push(item.lines().next().unwrap_or_default().to_owned());
        }
    }
    none_wrong("an invariant of docs/ARCHITECTURE.md names no test that exists", &wrong);
}

/// The items of a list with the lines that belong to each.
fn items(section: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in section.lines() {
        match items.last_mut() {
            Some(item) if !line.starts_with("- ") => *item = format!("{item}\n{line}"),
            _ => items.push(line.to_owned()),
        }
    }
    items
}

fn is_test(name: &str) -> bool {
    let function = format!("fn {name}(");
    !name.is_empty()
        && tree::files()
            .iter()
            .filter(|file| file.is_rust())
            .any(|file| file.test_part().contains(&function))
}

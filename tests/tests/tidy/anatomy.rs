//! What a tool and a source file look like.

use crate::{
    manifests,
    tree::{self, File, none_wrong},
};

/// The most lines that a source file may have, tests at its bottom included.
const SOURCE_LINES: usize = 450;

/// The most lines of a file that holds tests only.
const TEST_LINES: usize = 600;

/// The most lines of code of a tool's `lib.rs`: it reads, calls and writes.
const RUN_LINES: usize = 120;

/// Files that may be longer, each with the number of lines and the reason.
const LONGER: [(&str, usize, &str); 0] = [];

#[test]
fn a_program_has_all_its_parts() {
    let mut wrong = Vec::new();
    for member in manifests::members().iter().filter(|member| member.is_program()) {
        let folder = &member.folder;
        let every = ["src/main.rs", "src/lib.rs"].iter();
        let tool = ["src/args.rs", "src/error.rs"].iter().filter(|_| folder.starts_with("tools/"));
        for part in every.chain(tool) {
            if tree::file(&format!("{folder}/{part}")).is_none() {
                wrong.push(format!("{folder} has no {part}"));
            }
        }
        let tests = ["tests/cli.rs", "tests/cli/main.rs"];
        if !tests.iter().any(|part| tree::file(&format!("{folder}/{part}")).is_some()) {
            wrong.push(format!("{folder} has no tests/cli.rs"));
        }
        if member.get("lib.doctest").and_then(toml::Value::as_bool) != Some(false) {
            wrong.push(format!("{folder}: [lib] doctest is not false"));
        }
        let bins = member.get("bin").and_then(toml::Value::as_array);
        let tested = bins.and_then(|bins| bins.first()?.get("test")?.as_bool());
        if tested != Some(false) {
            wrong.push(format!("{folder}: [[bin]] test is not false"));
        }
    }
    none_wrong("a program has the whole anatomy", &wrong);
}

#[test]
fn main_only_hands_over() {
    let mut wrong = Vec::new();
    for member in manifests::members().iter().filter(|member| member.is_program()) {
        let Some(main) = tree::file(&format!("{}/src/main.rs", member.folder)) else { continue };
        let code: Vec<&str> = main
            .text
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with("//") && !line.starts_with("use "))
            .collect();
        let name = member.name();
        let hands_over = [
            format!("cli::main({name}::run)"),
            format!("hook::main(&{name}::HOOK, {name}::decide)"),
            // A program that is both chooses in its library.
            format!("{name}::main()"),
        ];
        if code.len() != 3 || !hands_over.iter().any(|call| code[1].trim() == call) {
            wrong.push(main.path.clone());
        }
    }
    none_wrong("main.rs is three lines: `main` hands over to the library", &wrong);
}

#[test]
fn run_reads_calls_and_writes() {
    let wrong: Vec<String> = tree::below("tools/")
        .chain(tree::below("hooks/"))
        .filter(|file| file.path.ends_with("/src/lib.rs"))
        .map(|file| (file, code_lines(file)))
        .filter(|(_, lines)| *lines > RUN_LINES)
        .map(|(file, lines)| format!("{} has {lines} lines", file.path))
        .collect();
    none_wrong(&format!("a program's lib.rs has at most {RUN_LINES} lines of code"), &wrong);
}

/// Lines but for tests, comments and empty ones.
fn code_lines(file: &File) -> usize {
    let tests = file.test_part().len();
    let lines = file.text[..file.text.len() - tests].lines().map(str::trim_start);
    lines.filter(|line| !line.is_empty() && !line.starts_with("//")).count()
}

#[test]
fn files_are_short() {
    let mut wrong = Vec::new();
    for file in tree::files().iter().filter(|file| file.is_rust()) {
        let lines = file.text.lines().count();
        let usual = if file.is_test() { TEST_LINES } else { SOURCE_LINES };
        let longer = LONGER.iter().find(|(path, ..)| *path == file.path);
        let most = longer.map_or(usual, |(_, most, _)| *most);
        if lines > most {
            wrong.push(format!("{} has {lines} lines, more than {most}", file.path));
        }
        if longer.is_some() && lines <= usual {
            wrong.push(format!("{} needs no exception any more", file.path));
        }
    }
    none_wrong("a file holds one idea", &wrong);
}

#[test]
fn modules_say_what_they_are_for() {
    let is_main = |file: &File| {
        ["tools/", "hooks/"].iter().any(|part| file.path.starts_with(part))
            && file.name() == "main.rs"
    };
    let wrong: Vec<String> = tree::files()
        .iter()
        .filter(|file| file.is_rust() && !is_main(file))
        .filter(|file| !file.text.starts_with("//!"))
        .map(|file| file.path.clone())
        .collect();
    none_wrong("a module begins with `//!`", &wrong);
}

#[test]
fn crates_document_all_that_is_public() {
    let wrong: Vec<String> = tree::below("crates/")
        .filter(|file| file.path.ends_with("/src/lib.rs"))
        .filter(|file| !file.text.contains("#![warn(missing_docs)]"))
        .map(|file| file.path.clone())
        .collect();
    none_wrong("a library has #![warn(missing_docs)]", &wrong);
}

#[test]
fn rooms_have_names() {
    let wrong: Vec<String> = tree::files()
        .iter()
        .filter(|file| {
            file.path.split(['/', '.']).any(|part| {
                ["util", "utils", "common", "helper", "helpers", "misc"].contains(&part)
            })
        })
        .map(|file| file.path.clone())
        .collect();
    none_wrong("a file is called by what it knows", &wrong);
}

//! What must not stand in a file.

use crate::tree::{self, File, none_wrong};

/// Words and where they are looked for. They are put together here, or this file would hold them.
fn finds<'a>(
    files: impl Iterator<Item = &'a File>,
    part: impl Fn(&File) -> &str,
    words: &[&str],
) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        let text = part(file);
        let offset = file.text.len() - text.len();
        let before = file.text[..offset].lines().count();
        for (number, line) in text.lines().enumerate() {
            if let Some(word) = words.iter().find(|word| line.contains(*word)) {
                found.push(format!("{}:{}: {word}", file.path, before + number + 1));
            }
        }
    }
    found
}

fn rust() -> impl Iterator<Item = &'static File> {
    tree::files().iter().filter(|file| file.is_rust())
}

fn whole(file: &File) -> &str {
    &file.text
}

#[test]
fn nothing_is_left_open() {
    let words = [
        concat!("// TO", "DO"),
        concat!("TO", "DO("),
        concat!("FIX", "ME"),
        concat!("to", "do!("),
        concat!("unimpl", "emented!("),
        concat!("db", "g!("),
    ];
    none_wrong("what is open is done or left out", &finds(rust(), whole, &words));
}

#[test]
fn no_test_is_switched_off_or_sleeps() {
    let words = [concat!("#[ign", "ore"), concat!("#[should_", "panic"), concat!("::sl", "eep(")];
    let wrong = finds(rust(), File::test_part, &words);
    none_wrong("a test runs always, and waits for what it needs", &wrong);
}

#[test]
fn lints_are_expected_with_a_reason() {
    let words = [concat!("#[al", "low("), concat!("#![al", "low(")];
    none_wrong("use #[expect(lint, reason = …)]", &finds(rust(), whole, &words));
}

#[test]
fn the_contract_is_neither_flattened_nor_untagged() {
    let words = [concat!("serde(fl", "atten"), concat!("unt", "agged)]")];
    none_wrong("a document's members are its fields", &finds(rust(), whole, &words));
}

#[test]
fn nothing_speaks_of_a_machine() {
    let words = [
        concat!("/wo", "rk/"),
        concat!("/ro", "ot/"),
        concat!("/ho", "me/"),
        concat!("/Us", "ers/"),
    ];
    let wrong = finds(tree::files().iter(), whole, &words);
    none_wrong("paths of a machine stay on the machine", &wrong);
}

#[test]
fn nothing_names_a_package_registry() {
    let words = [
        concat!("index.cr", "ates.io"),
        concat!("static.cr", "ates.io"),
        concat!("sparse", "+http"),
        concat!("registry.np", "mjs"),
        concat!("py", "pi.org"),
        concat!("proxy.go", "lang"),
    ];
    let wrong = finds(tree::files().iter(), whole, &words);
    none_wrong("where packages come from is the business of the machine", &wrong);
}

#[test]
fn text_files_are_clean() {
    let mut wrong = Vec::new();
    for file in tree::files().iter().filter(|file| !file.text.is_empty()) {
        if !file.text.ends_with('\n') || file.text.ends_with("\n\n") {
            wrong.push(format!("{} does not end with one line break", file.path));
        }
        if file.text.contains('\r') {
            wrong.push(format!("{} has a carriage return", file.path));
        }
        let trailing = |(_, line): &(usize, &str)| line.ends_with([' ', '\t']);
        if let Some((number, _)) = file.text.lines().enumerate().find(trailing) {
            wrong.push(format!("{}:{} ends with a blank", file.path, number + 1));
        }
    }
    none_wrong("lines end where their text ends", &wrong);
}

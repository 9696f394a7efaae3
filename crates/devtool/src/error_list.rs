//! `docs/errors.md`: every error code, its texts, and when it happens.

use crate::{
    generated::Generated,
    source::{self, Code},
    workspace::Workspace,
};
use anyhow::Result;
use std::{collections::BTreeMap, fmt::Write};

const HEAD: &str = "\
<!-- Made by `make docs` from the sources: edit the enums in error.rs. -->
# Error codes

An error is one line on standard error: `error: what (cause): where; what to do [code]`. The exit
code is 2 unless the program's page says otherwise. `{…}` stands for a value, and several texts of
one code are separated by `·`.
";

/// The list.
pub(crate) fn generate(workspace: &Workspace) -> Result<Generated> {
    let mut text = HEAD.to_owned();
    for package in workspace.with_errors() {
        let codes = source::codes(&package.name, package.folder())?;
        if !codes.is_empty() {
            section(&mut text, &package.name, &codes);
        }
    }
    let path = workspace.root.join("docs/errors.md");
    let files = BTreeMap::from([(path, text)]);
    Ok(Generated { command: "cargo dev errors", folder: None, files })
}

fn section(text: &mut String, package: &str, codes: &BTreeMap<String, Code>) {
    let _ =
        write!(text, "\n## {package}\n\n| Code | Says | When | What to do |\n|---|---|---|---|\n");
    for (name, code) in codes {
        let [says, when, remedy] = [&code.says, &code.when, &code.remedy].map(|texts| cell(texts));
        let _ = writeln!(text, "| `{name}` | {says} | {when} | {remedy} |");
    }
}

/// Texts as the content of a table's cell.
fn cell(texts: &[String]) -> String {
    let text = texts.join(" · ");
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|")
}

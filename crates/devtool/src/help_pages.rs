//! `docs/programs`: a page for every program, made of what the program says of itself.

use crate::{build, command, generated::Generated, workspace::Workspace};
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, path::Path, process::Command};

/// A page for every program: freshly built, or as it lies beside this one.
pub(crate) fn generate(workspace: &Workspace, no_build: bool) -> Result<Generated> {
    let built = if no_build {
        let own = std::env::current_exe().context("cannot find myself")?;
        own.parent().context("a program lies in a folder")?.to_owned()
    } else {
        build::for_development(workspace)?
    };
    let folder = workspace.root.join("docs/programs");
    let mut files = BTreeMap::new();
    for program in workspace.programs() {
        let page = page(&program.name, &built.join(&program.name))?;
        files.insert(folder.join(format!("{}.md", program.name)), page);
    }
    Ok(Generated { command: "cargo dev help-pages", folder: Some(folder), files })
}

fn page(name: &str, program: &Path) -> Result<String> {
    ensure!(program.exists(), "{} is not built; run `make docs`", program.display());
    let version = said(program, "--version")?;
    let help = said(program, "--help")?;
    let (purpose, _) = help.split_once("\n\n").unwrap_or((&help, ""));
    let purpose = purpose.split_whitespace().collect::<Vec<_>>().join(" ");
    Ok(format!(
        "<!-- Made by `make docs` from the program itself: edit its src/args.rs, or a hook's src/lib.rs. -->\n\
         # {name}\n\n{purpose}\n\n```text\n$ {name} --help\n{help}\n\n$ {name} --version\n{version}\n```\n"
    ))
}

/// What the program prints; in a terminal or not, it is laid out alike.
fn said(program: &Path, flag: &str) -> Result<String> {
    let mut command = Command::new(program);
    command.arg(flag).env_remove("COLUMNS").env("LC_ALL", "C");
    let output = command::output(&mut command)?;
    let text = String::from_utf8(output.stdout).context("help is UTF-8")?;
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    Ok(lines.join("\n").trim_end().to_owned())
}

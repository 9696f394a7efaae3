//! A new tool with the whole anatomy: manifest, main, run, arguments, errors, a test.

use crate::workspace::Workspace;
use anyhow::{Context, Result, ensure};
use std::fs;

/// Each file of a tool; `NAME` stands for the program's name.
const FILES: [(&str, &str); 6] = [
    ("Cargo.toml", include_str!("new_tool/manifest.txt")),
    ("src/main.rs", include_str!("new_tool/main.txt")),
    ("src/lib.rs", include_str!("new_tool/lib.txt")),
    ("src/args.rs", include_str!("new_tool/args.txt")),
    ("src/error.rs", include_str!("new_tool/error.txt")),
    ("tests/cli.rs", include_str!("new_tool/cli.txt")),
];

/// Makes `tools/group/name`; a folder that is there already is left alone.
pub(crate) fn create(workspace: &Workspace, group: &str, name: &str) -> Result<()> {
    for word in [group, name] {
        let is_plain =
            word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        ensure!(
            is_plain && word.starts_with(|c: char| c.is_ascii_lowercase()),
            "`{word}` is not in snake_case"
        );
    }
    let folder = workspace.root.join("tools").join(group).join(name);
    ensure!(!folder.exists(), "{} is there already", folder.display());
    for (path, template) in FILES {
        let path = folder.join(path);
        let made = path.parent().map_or(Ok(()), fs::create_dir_all);
        made.and_then(|()| fs::write(&path, template.replace("NAME", name)))
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    println!("made {}; name it in README.md, then run `make docs`", folder.display());
    Ok(())
}

//! Files that are made from the code: written, or compared with what is committed.

use anyhow::{Context, Result, bail};
use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// What happens to generated files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Mode {
    /// Write those that differ
    #[default]
    Write,
    /// Fail when one differs
    Check,
}

/// Generated files and the folder in which nothing else may lie.
#[derive(Debug, Default)]
pub(crate) struct Generated {
    /// The command that writes them.
    pub(crate) command: &'static str,
    /// Every file of this folder is one of `files`; `None` for a single file among others.
    pub(crate) folder: Option<PathBuf>,
    /// Path to content.
    pub(crate) files: BTreeMap<PathBuf, String>,
}

impl Generated {
    /// Writes the files, or compares them.
    pub(crate) fn bring(&self, mode: Mode) -> Result<()> {
        let outdated: Vec<_> =
            self.files.iter().filter(|(path, text)| !holds(path, text)).collect();
        let strangers = self.strangers()?;
        if mode == Mode::Check {
            let mut wrong: Vec<&Path> = outdated.iter().map(|(path, _)| path.as_path()).collect();
            wrong.extend(strangers.iter().map(PathBuf::as_path));
            if wrong.is_empty() {
                return Ok(());
            }
            let list: Vec<_> = wrong.iter().map(|path| format!("  {}", path.display())).collect();
            bail!("not as the code says; run `{}`:\n{}", self.command, list.join("\n"));
        }
        for (path, text) in outdated {
            let written = path.parent().map_or(Ok(()), fs::create_dir_all);
            written
                .and_then(|()| fs::write(path, text))
                .with_context(|| format!("cannot write {}", path.display()))?;
            println!("wrote {}", path.display());
        }
        for path in strangers {
            fs::remove_file(&path).with_context(|| format!("cannot remove {}", path.display()))?;
            println!("removed {}", path.display());
        }
        Ok(())
    }

    /// Files of the folder that nothing generates any more.
    fn strangers(&self) -> Result<Vec<PathBuf>> {
        let Some(folder) = self.folder.as_ref().filter(|folder| folder.exists()) else {
            return Ok(Vec::new());
        };
        let entries =
            fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))?;
        let mut strangers = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if !self.files.contains_key(&path) {
                strangers.push(path);
            }
        }
        strangers.sort();
        Ok(strangers)
    }
}

fn holds(path: &Path, text: &str) -> bool {
    fs::read_to_string(path).is_ok_and(|present| present == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_found_and_mended() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("old.md"), "x").unwrap();
        let generated = Generated {
            command: "cargo dev x",
            folder: Some(folder.path().to_owned()),
            files: BTreeMap::from([(path("a.md"), "a\n".to_owned())]),
        };
        let error = generated.bring(Mode::Check).unwrap_err().to_string();
        assert!(error.contains("a.md") && error.contains("old.md"), "{error}");
        generated.bring(Mode::Write).unwrap();
        generated.bring(Mode::Check).unwrap();
        assert!(!path("old.md").exists());
    }
}

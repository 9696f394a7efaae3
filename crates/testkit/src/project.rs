//! A scratch project: a folder that looks like a user's, and programs that run in it.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

use assert_cmd::Command;
use std::{
    fs,
    path::{Path, PathBuf},
    process,
};
use tempfile::TempDir;

/// The clock of every program that [`Project::command`] runs, in seconds since 1970.
pub const EPOCH: u32 = 1_763_600_000;

/// The same moment as the programs write it.
pub const NOW: &str = "2025-11-20T00:53:20.000+00:00";

/// The ticket folder below the root; its name has a blank and Korean in it on purpose.
const TICKET: &str = "test/WO-1_주문 취소";

/// A project in a temporary folder that goes away with this value.
///
/// It has a `.git`, a ticket folder with an empty `partial_results`, and a home and state folder of
/// its own outside the project.
#[derive(Debug)]
pub struct Project {
    folder: TempDir,
    root: PathBuf,
}

impl Default for Project {
    fn default() -> Self {
        Self::new()
    }
}

impl Project {
    /// Makes the folders.
    ///
    /// # Panics
    /// When the temporary folder cannot be written.
    pub fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        // macOS and some containers hand out a symbolic link.
        let real = folder.path().canonicalize().expect("the temporary folder's real path");
        let project = Self { root: real.join("프로젝트"), folder };
        for made in [
            project.path(".git"),
            project.ticket("partial_results"),
            project.home(),
            project.state(),
        ] {
            fs::create_dir_all(&made).unwrap_or_else(|error| panic!("{}: {error}", made.display()));
        }
        project
    }

    /// A path below the project's root; an absolute path stays as it is.
    pub fn path(&self, relative: impl AsRef<Path>) -> PathBuf {
        self.root.join(relative)
    }

    /// A path below the ticket folder; `""` is the folder itself.
    pub fn ticket(&self, relative: impl AsRef<Path>) -> PathBuf {
        let ticket = self.root.join(TICKET);
        if relative.as_ref().as_os_str().is_empty() { ticket } else { ticket.join(relative) }
    }

    /// Writes a file, its folders too, and gives its absolute path. `path` is taken as by
    /// [`Project::path`].
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn write(&self, path: impl AsRef<Path>, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(path);
        let folder = path.parent().map_or(Ok(()), fs::create_dir_all);
        folder
            .and_then(|()| fs::write(&path, content))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    /// The text of a file. `path` is taken as by [`Project::path`].
    ///
    /// # Panics
    /// When there is no such file, or it is not UTF-8.
    pub fn read(&self, path: impl AsRef<Path>) -> String {
        let path = self.path(path);
        fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// A file as JSON, for looking at single values. (Numbers beyond 64 bits are not exact here.)
    ///
    /// # Panics
    /// When there is no such file, or it is not JSON.
    pub fn json(&self, path: impl AsRef<Path>) -> serde_json::Value {
        let path = self.path(path);
        serde_json::from_str(&self.read(&path))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// A program, started in the root with a fixed environment and nothing of the caller's.
    ///
    /// Pass `env!("CARGO_BIN_EXE_<name>")`. What `assert()` finds wrong is shown together with both
    /// streams.
    pub fn command(&self, program: impl AsRef<Path>) -> Command {
        Command::from_std(self.process(program))
    }

    /// The same program for a test that starts and ends it by itself.
    pub fn process(&self, program: impl AsRef<Path>) -> process::Command {
        let mut command = process::Command::new(program.as_ref());
        command
            .env_clear()
            .env("TZ", "UTC")
            .env("LC_ALL", "C")
            .env("HOME", self.home())
            .env("XDG_STATE_HOME", self.state())
            .env("SOURCE_DATE_EPOCH", EPOCH.to_string())
            .current_dir(&self.root);
        command
    }

    fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    fn state(&self) -> PathBuf {
        self.folder.path().join("state")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_lie_where_a_users_would() {
        let project = Project::new();
        let file = project.write(project.ticket("partial_results/TC-1.json"), r#"{"a":1}"#);
        assert!(file.is_absolute());
        assert_eq!(project.json(&file)["a"], 1);
        assert_eq!(project.read(file.strip_prefix(project.path("")).unwrap()), r#"{"a":1}"#);
        assert!(project.ticket("").join("partial_results").is_dir());
    }

    #[test]
    fn programs_see_a_fixed_environment() {
        let project = Project::new();
        let run = project.command("/usr/bin/env").assert().success();
        let seen = String::from_utf8(run.get_output().stdout.clone()).unwrap();
        let names: Vec<_> = seen.lines().filter_map(|line| line.split_once('=')).collect();
        let mut names: Vec<_> = names.into_iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        assert_eq!(names, ["HOME", "LC_ALL", "SOURCE_DATE_EPOCH", "TZ", "XDG_STATE_HOME"]);
    }
}

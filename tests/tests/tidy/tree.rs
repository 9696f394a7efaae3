//! The repository's files.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

/// A file of the repository.
#[derive(Debug)]
pub(crate) struct File {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    /// Its text; empty for a file that is none.
    pub(crate) text: String,
}

impl File {
    /// The file's name.
    pub(crate) fn name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }

    /// Whether it is Rust.
    pub(crate) fn is_rust(&self) -> bool {
        Path::new(&self.path).extension().is_some_and(|extension| extension == "rs")
    }

    /// Whether all of it is test code: it lies in a `tests` folder or in the kit for tests.
    pub(crate) fn is_test(&self) -> bool {
        self.path.contains("/tests/") || self.path.starts_with("crates/testkit/")
    }

    /// The part from the first `#[cfg(test)]` on, or all of a test file. Unit tests stand at the
    /// bottom of a file.
    pub(crate) fn test_part(&self) -> &str {
        if self.is_test() {
            return &self.text;
        }
        self.text.find("#[cfg(test)]").map_or("", |start| &self.text[start..])
    }
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

/// All files but those that are built, in order.
pub(crate) fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut paths = Vec::new();
        walk(Path::new(""), &mut paths);
        paths.sort();
        paths.iter().map(|path| read(path)).collect()
    })
}

/// The file at `path`, if there is one.
pub(crate) fn file(path: &str) -> Option<&'static File> {
    files().iter().find(|file| file.path == path)
}

/// The files below a folder such as `crates/`.
pub(crate) fn below(folder: &str) -> impl Iterator<Item = &'static File> {
    let folder = folder.to_owned();
    files().iter().filter(move |file| file.path.starts_with(&folder))
}

/// Fails with all that is wrong, one a line.
pub(crate) fn none_wrong(rule: &str, wrong: &[String]) {
    assert!(wrong.is_empty(), "{rule}:\n  {}", wrong.join("\n  "));
}

fn walk(folder: &Path, paths: &mut Vec<PathBuf>) {
    let entries = fs::read_dir(root().join(folder)).expect("a folder of the repository");
    for entry in entries {
        let entry = entry.expect("a folder of the repository");
        let path = folder.join(entry.file_name());
        let is_folder = entry.file_type().expect("a file has a type").is_dir();
        let is_made = entry.file_name() == "target" || entry.file_name() == ".git";
        match (is_folder, is_made) {
            (_, true) => {}
            (true, false) => walk(&path, paths),
            (false, false) => paths.push(path),
        }
    }
}

fn read(path: &Path) -> File {
    let bytes = fs::read(root().join(path)).expect("a file of the repository");
    let path = path.to_str().expect("paths of the repository are UTF-8").to_owned();
    File { path, text: String::from_utf8(bytes).unwrap_or_default() }
}

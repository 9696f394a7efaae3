//! Folders: listing them, and finding a file whose name is written in another Unicode form.

use crate::Error;
use std::{
    ffi::OsStr,
    fs,
    path::{Component, Path, PathBuf},
};
use unicode_normalization::UnicodeNormalization;

/// Names in a folder, in byte order. Names that are not UTF-8 are left out: none of ours is.
pub fn list(folder: &Path) -> Result<Vec<String>, Error> {
    let mut names: Vec<String> = names(folder)?.collect::<Result<_, _>>()?;
    names.sort_unstable();
    Ok(names)
}

/// Names in a folder as the disk gives them, for whoever can begin before the last one is known.
/// Names that are not UTF-8 are left out.
pub fn names(folder: &Path) -> Result<impl Iterator<Item = Result<String, Error>>, Error> {
    let reading = move |e| Error::reading(folder, e);
    let entries = fs::read_dir(folder).map_err(reading)?;
    Ok(entries.filter_map(move |entry| match entry {
        Ok(entry) => entry.file_name().into_string().ok().map(Ok),
        Err(error) => Some(Err(reading(error))),
    }))
}

/// Makes a folder and those above it. On an existing one it does nothing.
pub fn make(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder).map_err(|e| Error::writing(folder, e))
}

/// The path of an existing file or folder without links and dots.
pub fn real_path(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|e| Error::reading(path, e))
}

/// The path under which `path` exists: itself, or the same with names in another Unicode form.
///
/// macOS hands out names in NFD, people and programs write NFC; both mean the same file.
pub fn find(path: &Path) -> Option<PathBuf> {
    if path.exists() { Some(path.to_owned()) } else { find_otherwise(path) }
}

/// The same for a path that does not exist as it is written.
pub(crate) fn find_otherwise(path: &Path) -> Option<PathBuf> {
    if path.to_str()?.is_ascii() {
        return None;
    }
    let is_plain = path.file_name().is_some_and(OsStr::is_ascii);
    if is_plain && path.parent().is_some_and(Path::exists) {
        return None;
    }
    let mut found = PathBuf::new();
    for component in path.components() {
        let next = found.join(component);
        if next.exists() {
            found = next;
            continue;
        }
        let Component::Normal(wanted) = component else { return None };
        let wanted = wanted.to_str().filter(|name| !name.is_ascii())?;
        let wanted: String = wanted.nfc().collect();
        let folder = if found.as_os_str().is_empty() { Path::new(".") } else { &found };
        let names = list(folder).ok()?;
        let name = names.into_iter().find(|name| name.nfc().eq(wanted.chars()))?;
        found = found.join(name);
    }
    Some(found)
}

/// The absolute form of a path, without looking at the disk for anything but the working folder.
pub fn absolute(base: &Path, path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in base.join(path).components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => {
                clean.pop();
            }
            other => clean.push(other),
        }
    }
    clean
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_found_in_either_form() {
        let folder = tempfile::tempdir().unwrap();
        let decomposed: String = "주문 취소.json".nfd().collect();
        fs::write(folder.path().join(&decomposed), "1").unwrap();
        let asked = folder.path().join("주문 취소.json");
        assert_eq!(find(&asked), Some(folder.path().join(decomposed)));
        assert_eq!(find(&folder.path().join("없음.json")), None);
        assert_eq!(find(&asked.with_file_name("none.json")), None);
        assert_eq!(names(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn folders_are_made_once_and_links_are_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (inner, link) = (folder.path().join("가/나"), folder.path().join("link"));
        make(&inner).unwrap();
        make(&inner).unwrap();
        std::os::unix::fs::symlink(&inner, &link).unwrap();
        assert_eq!(real_path(&link).unwrap(), real_path(&inner).unwrap());
        assert!(real_path(&folder.path().join("없음")).is_err());
    }

    #[test]
    fn dots_are_resolved_without_the_disk() {
        assert_eq!(absolute(Path::new("/a/b"), Path::new("../c/./d")), Path::new("/a/c/d"));
        assert_eq!(absolute(Path::new("/a"), Path::new("/x")), Path::new("/x"));
    }
}

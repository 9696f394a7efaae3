//! Files that may hold secrets: where they may lie, and who may read them.

use crate::{Error, find};
use std::{
    fs,
    os::unix::fs::{FileTypeExt, PermissionsExt},
    path::Path,
};

/// Refuses a file of secrets that others can read or that lies in the project, where it would be
/// committed and read by agents. A pipe (`<(…)`) is always fine. `file` is absolute.
pub fn check_secret_file(file: &Path, project: &Path) -> Result<(), Error> {
    let real = find(file).unwrap_or_else(|| file.to_owned());
    let metadata = fs::metadata(&real).map_err(|error| Error::reading(file, error))?;
    let kind = metadata.file_type();
    if kind.is_fifo() || kind.is_char_device() || kind.is_socket() {
        return Ok(());
    }
    let refused = |reason| Err(Error::NotPrivate { path: file.to_owned(), reason });
    let real = real.canonicalize().map_err(|error| Error::reading(file, error))?;
    let project = project.canonicalize().unwrap_or_else(|_| project.to_owned());
    if real.starts_with(&project) || file.starts_with(&project) {
        return refused("it lies in the project");
    }
    if metadata.permissions().mode() & 0o077 != 0 {
        return refused("others than its owner can use it");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use fault::Fault;

    #[test]
    fn secrets_lie_outside_the_project_and_are_their_owners_alone() {
        let outside = tempfile::tempdir().unwrap();
        let project = outside.path().join("프로젝트");
        fs::create_dir(&project).unwrap();
        let make = |path: &Path, mode: u32| {
            fs::write(path, "{}").unwrap();
            fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
            check_secret_file(path, &project).map_err(|error| error.code())
        };
        assert_eq!(make(&outside.path().join("own.json"), 0o600), Ok(()));
        assert_eq!(make(&outside.path().join("open.json"), 0o640), Err("store/not-private"));
        assert_eq!(make(&project.join("in.json"), 0o600), Err("store/not-private"));
        let link = outside.path().join("link.json");
        std::os::unix::fs::symlink(project.join("in.json"), &link).unwrap();
        let linked = check_secret_file(&link, &project).unwrap_err();
        assert_eq!(linked.code(), "store/not-private");
        assert_eq!(check_secret_file(Path::new("/dev/null"), &project).ok(), Some(()));
        let missing = check_secret_file(&outside.path().join("none"), &project).unwrap_err();
        assert_eq!(missing.code(), "store/not-found");
    }
}

//! Programs as files: put in place, linked, taken away. For installers.

use crate::{Durability, Error, Staged};
use std::{
    fs, io,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
};
use tempfile::Builder;

/// Copies a program over `target`, in one step, so that one that runs is not disturbed.
pub fn put_program(program: &[u8], target: &Path) -> Result<(), Error> {
    let mut staged = Staged::create_executable(target)?;
    io::Write::write_all(&mut staged, program).map_err(|e| Error::writing(target, e))?;
    staged.commit(Durability::Synced)
}

/// Makes a symbolic link at `at` that leads to `to`, in one step; a file that stood there goes.
pub fn link(to: &Path, at: &Path) -> Result<(), Error> {
    let writing = |e| Error::writing(at, e);
    let folder = at.parent().unwrap_or(Path::new("."));
    let made = Builder::new().prefix(".proctor-").make_in(folder, |path| symlink(to, path));
    made.map_err(writing)?.persist(at).map(drop).map_err(|e| writing(e.error))
}

/// Where a symbolic link leads; `None` for anything else.
pub fn link_target(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
}

/// Whether this is a file, or a link to one, that may be started.
pub fn is_executable(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

/// Takes a file or a link away; one that is not there is no error.
pub fn remove(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::writing(path, error)),
        _ => Ok(()),
    }
}

/// Takes a folder away if it is empty.
pub fn remove_empty_folder(path: &Path) {
    let _ = fs::remove_dir(path);
}

#[cfg(test)]
mod tests {
    use super::*;
    use fault::Fault;

    #[test]
    fn a_program_is_put_linked_and_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let (copy, at) = (folder.path().join("사본"), folder.path().join("link"));
        put_program(b"#!/bin/sh\n", &copy).unwrap();
        assert!(is_executable(&copy));
        assert_eq!(link_target(&copy), None);
        fs::write(&at, "in the way").unwrap();
        assert!(!is_executable(&at));
        link(&copy, &at).unwrap();
        assert_eq!(link_target(&at), Some(copy.clone()));
        assert!(is_executable(&at));
        // A link is written over, not through.
        put_program(b"new", &at).unwrap();
        assert_eq!(fs::read(&copy).unwrap(), b"#!/bin/sh\n");
        remove_empty_folder(folder.path());
        remove(&at).unwrap();
        remove(&at).unwrap();
        remove(&copy).unwrap();
        assert_eq!(remove(folder.path()).unwrap_err().code(), "store/unwritable");
        remove_empty_folder(folder.path());
        assert!(!folder.path().exists());
    }
}

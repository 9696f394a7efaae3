//! A file as it will be: written beside its target under a temporary name, then renamed over it.

use crate::{Error, PARTIAL_RESULTS, folder::find};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    io::{self, BufWriter, Read, Seek, Write},
    path::{Path, PathBuf},
};
use tempfile::{Builder, NamedTempFile};

/// How hard a write must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// Atomic: readers see the old file or the new one.
    Atomic,
    /// Atomic, and on the disk before the rename (ledger, mapping, chain, settings).
    Synced,
}

/// An output under construction. Dropped without [`Staged::commit`], it leaves no trace.
#[derive(Debug)]
pub struct Staged {
    target: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Staged {
    /// Starts the new content of `target`, in the same folder.
    ///
    /// `partial_results` is made when only it is missing; any other missing folder is an error.
    pub fn create(target: &Path) -> Result<Self, Error> {
        Self::with_mode(target, 0o666)
    }

    /// The same for a file that only its owner may read, such as a cookie jar.
    pub fn create_private(target: &Path) -> Result<Self, Error> {
        Self::with_mode(target, 0o600)
    }

    /// The same for a program.
    pub fn create_executable(target: &Path) -> Result<Self, Error> {
        Self::with_mode(target, 0o777)
    }

    /// The same for a file of somebody else: who may read it stays as it is.
    pub fn create_alike(target: &Path) -> Result<Self, Error> {
        use std::os::unix::fs::PermissionsExt;
        let staged = Self::create(target)?;
        if let Ok(there) = fs::metadata(&staged.target) {
            let mode = permissions(there.permissions().mode() & 0o777);
            let file = staged.file.get_ref().as_file();
            file.set_permissions(mode).map_err(|e| Error::writing(target, e))?;
        }
        Ok(staged)
    }

    fn with_mode(target: &Path, mode: u32) -> Result<Self, Error> {
        let target = find(target).unwrap_or_else(|| target.to_owned());
        let folder = match target.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let writing = |e| Error::writing(&target, e);
        if folder.ends_with(PARTIAL_RESULTS) && !folder.exists() {
            fs::create_dir(folder).map_err(writing)?;
        }
        if target.is_dir() {
            return Err(writing(io::ErrorKind::IsADirectory.into()));
        }
        let file = Builder::new()
            .prefix(".proctor-")
            .suffix(".tmp")
            .permissions(permissions(mode))
            .tempfile_in(folder)
            .map_err(writing)?;
        Ok(Self { target, file: BufWriter::with_capacity(1 << 16, file) })
    }

    /// Where the content will go.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// SHA-256 of what has been written, as 64 lower-case hex digits; reads the file once.
    pub fn sha256(&mut self) -> Result<String, Error> {
        let Self { target, file } = self;
        let writing = |e| Error::writing(&*target, e);
        file.flush().map_err(writing)?;
        let inner = file.get_mut().as_file_mut();
        inner.rewind().map_err(writing)?;
        let mut hash = Sha256::new();
        let mut block = vec![0; 1 << 16];
        loop {
            let count = inner.read(&mut block).map_err(writing)?;
            if count == 0 {
                break;
            }
            hash.update(&block[..count]);
        }
        Ok(contract::sha256::digits(hash.finalize()))
    }

    /// Makes the content the target's.
    pub fn commit(self, durability: Durability) -> Result<(), Error> {
        let Self { target, file } = self;
        let writing = |e| Error::writing(&target, e);
        let file = file.into_inner().map_err(|e| writing(e.into_error()))?;
        if durability == Durability::Synced {
            file.as_file().sync_all().map_err(writing)?;
        }
        file.persist(&target).map_err(|e| writing(e.error))?;
        if durability == Durability::Synced {
            sync_folder(&target);
        }
        Ok(())
    }
}

impl Write for Staged {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Writes a whole file atomically.
pub fn write(target: &Path, content: &[u8], durability: Durability) -> Result<(), Error> {
    let mut staged = Staged::create(target)?;
    staged.write_all(content).map_err(|e| Error::writing(target, e))?;
    staged.commit(durability)
}

/// Temporary files are private by default; ours become what they were asked to be, as the umask
/// allows.
fn permissions(mode: u32) -> fs::Permissions {
    use std::os::unix::fs::PermissionsExt;
    fs::Permissions::from_mode(mode)
}

/// A rename is on the disk only with its folder. Some file systems refuse; the file itself is safe.
fn sync_folder(target: &Path) {
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fault::Fault;

    #[test]
    fn the_target_changes_only_at_commit() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("결과 1.json");
        write(&target, b"old", Durability::Atomic).unwrap();
        let mut staged = Staged::create(&target).unwrap();
        staged.write_all(b"new").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"old");
        assert_eq!(staged.sha256().unwrap(), crate::sha256_hex(b"new"));
        staged.commit(Durability::Synced).unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"new");
    }

    #[test]
    fn a_dropped_stage_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut staged = Staged::create(&folder.path().join("x")).unwrap();
        staged.write_all(b"half").unwrap();
        drop(staged);
        assert!(crate::list(folder.path()).unwrap().is_empty());
    }

    #[test]
    fn a_private_file_is_its_owners_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("jar");
        Staged::create_private(&target).unwrap().commit(Durability::Atomic).unwrap();
        let mode = fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn who_may_read_a_file_of_somebody_else_stays() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("settings.local.json");
        Staged::create_private(&target).unwrap().commit(Durability::Atomic).unwrap();
        Staged::create_alike(&target).unwrap().commit(Durability::Atomic).unwrap();
        let mode = fs::metadata(&target).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        Staged::create_alike(&folder.path().join("new")).unwrap();
    }

    #[test]
    fn only_partial_results_is_made() {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("partial_results/x"), b"1", Durability::Atomic).unwrap();
        let error = write(&folder.path().join("a/x"), b"1", Durability::Atomic).unwrap_err();
        assert_eq!(error.code(), "store/unwritable");
        let error = Staged::create(folder.path()).unwrap_err();
        assert_eq!(error.code(), "store/unwritable");
    }
}

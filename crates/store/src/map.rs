//! The one memory map of the workspace: read-only, for inputs too large to copy.

use crate::Error;
use memmap2::Mmap;
use std::{fs::File, path::Path};

/// Maps a file read-only.
///
/// The caller must call [`crate::Source::check_unchanged`] (or look at the length itself) when it is
/// done: a file that another program cuts short while it is mapped must not count as read.
#[expect(
    unsafe_code,
    reason = "a read-only map of a regular file; its length is checked again at the end of its use, \
              and no other program of ours writes a file in place"
)]
pub fn map(path: &Path) -> Result<Mmap, Error> {
    let file = File::open(path).map_err(|e| Error::reading(path, e))?;
    // SAFETY: the map is private and read-only; our own programs replace files by renaming, so a
    // mapped file is never written in place by them.
    unsafe { Mmap::map(&file) }.map_err(|e| Error::reading(path, e))
}

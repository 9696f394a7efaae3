//! The file that is really meant, however its path is written.

use std::path::{Path, PathBuf};
use store::TicketFolder;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Where a write would land, or a read would look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    path: PathBuf,
    name: String,
}

impl Target {
    /// What an absolute path means on this disk.
    pub(crate) fn at(path: &Path) -> Self {
        let path = store::landing(path);
        let name = path.file_name().and_then(|name| name.to_str()).map(nfc).unwrap_or_default();
        Self { path, name }
    }

    /// Its absolute path without links and dots; what exists is spelled as the disk spells it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its file name in NFC; empty when it is not UTF-8, which none of our names is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its path relative to a folder, in NFC with `/`; `None` when it lies elsewhere. The folder
    /// itself is empty.
    pub fn below(&self, folder: &Path) -> Option<String> {
        TicketFolder::at(folder).relative(&self.path)
    }

    /// The ticket folder that holds it.
    pub fn ticket(&self) -> Option<TicketFolder> {
        TicketFolder::holding(&self.path)
    }
}

fn nfc(name: &str) -> String {
    match is_nfc_quick(name.chars()) {
        IsNormalized::Yes => name.to_owned(),
        _ => name.nfc().collect(),
    }
}

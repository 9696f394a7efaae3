//! A ticket's folder and what lies in it.

use crate::{DocumentKind, DocumentName, Error, folder::list};
use std::path::{Path, PathBuf};
use unicode_normalization::UnicodeNormalization;

/// The sub-folder that holds results, side-cars and the ledger.
pub const PARTIAL_RESULTS: &str = "partial_results";

/// The folder `test/{ticket}_{feature}/`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketFolder {
    root: PathBuf,
}

impl TicketFolder {
    /// The folder itself.
    pub fn at(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The ticket folder that holds `file`: the nearest ancestor that is, or contains,
    /// `partial_results`. `file` must be absolute and need not exist.
    pub fn holding(file: &Path) -> Option<Self> {
        file.ancestors().skip(1).find_map(|folder| {
            if folder.ends_with(PARTIAL_RESULTS) {
                return folder.parent().map(Self::at);
            }
            folder.join(PARTIAL_RESULTS).is_dir().then(|| Self::at(folder))
        })
    }

    /// The folder's path.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// `partial_results/`.
    pub fn partial_results(&self) -> PathBuf {
        self.root.join(PARTIAL_RESULTS)
    }

    /// The ledger, `partial_results/_ledger.jsonl`.
    pub fn ledger(&self) -> PathBuf {
        self.partial_results().join("_ledger.jsonl")
    }

    /// The path of `file` relative to the folder, in NFC with `/`; `None` when it lies elsewhere.
    pub fn relative(&self, file: &Path) -> Option<String> {
        let relative = file.strip_prefix(&self.root).ok()?;
        let parts: Option<Vec<&str>> =
            relative.components().map(|part| part.as_os_str().to_str()).collect();
        Some(parts?.join("/").nfc().collect())
    }

    /// What lies in the folder now: for whoever asks for several documents.
    pub fn listing(&self) -> Result<Listing, Error> {
        Ok(Listing { root: self.root.clone(), names: list(&self.root)? })
    }

    /// `{T}_tc_spec.json`, when there is one.
    pub fn tc_spec(&self) -> Result<Option<PathBuf>, Error> {
        Ok(self.listing()?.tc_spec())
    }

    /// `{T}_behavioral_gate.json`, when there is one.
    pub fn behavioral_gate(&self) -> Result<Option<PathBuf>, Error> {
        Ok(self.listing()?.behavioral_gate())
    }

    /// `{T}_execution_plan.json`, when there is one.
    pub fn execution_plan(&self) -> Result<Option<PathBuf>, Error> {
        Ok(self.listing()?.newest_ending("_execution_plan.json"))
    }

    /// The newest `{T}_gate_{YYYYMMDD_HHmmss}.json`.
    pub fn gate(&self) -> Result<Option<PathBuf>, Error> {
        Ok(self.listing()?.gate())
    }

    /// The newest document of a kind, with the parts of its name.
    pub fn document(&self, kind: DocumentKind) -> Result<Option<(PathBuf, DocumentName)>, Error> {
        Ok(self.listing()?.documents(kind).pop())
    }
}

/// The names in a ticket folder, looked up once.
#[derive(Clone, Debug)]
pub struct Listing {
    root: PathBuf,
    /// In byte order.
    names: Vec<String>,
}

impl Listing {
    /// `{T}_tc_spec.json`, when there is one.
    pub fn tc_spec(&self) -> Option<PathBuf> {
        self.newest_ending("_tc_spec.json")
    }

    /// `{T}_behavioral_gate.json`, when there is one.
    pub fn behavioral_gate(&self) -> Option<PathBuf> {
        self.newest_ending("_behavioral_gate.json")
    }

    /// The newest `{T}_gate_{YYYYMMDD_HHmmss}.json`.
    pub fn gate(&self) -> Option<PathBuf> {
        let stamp = |name: &str| {
            let stem = name.strip_suffix(".json")?;
            let (_, stamp) = stem.rsplit_once("_gate_")?;
            let shape = stamp.len() == 15 && stamp.as_bytes()[8] == b'_';
            shape.then(|| stamp.to_owned())
        };
        let newest = self.names.iter().filter_map(|name| Some((stamp(name)?, name))).max();
        newest.map(|(_, name)| self.root.join(name))
    }

    /// The documents of a kind with the parts of their names, the newest one last.
    pub fn documents(&self, kind: DocumentKind) -> Vec<(PathBuf, DocumentName)> {
        let parsed = self.names.iter().filter_map(|name| Some((name, DocumentName::parse(name)?)));
        let mut found: Vec<_> = parsed.filter(|(_, name)| name.kind == kind).collect();
        found.sort_by(|(_, a), (_, b)| a.newer(b));
        found.into_iter().map(|(file, name)| (self.root.join(file), name)).collect()
    }

    fn newest_ending(&self, suffix: &str) -> Option<PathBuf> {
        self.names.iter().rfind(|name| name.ends_with(suffix)).map(|name| self.root.join(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn ticket(files: &[&str]) -> (tempfile::TempDir, TicketFolder) {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(PARTIAL_RESULTS)).unwrap();
        for file in files {
            fs::write(root.path().join(file), "{}").unwrap();
        }
        let folder = TicketFolder::at(root.path());
        (root, folder)
    }

    #[test]
    fn the_holder_of_an_output_is_found() {
        let (root, folder) = ticket(&[]);
        for file in ["partial_results/TC-1.json", "WO-1_review.json", "screenshots/a.png"] {
            assert_eq!(
                TicketFolder::holding(&root.path().join(file)),
                Some(folder.clone()),
                "{file}"
            );
        }
        assert_eq!(TicketFolder::holding(Path::new("/nowhere/at/all.json")), None);
        let not_yet = Path::new("/nowhere/WO-1_x/partial_results/TC-1.json");
        assert_eq!(TicketFolder::holding(not_yet), Some(TicketFolder::at("/nowhere/WO-1_x")));
    }

    #[test]
    fn the_newest_of_each_kind_is_found() {
        let (_root, folder) = ticket(&[
            "WO-1_테스트시트_v9_2026-01-02.md",
            "WO-1_테스트시트_v10_2026-01-01.md",
            "WO-1_gate_20260101_000000.json",
            "WO-1_gate_20260102_000000.json",
            "WO-1_behavioral_gate.json",
            "WO-1_tc_spec.json",
        ]);
        let (path, name) = folder.document(DocumentKind::Sheet).unwrap().unwrap();
        assert!(path.ends_with("WO-1_테스트시트_v10_2026-01-01.md"));
        assert_eq!(name.version.unwrap().to_string(), "v10");
        assert!(folder.gate().unwrap().unwrap().ends_with("WO-1_gate_20260102_000000.json"));
        assert!(folder.tc_spec().unwrap().is_some());
        assert_eq!(folder.execution_plan().unwrap(), None);
        assert_eq!(folder.document(DocumentKind::Report).unwrap(), None);
    }

    #[test]
    fn relative_paths_are_nfc_with_slashes() {
        let folder = TicketFolder::at("/t");
        let decomposed: String = "/t/partial_results/주문.json".nfd().collect();
        let relative = folder.relative(Path::new(&decomposed));
        assert_eq!(relative.as_deref(), Some("partial_results/주문.json"));
        assert_eq!(folder.relative(Path::new("/elsewhere")), None);
    }
}

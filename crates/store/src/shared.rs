//! Files that all tickets of a project share, below `test/_shared/` (conventions.md, workspace.md).

use crate::find;
use std::path::{Path, PathBuf};

/// A document about the environment, under its Korean and its English name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SharedFile {
    /// Who may log in: `계정.md`, `accounts.md`.
    Accounts,
    /// Where services listen: `API_엔드포인트.md`, `API_endpoints.md`.
    Endpoints,
}

/// Names of the folder in both languages.
const FOLDERS: [&str; 2] = ["환경", "environment"];

impl SharedFile {
    /// Its names in both languages.
    pub fn names(self) -> [&'static str; 2] {
        match self {
            Self::Accounts => ["계정.md", "accounts.md"],
            Self::Endpoints => ["API_엔드포인트.md", "API_endpoints.md"],
        }
    }

    /// Where it lies in a project, when it is there.
    pub fn find_in(self, project: &Path) -> Option<PathBuf> {
        let shared = project.join("test/_shared");
        let names = self.names();
        let paths =
            FOLDERS.iter().flat_map(|folder| names.map(|name| shared.join(folder).join(name)));
        paths.into_iter().find_map(|path| find(&path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn both_languages_are_found() {
        for folder in ["환경", "environment"] {
            let project = tempfile::tempdir().unwrap();
            let folder = project.path().join("test/_shared").join(folder);
            fs::create_dir_all(&folder).unwrap();
            for name in ["계정.md", "accounts.md"] {
                let file = folder.join(name);
                fs::write(&file, "").unwrap();
                assert_eq!(SharedFile::Accounts.find_in(project.path()), Some(file.clone()));
                fs::remove_file(&file).unwrap();
            }
            assert_eq!(SharedFile::Endpoints.find_in(project.path()), None);
        }
    }
}

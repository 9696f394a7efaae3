//! Where the project is (conventions.md, "The project").

use crate::Env;
use std::path::{Path, PathBuf};

/// `$CLAUDE_PROJECT_DIR`, else the nearest parent with a `.git`, else the nearest with a
/// `CLAUDE.md`, else the folder itself. `from` must be absolute. No program is started to find it.
pub fn project_root(from: &Path, env: &Env) -> PathBuf {
    if let Some(given) = env.get("CLAUDE_PROJECT_DIR") {
        return from.join(given);
    }
    let nearest = |marker: &str| from.ancestors().find(|folder| folder.join(marker).exists());
    nearest(".git").or_else(|| nearest("CLAUDE.md")).unwrap_or(from).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn the_nearest_marker_wins_and_git_before_claude_md() {
        let root = tempfile::tempdir().unwrap();
        let inner = root.path().join("가/나");
        fs::create_dir_all(&inner).unwrap();
        fs::write(root.path().join("가/CLAUDE.md"), "").unwrap();
        let none = Env::fixed::<&str, &str>([]);
        assert_eq!(project_root(&inner, &none), root.path().join("가"));
        fs::write(root.path().join(".git"), "gitdir: elsewhere").unwrap();
        assert_eq!(project_root(&inner, &none), root.path());
        let given = Env::fixed([("CLAUDE_PROJECT_DIR", "/srv/project")]);
        assert_eq!(project_root(&inner, &given), Path::new("/srv/project"));
    }
}

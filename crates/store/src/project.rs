//! Where the project is and what holds in it (conventions.md, "The project").

use crate::{Clock, Config, Env, Error};
use std::path::{Path, PathBuf};

/// What holds for a run: the project, its configuration, its clock.
#[derive(Clone, Debug)]
pub struct Project {
    /// The project's root.
    pub root: PathBuf,
    /// `test/_config.json` with the environment on top.
    pub config: Config,
    /// The clock, in the project's zone.
    pub clock: Clock,
    /// The environment it was read from.
    pub env: Env,
}

impl Project {
    /// The project that the folder `from` belongs to; `from` must be absolute.
    pub fn open(from: &Path, env: &Env) -> Result<Self, Error> {
        let root = project_root(from, env);
        let config = Config::load(&root, env)?;
        let clock = Clock::new(&config, env)?;
        Ok(Self { root, config, clock, env: env.clone() })
    }
}

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

//! The key that vouches for entries: from the environment, or from the file that is configured.

use crate::Error;
use chain::sign::Key;
use std::path::Path;
use store::{Config, Env, Source};

/// The variable that holds the key itself.
const VARIABLE: &str = "PROCTOR_EVIDENCE_KEY";

/// The configured key: `PROCTOR_EVIDENCE_KEY`, else the file `evidence.key_file` (relative to the
/// project's root), else none.
pub fn key(config: &Config, root: &Path, env: &Env) -> Result<Option<Key>, Error> {
    let parse = |origin: String, text: &str| {
        Key::parse(text).map(Some).map_err(|source| Error::Key { origin, source })
    };
    if let Some(text) = env.get(VARIABLE) {
        return parse(VARIABLE.into(), &text);
    }
    let Some(file) = &config.key_file else { return Ok(None) };
    let path = root.join(file);
    let source = Source::open(&path)?;
    parse(path.display().to_string(), source.text()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use fault::Fault;

    #[test]
    fn the_environment_wins_over_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("key");
        store::write(&file, b"the secret in the file\n", store::Durability::Atomic).unwrap();
        let config = Config { key_file: Some("key".into()), ..Config::default() };
        let id =
            |env: &Env| key(&config, folder.path(), env).map(|key| key.unwrap().verifying().id());
        let nothing = Env::fixed::<&str, &str>([]);
        let from_file = id(&nothing).unwrap();
        let from_env = id(&Env::fixed([(VARIABLE, "the secret in the environment")])).unwrap();
        assert_ne!(from_file, from_env);
        assert!(key(&Config::default(), folder.path(), &nothing).unwrap().is_none());
        let bad = id(&Env::fixed([(VARIABLE, "short")])).unwrap_err();
        assert_eq!(bad.code(), "evidence/key");
        assert!(!fault::line(&bad).contains("short\""));
    }
}

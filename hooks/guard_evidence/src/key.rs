//! The file of the key that vouches for entries (`evidence.key_file`).

use hook::{Call, Failure, Target};
use memchr::memmem;
use std::{cell::OnceCell, path::PathBuf};
use store::{Config, Source};

/// Finds it out when it is first asked for: most projects have none.
pub(crate) struct Key<'a, 'c> {
    call: &'a Call<'c>,
    found: OnceCell<Result<Option<PathBuf>, Failure>>,
}

impl<'a, 'c> Key<'a, 'c> {
    pub(crate) fn of(call: &'a Call<'c>) -> Self {
        Self { call, found: OnceCell::new() }
    }

    /// Whether a file is the key.
    pub(crate) fn is(&self, target: &Target) -> Result<bool, Failure> {
        // A configuration that cannot be understood can still be read and mended.
        let is_config = target.name() == "_config.json";
        Ok(!is_config && self.file()?.is_some_and(|key| key == target.path()))
    }

    /// The key's file.
    pub(crate) fn file(&self) -> Result<Option<&PathBuf>, Failure> {
        match self.found.get_or_init(|| self.look()) {
            Ok(found) => Ok(found.as_ref()),
            Err(Failure::Late) => Err(Failure::Late),
            Err(Failure::Fault(line)) => Err(Failure::Fault(line.clone())),
        }
    }

    fn look(&self) -> Result<Option<PathBuf>, Failure> {
        let (root, env) = (self.call.root(), self.call.env());
        let named = match env.get("PROCTOR_EVIDENCE_KEY_FILE") {
            Some(file) => Some(file),
            None => match Source::open_regular(&root.join("test/_config.json")) {
                Ok(config) if memmem::find(config.bytes(), b"key_file").is_some() => {
                    Config::load(root, env)?.key_file
                }
                Ok(_) | Err(store::Error::NotFound { .. }) => None,
                Err(error) => return Err(error.into()),
            },
        };
        Ok(named.map(|file| self.call.resolve_from(root, &file).path().to_owned()))
    }
}

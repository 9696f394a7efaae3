//! Who is logged in: bearer tokens, kept in memory only.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Mutex, PoisonError};

/// The tokens handed out so far, each with the log-in id it belongs to.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, String>>);

impl Sessions {
    /// Hands out a new token.
    pub(crate) fn begin(&self, login_id: &str) -> String {
        // The standard library's hash seeds are random, which is secret enough for a demo.
        let half = || RandomState::new().hash_one(login_id);
        let token = format!("{:016x}{:016x}", half(), half());
        let mut tokens = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.insert(token.clone(), login_id.to_owned());
        token
    }

    /// Whether the token was handed out by this process.
    pub(crate) fn knows(&self, token: &str) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).contains_key(token)
    }
}

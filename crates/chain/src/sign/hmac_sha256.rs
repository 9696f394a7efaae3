//! HMAC-SHA-256 with a shared secret.

use super::{KeyError, SECRET_MINIMUM, id_of};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// How signatures of this kind begin.
pub(super) const NAME: &str = "hmac-sha256";

/// A shared secret.
#[derive(Clone)]
pub struct HmacKey {
    state: Hmac<Sha256>,
    id: String,
}

impl HmacKey {
    /// Takes the secret's bytes.
    pub(super) fn new(secret: &[u8]) -> Result<Self, KeyError> {
        if secret.len() < SECRET_MINIMUM {
            return Err(KeyError::TooShort);
        }
        let state = Hmac::new_from_slice(secret).map_err(|_| KeyError::TooShort)?;
        Ok(Self { state, id: id_of(secret) })
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn sign(&self, hash: &str) -> String {
        hex::encode(self.state.clone().chain_update(hash).finalize().into_bytes())
    }

    pub(super) fn check(&self, hash: &str, value: &str) -> bool {
        let value = hex::decode(value).unwrap_or_default();
        self.state.clone().chain_update(hash).verify_slice(&value).is_ok()
    }
}

//! Ed25519: a private key signs, everybody with its public half can check.

use super::{KeyError, id_of};
use base64::{Engine, engine::general_purpose::STANDARD};
use ed25519_dalek::{
    Signature, Signer, SigningKey, VerifyingKey,
    pkcs8::{DecodePrivateKey, DecodePublicKey},
};

/// How signatures of this kind begin.
pub(super) const NAME: &str = "ed25519";

/// The private half.
pub struct PrivateKey(SigningKey);

/// The public half.
#[derive(Clone)]
pub struct PublicKey {
    key: VerifyingKey,
    id: String,
}

impl PrivateKey {
    pub(super) fn from_pem(text: &str) -> Result<Self, KeyError> {
        SigningKey::from_pkcs8_pem(text).map(Self).map_err(|_| KeyError::NotEd25519)
    }

    /// The 32-byte seed as hex digits.
    pub(super) fn from_hex(text: &str) -> Result<Self, KeyError> {
        Ok(Self(SigningKey::from_bytes(&bytes(text)?)))
    }

    pub(super) fn public(&self) -> PublicKey {
        PublicKey::new(self.0.verifying_key())
    }

    pub(super) fn sign(&self, hash: &str) -> String {
        STANDARD.encode(self.0.sign(hash.as_bytes()).to_bytes())
    }
}

impl PublicKey {
    fn new(key: VerifyingKey) -> Self {
        let id = id_of(key.as_bytes());
        Self { key, id }
    }

    pub(super) fn from_pem(text: &str) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_public_key_pem(text).map_err(|_| KeyError::NotEd25519)?;
        Ok(Self::new(key))
    }

    pub(super) fn from_hex(text: &str) -> Result<Self, KeyError> {
        let key = VerifyingKey::from_bytes(&bytes(text)?).map_err(|_| KeyError::NotEd25519)?;
        Ok(Self::new(key))
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn check(&self, hash: &str, value: &str) -> bool {
        signature(value).is_some_and(|sig| self.key.verify_strict(hash.as_bytes(), &sig).is_ok())
    }
}

/// True for base64 of 64 bytes.
pub(super) fn is_value(value: &str) -> bool {
    signature(value).is_some()
}

fn signature(value: &str) -> Option<Signature> {
    Signature::from_slice(&STANDARD.decode(value).ok()?).ok()
}

fn bytes(text: &str) -> Result<[u8; 32], KeyError> {
    let mut bytes = [0; 32];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| KeyError::NotHex)?;
    Ok(bytes)
}

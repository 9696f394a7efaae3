//! Signatures over an entry's hash: who vouches for it.
//!
//! A signature is text: `hmac-sha256:{id}:{hex}` or `ed25519:{id}:{base64}`, over the 64 hex digits
//! of the hash. The id is the first 16 hex digits of SHA-256 of the key (of the public key for
//! Ed25519), so that a reader sees which key is meant. Keys come as text and stay in memory.

mod ed25519;
mod hmac_sha256;

use hmac_sha256::HmacKey;
use sha2::{Digest, Sha256};

/// Shortest shared secret that is taken.
pub const SECRET_MINIMUM: usize = 16;

/// A key that can sign. It prints as its id.
pub enum SigningKey {
    /// A shared secret.
    Hmac(HmacKey),
    /// A private Ed25519 key.
    Ed25519(ed25519::PrivateKey),
}

/// A key that can check signatures. It prints as its id.
#[derive(Clone)]
pub enum VerifyingKey {
    /// A shared secret.
    Hmac(HmacKey),
    /// A public Ed25519 key.
    Ed25519(ed25519::PublicKey),
}

/// A key as its owner keeps it.
#[derive(Debug)]
pub enum Key {
    /// A shared secret or a private key: signs and checks.
    Signing(SigningKey),
    /// A public key: checks only.
    Verifying(VerifyingKey),
}

/// Why a text is not a key. The text itself is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing but blanks.
    #[error("the key is empty")]
    Empty,
    /// A shared secret that can be guessed.
    #[error("a shared secret needs at least {SECRET_MINIMUM} bytes")]
    TooShort,
    /// A PEM block that is not an Ed25519 key in PKCS#8 (or its public half).
    #[error("the PEM block is not an Ed25519 key")]
    NotEd25519,
    /// `ed25519:` or `ed25519-public:` without 64 hex digits behind it.
    #[error("an Ed25519 key as hex has 64 digits")]
    NotHex,
}

impl Key {
    /// Reads a key from its text: a PKCS#8 PEM block (`openssl genpkey -algorithm ed25519`), its
    /// public half (`openssl pkey -pubout`), `ed25519:` or `ed25519-public:` with 64 hex digits;
    /// anything else is a shared secret, taken as its bytes without line breaks at the end.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        let text = text.trim_end_matches(['\r', '\n']);
        let plain = text.trim();
        if plain.is_empty() {
            return Err(KeyError::Empty);
        }
        if plain.starts_with("-----BEGIN PUBLIC KEY-----") {
            return ed25519::PublicKey::from_pem(plain)
                .map(VerifyingKey::Ed25519)
                .map(Key::Verifying);
        }
        if plain.starts_with("-----BEGIN ") {
            return ed25519::PrivateKey::from_pem(plain).map(SigningKey::Ed25519).map(Key::Signing);
        }
        if let Some(hex) = plain.strip_prefix("ed25519-public:") {
            return ed25519::PublicKey::from_hex(hex)
                .map(VerifyingKey::Ed25519)
                .map(Key::Verifying);
        }
        if let Some(hex) = plain.strip_prefix("ed25519:") {
            return ed25519::PrivateKey::from_hex(hex).map(SigningKey::Ed25519).map(Key::Signing);
        }
        HmacKey::new(text.as_bytes()).map(SigningKey::Hmac).map(Key::Signing)
    }

    /// The key to check signatures with.
    pub fn verifying(&self) -> VerifyingKey {
        match self {
            Self::Signing(key) => key.verifying(),
            Self::Verifying(key) => key.clone(),
        }
    }

    /// The key to sign with, when this one can.
    pub fn signing(&self) -> Option<&SigningKey> {
        match self {
            Self::Signing(key) => Some(key),
            Self::Verifying(_) => None,
        }
    }
}

impl SigningKey {
    /// The signature over an entry's hash.
    pub fn sign(&self, hash: &str) -> String {
        match self {
            Self::Hmac(key) => format!("{}:{}:{}", hmac_sha256::NAME, key.id(), key.sign(hash)),
            Self::Ed25519(key) => {
                format!("{}:{}:{}", ed25519::NAME, key.public().id(), key.sign(hash))
            }
        }
    }

    /// The key that checks what this one signs.
    pub fn verifying(&self) -> VerifyingKey {
        match self {
            Self::Hmac(key) => VerifyingKey::Hmac(key.clone()),
            Self::Ed25519(key) => VerifyingKey::Ed25519(key.public()),
        }
    }
}

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.verifying().fmt(f)
    }
}

/// What is wrong with a signature.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// There is none.
    #[error("it carries no signature")]
    Unsigned,
    /// It is not of either form.
    #[error("its signature is not of the form `method:id:value`")]
    Malformed,
    /// Another key made it, or says it did.
    #[error("it was signed with key {id}, not with {wanted}")]
    OtherKey {
        /// Method and id in the signature.
        id: String,
        /// Method and id of the key at hand.
        wanted: String,
    },
    /// The key at hand did not make it over this hash.
    #[error("its signature does not fit its hash")]
    Wrong,
}

impl VerifyingKey {
    /// Checks the signature of an entry with this hash.
    pub fn check(&self, hash: &str, sig: Option<&str>) -> Result<(), Flaw> {
        let sig = sig.ok_or(Flaw::Unsigned)?;
        let (id, value) = split(sig).ok_or(Flaw::Malformed)?;
        if id != self.id() {
            return Err(Flaw::OtherKey { id: id.into(), wanted: self.id() });
        }
        let fits = match self {
            Self::Hmac(key) => key.check(hash, value),
            Self::Ed25519(key) => key.check(hash, value),
        };
        if fits { Ok(()) } else { Err(Flaw::Wrong) }
    }

    /// Method and id: `ed25519:0123456789abcdef`.
    pub fn id(&self) -> String {
        match self {
            Self::Hmac(key) => format!("{}:{}", hmac_sha256::NAME, key.id()),
            Self::Ed25519(key) => format!("{}:{}", ed25519::NAME, key.id()),
        }
    }
}

impl std::fmt::Debug for VerifyingKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.id())
    }
}

/// True for text that has the form of a signature, whoever made it.
pub fn is_well_formed(sig: &str) -> bool {
    split(sig).is_some()
}

/// Method with id, and value, when all three parts have their form.
fn split(sig: &str) -> Option<(&str, &str)> {
    let (id, value) = sig.rsplit_once(':')?;
    let (method, digits) = id.split_once(':')?;
    let value_fits = match method {
        hmac_sha256::NAME => is_lower_hex(value, 64),
        ed25519::NAME => ed25519::is_value(value),
        _ => false,
    };
    (value_fits && is_lower_hex(digits, 16)).then_some((id, value))
}

fn is_lower_hex(text: &str, digits: usize) -> bool {
    text.len() == digits && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The first 16 hex digits of SHA-256 of a key.
fn id_of(key: &[u8]) -> String {
    let mut id = hex::encode(Sha256::digest(key));
    id.truncate(16);
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    // The first key pair of RFC 8032, section 7.1, as `openssl pkey` writes it.
    const PRIVATE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
    const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n";
    const HASH: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    fn key(text: &str) -> Key {
        Key::parse(text).unwrap()
    }

    fn sign(text: &str) -> String {
        key(text).signing().unwrap().sign(HASH)
    }

    #[test]
    fn signatures_are_those_of_openssl() {
        // printf %s $HASH | openssl dgst -sha256 -hmac 'sixteen bytes at least'
        assert_eq!(
            sign("sixteen bytes at least\n"),
            "hmac-sha256:d7a2ae7e41225372:1d55c7d22680f2b4bbb631dab78bb7fc31529969684b1f336fe33632ec890b87"
        );
        // printf %s $HASH > hash; openssl pkeyutl -sign -inkey key.pem -rawin -in hash | base64 -w0
        assert_eq!(
            sign(PRIVATE),
            "ed25519:21fe31dfa154a261:usy6OtN7DJVxDp22u0QrNXz047tU/JaHaBPLvLIBWOQZPuNSBt1YTmAa+rudvWSDTqGtYBIk8TcFXOQNxIr1CQ=="
        );
    }

    #[test]
    fn every_spelling_of_a_key_is_the_same_key() {
        let signature = sign(PRIVATE);
        for text in [
            PRIVATE,
            PUBLIC,
            "ed25519:9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "ed25519-public:d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        ] {
            assert_eq!(key(text).verifying().check(HASH, Some(&signature)), Ok(()), "{text}");
        }
        assert!(key(PUBLIC).signing().is_none());
    }

    #[test]
    fn a_text_that_is_no_key_is_refused_without_being_repeated() {
        let check = |text: &str, expected| assert_eq!(Key::parse(text).unwrap_err(), expected);
        check(" \n", KeyError::Empty);
        check("short", KeyError::TooShort);
        check("ed25519:12", KeyError::NotHex);
        check("ed25519-public:zz", KeyError::NotHex);
        check(
            "-----BEGIN RSA PRIVATE KEY-----\nMIIB\n-----END RSA PRIVATE KEY-----",
            KeyError::NotEd25519,
        );
        check("-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----", KeyError::NotEd25519);
        assert!(!format!("{:?}", key("sixteen bytes at least")).contains("sixteen"));
    }

    #[test]
    fn flaws_are_told_apart() {
        let shared = key("sixteen bytes at least").verifying();
        let signature = sign("sixteen bytes at least");
        let check = |sig: Option<&str>, expected| assert_eq!(shared.check(HASH, sig), expected);
        check(Some(&signature), Ok(()));
        check(None, Err(Flaw::Unsigned));
        check(Some("hmac-sha256:12:34"), Err(Flaw::Malformed));
        check(Some(&signature.to_uppercase()), Err(Flaw::Malformed));
        let last = if signature.ends_with('0') { "1" } else { "0" };
        check(Some(&format!("{}{last}", &signature[..signature.len() - 1])), Err(Flaw::Wrong));
        let other = sign("another key, long enough");
        assert!(matches!(shared.check(HASH, Some(&other)), Err(Flaw::OtherKey { .. })));
        assert!(matches!(shared.check(HASH, Some(&sign(PRIVATE))), Err(Flaw::OtherKey { .. })));
        assert_eq!(shared.check("another hash", Some(&signature)), Err(Flaw::Wrong));
    }
}

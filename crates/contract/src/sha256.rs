//! SHA-256 as the contract writes it: 64 lower-case hex digits.

use sha2::{Digest, Sha256};

/// The hash of bytes.
pub fn of(bytes: impl AsRef<[u8]>) -> String {
    digits(Sha256::digest(bytes))
}

/// A hash that was taken piece by piece.
pub fn digits(hash: impl AsRef<[u8]>) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let hash = hash.as_ref();
    let mut text = String::with_capacity(2 * hash.len());
    for byte in hash {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 0xf)]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_has_64_digits() {
        // printf abc | sha256sum
        assert_eq!(of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}

//! What identifies a row: the values of its key columns, compared by value and not by JSON type.
//!
//! `1`, `1.0` and `"1"` are one key, for drivers disagree on the JSON type of a column. A string that
//! is not the plain spelling of a number stays text, so that `"1.10"` and `"1.1"` are two versions,
//! and `"007"` is not 7.

use crate::layout::{Layout, decode};
use contract::{
    Json, Number,
    json::{self, Cursor},
};
use std::borrow::Cow;
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Reads the key's columns of one row after the other.
pub(crate) struct KeyReader<'k, 'a> {
    columns: &'k [String],
    layout: Layout<'a>,
    known: u64,
    positions: Vec<Option<usize>>,
}

impl<'k, 'a> KeyReader<'k, 'a> {
    pub(crate) fn new(columns: &'k [String]) -> Self {
        Self { columns, layout: Layout::new(), known: 0, positions: Vec::new() }
    }

    /// The raw values of the key's columns in a checked row; `None` for one that is missing.
    pub(crate) fn read(&mut self, row: &'a [u8]) -> impl Iterator<Item = Option<&'a [u8]>> {
        let read = self.layout.read(&mut Cursor::new(row));
        debug_assert!(read.is_ok(), "rows are checked when they are read");
        if self.layout.version() != self.known {
            self.known = self.layout.version();
            self.positions = self.columns.iter().map(|name| self.layout.position(name)).collect();
        }
        self.positions.iter().map(|at| at.map(|at| self.layout.value(at)))
    }
}

/// A key value in the one form in which equal keys are equal.
#[derive(PartialEq, Eq)]
enum Canonical<'a> {
    /// A number in its normal text.
    Number(Cow<'a, str>),
    /// Anything else as text; arrays and objects in their canonical text.
    Text(Cow<'a, str>),
}

/// True when the value can be (a part of) a key: anything but null.
#[inline]
pub(crate) fn is_key(raw: &[u8]) -> bool {
    raw.first() != Some(&b'n')
}

/// True when a key that nobody named may have the value: neither null nor an array nor an object.
pub(crate) fn is_plain(raw: &[u8]) -> bool {
    !matches!(raw.first(), Some(b'n' | b'{' | b'['))
}

/// A hash that equal key values share.
#[inline]
pub(crate) fn hash(raw: &[u8]) -> u64 {
    if let Some(plain) = plain(raw) {
        return xxh3_64(plain);
    }
    match canonical(raw) {
        Canonical::Number(text) | Canonical::Text(text) => xxh3_64(text.as_bytes()),
    }
}

/// The hash of a key of several columns, built column by column from 0.
#[inline]
pub(crate) fn chain(hash: u64, next: u64) -> u64 {
    if hash == 0 { next } else { xxh3_64_with_seed(&hash.to_le_bytes(), next) }
}

/// Whether two raw values are the same key.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a == b || canonical(a) == canonical(b)
}

/// The value for people: a string's content, else the text as written.
pub(crate) fn text(raw: &[u8]) -> Cow<'_, str> {
    match inner(raw) {
        Some(inner) => decode(inner),
        None => String::from_utf8_lossy(raw),
    }
}

/// The bytes that stand for the value where no decoding is needed to tell: whole numbers of up to 18
/// digits, and strings that have neither an escape nor the look of a number.
#[inline]
fn plain(raw: &[u8]) -> Option<&[u8]> {
    match raw.first()? {
        b'"' => {
            let inner = inner(raw)?;
            let is_plain =
                is_short_integer(inner) || !looks_numeric(inner) && !inner.contains(&b'\\');
            is_plain.then_some(inner)
        }
        b'-' | b'0'..=b'9' => is_short_integer(raw).then_some(raw),
        b't' | b'f' => Some(raw),
        _ => None,
    }
}

/// Whether the text is a whole number in its normal form, short enough to be sure at a glance.
#[inline]
fn is_short_integer(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    match digits {
        [b'0'] => text.len() == 1,
        [b'1'..=b'9', rest @ ..] => rest.len() < 18 && rest.iter().all(u8::is_ascii_digit),
        _ => false,
    }
}

/// Whether the text has only characters that numbers have.
#[inline]
fn looks_numeric(text: &[u8]) -> bool {
    text.iter().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E'))
}

fn inner(raw: &[u8]) -> Option<&[u8]> {
    raw.strip_prefix(b"\"")?.strip_suffix(b"\"")
}

fn canonical(raw: &[u8]) -> Canonical<'_> {
    if let Some(inner) = inner(raw) {
        let text = decode(inner);
        return match Number::new(&text).filter(|_| is_plain_spelling(&text)) {
            Some(number) => Canonical::Number(number.normalised().into()),
            None => Canonical::Text(text),
        };
    }
    let text = String::from_utf8_lossy(raw);
    match json::parse(&text) {
        Ok(Json::Number(number)) => Canonical::Number(number.normalised().into()),
        Ok(value) => Canonical::Text(json::canonical(&value).into()),
        Err(_) => Canonical::Text(text),
    }
}

/// A number's text without exponent, superfluous zeros or a sign on zero: only such a string means
/// the number and nothing else.
fn is_plain_spelling(text: &str) -> bool {
    let bytes = text.as_bytes();
    let idle_end = bytes.contains(&b'.') && bytes.ends_with(b"0");
    !idle_end && text != "-0" && !bytes.iter().any(|b| matches!(b, b'e' | b'E'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, expected: bool) {
        assert_eq!(same(a.as_bytes(), b.as_bytes()), expected, "{a} and {b}");
        if expected {
            assert_eq!(hash(a.as_bytes()), hash(b.as_bytes()), "{a} and {b}");
        } else {
            assert_ne!(hash(a.as_bytes()), hash(b.as_bytes()), "{a} and {b}");
        }
    }

    #[test]
    fn the_same_value_of_another_type_is_the_same_key() {
        check("1", "\"1\"", true);
        check("1.0", "\"1\"", true);
        check("1e3", "\"1000\"", true);
        check("10.50", "\"10.5\"", true);
        check("1000000000000000000000000", "\"1000000000000000000000000\"", true);
        check("1234567890123456789", "\"1234567890123456789\"", true);
        check("-7", "\"-7\"", true);
        check("true", "\"true\"", true);
        check(r#""\u0041""#, "\"A\"", true);
        check(r#""1\u0030""#, "10", true);
        check(r#""\u0031""#, "1", true);
        check(r#"{"b":1,"a":2}"#, r#"{"a":2.0, "b":1}"#, true);
    }

    #[test]
    fn other_values_are_other_keys() {
        check("1", "true", false);
        check("\"007\"", "7", false);
        check("\"1.10\"", "\"1.1\"", false);
        check("\"1e3\"", "\"1000\"", false);
        check("9007199254740993", "9007199254740992", false);
        check("\"a\"", "\"A\"", false);
        check("\"2026-01-01\"", "\"2026-01-02\"", false);
        check(r#""1\u0030""#, "1", false);
    }

    #[test]
    fn null_is_no_key() {
        assert!(!is_key(b"null"));
        assert!(is_key(b"\"null\""));
    }
}

//! A look at a ledger line that costs next to nothing: whose it is, and how it hangs in the chain.
//!
//! A ledger has one line for everything that was ever recorded; a reader that asks for a few test
//! cases must not parse the rest. What is seen here is believed only of lines that are then read
//! in full, or as a neighbour's hash that the other side confirms.

use memchr::{memchr, memmem};

/// Length of a hash.
const DIGITS: usize = 64;

/// Bytes at the end of a line that hold its links, a signature included.
pub(crate) const TAIL: usize = 384;

/// What the front of a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance<'a> {
    pub(crate) seq: u64,
    pub(crate) tc_id: Option<&'a str>,
}

/// What the end of a line shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Links<'a> {
    pub(crate) prev: Option<&'a str>,
    pub(crate) hash: &'a str,
}

/// Looks at the front of a line that is laid out as [`crate::LEDGER`] says; `None` for any other.
pub(crate) fn glance(line: &[u8]) -> Option<Glance<'_>> {
    let rest = line.strip_prefix(b"{\"seq\":")?;
    let digits = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    let (seq, rest) = rest.split_at(digits);
    let rest = after_string(rest.strip_prefix(b",\"at\":")?)?;
    let rest = after_string(rest.strip_prefix(b",\"tool\":")?)?;
    let rest = after_string(rest.strip_prefix(b",\"version\":")?)?;
    let rest = rest.strip_prefix(b",\"tc_id\":")?;
    let tc_id = match rest.strip_prefix(b"\"") {
        Some(text) => Some(std::str::from_utf8(&text[..memchr(b'"', text)?]).ok()?),
        None => None,
    };
    Some(Glance { seq: number(seq)?, tc_id })
}

fn number(digits: &[u8]) -> Option<u64> {
    let add = |sum: u64, digit: &u8| sum.checked_mul(10)?.checked_add(u64::from(digit - b'0'));
    digits.iter().try_fold(0, add).filter(|_| !digits.is_empty())
}

/// What follows a string without escapes.
fn after_string(text: &[u8]) -> Option<&[u8]> {
    let text = text.strip_prefix(b"\"")?;
    Some(&text[memchr(b'"', text)? + 1..])
}

/// `prev` and `hash` of a line, of which the last [`TAIL`] bytes are enough.
pub(crate) fn links(line: &[u8]) -> Option<Links<'_>> {
    const HASH: &[u8] = b",\"hash\":\"";
    let unsigned = line.len().checked_sub(HASH.len() + DIGITS + 2)?;
    let at = if line[unsigned..].starts_with(HASH) { unsigned } else { memmem::rfind(line, HASH)? };
    let from = at + HASH.len();
    let hash = std::str::from_utf8(line.get(from..from + DIGITS)?).ok()?;
    let before = &line[..at];
    if before.ends_with(b"\"prev\":null") {
        return Some(Links { prev: None, hash });
    }
    let quoted = before.strip_suffix(b"\"")?;
    let (front, prev) = quoted.split_at_checked(quoted.len().checked_sub(DIGITS)?)?;
    let prev = Some(std::str::from_utf8(prev).ok()?);
    front.ends_with(b"\"prev\":\"").then_some(Links { prev, hash })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::LEDGER;
    use chain::sign::Key;
    use contract::{Object, json::parse};

    fn members(tc_id: &str) -> Object {
        let text = format!(
            r#"{{"at":"2026-01-01T00:00:00.000+00:00","tool":"t","version":"1","tc_id":{tc_id},
                "inputs":[],"output":null,"claim":{{"note":",\"hash\":\"x"}}}}"#
        );
        parse(&text).unwrap().as_object().unwrap().clone()
    }

    #[test]
    fn a_glance_sees_what_stands_there() {
        let shared = Key::parse("sixteen bytes at least").unwrap();
        let private = Key::parse(&format!("ed25519:{}", "9d".repeat(32))).unwrap();
        for key in [None, shared.signing(), private.signing()] {
            let first = LEDGER.next(None, members("null"), key).unwrap();
            let second = LEDGER.next(Some(&first.head), members("\"TC-1\""), key).unwrap();
            let line = first.line.as_bytes();
            assert_eq!(glance(line), Some(Glance { seq: 1, tc_id: None }));
            let expected = Links { prev: None, hash: &first.head.hash };
            assert_eq!(links(line), Some(expected));
            let line = second.line.as_bytes();
            assert_eq!(glance(line), Some(Glance { seq: 2, tc_id: Some("TC-1") }));
            let expected = Links { prev: Some(&first.head.hash), hash: &second.head.hash };
            assert_eq!(links(line), Some(expected));
            assert_eq!(links(&line[line.len().saturating_sub(TAIL)..]), Some(expected));
        }
    }

    #[test]
    fn any_other_line_is_passed_over() {
        for line in [
            "",
            "{}",
            "{\"seq\":1,\"hash\":\"h\"}",
            "\"prev\":null,\"hash\":\"h\"}",
            "{\"seq\":1,\"at\":\"",
        ] {
            assert_eq!(glance(line.as_bytes()), None, "{line}");
            assert_eq!(links(line.as_bytes()), None, "{line}");
        }
    }
}

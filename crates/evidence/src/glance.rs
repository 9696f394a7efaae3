//! A look at a ledger line that costs next to nothing: whose it is, and how it hangs in the chain.
//!
//! A ledger has one line for everything that was ever recorded; a reader that asks for a few test
//! cases must not parse the rest. What is seen here is believed only of lines that are then read
//! in full, or as a neighbour's hash that the other side confirms.

use memchr::memmem;

/// Length of a hash.
const DIGITS: usize = 64;

/// What a glance shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Glance<'a> {
    pub(crate) seq: u64,
    pub(crate) tool: &'a str,
    pub(crate) tc_id: Option<&'a str>,
    pub(crate) prev: Option<&'a str>,
    pub(crate) hash: &'a str,
}

/// Looks at a line that is laid out as [`crate::LEDGER`] says; `None` for any other.
pub(crate) fn glance(line: &[u8]) -> Option<Glance<'_>> {
    let mut front = Front(line.strip_prefix(b"{\"seq\":")?);
    let seq = front.until(b",\"at\":\"")?.parse().ok()?;
    front.until(b"\",\"tool\":\"")?;
    let tool = front.until(b"\",\"version\":\"")?;
    front.until(b"\",\"tc_id\":")?;
    let tc_id = match front.0.strip_prefix(b"\"") {
        Some(rest) => Some(Front(rest).until(b"\",\"inputs\":")?),
        None => None,
    };
    let (prev, hash) = links(line)?;
    Some(Glance { seq, tool, tc_id, prev, hash })
}

/// `prev` and `hash`, found from the end.
fn links(line: &[u8]) -> Option<(Option<&str>, &str)> {
    const HASH: &[u8] = b",\"hash\":\"";
    let unsigned = line.len().checked_sub(HASH.len() + DIGITS + 2)?;
    let at = if line[unsigned..].starts_with(HASH) { unsigned } else { memmem::rfind(line, HASH)? };
    let from = at + HASH.len();
    let hash = std::str::from_utf8(line.get(from..from + DIGITS)?).ok()?;
    let before = &line[..at];
    if before.ends_with(b"\"prev\":null") {
        return Some((None, hash));
    }
    let quoted = before.strip_suffix(b"\"")?;
    let (front, prev) = quoted.split_at_checked(quoted.len().checked_sub(DIGITS)?)?;
    let prev = std::str::from_utf8(prev).ok()?;
    front.ends_with(b"\"prev\":\"").then_some((Some(prev), hash))
}

/// What of a line has not been looked at.
struct Front<'a>(&'a [u8]);

impl<'a> Front<'a> {
    /// What stands before a text, which is passed over.
    fn until(&mut self, text: &[u8]) -> Option<&'a str> {
        let at = memmem::find(self.0, text)?;
        let found = std::str::from_utf8(&self.0[..at]).ok()?;
        self.0 = &self.0[at + text.len()..];
        Some(found)
    }
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
        let key = Key::parse("sixteen bytes at least").unwrap();
        for key in [None, key.signing()] {
            let first = LEDGER.next(None, members("null"), key).unwrap();
            let second = LEDGER.next(Some(&first.head), members("\"TC-1\""), key).unwrap();
            let hash = first.head.hash.as_str();
            let expected = Glance { seq: 1, tool: "t", tc_id: None, prev: None, hash };
            assert_eq!(glance(first.line.as_bytes()), Some(expected));
            let expected = Glance {
                seq: 2,
                tc_id: Some("TC-1"),
                prev: Some(hash),
                hash: &second.head.hash,
                ..expected
            };
            assert_eq!(glance(second.line.as_bytes()), Some(expected));
        }
    }

    #[test]
    fn any_other_line_is_passed_over() {
        for line in ["", "{}", "{\"seq\":1,\"hash\":\"h\"}", "\"prev\":null,\"hash\":\"h\"}"] {
            assert_eq!(glance(line.as_bytes()), None, "{line}");
        }
    }
}

//! The one byte form of a value that hashes are taken over (evidence.md).
//!
//! RFC 8785 (members sorted by UTF-16 code units, minimal escapes, no blanks), except that a number
//! is written as its exact normalised decimal: for the integers below 2^53 that ledger entries hold
//! the two are the same, and for all others nothing is rounded.

use super::{Json, text::write_string};
use crate::sha256;

/// The canonical text of a value.
pub fn canonical(value: &Json) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

/// SHA-256 of the canonical text, as 64 lower-case hex digits.
pub fn canonical_sha256(value: &Json) -> String {
    sha256::of(canonical(value))
}

fn write(value: &Json, out: &mut String) {
    match value {
        Json::Number(number) => out.push_str(&number.normalised()),
        Json::String(text) => write_string(text, out),
        Json::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(element, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            let mut sorted: Vec<_> = members.iter().collect();
            sorted.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
            out.push('{');
            for (index, (name, member)) in sorted.into_iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write(member, out);
            }
            out.push('}');
        }
        plain @ (Json::Null | Json::Bool(_)) => out.push_str(&plain.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn one_form_a_value() {
        let a = parse(r#"{ "b": [1.0, 0.10], "a": "\u00e9" }"#).unwrap();
        let b = parse(r#"{"a":"é","b":[1,1e-1]}"#).unwrap();
        assert_eq!(canonical(&a), r#"{"a":"é","b":[1,0.1]}"#);
        assert_eq!(canonical_sha256(&a), canonical_sha256(&b));
    }

    #[test]
    fn members_sort_by_utf16_units() {
        // U+FB33 sorts behind U+1F600, whose first unit is 0xD83D (the example of RFC 8785).
        let value = parse("{\"\u{fb33}\":1,\"\u{1f600}\":2}").unwrap();
        assert_eq!(canonical(&value), "{\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }
}

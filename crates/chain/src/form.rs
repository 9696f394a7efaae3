//! Which members of an entry make it a link of a chain, and the two texts of an entry.

use contract::json::{Json, Object, canonical, canonical_sha256, write_string};

/// Where a chain ends: the number and the hash of its last entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// Number of the entry, from 1.
    pub seq: u64,
    /// The entry's own hash: 64 lower-case hex digits.
    pub hash: String,
}

/// The names of the members that link entries, and the order in which a line is written.
#[derive(Clone, Copy, Debug)]
pub struct Form {
    /// The entry's number.
    pub seq: &'static str,
    /// The hash of the entry before, or null.
    pub prev: &'static str,
    /// The entry's own hash.
    pub hash: &'static str,
    /// The signature over the hash; null or absent when there is none.
    pub sig: &'static str,
    /// All members in the order of a written line. Members that are not named here follow, sorted.
    pub order: &'static [&'static str],
}

impl Form {
    /// The hash of an entry: SHA-256 of its canonical form without hash and signature.
    pub fn digest(&self, entry: &Object) -> String {
        let covered: Object = entry
            .iter()
            .filter(|(name, _)| self.is_covered(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        canonical_sha256(&Json::Object(covered))
    }

    /// The one way in which an entry is written: members in the form's order, each value canonical,
    /// no blanks, no line break. Any other bytes are not what a program wrote.
    pub fn line(&self, entry: &Object) -> String {
        let mut members: Vec<_> = entry.iter().collect();
        members.sort_by(|(a, _), (b, _)| self.compare(a, b));
        let mut line = String::from("{");
        for (index, (name, value)) in members.into_iter().enumerate() {
            if index > 0 {
                line.push(',');
            }
            write_string(name, &mut line);
            line.push(':');
            line.push_str(&canonical(value));
        }
        line.push('}');
        line
    }

    /// True when the entry's hash is taken over this member.
    pub(crate) fn is_covered(&self, name: &str) -> bool {
        name != self.hash && name != self.sig
    }

    /// The order of two members in a written line.
    pub(crate) fn compare(&self, a: &str, b: &str) -> std::cmp::Ordering {
        let rank = |name| self.order.iter().position(|known| *known == name);
        match (rank(a), rank(b)) {
            (Some(a), Some(b)) => a.cmp(&b),
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (None, None) => a.encode_utf16().cmp(b.encode_utf16()),
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use contract::json::parse;

    pub(crate) const FORM: Form = Form {
        seq: "seq",
        prev: "prev",
        hash: "hash",
        sig: "sig",
        order: &["seq", "tool", "claim", "prev", "hash", "sig"],
    };

    fn entry(text: &str) -> Object {
        parse(text).unwrap().as_object().unwrap().clone()
    }

    #[test]
    fn a_line_has_one_order_and_no_blanks() {
        let entry = entry(
            r#"{ "zeta": 1, "hash": "h", "claim": {"b": 1.0, "a": null}, "seq": 1, "alpha": 2 }"#,
        );
        assert_eq!(
            FORM.line(&entry),
            r#"{"seq":1,"claim":{"a":null,"b":1},"hash":"h","alpha":2,"zeta":1}"#
        );
    }

    #[test]
    fn hash_and_signature_are_not_covered() {
        let bare = entry(r#"{"seq":1,"tool":"t"}"#);
        let full = entry(r#"{"tool":"t","sig":"s","hash":"h","seq":1}"#);
        assert_eq!(FORM.digest(&bare), FORM.digest(&full));
        // printf %s '{"seq":1,"tool":"t"}' | sha256sum
        assert_eq!(
            FORM.digest(&bare),
            "781d6751085f2dc71fe7e43bfab43184704d8d8de58126e24f6da02465e8812d"
        );
    }
}

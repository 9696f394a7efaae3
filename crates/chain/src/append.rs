//! Making the entry that follows a head.

use crate::{Form, Head, sign::SigningKey};
use contract::{Json, Object};

/// Integers of an entry are below this (2^53), so that every JSON reader keeps them.
pub(crate) const INTEGER_LIMIT: u64 = 1 << 53;

/// An entry ready to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appended {
    /// The line, without a line break.
    pub line: String,
    /// The chain's head once the line is written.
    pub head: Head,
}

/// Why members cannot become an entry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an entry holds strings, booleans and integers below 2^53 only, not {found}")]
pub struct NotAnEntry {
    /// JSON pointer of the member at fault.
    pub pointer: String,
    /// What stands there.
    pub found: String,
}

impl Form {
    /// Makes the entry that follows `head` (`None`: the first one) out of its other members.
    pub fn next(
        &self,
        head: Option<&Head>,
        mut members: Object,
        key: Option<&SigningKey>,
    ) -> Result<Appended, NotAnEntry> {
        for (name, value) in &members {
            check(value, &step("", name))?;
        }
        let seq = head.map_or(0, |head| head.seq).saturating_add(1);
        members.insert(self.seq.into(), seq.into());
        members.insert(self.prev.into(), head.map(|head| head.hash.clone()).into());
        let hash = self.digest(&members);
        members.insert(self.hash.into(), hash.as_str().into());
        if let Some(key) = key {
            members.insert(self.sig.into(), key.sign(&hash).into());
        }
        Ok(Appended { line: self.line(&members), head: Head { seq, hash } })
    }
}

fn check(value: &Json, pointer: &str) -> Result<(), NotAnEntry> {
    match value {
        Json::Number(number) => {
            let text = number.as_str();
            let digits = text.strip_prefix('-').unwrap_or(text);
            let fits = digits.parse::<u64>().is_ok_and(|value| value < INTEGER_LIMIT);
            if fits && text != "-0" {
                return Ok(());
            }
            Err(NotAnEntry { pointer: pointer.into(), found: text.into() })
        }
        Json::Array(elements) => elements
            .iter()
            .enumerate()
            .try_for_each(|(index, element)| check(element, &format!("{pointer}/{index}"))),
        Json::Object(members) => {
            members.iter().try_for_each(|(name, member)| check(member, &step(pointer, name)))
        }
        Json::Null | Json::Bool(_) | Json::String(_) => Ok(()),
    }
}

/// The pointer of a member.
fn step(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{form::tests::FORM, sign::Key};
    use contract::json::parse;

    fn members(text: &str) -> Object {
        parse(text).unwrap().as_object().unwrap().clone()
    }

    #[test]
    fn entries_follow_one_another() {
        let first = FORM.next(None, members(r#"{"tool":"a"}"#), None).unwrap();
        let second = FORM.next(Some(&first.head), members(r#"{"tool":"b"}"#), None).unwrap();
        assert_eq!(second.head.seq, 2);
        let link = FORM.read_line(second.line.as_bytes()).unwrap();
        assert_eq!(link.prev.as_deref(), Some(first.head.hash.as_str()));
        assert!(link.is_sound() && link.as_written && link.sig.is_none());
        assert!(first.line.starts_with(r#"{"seq":1,"tool":"a","prev":null,"hash":""#));
    }

    #[test]
    fn a_key_signs_the_hash() {
        let key = Key::parse("sixteen bytes at least").unwrap();
        let entry = FORM.next(None, members(r#"{"tool":"a"}"#), key.signing()).unwrap();
        let link = FORM.read_line(entry.line.as_bytes()).unwrap();
        assert!(link.is_sound());
        assert_eq!(key.verifying().check(&link.hash, link.sig.as_deref()), Ok(()));
    }

    #[test]
    fn numbers_that_a_reader_may_round_are_refused() {
        let check = |text: &str, pointer: &str| {
            let refused = FORM.next(None, members(text), None).unwrap_err();
            assert_eq!(refused.pointer, pointer, "{text}");
        };
        check(r#"{"claim":{"a/b":[1,0.5]}}"#, "/claim/a~1b/1");
        check(r#"{"claim":9007199254740992}"#, "/claim");
        check(r#"{"claim":1e2}"#, "/claim");
        check(r#"{"claim":-0}"#, "/claim");
        assert!(FORM.next(None, members(r#"{"claim":-9007199254740991}"#), None).is_ok());
    }
}

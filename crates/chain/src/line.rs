//! A written line read back as a link, and a text cut into lines.

use crate::{Form, append::INTEGER_LIMIT, scan};
use contract::json::{Json, Object, SyntaxError, parse_bytes};
use std::borrow::Cow;

/// What a chain needs to know of one entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a> {
    /// The number that the entry gives itself.
    pub seq: u64,
    /// The hash that it says the entry before has.
    pub prev: Option<Cow<'a, str>>,
    /// The hash that it says it has itself.
    pub hash: Cow<'a, str>,
    /// The hash of what it says.
    pub digest: String,
    /// Its signature.
    pub sig: Option<Cow<'a, str>>,
    /// True when its bytes are exactly those that [`Form::line`] writes.
    pub as_written: bool,
}

impl Link<'_> {
    /// True when the entry says what its hash was taken over.
    pub fn is_sound(&self) -> bool {
        self.digest == self.hash
    }
}

/// A line that is not an entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// What the reader stumbled over, as a lower-case fragment.
    pub message: String,
}

impl From<SyntaxError> for Unreadable {
    fn from(error: SyntaxError) -> Self {
        Self { message: error.to_string() }
    }
}

impl Form {
    /// Reads one line (without its line break) and hashes what it says.
    pub fn read_line<'a>(&self, text: &'a [u8]) -> Result<Link<'a>, Unreadable> {
        scan::scan(self, text).map_or_else(|| self.read_any_line(text), Ok)
    }

    /// The long way, for lines that are not exactly as a program writes them.
    pub(crate) fn read_any_line(&self, text: &[u8]) -> Result<Link<'static>, Unreadable> {
        let Json::Object(entry) = parse_bytes(text)? else {
            return Err(Unreadable { message: "it is not an object".into() });
        };
        let mut link = self.link(&entry)?;
        link.as_written = self.line(&entry).as_bytes() == text;
        Ok(link)
    }

    /// The link of an entry that was read by other means. It counts as written as it should be.
    pub fn link(&self, entry: &Object) -> Result<Link<'static>, Unreadable> {
        let wrong = |name, wanted| Unreadable { message: format!("its `{name}` is not {wanted}") };
        let text = |name| match entry.get(name) {
            None | Some(Json::Null) => Ok(None),
            Some(Json::String(text)) => Ok(Some(Cow::Owned(text.clone()))),
            Some(_) => Err(wrong(name, "a string")),
        };
        let seq = entry.get(self.seq).and_then(Json::as_number);
        let seq = seq.and_then(|number| number.as_str().parse().ok());
        Ok(Link {
            seq: seq
                .filter(|seq| *seq < INTEGER_LIMIT)
                .ok_or_else(|| wrong(self.seq, "a whole number"))?,
            prev: text(self.prev)?,
            hash: text(self.hash)?.ok_or_else(|| wrong(self.hash, "there"))?,
            digest: self.digest(entry),
            sig: text(self.sig)?,
            as_written: true,
        })
    }
}

/// A chain's text, cut at its line breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lines<'a> {
    /// The whole lines, without their line breaks.
    pub whole: Vec<&'a [u8]>,
    /// What stands behind the last line break; empty when all was written whole.
    pub tail: &'a [u8],
}

/// Cuts a text into whole lines and what follows the last line break.
pub fn lines(text: &[u8]) -> Lines<'_> {
    let end = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let (whole, tail) = text.split_at(end);
    let whole = whole.strip_suffix(b"\n").map(|text| text.split(|byte| *byte == b'\n').collect());
    Lines { whole: whole.unwrap_or_default(), tail }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::tests::FORM;

    #[test]
    fn a_text_is_cut_at_its_line_breaks() {
        let check = |text: &str, whole: &[&str], tail: &str| {
            let found = lines(text.as_bytes());
            let expected: Vec<_> = whole.iter().map(|line| line.as_bytes()).collect();
            assert_eq!((found.whole, found.tail), (expected, tail.as_bytes()), "{text:?}");
        };
        check("", &[], "");
        check("a", &[], "a");
        check("a\n", &["a"], "");
        check("a\n\nb\nc", &["a", "", "b"], "c");
    }

    #[test]
    fn a_line_that_is_no_entry_says_why() {
        let check = |line: &str, expected: &str| {
            assert_eq!(FORM.read_line(line.as_bytes()).unwrap_err().message, expected, "{line}");
        };
        check("", "the text ends where a value is expected at byte 0");
        check("[]", "it is not an object");
        check("{}", "its `seq` is not a whole number");
        check(r#"{"seq":"1"}"#, "its `seq` is not a whole number");
        check(r#"{"seq":1,"prev":null}"#, "its `hash` is not there");
        check(r#"{"seq":1,"prev":7,"hash":"h"}"#, "its `prev` is not a string");
    }
}

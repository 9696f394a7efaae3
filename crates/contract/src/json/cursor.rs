//! A validating pull parser over bytes: the one reader of JSON text that everything exact uses.
//!
//! It accepts exactly RFC 8259 (with nesting up to [`MAX_DEPTH`]) and hands out spans of the input,
//! so that callers can hash, compare or copy a value without decoding it.

use super::{
    escape::decode,
    nesting::value_end,
    scan::{next_other_than_digit, plain_end, starts_with, string_end},
};
use std::{borrow::Cow, fmt};

/// Deepest nesting of arrays and objects that is accepted.
pub const MAX_DEPTH: usize = 512;

/// What kind of value stands at the cursor, seen from its first byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `{`
    Object,
    /// `[`
    Array,
    /// `"`
    String,
    /// A digit or `-`.
    Number,
    /// `true` or `false`.
    Bool,
    /// `null`
    Null,
}

/// Text that is not JSON: what was expected, and the byte where it was not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Byte offset from the start of the text.
    pub offset: usize,
    /// What is wrong, as a lower-case fragment.
    pub message: &'static str,
}

impl SyntaxError {
    /// Line and column, both from 1, the column in bytes.
    #[expect(clippy::naive_bytecount, reason = "runs once, for an error message")]
    pub fn line_column(&self, text: &[u8]) -> (usize, usize) {
        let before = &text[..self.offset.min(text.len())];
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        (line, before.len() - start + 1)
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.message, self.offset)
    }
}

impl std::error::Error for SyntaxError {}

/// A position in JSON text.
///
/// The text must be UTF-8; the cursor itself looks at ASCII only and never splits a character, so a
/// caller that has checked the encoding (or started from `&str`) may turn every span into `&str`.
#[derive(Clone, Debug)]
pub struct Cursor<'a> {
    text: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    /// Starts at the first byte of `text`.
    pub fn new(text: &'a [u8]) -> Self {
        Self { text, at: 0 }
    }

    /// Starts at byte `at` of `text`.
    pub fn starting_at(text: &'a [u8], at: usize) -> Self {
        Self { text, at }
    }

    /// Byte offset of the next byte.
    pub fn offset(&self) -> usize {
        self.at
    }

    /// The whole text.
    pub fn text(&self) -> &'a [u8] {
        self.text
    }

    /// An error at the present place.
    pub fn error(&self, message: &'static str) -> SyntaxError {
        SyntaxError { offset: self.at, message }
    }

    /// The next byte, if there is one.
    #[inline]
    pub fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }

    /// Moves over blanks, tabs and line breaks.
    #[inline]
    pub fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\r' | b'\t') = self.peek() {
            self.at += 1;
        }
    }

    /// Moves over `byte` when it is next.
    #[inline]
    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    /// Moves over `bytes` when they are next.
    #[inline]
    pub fn eat_all(&mut self, bytes: &[u8]) -> bool {
        let found = starts_with(&self.text[self.at..], bytes);
        self.at += if found { bytes.len() } else { 0 };
        found
    }

    /// Moves over `byte`, or says what was expected.
    #[inline]
    pub fn expect(&mut self, byte: u8, message: &'static str) -> Result<(), SyntaxError> {
        if self.eat(byte) { Ok(()) } else { Err(self.error(message)) }
    }

    /// The kind of the value that starts here (after blanks).
    #[inline]
    pub fn kind(&mut self) -> Result<Kind, SyntaxError> {
        self.skip_space();
        match self.peek() {
            Some(b'{') => Ok(Kind::Object),
            Some(b'[') => Ok(Kind::Array),
            Some(b'"') => Ok(Kind::String),
            Some(b'-' | b'0'..=b'9') => Ok(Kind::Number),
            Some(b't' | b'f') => Ok(Kind::Bool),
            Some(b'n') => Ok(Kind::Null),
            Some(_) => Err(self.error("expected a value")),
            None => Err(self.error("the text ends where a value is expected")),
        }
    }

    /// Enters the object that starts here: true when it has a first member.
    #[inline]
    pub fn enter_object(&mut self) -> Result<bool, SyntaxError> {
        self.skip_space();
        self.expect(b'{', "expected an object")?;
        self.skip_space();
        Ok(!self.eat(b'}'))
    }

    /// Enters the array that starts here: true when it has a first element.
    #[inline]
    pub fn enter_array(&mut self) -> Result<bool, SyntaxError> {
        self.skip_space();
        self.expect(b'[', "expected an array")?;
        self.skip_space();
        Ok(!self.eat(b']'))
    }

    /// Reads a member's name and its colon; gives the raw name without its quotes.
    #[inline]
    pub fn member_name(&mut self) -> Result<&'a [u8], SyntaxError> {
        self.skip_space();
        let name = self.raw_string()?;
        self.skip_space();
        self.expect(b':', "expected `:` after a member's name")?;
        Ok(name)
    }

    /// After a member's value: true when another member follows, false when the object ended.
    #[inline]
    pub fn next_member(&mut self) -> Result<bool, SyntaxError> {
        self.skip_space();
        if self.eat(b',') {
            return Ok(true);
        }
        self.expect(b'}', "expected `,` or `}`")?;
        Ok(false)
    }

    /// After an element: true when another element follows, false when the array ended.
    #[inline]
    pub fn next_element(&mut self) -> Result<bool, SyntaxError> {
        self.skip_space();
        if self.eat(b',') {
            return Ok(true);
        }
        self.expect(b']', "expected `,` or `]`")?;
        Ok(false)
    }

    /// Reads a string; gives what stands between its quotes, escapes checked but not decoded.
    #[inline]
    pub fn raw_string(&mut self) -> Result<&'a [u8], SyntaxError> {
        self.expect(b'"', "expected a string")?;
        let start = self.at;
        self.at = string_end(self.text, start)?;
        Ok(&self.text[start..self.at - 1])
    }

    /// Reads a string that needs no decoding; gives what stands between its quotes.
    #[inline]
    pub fn plain_string(&mut self) -> Option<&'a [u8]> {
        let start = self.at + 1;
        let end = plain_end(self.text, self.at).filter(|_| self.peek() == Some(b'"'))?;
        self.at = end;
        Some(&self.text[start..end - 1])
    }

    /// Reads a string and decodes its escapes; a lone surrogate becomes U+FFFD.
    pub fn string(&mut self) -> Result<Cow<'a, str>, SyntaxError> {
        let start = self.at;
        let raw = self.raw_string()?;
        decode(raw).ok_or(SyntaxError { offset: start, message: "a string that is not UTF-8" })
    }

    /// Reads a number; gives its text.
    #[inline]
    pub fn number(&mut self) -> Result<&'a [u8], SyntaxError> {
        let start = self.at;
        self.eat(b'-');
        if !self.eat(b'0') && self.digits() == 0 {
            return Err(self.error("expected a digit"));
        }
        if self.eat(b'.') && self.digits() == 0 {
            return Err(self.error("expected a digit after the decimal point"));
        }
        if let Some(b'e' | b'E') = self.peek() {
            self.at += 1;
            if !self.eat(b'+') {
                self.eat(b'-');
            }
            if self.digits() == 0 {
                return Err(self.error("expected a digit in the exponent"));
            }
        }
        Ok(&self.text[start..self.at])
    }

    /// Reads `true`, `false` or `null`; gives its text.
    #[inline]
    pub fn literal(&mut self) -> Result<&'a [u8], SyntaxError> {
        let rest = &self.text[self.at..];
        let length = match rest {
            [b't', b'r', b'u', b'e', ..] | [b'n', b'u', b'l', b'l', ..] => 4,
            [b'f', b'a', b'l', b's', b'e', ..] => 5,
            _ => return Err(self.error("expected `true`, `false` or `null`")),
        };
        self.at += length;
        Ok(&rest[..length])
    }

    /// Checks one whole value and gives its text.
    #[inline]
    pub fn value(&mut self) -> Result<&'a [u8], SyntaxError> {
        self.skip_space();
        let start = self.at;
        self.skip_value()?;
        Ok(&self.text[start..self.at])
    }

    /// Checks one whole value and moves behind it.
    #[inline]
    pub fn skip_value(&mut self) -> Result<(), SyntaxError> {
        self.skip_space();
        self.at = match plain_end(self.text, self.at) {
            Some(end) => end,
            None => value_end(self.text, self.at)?,
        };
        Ok(())
    }

    /// Checks that nothing but blanks follows.
    pub fn end(&mut self) -> Result<(), SyntaxError> {
        self.skip_space();
        if self.at == self.text.len() { Ok(()) } else { Err(self.error("text after the value")) }
    }

    #[inline]
    fn digits(&mut self) -> usize {
        let start = self.at;
        self.at = next_other_than_digit(self.text, start);
        self.at - start
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: Result<(), usize>) {
        let mut cursor = Cursor::new(text.as_bytes());
        let outcome = cursor.skip_value().and_then(|()| cursor.end()).map_err(|e| e.offset);
        assert_eq!(outcome, expected, "{text}");
    }

    #[test]
    fn accepts_what_the_standard_accepts() {
        for text in [
            "0",
            "-0.10",
            "1e400",
            "[]",
            "{}",
            r#"{"a":[1,{"b":null}],"c":"\u00e9\n"}"#,
            " [ 1 , 2 ] ",
        ] {
            check(text, Ok(()));
        }
    }

    #[test]
    fn names_the_byte_that_is_wrong() {
        check("", Err(0));
        check("[1,]", Err(3));
        check("01", Err(1));
        check("1.", Err(2));
        check("{\"a\" 1}", Err(5));
        check("\"\u{1}\"", Err(1));
        check(r#""\x""#, Err(2));
        check("nul", Err(0));
        check("[1] 2", Err(4));
        check("{\"a\":1", Err(6));
    }

    #[test]
    fn strings_and_numbers_end_where_they_end() {
        for length in 0..40 {
            let text = "가x".repeat(length);
            let text: String = text.chars().take(length).collect();
            check(&format!("\"{text}\""), Ok(()));
            let quote = text.len() + 1;
            check(&format!("\"{text}\u{1f}\""), Err(quote));
            check(&format!("\"{text}\\q"), Err(quote + 1));
            check(&format!("\"{text}"), Err(quote));
            let digits = "1234567890".repeat(4);
            check(&format!("[{},{}.{0}e-{0}]", &digits[..=length.min(38)], length), Ok(()));
            check(&format!("{}/", &digits[..=length.min(38)]), Err(length.min(38) + 1));
            check(&format!("{}:", &digits[..=length.min(38)]), Err(length.min(38) + 1));
        }
    }

    proptest! {
        #[test]
        fn agrees_with_serde_json_on_any_text(text in r#"[\[\]{}",:0-9eE.+\-tfnulrase\\ \n]{0,24}"#) {
            let theirs = serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok();
            let mut cursor = Cursor::new(text.as_bytes());
            let ours = cursor.skip_value().and_then(|()| cursor.end()).is_ok();
            prop_assert_eq!(ours, theirs, "{}", text);
        }
    }
}

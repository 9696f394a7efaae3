//! A validating pull parser over bytes: the one reader of JSON text that everything exact uses.
//!
//! It accepts exactly RFC 8259 (with nesting up to [`MAX_DEPTH`]) and hands out spans of the input,
//! so that callers can hash, compare or copy a value without decoding it.

use super::scan::{next_other_than_digit, plain_end, starts_with, string_end};
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

/// The end of the value that starts at `at`, whatever it is. Takes and gives places, so that a cursor
/// that goes from value to value need not lie in memory.
#[inline(never)]
fn value_end(text: &[u8], at: usize) -> Result<usize, SyntaxError> {
    let mut cursor = Cursor { text, at };
    let mut open = Nesting::new();
    loop {
        let entered = match cursor.kind()? {
            Kind::Object => {
                let has_member = cursor.enter_object()?;
                if has_member {
                    open.push(true).map_err(|message| cursor.error(message))?;
                    cursor.member_name()?;
                }
                has_member
            }
            Kind::Array => {
                let has_element = cursor.enter_array()?;
                if has_element {
                    open.push(false).map_err(|message| cursor.error(message))?;
                }
                has_element
            }
            Kind::String => cursor.raw_string().map(|_| false)?,
            Kind::Number => cursor.number().map(|_| false)?,
            Kind::Bool | Kind::Null => cursor.literal().map(|_| false)?,
        };
        if !entered && close(&mut cursor, &mut open)? {
            return Ok(cursor.at);
        }
    }
}

/// After a value: closes what ends here; true when nothing is open any more.
#[inline]
fn close(cursor: &mut Cursor<'_>, open: &mut Nesting) -> Result<bool, SyntaxError> {
    while let Some(object) = open.top() {
        if object {
            if cursor.next_member()? {
                cursor.member_name()?;
                return Ok(false);
            }
        } else if cursor.next_element()? {
            return Ok(false);
        }
        open.pop();
    }
    Ok(true)
}

/// Which containers are open: one bit each, set for an object.
struct Nesting {
    depth: usize,
    /// The innermost ones, up to 64.
    bits: u64,
    /// All others, 64 at a time.
    outer: Vec<u64>,
}

impl Nesting {
    #[inline]
    fn new() -> Self {
        Self { depth: 0, bits: 0, outer: Vec::new() }
    }

    #[inline]
    fn push(&mut self, object: bool) -> Result<(), &'static str> {
        if self.depth == MAX_DEPTH {
            return Err("nested more than 512 levels deep");
        }
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.outer.push(self.bits);
        }
        self.bits = self.bits << 1 | u64::from(object);
        self.depth += 1;
        Ok(())
    }

    #[inline]
    fn top(&self) -> Option<bool> {
        (self.depth > 0).then_some(self.bits & 1 == 1)
    }

    #[inline]
    fn pop(&mut self) {
        self.depth -= 1;
        self.bits >>= 1;
        if self.depth.is_multiple_of(64) {
            self.bits = self.outer.pop().unwrap_or_default();
        }
    }
}

/// Decodes what stands between the quotes of a checked string; `None` when it is not UTF-8.
pub(super) fn decode(raw: &[u8]) -> Option<Cow<'_, str>> {
    if !raw.contains(&b'\\') {
        return std::str::from_utf8(raw).ok().map(Cow::Borrowed);
    }
    let text = std::str::from_utf8(raw).ok()?;
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        decoded.push_str(&rest[..at]);
        let escape = rest.as_bytes()[at + 1];
        let mut used = 2;
        match escape {
            b'b' => decoded.push('\u{8}'),
            b'f' => decoded.push('\u{c}'),
            b'n' => decoded.push('\n'),
            b'r' => decoded.push('\r'),
            b't' => decoded.push('\t'),
            b'u' => {
                let (character, length) = unicode_escape(&rest[at..]);
                decoded.push(character);
                used = length;
            }
            other => decoded.push(char::from(other)),
        }
        rest = &rest[at + used..];
    }
    decoded.push_str(rest);
    Some(Cow::Owned(decoded))
}

/// The character of a `\uXXXX` escape (or of a pair of them) and how many bytes it takes.
fn unicode_escape(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        let escape = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(escape, 16).ok()
    };
    let Some(first) = unit(0) else { return (char::REPLACEMENT_CHARACTER, 6) };
    if let (0xD800..=0xDBFF, Some(second @ 0xDC00..=0xDFFF)) = (first, unit(6)) {
        let joined = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
        return (char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER), 12);
    }
    (char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER), 6)
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
    fn nesting_has_a_limit() {
        let deep = |n: usize| "[".repeat(n) + "1" + &"]".repeat(n);
        check(&deep(MAX_DEPTH), Ok(()));
        check(&deep(MAX_DEPTH + 1), Err(MAX_DEPTH + 1));
    }

    #[test]
    fn brackets_of_both_kinds_close_in_order_at_any_depth() {
        for depth in [1, 63, 64, 65, 128, 200, 511] {
            let kinds =
                |at: usize| if at.is_multiple_of(3) { ("{\"a\":", "}") } else { ("[", "]") };
            let open: String = (0..depth).map(|at| kinds(at).0).collect();
            let close: String = (0..depth).rev().map(|at| kinds(at).1).collect();
            check(&format!("{open}[1,2]{close}"), Ok(()));
            let wrong: String = close.replace('}', "]");
            assert!(Cursor::new(format!("{open}1{wrong}").as_bytes()).skip_value().is_err());
        }
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

    #[test]
    fn decodes_escapes_and_mends_lone_surrogates() {
        let decoded = |raw: &str| decode(raw.as_bytes()).unwrap().into_owned();
        assert_eq!(decoded(r"\u0041\ud83d\ude00\/\\"), "A😀/\\");
        assert_eq!(decoded(r"x\ud800y"), "x\u{FFFD}y");
        assert_eq!(decoded(r"\ud800\u0041"), "\u{FFFD}A");
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

//! The inner loops of the cursor: text and place in, place out, eight bytes at a time.

use super::SyntaxError;

/// The end of the value at `at`, when it is a string without escapes, a number without sign and
/// exponent, or a literal; `None` for any other value and for what is wrong.
#[inline]
pub(super) fn plain_end(text: &[u8], at: usize) -> Option<usize> {
    match text.get(at..)? {
        [b'"', ..] => {
            let end = next_special(text, at + 1);
            (text.get(end) == Some(&b'"')).then_some(end + 1)
        }
        [b'1'..=b'9', ..] => plain_number_end(text, next_other_than_digit(text, at + 1)),
        [b't', b'r', b'u', b'e', ..] | [b'n', b'u', b'l', b'l', ..] => Some(at + 4),
        [b'f', b'a', b'l', b's', b'e', ..] => Some(at + 5),
        _ => None,
    }
}

/// The end of a number whose whole part ends at `at`, unless it has an exponent.
#[inline]
fn plain_number_end(text: &[u8], at: usize) -> Option<usize> {
    let mut end = at;
    if text.get(at) == Some(&b'.') {
        end = next_other_than_digit(text, at + 1);
        if end == at + 1 {
            return None;
        }
    }
    (!matches!(text.get(end), Some(b'e' | b'E'))).then_some(end)
}

/// From behind a string's opening quote to behind its closing one; escapes are checked.
#[inline]
pub(super) fn string_end(text: &[u8], at: usize) -> Result<usize, SyntaxError> {
    let end = next_special(text, at);
    if text.get(end) == Some(&b'"') { Ok(end + 1) } else { escaped_string_end(text, end) }
}

/// Goes on at the first byte of a string that is not plain.
#[inline(never)]
fn escaped_string_end(text: &[u8], mut at: usize) -> Result<usize, SyntaxError> {
    loop {
        match text.get(at) {
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = escape_end(text, at)?,
            Some(_) => return Err(wrong(at, "a control character inside a string")),
            None => return Err(wrong(at, "a string that does not end")),
        }
        at = next_special(text, at);
    }
}

/// The end of the escape that starts at `at`.
fn escape_end(text: &[u8], at: usize) -> Result<usize, SyntaxError> {
    match text.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => {
            let hex = text.get(at + 2..at + 6);
            if hex.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit)) {
                Ok(at + 6)
            } else {
                Err(wrong(at + 1, "`\\u` without four hexadecimal digits"))
            }
        }
        _ => Err(wrong(at + 1, "an unknown escape in a string")),
    }
}

fn wrong(offset: usize, message: &'static str) -> SyntaxError {
    SyntaxError { offset, message }
}

/// `text.starts_with(prefix)` without a call, for prefixes that are mostly short.
#[inline]
pub(super) fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    const LONG: usize = 64;
    let Some(text) = text.get(..prefix.len()) else { return false };
    let word = |bytes: &[u8; 8]| u64::from_ne_bytes(*bytes);
    match (text.last_chunk(), prefix.last_chunk()) {
        (Some(text_end), Some(prefix_end)) if prefix.len() < LONG => {
            let words = text.as_chunks().0.iter().zip(prefix.as_chunks().0);
            let mut differences = words.map(|(a, b)| word(a) ^ word(b));
            // The last word overlaps the one before it.
            word(text_end) == word(prefix_end) && differences.all(|bits| bits == 0)
        }
        (None, None) => text.iter().eq(prefix),
        _ => text == prefix,
    }
}

/// A byte in each of the eight bytes of a word.
const fn each(byte: u8) -> u64 {
    u64::MAX / 255 * byte as u64
}

/// The first byte from `at` on that `find` marks; it sets the highest bit of such a byte in a word,
/// and may set any bits above it. What is left at the end of the text is shown with zeros behind it.
#[inline]
fn first_marked(text: &[u8], mut at: usize, find: impl Fn(u64) -> u64) -> usize {
    let first = |marks: u64| (marks.trailing_zeros() / 8) as usize;
    while let Some(chunk) = text.get(at..).and_then(<[u8]>::first_chunk) {
        let marks = find(u64::from_le_bytes(*chunk)) & each(0x80);
        if marks != 0 {
            return at + first(marks);
        }
        at += 8;
    }
    let rest = text.get(at..).unwrap_or_default();
    let mut chunk = [0; 8];
    chunk[..rest.len()].copy_from_slice(rest);
    let marks = find(u64::from_le_bytes(chunk)) & each(0x80);
    at + first(marks).min(rest.len())
}

/// The first byte from `at` on that is a quote, a backslash or a control character.
#[inline]
fn next_special(text: &[u8], at: usize) -> usize {
    first_marked(text, at, |word| {
        // "Is any byte less than n" of the well-known bit tricks. With one bit turned over, a quote is
        // next to the control characters.
        let quote_or_control = (word ^ each(2)).wrapping_sub(each(0x21)) & !word;
        quote_or_control | backslashes(word)
    })
}

/// The first backslash from `at` on; the text's length when there is none.
#[inline]
pub(super) fn next_backslash(text: &[u8], at: usize) -> usize {
    first_marked(text, at, backslashes)
}

fn backslashes(word: u64) -> u64 {
    let backslash = word ^ each(b'\\');
    backslash.wrapping_sub(each(1)) & !backslash
}

/// The first byte from `at` on that is no decimal digit.
#[inline]
pub(super) fn next_other_than_digit(text: &[u8], at: usize) -> usize {
    first_marked(text, at, |word| {
        let value = word ^ each(b'0');
        value | value.wrapping_add(each(0x80 - 10))
    })
}

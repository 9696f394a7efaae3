//! What the escapes of a string stand for.

use super::scan::next_backslash;
use std::borrow::Cow;

/// Decodes what stands between the quotes of a checked string; `None` when it is not UTF-8.
pub fn decode(raw: &[u8]) -> Option<Cow<'_, str>> {
    std::str::from_utf8(raw).ok().map(decode_text)
}

/// The same of text: what stands between the quotes of a checked string.
pub fn decode_text(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut at = next_backslash(bytes, 0);
    if at == bytes.len() {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut plain = 0;
    while at < bytes.len() {
        decoded.push_str(&text[plain..at]);
        let mut used = 2;
        match bytes[at + 1] {
            b'b' => decoded.push('\u{8}'),
            b'f' => decoded.push('\u{c}'),
            b'n' => decoded.push('\n'),
            b'r' => decoded.push('\r'),
            b't' => decoded.push('\t'),
            b'u' => {
                let (character, length) = unicode_escape(&text[at..]);
                decoded.push(character);
                used = length;
            }
            other => decoded.push(char::from(other)),
        }
        plain = at + used;
        at = next_backslash(bytes, plain);
    }
    decoded.push_str(&text[plain..]);
    Cow::Owned(decoded)
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

    #[test]
    fn decodes_escapes_and_mends_lone_surrogates() {
        let decoded = |raw: &str| decode(raw.as_bytes()).unwrap().into_owned();
        assert_eq!(decoded(r"\u0041\ud83d\ude00\/\\"), "A😀/\\");
        assert_eq!(decoded(r"x\ud800y"), "x\u{FFFD}y");
        assert_eq!(decoded(r"\ud800\u0041"), "\u{FFFD}A");
    }
}

//! The call as it comes on standard input, and the text in it that no other reader would take.

use contract::hook_event::Event;
use memchr::memmem;

/// Why a call cannot be understood.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    /// Offset of the byte where reading ended, from 0.
    pub(crate) offset: usize,
    /// What was found there.
    pub(crate) message: String,
}

/// Reads a call. Half of a surrogate pair, which the client writes when a text was cut inside a
/// character, becomes U+FFFD; `bytes` are mended in place, so that the call can borrow from them.
pub(crate) fn parse(bytes: &mut [u8]) -> Result<Event<'_>, Unreadable> {
    mend_surrogates(bytes);
    let bytes: &[u8] = bytes;
    let start = bytes.iter().position(|byte| !byte.is_ascii_whitespace());
    // A struct could be read from an array, too.
    if let Some(offset) = start.filter(|at| bytes[*at] != b'{') {
        return Err(Unreadable { offset, message: "expected an object".into() });
    }
    serde_json::from_slice(bytes).map_err(|error| {
        let offset = offset(bytes, error.line(), error.column());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        Unreadable { offset, message }
    })
}

/// The offset of a line and a column, both from 1; a column of 0 is the start of the line.
fn offset(bytes: &[u8], line: usize, column: usize) -> usize {
    let mut breaks = memchr::memchr_iter(b'\n', bytes);
    let start = line.checked_sub(2).and_then(|n| breaks.nth(n)).map_or(0, |at| at + 1);
    (start + column.saturating_sub(1)).min(bytes.len())
}

const REPLACEMENT: &[u8] = b"fffd";

/// Writes U+FFFD over each escape of a surrogate that has no partner. Both have six bytes.
fn mend_surrogates(bytes: &mut [u8]) {
    let mut at = 0;
    while let Some(found) = memmem::find(&bytes[at..], b"\\u") {
        let escape = at + found;
        if is_escaped(&bytes[at..escape]) {
            at = escape + 1;
            continue;
        }
        let code = |from: usize| code_unit(bytes.get(from + 2..from + 6)?);
        let follows = || bytes.get(escape + 6..escape + 8) == Some(b"\\u");
        match code(escape) {
            Some(0xD800..=0xDBFF) if follows() && is_low(code(escape + 6)) => at = escape + 12,
            Some(0xD800..=0xDFFF) => {
                bytes[escape + 2..escape + 6].copy_from_slice(REPLACEMENT);
                at = escape + 6;
            }
            _ => at = escape + 2,
        }
    }
}

fn is_low(code: Option<u16>) -> bool {
    matches!(code, Some(0xDC00..=0xDFFF))
}

/// Whether the backslash that follows `before` is itself escaped.
fn is_escaped(before: &[u8]) -> bool {
    before.iter().rev().take_while(|byte| **byte == b'\\').count() % 2 == 1
}

fn code_unit(digits: &[u8]) -> Option<u16> {
    let text = std::str::from_utf8(digits).ok()?;
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hex.then(|| u16::from_str_radix(text, 16).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The text of `cwd` in a call.
    fn cwd(text: &str) -> String {
        let mut bytes = format!(r#"{{"cwd":"{text}"}}"#).into_bytes();
        parse(&mut bytes).unwrap().cwd.as_text().unwrap().to_owned()
    }

    #[test]
    fn a_surrogate_alone_is_replaced_and_a_pair_is_not() {
        assert_eq!(cwd(r"a\ud83db"), "a\u{fffd}b");
        assert_eq!(cwd(r"\uDE00"), "\u{fffd}");
        assert_eq!(cwd(r"\ud83d\ude00"), "😀");
        assert_eq!(cwd(r"\ud83d\ud83d\ude00\uac00"), "\u{fffd}😀가");
        assert_eq!(cwd(r"\\ud83d \\\ud83d"), "\\ud83d \\\u{fffd}");
        assert_eq!(cwd(r"\ud83d\\ud83d"), "\u{fffd}\\ud83d");
    }

    #[test]
    fn what_cannot_be_read_has_an_offset() {
        let check = |text: &str, offset| {
            let mut bytes = text.as_bytes().to_vec();
            assert_eq!(parse(&mut bytes).unwrap_err().offset, offset, "{text}");
        };
        check("", 0);
        check("{\"cwd\": x}", 8);
        check("{\n\"cwd\": x}", 9);
        check(" [\"PreToolUse\"]", 1);
        let mut wrong = b"{\"cwd\":\"\xff\"}".to_vec();
        assert!(parse(&mut wrong).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = parse(&mut bytes);
        }

        #[test]
        fn mending_leaves_what_can_be_read_as_it_is(text in "\\PC{0,40}") {
            let written = serde_json::to_string(&text).unwrap();
            prop_assert_eq!(cwd(&written[1..written.len() - 1]), text);
        }
    }
}

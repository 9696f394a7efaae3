//! A text as a reader sees it: `ＰＡＳＳ`, `TC‑4` with a hyphen that does not break, and a `PASS` with
//! a sign of no width inside read as `PASS` and `TC-4` do.

use memchr::{memchr3_iter, memmem};
use std::borrow::Cow;

/// The text without signs of no width, with letters, digits and hyphens of one width, and with test
/// case ids as the contract writes them. Its lines stay where they are.
pub fn plain(text: &str) -> Cow<'_, str> {
    match undisguised(text) {
        Cow::Borrowed(text) => in_capitals(text),
        Cow::Owned(text) => match in_capitals(&text) {
            Cow::Borrowed(_) => text.into(),
            Cow::Owned(text) => text.into(),
        },
    }
}

/// What a sign stands for.
enum Sign {
    /// Nothing that anybody sees.
    Nothing,
    /// A letter, a digit or a hyphen.
    Letter(char),
    /// A dash, which is a hyphen in an id.
    Dash,
}

fn undisguised(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut done = 0;
    // The first bytes of all such signs in UTF-8.
    for at in memchr3_iter(0xc2, 0xe2, 0xef, text.as_bytes()) {
        let Some((sign, length)) = sign(&text.as_bytes()[at..]) else { continue };
        let letter = match sign {
            // The mark of the byte order says how to read what follows.
            Sign::Nothing if at == 0 => continue,
            Sign::Nothing => None,
            Sign::Letter(letter) => Some(letter),
            Sign::Dash => {
                let before = text[done..at].ends_with("TC") || done == at && plain.ends_with("TC");
                let is_id = before && text[at + length..].starts_with(char::is_alphanumeric);
                if !is_id {
                    continue;
                }
                Some('-')
            }
        };
        plain.push_str(&text[done..at]);
        plain.extend(letter);
        done = at + length;
    }
    if done == 0 {
        return text.into();
    }
    plain.push_str(&text[done..]);
    plain.into()
}

/// The sign at the start of a text, and how long it is.
fn sign(bytes: &[u8]) -> Option<(Sign, usize)> {
    let wide = |byte: u8, base: u8| Sign::Letter(char::from(byte - base));
    Some(match *bytes {
        // The soft hyphen.
        [0xc2, 0xad, ..] => (Sign::Nothing, 2),
        // Blanks of no width, joiners, the mark of the byte order.
        [0xe2, 0x80, 0x8b..=0x8d, ..] | [0xe2, 0x81, 0xa0, ..] | [0xef, 0xbb, 0xbf, ..] => {
            (Sign::Nothing, 3)
        }
        [0xe2, 0x80, 0x90 | 0x91, ..] => (Sign::Letter('-'), 3),
        [0xe2, 0x80, 0x92..=0x95, ..] | [0xe2, 0x88, 0x92, ..] => (Sign::Dash, 3),
        // `－`, `０` to `９`, `Ａ` to `Ｚ`, `ａ` to `ｚ`.
        [0xef, 0xbc, byte @ (0x8d | 0x90..=0x99 | 0xa1..=0xba), ..] => (wide(byte, 0x60), 3),
        [0xef, 0xbd, byte @ 0x81..=0x9a, ..] => (wide(byte, 0x20), 3),
        _ => return None,
    })
}

/// `tc-4` as `TC-4`, where it is a word of its own and not part of an address or a file's name.
fn in_capitals(text: &str) -> Cow<'_, str> {
    let mut plain = String::new();
    let mut done = 0;
    for at in memmem::find_iter(text.as_bytes(), "tc-") {
        let (before, behind) = (&text[..at], &text[at + 3..]);
        let is_word = before.is_empty() || before.ends_with([' ', '\t', '\n', '|', '*', '[', ',']);
        let digits = behind.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        if is_word && digits.len() < behind.len() && !digits.starts_with(['_', '-']) {
            plain.push_str(&text[done..at]);
            plain.push_str("TC-");
            done = at + 3;
        }
    }
    if done == 0 {
        return text.into();
    }
    plain.push_str(&text[done..]);
    plain.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(plain(text), expected, "{text:?}");
    }

    #[test]
    fn what_looks_like_an_id_or_a_status_reads_like_one() {
        check("ＴＣ－４: ＰＡＳＳ", "TC-4: PASS");
        check("TC\u{2011}4, TC—4, TC–4, TC−4", "TC-4, TC-4, TC-4, TC-4");
        check("TC-\u{200b}4 PA\u{ad}SS \u{2060}FA\u{feff}IL", "TC-4 PASS FAIL");
        check("| tc-4 | **tc-1.2** pass", "| TC-4 | **TC-1.2** pass");
        check("ｐａｓｓ", "pass");
    }

    #[test]
    fn anything_else_stays_as_it_is() {
        for text in [
            "\u{feff}# TC-1 — 주문 (1–3) − 2 ✔️ 결과： “x”",
            "[TC-4](#tc-4) a/tc-4 tc-4_before.json tc- abtc-4",
            "TC— none",
            "",
        ] {
            assert!(matches!(plain(text), Cow::Borrowed(same) if same == text), "{text:?}");
        }
    }
}

//! A status in a text: its mark, its word, and where a word counts.

use crate::labels::{SIGNS, STATUSES, mark_of, result::Field};
use contract::Status;

/// How firmly a word says a status. Capitals are not used for anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Firmness {
    /// In capitals.
    Firm,
    /// A word that also has other uses: `실패`, `passed`.
    Loose,
}

/// A text that begins with a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Value<'a> {
    pub(super) mark: Option<Status>,
    pub(super) word: Option<Status>,
    /// What follows, without what divides it from the status.
    pub(super) rest: &'a str,
}

impl Value<'_> {
    /// The status that it says: the word is more exact than the mark.
    pub(super) fn status(self) -> Option<Status> {
        self.word.or(self.mark)
    }
}

/// Without blanks and the signs of emphasis around it.
pub(super) fn bare(text: &str) -> &str {
    text.trim_matches([' ', '\t', '*', '_', '`', '~'])
}

/// The mark at the start of a text, and what follows.
pub(super) fn mark_at_start(text: &str) -> Option<(Status, &str)> {
    // All marks lie beyond what Korean needs at the same first byte.
    if !matches!(text.as_bytes().first(), Some(0xe2 | 0xf0)) {
        return None;
    }
    let first = text.chars().next()?;
    let status = mark_of(first)?;
    Some((status, text[first.len_utf8()..].trim_start_matches('\u{fe0f}')))
}

/// The first mark in a text.
pub(super) fn first_mark(text: &str) -> Option<Status> {
    text.chars().find_map(mark_of)
}

/// The status word at the start of a text, and what follows.
pub(super) fn word_at_start(text: &str) -> Option<(Status, Firmness, &str)> {
    let words =
        STATUSES.iter().flat_map(|(status, words)| words.iter().map(|word| (*status, *word)));
    words.into_iter().find_map(|(status, word)| {
        let start = text.get(..word.len())?;
        if !start.eq_ignore_ascii_case(word) || !ends_word(&text[word.len()..]) {
            return None;
        }
        let is_firm = word.is_ascii() && start == word;
        let firmness = if is_firm { Firmness::Firm } else { Firmness::Loose };
        Some((status, firmness, &text[word.len()..]))
    })
}

/// Whether a word ends before this text: `PASS/FAIL` is no status, nor is `통과했다`.
fn ends_word(rest: &str) -> bool {
    let mut rest = rest.chars();
    match rest.next() {
        None => true,
        Some('/' | '-') => !rest.next().is_some_and(char::is_alphanumeric),
        Some(c) => !c.is_alphanumeric() && c != '_',
    }
}

/// A text that is a status, or begins with one and says more about it. `실패 응답 확인` is not.
pub(super) fn value(text: &str) -> Option<Value<'_>> {
    let (mark, text) = match sign_at_start(undecorated(text)) {
        Some((mark, rest)) => (Some(mark), undecorated(rest)),
        None => (None, undecorated(text)),
    };
    if let Some((word, firmness, rest)) = word_at_start(text) {
        let goes_on = rest.trim_start().starts_with(char::is_alphanumeric);
        if firmness == Firmness::Loose && goes_on {
            return None;
        }
        return Some(Value { mark, word: Some(word), rest: after_divider(undecorated(rest)) });
    }
    let only_a_mark = mark.is_some() && !text.contains(char::is_alphanumeric);
    only_a_mark.then_some(Value { mark, word: None, rest: "" })
}

/// The status of a text that is a word in capitals and nothing else, with a mark or without.
pub(super) fn in_capitals(text: &str) -> Option<Status> {
    let text = undecorated(text);
    let word = mark_at_start(text).map_or(text, |(_, rest)| undecorated(rest));
    let (status, firmness, rest) = word_at_start(word)?;
    (firmness == Firmness::Firm && rest.is_empty()).then_some(status)
}

/// The sign at the start of a text where nothing but a status stands, and what follows.
fn sign_at_start(text: &str) -> Option<(Status, &str)> {
    if !matches!(text.as_bytes().first(), Some(0xe2 | 0xf0 | b':' | b'(')) {
        return None;
    }
    let known = |(sign, status): &(&str, Status)| Some((*status, text.strip_prefix(*sign)?));
    mark_at_start(text).or_else(|| SIGNS.iter().find_map(known))
}

/// Without what emphasizes a text, and without tags of HTML in front.
pub(super) fn undecorated(text: &str) -> &str {
    let mut text = text;
    while sign_at_start(text).is_none() {
        let bare = text.trim_matches([' ', '\t', '*', '_', '`', '~', '[', '(']);
        let next = tag(bare).unwrap_or(bare);
        if next.len() == text.len() {
            break;
        }
        text = next;
    }
    text
}

/// What follows a tag of HTML at the start of a text.
pub(super) fn tag(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('<')?;
    let is_tag = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    inside.split_once('>').filter(|_| is_tag).map(|(_, behind)| behind)
}

/// What follows a status, without what divides the two.
fn after_divider(text: &str) -> &str {
    let is_divider = |c: char| !c.is_alphanumeric() && c != '"' && c != '\'';
    text.trim_start_matches(is_divider).trim_end_matches(['*', '_', '`', ')', ']', ' '])
}

/// A line `label: value`, its value untrimmed.
pub(super) fn labelled(text: &str) -> Option<(Field, &str)> {
    // No label is longer; a colon further on is the text's own.
    const LONGEST: usize = 48;
    let front = &text.as_bytes()[..text.len().min(LONGEST)];
    if !may_be_label(front) {
        return None;
    }
    let (at, width) = front.iter().enumerate().find_map(|(at, byte)| match byte {
        b':' => Some((at, 1)),
        0xef if text[at..].starts_with('：') => Some((at, 3)),
        _ => None,
    })?;
    Some((Field::parse(&text[..at])?, &text[at + width..]))
}

/// Whether a label can begin so: with a letter, or with what dresses one. Most lines of code and of
/// trees do not.
fn may_be_label(front: &[u8]) -> bool {
    // A mark, or a letter of Korean.
    const KOREAN: std::ops::RangeInclusive<u8> = 0xea..=0xed;
    match front {
        [b'*' | b'_' | b'`' | b'[' | b'(' | b'~', ..] => true,
        [first, ..] if first.is_ascii_alphabetic() || KOREAN.contains(first) => true,
        [0xe3 | 0xf0, ..] => true,
        [0xe2, second, ..] => !(0x94..=0x97).contains(second),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_a_status_and_not_a_sentence() {
        let check = |text: &str, expected: Option<(Status, &str)>| {
            let found = value(text).map(|value| (value.status().unwrap(), value.rest));
            assert_eq!(found, expected, "{text}");
        };
        check("✅ PASS", Some((Status::Pass, "")));
        check("**❌ FAIL**", Some((Status::Fail, "")));
        check("✅", Some((Status::Pass, "")));
        check("⚠️ INCOMPLETE — 서버 접속 불가", Some((Status::Incomplete, "서버 접속 불가")));
        check("BLOCKED (no data)", Some((Status::Blocked, "no data")));
        check("PASS 3/3", Some((Status::Pass, "3/3")));
        check("통과", Some((Status::Pass, "")));
        check("미실시: 데이터 없음", Some((Status::NotTested, "데이터 없음")));
        check("N/T", Some((Status::NotTested, "")));
        check("<b>PASS</b>", Some((Status::Pass, "")));
        check("<span style=\"color:green\">✔️ Pass</span>", Some((Status::Pass, "")));
        check("🟢 PASS", Some((Status::Pass, "")));
        check(":x: FAIL - no mail", Some((Status::Fail, "no mail")));
        check("(/)", Some((Status::Pass, "")));
        check("☑️", Some((Status::Pass, "")));
        for sentence in [
            "실패 응답 확인",
            "통과했다",
            "PASS/FAIL",
            "✅ 정상 응답",
            "passed on to x",
            "PASSWORD",
            "",
        ] {
            check(sentence, None);
        }
    }

    #[test]
    fn labels_stand_before_a_colon() {
        assert_eq!(labelled("**판정**: FAIL"), Some((Field::Verdict, " FAIL")));
        assert_eq!(labelled("**판정:** FAIL"), Some((Field::Verdict, "** FAIL")));
        assert_eq!(labelled("기대： 5"), Some((Field::Expected, " 5")));
        assert_eq!(labelled("Expected : 5"), Some((Field::Expected, " 5")));
        assert_eq!(labelled("이전 판정: FAIL"), None);
        assert_eq!(labelled("http://x"), None);
    }
}

//! Headings that name a test case.

use super::status::{Firmness, bare, first_mark, mark_at_start, word_at_start};
use contract::{Status, tc};

/// A heading that names a test case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heading<'a> {
    pub(super) tc_id: &'a str,
    pub(super) title: &'a str,
    /// The status that its mark, or a word in capitals, says.
    pub(super) status: Option<Status>,
    /// The status of a word that may as well belong to the title.
    pub(super) hint: Option<Status>,
}

/// Reads a heading. Without a mark or a status word it names a test case only at its start.
pub(super) fn heading(text: &str) -> Option<Heading<'_>> {
    let at = find_id(text)?;
    let (before, rest) = text.split_at(at);
    let (tc_id, behind) = split_id(rest)?;
    let title = title(behind);
    if let Some(status) = first_mark(text) {
        return Some(Heading { tc_id, title, status: Some(status), hint: None });
    }
    let word = word_before(before).or_else(|| word_behind(behind)).or_else(|| word_at_end(title));
    let status = word.filter(|(_, firmness)| *firmness == Firmness::Firm).map(|(status, _)| status);
    let hint = word.map(|(status, _)| status).filter(|_| status.is_none());
    let hint = hint.or_else(|| capitals_at_end(title)).filter(|_| status.is_none());
    let names = status.is_some() || hint.is_some() || !before.contains(char::is_alphabetic);
    names.then_some(Heading { tc_id, title, status, hint })
}

/// Where a test case's id may begin.
pub(super) fn find_id(text: &str) -> Option<usize> {
    memchr::memchr_iter(b'T', text.as_bytes()).find(|at| text[*at..].starts_with("TC-"))
}

/// The id at the start of a text and what follows it.
pub(super) fn split_id(text: &str) -> Option<(&str, &str)> {
    let is_of_id = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-');
    let end = text.bytes().position(|byte| !is_of_id(&byte)).unwrap_or(text.len());
    let id = text[..end].trim_end_matches(['.', '-']);
    let rest = &text[id.len()..];
    let ends_well = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (tc::is_id(id) && ends_well).then_some((id, rest))
}

/// What follows the id, without what divides the two, and without marks.
fn title(behind: &str) -> &str {
    let mut title = behind;
    loop {
        let next =
            title.trim_start_matches([':', '：', '—', '–', '-', '.', ' ', '*', '`', ']', ')']);
        let next = mark_at_start(next).map_or(next, |(_, rest)| rest);
        if next.len() == title.len() {
            return bare(title);
        }
        title = next;
    }
}

/// `FAIL TC-1`, `3. [FAIL] TC-1`: nothing but a word and signs before the id.
fn word_before(before: &str) -> Option<(Status, Firmness)> {
    let is_sign = |c: char| !c.is_alphabetic();
    let (status, firmness, rest) = word_at_start(before.trim_start_matches(is_sign))?;
    (!rest.contains(char::is_alphabetic)).then_some((status, firmness))
}

/// `TC-1 [FAIL] title`, `TC-1 FAIL: title`: a word that is divided from the title.
fn word_behind(behind: &str) -> Option<(Status, Firmness)> {
    let text = behind.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (status, firmness, rest) = word_at_start(text)?;
    let is_divided = !rest.trim_start_matches([' ', '*']).starts_with(char::is_alphanumeric);
    is_divided.then_some((status, firmness))
}

/// `title — FAIL`, `title (FAIL)`: a word at the end, divided from the title.
fn word_at_end(title: &str) -> Option<(Status, Firmness)> {
    let title = title.trim_end_matches(|c: char| !c.is_alphanumeric());
    let divider = title.rfind(['—', '–', '-', ':', '：', '→', '(', '[', '|'])?;
    let last = title[divider..].trim_start_matches(|c: char| !c.is_alphanumeric());
    // `N/T` has its own divider inside, and `-` may be in `NOT-…`.
    let (status, firmness, rest) = word_at_start(last)?;
    rest.is_empty().then_some((status, firmness))
}

/// `title PASS`: a pass in capitals at the end, which may as well belong to the title.
fn capitals_at_end(title: &str) -> Option<Status> {
    let (_, last) = title.rsplit_once(' ')?;
    let (status, firmness, rest) = word_at_start(last)?;
    (rest.is_empty() && firmness == Firmness::Firm && status == Status::Pass).then_some(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str, Option<Status>, Option<Status>)>) {
        let found = heading(text).map(|it| (it.tc_id, it.title, it.status, it.hint));
        assert_eq!(found, expected, "{text}");
    }

    const PASS: Option<Status> = Some(Status::Pass);
    const FAIL: Option<Status> = Some(Status::Fail);

    #[test]
    fn a_mark_anywhere_says_the_status() {
        check("✅ TC-1.1: 주문 취소", Some(("TC-1.1", "주문 취소", PASS, None)));
        check("TC-1 ❌ [관찰] 재고", Some(("TC-1", "[관찰] 재고", FAIL, None)));
        check("3.1 취소 API (TC-2) ✅", Some(("TC-2", "", PASS, None)));
        check("⏭️ TC-3", Some(("TC-3", "", Some(Status::NotTested), None)));
        check("**TC-4** — x 🚫", Some(("TC-4", "x 🚫", Some(Status::Blocked), None)));
    }

    #[test]
    fn a_word_says_it_only_where_it_is_no_part_of_the_title() {
        check("PASS TC-1: x", Some(("TC-1", "x", PASS, None)));
        check("2. [FAIL] TC-1", Some(("TC-1", "", FAIL, None)));
        check("TC-1 [PASS] x", Some(("TC-1", "[PASS] x", PASS, None)));
        check("TC-1: cancel — PASS", Some(("TC-1", "cancel — PASS", PASS, None)));
        check("TC-1: cancel (N/T)", Some(("TC-1", "cancel (N/T)", Some(Status::NotTested), None)));
        check("TC-1: BLOCKED 주문의 취소", Some(("TC-1", "BLOCKED 주문의 취소", None, None)));
        check("TC-1: 결제 실패", Some(("TC-1", "결제 실패", None, None)));
        check("TC-1: 결제 — 실패", Some(("TC-1", "결제 — 실패", None, FAIL)));
        check("TC-1: 결제 PASS", Some(("TC-1", "결제 PASS", None, PASS)));
        check("통과: TC-1", Some(("TC-1", "", None, PASS)));
    }

    #[test]
    fn other_headings_name_none() {
        check("Notes on TC-1", None);
        check("TC-1_before", None);
        check("TC 상세", None);
        check("TC-", None);
    }
}

//! Lines by themselves that say that test cases passed: `- TC-1: PASS`, `✅ PASS (2건): TC-1, TC-3`.
//!
//! Only a pass counts: a line that says less of a test case than its section does harms nobody.

use super::{
    heading::{find_id, split_id},
    status::{Firmness, bare, mark_at_start, tag, undecorated, value, word_at_start},
};
use crate::labels::{
    mark_of,
    result::{is_earlier, is_no_result},
};
use contract::Status;

/// The test cases that a line says passed. `is_result` is whether it stands below a heading of
/// results, where a mark in front of an id says how the test case ended.
pub(super) fn passed(text: &str, is_result: bool) -> Vec<&str> {
    if find_id(text).is_none() {
        return Vec::new();
    }
    let of_all = passed_in(text, is_result);
    if !of_all.is_empty() {
        return of_all;
    }
    // `TC-1: PASS, TC-3: PASS`
    text.split([',', ';', '/']).flat_map(|piece| passed_in(piece, false)).collect()
}

fn passed_in(text: &str, is_result: bool) -> Vec<&str> {
    let Some(at) = find_id(text) else { return Vec::new() };
    let (before, rest) = text.split_at(at);
    let before = dressed(before);
    let (marked, before) =
        mark_at_start(before).map_or((None, before), |(mark, rest)| (Some(mark), rest));
    let is_worded = is_pass_in_capitals(before);
    if before.contains(char::is_alphanumeric) && !is_worded {
        return if leads(text, at) { only_ids(rest) } else { Vec::new() };
    }
    let Some((tc_id, behind)) = split_id(rest) else { return Vec::new() };
    if find_id(behind).is_some() {
        // What is said of the other may be said of both, or of one.
        return Vec::new();
    }
    let is_title = is_result || is_heading(text);
    let is_led = is_worded || is_title && marked == Some(Status::Pass);
    let says = match end(behind) {
        Some(status) => status == Status::Pass,
        None => is_led && is_its_title(behind),
    };
    if says { vec![tc_id] } else { Vec::new() }
}

/// `[PASS] TC-1`, `PASS TC-1`: the word and signs.
fn is_pass_in_capitals(before: &str) -> bool {
    matches!(
        word_at_start(before),
        Some((Status::Pass, Firmness::Firm, rest))
            if !rest.contains(|c: char| c.is_alphanumeric() || matches!(c, ':' | '：'))
    )
}

/// Signs that emphasize what stands behind them.
const EMPHASIS: [char; 6] = [' ', '*', '_', '`', '[', '('];
/// Signs between a title and what is said of it.
const DIVIDERS: [char; 4] = [':', '：', '—', '→'];

/// Without tags, bold and the like in front.
fn dressed(text: &str) -> &str {
    let mut text = text.trim_start_matches(EMPHASIS);
    while let Some(rest) = tag(text) {
        text = rest.trim_start_matches(EMPHASIS);
    }
    text
}

/// A line that is a heading for all but its form: bold from end to end, or so tagged.
fn is_heading(text: &str) -> bool {
    const TAGS: [&str; 4] = ["<h", "<summary", "<strong", "<b>"];
    let starts = |tag: &&str| text.get(..tag.len()).is_some_and(|it| it.eq_ignore_ascii_case(tag));
    let is_bold = text.len() > 4 && text.starts_with("**") && text.ends_with("**");
    is_bold || TAGS.iter().any(starts)
}

/// What stands behind the id, when that is a status: at once, or behind a title and a divider.
fn end(behind: &str) -> Option<Status> {
    let is_start = |c: char| c.is_alphanumeric() || c == '<' || mark_of(c).is_some();
    let behind = &behind[behind.find(is_start)?..];
    let at_once = whole(behind);
    if at_once.is_some() {
        return at_once;
    }
    let (title, status) = behind.split_at(behind.rfind(DIVIDERS)?);
    let is_title = !is_no_result(title) && !is_earlier(title) && !title.contains(DIVIDERS);
    whole(status.trim_start_matches(DIVIDERS)).filter(|_| is_title)
}

/// A status and nothing else, but a note that is divided from it.
fn whole(text: &str) -> Option<Status> {
    let status = value(text)?.status()?;
    let text = undecorated(text);
    let word = mark_at_start(text).map_or(text, |(_, rest)| undecorated(rest));
    let note = word_at_start(word).map_or("", |(_, _, note)| note);
    let note = note.trim_start_matches([' ', '*', '_', '`', ')', ']']);
    let is_divided = note.starts_with(['(', '[', '—', '–', ',', '.', ';', '<']);
    let is_alone = note.is_empty() || is_divided || mark_at_start(note).is_some();
    (is_alone && !is_no_result(note) && !is_earlier(note)).then_some(status)
}

/// Whether what stands behind the id can be its title: not what was done for it, nor other ids.
fn is_its_title(behind: &str) -> bool {
    !is_no_result(behind) && !is_earlier(behind) && !behind.contains(['→', '~', ','])
}

/// `PASS: TC-1`, `✅ 통과 (3건): TC-1`: what stands before the ids is a pass, and a number at most.
fn leads(text: &str, at: usize) -> bool {
    let before = dressed(&text[..at]).trim_end_matches(EMPHASIS);
    let Some(before) = before.strip_suffix([':', '：', '—', '-', '–']) else { return false };
    let before = mark_at_start(before).map_or(before, |(_, rest)| rest);
    let Some((Status::Pass, firmness, rest)) = word_at_start(bare(before)) else { return false };
    let count = rest.trim_matches(|c: char| !c.is_alphanumeric());
    let digits = count.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_count = digits.len() < count.len() && digits.chars().count() <= 2;
    (count.is_empty() || is_count) && (firmness == Firmness::Firm || text.contains(':'))
}

/// The ids of a text that holds nothing else; none when it does.
pub(super) fn only_ids(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        if rest.is_empty() {
            return found;
        }
        let Some((tc_id, behind)) = split_id(rest) else { return Vec::new() };
        found.push(tc_id);
        rest = behind;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passed(text, false), expected, "{text}");
    }

    #[test]
    fn a_status_behind_an_id_counts() {
        for text in [
            "TC-4: PASS",
            "**TC-4**: **PASS**",
            "TC-4 ✅",
            "✅ TC-4: PASS",
            "TC-4 — 통과",
            "TC-4: PASS (HTTP 200)",
            "TC-4: ✅ PASS — 확인",
            "TC-4 주문 취소: PASS",
            "TC-4: 주문 취소 — PASS",
            "TC-4: <b>PASS</b>",
            "TC-4: FAIL → PASS",
            "[PASS] TC-4: 취소",
            "PASS TC-4 취소",
            "TC-1: FAIL / TC-4: PASS",
            "**✅ TC-4: 주문 취소**",
            "<h3>✅ TC-4: 주문 취소</h3>",
        ] {
            check(text, &["TC-4"]);
        }
        check("PASS: TC-1, TC-3", &["TC-1", "TC-3"]);
        check("✅ **PASS** (3건): TC-1, TC-3, TC-4", &["TC-1", "TC-3", "TC-4"]);
        check("TC-1: PASS, TC-3: PASS", &["TC-1", "TC-3"]);
        check("통과: TC-1 · TC-3", &["TC-1", "TC-3"]);
        assert_eq!(passed("✅ TC-4 주문 취소", true), ["TC-4"]);
    }

    #[test]
    fn anything_else_does_not() {
        for text in [
            "TC-4: FAIL",
            "TC-4: PASS → FAIL",
            "TC-4: PASS 시 배포",
            "TC-4: PASS (목표)",
            "TC-4: PASS expected after provisioning",
            "TC-4: PASS was wrong",
            "TC-4: Passed to the team",
            "TC-4 기대: PASS",
            "TC-4: behavioral_check PASS",
            "TC-4 데이터: PASS",
            "TC-4: 성공 케이스의 재실행",
            "TC-4 통과 기준은 200",
            "✅ TC-4 데이터 준비 완료",
            "✅ TC-4 주문 취소",
            "PASS 기준: TC-1",
            "PASS TC-4 목표",
            "TC-1: FAIL, TC-4: PASS 시 배포",
            "PASS: TC-1의 모든 항목",
            "v1.0: TC-4: PASS",
            "TC-1~TC-4: 12건",
            "no id",
        ] {
            check(text, &[]);
        }
        assert!(passed("✅ TC-4 데이터 준비 완료", true).is_empty());
    }
}

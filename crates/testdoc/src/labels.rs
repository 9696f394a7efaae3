//! The words of sheets and reports in both languages: one table, and a tolerant look-up.
//!
//! A word is found whatever it is dressed in: bold, code quotes, brackets, a colon of either width, any
//! letter case, blanks or hyphens between its parts.

mod marks;
pub(crate) mod result;

pub use marks::{MARKS, mark};
pub(crate) use marks::{SIGNS, cell_status, mark_of};

use crate::Language;
use contract::{Status, TcType};

/// A label of a section, a field or a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// Why a test case was chosen.
    SelectionReason,
    /// What must hold for the data to mean anything.
    BehavioralCondition,
    /// A column: what is checked.
    Check,
    /// A column or a line: what should be there.
    Expected,
    /// A column or a line: what is there.
    Actual,
    /// The section that bears out a FAIL.
    FailEvidence,
    /// What ④ ends a derivation with.
    ExpectedResult,
    /// The tree that an expectation is derived with.
    DerivationTree,
    /// The request.
    Stimulus,
    /// Where a request goes.
    Endpoint,
    /// A column: the test case.
    TestCase,
    /// A column: ACTIVE or OBSERVATION.
    Type,
    /// A column: the scenario that test cases belong to.
    Scenario,
    /// A column: a running number.
    Number,
}

/// What a label is called: in Korean, in English, and what else is written for it.
type Names = (&'static str, &'static str, &'static [&'static str]);

/// No label is longer, however it is dressed.
const LONGEST: usize = 100;

/// The one table.
fn names(label: Label) -> Names {
    match label {
        Label::SelectionReason => {
            ("선정 이유", "Selection reason", &["선정 사유", "선정 근거", "Reason for selection"])
        }
        Label::BehavioralCondition => (
            "행위적 조건",
            "Behavioral condition",
            &[
                "행위 조건",
                "Behavioural condition",
                "Behavioral conditions",
                "Behavioural conditions",
            ],
        ),
        Label::Check => ("검증 항목", "Check", &["확인 항목", "Checks", "Check item"]),
        Label::Expected => {
            ("기대", "Expected", &["기대값", "기대결과", "Expected value", "Expected result"])
        }
        Label::Actual => {
            ("실제", "Actual", &["실제값", "실제결과", "Actual value", "Actual result"])
        }
        Label::FailEvidence => ("Fail 근거", "Fail evidence", &["실패 근거"]),
        Label::ExpectedResult => ("기대결과", "Expected", &["Expected result"]),
        Label::DerivationTree => (
            "기대값 도출 트리",
            "Derivation tree",
            &[
                "기대값 도출",
                "도출 트리",
                "기대결과 도출 트리",
                "Expectation tree",
                "Expected value derivation tree",
            ],
        ),
        Label::Stimulus => ("자극", "STIMULUS", &["STIMULUS 명세"]),
        Label::Endpoint => ("엔드포인트", "Endpoint", &["경로", "URL", "Path", "API"]),
        Label::TestCase => ("TC", "TC", &["TC ID", "TC 번호", "Test case"]),
        Label::Type => ("유형", "Type", &["TC 유형", "TC type", "구분"]),
        Label::Scenario => ("시나리오", "Scenario", &["시나리오 ID", "Scenario ID"]),
        Label::Number => ("번호", "No", &["순번", "Nr", "Number"]),
    }
}

/// The sections of a test sheet: number, Korean, English.
pub const SHEET_SECTIONS: [(&str, &str, &str); 13] = [
    ("0", "Test Baseline", "Test Baseline"),
    ("0.1", "Jira Digest", "Jira Digest"),
    ("0.2", "Code Digest", "Code Digest"),
    ("0.3", "비교", "Comparison"),
    ("0.4", "영향 받는 서비스", "Affected Services"),
    ("0.5", "테스트 유형", "Test Types"),
    ("0.6", "참조 체인", "Reference Chain"),
    ("0.7", "데이터 시나리오", "Data Scenarios"),
    ("1", "변경 요약", "Change Summary"),
    ("2", "영향도 분석", "Impact Analysis"),
    ("3", "테스트 시나리오 목록", "Scenario List"),
    ("4", "시나리오 상세", "Scenario Detail"),
    ("5", "변경 이력", "Change History"),
];

/// The words for a status. The first of each is that of the contract.
pub(crate) const STATUSES: [(Status, &[&str]); 5] = [
    (Status::Pass, &["PASS", "PASSED", "통과", "성공", "합격"]),
    (Status::Fail, &["FAIL", "FAILED", "실패", "불합격"]),
    (
        Status::NotTested,
        &["N/T", "NT", "NOT TESTED", "NOT RUN", "미실시", "미실행", "미수행", "미테스트"],
    ),
    (Status::Blocked, &["BLOCKED", "차단", "차단됨"]),
    (Status::Incomplete, &["INCOMPLETE", "미완료", "미완", "미완결", "불완전"]),
];

/// What a sentence says in place of [`STATUSES`].
pub(crate) const SPOKEN: [(Status, &[&str]); 4] = [
    (
        Status::Pass,
        &["pass", "passes", "passing", "success", "successful", "succeeded", "succeeds", "green"],
    ),
    (Status::Fail, &["fail", "fails", "failing", "failure", "failures", "red"]),
    (Status::NotTested, &["untested", "skipped", "건너뜀", "스킵"]),
    (Status::Incomplete, &["unfinished"]),
];

const TYPES: [(TcType, &[&str]); 2] = [
    (TcType::Active, &["ACTIVE", "능동", "ACTIVE TC", "능동 TC"]),
    (TcType::Observation, &["OBSERVATION", "관찰", "OBSERVATION TC", "관찰 TC"]),
];

/// What people write where nothing applies.
const NOTHING_APPLIES: [&str; 16] = [
    "N/A",
    "NA",
    "none",
    "nothing",
    "not applicable",
    "not needed",
    "not required",
    "no condition",
    "없음",
    "해당 없음",
    "해당 사항 없음",
    "조건 없음",
    "별도 조건 없음",
    "특이 사항 없음",
    "불필요",
    "무",
];

impl Label {
    /// Its name in a language.
    pub fn name(self, language: Language) -> &'static str {
        let (korean, english, _) = names(self);
        language.pick(korean, english)
    }

    /// Whether a text is one of its names, and nothing else besides but a note in brackets or the other language's
    /// name: `선정 이유 (Selection reason)`.
    pub fn is(self, text: &str) -> bool {
        Self::one_of(&[self], text).is_some()
    }

    /// The first of these labels that a text is.
    pub fn one_of(labels: &[Self], text: &str) -> Option<Self> {
        if text.len() > LONGEST {
            return None;
        }
        let whole = bare(text);
        let first = bare(text.split(['(', '（', '/']).next().unwrap_or(text));
        let is_shorter = first.len() < whole.len();
        let is_name = |label: &Self| label.is_name(whole) || is_shorter && label.is_name(first);
        labels.iter().copied().find(is_name)
    }

    fn is_name(self, text: &str) -> bool {
        let (korean, english, others) = names(self);
        same(text, korean) || same(text, english) || others.iter().any(|other| same(text, other))
    }

    /// What follows one of its two names at the start of a text.
    pub fn strip(self, text: &str) -> Option<&str> {
        let (korean, english, _) = names(self);
        let start = text.get(..english.len()).filter(|start| start.eq_ignore_ascii_case(english));
        text.strip_prefix(korean).or_else(|| start.map(|start| &text[start.len()..]))
    }

    /// Whether one of its two names stands anywhere in a text, as a word of its own.
    pub fn is_in(self, text: &str) -> bool {
        let starts = text.char_indices().scan(true, |at_start, (at, c)| {
            let was_start = std::mem::replace(at_start, !c.is_alphanumeric());
            Some((at, was_start))
        });
        let mut starts = starts.filter(|(_, is_start)| *is_start);
        starts.any(|(at, _)| {
            let behind = self.strip(&text[at..]);
            behind.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
    }
}

/// A text from its first letter or digit to its last.
fn bare(text: &str) -> &str {
    text.trim_matches(|c: char| !is_word(c))
}

/// Whether it is a letter or a digit: quick for the signs that our documents are made of.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        '가'..='힣' => true,
        '\u{2000}'..='\u{203f}' | '\u{2500}'..='\u{257f}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The number of the section of a test sheet that has this title.
pub fn sheet_section(title: &str) -> Option<&'static str> {
    let title = bare(title);
    let mut sections = SHEET_SECTIONS.iter();
    sections.find(|(_, korean, english)| same(title, korean) || same(title, english)).map(|s| s.0)
}

/// The status that a word names, in either language; a mark beside it does not matter.
pub fn status(text: &str) -> Option<Status> {
    let text = undress(text);
    let is_one = |names: &&[&str]| names.iter().any(|name| same(text, name));
    STATUSES.iter().find(|(_, names)| is_one(names)).map(|(status, _)| *status)
}

/// What a word says that a test case is; a note in brackets behind it does not matter.
pub fn tc_type(text: &str) -> Option<TcType> {
    let word = text.split(['(', '（', '/']).next().unwrap_or(text);
    let word = bare(word);
    let is_one = |names: &&[&str]| names.iter().any(|name| same(word, name));
    TYPES.iter().find(|(_, names)| is_one(names)).map(|(tc_type, _)| *tc_type)
}

/// Whether a value says that nothing applies: `N/A`, `없음`, `해당 없음 (관찰)`.
pub fn nothing_applies(value: &str) -> bool {
    let value = undress(value);
    let bare = value.split(['(', '（', ',', ';', '—', '–']).next().unwrap_or(value);
    let bare = bare.split(" - ").next().unwrap_or(bare).trim_matches([' ', '.', '-']);
    let is_dash = !value.is_empty() && value.chars().all(|c| matches!(c, '-' | '—' | '–'));
    is_dash || NOTHING_APPLIES.iter().any(|word| same(undress(bare), word))
}

/// A text `label: value`: what stands before its first colon, and what stands behind it, both bare.
///
/// `**선정 이유**: x`, `**Expected:** x` and `` `기대`：x `` all give label and value. No colon, or one far to the right,
/// is no field.
pub fn field(text: &str) -> Option<(&str, &str)> {
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let (at, colon) = head.char_indices().find(|(_, c)| matches!(c, ':' | '：'))?;
    let (label, value) = (&text[..at], text[at + colon.len_utf8()..].trim());
    // In `**label:** value` the closing sign stands behind the colon.
    let sign = label.trim_start().chars().next().filter(|c| matches!(c, '*' | '_' | '`'));
    let is_open = sign.is_some_and(|sign| !label.trim_end().ends_with(sign));
    let value = sign.filter(|_| is_open).map_or(value, |sign| value.trim_start_matches(sign));
    Some((undress(label), value.trim()))
}

/// A text `label — value`, where no colon stands before the dash.
pub fn dashed_field(text: &str) -> Option<(&str, &str)> {
    let head = &text[..text.floor_char_boundary(LONGEST)];
    let mut after_blank = false;
    for (at, c) in head.char_indices() {
        match c {
            ':' | '：' => return None,
            '-' | '–' | '—' if after_blank && text[at + c.len_utf8()..].starts_with(' ') => {
                return Some((undress(&text[..at]), text[at + c.len_utf8()..].trim()));
            }
            _ => after_blank = c == ' ',
        }
    }
    None
}

/// A text without what dresses it: bold, code quotes, brackets, colons, marks.
pub fn undress(text: &str) -> &str {
    text.trim_matches(|c: char| {
        let is_mark = || c == '\u{fe0f}' || mark_of(c).is_some();
        c.is_whitespace()
            || matches!(c, '*' | '_' | '`' | '[' | ']' | ':' | '：' | '【' | '】')
            || !c.is_ascii() && is_mark()
    })
}

/// Whether two texts are the same word. Letter case does not count, nor do gaps between its parts.
fn same(text: &str, name: &str) -> bool {
    let is_letter = |c: &char| !matches!(c, ' ' | '\t' | '-' | '\u{a0}');
    let mut names = name.chars().filter(is_letter);
    let fits = |c: char| names.next().is_some_and(|other| c.eq_ignore_ascii_case(&other));
    text.chars().filter(is_letter).all(fits) && names.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_a_name_in_each_language() {
        assert_eq!(Label::FailEvidence.name(Language::Korean), "Fail 근거");
        assert_eq!(Label::FailEvidence.name(Language::English), "Fail evidence");
    }

    #[test]
    fn labels_are_known_in_any_dress() {
        for dressed in [
            "선정 이유",
            "**선정이유**:",
            "`선정 이유`：",
            "[선정 이유]",
            " SELECTION REASON ",
            "Selection-reason",
        ] {
            assert!(Label::SelectionReason.is(dressed), "{dressed}");
        }
        for other in ["선정", "선정 이유 없음", "", "reasons"] {
            assert!(!Label::SelectionReason.is(other), "{other}");
        }
    }

    #[test]
    fn a_field_is_split_at_its_colon() {
        fn check(text: &str, expected: Option<(&str, &str)>) {
            assert_eq!(field(text), expected, "{text}");
        }
        check("**선정 이유**: 본체", Some(("선정 이유", "본체")));
        check("**Expected:** **200**", Some(("Expected", "**200**")));
        check("`기대`：a: b", Some(("기대", "a: b")));
        check("**STIMULUS**: POST /a:b", Some(("STIMULUS", "POST /a:b")));
        check("실제:", Some(("실제", "")));
        check("no colon", None);
        assert_eq!(dashed_field("**자극** — a: b"), Some(("자극", "a: b")));
        assert_eq!(dashed_field("label: a - b"), None);
        assert_eq!(dashed_field("a-b"), None);
    }

    #[test]
    fn statuses_marks_and_types() {
        for (status_, names) in STATUSES {
            assert_eq!(names[0], status_.as_str());
            assert!(names.iter().all(|name| status(name) == Some(status_)));
        }
        assert_eq!(status("✅ **Pass**"), Some(Status::Pass));
        assert_eq!(status("⏭️ N/T"), Some(Status::NotTested));
        assert_eq!(status("PASS rate"), None);
        assert_eq!(mark("### ⚠️ TC-1"), Some(Status::Incomplete));
        assert_eq!(mark("TC-1"), None);
        assert_eq!(tc_type("[관찰]"), Some(TcType::Observation));
        assert_eq!(tc_type("👁 OBSERVATION (관찰)"), Some(TcType::Observation));
        assert_eq!(tc_type("`active`"), Some(TcType::Active));
        assert_eq!(tc_type("active users"), None);
    }

    #[test]
    fn nothing_applies_however_it_is_said() {
        for value in [
            "N/A",
            "n/a (observation)",
            "없음 (관찰)",
            "해당 없음 — 조회",
            "None.",
            "-",
            "—",
            "**없음**",
        ] {
            assert!(nothing_applies(value), "{value}");
        }
        for value in ["", "재고가 없음을 확인", "none of the lines is open", "order_id IS NULL"]
        {
            assert!(!nothing_applies(value), "{value}");
        }
    }
}

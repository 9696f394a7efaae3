//! The labels of a test result's lines and columns, and what its sections are called.

/// What stands in front of a colon, or at the head of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    /// A status of anything; of the test case when nothing better is there.
    State,
    /// How something came out.
    Result,
    /// How the test case was judged.
    Verdict,
    /// Why.
    Reason,
    /// What should have come.
    Expected,
    /// What came.
    Actual,
    /// What was looked at: the first column of a check table.
    Check,
    /// The number of all test cases.
    Total,
}

/// The names, without gaps and in lower case.
const FIELDS: [(Field, &[&str]); 8] = [
    (Field::State, &["상태", "진행상태", "status", "state"]),
    (
        Field::Result,
        &[
            "결과",
            "최종결과",
            "테스트결과",
            "수행결과",
            "실행결과",
            "tc결과",
            "최종",
            "final",
            "result",
            "finalresult",
            "testresult",
            "tcresult",
            "outcome",
        ],
    ),
    (
        Field::Verdict,
        &[
            "판정",
            "최종판정",
            "tc판정",
            "판정결과",
            "최종판정결과",
            "최종상태",
            "tc상태",
            "verdict",
            "finalverdict",
            "tcverdict",
            "overallverdict",
            "judgement",
            "judgment",
            "finalstatus",
            "tcstatus",
            "teststatus",
            "pass/fail",
            "p/f",
        ],
    ),
    (
        Field::Reason,
        &[
            "사유",
            "이유",
            "원인",
            "비고",
            "차단사유",
            "차단원인",
            "미실시사유",
            "미수행사유",
            "미실행사유",
            "미완료사유",
            "판정사유",
            "실패사유",
            "실패원인",
            "reason",
            "cause",
            "because",
            "blockedby",
            "blocker",
            "note",
            "notes",
            "remark",
            "remarks",
            "comment",
        ],
    ),
    (
        Field::Expected,
        &["기대", "기대값", "기대결과", "예상", "expected", "expectedvalue", "expectedresult"],
    ),
    (Field::Actual, &["실제", "실제값", "실제결과", "actual", "actualvalue", "actualresult"]),
    (Field::Check, &["검증항목", "확인항목", "check", "checks", "checkitem"]),
    (
        Field::Total,
        &["전체", "총", "총계", "합계", "전체tc", "총tc", "total", "totaltcs", "totaltestcases"],
    ),
];

/// What a failure rests on, as a heading or a line in brackets.
pub(crate) const FAIL_EVIDENCE: [&str; 5] =
    ["Fail 근거", "실패 근거", "Fail evidence", "Failure evidence", "Evidence of failure"];

/// Words in the heading of the document's own summary.
const SUMMARY: [&str; 7] = ["요약", "전체 결과", "총괄", "종합", "summary", "overall", "overview"];

/// Words in the heading of a summary of something else.
const EARLIER: [&str; 13] = [
    "이전",
    "지난",
    "직전",
    "비교",
    "회차",
    "이력",
    "previous",
    "earlier",
    "last run",
    "history",
    "rerun log",
    "prior",
    "comparison",
];

/// Words in headings of what is no result: plans, data, rules.
const NO_RESULT: [&str; 41] = [
    "계획",
    "다음",
    "향후",
    "예정",
    "목표",
    "기대",
    "기준",
    "범례",
    "데이터",
    "매핑",
    "의존",
    "선행",
    "사전",
    "조건",
    "커버리지",
    "추적",
    "준비",
    "예시",
    "질문",
    "예상",
    "제안",
    "권장",
    "plan",
    "next",
    "todo",
    "goal",
    "expect",
    "criteria",
    "legend",
    "data",
    "mapping",
    "depend",
    "precondition",
    "coverage",
    "traceability",
    "readiness",
    "example",
    "question",
    "behavioral",
    "suggest",
    "recommend",
];

/// Words in headings of results.
const RESULTS: [&str; 6] = ["결과", "요약", "종합", "result", "summary", "outcome"];

/// Words in heads of columns of test cases.
const TEST_CASES: [&str; 3] = ["tc", "케이스", "test case"];

/// Words in heads of columns whose status is another's, or another time's.
const OTHER_COLUMNS: [&str; 20] = [
    "기대",
    "예상",
    "목표",
    "조건",
    "행위",
    "매핑",
    "데이터",
    "선행",
    "이전",
    "게이트",
    "회차",
    "expect",
    "target",
    "condition",
    "behavioral",
    "mapping",
    "data",
    "depend",
    "previous",
    "gate",
];

impl Field {
    /// The field that a text names, and nothing else besides.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        // No name is longer, and most texts are.
        const LONGEST: usize = 32;
        let text = super::undress(text).trim_matches(['(', ')']);
        let mut name = [0; LONGEST];
        let mut length = 0;
        for byte in text.bytes().filter(|byte| !matches!(byte, b' ' | b'\t' | b'-')) {
            *name.get_mut(length)? = byte.to_ascii_lowercase();
            length += 1;
        }
        let name = &name[..length];
        let is_one = |names: &&[&str]| names.iter().any(|known| known.as_bytes() == name);
        FIELDS.iter().find(|(_, names)| is_one(names)).map(|(field, _)| *field)
    }
}

/// Whether a heading is that of the document's own summary.
pub(crate) fn is_summary(heading: &str) -> bool {
    has(heading, &SUMMARY) && !is_earlier(heading)
}

/// Whether a heading is about what is no result of a test case: a plan, data, a rule.
pub(crate) fn is_no_result(heading: &str) -> bool {
    has(heading, &NO_RESULT)
}

/// Whether a heading is about results.
pub(crate) fn is_of_results(heading: &str) -> bool {
    has(heading, &RESULTS)
}

/// Whether what a column says is about something else than how test cases ended.
pub(crate) fn is_other_column(head: &str) -> bool {
    has(head, &OTHER_COLUMNS)
}

/// Whether a column lists test cases: `TC`, `TC 목록`, `Test cases`.
pub(crate) fn is_of_test_cases(head: &str) -> bool {
    has(head, &TEST_CASES)
}

/// Whether a heading is about an earlier run.
pub(crate) fn is_earlier(heading: &str) -> bool {
    has(heading, &EARLIER)
}

fn has(heading: &str, words: &[&str]) -> bool {
    let heading = heading.to_lowercase();
    // Most words have a byte that the heading has not: then it need not be searched.
    let mut held = [false; 256];
    for byte in heading.bytes() {
        held[usize::from(byte)] = true;
    }
    let may_hold = |word: &str| word.bytes().all(|byte| held[usize::from(byte)]);
    words.iter().any(|word| may_hold(word) && heading.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_found_in_any_dress() {
        for (field, names) in FIELDS {
            for name in names {
                assert_eq!(Field::parse(&format!("**{name}**")), Some(field), "{name}");
            }
        }
        assert_eq!(Field::parse("**Final Verdict**:"), Some(Field::Verdict));
        assert_eq!(Field::parse("검증 항목"), Some(Field::Check));
        assert_eq!(Field::parse(&"기".repeat(99)), None);
        assert_eq!(Field::parse("이전 판정"), None);
        assert_eq!(Field::parse(""), None);
    }

    #[test]
    fn a_summary_is_the_documents_own() {
        assert!(is_summary("3. 전체 결과 요약") && is_summary("Summary of results"));
        assert!(!is_summary("이전 회차 결과 요약") && !is_summary("Details"));
    }
}

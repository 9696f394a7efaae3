//! A test result, or a report made of one: what it claims of each test case, and what it shows.
//!
//! A section is that of a test case when its heading names one and a status is said of it: by the
//! heading's mark or word, or by a status field below. Rows of tables that name a test case and a
//! status are claims, too. A word somewhere in a sentence says nothing. What stands in a comment is
//! not there; code and quotes may show evidence, but what they say of a status is somebody else's.

mod case;
mod evidence;
mod heading;
mod listed;
mod reader;
mod status;
mod summary;
mod table;

pub use case::{Case, Contradiction};
pub use summary::{Count, Counted};

use contract::Status;

/// A test result as it was read.
#[derive(Debug, Default)]
pub struct TestResult<'a> {
    /// Sections of test cases, in order.
    pub sections: Vec<Section<'a>>,
    /// Rows of tables that say how a test case ended, in order.
    pub rows: Vec<Row<'a>>,
    /// The numbers of the document's own summary.
    pub counts: Vec<Count>,
}

/// The section of a test case: from its heading to the next of the same or a higher level.
#[derive(Clone, Debug, Default)]
pub struct Section<'a> {
    /// The test case.
    pub tc_id: &'a str,
    /// The line of its heading.
    pub line: usize,
    /// What follows the id in the heading, with a tag such as `[관찰]`.
    pub title: &'a str,
    /// What the heading's mark, or its word in capitals, says.
    pub heading: Option<Status>,
    /// What a word in the heading may say.
    pub hint: Option<Status>,
    /// What its status fields say.
    pub fields: Vec<Stated>,
    /// What fields say that may be about something else, such as a state of the data.
    pub states: Vec<Stated>,
    /// Why it did not pass, as far as a field or a line says it.
    pub reason: Option<&'a str>,
    /// The first line of its own text.
    pub remark: Option<&'a str>,
    /// What it shows.
    pub shows: Shows,
    /// Whether it holds sections of parts of it.
    pub is_group: bool,
}

/// A status and the line that says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The status.
    pub status: Status,
    /// The line.
    pub line: usize,
}

/// What the text of a section shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "five things that are there or are not")]
pub struct Shows {
    /// That a request was sent: step 3 of the checklist, a method with a URL, an HTTP status, or the
    /// stimulus file's name.
    pub stimulus: bool,
    /// The table of checks.
    pub check_table: bool,
    /// What a failure rests on.
    pub fail_evidence: bool,
    /// A line `기대:` or `Expected:`.
    pub expected: bool,
    /// A line `실제:` or `Actual:`.
    pub actual: bool,
}

impl Shows {
    fn add(&mut self, other: Self) {
        self.stimulus |= other.stimulus;
        self.check_table |= other.check_table;
        self.fail_evidence |= other.fail_evidence;
        self.expected |= other.expected;
        self.actual |= other.actual;
    }
}

/// A row of a table that says how a test case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The test case.
    pub tc_id: &'a str,
    /// The line.
    pub line: usize,
    /// What it says.
    pub status: Status,
    /// Whether the row says why.
    pub has_reason: bool,
    /// Which table of the document, counted from 1.
    pub table: usize,
    /// Whether the table lists checks: then a row is about one of them.
    pub is_check: bool,
    /// Whether it stands below a heading of earlier runs.
    pub is_past: bool,
}

impl<'a> TestResult<'a> {
    /// Reads a document in one pass.
    pub fn read(markdown: &'a str) -> Self {
        reader::read(markdown)
    }

    /// What the document claims of each test case, in the order in which they are first named.
    pub fn cases(&self) -> Vec<Case<'_>> {
        case::cases(self)
    }

    /// The counts of the document's own summary that its test cases contradict, each with the
    /// number that they come to. Only where the summary is plainly about just these test cases.
    pub fn miscounts(&self, cases: &[Case<'_>]) -> Vec<(Count, u64)> {
        case::miscounts(&self.counts, cases)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use proptest::prelude::*;

    const PASS: Status = Status::Pass;
    const FAIL: Status = Status::Fail;

    /// Ids and statuses, and how many contradictions there are.
    fn check(markdown: &str, expected: &[(&str, Status)], contradictions: usize) {
        let result = TestResult::read(markdown);
        let cases = result.cases();
        let found: Vec<_> = cases.iter().map(|case| (case.tc_id, case.status)).collect();
        assert_eq!(found, expected, "{markdown}");
        let count: usize = cases.iter().map(|case| case.contradictions.len()).sum();
        assert_eq!(count, contradictions, "{markdown}: {cases:#?}");
    }

    #[test]
    fn marks_of_headings_and_fields_claim() {
        check("### ✅ TC-1: x\n\n#### ❌ TC-2", &[("TC-1", PASS), ("TC-2", FAIL)], 0);
        check("### TC-1: x\n결과: ✅ PASS", &[("TC-1", PASS)], 0);
        check("### TC-1: x\n| 상태 | FAIL |\n|--|--|\n| 판정 | FAIL |", &[("TC-1", FAIL)], 0);
        check("### TC-1: x\n- Status: BLOCKED", &[("TC-1", Status::Blocked)], 0);
        check("### TC-1: x\nnothing is said", &[], 0);
        check("### TC-1: x\n\n✅ **PASS**", &[("TC-1", PASS)], 0);
        check("### ⚠️ TC-1: x\n\nPASS", &[("TC-1", Status::Incomplete)], 0);
    }

    #[test]
    fn a_word_in_a_sentence_claims_nothing() {
        check(
            "### ✅ TC-1: x\n이 주문은 incomplete 였다.\nIt FAILED before.",
            &[("TC-1", PASS)],
            0,
        );
        check("### ✅ TC-1: x\n- 상태: BLOCKED\n- 결과: ✅ 응답 수신", &[("TC-1", PASS)], 0);
        check("### ✅ TC-1: x\n> 판정: FAIL\n<!-- 판정: FAIL -->", &[("TC-1", PASS)], 0);
        check("### ✅ TC-1: x\n```\n판정: FAIL\n### ❌ TC-2\n```", &[("TC-1", PASS)], 0);
        check("### ✅ TC-1: x\n#### 이전 회차\n판정: FAIL", &[("TC-1", PASS)], 0);
    }

    #[test]
    fn mark_and_verdict_must_agree() {
        check("### ✅ TC-1: x\n- 판정: FAIL", &[("TC-1", PASS)], 1);
        check("### ❌ TC-1: x\nVerdict: PASS", &[("TC-1", FAIL)], 1);
        check("### ⚠️ TC-1: x\nVerdict: FAIL", &[("TC-1", Status::Incomplete)], 1);
        check("### ✅ TC-1: x\n결과: ❌ PASS", &[("TC-1", PASS)], 1);
        check("### ✅ TC-1: x\n상태: INCOMPLETE", &[("TC-1", PASS)], 1);
        // ❌ stands for anything that did not pass; one of several parts may have passed.
        check("### ❌ TC-1\n상태: INCOMPLETE — 서버", &[("TC-1", Status::Incomplete)], 0);
        check("### ❌ TC-1\n- 판정: PASS\n- 판정: FAIL", &[("TC-1", FAIL)], 0);
        check("### ⏭ TC-1\n상태: BLOCKED", &[("TC-1", Status::Blocked)], 0);
    }

    #[test]
    fn rows_claim_and_must_agree() {
        let table = "| TC | 결과 |\n|--|--|\n| TC-1 | ✅ PASS |\n| TC-2 | N/T |\n\n";
        check(table, &[("TC-1", PASS), ("TC-2", Status::NotTested)], 0);
        check(&format!("{table}### ❌ TC-1: x"), &[("TC-1", FAIL), ("TC-2", Status::NotTested)], 1);
        let checks = "### ❌ TC-1\n| TC | Check | Result |\n|--|--|--|\n| TC-1 | a | ✅ |\n| TC-1 | b | ✅ |";
        check(checks, &[("TC-1", FAIL)], 0);
        let parts = "| TC | 단계 | 판정 |\n|--|--|--|\n| TC-1 | 1 | PASS |\n| TC-1 | 2 | FAIL |";
        check(&format!("### ❌ TC-1\n{parts}"), &[("TC-1", FAIL)], 0);
    }

    #[test]
    fn a_section_ends_with_the_next_of_its_level() {
        check("### ❌ TC-1\n### 참고\n판정: PASS", &[("TC-1", FAIL)], 0);
        check("### ❌ TC-1\n#### 상세\n판정: PASS", &[("TC-1", FAIL)], 1);
        check("### ❌ TC-1\n#### ✅ TC-1.1\n판정: PASS", &[("TC-1", FAIL), ("TC-1.1", PASS)], 0);
        let result = TestResult::read("## ✅ TC-1\n### ✅ TC-1.1\nPOST /x\n### ✅ TC-2");
        let cases = result.cases();
        assert!(cases[0].is_group && !cases[1].is_group);
        assert!(cases[0].shows.stimulus && cases[1].shows.stimulus && !cases[2].shows.stimulus);
        let ruled = "### ❌ TC-1\n결과: FAIL\n---\n판정: PASS 아님\n";
        check(ruled, &[("TC-1", FAIL)], 0);
    }

    #[test]
    fn sections_show_what_is_there() {
        let text = "### ❌ TC-1: x\n```\n[✅] 3. STIMULUS\n```\n**[Fail 근거]**\n- 기대: 5\n- 실제: 4\n\n| 검증 항목 | 판정 |\n|--|--|\n| a | ❌ |";
        let shows = TestResult::read(text).sections[0].shows;
        let all = Shows {
            stimulus: true,
            check_table: true,
            fail_evidence: true,
            expected: true,
            actual: true,
        };
        assert_eq!(shows, all);
        let english = "### ❌ TC-1: x\nPOST https://h/x → HTTP 409\n\n#### Fail evidence\nExpected: 5 / Actual: 4\n\n| Check | Verdict |\n|--|--|\n| a | ❌ |";
        assert_eq!(TestResult::read(english).sections[0].shows, all);
        let hidden = "### ✅ TC-1: x\n<!-- POST https://h/x -->\n```\n| 검증 항목 | 판정 |\n```";
        assert_eq!(TestResult::read(hidden).sections[0].shows, Shows::default());
    }

    #[test]
    fn reasons_are_found_where_people_write_them() {
        let check = |text: &str, expected: &str| {
            let result = TestResult::read(text);
            assert_eq!(result.cases()[0].reason, expected, "{text}");
        };
        check("### TC-1\n상태: INCOMPLETE — 서버 접속 불가", "서버 접속 불가");
        check("### 🚫 TC-1\n- **사유**: 권한 없음", "권한 없음");
        check("### ⏭️ TC-1\n\n데이터가 없어 실행하지 않았다.", "데이터가 없어 실행하지 않았다.");
        check("### ⏭️ TC-1\n상태: N/T\n```\nlog\n```", "");
        check("### ⏭️ TC-1\n> **선정 이유**: x\n---", "");
        check(
            "| TC | Result | Note |\n|--|--|--|\n| TC-1 | N/T | no server |",
            "the table says why",
        );
        check("| TC | Result |\n|--|--|\n| TC-1 | N/T |", "");
        check("### ✅ TC-1\n사유: x", "");
    }

    #[test]
    fn a_summary_must_count_what_is_there() {
        let body =
            "\n## 상세\n### ✅ TC-1\n### ✅ TC-2\n### ❌ TC-3\n### ❌ TC-4\n상태: BLOCKED - x\n";
        let check = |summary: &str, expected: &[u64]| {
            let text = format!("{summary}{body}");
            let result = TestResult::read(&text);
            let wrong = result.miscounts(&result.cases());
            let wrong: Vec<_> = wrong.iter().map(|(count, _)| count.number).collect();
            assert_eq!(wrong, expected, "{summary}");
        };
        check("## 전체 결과 요약\nPass: 2, Fail: 2", &[]);
        check("## 전체 결과 요약\nPass: 2, Fail: 1, Blocked: 1", &[]);
        check("## 전체 결과 요약\nPass: 3, Fail: 1", &[3]);
        check("## Summary\n| Total | PASS | FAIL |\n|--|--|--|\n| 4 | 4 | 0 |", &[4, 0]);
        check("## Summary\n| Result | TCs |\n|--|--|\n| PASS | 3 |\n| FAIL | 1 |", &[3]);
        // Not about just these test cases, or not the document's own.
        check("## Summary\nPass: 30, Fail: 1", &[]);
        check("## 이전 회차 요약\nPass: 3, Fail: 1", &[]);
        check("## 검증 항목\nPass: 3, Fail: 1", &[]);
    }

    proptest! {
        #[test]
        fn any_text_is_read(
            text in "(#|### |✅|❌️|TC-1|TC-1\\.|[|]|:|：|PASS|통과|판정|Fail 근거|Total|\\[|\\*|>|`|\n|.){0,80}"
        ) {
            let result = TestResult::read(&text);
            let cases = result.cases();
            prop_assert!(cases.iter().all(|case| contract::tc::is_id(case.tc_id)));
            result.miscounts(&cases);
        }
    }
}

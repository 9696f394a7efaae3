//! Marks, words and labels of a test result, in both languages.

use contract::Status;

/// The marks, without the variation selector that may follow them.
pub(super) const MARKS: [(char, Status); 5] = [
    ('✅', Status::Pass),
    ('❌', Status::Fail),
    ('⚠', Status::Incomplete),
    ('⏭', Status::NotTested),
    ('🚫', Status::Blocked),
];

/// Words for a status; of words that begin alike the longer one stands first.
pub(super) const WORDS: [(&str, Status); 24] = [
    ("PASSED", Status::Pass),
    ("PASS", Status::Pass),
    ("통과", Status::Pass),
    ("성공", Status::Pass),
    ("합격", Status::Pass),
    ("FAILED", Status::Fail),
    ("FAIL", Status::Fail),
    ("실패", Status::Fail),
    ("불합격", Status::Fail),
    ("N/T", Status::NotTested),
    ("NOT TESTED", Status::NotTested),
    ("NOT RUN", Status::NotTested),
    ("미실시", Status::NotTested),
    ("미수행", Status::NotTested),
    ("미실행", Status::NotTested),
    ("BLOCKED", Status::Blocked),
    ("차단됨", Status::Blocked),
    ("차단", Status::Blocked),
    ("INCOMPLETE", Status::Incomplete),
    ("NOT COMPLETE", Status::Incomplete),
    ("미완료", Status::Incomplete),
    ("미완결", Status::Incomplete),
    ("불완전", Status::Incomplete),
    ("미완", Status::Incomplete),
];

/// What stands in front of a colon, or at the head of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Label {
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

/// The labels.
pub(super) const LABELS: [(&str, Label); 72] = [
    ("상태", Label::State),
    ("진행 상태", Label::State),
    ("status", Label::State),
    ("state", Label::State),
    ("결과", Label::Result),
    ("최종 결과", Label::Result),
    ("최종결과", Label::Result),
    ("테스트 결과", Label::Result),
    ("테스트결과", Label::Result),
    ("수행 결과", Label::Result),
    ("실행 결과", Label::Result),
    ("TC 결과", Label::Result),
    ("result", Label::Result),
    ("final result", Label::Result),
    ("test result", Label::Result),
    ("tc result", Label::Result),
    ("outcome", Label::Result),
    ("판정", Label::Verdict),
    ("최종 판정", Label::Verdict),
    ("최종판정", Label::Verdict),
    ("TC 판정", Label::Verdict),
    ("판정 결과", Label::Verdict),
    ("최종 상태", Label::Verdict),
    ("TC 상태", Label::Verdict),
    ("verdict", Label::Verdict),
    ("final verdict", Label::Verdict),
    ("tc verdict", Label::Verdict),
    ("overall verdict", Label::Verdict),
    ("final status", Label::Verdict),
    ("tc status", Label::Verdict),
    ("test status", Label::Verdict),
    ("pass/fail", Label::Verdict),
    ("p/f", Label::Verdict),
    ("사유", Label::Reason),
    ("이유", Label::Reason),
    ("원인", Label::Reason),
    ("비고", Label::Reason),
    ("차단 사유", Label::Reason),
    ("미실시 사유", Label::Reason),
    ("미수행 사유", Label::Reason),
    ("미완료 사유", Label::Reason),
    ("판정 사유", Label::Reason),
    ("실패 사유", Label::Reason),
    ("실패 원인", Label::Reason),
    ("reason", Label::Reason),
    ("cause", Label::Reason),
    ("because", Label::Reason),
    ("blocked by", Label::Reason),
    ("blocker", Label::Reason),
    ("note", Label::Reason),
    ("notes", Label::Reason),
    ("remarks", Label::Reason),
    ("comment", Label::Reason),
    ("기대", Label::Expected),
    ("기대값", Label::Expected),
    ("기대 결과", Label::Expected),
    ("기대결과", Label::Expected),
    ("expected", Label::Expected),
    ("expected result", Label::Expected),
    ("실제", Label::Actual),
    ("실제값", Label::Actual),
    ("실제 결과", Label::Actual),
    ("실제결과", Label::Actual),
    ("actual", Label::Actual),
    ("actual result", Label::Actual),
    ("검증 항목", Label::Check),
    ("검증항목", Label::Check),
    ("확인 항목", Label::Check),
    ("check", Label::Check),
    ("check item", Label::Check),
    ("전체", Label::Total),
    ("total", Label::Total),
];

/// The headings of what a failure rests on.
pub(super) const FAIL_EVIDENCE: [&str; 6] = [
    "Fail 근거",
    "Fail근거",
    "실패 근거",
    "Fail evidence",
    "Failure evidence",
    "Evidence of failure",
];

/// Words in the heading of the document's own summary.
pub(super) const SUMMARY: [&str; 7] =
    ["요약", "전체 결과", "총괄", "종합", "summary", "overall", "overview"];

/// Words in the heading of a summary of something else.
pub(super) const EARLIER: [&str; 8] =
    ["이전", "지난", "직전", "비교", "회차", "previous", "earlier", "last run"];

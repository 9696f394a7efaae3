//! Every sentence of a result, in both languages, side by side.

use contract::Status;
use testdoc::{Language, checklist::Step};

/// The sentences in one language.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Labels(pub(crate) Language);

/// A sentence without parts: method name, what it is, Korean, English.
macro_rules! sentences {
    ($($(#[$doc:meta])* $name:ident: $korean:literal, $english:literal;)*) => {
        impl Labels {$(
            $(#[$doc])*
            pub(crate) fn $name(self) -> &'static str {
                self.0.pick($korean, $english)
            }
        )*}
    };
}

sentences! {
    /// The mapping knows nothing of the test case.
    no_entry: "매핑에 항목이 없음", "the mapping has no entry for it";
    /// The mapping's entry is empty.
    no_values: "매핑에 값이 없음", "the mapping gives no values";
    /// The behavioural gate blocks without a word.
    gate_blocks: "행위 게이트에서 차단됨", "blocked by the behavioural gate";
    /// No mapping was given or found.
    no_mapping: "매핑 없음", "no mapping";
    /// A step that is not needed.
    not_needed: "불필요", "not needed";
    /// Data that the test case brings about itself.
    data_comes_later: "실행 중 확보", "comes about during the test";
    /// A step that an observation does not have.
    skipped_for_observation: "생략 (관찰 TC)", "skipped (observation)";
    /// A step behind a stop at DATA.
    skipped_after_stop: "생략 (DATA에서 중단)", "skipped (stopped at DATA)";
    /// A snapshot that the gate does not ask for.
    skipped_without_db: "생략 (DB 검증 대상 아님)", "skipped (no database check)";
    /// A diff without a first snapshot.
    skipped_without_before: "생략 (AFTER만 있음)", "skipped (AFTER only)";
    /// No stimulus file.
    no_stimulus: "자극 기록이 없음", "no stimulus was recorded";
    /// An observation that looked at nothing.
    nothing_seen: "관찰 기록이 없음", "nothing was observed";
    /// No first snapshot.
    no_before: "BEFORE 스냅샷 누락", "the BEFORE snapshot is missing";
    /// No second snapshot.
    no_after: "AFTER 스냅샷 누락", "the AFTER snapshot is missing";
    /// No diff.
    no_diff: "비교 결과가 없음", "the two were not compared";
    /// No verdict file.
    no_verdict: "판정 파일이 없음", "there is no verdict";
    /// A verdict without checks.
    nothing_checked: "검증된 항목이 없음", "nothing was checked";
    /// A verdict on a file that is no longer there.
    stale_verdict: "판정이 지금의 기록이 아닌 다른 파일로 내려짐",
        "the verdict was made from another file than those there now";
    /// A declared sequence without a result.
    no_sequence: "모바일 API 시퀀스 결과가 없음", "the sequence of calls has no result";
    /// Declared events without a result.
    no_events: "이벤트 매칭 결과가 없음", "the events were not matched";
    /// An answer that nobody described.
    no_answer: "응답 없음", "no answer";
    /// No difference at all.
    no_change: "변화 없음", "nothing changed";
    /// A planned wait of which nothing is recorded.
    no_wait: "대기 기록이 없음", "no wait was recorded";
    /// Nothing was recorded.
    no_evidence: "기록된 근거 없음", "no evidence was recorded";
}

impl Labels {
    /// `behavioral_check` says something other than PASS.
    pub(crate) fn check_is_not_pass(self, verdict: &str) -> String {
        self.0
            .pick(format!("behavioral_check가 {verdict}"), format!("behavioral_check is {verdict}"))
    }

    /// The two sides of a mismatch.
    pub(crate) fn expected_actual(self, expected: &str, actual: &str) -> String {
        self.0.pick(
            format!("기대 {expected}, 실제 {actual}"),
            format!("expected {expected}, actual {actual}"),
        )
    }

    /// A step that did not happen, and why.
    pub(crate) fn not_run(self, why: &str) -> String {
        self.0.pick(format!("미실행: {why}"), format!("not run: {why}"))
    }

    /// A request that got no answer, and why.
    pub(crate) fn failed_run(self, why: &str) -> String {
        self.0.pick(format!("실행 실패: {why}"), format!("failed: {why}"))
    }

    /// No data, and why.
    pub(crate) fn no_data(self, why: &str) -> String {
        self.0.pick(format!("데이터 없음: {why}"), format!("no data: {why}"))
    }

    /// Data that does not fit, and why.
    pub(crate) fn unfit_data(self, why: &str) -> String {
        self.0.pick(format!("데이터 부적합: {why}"), format!("the data does not fit: {why}"))
    }

    /// Data that could not be created, and why.
    pub(crate) fn failed_provisioning(self, why: &str) -> String {
        self.0.pick(format!("프로비저닝 실패: {why}"), format!("provisioning failed: {why}"))
    }

    /// The server did not answer, and why.
    pub(crate) fn unreachable(self, why: &str) -> String {
        self.0.pick(format!("서버 접속 실패: {why}"), format!("the server was not reached: {why}"))
    }

    /// The connection broke after the request went out.
    pub(crate) fn broken_off(self, why: &str) -> String {
        self.0.pick(
            format!("요청 후 연결 끊김 (서버가 처리했을 수 있음): {why}"),
            format!("the connection broke after the request (the server may have acted): {why}"),
        )
    }

    /// Steps in a browser.
    pub(crate) fn steps(self, count: usize) -> String {
        self.0.pick(format!("화면 조작 {count}단계"), format!("{count} steps in the browser"))
    }

    /// The wait, in seconds.
    pub(crate) fn waited(self, seconds: &str) -> String {
        self.0.pick(format!("{seconds}초 대기"), format!("waited {seconds} s"))
    }

    /// The wait that ended without its condition.
    pub(crate) fn wait_timed_out(self, seconds: &str) -> String {
        self.0.pick(
            format!("{seconds}초 안에 조건이 충족되지 않음"),
            format!("the condition was not met within {seconds} s"),
        )
    }

    /// Rows of a table.
    pub(crate) fn rows(self, count: usize) -> String {
        let plural = if count == 1 { "row" } else { "rows" };
        self.0.pick(format!("{count}행"), format!("{count} {plural}"))
    }

    /// Rows that changed, came and went.
    pub(crate) fn changes(self, changed: usize, added: usize, removed: usize) -> String {
        self.0.pick(
            format!("변경 {changed}행, 추가 {added}행, 삭제 {removed}행"),
            format!("{changed} changed, {added} added, {removed} removed"),
        )
    }

    /// All checks held.
    pub(crate) fn all_held(self, count: usize) -> String {
        self.0.pick(format!("검증 {count}건 모두 일치"), format!("all {count} checks hold"))
    }

    /// Some checks did not hold.
    pub(crate) fn some_failed(self, failed: usize, count: usize) -> String {
        self.0.pick(
            format!("검증 {count}건 중 {failed}건 불일치"),
            format!("{failed} of {count} checks do not hold"),
        )
    }

    /// One check that did not hold.
    pub(crate) fn failed_check(self, field: &str, expected: &str, actual: &str) -> String {
        format!("{field} {}", self.expected_actual(expected, actual))
    }

    /// The segment at which an end-to-end case failed.
    pub(crate) fn failed_at_segment(self, segment: &str) -> String {
        self.0.pick(format!("구간 {segment}에서 실패"), format!("failed at segment {segment}"))
    }

    /// The call at which a sequence failed.
    pub(crate) fn failed_at_call(self, call: &str) -> String {
        self.0.pick(format!("모바일 API {call}에서 실패"), format!("failed at mobile call {call}"))
    }

    /// How the events deviate.
    pub(crate) fn failed_events(self, how: &str) -> String {
        self.0.pick(format!("이벤트 매칭 실패: {how}"), format!("the events do not match: {how}"))
    }

    /// A declared segment without a result.
    pub(crate) fn no_segment(self, segment: &str) -> String {
        self.0.pick(
            format!("구간 {segment}의 결과가 없음"),
            format!("segment {segment} has no result"),
        )
    }

    /// The request of a segment.
    pub(crate) fn segment_call(self, segment: &str, call: &str) -> String {
        self.0.pick(format!("구간{segment} {call}"), format!("segment {segment} {call}"))
    }

    /// The check of a segment.
    pub(crate) fn segment_result(self, segment: &str, actual: &str, expected: &str) -> String {
        self.0.pick(
            format!("구간{segment} 결과: {actual} (기대: {expected})"),
            format!("segment {segment} result: {actual} (expected: {expected})"),
        )
    }

    /// The verdict that an agent lowered.
    pub(crate) fn lowered(self, computed: Status, why: &str) -> String {
        self.0.pick(
            format!("에이전트가 {computed}에서 낮춤: {why}"),
            format!("lowered from {computed} by the agent: {why}"),
        )
    }

    /// A PASS that the ledger does not bear out.
    pub(crate) fn not_borne_out(self, why: &str) -> String {
        self.0.pick(
            format!("기록이 PASS를 뒷받침하지 않음: {why}"),
            format!("the record does not bear the PASS out: {why}"),
        )
    }

    /// The warning about a FAIL without its root cause.
    pub(crate) fn weak_fail(self, level: u8) -> String {
        self.0.pick(
            format!("FAIL의 근거 수준이 {level}: 근본 원인(수준 4)을 --evidence-text와 --evidence-level 4로 남길 것"),
            format!("a FAIL with evidence level {level}: give its root cause with --evidence-text and --evidence-level 4"),
        )
    }

    /// Which snapshot is missing.
    pub(crate) fn no_snapshot(self, step: Step) -> &'static str {
        if step == Step::Before { self.no_before() } else { self.no_after() }
    }
}

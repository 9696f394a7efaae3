//! A ticket folder with real evidence in it, and documents that speak of it.

use contract::{
    Object, Status,
    claim::{self, Phase, SnapshotClaim, StimulusClaim, VerdictClaim},
    snapshot::Source,
};
use evidence::{Act, Input, Recorder};
use std::{fs, path::PathBuf, time::Duration};
use store::{Clock, Config, Env};
use testkit::{
    Project,
    hook::{Answer, Payload, ask},
};

/// The hook.
pub(crate) const HOOK: &str = env!("CARGO_BIN_EXE_validate_test_result");

/// A ticket folder; its name has a blank and Korean in it.
pub(crate) struct Ticket(pub(crate) Project);

impl Ticket {
    /// A folder without any evidence.
    pub(crate) fn new() -> Self {
        Self(Project::new())
    }

    /// TC-1 passed, TC-2 failed, TC-3 is an observation that passed; each has its result.
    pub(crate) fn ran() -> Self {
        let ticket = Self::new();
        ticket.stimulus("TC-1");
        ticket.verdict("TC-1", "stimulus", Status::Pass);
        ticket.result("TC-1", "PASS", None);
        ticket.stimulus("TC-2");
        ticket.verdict("TC-2", "stimulus", Status::Fail);
        ticket.result("TC-2", "FAIL", Some("stock is 4"));
        ticket.snapshot("TC-3");
        ticket.verdict("TC-3", "before", Status::Pass);
        ticket.result("TC-3", "PASS", None);
        ticket
    }

    pub(crate) fn results(&self, file: &str) -> PathBuf {
        self.0.ticket("partial_results").join(file)
    }

    pub(crate) fn stimulus(&self, tc_id: &str) {
        let claim = StimulusClaim {
            status_code: Some(200),
            method: "POST".into(),
            path: "/orders/1/cancel".into(),
            origin: "http://127.0.0.1:8080".into(),
            ..StimulusClaim::default()
        };
        self.record("stimulus_executor", tc_id, "stimulus", &[], claim::members(&claim));
    }

    pub(crate) fn snapshot(&self, tc_id: &str) {
        let claim = SnapshotClaim {
            db: Some("shop".into()),
            sql_sha256: Some(claim::sql_sha256("SELECT 1")),
            source: Some(Source::Captured),
            phase: Some(Phase::Before),
            ..SnapshotClaim::default()
        };
        self.record("capture_db_snapshot", tc_id, "before", &[], claim::members(&claim));
    }

    /// A verdict on the stimulus, or on a snapshot.
    pub(crate) fn verdict(&self, tc_id: &str, on: &str, verdict: Status) {
        let place = if on == "stimulus" { "response.body" } else { "rows" };
        let claim = VerdictClaim {
            verdict,
            pass: 2,
            fail: u64::from(verdict == Status::Fail),
            spec_sha256: None,
            actual_path: Some(place.into()),
        };
        self.record("verdict_calculator", tc_id, "verdict", &[on], claim::members(&claim));
    }

    /// `partial_results/{TC}.json`.
    pub(crate) fn result(&self, tc_id: &str, status: &str, error: Option<&str>) {
        let error = error.map_or("null".into(), |error| format!("{error:?}"));
        let text = format!(r#"{{"tc_id":"{tc_id}","status":"{status}","error":{error}}}"#);
        fs::write(self.results(&format!("{tc_id}.json")), text).unwrap();
    }

    fn record(&self, tool: &'static str, tc_id: &str, kind: &str, inputs: &[&str], claim: Object) {
        let root = self.0.path("");
        let state = root.parent().unwrap().join("state").display().to_string();
        let env = Env::fixed([("XDG_STATE_HOME", state)]);
        let config = Config::default();
        let clock = Clock::new(&config, &env).unwrap();
        let recorder = Recorder {
            tool,
            version: "0.1.0",
            clock: &clock,
            config: &config,
            root: &root,
            env: &env,
            lock_timeout: Duration::from_secs(10),
        };
        let file = |kind: &str| self.results(&format!("{tc_id}_{kind}.json"));
        let input = |kind: &&str| Input {
            path: file(kind),
            sha256: store::sha256_hex(&fs::read(file(kind)).unwrap()),
        };
        let inputs = inputs.iter().map(input).collect();
        let act = Act { tc_id: Some(tc_id.into()), inputs, claim };
        let content = format!(r#"{{"tc_id":"{tc_id}","made_by":"{tool}"}}"#);
        evidence::write(&file(kind), content.as_bytes(), act, &recorder).unwrap();
    }

    pub(crate) fn ask(&self, payload: &Payload) -> Answer {
        ask(&self.0, HOOK, payload)
    }

    /// The answer to a Write in the ticket folder.
    pub(crate) fn write(&self, name: &str, text: &str) -> Answer {
        self.ask(&Payload::write(self.0.ticket(name), text))
    }
}

/// A language of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Words {
    Ko,
    En,
}

pub(crate) const BOTH: [Words; 2] = [Words::Ko, Words::En];

impl Words {
    fn pick<'a>(self, ko: &'a str, en: &'a str) -> &'a str {
        if self == Self::Ko { ko } else { en }
    }

    /// The name of a test result.
    pub(crate) fn name(self) -> &'static str {
        self.pick("WO-1_테스트결과_v1.1_2026-11-20.md", "WO-1_test_result_v1.1_2026-11-20.md")
    }

    /// A section that says PASS, with all that it needs.
    pub(crate) fn passed(self, tc_id: &str) -> String {
        let (title, check, verdict) = (
            self.pick("주문 취소", "cancel an order"),
            self.pick("검증 항목 | 기대 | 실제 | 판정", "Check | Expected | Actual | Verdict"),
            self.pick("결과: ✅ PASS", "Result: ✅ PASS"),
        );
        format!(
            "### ✅ {tc_id}: {title}\n\n```\n[✅] 3. STIMULUS\n```\n\n| {check} |\n|---|---|---|---|\n| state | CANCELLED | CANCELLED | ✅ |\n\n{verdict}\n\n"
        )
    }

    /// A section that says FAIL, with all that it needs.
    pub(crate) fn failed(self, tc_id: &str) -> String {
        let (title, head) =
            (self.pick("재고", "the stock"), self.pick("[Fail 근거]", "[Fail evidence]"));
        let expected = self.pick("기대: 5", "Expected: 5");
        let actual = self.pick("실제: 4", "Actual: 4");
        let verdict = self.pick("판정: FAIL", "Verdict: FAIL");
        format!(
            "### ❌ {tc_id}: {title}\n\nPOST https://api.example.test/orders/1 → HTTP 200\n\n{head}\n- {expected}\n- {actual}\n- {verdict}\n\n"
        )
    }

    /// A section of an observation that says PASS, in one line.
    pub(crate) fn observed(self, tc_id: &str) -> String {
        let title = self.pick("[관찰] 재고 조회", "[Observation] look at the stock");
        format!("### ✅ {tc_id}: {title}\n\n")
    }

    /// A section of a test case that did not run; `reason` may be empty.
    pub(crate) fn skipped(self, tc_id: &str, status: &str, reason: &str) -> String {
        let title = self.pick("환불", "refund");
        let state = self.pick("상태", "Status");
        let reason = if reason.is_empty() { String::new() } else { format!(" — {reason}") };
        format!("### {tc_id}: {title}\n\n{state}: {status}{reason}\n\n")
    }

    /// The document of [`Ticket::ran`].
    pub(crate) fn whole(self) -> String {
        [
            format!("# {}\n\n", self.pick("테스트 결과", "Test result")),
            format!("## {}\n\nPass: 2, Fail: 1\n\n", self.pick("전체 결과 요약", "Summary")),
            format!("## {}\n\n", self.pick("TC 상세", "Details")),
            self.passed("TC-1"),
            self.failed("TC-2"),
            self.observed("TC-3"),
        ]
        .concat()
    }
}

//! A ticket folder with real evidence in it, active in its project.

use contract::{
    Object, Status,
    claim::{self, NoteClaim, StimulusClaim, VerdictClaim},
};
use evidence::{Act, Input, Recorder, Scope, Trust, audit};
use std::{fs, path::PathBuf, time::Duration};
use store::{Clock, Config, Env, TicketFolder};
use testkit::{
    Project,
    hook::{Answer, Payload, ask},
};

/// The hook.
pub(crate) const HOOK: &str = env!("CARGO_BIN_EXE_validate_final_message");

/// A ticket folder; its name has a blank and Korean in it.
pub(crate) struct Ticket(pub(crate) Project);

impl Ticket {
    /// An active ticket without a plan and without results.
    pub(crate) fn new() -> Self {
        let ticket = Self(Project::new());
        let folder = ticket.0.ticket("");
        let folder = folder.strip_prefix(ticket.0.path("")).unwrap().display();
        let entry = format!(
            r#"{{"ticket":"WO-1","ticket_folder":"{folder}","session_id":"s","set_at":"{}"}}"#,
            testkit::project::NOW
        );
        ticket.0.write("test/.active_ticket", format!(r#"{{"sessions":[{entry}]}}"#));
        ticket
    }

    /// TC-1 and TC-2 passed, TC-3 failed, TC-4 has no result.
    pub(crate) fn ran() -> Self {
        let ticket = Self::new();
        ticket.plan(&["TC-1", "TC-2", "TC-3", "TC-4"]);
        ticket.pass("TC-1");
        ticket.pass("TC-2");
        ticket.fail("TC-3");
        ticket
    }

    /// TC-1 and TC-2, and both passed.
    pub(crate) fn passed() -> Self {
        let ticket = Self::new();
        ticket.plan(&["TC-1", "TC-2"]);
        ticket.pass("TC-1");
        ticket.pass("TC-2");
        ticket
    }

    pub(crate) fn plan(&self, tcs: &[&str]) {
        let headings = tcs.iter().map(|tc| format!("### {tc}: 주문 취소\n"));
        self.0
            .write(self.0.ticket("WO-1_테스트시트_v1_2026-11-20.md"), headings.collect::<String>());
    }

    pub(crate) fn pass(&self, tc_id: &str) {
        self.judged(tc_id, Status::Pass);
        self.result(tc_id, "PASS");
    }

    pub(crate) fn fail(&self, tc_id: &str) {
        self.judged(tc_id, Status::Fail);
        self.result(tc_id, "FAIL");
    }

    /// A stimulus and a verdict on it, both on record.
    pub(crate) fn judged(&self, tc_id: &str, verdict: Status) {
        let stimulus = StimulusClaim {
            status_code: Some(200),
            method: "POST".into(),
            path: "/orders/1/cancel".into(),
            origin: "http://127.0.0.1:8080".into(),
            ..StimulusClaim::default()
        };
        self.record("stimulus_executor", tc_id, "stimulus", &[], claim::members(&stimulus));
        let verdict = VerdictClaim {
            verdict,
            pass: 2,
            fail: u64::from(verdict == Status::Fail),
            spec_sha256: None,
            actual_path: Some("response.body".into()),
        };
        self.record(
            "verdict_calculator",
            tc_id,
            "verdict",
            &["stimulus"],
            claim::members(&verdict),
        );
    }

    /// `partial_results/{TC}.json`, on no record.
    pub(crate) fn result(&self, tc_id: &str, status: &str) {
        let text = format!(r#"{{"tc_id":"{tc_id}","status":"{status}","error":"x"}}"#);
        fs::write(self.results(&format!("{tc_id}.json")), text).unwrap();
    }

    /// `_summary.json` that counts these results, and so many planned ones.
    pub(crate) fn summary(&self, total: usize, tcs: &[(&str, &str)]) {
        let count = |status: &str| tcs.iter().filter(|(_, other)| *other == status).count();
        let line =
            |(tc, status): &(&str, &str)| format!(r#"{{"tc_id":"{tc}","status":"{status}"}}"#);
        let lines: Vec<_> = tcs.iter().map(line).collect();
        let text = format!(
            r#"{{"stats":{{"total":{total},"pass":{},"fail":{},"nt":{}}},"tcs":[{}]}}"#,
            count("PASS"),
            count("FAIL"),
            total - tcs.len(),
            lines.join(",")
        );
        fs::write(self.results("_summary.json"), text).unwrap();
    }

    pub(crate) fn results(&self, file: &str) -> PathBuf {
        self.0.ticket("partial_results").join(file)
    }

    fn record(&self, tool: &'static str, tc_id: &str, kind: &str, inputs: &[&str], claim: Object) {
        let (root, env) = (self.0.path(""), self.env());
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
        let content = format!(r#"{{"tc_id":"{tc_id}","success":true,"made_by":"{tool}"}}"#);
        evidence::write(&file(kind), content.as_bytes(), act, &recorder).unwrap();
    }

    /// The environment of a program in this project.
    pub(crate) fn env(&self) -> Env {
        let state = self.0.path("").parent().unwrap().join("state").display().to_string();
        Env::fixed([("XDG_STATE_HOME", state)])
    }

    /// The answer to the end of a turn.
    pub(crate) fn stop(&self, message: &str) -> Answer {
        self.ask(&Payload::stop(message))
    }

    pub(crate) fn ask(&self, payload: &Payload) -> Answer {
        ask(&self.0, HOOK, payload)
    }

    /// The notes of the hook in the ledger.
    pub(crate) fn notes(&self) -> Vec<NoteClaim> {
        let folder = TicketFolder::at(self.0.ticket(""));
        let record =
            evidence::Record::read(&folder, Scope::All, Trust::default(), &self.env()).unwrap();
        let own = record.entries_of("validate_final_message");
        own.map(|entry| entry.claim().unwrap()).collect()
    }

    /// Whether the whole walk over the ledger finds it whole.
    pub(crate) fn ledger_is_whole(&self) -> bool {
        let (folder, config, env) =
            (TicketFolder::at(self.0.ticket("")), Config::default(), self.env());
        let request = audit::Request {
            folder: &folder,
            tc: None,
            unsigned_before: 0,
            anchor: None,
            config: &config,
            root: &self.0.path(""),
            env: &env,
        };
        audit::verify(&request).unwrap().ledgers.iter().all(|ledger| ledger.troubles.is_empty())
    }
}

//! A ticket folder with a plan, gates and data, and programs' work recorded in it.

use contract::{
    Object, Status,
    claim::{self, Phase, SnapshotClaim, StimulusClaim, VerdictClaim},
    json::{self, Json},
    plan,
    snapshot::Source,
    verification::{Head, Verification, Word},
};
use evidence::{
    Act, CaseFile, Committed, Error, Input, Recorder, Scope, accept_head,
    audit::{Request, verify},
    commit, enter,
    pass::{Claim, Clause, Judgement, judge},
};
use std::{
    fs,
    io::Write,
    path::PathBuf,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use store::{Clock, Config, Env, Staged, TicketFolder};
use testkit::Project;

/// The test case that most tests are about.
pub(crate) const TC: &str = "TC-1";

/// The statement of its snapshots.
pub(crate) const SQL: &str = "SELECT id, state FROM orders WHERE id = {data.order_id}";

/// Its plan.
pub(crate) const SPEC: &str = r#"{"ticket":"WO-1","sheet_version":"v1","tcs":{"TC-1":{
  "title":"취소","type":"ACTIVE",
  "stimulus":{"method":"POST","service":"shop","path":"/orders/{id}/cancel",
    "path_params":{"id":"{data.order_id}"},"body":null},
  "snapshot":[{"name":"orders","db":"shop","sql":"SELECT id, state FROM orders WHERE id = {data.order_id}","key":["id"]}],
  "expected":{"http_status":200,"static_fields":{"state":"CANCELLED","total":10.0}}}}}"#;

pub(crate) const GATE: &str = r#"{"ticket":"WO-1","test_types":{"api_test":true,"db_verify":true},
  "server_env_map":{"shop":{"env":"local","url":"http://127.0.0.1:8080/api"}}}"#;

pub(crate) const MAPPING_FILE: &str = "WO-1_데이터매핑.json";

const MAPPING: &str = r#"{"sheet_version":"v1","created_at":"2026-01-01T00:00:00.000+00:00",
  "mappings":{"TC-1":{"status":"MAPPED","data":{"order_id":1234567890123456789}}}}"#;

/// A ticket folder under test.
pub(crate) struct Ticket {
    project: Project,
    pub(crate) config: Config,
    pub(crate) env: Vec<(String, String)>,
    written: AtomicUsize,
}

impl Ticket {
    /// A folder with the plan, the gate file and the data, and nothing recorded.
    pub(crate) fn new() -> Self {
        let project = Project::new();
        let state = project.path("../state").display().to_string();
        let env = vec![("XDG_STATE_HOME".into(), state)];
        let written = AtomicUsize::new(0);
        let ticket = Self { project, config: Config::default(), env, written };
        ticket.write("WO-1_tc_spec.json", SPEC);
        ticket.write("WO-1_gate_20260101_000000.json", GATE);
        ticket.write(MAPPING_FILE, MAPPING);
        ticket
    }

    /// The same after all seven steps of an ACTIVE test case that passed.
    pub(crate) fn passed() -> Self {
        let ticket = Self::new();
        ticket.before();
        ticket.stimulus();
        ticket.after();
        ticket.diff();
        ticket.verdict(Status::Pass);
        ticket
    }

    pub(crate) fn path(&self, file: &str) -> PathBuf {
        self.project.ticket(file)
    }

    pub(crate) fn folder(&self) -> TicketFolder {
        TicketFolder::at(self.project.ticket(""))
    }

    pub(crate) fn write(&self, file: &str, content: &str) {
        fs::write(self.path(file), content).unwrap();
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).unwrap()
    }

    /// Writes the plan again with something replaced.
    pub(crate) fn change(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{from} in {text}");
        self.write(file, &text.replacen(from, to, 1));
    }

    pub(crate) fn ledger(&self) -> String {
        self.read("partial_results/_ledger.jsonl")
    }

    pub(crate) fn env(&self) -> Env {
        Env::fixed(self.env.clone())
    }

    /// Writes a file as a program would, with its entry.
    pub(crate) fn record(
        &self,
        tool: &'static str,
        file: &str,
        act: Act,
    ) -> Result<Committed, Error> {
        let mut staged = Staged::create(&self.path(file))?;
        // Each write has bytes of its own, as time stamps make them in earnest.
        let nr = self.written.fetch_add(1, Ordering::Relaxed);
        let content = format!("{{\"made_by\":\"{tool}\",\"nr\":{nr}}}\n");
        staged.write_all(content.as_bytes()).unwrap();
        self.as_recorder(tool, |recorder| commit(staged, act, recorder))
    }

    /// Writes an entry without a file.
    pub(crate) fn enter(&self, tool: &'static str, claim: Object) -> Result<Committed, Error> {
        let act = Act { claim, ..Act::default() };
        self.as_recorder(tool, |recorder| enter(&self.folder(), act, recorder))
    }

    fn as_recorder<T>(&self, tool: &'static str, run: impl FnOnce(&Recorder<'_>) -> T) -> T {
        let env = self.env();
        let clock = Clock::new(&self.config, &env).unwrap();
        run(&Recorder {
            tool,
            version: "0.1.0",
            clock: &clock,
            config: &self.config,
            root: &self.project.path(""),
            env: &env,
            lock_timeout: Duration::from_secs(10),
        })
    }

    /// A file as an input.
    pub(crate) fn input(&self, file: &str) -> Input {
        let path = self.path(file);
        let sha256 = store::sha256_hex(&fs::read(&path).unwrap());
        Input { path, sha256 }
    }

    pub(crate) fn inputs(&self, files: &[&str]) -> Vec<Input> {
        files.iter().map(|file| self.input(&results(file))).collect()
    }

    /// Plan and mapping, as programs read them.
    pub(crate) fn plan_inputs(&self) -> Vec<Input> {
        vec![self.input("WO-1_tc_spec.json"), self.input(MAPPING_FILE)]
    }

    pub(crate) fn before(&self) {
        self.snapshot("TC-1_before.json", snapshot_claim(Phase::Before));
    }

    pub(crate) fn after(&self) {
        self.snapshot("TC-1_after.json", snapshot_claim(Phase::After));
    }

    pub(crate) fn snapshot(&self, file: &str, claim: SnapshotClaim) {
        let inputs = self.plan_inputs();
        let act = Act { tc_id: Some(TC.into()), inputs, claim: claim::members(&claim) };
        self.record("capture_db_snapshot", &results(file), act).unwrap();
    }

    pub(crate) fn stimulus(&self) {
        self.stimulus_with("TC-1_stimulus.json", stimulus_claim());
    }

    pub(crate) fn stimulus_with(&self, file: &str, claim: StimulusClaim) {
        let act = Act { tc_id: Some(TC.into()), inputs: vec![], claim: claim::members(&claim) };
        self.record("stimulus_executor", &results(file), act).unwrap();
    }

    pub(crate) fn diff(&self) {
        self.diff_of(&["TC-1_before.json", "TC-1_after.json"]);
    }

    pub(crate) fn diff_of(&self, files: &[&str]) {
        let inputs = self.inputs(files);
        let act = Act { tc_id: Some(TC.into()), inputs, claim: Object::new() };
        self.record("compare_db_snapshots", "partial_results/TC-1_diff.json", act).unwrap();
    }

    pub(crate) fn verdict(&self, verdict: Status) {
        self.verdict_with(&["TC-1_stimulus.json"], self.verdict_claim(verdict));
    }

    pub(crate) fn verdict_with(&self, files: &[&str], claim: VerdictClaim) {
        self.verdict_to("TC-1_verdict.json", files, claim);
    }

    pub(crate) fn verdict_to(&self, file: &str, files: &[&str], claim: VerdictClaim) {
        let inputs = self.inputs(files);
        let act = Act { tc_id: Some(TC.into()), inputs, claim: claim::members(&claim) };
        self.record("verdict_calculator", &results(file), act).unwrap();
    }

    /// The claim of a verdict by the present plan.
    pub(crate) fn verdict_claim(&self, verdict: Status) -> VerdictClaim {
        VerdictClaim {
            verdict,
            pass: 3,
            fail: u64::from(verdict == Status::Fail),
            spec_sha256: self.part("expected"),
            actual_path: Some("response.body".into()),
        }
    }

    /// A verdict file with these checks in it.
    pub(crate) fn verdict_file(&self, content: &str, claim: &VerdictClaim) {
        let mut staged = Staged::create(&self.path("partial_results/TC-1_verdict.json")).unwrap();
        staged.write_all(content.as_bytes()).unwrap();
        let inputs = self.inputs(&["TC-1_stimulus.json"]);
        let act = Act { tc_id: Some(TC.into()), inputs, claim: claim::members(claim) };
        self.as_recorder("verdict_calculator", |recorder| commit(staged, act, recorder)).unwrap();
    }

    /// The gate asks for no snapshots.
    pub(crate) fn without_db_verify(&self) {
        self.change("WO-1_gate_20260101_000000.json", "\"db_verify\":true", "\"db_verify\":false");
    }

    /// The hash of a part of the present plan.
    pub(crate) fn part(&self, name: &str) -> Option<String> {
        plan::part(&self.spec(), TC, name).map(plan::sha256)
    }

    pub(crate) fn spec(&self) -> Json {
        json::parse(&self.read("WO-1_tc_spec.json")).unwrap()
    }

    pub(crate) fn case(&self) -> CaseFile {
        let root = self.project.path("");
        CaseFile::open(self.folder(), Scope::Of(&[TC]), self.config.clone(), &root, &self.env())
            .unwrap()
    }

    pub(crate) fn case_of_all(&self) -> CaseFile {
        let root = self.project.path("");
        CaseFile::open(self.folder(), Scope::All, self.config.clone(), &root, &self.env()).unwrap()
    }

    pub(crate) fn judge(&self, status: Status, reason: &str) -> Judgement {
        judge(&self.case(), &Claim { tc_id: TC, status, title: "취소", reason })
    }

    /// What the whole walk finds.
    pub(crate) fn verify(&self) -> Verification {
        self.verify_with(0, None)
    }

    pub(crate) fn verify_with(&self, unsigned_before: u64, anchor: Option<&Head>) -> Verification {
        let folder = self.folder();
        let root = self.project.path("");
        let (config, env) = (&self.config, &self.env());
        let request = Request {
            folder: &folder,
            tc: None,
            unsigned_before,
            anchor,
            config,
            root: &root,
            env,
        };
        verify(&request).unwrap()
    }

    /// The walk finds these troubles of the test case, each with words of its sentence.
    pub(crate) fn finds(&self, expected: &[(Word, &str)]) {
        let found = self.verify();
        let tc = found.tcs.iter().find(|tc| tc.tc_id.as_deref() == Some(TC)).unwrap();
        let fits = tc.troubles.len() == expected.len()
            && tc.troubles.iter().zip(expected).all(|(found, (word, words))| {
                found.what == *word && found.detail.contains(words) && !found.remedy.is_empty()
            });
        assert!(fits, "expected {expected:?}, found {:#?}", tc.troubles);
        assert_eq!(found.verified, expected.is_empty());
    }

    /// Accepts a lost head as a person would.
    pub(crate) fn accept(&self, reason: &str) -> Option<Committed> {
        self.as_recorder("verify_evidence", |it| accept_head(&self.folder(), reason, it)).unwrap()
    }

    /// The claim stands.
    pub(crate) fn stands(&self, status: Status) {
        assert_eq!(self.judge(status, "").violations, []);
    }

    /// The claim violates just these clauses, in sentences that hold these words.
    pub(crate) fn violates(&self, status: Status, expected: &[(Clause, &str)]) {
        let found = self.judge(status, "").violations;
        let shown: Vec<_> = found.iter().map(|it| format!("{:?} {it}", it.clause)).collect();
        let fits = found.len() == expected.len()
            && found.iter().zip(expected).all(|(found, (clause, words))| {
                found.clause == *clause
                    && found.sentence.contains(words)
                    && !found.command.is_empty()
            });
        assert!(fits, "expected {expected:?}, found {shown:#?}");
    }
}

pub(crate) fn results(file: &str) -> String {
    format!("partial_results/{file}")
}

pub(crate) fn stimulus_claim() -> StimulusClaim {
    StimulusClaim {
        status_code: Some(200),
        method: "POST".into(),
        path: "/api/orders/1234567890123456789/cancel".into(),
        origin: "http://127.0.0.1:8080".into(),
        service: Some("shop".into()),
        ..StimulusClaim::default()
    }
}

pub(crate) fn snapshot_claim(phase: Phase) -> SnapshotClaim {
    SnapshotClaim {
        db: Some("shop".into()),
        sql_sha256: Some(claim::sql_sha256(SQL)),
        source: Some(Source::Captured),
        phase: Some(phase),
        ..SnapshotClaim::default()
    }
}

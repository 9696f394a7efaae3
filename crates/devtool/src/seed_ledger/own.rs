//! The newest entries: those of the ticket's own test cases, in the order of the pipeline.

use super::past;
use anyhow::{Context, Result};
use contract::{
    Json, Object, SideCar, Status, TcType,
    claim::{self, Phase, ResultClaim, SnapshotClaim, StimulusClaim, VerdictClaim, sql_sha256},
    json::{Number, pretty_document},
    origin::Origin,
    snapshot, stimulus,
    tc::natural_cmp,
    verdict::{Check, CheckResult, Verdict},
};
use evidence::{Act, Input, Past};
use std::path::PathBuf;
use store::{DocumentKind, Durability, Source, TicketFolder};
use testdoc::result::{Case, TestResult};

/// Makes the side-cars bear out what is claimed of each test case, and says who wrote them.
pub(super) fn acts(folder: &TicketFolder) -> Result<Vec<Past>> {
    let mut acts = Vec::new();
    let document = folder.document(DocumentKind::Result)?;
    let document = document.map(|(path, _)| Source::open(&path)).transpose()?;
    let text = document.as_ref().map_or(Ok(""), Source::text)?;
    let result = TestResult::read(text);
    let cases = result.cases();
    for tc_id in tcs(folder)? {
        let own = Own { folder, tc_id: &tc_id };
        let case = cases.iter().find(|case| case.tc_id == tc_id);
        let claimed = case.map_or_else(|| own.claimed(), |case| Ok(Claimed::of(case)))?;
        acts.extend(own.acts(&claimed)?);
    }
    Ok(acts)
}

/// The test cases that have a result, as people count.
fn tcs(folder: &TicketFolder) -> Result<Vec<String>> {
    let names = store::list(&folder.partial_results())?;
    let results = names.iter().filter_map(|name| match SideCar::parse(name)? {
        (tc_id, SideCar::Result) if !tc_id.starts_with(past::PREFIX) => Some(tc_id.to_owned()),
        _ => None,
    });
    let mut tcs: Vec<String> = results.collect();
    tcs.sort_by(|a, b| natural_cmp(a, b));
    Ok(tcs)
}

/// What is said of a test case.
struct Claimed {
    status: Status,
    kind: TcType,
}

impl Claimed {
    /// What the ticket's test result says.
    fn of(case: &Case<'_>) -> Self {
        Self { status: case.status, kind: TcType::from_title(case.title) }
    }
}

/// One of the ticket's own test cases.
struct Own<'a> {
    folder: &'a TicketFolder,
    tc_id: &'a str,
}

impl Own<'_> {
    /// What its result says, where the test result does not name it.
    fn claimed(&self) -> Result<Claimed> {
        let result =
            self.read(&SideCar::Result)?.context("a result that was just listed")?.json()?;
        let text =
            |name: &str| result.get(name).and_then(Json::as_str).unwrap_or_default().to_owned();
        let kind =
            if text("tc_type") == "OBSERVATION" { TcType::Observation } else { TcType::Active };
        Ok(Claimed { status: Status::parse(&text("status")).unwrap_or(Status::Incomplete), kind })
    }

    /// Its entries, in the order of the pipeline. Verdict and result are written as they must be.
    fn acts(&self, claimed: &Claimed) -> Result<Vec<Past>> {
        let before = self.found(&SideCar::Before)?;
        let stimulus = self.found(&SideCar::Stimulus)?;
        let after = self.found(&SideCar::After)?;
        let diff = self.found(&SideCar::Diff)?;
        let judged = match claimed.kind {
            TcType::Active => stimulus.as_ref(),
            TcType::Observation => after.as_ref().or(before.as_ref()),
        };
        let mut acts = Vec::new();
        let snapshot = "capture_db_snapshot";
        acts.extend(
            before.clone().map(|file| self.past(snapshot, vec![], taken(Phase::Before), file)),
        );
        if let Some(file) = stimulus.clone() {
            acts.push(self.past("stimulus_executor", vec![], self.sent()?, file));
        }
        acts.extend(
            after.clone().map(|file| self.past(snapshot, vec![], taken(Phase::After), file)),
        );
        if let (Some(before), Some(after), Some(diff)) = (&before, &after, diff) {
            let both = vec![before.clone(), after.clone()];
            acts.push(self.past("compare_db_snapshots", both, Object::new(), diff));
        }
        if let Some(judged) = judged {
            acts.push(self.verdict(claimed, judged)?);
        }
        acts.push(self.result(claimed)?);
        Ok(acts)
    }

    /// What the exchange on the disk says of itself.
    fn sent(&self) -> Result<Object> {
        let source = self.read(&SideCar::Stimulus)?.context("the stimulus")?;
        let exchange: stimulus::Stimulus = source.document()?;
        let url = exchange.request.url;
        let origin = Origin::parse(&url).context(url.clone())?;
        let behind = url.split_once("://").map_or("", |(_, rest)| rest);
        let path = behind.find('/').map_or("/", |at| &behind[at..]);
        Ok(claim::members(&StimulusClaim {
            status_code: exchange.response.status_code,
            method: exchange.request.method,
            path: path.split('?').next().unwrap_or(path).into(),
            origin: origin.to_string(),
            ..StimulusClaim::default()
        }))
    }

    /// A verdict of one check, which holds unless FAIL is claimed.
    fn verdict(&self, claimed: &Claimed, judged: &Input) -> Result<Past> {
        let failed = claimed.status == Status::Fail;
        let number = |number: u64| Json::Number(Number::from(number));
        let check = Check {
            field: "http_status".into(),
            expected: number(200),
            actual: number(if failed { 409 } else { 200 }),
            result: if failed { CheckResult::Fail } else { CheckResult::Pass },
            detail: String::new(),
        };
        let verdict = Verdict {
            tc_id: self.tc_id.into(),
            timestamp: "2026-01-01T00:00:00.000+00:00".into(),
            checks: vec![check],
            verdict: if failed { Status::Fail } else { Status::Pass },
            pass_count: u64::from(!failed),
            fail_count: u64::from(failed),
            expected_sha256: None,
            actual_sha256: Some(judged.sha256.clone()),
            tool: None,
        };
        let place = match claimed.kind {
            TcType::Active => "response.body",
            TcType::Observation => "rows",
        };
        let members = claim::members(&VerdictClaim {
            verdict: verdict.verdict,
            pass: verdict.pass_count,
            fail: verdict.fail_count,
            spec_sha256: None,
            actual_path: Some(place.into()),
        });
        let file = self.write(&SideCar::Verdict, &pretty_document(&verdict))?;
        Ok(self.past("verdict_calculator", vec![judged.clone()], members, file))
    }

    /// The result, with the status that is claimed.
    fn result(&self, claimed: &Claimed) -> Result<Past> {
        let source = self.read(&SideCar::Result)?.context("the result")?;
        let mut result = source.json()?.as_object().cloned().unwrap_or_default();
        result.insert("status".into(), claimed.status.as_str().into());
        result.insert("tc_type".into(), claimed.kind.as_str().into());
        let file = self.write(&SideCar::Result, &pretty_document(&Json::Object(result)))?;
        let members = claim::members(&ResultClaim { status: claimed.status });
        Ok(self.past("record_tc_result", vec![], members, file))
    }

    fn path(&self, side_car: &SideCar) -> PathBuf {
        self.folder.partial_results().join(side_car.file_name(self.tc_id))
    }

    fn read(&self, side_car: &SideCar) -> Result<Option<Source>> {
        match Source::open(&self.path(side_car)) {
            Ok(source) => Ok(Some(source)),
            Err(store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn found(&self, side_car: &SideCar) -> Result<Option<Input>> {
        Ok(self.read(side_car)?.as_ref().map(Input::of))
    }

    fn write(&self, side_car: &SideCar, text: &str) -> Result<Input> {
        let path = self.path(side_car);
        store::write(&path, text.as_bytes(), Durability::Atomic)?;
        Ok(Input { path, sha256: store::sha256_hex(text.as_bytes()) })
    }

    fn past(&self, tool: &'static str, inputs: Vec<Input>, claim: Object, output: Input) -> Past {
        let act = Act { tc_id: Some(self.tc_id.into()), inputs, claim };
        Past { tool, act, output: Some(output) }
    }
}

/// What the entry of a snapshot says.
fn taken(phase: Phase) -> Object {
    claim::members(&SnapshotClaim {
        db: Some("bench".into()),
        sql_sha256: Some(sql_sha256("SELECT * FROM outbound_order")),
        source: Some(snapshot::Source::Captured),
        phase: Some(phase),
        ..SnapshotClaim::default()
    })
}

//! Older entries: other test cases that ran again and again.

use anyhow::Result;
use contract::{
    Object, Status,
    claim::{self, NoteClaim, ResultClaim, StimulusClaim, VerdictClaim},
};
use evidence::{Act, Input, Past};
use std::path::PathBuf;
use store::{Durability, TicketFolder};

/// How their ids begin.
pub(super) const PREFIX: &str = "TC-older-";
/// The entries that a run of one of them leaves.
const STEPS: usize = 3;

/// So many entries of so many test cases. Of each file the bytes of its newest entry are written.
pub(super) fn acts(folder: &TicketFolder, entries: usize, tcs: usize) -> Result<Vec<Past>> {
    remove_files(folder)?;
    // What makes no whole run is notes, which have no file.
    let mut acts: Vec<Past> = (0..entries % STEPS).map(|_| note()).collect();
    // The oldest runs come first; the last round is the one whose files are on the disk.
    let runs = entries / STEPS;
    for run in 0..runs {
        let other = Other { folder, tc_id: format!("{PREFIX}{}", run % tcs), run };
        acts.extend(other.run(run + tcs >= runs)?);
    }
    Ok(acts)
}

fn note() -> Past {
    let claim = NoteClaim { note: "made to measure with".into(), text_sha256: None };
    let act = Act { claim: claim::members(&claim), ..Act::default() };
    Past { tool: "verify_evidence", act, output: None }
}

/// Files of an older ledger go with it.
fn remove_files(folder: &TicketFolder) -> Result<()> {
    let results = folder.partial_results();
    for name in store::list(&results)?.iter().filter(|name| name.starts_with(PREFIX)) {
        std::fs::remove_file(results.join(name))?;
    }
    Ok(())
}

struct Other<'a> {
    folder: &'a TicketFolder,
    tc_id: String,
    run: usize,
}

impl Other<'_> {
    fn run(&self, is_last: bool) -> Result<[Past; STEPS]> {
        let Self { tc_id, run, .. } = self;
        let url = format!("https://api.example.test/orders/{run}");
        let stimulus = self.file(
            "_stimulus",
            &format!(
                r#"{{"tc_id":"{tc_id}","request":{{"method":"GET","url":"{url}"}},"response":{{"status_code":200,"body":{{"nr":{run}}}}},"success":true}}"#
            ),
            is_last,
        )?;
        let verdict = self.file(
            "_verdict",
            &format!(
                r#"{{"tc_id":"{tc_id}","timestamp":"","checks":[{{"field":"nr","expected":{run},"actual":{run},"result":"PASS"}}],"verdict":"PASS","pass_count":1,"fail_count":0}}"#
            ),
            is_last,
        )?;
        let result = self.file(
            "",
            &format!(r#"{{"tc_id":"{tc_id}","tc_type":"ACTIVE","status":"PASS","nr":{run}}}"#),
            is_last,
        )?;
        let sent = StimulusClaim {
            status_code: Some(200),
            method: "GET".into(),
            path: format!("/orders/{run}"),
            origin: "https://api.example.test:443".into(),
            ..StimulusClaim::default()
        };
        let judged = VerdictClaim {
            verdict: Status::Pass,
            pass: 1,
            fail: 0,
            spec_sha256: None,
            actual_path: Some("response.body".into()),
        };
        let passed = claim::members(&ResultClaim { status: Status::Pass });
        let both = vec![stimulus.clone(), verdict.clone()];
        Ok([
            self.past("stimulus_executor", vec![], claim::members(&sent), &stimulus),
            self.past(
                "verdict_calculator",
                vec![stimulus.clone()],
                claim::members(&judged),
                &verdict,
            ),
            self.past("record_tc_result", both, passed, &result),
        ])
    }

    fn file(&self, suffix: &str, text: &str, is_last: bool) -> Result<Input> {
        let path: PathBuf =
            self.folder.partial_results().join(format!("{}{suffix}.json", self.tc_id));
        if is_last {
            store::write(&path, text.as_bytes(), Durability::Atomic)?;
        }
        Ok(Input { path, sha256: store::sha256_hex(text.as_bytes()) })
    }

    fn past(&self, tool: &'static str, inputs: Vec<Input>, claim: Object, output: &Input) -> Past {
        let act = Act { tc_id: Some(self.tc_id.clone()), inputs, claim };
        Past { tool, act, output: Some(output.clone()) }
    }
}

//! Results of the test cases that the execution plan leaves out.

use crate::{
    Error,
    assembly::{Additions, assemble},
    checklist::{View, markdown},
    labels::Labels,
    papers::Papers,
    plan::Plan,
    ruling::Ruling,
    settling::Settled,
    side_cars::SideCars,
};
use contract::{
    Status,
    execution_plan::{Excluded, ExecutionPlan},
    result::TcResult,
    tc,
};
use store::Source;
use testdoc::checklist::Mark;

/// The result of each, and its steps as text. All are made before the first is written.
pub(crate) fn results(
    source: &Source,
    papers: &Papers,
    labels: Labels,
) -> Result<Vec<(TcResult, String)>, Error> {
    let list = list(source)?;
    list.iter()
        .map(|entry| Ok(result(entry, &Plan::outline(&entry.tc_id, papers)?, labels)))
        .collect()
}

/// Reads the list of the plan; each entry must be one that did not run.
fn list(source: &Source) -> Result<Vec<Excluded>, Error> {
    let plan: ExecutionPlan = source.document()?;
    for (index, entry) in plan.excluded.iter().enumerate() {
        if !tc::is_id(&entry.tc_id) {
            return Err(Error::BadId { id: entry.tc_id.clone() });
        }
        if !matches!(entry.status, Status::NotTested | Status::Blocked) {
            let path = source.path().to_owned();
            return Err(Error::NotExcluded { path, index, status: entry.status });
        }
    }
    Ok(plan.excluded)
}

/// The result of one, its checklist stopped at DATA.
fn result(entry: &Excluded, plan: &Plan, labels: Labels) -> (TcResult, String) {
    let why = match entry.reason.trim() {
        "" => entry.status.as_str(),
        reason => reason,
    };
    let ruling = match entry.status {
        Status::Blocked => Ruling::UnfitData(why.into()),
        _ => Ruling::NoData(why.into()),
    };
    let files = SideCars::default();
    let reason = ruling.reason(&files, labels);
    let settled = Settled { status: entry.status, lowered_from: None, error: Some(why.into()) };
    let verdict = settled.verdict(&reason, labels);
    let view = View {
        plan,
        files: &files,
        ruling: &ruling,
        verdict: (Mark::Failed, &verdict),
        reason: None,
        labels,
    };
    let lines = view.lines();
    let additions = Additions {
        evidence_text: Some(why.into()),
        evidence_level: Some(1),
        ..Additions::default()
    };
    let steps = markdown(&entry.tc_id, &view, &lines, None);
    (assemble(&entry.tc_id, &view, &settled, &lines, additions), steps)
}

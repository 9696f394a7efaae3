//! A test result or a report: each claim of it against the record, and what it must show.

use crate::{prose, recorded::Recorded};
use contract::{Status, TcType};
use evidence::pass::Claim;
use hook::{Call, Failure, Findings, Objection, Target};
use testdoc::result::{Case, Contradiction, Count, Counted, TestResult};

/// Judges a document as it will be.
pub(crate) fn judge(call: &Call<'_>, target: &Target, text: &str) -> Result<Findings, Failure> {
    let text = testdoc::plain(text);
    let document = TestResult::read(&text);
    let cases = document.cases();
    if cases.is_empty() {
        return Ok(Findings::default());
    }
    let mut findings = Findings::default();
    let objections = &mut findings.objections;
    match target.ticket() {
        None if is_pattern(call, target) => return Ok(findings),
        None => objections.extend(homeless(&cases)),
        Some(folder) => {
            let tcs: Vec<&str> = cases.iter().map(|case| case.tc_id).collect();
            let recorded = Recorded::open(call, folder, &tcs)?;
            for case in &cases {
                call.check_time()?;
                weigh_case(&recorded, case, objections)?;
            }
        }
    }
    objections.extend(document.miscounts(&cases).iter().map(miscount));
    Ok(findings)
}

/// All that stands against what is said of one test case.
fn weigh_case(
    recorded: &Recorded,
    case: &Case<'_>,
    objections: &mut Vec<Objection>,
) -> Result<(), Failure> {
    let said = recorded.said(case.tc_id)?;
    if case.is_group && said.is_none() {
        // `TC-1` above `TC-1.1` and `TC-1.2`, which are judged by themselves.
        return Ok(());
    }
    objections.extend(case.contradictions.iter().map(|it| contradiction(case, *it)));
    if let Some(said) = &said
        && said.status != case.status
    {
        objections.push(disagreement(case, said.status));
    }
    let reason = match (case.reason, &said) {
        ("", Some(said)) => said.error.as_deref().unwrap_or_default(),
        (reason, _) => reason,
    };
    let Case { tc_id, status, title, .. } = *case;
    objections.extend(recorded.object(&Claim { tc_id, status, title, reason }, Some(case.line)));
    let ran = matches!(status, Status::Pass | Status::Fail);
    let is_active = recorded.case.tc_type(tc_id, title) == TcType::Active;
    if case.has_section && ran && is_active {
        objections.extend(prose::lacks(case));
    }
    Ok(())
}

fn contradiction(case: &Case<'_>, it: Contradiction) -> Objection {
    let Contradiction { said, other } = it;
    let what = if said.line == other.line {
        format!("line {} says {} and {}", said.line, said.status, other.status)
    } else {
        format!(
            "line {} says {}, line {} says {}",
            said.line, said.status, other.line, other.status
        )
    };
    Objection {
        subject: Some(case.tc_id.into()),
        line: Some(other.line),
        what,
        mend: "say in both places what the record says".into(),
    }
}

fn disagreement(case: &Case<'_>, recorded: Status) -> Objection {
    let tc_id = case.tc_id;
    Objection {
        subject: Some(tc_id.into()),
        line: Some(case.line),
        what: format!("it says {}, partial_results/{tc_id}.json says {recorded}", case.status),
        mend: format!(
            "say {recorded} here, or run record_tc_result for {tc_id} again if the record has changed"
        ),
    }
}

fn miscount((count, found): &(Count, u64)) -> Objection {
    let what = match count.what {
        Counted::All => "all".to_owned(),
        Counted::Of(status) => status.to_string(),
    };
    Objection {
        subject: None,
        line: Some(count.line),
        what: format!(
            "the summary says {} for {what}, the test cases below are {found}",
            count.number
        ),
        mend: "write the numbers of summarize_partial_results".into(),
    }
}

/// Whether a document is a pattern or an example: it claims nothing of a ticket.
fn is_pattern(call: &Call<'_>, target: &Target) -> bool {
    const FOLDERS: [&str; 4] = ["test/_shared/", "test/templates/", "test/_templates/", ".claude/"];
    let below = target.below(call.root());
    below.is_some_and(|path| FOLDERS.iter().any(|folder| path.starts_with(folder)))
}

/// A PASS outside any ticket folder has no record that could bear it out.
fn homeless(cases: &[Case<'_>]) -> Option<Objection> {
    let passed = cases.iter().filter(|case| case.status == Status::Pass);
    let passed: Vec<&str> = passed.map(|case| case.tc_id).collect();
    let first = cases.iter().find(|case| case.status == Status::Pass)?;
    Some(Objection {
        subject: None,
        line: Some(first.line),
        what: format!(
            "it says PASS of {} and lies in no ticket folder, where the record is",
            passed.join(", ")
        ),
        mend: "write it to the ticket folder test/{ticket}_{feature}/, beside its partial_results/"
            .into(),
    })
}

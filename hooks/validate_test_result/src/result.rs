//! `partial_results/{TC}.json`: its form, and whether the record bears it out.

use crate::recorded::Recorded;
use contract::{TcType, result::TcResult};
use evidence::pass::Claim;
use fault::Fault;
use hook::{Call, Failure, Findings, Objection, Target};
use store::Source;

/// Judges a result as it will be.
pub(crate) fn judge(
    call: &Call<'_>,
    target: &Target,
    tc_id: &str,
    text: &str,
) -> Result<Findings, Failure> {
    let source = Source::from_bytes(target.path(), text.as_bytes().to_vec());
    let result: TcResult = match source.document() {
        Ok(result) => result,
        Err(error) => return Ok(only(malformed(tc_id, &error))),
    };
    let mut findings = Findings::default();
    if result.tc_id != tc_id {
        findings.objections.push(Objection {
            subject: Some(tc_id.into()),
            line: None,
            what: format!("its `tc_id` is {:?}, its file is that of {tc_id}", result.tc_id),
            mend: "write each result to the file of its own test case".into(),
        });
    }
    let Some(folder) = target.ticket() else { return Ok(findings) };
    let recorded = Recorded::open(call, folder, &[tc_id])?;
    // Without a plan the result's own word decides what the test case is.
    let title = match result.tc_type {
        TcType::Active => "",
        TcType::Observation => "[observation]",
    };
    let reason = result.error.as_deref().unwrap_or_default();
    let claim = Claim { tc_id, status: result.status, title, reason };
    findings.objections.extend(recorded.object(&claim, None));
    Ok(findings)
}

fn only(objection: Objection) -> Findings {
    Findings { objections: vec![objection], warnings: Vec::new() }
}

/// A text that is no result, with its place.
fn malformed(tc_id: &str, error: &store::Error) -> Objection {
    let place = error.place().map(|place| format!(": {place}")).unwrap_or_default();
    Objection {
        subject: Some(tc_id.into()),
        line: None,
        what: format!("it {error}{place}"),
        mend: format!("{}, or let record_tc_result write it", error.remedy()),
    }
}

//! The verdict as a document, and in one line.

use crate::{TOOL, VERSION, expectation::Expectation};
use contract::{
    Json,
    json::canonical_sha256,
    verdict::{Check, CheckResult, Verdict},
};
use judge::Judgement;
use store::Clock;

/// The verdict as it is written: the checks, then the fields that could not be computed.
pub(crate) fn document(
    tc_id: &str,
    expectation: &Expectation,
    judgement: Judgement,
    actual_sha256: &str,
    clock: &Clock,
) -> Verdict {
    let (verdict, pass_count, fail_count) = (
        judgement.status(),
        judgement.count(CheckResult::Pass),
        judgement.count(CheckResult::Fail),
    );
    let mut checks = judgement.checks;
    checks.extend(expectation.skipped.iter().map(|field| Check {
        field: field.path.clone(),
        expected: Json::Null,
        actual: Json::Null,
        result: CheckResult::Skipped,
        detail: field.reason.clone(),
    }));
    Verdict {
        tc_id: tc_id.into(),
        timestamp: clock.stamp(),
        checks,
        verdict,
        pass_count,
        fail_count,
        expected_sha256: Some(canonical_sha256(&Json::Object(expectation.flat.clone()))),
        actual_sha256: Some(actual_sha256.into()),
        tool: Some(format!("{TOOL} {VERSION}")),
    }
}

/// `TC-1: FAIL, 1 of 3 checks failed: total: response.body.total: expected 5, found 6`
pub(crate) fn closing_line(verdict: &Verdict) -> String {
    let Verdict { tc_id, pass_count, fail_count, .. } = verdict;
    let made = pass_count + fail_count;
    let skipped = verdict.checks.len() as u64 - made;
    let skipped = if skipped > 0 { format!(", {skipped} skipped") } else { String::new() };
    match verdict.checks.iter().find(|check| check.result == CheckResult::Fail) {
        None => format!("{tc_id}: PASS, {made} checks held{skipped}"),
        Some(Check { field, detail, .. }) => {
            format!(
                "{tc_id}: FAIL, {fail_count} of {made} checks failed{skipped}: {field}: {detail}"
            )
        }
    }
}

//! Whether the ledger bears a computed PASS out (the rule for PASS, evidence.md).
//!
//! A verdict by a softer expectation than the plan's, or one made from files that no program of ours
//! wrote, says PASS like any other; only the record tells them apart (docs/adr/0008).

use crate::{Error, place::Place};
use contract::Status;
use evidence::{
    CaseFile, Scope,
    pass::{Claim, judge},
};

/// The first thing that stands against a PASS of this test case, with what mends it.
pub(crate) fn objection(tc_id: &str, title: &str, place: &Place) -> Result<Option<String>, Error> {
    let Place { folder: Some(folder), project, .. } = place else { return Ok(None) };
    let case = CaseFile::open(
        folder.clone(),
        Scope::Of(&[tc_id]),
        project.config.clone(),
        &project.root,
        &project.env,
    )?;
    let judgement = judge(&case, &Claim { tc_id, status: Status::Pass, title, reason: "" });
    let mut violations = judgement.violations.into_iter();
    Ok(violations.next().map(|first| match violations.count() {
        0 => format!("{}; {}", first.sentence, first.command),
        more => format!("{}; {} (+{more})", first.sentence, first.command),
    }))
}

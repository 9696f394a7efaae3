//! Every file against its newest entry: there, unchanged, made from what is there now, by the plan
//! that was sealed.

use super::{Tcs, remedy, tc_of};
use crate::{CaseFile, Error, Recorded, Trouble, pass};
use contract::{
    SideCar,
    claim::{ExpectedClaim, SnapshotClaim},
    snapshot::Source,
};
use store::PARTIAL_RESULTS;

/// Looks at all files that the ledger names, and at all that look like evidence and are not named.
pub(super) fn check(case: &CaseFile, tcs: &mut Tcs) -> Result<(), Error> {
    for (path, entry) in case.record().outputs() {
        let tc_id = entry.tc_id.as_deref().or_else(|| tc_of(path));
        let report = tcs.of(tc_id);
        report.files += 1;
        if is_supplied(entry) {
            report.supplied.push(path.into());
        }
        let troubles = case.standing(path).err().into_iter().chain(stale(case, path, entry));
        for trouble in troubles {
            tcs.add(tc_id, remedy::explain(&trouble, Some(path.into()), Some(entry)));
        }
    }
    for name in store::list(&case.folder.partial_results())? {
        let path = format!("{PARTIAL_RESULTS}/{name}");
        let Some((tc_id, _)) = SideCar::parse(&name) else { continue };
        if case.record().latest(&path).is_none() {
            tcs.add(Some(tc_id), remedy::explain(&Trouble::NoEntry, Some(path), None));
        }
    }
    let known: Vec<String> = tcs.0.keys().flatten().cloned().collect();
    for tc_id in known {
        let parts = pass::unsealed_parts(case, &tc_id);
        let older = pass::older_than_seal(case, &tc_id);
        let older = older
            .into_iter()
            .map(|file| format!("{file} is older than the seal that changed its plan"));
        for what in parts.into_iter().chain(older) {
            tcs.add(Some(&tc_id), remedy::explain(&Trouble::Unsealed { what }, None, None));
        }
    }
    Ok(())
}

/// Files of the same test case that it was made from and that have other bytes now.
fn stale(case: &CaseFile, path: &str, entry: &Recorded) -> Vec<Trouble> {
    let tc_id = tc_of(path);
    let sources = entry
        .inputs
        .iter()
        .filter(|input| input.path != path && tc_id.is_some() && tc_of(&input.path) == tc_id);
    let changed = sources.filter(|input| {
        // One that is gone is a trouble of its own.
        case.sha256(&input.path).is_ok_and(|now| now != input.sha256)
    });
    changed.map(|input| Trouble::Stale { input: input.path.clone() }).collect()
}

fn is_supplied(entry: &Recorded) -> bool {
    let source = match entry.tool.as_str() {
        "capture_db_snapshot" => entry.claim::<SnapshotClaim>().and_then(|it| it.source),
        "compute_expected" => entry.claim::<ExpectedClaim>().and_then(|it| it.source),
        _ => None,
    };
    source == Some(Source::Supplied)
}

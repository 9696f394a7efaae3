//! What the ledger says, boiled down to what results are compared with.

use contract::{
    SideCar, Status,
    claim::{SealClaim, SealedTc, SnapshotClaim, VerdictClaim},
    snapshot::Source as Rows,
    summary::{Rerun, Resealed},
    tc,
};
use evidence::{Position, Record, Recorded};
use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    path::Path,
};

/// The newest word of the ledger on each file and each test case.
#[derive(Debug, Default)]
pub(crate) struct Ledger {
    /// Path of each output to its newest entry.
    files: HashMap<String, Entry>,
    /// Test cases with entries of their own.
    tcs: BTreeMap<String, TcEntries>,
    /// The sealed plan, if there is one.
    pub(crate) seal: Seal,
    /// The ledger does not lead to a head that was noted: nothing that it says can be relied on.
    is_lost: bool,
}

/// The newest entry of a file.
#[derive(Debug)]
struct Entry {
    sha256: String,
    position: Position,
    /// The entry holds, and it is by a program that may write such a file.
    stands: bool,
}

#[derive(Debug, Default)]
struct TcEntries {
    verdicts: Vec<Status>,
    /// The expectation of the newest verdict.
    spec_sha256: Option<String>,
    /// Whether the newest computed expectation comes from a sealed plan.
    is_computed_from_sealed: bool,
    /// Whether the newest verdict was made with it.
    is_judged_by_computation: bool,
    is_supplied: [bool; 2],
}

/// All seals together: the denominator never shrinks.
#[derive(Debug, Default)]
pub(crate) struct Seal {
    tcs: BTreeMap<String, SealedNow>,
    files: BTreeMap<String, String>,
    pub(crate) is_there: bool,
}

#[derive(Debug)]
struct SealedNow {
    tc: SealedTc,
    /// The seal that changed it last.
    changed: Position,
    /// How often a later seal changed it.
    times: u64,
    /// Whether its first seal calls it a canary.
    canary: bool,
}

impl Ledger {
    /// Boils a record down; `prefix` is the results' folder as the ledger names it, with its `/`.
    pub(crate) fn of(record: &Record, prefix: &str) -> Self {
        let mut ledger = Self { is_lost: !record.losses().is_empty(), ..Self::default() };
        for entry in record.entries() {
            ledger.take(entry, prefix);
        }
        ledger
    }

    fn take(&mut self, entry: &Recorded, prefix: &str) {
        if entry.tool == "seal_plan"
            && entry.flaw.is_none()
            && let Some(claim) = entry.claim::<SealClaim>()
        {
            self.seal.take(claim, entry.position);
        }
        let Some(output) = &entry.output else { return };
        let name = output.path.strip_prefix(prefix).unwrap_or_default();
        if let Some((tc_id, side_car)) = SideCar::parse(name) {
            self.take_side_car(tc_id, &side_car, entry, prefix);
        }
        let stands = entry.flaw.is_none()
            && evidence::check_output(&entry.tool, Path::new(&output.path)).is_ok();
        let newest = Entry { sha256: output.sha256.clone(), position: entry.position, stands };
        self.files.insert(output.path.clone(), newest);
    }

    fn take_side_car(&mut self, tc_id: &str, side_car: &SideCar, entry: &Recorded, prefix: &str) {
        let supplied = || {
            let claim = entry.claim::<SnapshotClaim>();
            claim.is_some_and(|claim| claim.source == Some(Rows::Supplied))
        };
        match side_car {
            SideCar::Before => self.tc(tc_id).is_supplied[0] = supplied(),
            SideCar::After => self.tc(tc_id).is_supplied[1] = supplied(),
            SideCar::Verdict => {
                let computed = format!("{prefix}{}", SideCar::Expected.file_name(tc_id));
                let Some(claim) = entry.claim::<VerdictClaim>() else { return };
                let tc = self.tc(tc_id);
                tc.verdicts.push(claim.verdict);
                tc.spec_sha256 = claim.spec_sha256;
                tc.is_judged_by_computation = tc.is_computed_from_sealed
                    && entry.inputs.iter().any(|input| input.path == computed);
            }
            SideCar::Expected => {
                let sealed = &self.seal.files;
                let from_sealed =
                    entry.inputs.iter().any(|input| sealed.get(&input.path) == Some(&input.sha256));
                self.tc(tc_id).is_computed_from_sealed = from_sealed;
            }
            _ => {}
        }
    }

    fn tc(&mut self, tc_id: &str) -> &mut TcEntries {
        if !self.tcs.contains_key(tc_id) {
            self.tcs.insert(tc_id.into(), TcEntries::default());
        }
        self.tcs.entry(tc_id.into()).or_default()
    }

    /// Whether a file is as its newest entry says, and that entry stands.
    pub(crate) fn bears_out(&self, path: &str, sha256: &str) -> bool {
        let entry = self.files.get(path);
        !self.is_lost && entry.is_some_and(|entry| entry.stands && entry.sha256 == sha256)
    }

    /// Whether a test case was judged by the sealed plan, after the seal that changed it last. True
    /// without a seal.
    pub(crate) fn is_sealed(&self, tc_id: &str, prefix: &str) -> bool {
        let Some(sealed) = self.seal.tcs.get(tc_id) else { return !self.seal.is_there };
        let is_younger = |side_car: SideCar| {
            let entry = self.files.get(&format!("{prefix}{}", side_car.file_name(tc_id)));
            entry.is_none_or(|entry| entry.position > sealed.changed)
        };
        let is_by_the_plan = |tc: &TcEntries| {
            let same = tc.spec_sha256 == sealed.tc.expected;
            tc.verdicts.is_empty() || same || tc.is_judged_by_computation
        };
        let planned = sealed.tc.expected.is_some();
        let by_the_plan = !planned || self.tcs.get(tc_id).is_none_or(is_by_the_plan);
        by_the_plan && is_younger(SideCar::Stimulus) && is_younger(SideCar::Verdict)
    }

    /// Test cases that rest on rows which an agent delivered, in natural order.
    pub(crate) fn supplied(&self) -> Vec<String> {
        let supplied = self.tcs.iter().filter(|(_, tc)| tc.is_supplied.contains(&true));
        in_natural_order(supplied.map(|(tc_id, _)| tc_id.clone()))
    }

    /// Test cases that were judged more than once, in natural order.
    pub(crate) fn reruns(&self) -> Vec<Rerun> {
        let judged_again = self.tcs.iter().filter(|(_, tc)| tc.verdicts.len() > 1);
        let ids = in_natural_order(judged_again.map(|(tc_id, _)| tc_id.clone()));
        let words = |tc_id: &String| {
            self.tcs[tc_id].verdicts.iter().map(|verdict| verdict.as_str().into()).collect()
        };
        ids.into_iter().map(|tc_id| Rerun { verdicts: words(&tc_id), tc_id }).collect()
    }
}

impl Seal {
    fn take(&mut self, claim: SealClaim, position: Position) {
        self.is_there = true;
        self.files = claim.files.into_iter().collect();
        for (tc_id, tc) in claim.tcs {
            match self.tcs.get_mut(&tc_id) {
                None => {
                    let canary = tc.canary;
                    self.tcs.insert(tc_id, SealedNow { tc, changed: position, times: 0, canary });
                }
                Some(known) if known.tc != tc => {
                    *known = SealedNow { tc, changed: position, times: known.times + 1, ..*known };
                }
                Some(_) => {}
            }
        }
    }

    /// All test cases that were ever sealed.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        self.tcs.keys().map(String::as_str)
    }

    /// Whether a test case was ever sealed.
    pub(crate) fn knows(&self, tc_id: &str) -> bool {
        self.tcs.contains_key(tc_id)
    }

    /// Test cases that must fail.
    pub(crate) fn canaries(&self) -> BTreeSet<String> {
        let canaries = self.tcs.iter().filter(|(_, sealed)| sealed.canary);
        canaries.map(|(tc_id, _)| tc_id.clone()).collect()
    }

    /// Test cases that a later seal changed, in natural order.
    pub(crate) fn resealed(&self) -> Vec<Resealed> {
        let changed = self.tcs.iter().filter(|(_, sealed)| sealed.times > 0);
        let ids = in_natural_order(changed.map(|(tc_id, _)| tc_id.clone()));
        ids.into_iter().map(|tc_id| Resealed { times: self.tcs[&tc_id].times, tc_id }).collect()
    }
}

fn in_natural_order(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort_by(|a, b| tc::natural_cmp(a, b));
    ids
}

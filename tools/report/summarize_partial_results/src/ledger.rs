//! What the ledger says, boiled down to what results are compared with.
//!
//! The ledger of ten thousand test cases has sixty thousand entries: `survey` passes over them in
//! slices, `Slice` keeps the few words that matter of each, and `Ledger` joins the slices in the
//! order of time, in which later entries count.

use crate::seal::Seal;
use contract::{
    SideCar, Status,
    claim::{SealClaim, SnapshotClaim, VerdictClaim},
    ledger::FileHash,
    snapshot::Source as Rows,
    summary::Rerun,
    tc,
};
use evidence::{Position, Seen, Survey, Trust};
use std::{borrow::Cow, collections::HashMap};

/// The newest word of the ledger on each test case.
#[derive(Debug, Default)]
pub(crate) struct Ledger<'a> {
    tcs: HashMap<String, TcEntries<'a>>,
    /// The sealed plan, if there is one.
    pub(crate) seal: Seal,
    /// The ledger does not lead to a head that was noted: nothing that it says can be relied on.
    is_lost: bool,
}

/// What is on record of a test case.
#[derive(Debug, Default)]
struct TcEntries<'a> {
    /// Its result and side-cars, each with its newest entry.
    files: Vec<(SideCar, Entry<'a>)>,
    verdicts: Vec<Status>,
    /// The expectation of the newest verdict.
    spec_sha256: Option<String>,
    /// Whether the newest computed expectation comes from a sealed plan.
    is_computed_from_sealed: bool,
    /// Whether the newest verdict was made with it.
    is_judged_by_computation: bool,
}

/// The newest entry of a file.
#[derive(Debug)]
struct Entry<'a> {
    sha256: Cow<'a, str>,
    position: Position,
    /// The entry holds, and it is by a program that may write such a file.
    stands: bool,
    /// Its rows were delivered by an agent.
    is_delivered: bool,
}

/// What some entries in a row say.
#[derive(Default)]
struct Slice<'a> {
    files: HashMap<String, Vec<(SideCar, Entry<'a>)>>,
    words: Vec<Word>,
}

/// What an entry says that depends on entries before it.
enum Word {
    Sealed(Position, Box<SealClaim>),
    Computed { tc_id: String, inputs: Vec<FileHash> },
    Judged { tc_id: String, claim: VerdictClaim, with_computation: bool },
}

impl<'a> Ledger<'a> {
    /// Boils the ledgers of a ticket folder down; `prefix` is the results' folder as they name it.
    pub(crate) fn of(survey: &'a Survey, trust: Trust<'_>, prefix: &str) -> Self {
        let mut ledger = Self { is_lost: !survey.losses().is_empty(), ..Self::default() };
        for slice in survey.look(trust, |slice: &mut Slice<'a>, seen| slice.take(seen, prefix)) {
            ledger.join(slice);
        }
        ledger
    }

    fn join(&mut self, slice: Slice<'a>) {
        #[expect(clippy::iter_over_hash_type, reason = "each goes to its own test case")]
        for (tc_id, files) in slice.files {
            let known = &mut self.tcs.entry(tc_id).or_default().files;
            if known.is_empty() {
                *known = files;
            } else {
                for (side_car, entry) in files {
                    replace(known, side_car, entry);
                }
            }
        }
        for word in slice.words {
            self.hear(word);
        }
    }

    fn hear(&mut self, word: Word) {
        match word {
            Word::Sealed(position, claim) => self.seal.take(*claim, position),
            Word::Computed { tc_id, inputs } => {
                let from_sealed = inputs.iter().any(|input| self.seal.holds(input));
                self.tcs.entry(tc_id).or_default().is_computed_from_sealed = from_sealed;
            }
            Word::Judged { tc_id, claim, with_computation } => {
                let tc = self.tcs.entry(tc_id).or_default();
                tc.verdicts.push(claim.verdict);
                tc.spec_sha256 = claim.spec_sha256;
                tc.is_judged_by_computation = tc.is_computed_from_sealed && with_computation;
            }
        }
    }

    /// Whether files of a test case are as their newest entries say, and these entries stand.
    pub(crate) fn bears_out<'f>(
        &self,
        tc_id: &str,
        files: impl IntoIterator<Item = (SideCar, &'f str)>,
    ) -> bool {
        let Some(tc) = self.tcs.get(tc_id).filter(|_| !self.is_lost) else { return false };
        files.into_iter().all(|(side_car, sha256)| {
            tc.entry(&side_car).is_some_and(|entry| entry.stands && entry.sha256 == sha256)
        })
    }

    /// Whether a test case was judged by the sealed plan, after the seal that changed it last. True
    /// without a seal.
    pub(crate) fn is_sealed(&self, tc_id: &str) -> bool {
        if !self.seal.is_there() {
            return true;
        }
        let Some(sealed) = self.seal.of(tc_id) else { return false };
        let Some(tc) = self.tcs.get(tc_id) else { return true };
        let is_younger = |side_car: SideCar| {
            tc.entry(&side_car).is_none_or(|entry| entry.position > sealed.changed)
        };
        let by_the_plan = sealed.tc.expected.is_none()
            || tc.verdicts.is_empty()
            || tc.spec_sha256 == sealed.tc.expected
            || tc.is_judged_by_computation;
        by_the_plan && is_younger(SideCar::Stimulus) && is_younger(SideCar::Verdict)
    }

    /// Test cases that rest on rows which an agent delivered, in natural order.
    pub(crate) fn supplied(&self) -> Vec<String> {
        self.those(|tc| tc.files.iter().any(|(_, entry)| entry.is_delivered))
    }

    /// Test cases that were judged more than once, in natural order.
    pub(crate) fn reruns(&self) -> Vec<Rerun> {
        let words = |tc_id: &String| {
            self.tcs[tc_id].verdicts.iter().map(|verdict| verdict.as_str().into()).collect()
        };
        let judged_again = self.those(|tc| tc.verdicts.len() > 1);
        judged_again.into_iter().map(|tc_id| Rerun { verdicts: words(&tc_id), tc_id }).collect()
    }

    fn those(&self, wanted: impl Fn(&TcEntries<'a>) -> bool) -> Vec<String> {
        let ids = self.tcs.iter().filter(|(_, tc)| wanted(tc));
        in_natural_order(ids.map(|(tc_id, _)| tc_id.clone()))
    }
}

impl<'a> TcEntries<'a> {
    fn entry(&self, side_car: &SideCar) -> Option<&Entry<'a>> {
        self.files.iter().find(|(known, _)| known == side_car).map(|(_, entry)| entry)
    }
}

impl<'a> Slice<'a> {
    fn take(&mut self, seen: Seen<'a>, prefix: &str) {
        if seen.tool == "seal_plan"
            && seen.stands
            && let Some(claim) = seen.claim::<SealClaim>()
        {
            self.words.push(Word::Sealed(seen.position, Box::new(claim)));
        }
        let Some((path, _)) = &seen.output else { return };
        let name = path.strip_prefix(prefix).unwrap_or_default();
        let Some((tc_id, side_car)) = SideCar::parse(name) else { return };
        self.words.extend(word(tc_id, &side_car, &seen, prefix));
        let tc_id = tc_id.to_owned();
        let is_by_its_owner = evidence::writes(&seen.tool, &side_car);
        let is_delivered = is_delivered(&side_car, &seen);
        let Seen { position, stands, output, .. } = seen;
        let Some((_, sha256)) = output else { return };
        let entry = Entry { sha256, position, stands: stands && is_by_its_owner, is_delivered };
        replace(self.files.entry(tc_id).or_default(), side_car, entry);
    }
}

fn replace<'a>(files: &mut Vec<(SideCar, Entry<'a>)>, side_car: SideCar, entry: Entry<'a>) {
    match files.iter_mut().find(|(known, _)| *known == side_car) {
        Some((_, known)) => *known = entry,
        None => files.push((side_car, entry)),
    }
}

fn is_delivered(side_car: &SideCar, seen: &Seen<'_>) -> bool {
    let is_snapshot = matches!(side_car, SideCar::Before | SideCar::After);
    let source = || seen.claim::<SnapshotClaim>().and_then(|claim| claim.source);
    is_snapshot && seen.claims_word("supplied") && source() == Some(Rows::Supplied)
}

fn word(tc_id: &str, side_car: &SideCar, seen: &Seen<'_>, prefix: &str) -> Option<Word> {
    match side_car {
        SideCar::Expected => Some(Word::Computed { tc_id: tc_id.into(), inputs: seen.inputs() }),
        SideCar::Verdict => {
            let computed = format!("{prefix}{}", SideCar::Expected.file_name(tc_id));
            let with_computation = seen.read_path(&computed);
            Some(Word::Judged { tc_id: tc_id.into(), claim: seen.claim()?, with_computation })
        }
        _ => None,
    }
}

pub(crate) fn in_natural_order(ids: impl Iterator<Item = String>) -> Vec<String> {
    let mut ids: Vec<String> = ids.collect();
    ids.sort_by(|a, b| tc::natural_cmp(a, b));
    ids
}

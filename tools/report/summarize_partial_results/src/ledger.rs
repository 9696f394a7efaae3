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
use std::{borrow::Cow, collections::HashMap, path::Path};

/// The newest word of the ledger on each file and each test case.
#[derive(Debug, Default)]
pub(crate) struct Ledger<'a> {
    /// The results' folder as the ledger names it, with its `/`.
    prefix: &'a str,
    /// Path of each output to its newest entry.
    files: HashMap<Cow<'a, str>, Entry<'a>>,
    /// Test cases that were judged.
    tcs: HashMap<String, TcEntries>,
    /// Snapshots whose rows an agent delivered: name of the file and its entry.
    delivered: Vec<(String, Position)>,
    /// The sealed plan, if there is one.
    pub(crate) seal: Seal,
    /// The ledger does not lead to a head that was noted: nothing that it says can be relied on.
    is_lost: bool,
}

/// The newest entry of a file.
#[derive(Debug)]
struct Entry<'a> {
    sha256: Cow<'a, str>,
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
}

/// What some entries in a row say.
#[derive(Default)]
struct Slice<'a> {
    files: Vec<(Cow<'a, str>, Entry<'a>)>,
    words: Vec<Word>,
}

/// What an entry says that is more than a file and its hash.
enum Word {
    Sealed(Position, Box<SealClaim>),
    Computed { tc_id: String, inputs: Vec<FileHash> },
    Judged { tc_id: String, claim: VerdictClaim, with_computation: bool },
    Delivered { file: String, position: Position },
}

impl<'a> Ledger<'a> {
    /// Boils the ledgers of a ticket folder down.
    pub(crate) fn of(survey: &'a Survey, trust: Trust<'_>, prefix: &'a str) -> Self {
        let is_lost = !survey.losses().is_empty();
        let mut ledger = Self { prefix, is_lost, ..Self::default() };
        let slices = survey.look(trust, |slice: &mut Slice<'a>, seen| slice.take(seen, prefix));
        ledger.files.reserve(slices.iter().map(|slice| slice.files.len()).sum());
        for slice in slices {
            ledger.files.extend(slice.files);
            for word in slice.words {
                ledger.hear(word);
            }
        }
        ledger
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
            Word::Delivered { file, position } => self.delivered.push((file, position)),
        }
    }

    /// Whether a file of the results' folder is as its newest entry says, and that entry stands.
    pub(crate) fn bears_out(&self, name: &str, sha256: &str) -> bool {
        let entry = self.entry(name);
        !self.is_lost && entry.is_some_and(|entry| entry.stands && entry.sha256 == sha256)
    }

    fn entry(&self, name: &str) -> Option<&Entry<'a>> {
        self.files.get(format!("{}{name}", self.prefix).as_str())
    }

    /// Whether a test case was judged by the sealed plan, after the seal that changed it last. True
    /// without a seal.
    pub(crate) fn is_sealed(&self, tc_id: &str) -> bool {
        if !self.seal.is_there() {
            return true;
        }
        let Some(sealed) = self.seal.of(tc_id) else { return false };
        let is_younger = |side_car: SideCar| {
            let entry = self.entry(&side_car.file_name(tc_id));
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
        let is_newest = |file: &str, position: Position| {
            self.entry(file).is_some_and(|entry| entry.position == position)
        };
        let newest = self.delivered.iter().filter(|(file, position)| is_newest(file, *position));
        let mut ids = in_natural_order(
            newest.filter_map(|(file, _)| SideCar::parse(file).map(|(tc_id, _)| tc_id.to_owned())),
        );
        ids.dedup();
        ids
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
        self.words.extend(word(name, &seen, prefix));
        let is_by_its_owner = evidence::check_output(&seen.tool, Path::new(&**path)).is_ok();
        let Seen { position, stands, output, .. } = seen;
        let Some((path, sha256)) = output else { return };
        self.files.push((path, Entry { sha256, position, stands: stands && is_by_its_owner }));
    }
}

fn word(name: &str, seen: &Seen<'_>, prefix: &str) -> Option<Word> {
    let (tc_id, side_car) = SideCar::parse(name)?;
    match side_car {
        SideCar::Before | SideCar::After if seen.claims_word("supplied") => {
            let source = seen.claim::<SnapshotClaim>()?.source;
            let word = Word::Delivered { file: name.into(), position: seen.position };
            (source == Some(Rows::Supplied)).then_some(word)
        }
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

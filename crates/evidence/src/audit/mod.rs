//! The whole walk: every ledger, every entry, every file (`verify_evidence`).
//!
//! Everything that is wrong is reported by its exact name and place. What can be pinned on a test
//! case is its trouble; what cannot (deleted entries, a lost head) is every test case's, for none
//! of them can be vouched for.

mod files;
mod remedy;
mod walked;

use crate::{
    CaseFile, Error, Record, Trust, entry::Position, entry::ledger_name, key, record::parts,
};
use contract::{
    SideCar, tc,
    verification::{Head, LedgerReport, TcReport, Trouble, Verification, Word},
};
use std::{collections::BTreeMap, path::Path};
use store::{Config, Env, TicketFolder};
use walked::Walked;

/// What is to be verified, and by which rules.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The ticket folder.
    pub folder: &'a TicketFolder,
    /// One test case only.
    pub tc: Option<&'a str>,
    /// Entries with a lower number may go unsigned (0: none).
    pub unsigned_before: u64,
    /// A head that the ledger must still lead to.
    pub anchor: Option<&'a Head>,
    /// The project's configuration.
    pub config: &'a Config,
    /// The project's root.
    pub root: &'a Path,
    /// The environment: keys, and where the head is kept.
    pub env: &'a Env,
}

/// Verifies a ticket folder. `dir` of the report is left to the caller.
pub fn verify(request: &Request<'_>) -> Result<Verification, Error> {
    let key = key(request.config, request.root, request.env)?.map(|key| key.verifying());
    let trust = Trust { key: key.as_ref(), unsigned_before: request.unsigned_before };
    let mut ledgers = ledgers(request, trust)?;
    let entries =
        ledgers.iter_mut().flat_map(|ledger| std::mem::take(&mut ledger.entries)).collect();
    let record = Record::of_entries(entries);
    let case = CaseFile::with_record(request.folder.clone(), request.config.clone(), record)?;
    let mut tcs = Tcs::default();
    files::check(&case, &mut tcs)?;
    for ledger in &ledgers {
        tcs.add_ledger(ledger, case.record());
    }
    Ok(tcs.report(request.tc, ledgers))
}

/// Where the joint ledger ends; `None` for an empty or missing one.
pub fn head(folder: &TicketFolder) -> Result<Option<Head>, Error> {
    Ok(Walked::read(folder, Position::JOINT, Trust::default())?.report.head)
}

/// The joint ledger, and those of parts, walked.
fn ledgers(request: &Request<'_>, trust: Trust<'_>) -> Result<Vec<Walked>, Error> {
    let folder = request.folder;
    let mut joint = Walked::read(folder, Position::JOINT, trust)?;
    joint.compare_with_note(&folder.ledger(), request.env);
    if let Some(anchor) = request.anchor {
        joint.compare_with_anchor(anchor);
    }
    let named = parts(joint.entries.iter());
    let mut ledgers = vec![joint];
    for name in store::list(&folder.partial_results())? {
        let part = name.strip_prefix("_ledger.part-").and_then(|it| it.strip_suffix(".jsonl"));
        let Some(part) = part.and_then(|it| it.parse().ok()) else { continue };
        if !named.contains(&part) {
            let mut stray = Walked::read(folder, part, trust)?;
            stray.is_not_named();
            ledgers.push(stray);
        }
    }
    for part in named {
        let mut walked = Walked::read(folder, part, trust)?;
        walked.compare_with_joint(&ledgers[0].part_claims(part));
        ledgers.push(walked);
    }
    Ok(ledgers)
}

/// Troubles by test case; `None` for files of none.
#[derive(Default)]
struct Tcs(BTreeMap<Option<String>, TcReport>);

impl Tcs {
    fn of(&mut self, tc_id: Option<&str>) -> &mut TcReport {
        let new = || TcReport { tc_id: tc_id.map(Into::into), ..TcReport::default() };
        self.0.entry(tc_id.map(Into::into)).or_insert_with(new)
    }

    fn add(&mut self, tc_id: Option<&str>, trouble: Trouble) {
        self.of(tc_id).troubles.push(trouble);
    }

    /// What a ledger's walk found: at an entry of a test case it is that one's, else everyone's.
    fn add_ledger(&mut self, ledger: &Walked, record: &Record) {
        for entry in record.entries().filter(|entry| entry.position.is_in(ledger.rank)) {
            let Some(trouble) = crate::Trouble::of_entry(entry) else { continue };
            let known = self.of(entry.tc_id.as_deref());
            let seq = trouble.seq();
            if !known.troubles.iter().any(|it| it.seq == seq && it.what == trouble.word()) {
                let file = entry.output.as_ref().map(|output| output.path.clone());
                known.troubles.push(remedy::explain(&trouble, file, Some(entry)));
            }
        }
        for trouble in &ledger.everyones {
            for tc in self.0.values_mut() {
                tc.troubles.push(trouble.clone());
            }
        }
    }

    fn report(mut self, only: Option<&str>, ledgers: Vec<Walked>) -> Verification {
        if let Some(only) = only {
            self.0.retain(|tc_id, _| tc_id.as_deref() == Some(only));
            if self.0.is_empty() {
                self.add(Some(only), remedy::nothing_on_record());
            }
        }
        let mut tcs: Vec<TcReport> = self.0.into_values().collect();
        for tc in &mut tcs {
            // What happened to a file comes before what follows from it.
            tc.troubles.sort_by_key(|trouble| trouble.what);
            tc.status = tc.troubles.first().map_or(Word::Verified, |trouble| trouble.what);
        }
        tcs.sort_by(|a, b| match (&a.tc_id, &b.tc_id) {
            (Some(a), Some(b)) => tc::natural_cmp(a, b),
            (a, b) => b.is_some().cmp(&a.is_some()),
        });
        let ledgers: Vec<LedgerReport> = ledgers.into_iter().map(|walked| walked.report).collect();
        let sound = only.is_some() || ledgers.iter().all(|ledger| ledger.troubles.is_empty());
        let verified = sound && tcs.iter().all(|tc| tc.status == Word::Verified);
        Verification { dir: String::new(), verified, ledgers, tcs }
    }
}

/// The test case that a file belongs to by its name.
fn tc_of(path: &str) -> Option<&str> {
    let name = path.rsplit('/').next()?;
    SideCar::parse(name).map(|(tc_id, _)| tc_id)
}

/// A ledger's path as reports name it.
fn ledger_path(rank: u64) -> String {
    format!("{}/{}", store::PARTIAL_RESULTS, ledger_name(rank))
}

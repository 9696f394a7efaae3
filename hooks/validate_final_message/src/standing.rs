//! What the ticket folder says of its test cases: plan, results, summary, record.

use crate::counts::Counts;
use contract::{SideCar, Status, claim::SealClaim, summary::Stats, tc::natural_cmp};
use evidence::{
    CaseFile, Scope,
    pass::{self, Violation},
};
use hook::{Call, Failure};
use serde::Deserialize;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use store::{Config, DocumentKind, Source, TicketFolder};
use testdoc::claims::{Assertion, Claims};

/// What is known of a ticket's test cases.
pub(crate) struct Standing {
    case: CaseFile,
    folder: TicketFolder,
    /// Each test case that is planned or has a result, but for canaries, as people count them.
    tcs: Vec<Tc>,
    canaries: Vec<Tc>,
    /// Names of results that cannot be read.
    unreadable: Vec<String>,
    summary: SummaryState,
}

/// A test case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tc {
    pub(crate) id: String,
    /// How it ended; `None` without a result.
    pub(crate) status: Option<Status>,
    title: String,
}

/// What `_summary.json` is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum SummaryState {
    /// It counts the results as they are.
    Fresh(Counts),
    /// It counts other results.
    Stale,
    /// There is none, or it cannot be read.
    Missing,
}

#[derive(Deserialize)]
struct ResultView {
    status: Status,
}

#[derive(Deserialize)]
struct SummaryView {
    stats: Stats,
    tcs: Vec<LineView>,
}

#[derive(Deserialize)]
struct LineView {
    tc_id: String,
    status: Status,
}

impl Standing {
    /// Reads what the claims need.
    pub(crate) fn read(
        call: &Call<'_>,
        folder: TicketFolder,
        claims: &Claims,
    ) -> Result<Self, Failure> {
        let mut unreadable = Vec::new();
        let mut results = BTreeMap::new();
        for name in result_files(&folder)? {
            call.check_time()?;
            let Some((tc_id, _)) = SideCar::parse(&name) else { continue };
            match view::<ResultView>(&folder.partial_results().join(&name)) {
                Some(result) => drop(results.insert(tc_id.to_owned(), result.status)),
                None => unreadable.push(name),
            }
        }
        let summary = summary(&folder, &results);
        let wanted: Vec<&str> = wanted(claims, &results);
        let (root, env) = (call.root(), call.env());
        let config = Config::load(root, env)?;
        let case = CaseFile::open(folder.clone(), Scope::Of(&wanted), config, root, env)?;
        let mut titles = planned(&folder, &case)?;
        let seals = case.record().entries_of("seal_plan");
        let seals: Vec<SealClaim> = seals.filter_map(evidence::Recorded::claim).collect();
        let sealed = seals.iter().flat_map(|seal| &seal.tcs);
        let of_canaries = sealed.clone().filter(|(_, tc)| tc.canary);
        let canary_ids: BTreeSet<&String> = of_canaries.map(|(id, _)| id).collect();
        for id in sealed.map(|(id, _)| id).chain(results.keys()) {
            titles.entry(id.clone()).or_default();
        }
        let tc =
            |(id, title): (String, String)| Tc { status: results.get(&id).copied(), id, title };
        let mut tcs: Vec<Tc> = titles.into_iter().map(tc).collect();
        tcs.sort_by(|a, b| natural_cmp(&a.id, &b.id));
        let (canaries, tcs) = tcs.into_iter().partition(|tc| canary_ids.contains(&tc.id));
        Ok(Self { case, folder, tcs, canaries, unreadable, summary })
    }

    pub(crate) fn folder(&self) -> &TicketFolder {
        &self.folder
    }

    /// The test cases that count.
    pub(crate) fn tcs(&self) -> &[Tc] {
        &self.tcs
    }

    /// A test case by its id.
    pub(crate) fn tc(&self, id: &str) -> Option<&Tc> {
        self.tcs.iter().chain(&self.canaries).find(|tc| tc.id == id)
    }

    /// The counts by plan and results.
    pub(crate) fn counts(&self) -> Counts {
        Counts::of(self.tcs.iter().map(|tc| tc.status))
    }

    pub(crate) fn summary(&self) -> &SummaryState {
        &self.summary
    }

    /// Names of results that cannot be read.
    pub(crate) fn unreadable(&self) -> &[String] {
        &self.unreadable
    }

    /// A test case that had to fail and passed.
    pub(crate) fn passed_canary(&self) -> Option<&Tc> {
        self.canaries.iter().find(|tc| tc.status == Some(Status::Pass))
    }

    /// What stands against the PASS of a test case.
    pub(crate) fn violations(&self, tc: &Tc) -> Vec<Violation> {
        let claim =
            pass::Claim { tc_id: &tc.id, status: Status::Pass, title: &tc.title, reason: "" };
        pass::judge(&self.case, &claim).violations
    }
}

/// Names of the results; none where there is no folder for them.
fn result_files(folder: &TicketFolder) -> Result<Vec<String>, Failure> {
    match store::list(&folder.partial_results()) {
        Ok(names) => {
            let is_result =
                |name: &String| matches!(SideCar::parse(name), Some((_, SideCar::Result)));
            Ok(names.into_iter().filter(is_result).collect())
        }
        Err(store::Error::NotFound { .. }) => Ok(Vec::new()),
        Err(error) => Err(error.into()),
    }
}

fn view<T: for<'a> Deserialize<'a>>(path: &Path) -> Option<T> {
    Source::open_regular(path).ok()?.view().ok()
}

fn summary(folder: &TicketFolder, results: &BTreeMap<String, Status>) -> SummaryState {
    let file = folder.partial_results().join("_summary.json");
    let Some(view) = view::<SummaryView>(&file) else { return SummaryState::Missing };
    let is_so = |line: &LineView| results.get(&line.tc_id) == Some(&line.status);
    if view.tcs.len() == results.len() && view.tcs.iter().all(is_so) {
        SummaryState::Fresh(Counts::from(&view.stats))
    } else {
        SummaryState::Stale
    }
}

/// The test cases whose PASS must be looked at in the ledger: those that the message names, or all
/// when it counts.
fn wanted<'a>(claims: &'a Claims, results: &'a BTreeMap<String, Status>) -> Vec<&'a str> {
    let of_all = claims.list.iter().any(|claim| !matches!(claim.what, Assertion::Case { .. }));
    let named = claims.list.iter().filter_map(|claim| match &claim.what {
        Assertion::Case { tc_id, .. } => Some(tc_id.as_str()),
        _ => None,
    });
    let all = results.keys().map(String::as_str).filter(|_| of_all);
    let mut ids: Vec<&str> =
        named.chain(all).filter(|id| results.get(*id) == Some(&Status::Pass)).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The test cases of the sheet with their titles, and those of plan and mapping.
fn planned(folder: &TicketFolder, case: &CaseFile) -> Result<BTreeMap<String, String>, Failure> {
    let mut found: BTreeMap<String, String> =
        case.planned().map(|tc_id| (tc_id.to_owned(), String::new())).collect();
    if let Some((sheet, _)) = folder.document(DocumentKind::Sheet)? {
        let scenarios = testdoc::sheet::scenarios(Source::open_regular(&sheet)?.text()?);
        found.extend(scenarios.into_iter().map(|scenario| (scenario.tc_id, scenario.title)));
    }
    Ok(found)
}

//! A message's claims against what the ticket folder says.

use crate::{
    counts::Counts,
    standing::{Standing, SummaryState, Tc},
};
use contract::Status;
use evidence::pass::quoted;
use std::collections::BTreeMap;
use testdoc::claims::{Assertion, Claim, Claims};

/// Test cases that a sentence names.
const NAMED: usize = 20;

/// A claim that the record does not bear out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Objection {
    /// The line of the message, from 1.
    pub(crate) line: usize,
    /// The claim's own words.
    pub(crate) words: String,
    /// What the record says.
    pub(crate) truth: String,
    /// What would make it true; empty where only the message can change.
    pub(crate) mend: String,
}

/// All objections to a message, in the order of its lines.
pub(crate) fn objections(
    claims: &Claims,
    standing: &Standing,
    is_subagent: bool,
) -> Vec<Objection> {
    let hearing = Hearing::new(claims, standing, is_subagent);
    let mut found = hearing.cases();
    found.extend(hearing.figures());
    found.sort_by_key(|objection| objection.line);
    found.dedup();
    found
}

struct Hearing<'a> {
    claims: &'a Claims,
    standing: &'a Standing,
    /// Figures that a message may mean: those of the ticket, those of a summary that counts the same
    /// results, and a subagent's those of the test cases that it names.
    candidates: Vec<Counts>,
    /// Test cases that passed, and what stands against it.
    unproven: Vec<(&'a Tc, String)>,
    /// Of a subagent: the test cases that its message names.
    named: Vec<&'a Tc>,
}

impl<'a> Hearing<'a> {
    fn new(claims: &'a Claims, standing: &'a Standing, is_subagent: bool) -> Self {
        let mut candidates = vec![standing.counts()];
        if let SummaryState::Fresh(counts) = standing.summary() {
            candidates.push(*counts);
        }
        let mut named: Vec<&Tc> = Vec::new();
        if is_subagent {
            named =
                standing.tcs().iter().filter(|tc| last_claim(claims, &tc.id).is_some()).collect();
            candidates
                .extend((!named.is_empty()).then(|| Counts::of(named.iter().map(|tc| tc.status))));
        }
        let counts_passes = claims.list.iter().any(|claim| about_passes(&claim.what));
        let passed = standing.tcs().iter().filter(|tc| tc.status == Some(Status::Pass));
        let unproven =
            passed.filter(|_| counts_passes).filter_map(|tc| Some((tc, unproven(standing, tc)?.0)));
        Self { unproven: unproven.collect(), claims, standing, candidates, named }
    }

    /// What is said of single test cases. Of several statuses the last one counts.
    fn cases(&self) -> Vec<Objection> {
        let mut last = BTreeMap::new();
        for claim in &self.claims.list {
            if let Assertion::Case { tc_id, status } = &claim.what {
                last.insert(tc_id.as_str(), (claim, *status));
            }
        }
        let objection = |(tc_id, (claim, status)): (&str, (&Claim, Status))| {
            let (truth, mend) = self.case(tc_id, status)?;
            Some(Objection { line: claim.line, words: claim.words.clone(), truth, mend })
        };
        last.into_iter().filter_map(objection).collect()
    }

    /// What stands against a status, and what would mend it.
    fn case(&self, tc_id: &str, said: Status) -> Option<(String, String)> {
        let is_decided = matches!(said, Status::Pass | Status::Fail);
        let tc = self.standing.tc(tc_id);
        let Some(recorded) = tc.and_then(|tc| tc.status) else {
            let unknown = if tc.is_none() { ", and no plan names it" } else { "" };
            let truth = format!("{tc_id} has no result{unknown}");
            return is_decided.then(|| (truth, self.record_result(tc_id)));
        };
        if said == Status::Pass && recorded == Status::Pass {
            return unproven(self.standing, tc?);
        }
        // Saying less than the record does needs no evidence; what failed did not go untested.
        let is_understated = !is_decided && recorded != Status::Fail;
        let truth = || format!("partial_results/{tc_id}.json says {recorded}");
        (said != recorded && !is_understated).then(|| (truth(), String::new()))
    }

    fn record_result(&self, tc_id: &str) -> String {
        let dir = self.standing.folder().partial_results();
        format!("run its steps, then: record_tc_result --tc-id {tc_id} --dir {}", quoted(&dir))
    }

    /// Counts, shares, and that all passed.
    fn figures(&self) -> Vec<Objection> {
        let mut found = Vec::new();
        for claim in &self.claims.list {
            let truth = match claim.what {
                Assertion::Case { .. } => None,
                Assertion::AllPassed | Assertion::Rate { tenths: 1000 } => self.against_all(),
                Assertion::Rate { tenths } => self.against_rate(tenths),
                Assertion::Total(number) => self.against_total(number),
                Assertion::Count { status: Status::Pass, number } if self.is_whole(number) => {
                    self.against_all()
                }
                Assertion::Count { status, number } => self.against_count(status, number),
            };
            if let Some((truth, mend)) = truth {
                found.push(Objection { line: claim.line, words: claim.words.clone(), truth, mend });
            }
        }
        found
    }

    /// Whether so many are all that the message says there are.
    fn is_whole(&self, number: u64) -> bool {
        number > 0 && self.claims.list.iter().any(|claim| claim.what == Assertion::Total(number))
    }

    fn against_all(&self) -> Option<(String, String)> {
        let all_named = |tc: &&Tc| tc.status == Some(Status::Pass) && !self.is_unproven(tc);
        if !self.named.is_empty() && self.named.iter().all(all_named) {
            return None;
        }
        let tcs = self.standing.tcs();
        let counts = self.candidates[0];
        if tcs.iter().all(|tc| tc.status.is_none()) {
            return Some(("no test case has a result".into(), String::new()));
        }
        let left = counts.total - counts.number(Status::Pass);
        if left > 0 {
            let others = tcs.iter().filter(|tc| tc.status != Some(Status::Pass));
            let others =
                others.map(|tc| format!("{} {}", tc.id, tc.status.unwrap_or(Status::NotTested)));
            return Some((
                format!("{left} of {} did not pass: {}", counts.total, list(others)),
                String::new(),
            ));
        }
        if let Some(canary) = self.standing.passed_canary() {
            return Some((
                format!("the run is void: {} had to fail and passed", canary.id),
                String::new(),
            ));
        }
        if let [name, ..] = self.standing.unreadable() {
            return Some((format!("partial_results/{name} cannot be read"), String::new()));
        }
        self.against_proofs()
    }

    /// That some of what passed is not borne out.
    fn against_proofs(&self) -> Option<(String, String)> {
        let (first, what) = self.unproven.first()?;
        let ids = list(self.unproven.iter().map(|(tc, _)| tc.id.clone()));
        let truth =
            format!("the record does not bear out the PASS of {ids} ({}: {what})", first.id);
        let dir = self.standing.folder().partial_results();
        Some((truth, format!("see verify_evidence --dir {}", quoted(&dir))))
    }

    fn is_unproven(&self, tc: &Tc) -> bool {
        self.unproven.iter().any(|(other, _)| other.id == tc.id)
    }

    fn against_rate(&self, tenths: u64) -> Option<(String, String)> {
        let agrees = self.candidates.iter().any(|counts| counts.agree_on_rate(tenths));
        (!agrees).then(|| (self.figures_on_record(), String::new()))
    }

    fn against_total(&self, number: u64) -> Option<(String, String)> {
        let totals = self
            .others(|what| if let Assertion::Total(number) = what { Some(*number) } else { None });
        let agrees = |number: u64| self.candidates.iter().any(|counts| counts.total == number);
        let is_so =
            agrees(number) || totals.iter().any(|it| agrees(*it)) || agrees(totals.iter().sum());
        (!is_so).then(|| (self.figures_on_record(), String::new()))
    }

    fn against_count(&self, status: Status, number: u64) -> Option<(String, String)> {
        let numbers = self.others(|what| match what {
            Assertion::Count { status: other, number } if *other == status => Some(*number),
            _ => None,
        });
        let agrees =
            |number: u64| self.candidates.iter().any(|counts| counts.agree(status, number));
        // Several figures may be those of groups, or of before and now.
        let is_so =
            agrees(number) || numbers.iter().any(|it| agrees(*it)) || agrees(numbers.iter().sum());
        let proven = self.candidates[0].number(Status::Pass) - self.unproven.len() as u64;
        if status == Status::Pass && number == proven {
            return None;
        }
        if !is_so {
            return Some((self.figures_on_record(), String::new()));
        }
        if status == Status::Pass && number > 0 && !self.claims.admits_doubt {
            return self.against_proofs();
        }
        None
    }

    /// All figures of one kind that the message gives.
    fn others(&self, pick: impl Fn(&Assertion) -> Option<u64>) -> Vec<u64> {
        self.claims.list.iter().filter_map(|claim| pick(&claim.what)).collect()
    }

    fn figures_on_record(&self) -> String {
        format!("the record says {}", self.candidates[0])
    }
}

fn about_passes(what: &Assertion) -> bool {
    match what {
        Assertion::Case { .. } | Assertion::Total(_) => false,
        Assertion::Count { status, .. } => *status == Status::Pass,
        Assertion::Rate { .. } | Assertion::AllPassed => true,
    }
}

fn last_claim<'a>(claims: &'a Claims, id: &str) -> Option<&'a Claim> {
    claims
        .list
        .iter()
        .rfind(|claim| matches!(&claim.what, Assertion::Case { tc_id, .. } if tc_id == id))
}

/// What stands against the PASS of a test case, and the first command that mends it.
fn unproven(standing: &Standing, tc: &Tc) -> Option<(String, String)> {
    let violations = standing.violations(tc);
    let command = violations.first()?.command.clone();
    let sentences: Vec<&str> =
        violations.iter().map(|violation| violation.sentence.as_str()).collect();
    Some((format!("its PASS is not borne out: {}", sentences.join("; ")), command))
}

/// Some names, and how many more there are.
pub(crate) fn list(names: impl Iterator<Item = String>) -> String {
    let names: Vec<String> = names.collect();
    let more = names.len().saturating_sub(NAMED);
    let shown = names[..names.len() - more].join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

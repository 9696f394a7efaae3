//! The counts, and what they come to.

use crate::{planned::Planned, results::Results};
use contract::{
    Status,
    summary::{Canaries, RunResult, Stats},
};

/// Everything of a summary but the text of its test cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    /// The counts.
    pub(crate) stats: Stats,
    /// Test cases with status FAIL.
    pub(crate) failed: Vec<String>,
    /// Test cases with status BLOCKED.
    pub(crate) blocked: Vec<String>,
    /// Planned test cases without a result.
    pub(crate) missing: Vec<String>,
    /// Test cases that had to fail.
    pub(crate) canaries: Canaries,
    /// One of them passed.
    pub(crate) is_void: bool,
}

impl Tally {
    /// Counts the results against the plan; `canaries` is how many must fail.
    pub(crate) fn of(results: &Results, planned: &Planned, canaries: usize) -> Self {
        let mut tally = Self::default();
        for (tc_id, status) in results.counted() {
            tally.count(status, planned.is_skipped(tc_id));
            match status {
                Status::Fail => tally.failed.push(tc_id.into()),
                Status::Blocked => tally.blocked.push(tc_id.into()),
                Status::Pass | Status::NotTested | Status::Incomplete => {}
            }
        }
        tally.missing = planned.missing(results.counted().map(|(tc_id, _)| tc_id));
        for tc_id in &tally.missing.clone() {
            tally.count(Status::NotTested, planned.is_skipped(tc_id));
        }
        tally.stats.pass_rate = rate(tally.stats.pass, tally.stats.total);
        let caught = results.canaries.iter().filter(|status| **status == Status::Fail).count();
        tally.canaries = Canaries { total: canaries as u64, caught: caught as u64 };
        tally.is_void = results.canaries.contains(&Status::Pass);
        tally
    }

    fn count(&mut self, status: Status, skipped: bool) {
        self.stats.total += 1;
        *match status {
            Status::Pass => &mut self.stats.pass,
            Status::Fail => &mut self.stats.fail,
            Status::NotTested => &mut self.stats.nt,
            Status::Blocked => &mut self.stats.blocked,
            Status::Incomplete => &mut self.stats.incomplete,
        } += 1;
        if skipped && status == Status::NotTested {
            self.stats.skipped += 1;
        }
    }

    /// What the run comes to; `is_borne_out` says that every result is readable and on record.
    pub(crate) fn result(&self, is_borne_out: bool) -> RunResult {
        let Stats { total, pass, fail, .. } = self.stats;
        if self.is_void {
            RunResult::Void
        } else if fail > 0 {
            RunResult::Fail
        } else if total > 0
            && pass == total
            && is_borne_out
            && self.canaries.caught == self.canaries.total
        {
            RunResult::Pass
        } else {
            RunResult::Incomplete
        }
    }

    /// All of it on one line.
    pub(crate) fn line(&self, result: RunResult) -> String {
        let Stats { total, pass, fail, nt, blocked, incomplete, pass_rate, .. } = &self.stats;
        format!(
            "Total: {total} | PASS: {pass} | FAIL: {fail} | N/T: {nt} | BLOCKED: {blocked} | \
             INCOMPLETE: {incomplete} | pass rate: {pass_rate} | result: {}",
            result.as_str()
        )
    }
}

/// A share in per cent with one decimal, halves rounded up.
fn rate(part: u64, whole: u64) -> String {
    let tenths = (part * 2000 + whole).checked_div(whole * 2).unwrap_or_default();
    format!("{}.{}%", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Blocked, Fail, Incomplete, NotTested, Pass};

    fn tally(statuses: &[Status], canaries: &[Status]) -> Tally {
        let results = Results::of_statuses(statuses, canaries);
        Tally::of(&results, &Planned::default(), canaries.len())
    }

    #[test]
    fn a_run_comes_to_one_word() {
        let check = |statuses: &[Status], canaries: &[Status], expected: RunResult| {
            assert_eq!(
                tally(statuses, canaries).result(true),
                expected,
                "{statuses:?} {canaries:?}"
            );
        };
        check(&[Pass, Pass], &[], RunResult::Pass);
        check(&[Pass, Pass], &[Fail], RunResult::Pass);
        check(&[Pass, Pass], &[Incomplete], RunResult::Incomplete);
        check(&[Pass, Fail], &[Pass], RunResult::Void);
        check(&[Pass, Fail, Blocked], &[], RunResult::Fail);
        for other in [NotTested, Blocked, Incomplete] {
            check(&[Pass, other], &[], RunResult::Incomplete);
        }
        check(&[], &[], RunResult::Incomplete);
        assert_eq!(tally(&[Pass], &[]).result(false), RunResult::Incomplete);
    }

    #[test]
    fn counts_add_up() {
        let tally = tally(&[Pass, Fail, NotTested, Blocked, Incomplete, Fail], &[]);
        let Stats { total, pass, fail, nt, blocked, incomplete, .. } = tally.stats;
        assert_eq!((total, pass, fail, nt, blocked, incomplete), (6, 1, 2, 1, 1, 1));
        assert_eq!(
            (tally.failed, tally.blocked),
            (vec!["TC-1".into(), "TC-5".into()], vec!["TC-3".into()])
        );
    }

    #[test]
    fn rates_have_one_decimal() {
        let check = |part, whole, expected: &str| assert_eq!(rate(part, whole), expected);
        check(2, 3, "66.7%");
        check(1, 3, "33.3%");
        check(0, 0, "0.0%");
        check(5, 5, "100.0%");
        check(1, 16, "6.3%");
        check(999, 1000, "99.9%");
    }
}

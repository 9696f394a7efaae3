//! How many test cases ended how.

use contract::{Status, summary::Stats};
use std::fmt;

/// Counts of test cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Counts {
    pub(crate) total: u64,
    by_status: [u64; Status::ALL.len()],
}

impl Counts {
    /// Counts statuses; a test case without a result was not tested.
    pub(crate) fn of(statuses: impl IntoIterator<Item = Option<Status>>) -> Self {
        let mut counts = Self::default();
        for status in statuses {
            counts.total += 1;
            counts.by_status[index(status.unwrap_or(Status::NotTested))] += 1;
        }
        counts
    }

    /// Those that ended so.
    pub(crate) fn number(&self, status: Status) -> u64 {
        self.by_status[index(status)]
    }

    /// Those that neither passed nor failed.
    pub(crate) fn undecided(&self) -> u64 {
        self.total - self.number(Status::Pass) - self.number(Status::Fail)
    }

    /// Whether these are the figures that somebody means with `number` test cases that ended so.
    ///
    /// The three words for what was not decided are often used for each other: `2 not run` is no
    /// false claim where one is BLOCKED and one INCOMPLETE.
    pub(crate) fn agree(&self, status: Status, number: u64) -> bool {
        let is_undecided = !matches!(status, Status::Pass | Status::Fail);
        number == self.number(status) || is_undecided && number > 0 && number <= self.undecided()
    }

    /// Whether a share in tenths of a per cent, perhaps rounded to whole ones, is the pass rate.
    pub(crate) fn agree_on_rate(&self, tenths: u64) -> bool {
        let (part, whole) = (self.number(Status::Pass) * 1000, self.total);
        let off = tenths.saturating_mul(whole).abs_diff(part);
        // Whole per cents may be rounded or cut off, and so may the tenths.
        let is_whole = tenths.is_multiple_of(10) && tenths != 1000;
        off < if is_whole { whole * 10 } else { whole }
    }

    /// The pass rate, such as `66.7%`.
    fn rate(&self) -> String {
        let tenths = (self.number(Status::Pass) * 2000 + self.total).checked_div(self.total * 2);
        let tenths = tenths.unwrap_or_default();
        format!("{}.{}%", tenths / 10, tenths % 10)
    }
}

impl From<&Stats> for Counts {
    fn from(stats: &Stats) -> Self {
        let Stats { total, pass, fail, nt, blocked, incomplete, .. } = stats;
        Self { total: *total, by_status: [*pass, *fail, *nt, *blocked, *incomplete] }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Total: {}", self.total)?;
        for status in Status::ALL {
            write!(f, " | {status}: {}", self.number(status))?;
        }
        write!(f, " | pass rate: {}", self.rate())
    }
}

fn index(status: Status) -> usize {
    Status::ALL.iter().position(|one| *one == status).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Blocked, Fail, Incomplete, NotTested, Pass};

    fn counts() -> Counts {
        Counts::of([Some(Pass), Some(Pass), Some(Fail), None, Some(Incomplete), Some(Blocked)])
    }

    #[test]
    fn what_has_no_result_was_not_tested() {
        assert_eq!(
            counts().to_string(),
            "Total: 6 | PASS: 2 | FAIL: 1 | N/T: 1 | BLOCKED: 1 | INCOMPLETE: 1 | pass rate: 33.3%"
        );
        assert!(Counts::default().to_string().ends_with("pass rate: 0.0%"));
    }

    #[test]
    fn words_for_undecided_are_used_for_each_other() {
        let check = |status, number, expected| {
            assert_eq!(counts().agree(status, number), expected, "{status} {number}");
        };
        check(Pass, 2, true);
        check(Pass, 1, false);
        check(Fail, 2, false);
        check(NotTested, 3, true);
        check(NotTested, 4, false);
        check(Blocked, 0, false);
        check(Incomplete, 2, true);
    }

    #[test]
    fn a_rate_may_be_rounded() {
        let check = |tenths, expected| {
            assert_eq!(counts().agree_on_rate(tenths), expected, "{tenths}");
        };
        check(333, true);
        check(330, true);
        check(340, true);
        check(350, false);
        check(335, false);
        check(1000, false);
        assert!(!Counts::default().agree_on_rate(1000));
        assert!(Counts::of([Some(Pass)]).agree_on_rate(1000));
    }
}

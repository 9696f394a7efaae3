//! The entries' statuses, counted, beside what the summary says.

use super::{
    EntryStatus,
    shape::{Field, Found, Shape},
};

/// The members of a summary that are counts: all entries, and one for each status in its order.
pub(super) const SUMMARY: [Field; 9] = [
    ("total_tcs", Shape::Count),
    ("mapped", Shape::Count),
    ("not_found", Shape::Count),
    ("provisioning_needed", Shape::Count),
    ("provisioned", Shape::Count),
    ("skipped", Shape::Count),
    ("behavioral_mismatch", Shape::Count),
    ("capture_planned", Shape::Count),
    ("blocked", Shape::Count),
];

/// What a summary says, as [`SUMMARY`] names it.
pub(super) type Claimed<'a> = [Found<'a>; SUMMARY.len()];

/// The entries counted so far, as [`SUMMARY`] names them.
#[derive(Default)]
pub(super) struct Tally([usize; SUMMARY.len()]);

impl Tally {
    /// Counts an entry; one without a status is counted as an entry only.
    pub(super) fn count(&mut self, status: Option<&EntryStatus>) {
        self.0[0] += 1;
        let at = status.and_then(|it| EntryStatus::ALL.iter().position(|status| status == it));
        if let Some(at) = at {
            self.0[at + 1] += 1;
        }
    }

    /// The counts that are not what there is: their place, their name, what is wrong. A count that
    /// is not there says nothing.
    pub(super) fn differences(&self, claimed: &Claimed<'_>) -> Vec<(usize, &'static str, String)> {
        let all = SUMMARY.iter().zip(claimed).zip(self.0);
        let wrong = all.filter_map(|(((name, _), found), count)| {
            let Found::Count(digits, at) = found else { return None };
            let digits = std::str::from_utf8(digits).unwrap_or_default();
            let differs = digits.parse() != Ok(count);
            differs.then(|| (*at, *name, format!("it says {digits}, and there are {count}")))
        });
        wrong.collect()
    }
}

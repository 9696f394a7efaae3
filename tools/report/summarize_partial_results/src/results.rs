//! All results in natural order, each with its piece of the summary's text.

use crate::reading::Batch;
use contract::{SideCar, Status, summary::Unreadable, tc};
use std::{collections::BTreeSet, mem, ops::Range};

/// A counted result.
#[derive(Debug)]
pub(crate) struct Read {
    /// The test case.
    pub(crate) tc_id: String,
    /// How it ended.
    pub(crate) status: Status,
    /// Whether the ledger bears it out.
    pub(crate) is_borne_out: bool,
    /// Where its element of `tcs` lies in the text of its batch.
    pub(crate) line: Range<usize>,
    /// Where its member of `checks` lies.
    pub(crate) checks: Range<usize>,
}

/// Why a file is no result.
#[derive(Debug)]
pub(crate) enum Why {
    /// In words.
    Text(String),
    /// It names another test case.
    OtherTc(String),
}

/// All results.
#[derive(Debug, Default)]
pub(crate) struct Results {
    batches: Vec<Batch>,
    /// The counted results with the number of their batch, in natural order.
    read: Vec<(usize, Read)>,
    /// Files that are no result, in natural order.
    pub(crate) unreadable: Vec<Unreadable>,
    /// Statuses of the test cases that must fail.
    pub(crate) canaries: Vec<Status>,
}

impl Results {
    /// Puts batches in order.
    pub(crate) fn of(mut batches: Vec<Batch>) -> Self {
        let mut results = Self::default();
        let mut rejected = Vec::new();
        for (number, batch) in batches.iter_mut().enumerate() {
            results.read.extend(mem::take(&mut batch.read).into_iter().map(|read| (number, read)));
            rejected.append(&mut batch.rejected);
            results.canaries.append(&mut batch.canaries);
        }
        results.read.sort_unstable_by(|(_, a), (_, b)| tc::natural_cmp(&a.tc_id, &b.tc_id));
        rejected.sort_unstable_by(|(a, _), (b, _)| tc::natural_cmp(a, b));
        results.unreadable = results.explain(rejected);
        results.batches = batches;
        results
    }

    /// A file that names another test case is its duplicate when that one has a file, too.
    fn explain(&self, rejected: Vec<(String, Why)>) -> Vec<Unreadable> {
        let of_read = self.read.iter().map(|(_, read)| read.tc_id.clone());
        let of_rejected = rejected.iter().map(|(tc_id, _)| tc_id.clone());
        // Only a few files are ever rejected; without any, the set is not worth making.
        let with_file: BTreeSet<String> = if rejected.is_empty() {
            BTreeSet::new()
        } else {
            of_read.chain(of_rejected).collect()
        };
        let in_words = |why| match why {
            Why::Text(text) => text,
            Why::OtherTc(other) if with_file.contains(&other) => {
                format!("is a duplicate: /tc_id is {other}, which has a file of its own")
            }
            Why::OtherTc(other) => format!("/tc_id is {other}, not that of the file's name"),
        };
        let files = rejected.into_iter().map(|(tc_id, why)| Unreadable {
            file: SideCar::Result.file_name(&tc_id),
            error: in_words(why),
        });
        files.collect()
    }

    /// Each counted test case and its status.
    pub(crate) fn counted(&self) -> impl Iterator<Item = (&str, Status)> {
        self.read.iter().map(|(_, read)| (read.tc_id.as_str(), read.status))
    }

    /// Test cases that the ledger does not bear out.
    pub(crate) fn unverified(&self) -> Vec<String> {
        let unverified = self.read.iter().filter(|(_, read)| !read.is_borne_out);
        unverified.map(|(_, read)| read.tc_id.clone()).collect()
    }

    /// The elements of `tcs`.
    pub(crate) fn lines(&self) -> impl Iterator<Item = &[u8]> {
        self.read.iter().map(|(batch, read)| &self.batches[*batch].lines[read.line.clone()])
    }

    /// The members of `checks`.
    pub(crate) fn checks(&self) -> impl Iterator<Item = &[u8]> {
        self.read.iter().map(|(batch, read)| &self.batches[*batch].checks[read.checks.clone()])
    }

    #[cfg(test)]
    pub(crate) fn of_statuses(statuses: &[Status], canaries: &[Status]) -> Self {
        let read = statuses.iter().enumerate().map(|(n, status)| Read {
            tc_id: format!("TC-{n}"),
            status: *status,
            is_borne_out: true,
            line: 0..0,
            checks: 0..0,
        });
        let canaries = canaries.to_vec();
        Self::of(vec![Batch { read: read.collect(), canaries, ..Batch::default() }])
    }
}

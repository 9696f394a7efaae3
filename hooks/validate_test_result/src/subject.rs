//! Which files this hook judges, by their names alone.

use contract::SideCar;
use hook::Target;
use store::{DocumentKind, DocumentName, PARTIAL_RESULTS};

/// What a change is judged as.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Subject<'a> {
    /// A test result or a report.
    Document,
    /// `partial_results/{TC}.json`.
    Result {
        /// The test case of its name.
        tc_id: &'a str,
    },
}

impl<'a> Subject<'a> {
    /// What a file is; `None` for all others.
    pub(crate) fn of(target: &'a Target) -> Option<Self> {
        let in_results =
            || target.path().parent().is_some_and(|folder| folder.ends_with(PARTIAL_RESULTS));
        match SideCar::parse(target.name()) {
            Some((tc_id, SideCar::Result)) if in_results() => return Some(Self::Result { tc_id }),
            Some(_) => return None,
            None => {}
        }
        let kind = DocumentName::kind_of(target.name())?;
        matches!(kind, DocumentKind::Result | DocumentKind::Report).then_some(Self::Document)
    }
}

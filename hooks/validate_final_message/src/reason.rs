//! The objections in words: what was said, what is so, and what to do.

use crate::{
    objections::{Objection, list},
    standing::{Standing, SummaryState},
};
use contract::Status;
use evidence::pass::quoted;
use std::fmt::Write;

/// Objections that are written out; of those beyond, the number is.
const WRITTEN_OUT: usize = 30;

/// The reason of a refusal.
pub(crate) fn text(objections: &[Objection], standing: &Standing) -> String {
    let mut text = String::from("The last message says what the record does not bear out:\n");
    for Objection { line, words, truth, mend } in objections.iter().take(WRITTEN_OUT) {
        let arrow = if mend.is_empty() { "" } else { "; " };
        push(&mut text, format_args!("- line {line}, \"{words}\": {truth}{arrow}{mend}\n"));
    }
    if let Some(more @ 1..) = objections.len().checked_sub(WRITTEN_OUT) {
        push(&mut text, format_args!("- and {more} more\n"));
    }
    push(&mut text, format_args!("The true figures: {}\n", standing.counts()));
    for status in Status::ALL.into_iter().filter(|status| *status != Status::Pass) {
        let tcs = standing.tcs().iter();
        let of_status = tcs.filter(|tc| tc.status.unwrap_or(Status::NotTested) == status);
        let ids = list(of_status.map(|tc| tc.id.clone()));
        if !ids.is_empty() {
            push(&mut text, format_args!("{status}: {ids}\n"));
        }
    }
    text.push_str(&summary_remark(standing));
    text.push_str("Say what the record says, or run and record what is missing, and then end.");
    text
}

/// What to do about a summary that does not count these results.
fn summary_remark(standing: &Standing) -> String {
    let what = match standing.summary() {
        SummaryState::Fresh(_) => return String::new(),
        SummaryState::Stale => "_summary.json is older than the results",
        SummaryState::Missing => "There is no _summary.json of these results",
    };
    let dir = standing.folder().partial_results();
    let (output, dir) = (quoted(&dir.join("_summary.json")), quoted(&dir));
    format!("{what}; run: summarize_partial_results --dir {dir} --output {output}\n")
}

/// Writing into a text cannot fail.
fn push(text: &mut String, line: std::fmt::Arguments<'_>) {
    let _ = text.write_fmt(line);
}

//! The sections that a sheet must have.

use hook::{Findings, Objection};
use testdoc::{Language, labels::SHEET_SECTIONS, sheet::Sheet};

/// Sections that sheets older than the skill do not have.
const NEWER: [&str; 2] = ["4", "5"];
/// The section whose table lists the test cases.
const SCENARIOS: &str = "3";

/// Objects to sections that are not there, and warns of empty ones.
pub(crate) fn judge(sheet: &Sheet<'_>, findings: &mut Findings) {
    for (number, korean, english) in SHEET_SECTIONS {
        let is_part = number.contains('.');
        let heading = |language: Language| {
            let (sign, dot) = if is_part { ("###", "") } else { ("##", ".") };
            format!("`{sign} {number}{dot} {}`", language.pick(korean, english))
        };
        let both = match (heading(Language::Korean), heading(Language::English)) {
            (korean, english) if korean == english => korean,
            (korean, english) => format!("{korean} or {english}"),
        };
        match sheet.section(number) {
            Some(section) if is_part && section.is_empty => findings.warnings.push(format!(
                "section {number} (line {}) is empty; say what it is about, or that there is nothing",
                section.line
            )),
            Some(_) => {}
            None if NEWER.contains(&number) || number == SCENARIOS && !sheet.rows.is_empty() => {
                findings.warnings.push(format!("section {number} is missing; a sheet of today has {both}"));
            }
            None => findings.objections.push(Objection {
                what: format!("section {number} ({english}) is missing"),
                mend: format!("add {both} and what belongs there"),
                ..Objection::default()
            }),
        }
    }
}

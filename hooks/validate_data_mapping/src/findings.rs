//! What is wrong with a mapping, in the words of a hook.

use contract::{
    json::SyntaxError,
    mapping::{Checked, Flaw},
};
use hook::{Findings, Objection};
use std::fmt::Write;

/// Test cases that a warning names; of those beyond, the number is given.
const NAMED: usize = 10;

/// All that can be said of a mapping's text.
pub(crate) fn of(text: &str, checked: &Result<Checked<'_>, SyntaxError>) -> Findings {
    match checked {
        Ok(checked) => Findings {
            objections: checked.flaws.iter().map(objection).collect(),
            warnings: doubts(&checked.doubts),
        },
        Err(error) => Findings { objections: vec![broken(text, error)], warnings: Vec::new() },
    }
}

/// Every broken text has the same objection, so that an edit may mend one place of two.
fn broken(text: &str, error: &SyntaxError) -> Objection {
    let (line, column) = error.line_column(text.as_bytes());
    Objection {
        subject: None,
        line: Some(line),
        what: "it is not JSON".into(),
        mend: format!("correct line {line}, column {column}: {}", error.message),
    }
}

fn objection(flaw: &Flaw) -> Objection {
    let Flaw { tc_id, line, pointer, what, mend } = flaw;
    let what = if pointer.is_empty() { what.clone() } else { format!("{pointer}: {what}") };
    Objection { subject: tc_id.clone(), line: Some(*line), what, mend: mend.clone() }
}

/// A warning for each doubt, with all test cases that have it.
fn doubts(doubts: &[Flaw]) -> Vec<String> {
    let mut kinds: Vec<(&str, &str, Vec<&str>)> = Vec::new();
    for Flaw { tc_id, what, mend, .. } in doubts {
        let tc_id = tc_id.as_deref().unwrap_or_default();
        match kinds.iter_mut().find(|(known, ..)| known == what) {
            Some((.., tc_ids)) => tc_ids.push(tc_id),
            None => kinds.push((what, mend, vec![tc_id])),
        }
    }
    kinds.iter().map(|(what, mend, tc_ids)| format!("{}: {what}; {mend}", list(tc_ids))).collect()
}

/// Names, the first few of them.
pub(crate) fn list(names: &[&str]) -> String {
    let mut text = names[..names.len().min(NAMED)].join(", ");
    if let Some(more) = names.len().checked_sub(NAMED).filter(|more| *more > 0) {
        let _ = write!(text, " and {more} more");
    }
    text
}

/// The same as advice.
pub(crate) fn as_warnings(findings: Findings) -> Findings {
    let Findings { objections, mut warnings } = findings;
    warnings.extend(objections.iter().map(|it| {
        let line = it.line.unwrap_or_default();
        format!("line {line}: {}; {}", it.what, it.mend)
    }));
    Findings { objections: Vec::new(), warnings }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_names_are_counted() {
        let names: Vec<String> = (1..=12).map(|n| format!("TC-{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        assert_eq!(list(&names[..2]), "TC-1, TC-2");
        assert!(list(&names[..10]).ends_with("TC-9, TC-10"));
        assert!(list(&names).ends_with("TC-10 and 2 more"));
    }

    #[test]
    fn doubts_of_one_kind_are_one_warning() {
        let entry = r#"{"status":"MAPPED","behavioral_check":{"verdict":"FAIL","method":"x","conditions":["a"]}}"#;
        let text = format!(
            r#"{{"sheet_version":"v1","created_at":"x","mappings":{{"TC-1":{entry},"TC-2":{entry}}}}}"#
        );
        let findings = of(&text, &contract::mapping::check(&text));
        assert!(findings.objections.is_empty());
        assert_eq!(findings.warnings.len(), 1);
        assert!(findings.warnings[0].starts_with("TC-1, TC-2: MAPPED with verdict FAIL; "));
    }
}

//! What the section of a test case must show to a reader.

use contract::Status;
use hook::Objection;
use testdoc::{Language, labels::Label, result::Case};

/// What the section of an ACTIVE test case that ran lacks.
pub(crate) fn lacks(case: &Case<'_>) -> Vec<Objection> {
    let mut lacks = Vec::new();
    let mut lack = |is_there: bool, what: String, mend: String| {
        if !is_there {
            let subject = Some(case.tc_id.to_owned());
            lacks.push(Objection { subject, line: Some(case.line), what, mend });
        }
    };
    let shows = &case.shows;
    lack(
        shows.stimulus,
        "its section shows no request".into(),
        format!(
            "add the line `[✅] 3. STIMULUS`, or method and URL with the HTTP status, or the name {}_stimulus.json",
            case.tc_id
        ),
    );
    match case.status {
        Status::Pass => lack(
            shows.check_table,
            "it says PASS without the table of checks".into(),
            format!("add a table, outside code blocks, with a column {}", both(Label::Check)),
        ),
        Status::Fail => {
            lack(
                shows.fail_evidence,
                format!("it says FAIL without a section {}", both(Label::FailEvidence)),
                format!("add {} with what was expected and what came", both(Label::FailEvidence)),
            );
            lack(
                shows.expected && shows.actual,
                format!(
                    "it says FAIL without the lines {} and {}",
                    both_lines(Label::Expected),
                    both_lines(Label::Actual)
                ),
                "add both lines with the values of the verdict".into(),
            );
        }
        _ => {}
    }
    lacks
}

/// A label in both languages.
fn both(label: Label) -> String {
    let (korean, english) = (label.name(Language::Korean), label.name(Language::English));
    match label {
        Label::FailEvidence => format!("`[{korean}]` (`[{english}]`)"),
        _ => format!("`{korean}` (`{english}`)"),
    }
}

/// A label in both languages, as it begins a line.
fn both_lines(label: Label) -> String {
    let (korean, english) = (label.name(Language::Korean), label.name(Language::English));
    format!("`{korean}:` (`{english}:`)")
}

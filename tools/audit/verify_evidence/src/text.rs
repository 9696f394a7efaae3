//! The report in words for people.

use contract::verification::{TcReport, Verification, Word};
use std::fmt::Write;

/// A line for each test case, and below it one for each trouble with what to do about it.
pub(crate) fn report(report: &Verification) -> String {
    let mut text = String::new();
    for tc in &report.tcs {
        let _ = writeln!(text, "{}", headline(tc));
        for trouble in &tc.troubles {
            let _ = writeln!(text, "    {}: {}", trouble.what, trouble.detail);
            let _ = writeln!(text, "    → {}", trouble.remedy);
        }
    }
    for ledger in &report.ledgers {
        let mark = if ledger.troubles.is_empty() { "✅" } else { "❌" };
        let _ = writeln!(
            text,
            "{mark} {}: {}, {} signed",
            ledger.file,
            counted(ledger.entries, "entry", "entries"),
            ledger.signed
        );
        for trouble in &ledger.troubles {
            let _ = writeln!(text, "    {}: {}", trouble.what, trouble.detail);
            let _ = writeln!(text, "    → {}", trouble.remedy);
        }
    }
    text
}

fn headline(tc: &TcReport) -> String {
    let name = tc.tc_id.as_deref().unwrap_or("(no test case)");
    let files = counted(tc.files, "file", "files");
    let supplied = match tc.supplied.len() {
        0 => String::new(),
        count => format!(", {count} with supplied rows"),
    };
    match tc.status {
        Word::Verified => format!("✅ {name}: verified ({files}{supplied})"),
        status => format!("❌ {name}: {status}"),
    }
}

/// The closing line.
pub(crate) fn closing(report: &Verification) -> String {
    let cases = report.tcs.iter().filter(|tc| tc.tc_id.is_some());
    let (good, bad): (Vec<_>, Vec<_>) = cases.partition(|tc| tc.status == Word::Verified);
    let names: Vec<_> = bad
        .iter()
        .map(|tc| format!("{} ({})", tc.tc_id.as_deref().unwrap_or_default(), tc.status))
        .collect();
    let entries = report.ledgers.iter().map(|ledger| ledger.entries).sum();
    let mut parts =
        vec![format!("{} verified", counted(good.len() as u64, "test case", "test cases"))];
    if !names.is_empty() {
        parts.push(format!("{} not: {}", names.len(), names.join(", ")));
    }
    let broken: usize = report.ledgers.iter().map(|ledger| ledger.troubles.len()).sum();
    let state = match broken {
        0 => "holds".to_owned(),
        count => format!("does not hold in {}", counted(count as u64, "place", "places")),
    };
    let entries = counted(entries, "entry", "entries");
    format!("{}; the ledger ({entries}) {state}", parts.join(", "))
}

fn counted(count: u64, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::verification::{LedgerReport, Trouble};

    fn tc(id: &str, status: Word) -> TcReport {
        let trouble = Trouble {
            what: status,
            detail: "partial_results/x.json: its bytes changed".into(),
            remedy: "run it again".into(),
            ..Trouble::default()
        };
        let troubles = if status == Word::Verified { vec![] } else { vec![trouble] };
        TcReport { tc_id: Some(id.into()), status, files: 6, troubles, ..TcReport::default() }
    }

    #[test]
    fn good_and_bad_are_told_at_a_glance() {
        let ledger = LedgerReport { file: "l".into(), entries: 1, ..LedgerReport::default() };
        let report_of =
            |tcs| Verification { tcs, ledgers: vec![ledger.clone()], ..Verification::default() };
        let good = report_of(vec![tc("TC-1", Word::Verified)]);
        assert_eq!(report(&good), "✅ TC-1: verified (6 files)\n✅ l: 1 entry, 0 signed\n");
        assert_eq!(closing(&good), "1 test case verified; the ledger (1 entry) holds");
        let bad = report_of(vec![tc("TC-1", Word::Verified), tc("TC-2", Word::FileChanged)]);
        assert_eq!(
            closing(&bad),
            "1 test case verified, 1 not: TC-2 (file_changed); the ledger (1 entry) holds"
        );
        assert!(
            report(&bad).contains("❌ TC-2: file_changed\n    file_changed: partial_results/x")
        );
    }
}

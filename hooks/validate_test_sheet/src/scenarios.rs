//! What the table of test cases promises, and whether the details keep it.

use contract::TcType;
use hook::{Findings, Objection};
use std::collections::{BTreeMap, BTreeSet};
use testdoc::sheet::{Row, Sheet};

/// Objects to test cases without a detail and to scenarios without an ACTIVE one.
pub(crate) fn judge(sheet: &Sheet<'_>, types: &BTreeMap<&str, TcType>, findings: &mut Findings) {
    let detailed: BTreeSet<&str> = sheet.cases.iter().map(|case| case.tc_id).collect();
    let mut listed = BTreeSet::new();
    for row in &sheet.rows {
        // A table that does not say what they are may list those that are left out.
        let is_new = listed.insert(row.tc_id.as_str());
        if is_new && row.tc_type.is_some() && !detailed.contains(row.tc_id.as_str()) {
            findings.objections.push(Objection {
                subject: Some(row.tc_id.clone()),
                line: Some(row.line),
                what: "it is listed and has no detail section".into(),
                mend: format!(
                    "add `### {}: {}` to section 4, or take the row out",
                    row.tc_id, row.title
                ),
            });
        }
    }
    let is_active = |tc_id: &str| types.get(tc_id) == Some(&TcType::Active);
    for (name, scenario) in scenarios(&sheet.rows, &detailed) {
        if scenario.tc_ids.iter().any(|tc_id| is_active(tc_id)) {
            continue;
        }
        let of = if name.is_empty() { "the sheet".into() } else { format!("scenario {name}") };
        findings.objections.push(Objection {
            subject: None,
            line: scenario.line,
            what: format!("{of} has no ACTIVE test case"),
            mend: "add one that sends a request and checks what it changes".into(),
        });
    }
    warn_of_strangers(sheet, &listed, &detailed, findings);
}

/// Test cases that belong together.
#[derive(Default)]
struct Scenario<'a> {
    tc_ids: Vec<&'a str>,
    line: Option<usize>,
}

/// The scenarios that the table lists: by its column for them, else by the ids, where TC-2.1 and TC-2.2 belong to
/// scenario 2. Ids without a dot are one scenario, and so is a sheet without a table.
fn scenarios<'a>(
    rows: &'a [Row<'_>],
    detailed: &BTreeSet<&'a str>,
) -> BTreeMap<&'a str, Scenario<'a>> {
    let mut found: BTreeMap<&str, Scenario<'_>> = BTreeMap::new();
    if rows.is_empty() {
        found.entry("").or_default().tc_ids.extend(detailed);
        return found;
    }
    let front = |row: &'a Row<'_>| row.tc_id.split_once('.').map(|(front, _)| front);
    let fronts: BTreeSet<&str> = rows.iter().filter_map(front).collect();
    for row in rows {
        // TC-1 belongs to TC-1.1 and TC-1.2.
        let leads = || fronts.get(row.tc_id.as_str()).copied();
        let of_id = front(row).or_else(leads).map_or("", |front| &front["TC-".len()..]);
        let name = row.scenario.as_deref().unwrap_or(of_id);
        let scenario = found.entry(name).or_default();
        scenario.tc_ids.push(&row.tc_id);
        scenario.line.get_or_insert(row.line);
    }
    // Beside numbered scenarios, test cases without one prepare or look on.
    if found.len() > 1 {
        found.remove("");
    }
    found
}

/// Warns of test cases that only one place knows.
fn warn_of_strangers(
    sheet: &Sheet<'_>,
    listed: &BTreeSet<&str>,
    detailed: &BTreeSet<&str>,
    findings: &mut Findings,
) {
    let mut warn = |tc_ids: Vec<&str>, what: &str| {
        if !tc_ids.is_empty() {
            findings.warnings.push(format!("{}: {what}", tc_ids.join(", ")));
        }
    };
    if !listed.is_empty() {
        let unlisted = detailed.difference(listed).copied().collect();
        warn(unlisted, "a detail section, but no row in the table of test cases");
    }
    let named = sheet.data_scenarios.iter().flat_map(|scenario| &scenario.tc_ids);
    let unknown: BTreeSet<&str> = named
        .map(String::as_str)
        .filter(|tc_id| !listed.contains(tc_id) && !detailed.contains(tc_id))
        .collect();
    warn(unknown.into_iter().collect(), "named by the data scenarios (0.7), but not in the sheet");
}

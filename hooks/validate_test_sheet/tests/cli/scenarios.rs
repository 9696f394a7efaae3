//! The table of test cases, and whether the details keep what it promises.

use crate::{BOTH, ENGLISH, KOREAN, write};

#[test]
fn a_listed_test_case_has_a_detail() {
    for sheet in BOTH {
        let (front, case) = sheet.text.split_once("### TC-2.1:").unwrap();
        let (_, history) = case.split_once("## 5.").unwrap();
        let without = format!("{front}## 5.{history}");
        sheet.denied(&without, &["TC-2.1 (line", "no detail section", "`### TC-2.1: "]);
        let row = front.lines().find(|line| line.starts_with("| TC-2.1")).unwrap();
        let unlisted = without.replace(&format!("{row}\n"), "");
        sheet.warned(&unlisted, &["TC-2.1: named by the data scenarios (0.7)"]);
        sheet.allowed(&unlisted.replace("| TC-2.1 |", "| TC-1.1 |"));
        // Tables of what was left out or taken out promise nothing.
        let out = "| TC | Why |\n|---|---|\n| TC-7 | no data |\n\n";
        sheet.allowed(&sheet.with("## 4. ", &format!("{out}## 4. ")));
        sheet.allowed(&format!("{}\n| TC | Type |\n|---|---|\n| TC-8 | ACTIVE |\n", sheet.text));
    }
}

#[test]
fn a_detail_without_a_row_is_pointed_out() {
    for sheet in BOTH {
        let row = sheet.text.lines().find(|line| line.starts_with("| TC-2.1")).unwrap();
        let text = sheet.with(&format!("{row}\n"), "");
        sheet.warned(&text, &["TC-2.1: a detail section, but no row"]);
    }
}

#[test]
fn every_scenario_has_an_active_test_case() {
    for sheet in BOTH {
        // TC-2.1 is all there is of scenario 2, TC-1.2 is not all of scenario 1.
        let row = sheet.text.lines().find(|line| line.starts_with("| TC-2.1")).unwrap();
        let passive = row.replace("ACTIVE", "OBSERVATION");
        let denied = sheet.with(row, &passive);
        sheet.denied(&denied, &["scenario 2 has no ACTIVE test case"]);
        sheet.allowed(&denied.replace("TC-2.1", "TC-1.3"));
        // TC-1 leads TC-1.1 and TC-1.2.
        let led = sheet.text.replace("TC-1.1", "TC-1").replace("TC-1.2", "TC-1.1");
        sheet.allowed(&led);
        // Ids without a dot are one scenario.
        let flat = denied.replace("TC-1.", "TC-1").replace("TC-2.", "TC-2");
        sheet.allowed(&flat);
        sheet.denied(&flat.replace("| ACTIVE |", "| OBSERVATION |"), &["the sheet has no ACTIVE"]);
    }
}

#[test]
fn a_column_may_say_which_scenario_a_test_case_belongs_to() {
    for (sheet, head) in [
        (&KOREAN, "| 시나리오 | TC | 제목 | 유형 |\n|---|---|---|---|"),
        (&ENGLISH, "| Scenario | TC | Title | Type |\n|---|---|---|---|"),
    ] {
        let listed = |scenarios: [&str; 3]| {
            let mut text = sheet.text.to_owned();
            for (scenario, tc_id) in scenarios.iter().zip(["TC-1.1", "TC-1.2", "TC-2.1"]) {
                text = text.replacen(
                    &format!("\n| {tc_id} |"),
                    &format!("\n| {scenario} | {tc_id} |"),
                    1,
                );
            }
            let (front, table) = text.split_once("| TC | ").unwrap();
            let (_, rows) = table.split_once("|---|---|---|").unwrap();
            format!("{front}{head}{rows}")
        };
        sheet.allowed(&listed(["S1", "", "S2"]));
        sheet.allowed(&listed(["S1", "S1", "S1"]));
        sheet.denied(&listed(["S1", "S2", "S1"]), &["scenario S2 has no ACTIVE test case"]);
    }
}

#[test]
fn a_sheet_without_a_table_is_one_scenario() {
    for sheet in BOTH {
        let text: String = sheet
            .text
            .lines()
            .filter(|line| {
                !(line.starts_with("| TC") && line.ends_with("ACTIVE |")
                    || line.contains("OBSERVATION"))
            })
            .fold(String::new(), |text, line| text + line + "\n");
        sheet.allowed(&text);
        let tag = if sheet.name == KOREAN.name { "[관찰]" } else { "[observation]" };
        let passive = text.replace("### TC-1.1: ", &format!("### TC-1.1: {tag} "));
        sheet.allowed(&passive);
        let passive = passive.replace("### TC-2.1: ", &format!("### TC-2.1: {tag} "));
        sheet.denied(&passive, &["the sheet has no ACTIVE test case"]);
    }
}

#[test]
fn a_sheet_older_than_the_skill_is_judged_fairly() {
    for sheet in BOTH {
        let (front, rest) = sheet.text.split_once("## 1. ").unwrap();
        let (_, table) = rest.split_once("## 3. ").unwrap();
        let (table, details) = table.split_once("## 4. ").unwrap();
        let (details, _) = details.split_once("## 5. ").unwrap();
        let old = format!("{front}## 1. {table}## 2. {details}");
        sheet.warned(
            &old,
            &["section 3 is missing", "section 4 is missing", "section 5 is missing"],
        );
    }
    write("WO-1_테스트시트_v1.md", "").assert_denied(&["section 0 ", "no ACTIVE test case"]);
}

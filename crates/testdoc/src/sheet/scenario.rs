//! The test cases of a sheet, each once: from headings `### TC-…: title` and rows of the scenario table.

use super::Sheet;
use contract::TcType;
use std::collections::BTreeMap;

/// A test case as a sheet names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its id.
    pub tc_id: String,
    /// Its title, with a tag such as `[관찰]`.
    pub title: String,
    /// What the scenario table says it is; `None` when only a heading names it.
    pub tc_type: Option<TcType>,
    /// The line that names it first, from 1.
    pub line: usize,
}

impl Scenario {
    /// What it is: the table's word, else the tag in its title.
    pub fn kind(&self) -> TcType {
        self.tc_type.unwrap_or_else(|| TcType::from_title(&self.title))
    }
}

/// The test cases of a sheet, each once, in the order in which they are first named.
pub fn scenarios(markdown: &str) -> Vec<Scenario> {
    let sheet = Sheet::read(markdown);
    let rows = sheet.rows.iter().map(|row| Scenario {
        tc_id: row.tc_id.clone(),
        title: row.title.to_string(),
        tc_type: row.tc_type,
        line: row.line,
    });
    let headings = sheet.cases.iter().map(|case| Scenario {
        tc_id: case.tc_id.to_owned(),
        title: case.title.to_owned(),
        tc_type: None,
        line: case.line,
    });
    let mut named: Vec<_> = rows.chain(headings).collect();
    named.sort_by_key(|scenario| scenario.line);
    let mut found = Vec::new();
    let mut known = BTreeMap::new();
    for scenario in named {
        match known.get(&scenario.tc_id) {
            None => {
                known.insert(scenario.tc_id.clone(), found.len());
                found.push(scenario);
            }
            Some(&index) => add(&mut found[index], scenario),
        }
    }
    found
}

/// A second mention fills in what the first left open; the heading's title is the fuller one.
fn add(known: &mut Scenario, named: Scenario) {
    let is_heading = named.tc_type.is_none();
    known.tc_type = known.tc_type.or(named.tc_type);
    if known.title.is_empty() || is_heading && !named.title.is_empty() {
        known.title = named.title;
    }
}
#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &[(&str, &str, TcType)]) {
        let found = scenarios(markdown);
        let found: Vec<_> =
            found.iter().map(|s| (s.tc_id.as_str(), s.title.as_str(), s.kind())).collect();
        assert_eq!(found, expected, "{markdown}");
    }

    const ACTIVE: TcType = TcType::Active;
    const OBSERVATION: TcType = TcType::Observation;

    #[test]
    fn headings_name_test_cases() {
        check("### TC-1: 주문 취소", &[("TC-1", "주문 취소", ACTIVE)]);
        check("#### TC-1.3 — [관찰] 재고 ##", &[("TC-1.3", "[관찰] 재고", OBSERVATION)]);
        check("### ✅ TC-2\n### **TC-3**: x", &[("TC-2", "", ACTIVE), ("TC-3", "x", ACTIVE)]);
        check("# TC-1: the title\n###TC-1: no blank\n### Notes on TC-4", &[]);
        check("### TC-1_before\n### TC-", &[]);
    }

    #[test]
    fn rows_of_the_scenario_table_name_them_too() {
        check(
            "| TC | 제목 | 유형 |\n|---|---|---|\n| TC-2 | a \\| b | ACTIVE |\n| `TC-1` | c | OBSERVATION |",
            &[("TC-2", "a | b", ACTIVE), ("TC-1", "c", OBSERVATION)],
        );
        check("| Data | TC |\n|---|---|\n| TC-9 | TC-1 |", &[]);
        check(
            "| Check | Expected |\n|---|---|\n| TC-9 | 1 |\n\n| TC | t |\n|--|--|\n| TC-1 | x |",
            &[("TC-1", "x", ACTIVE)],
        );
    }

    #[test]
    fn each_counts_once_with_what_both_places_say() {
        check(
            "| TC | Title | Type |\n|--|--|--|\n| TC-1 | short | OBSERVATION |\n\n### TC-1: the long title\n### TC-1: again",
            &[("TC-1", "again", OBSERVATION)],
        );
    }

    #[test]
    fn code_comments_and_quotes_do_not_count() {
        check("```\n### TC-1: x\n```\n### TC-2: y", &[("TC-2", "y", ACTIVE)]);
        check("````\n```\n### TC-1: x\n````\n~~~ md\n### TC-3: z\n~~~\n", &[]);
        check("<!-- ### TC-1: x\n### TC-2: y\n-->\n### TC-3: z", &[("TC-3", "z", ACTIVE)]);
        check("> ### TC-1: x\n    ### TC-2: y", &[]);
        check("```a`b\n### TC-1: x", &[("TC-1", "x", ACTIVE)]);
    }

    #[test]
    fn lines_and_line_ends() {
        let found = scenarios("# Sheet\r\n\r\n### TC-1: 취소\r\n");
        assert_eq!((found[0].line, found[0].title.as_str()), (3, "취소"));
    }
}

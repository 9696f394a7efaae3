//! The test cases of a test sheet: headings `### TC-…: title`, and rows of the scenario table.
//!
//! What stands in a code block, in a comment or in a quote is not the sheet's own word.

use crate::{
    labels::{self, Label},
    markdown::{self, Kind, Line},
};
use contract::{TcType, tc};

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
    let mut found: Vec<Scenario> = Vec::new();
    let mut table = Table::default();
    for line in markdown::lines(markdown) {
        let named = match line.kind {
            Kind::Heading { level, text } => heading(level, text),
            _ => None,
        };
        if let Some(named) = named.or_else(|| table.row(&line)) {
            enter(&mut found, Scenario { line: line.number, ..named });
        }
    }
    found
}

/// A second mention fills in what the first left open; the heading's title is the fuller one.
fn enter(found: &mut Vec<Scenario>, named: Scenario) {
    match found.iter_mut().find(|scenario| scenario.tc_id == named.tc_id) {
        None => found.push(named),
        Some(known) => {
            known.tc_type = known.tc_type.or(named.tc_type);
            if known.title.is_empty() || named.tc_type.is_none() && !named.title.is_empty() {
                known.title = named.title;
            }
        }
    }
}

/// `### TC-1: title`, at any level below the document's own title, with a mark in front or none.
fn heading(level: u8, text: &str) -> Option<Scenario> {
    if level < 2 {
        return None;
    }
    let at = text.find("TC-")?;
    let only_a_mark = text[..at].chars().all(|c| !c.is_alphanumeric());
    let (tc_id, title) = split_id(&text[at..])?;
    let title = title.trim_start_matches([':', '：', '—', '-', '.', ' ', '*', '`']);
    only_a_mark.then(|| Scenario { tc_id, title: title.into(), tc_type: None, line: 0 })
}

/// The id at the start of a text and what follows it.
fn split_id(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
    let (id, rest) = text.split_at(end.unwrap_or(text.len()));
    let id = id.trim_end_matches(['.', '-']);
    let followed_well = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (tc::is_id(id) && followed_well).then(|| (id.to_owned(), rest))
}

/// Inside a table whose first column is headed `TC`.
#[derive(Default)]
struct Table {
    is_of_scenarios: bool,
    is_open: bool,
}

impl Table {
    fn row(&mut self, line: &Line<'_>) -> Option<Scenario> {
        if line.kind != Kind::Row {
            self.is_open &= line.kind == Kind::Delimiter;
            return None;
        }
        let mut cells = line.cells();
        let first = cells.next()?;
        if !self.is_open {
            self.is_open = true;
            self.is_of_scenarios = Label::TestCase.is(&first) || first.starts_with("TC ");
            return None;
        }
        let (tc_id, rest) = split_id(first.trim_matches(['*', '`', '[', ' ']))?;
        let only_an_id = rest.chars().all(|c| !c.is_alphanumeric());
        let title = cells.next().unwrap_or_default().into_owned();
        let tc_type = cells.find_map(|cell| labels::tc_type(&cell));
        (self.is_of_scenarios && only_an_id).then_some(Scenario { tc_id, title, tc_type, line: 0 })
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

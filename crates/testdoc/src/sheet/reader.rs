//! Walks over the lines of a sheet and tells sections, tables and details apart.

use super::{
    Section, Sheet,
    case::{Reading, is_part},
    id,
    table::Table,
};
use crate::{
    labels,
    markdown::{self, Kind, Line},
};

/// Reads a sheet.
pub(super) fn read(markdown: &str) -> Sheet<'_> {
    let mut reader = Reader::default();
    for line in markdown::lines(markdown) {
        reader.line(&line);
    }
    reader.close_case();
    reader.sheet
}

#[derive(Default)]
struct Reader<'a> {
    sheet: Sheet<'a>,
    /// The test case that the line belongs to.
    case: Option<Reading<'a>>,
    table: Table<'a>,
    /// Whether the section holds no test cases: the baseline and the history.
    is_apart: bool,
    /// Whether that section is the baseline.
    is_baseline: bool,
    /// The level of the sections' headings: that of the first.
    level: Option<u8>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &Line<'a>) {
        if let Kind::Heading { level, text } = line.kind
            && self.heading(level, text, line.number)
        {
            self.table = Table::None;
            return;
        }
        if let Some(case) = &mut self.case {
            case.line(line);
            return;
        }
        if !matches!(line.kind, Kind::Blank | Kind::Comment | Kind::Rule | Kind::Heading { .. })
            && let Some(section) = self.sheet.sections.last_mut()
        {
            section.is_empty = false;
        }
        if self.is_baseline || !self.is_apart {
            self.table.line(line, self.is_baseline, &mut self.sheet);
        }
    }

    /// Whether a heading starts something of its own; else it is a line of the test case around it.
    fn heading(&mut self, level: u8, text: &'a str, line: usize) -> bool {
        let around = self.case.as_ref().map(|reading| (reading.level, reading.tc_id()));
        if let Some((tc_id, title)) = id::heading(text).filter(|_| level > 1 && !self.is_apart) {
            // `#### TC-1: STIMULUS` below `### TC-1` is a part of it.
            if around.is_some_and(|(outer, of)| level > outer && of == tc_id) {
                return false;
            }
            self.close_case();
            if let Some(section) = self.sheet.sections.last_mut() {
                section.is_empty = false;
            }
            self.case = Some(Reading::new(tc_id, title, level, line));
            return true;
        }
        // Its parts are headed below it; people also put them beside it.
        if around.is_some_and(|(outer, _)| level > outer || level == outer && is_part(text)) {
            return false;
        }
        self.close_case();
        let named = || {
            // What a part of the baseline is called may head a part of any other section.
            let number = labels::sheet_section(text)?;
            (self.is_baseline || !number.contains('.')).then_some((number, text))
        };
        if let Some((number, title)) = numbered(text).or_else(named) {
            self.enter(number, title, level, line);
        }
        true
    }

    fn enter(&mut self, number: &'a str, title: &'a str, level: u8, line: usize) {
        let outer = number.split('.').next().unwrap_or_default();
        if outer == number && level > *self.level.get_or_insert(level) {
            return;
        }
        self.is_baseline = outer == "0";
        self.is_apart = self.is_baseline || labels::sheet_section(title) == Some("5");
        for above in self.sheet.sections.iter_mut().rev() {
            if number.strip_prefix(above.number).is_some_and(|rest| rest.starts_with('.')) {
                above.is_empty = false;
            }
        }
        self.sheet.sections.push(Section { number, title, line, is_empty: true });
    }

    fn close_case(&mut self) {
        if let Some(reading) = self.case.take() {
            self.sheet.cases.push(reading.close());
        }
    }
}

/// The number and the title of `0.1 Jira Digest`, `Section 0: Test Baseline`.
fn numbered(text: &str) -> Option<(&str, &str)> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = ["Section", "section", "SECTION", "섹션"].into_iter();
    let bare = word.fold(bare, |bare, word| bare.strip_prefix(word).unwrap_or(bare)).trim_start();
    let end = bare.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(bare.len());
    let number = bare[..end].trim_end_matches('.');
    let title = bare[end..].trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    let is_number = !number.is_empty() && number.split('.').all(|part| !part.is_empty());
    let is_apart = bare[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    (is_number && (is_apart || bare[..end].ends_with('.'))).then_some((number, title))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_known_by_their_number() {
        fn check(text: &str, expected: Option<(&str, &str)>) {
            assert_eq!(numbered(text), expected, "{text}");
        }
        check("0. Test Baseline", Some(("0", "Test Baseline")));
        check("0.1 Jira Digest", Some(("0.1", "Jira Digest")));
        check("0.1. Jira Digest", Some(("0.1", "Jira Digest")));
        check("Section 0: Test Baseline", Some(("0", "Test Baseline")));
        check("📋 3) 시나리오 목록 (v1)", Some(("3", "시나리오 목록 (v1)")));
        check("5.변경 이력", Some(("5", "변경 이력")));
        check("1", Some(("1", "")));
        check("2차 검토", None);
        check("Logic", None);
        check("", None);
    }

    #[test]
    fn sections_are_known_by_their_name_where_it_belongs() {
        let numbers = |document| {
            let sections = read(document).sections;
            sections.into_iter().map(|section| section.number).collect::<Vec<_>>()
        };
        assert_eq!(numbers("## Test Baseline\n### 비교\n## **변경 요약**\n"), ["0", "0.3", "1"]);
        assert_eq!(
            numbers("## 2. x\n### 비교\n### 1. y\n### 변경 이력\n## Scenario list"),
            ["2", "3"]
        );
        let cases =
            read("## 4. D\n### 테스트 유형\n### TC-1: x\n### 데이터 시나리오\n### TC-2: y").cases;
        assert_eq!(cases.len(), 2);
    }

    #[test]
    fn parts_of_a_detail_may_stand_beside_its_heading() {
        let document = "### TC-1: x\n### BEFORE\n### 3. STIMULUS (요청)\nPOST /a\n### 행위적 조건\n없음\n### Notes\nGET /b";
        let case = &read(document).cases[0];
        assert_eq!(case.stimulus.endpoint, Some("/a"));
        assert!(case.behavioral_condition.is_some());
    }

    #[test]
    fn a_section_is_empty_when_nothing_stands_in_it() {
        let sheet = read(
            "## 0. A\n### 0.1 a\n| x |\n### 0.2 b\n\n<!-- c -->\n## 1. B\n## 4. D\n### TC-1: t\n",
        );
        let empty: Vec<_> =
            sheet.sections.iter().filter(|s| s.is_empty).map(|s| s.number).collect();
        assert_eq!(empty, ["0.2", "1"]);
    }
}

//! Walks over the lines of a sheet and tells sections, tables and details apart.

use super::{Section, Sheet, case::Reading, id, table::Table};
use crate::{
    labels,
    markdown::{self, Kind, Line},
};
use std::borrow::Cow;

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
        if around.is_some_and(|(outer, _)| level > outer) {
            return false;
        }
        self.close_case();
        if let Some((number, title)) = section(text) {
            self.enter(number, title, level, line);
        }
        true
    }

    fn enter(&mut self, number: Cow<'a, str>, title: &'a str, level: u8, line: usize) {
        let outer = number.split('.').next().unwrap_or_default();
        if outer == number && level > *self.level.get_or_insert(level) {
            return;
        }
        self.is_baseline = outer == "0";
        self.is_apart = self.is_baseline || labels::sheet_section(title) == Some("5");
        for above in self.sheet.sections.iter_mut().rev() {
            if number.strip_prefix(&*above.number).is_some_and(|rest| rest.starts_with('.')) {
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

/// The number and the title of `0.1 Jira Digest`, `Section 0: Test Baseline`, or a title of the skill's alone.
fn section(text: &str) -> Option<(Cow<'_, str>, &str)> {
    let bare = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = ["Section", "section", "SECTION", "섹션"].into_iter();
    let bare = word.fold(bare, |bare, word| bare.strip_prefix(word).unwrap_or(bare)).trim_start();
    let end = bare.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(bare.len());
    let number = bare[..end].trim_end_matches('.');
    let title = bare[end..].trim_start_matches(|c: char| !c.is_alphanumeric()).trim_end();
    let is_number = !number.is_empty() && number.split('.').all(|part| !part.is_empty());
    let is_apart = bare[end..].chars().next().is_none_or(|c| !c.is_alphanumeric());
    if is_number && (is_apart || bare[..end].ends_with('.')) {
        return Some((number.into(), title));
    }
    labels::sheet_section(text).map(|number| (Cow::Borrowed(number), text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_known_by_number_or_name() {
        fn check(text: &str, expected: Option<(&str, &str)>) {
            let found = section(text);
            assert_eq!(found.as_ref().map(|(n, t)| (&**n, *t)), expected, "{text}");
        }
        check("0. Test Baseline", Some(("0", "Test Baseline")));
        check("0.1 Jira Digest", Some(("0.1", "Jira Digest")));
        check("0.1. Jira Digest", Some(("0.1", "Jira Digest")));
        check("Section 0: Test Baseline", Some(("0", "Test Baseline")));
        check("📋 3) 시나리오 목록 (v1)", Some(("3", "시나리오 목록 (v1)")));
        check("5.변경 이력", Some(("5", "변경 이력")));
        check("1", Some(("1", "")));
        check("**변경 요약**", Some(("1", "**변경 요약**")));
        check("Scenario list", Some(("3", "Scenario list")));
        check("2차 검토", None);
        check("Logic", None);
        check("", None);
    }

    #[test]
    fn a_section_is_empty_when_nothing_stands_in_it() {
        let sheet = read(
            "## 0. A\n### 0.1 a\n| x |\n### 0.2 b\n\n<!-- c -->\n## 1. B\n## 4. D\n### TC-1: t\n",
        );
        let empty: Vec<_> =
            sheet.sections.iter().filter(|s| s.is_empty).map(|s| &*s.number).collect();
        assert_eq!(empty, ["0.2", "1"]);
    }
}

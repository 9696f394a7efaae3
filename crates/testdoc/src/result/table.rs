//! Tables of a test result: which row says how a test case ended.

use super::{
    heading::{find_id, split_id},
    listed::only_ids,
    status::{Firmness, bare, mark_at_start, value, word_at_start},
};
use crate::{
    labels::{
        cell_status,
        result::{Field, is_of_test_cases, is_other_column},
    },
    markdown::Line,
};
use contract::Status;

/// What the head of a table says of its columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'a> {
    head: Line<'a>,
    /// The column that says how a test case ended, and how sure that is.
    status: Option<(usize, Field)>,
    reason: Option<usize>,
    /// Whether its rows are checks of one test case.
    pub(super) is_of_checks: bool,
}

/// What a row says of a test case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) status: Status,
    /// Whether the row says why.
    pub(super) has_reason: bool,
}

impl<'a> Table<'a> {
    /// Reads the head of a table.
    pub(super) fn of_head(line: &Line<'a>) -> Self {
        let mut table = Self { head: *line, status: None, reason: None, is_of_checks: false };
        for (index, cell) in line.cells().enumerate() {
            // `결과 (v1.1)`
            let name = cell.split(['(', '（']).next().filter(|name| !name.trim().is_empty());
            match Field::parse(name.unwrap_or(&cell)) {
                // The last of the best ones: `1st | final`.
                Some(field @ (Field::State | Field::Result | Field::Verdict))
                    if table.status.is_none_or(|(_, best)| field >= best) =>
                {
                    table.status = Some((index, field));
                }
                Some(Field::Reason) => table.reason = Some(index),
                Some(Field::Check) => table.is_of_checks = true,
                _ => {}
            }
        }
        table
    }

    /// The status that a row with a test case's id says. Where no column is made for it, a cell must
    /// be nothing but a word in capitals: a mark alone, or `실패`, has many meanings.
    pub(super) fn status_of(&self, line: &Line<'_>) -> Option<Said> {
        let mut status = None;
        let mut has_reason = false;
        let mut behind_status = false;
        for (index, cell) in line.cells().enumerate() {
            let found = match self.status {
                Some((column, _)) => value(&cell).filter(|_| index == column),
                None => value(&cell).filter(|_| is_firm(&cell) && !self.is_other(index)),
            };
            if let Some(found) = found {
                if status.is_some_and(|status| Some(status) != found.status()) {
                    // Two statuses, and nothing says which of them counts.
                    return None;
                }
                status = found.status();
                has_reason |= !found.rest.is_empty();
                behind_status = true;
                continue;
            }
            if let Some((column, Field::Result | Field::Verdict)) = self.status
                && column == index
            {
                status = cell_status(&cell);
            }
            let may_say_why = behind_status || self.reason == Some(index);
            has_reason |= may_say_why && cell.chars().filter(|c| c.is_alphanumeric()).count() > 1;
        }
        status.map(|status| Said { status, has_reason })
    }

    /// Whether a column is made for how something came out.
    pub(super) fn is_of_results(&self) -> bool {
        matches!(self.status, Some((_, Field::Result | Field::Verdict)))
    }

    /// The test cases that a row is about: one; several, where a column says how they ended.
    pub(super) fn tcs(&self, line: &Line<'a>) -> Vec<&'a str> {
        if let Some(tc_id) = tc_id(line) {
            return vec![tc_id];
        }
        if find_id(line.text).is_none() {
            return Vec::new();
        }
        let cells = line.text.trim().trim_start_matches('|').split('|');
        let mut cells = cells.enumerate().filter(|(_, cell)| find_id(cell).is_some());
        let Some((index, cell)) = cells.next() else { return Vec::new() };
        if !self.has_head(index, is_of_test_cases) {
            return Vec::new();
        }
        let cell = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
        let ids = only_ids(cell);
        match split_id(cell) {
            Some((tc_id, behind)) if ids.is_empty() && !behind.contains("TC-") => vec![tc_id],
            _ => ids,
        }
    }

    fn is_other(&self, column: usize) -> bool {
        self.has_head(column, is_other_column)
    }

    fn has_head(&self, column: usize, is_so: fn(&str) -> bool) -> bool {
        self.head.cells().nth(column).is_some_and(|head| is_so(&head))
    }
}

/// A cell that is a word in capitals, with a mark or without.
fn is_firm(cell: &str) -> bool {
    let cell = bare(cell);
    let cell = mark_at_start(cell).map_or(cell, |(_, rest)| bare(rest));
    let word = word_at_start(cell);
    word.is_some_and(|(_, firmness, rest)| firmness == Firmness::Firm && rest.is_empty())
}

/// The test case that a row is about: a cell that is nothing but its id, with a mark or without.
pub(super) fn tc_id<'a>(line: &Line<'a>) -> Option<&'a str> {
    let at = find_id(line.text)?;
    let (before, rest) = line.text.split_at(at);
    let (tc_id, behind) = split_id(rest)?;
    let is_sign = |c: char| !c.is_alphanumeric();
    let cell_before = before.rsplit('|').next().unwrap_or_default();
    let cell_behind = behind.split('|').next().unwrap_or_default();
    // `[TC-1](#tc-1)`
    let cell_behind = cell_behind.split_once("](").map_or(cell_behind, |(before, _)| before);
    (cell_before.chars().all(is_sign) && cell_behind.chars().all(is_sign)).then_some(tc_id)
}

/// The second cell of a row, as it stands.
pub(super) fn second_cell<'a>(line: &Line<'a>) -> &'a str {
    line.text.split('|').nth(2).map_or("", bare)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::lines;

    fn check(markdown: &str, expected: &[(&str, Status, bool)]) {
        let mut table = None;
        let mut found = Vec::new();
        for line in lines(markdown) {
            let Some(table) = table else {
                table = Some(Table::of_head(&line));
                continue;
            };
            if let (Some(tc_id), Some(said)) = (tc_id(&line), table.status_of(&line)) {
                found.push((tc_id, said.status, said.has_reason));
            }
        }
        assert_eq!(found, expected, "{markdown}");
    }

    #[test]
    fn a_column_for_the_status_decides() {
        check(
            "| TC | 제목 | 상태 | 판정 |\n|--|--|--|--|\n| TC-1 | x | BLOCKED | ✅ PASS |\n| `TC-2` | y | - | ❌ |",
            &[("TC-1", Status::Pass, false), ("TC-2", Status::Fail, false)],
        );
        check(
            "| # | TC | Result | Note |\n|--|--|--|--|\n| 1 | **TC-1** | N/T | no data |\n| 2 | TC-2 | N/T | |",
            &[("TC-1", Status::NotTested, true), ("TC-2", Status::NotTested, false)],
        );
        check(
            "| TC | 결과 |\n|--|--|\n| ✅ TC-1 | 미실시 (서버 없음) |",
            &[("TC-1", Status::NotTested, true)],
        );
    }

    #[test]
    fn without_such_a_column_only_capitals_count() {
        check("| TC | shot |\n|--|--|\n| TC-1 | ✅ |\n| TC-2 | 실패 |", &[]);
        check("| TC | x |\n|--|--|\n| TC-1 | PASS |", &[("TC-1", Status::Pass, false)]);
        check("| TC | x |\n|--|--|\n| TC-1 and more | PASS |\n| a TC-2 | FAIL |", &[]);
    }

    #[test]
    fn a_status_of_something_else_is_no_status() {
        check("| TC | 상태 |\n|--|--|\n| TC-1 | MAPPED |\n| TC-2 | 실패 응답 확인 |", &[]);
    }
}

//! Tables of a test result: which row says how a test case ended.

use super::{
    heading::{find_id, split_id},
    status::{Firmness, bare, mark_at_start, value, word_at_start},
};
use crate::{labels::result::Field, markdown::Line};
use contract::Status;

/// What the head of a table says of its columns.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Table {
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

impl Table {
    /// Reads the head of a table.
    pub(super) fn of_head(line: &Line<'_>) -> Self {
        let mut table = Self::default();
        for (index, cell) in line.cells().enumerate() {
            match Field::parse(&cell) {
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
                None => value(&cell).filter(|_| is_firm(&cell)),
            };
            if let Some(found) = found
                && status.is_none()
            {
                status = found.status();
                has_reason |= !found.rest.is_empty();
                behind_status = true;
                continue;
            }
            let may_say_why = behind_status || self.reason == Some(index);
            has_reason |= may_say_why && cell.chars().filter(|c| c.is_alphanumeric()).count() > 1;
        }
        status.map(|status| Said { status, has_reason })
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

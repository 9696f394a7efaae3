//! The numbers of a document's own summary.

use super::status::{bare, mark_at_start, word_at_start};
use crate::{labels::result::Field, markdown::Line};
use contract::Status;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// All test cases.
    All,
    /// Those that ended so.
    Of(Status),
}

/// A number of the summary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub what: Counted,
    /// How many.
    pub number: u64,
    /// The line.
    pub line: usize,
}

/// The columns of a table whose numbers stand below their names.
#[derive(Debug, Default)]
pub(super) struct Head(Vec<Option<Counted>>);

impl Head {
    pub(super) fn of(line: &Line<'_>) -> Self {
        let columns: Vec<_> = line.cells().map(|cell| counted(&cell)).collect();
        // A single name at the head says what the first column lists.
        let named = columns.iter().flatten().count();
        Self(if named > 1 { columns } else { Vec::new() })
    }

    /// The numbers of a row below.
    pub(super) fn counts(&self, line: &Line<'_>, counts: &mut Vec<Count>) {
        for (what, cell) in self.0.iter().zip(line.cells()) {
            if let (Some(what), Some(number)) = (what, number(&cell)) {
                counts.push(Count { what: *what, number, line: line.number });
            }
        }
    }
}

/// `Pass: 15, Fail: 5`, `전체: 20건`: pieces that are a name and a number and nothing else.
pub(super) fn counts_of_line(text: &str, line: usize, counts: &mut Vec<Count>) {
    // `N/T` holds a slash, so that one divides only between blanks.
    let pieces = text.split([',', ';', '|', '·', '，']).flat_map(|piece| piece.split(" / "));
    for piece in pieces {
        let piece = bare(piece);
        let Some(at) = piece.find(|c: char| c.is_ascii_digit()) else { continue };
        let (name, rest) = piece.split_at(at);
        let name = name.trim_end_matches([':', '：', '=', ' ', '*', '`']);
        if let (Some(what), Some(number)) = (counted(name), number(rest)) {
            counts.push(Count { what, number, line });
        }
    }
}

/// `| PASS | 15 |`: a name and its number in one row.
pub(super) fn counts_of_row(line: &Line<'_>, counts: &mut Vec<Count>) {
    let mut cells = line.cells();
    let (Some(name), Some(value)) = (cells.next(), cells.next()) else { return };
    if let (Some(what), Some(number)) = (counted(&name), number(&value)) {
        counts.push(Count { what, number, line: line.number });
    }
}

fn counted(name: &str) -> Option<Counted> {
    let name = bare(name);
    let name = mark_at_start(name).map_or(name, |(_, rest)| bare(rest));
    if let Some((status, _, rest)) = word_at_start(name) {
        return rest.trim().is_empty().then_some(Counted::Of(status));
    }
    (Field::parse(name) == Some(Field::Total)).then_some(Counted::All)
}

/// A whole number with its unit, such as `15`, `15건`, `15 TCs`.
fn number(text: &str) -> Option<u64> {
    const UNITS: [&str; 7] = ["", "건", "개", "TC", "TCs", "cases", "test cases"];
    let text = bare(text);
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    UNITS.iter().any(|known| bare(unit).eq_ignore_ascii_case(known)).then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[(Counted, u64)]) {
        let mut counts = Vec::new();
        counts_of_line(line, 1, &mut counts);
        let found: Vec<_> = counts.iter().map(|count| (count.what, count.number)).collect();
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn a_count_is_a_name_and_a_number() {
        let (pass, fail) = (Counted::Of(Status::Pass), Counted::Of(Status::Fail));
        check("Pass: 15, Fail: 5", &[(pass, 15), (fail, 5)]);
        check("전체: 20건 / 통과 15건 / 실패 5건", &[(Counted::All, 20), (pass, 15), (fail, 5)]);
        check("**✅ PASS**: 3 / N/T: 1", &[(pass, 3), (Counted::Of(Status::NotTested), 1)]);
        check("Total = 4 TCs", &[(Counted::All, 4)]);
        for other in ["Pass rate: 75%", "15 of 20 passed", "PASS: 15/20", "PASS", "응답 5건", ""]
        {
            check(other, &[]);
        }
    }
}

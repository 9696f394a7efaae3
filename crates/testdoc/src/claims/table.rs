//! Tables: rows with a test case id and a status, and tables of counts.

use super::{
    Assertion,
    atom::{Atom, Sense, atoms},
    cases::{Case, canonical},
    figures::Figure,
    token::{Kind, tokens},
    words,
};
use crate::{labels, markdown::Line};
use contract::Status;

/// What a table says.
#[derive(Debug, Default)]
pub(super) struct Table {
    pub(super) cases: Vec<Case>,
    pub(super) figures: Vec<Figure>,
}

/// Reads a table; `has_head` says whether its first row is its head.
pub(super) fn read(rows: &[Line<'_>], has_head: bool) -> Table {
    let cells =
        |line: &Line<'_>| line.cells().map(std::borrow::Cow::into_owned).collect::<Vec<_>>();
    let (head, rows) = if has_head { (cells(&rows[0]), &rows[1..]) } else { (Vec::new(), rows) };
    let rows: Vec<_> = rows.iter().map(|line| (line.range(), cells(line))).collect();
    let mut table = Table::default();
    let mut of_counts = Vec::new();
    for (span, cells) in &rows {
        match cells.iter().position(|cell| id(cell).is_some()) {
            Some(column) => {
                let tc_id = id(&cells[column]);
                let status = status(&head, cells, column);
                if let Some((tc_id, status)) = tc_id.zip(status) {
                    table.cases.push(Case { tc_ids: vec![tc_id], status, span: span.clone() });
                }
            }
            None => of_counts.push((span.clone(), cells.as_slice())),
        }
    }
    table.figures = figures(&head, &of_counts);
    table
}

/// The only id in a cell that begins with it, but for a mark.
fn id(cell: &str) -> Option<String> {
    if !cell.contains("TC-") && !cell.contains("tc-") {
        return None;
    }
    let tokens = tokens(cell, 0);
    let first = tokens.iter().find(|it| !matches!(it.kind, Kind::Mark(_) | Kind::Sign(_)))?;
    let ids = tokens.iter().filter(|token| token.kind == Kind::Id).count();
    (first.kind == Kind::Id && ids == 1).then(|| canonical(first.text))
}

/// The status that a row says its test case has.
fn status(head: &[String], cells: &[String], own: usize) -> Option<Status> {
    let mut found: Vec<(bool, CellStatus)> = Vec::new();
    for (column, cell) in cells.iter().enumerate() {
        let head = head.get(column).map_or("", String::as_str);
        let Some(status) = cell_status(cell) else { continue };
        let head = tokens(head, 0);
        let is_any = |words: &[&str]| head.iter().any(|token| token.is_noun(words));
        // A column of its own for PASS is a tick list; one headed PASS/FAIL holds the status.
        let statuses = head.iter().filter(|it| labels::status(it.text).is_some()).count();
        let is_final = head.is_empty() || statuses > 1 || is_any(words::FINAL_COLUMNS);
        if column != own && statuses != 1 && is_final && !is_any(words::OTHER_COLUMNS) {
            found.push((!head.is_empty(), status));
        }
    }
    if let Some((_, last)) = found.iter().rfind(|(is_final, _)| *is_final) {
        return last.status;
    }
    let first = found.first()?.1;
    let agree = found.iter().all(|(_, status)| status.status == first.status);
    (agree && first.is_word).then_some(first.status).flatten()
}

#[derive(Clone, Copy, Debug)]
struct CellStatus {
    /// `None` when the cell says two things.
    status: Option<Status>,
    is_word: bool,
}

/// The status that a cell begins with. A word is more exact than a mark, and what stands behind an
/// arrow is how it is now.
fn cell_status(cell: &str) -> Option<CellStatus> {
    let tokens = tokens(cell, 0);
    let atoms = atoms(&tokens);
    let first = atoms.iter().find(|atom| !matches!(atom.kind(), Kind::Sign(_)))?;
    first.status()?;
    if atoms.iter().any(|atom| atom.sense == Sense::Doubt || atom.is_sign("?？")) {
        return None;
    }
    let words: Vec<Status> = atoms
        .iter()
        .filter(|it| !it.is_mark())
        .filter_map(Atom::status)
        .map(|it| it.status)
        .collect();
    let marks: Vec<Status> = atoms
        .iter()
        .filter(|it| it.is_mark())
        .filter_map(Atom::status)
        .map(|it| it.status)
        .collect();
    let is_word = !words.is_empty();
    let said = if is_word { words } else { marks };
    let has_moved = atoms.iter().any(|atom| atom.is_sign("→⇒➜➡>"));
    let is_one = said.iter().all(|status| *status == said[0]);
    let status = said.last().copied().filter(|_| is_one || has_moved);
    Some(CellStatus { status, is_word })
}

/// What a column or a row counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Counted {
    Total,
    Status(Status),
    Rate,
}

fn counted(label: &str) -> Option<Counted> {
    if let Some(status) = labels::status(label) {
        return Some(Counted::Status(status));
    }
    let tokens = tokens(label, 0);
    let atoms = atoms(&tokens);
    let mut telling = atoms.iter().filter(|atom| {
        !matches!(atom.kind(), Kind::Sign(_))
            && !matches!(atom.sense, Sense::Case | Sense::Test)
            && !atom.token.is("수")
    });
    let first = telling.next()?;
    let said = match first.sense {
        Sense::Rate => Counted::Rate,
        Sense::Total | Sense::All => Counted::Total,
        Sense::Status(said) => Counted::Status(said.status),
        _ => {
            return first
                .is_mark()
                .then(|| first.status())
                .flatten()
                .map(|said| Counted::Status(said.status));
        }
    };
    telling.next().is_none().then_some(said)
}

/// The number in a cell that holds nothing else: `12`, `12건`, `66.7%`.
fn value(cell: &str) -> Option<Kind> {
    let tokens = tokens(cell, 0);
    let mut telling =
        tokens.iter().filter(|it| !it.is_noun(words::CASES) && !it.is_noun(words::TESTS));
    let first = telling.next()?.kind;
    let is_value = matches!(first, Kind::Number(_) | Kind::Percent(_));
    (is_value && telling.next().is_none()).then_some(first)
}

fn assertion(counted: Counted, value: Kind) -> Option<Assertion> {
    Some(match (counted, value) {
        (Counted::Total, Kind::Number(number)) => Assertion::Total(number),
        (Counted::Status(status), Kind::Number(number)) => Assertion::Count { status, number },
        (Counted::Rate, Kind::Percent(tenths)) => Assertion::Rate { tenths },
        _ => return None,
    })
}

type Row<'a> = (std::ops::Range<usize>, &'a [String]);

fn figures(head: &[String], rows: &[Row<'_>]) -> Vec<Figure> {
    let columns: Vec<Option<Counted>> = head.iter().map(|label| counted(label)).collect();
    let is_wide = columns.iter().flatten().count() >= 2;
    let found = if is_wide { by_column(&columns, rows) } else { by_row(rows) };
    let labels = head.iter().chain(rows.iter().flat_map(|(_, cells)| *cells));
    let is_specific = labels.flat_map(|label| tokens(label, 0)).any(|token| {
        let is_code = labels::status(token.text).is_some()
            && token.text.bytes().all(|byte| !byte.is_ascii_lowercase());
        is_code && token.text.is_ascii() || token.is_noun(words::CASES)
    });
    let figure = |(what, span): (Assertion, _)| {
        let is_specific = is_specific || matches!(what, Assertion::Rate { .. });
        Figure { what, span, is_specific, is_whole: false }
    };
    found.into_iter().map(figure).collect()
}

type Found = Vec<(Assertion, std::ops::Range<usize>)>;

/// `| Total | PASS | FAIL |` above one row of numbers, or above several of which one is the total.
fn by_column(columns: &[Option<Counted>], rows: &[Row<'_>]) -> Found {
    let read = |(span, cells): &Row<'_>| -> Found {
        let cells = columns.iter().zip(*cells);
        let values = cells.filter_map(|(counted, cell)| assertion((*counted)?, value(cell)?));
        values.map(|what| (what, span.clone())).collect()
    };
    let has_figures = |row: &&Row<'_>| !read(row).is_empty();
    let with_figures: Vec<_> = rows.iter().filter(has_figures).collect();
    let row = match with_figures.as_slice() {
        [only] => Some(*only).filter(|(_, cells)| !cells.iter().any(|cell| is_part(cell))),
        all => all.iter().copied().find(|(_, cells)| {
            cells.first().is_some_and(|label| counted(label) == Some(Counted::Total))
        }),
    };
    row.map(read).unwrap_or_default()
}

/// `| PASS | 12 |` below each other.
fn by_row(rows: &[Row<'_>]) -> Found {
    let mut seen = Vec::new();
    let mut found = Vec::new();
    for (span, cells) in rows {
        let Some((label, values)) = cells.split_first() else { continue };
        let Some(counted) = counted(label) else { continue };
        let values: Vec<_> = values.iter().filter_map(|cell| value(cell)).collect();
        let numbers = values.iter().filter(|value| matches!(value, Kind::Number(_))).count();
        // Several columns of numbers are several runs or groups; a label twice is two tables in one.
        if numbers > 1 || seen.contains(&counted) {
            return Vec::new();
        }
        seen.push(counted);
        found.extend(
            values.into_iter().find_map(|value| Some((assertion(counted, value)?, span.clone()))),
        );
    }
    found
}

fn is_part(cell: &str) -> bool {
    tokens(cell, 0).iter().any(|token| token.is_any(words::PARTS) || token.is_any(words::PAST))
}

//! The tables of a sheet outside the details: which one lists test cases, and which one data.

use super::{DataScenario, Row, Sheet, id};
use crate::{
    labels::{self, Label},
    markdown::{Kind, Line},
};
use std::borrow::Cow;

/// Columns further to the right are not looked at.
pub(super) const MOST_COLUMNS: usize = 64;

/// The table that the reader is in.
#[derive(Clone, Debug, Default)]
pub(super) enum Table<'a> {
    /// None.
    #[default]
    None,
    /// One that tells nothing about test cases.
    Other,
    /// The list of test cases.
    Cases { tc: usize, scenario: Option<usize>, above: Option<Cow<'a, str>> },
    /// The list of data scenarios.
    Data { tc: usize, name: usize },
}

impl<'a> Table<'a> {
    /// Takes a line in; `is_of_data` says that it stands in section 0.
    pub(super) fn line(&mut self, line: &Line<'a>, is_of_data: bool, sheet: &mut Sheet<'a>) {
        match line.kind {
            Kind::Row if matches!(self, Self::None) => *self = Self::headed(line, is_of_data),
            Kind::Row => self.row(line, sheet),
            Kind::Delimiter => {}
            _ => *self = Self::None,
        }
    }

    fn headed(line: &Line<'a>, is_of_data: bool) -> Self {
        let is_tc = |cell: &str| Label::TestCase.is(cell) || cell.starts_with("TC ");
        let mut cells: Vec<_> = line.cells().take(MOST_COLUMNS).collect();
        let column = |is: &dyn Fn(&str) -> bool| cells.iter().position(|cell| is(cell));
        let Some(tc) = column(&is_tc) else { return Self::Other };
        let scenario = column(&|cell| Label::Scenario.is(cell));
        match (is_of_data, scenario) {
            (true, Some(name)) => Self::Data { tc, name },
            (true, None) => Self::Other,
            // A column of test cases far to the right only refers to them.
            (false, _) => {
                let comes_first = |cell: Cow<'_, str>| {
                    let is_sign = !cell.contains(char::is_alphanumeric);
                    is_sign || Label::Number.is(&cell) || Label::Scenario.is(&cell)
                };
                let leads = cells.drain(..tc).all(comes_first);
                if leads { Self::Cases { tc, scenario, above: None } } else { Self::Other }
            }
        }
    }

    fn row(&mut self, line: &Line<'a>, sheet: &mut Sheet<'a>) {
        match self {
            Self::None | Self::Other => {}
            Self::Data { tc, name } => {
                let tc_ids = line.cells().nth(*tc).map(|cell| id::all(&cell)).unwrap_or_default();
                let name = line.cells().nth(*name).unwrap_or_default();
                sheet.data_scenarios.push(DataScenario { name, tc_ids, line: line.number });
            }
            Self::Cases { tc, scenario, above } => {
                let Some(cell) = line.cells().nth(*tc).filter(|cell| id::is_only_ids(cell)) else {
                    return;
                };
                let named = scenario.and_then(|column| line.cells().nth(column));
                if named.as_ref().is_some_and(|name| !name.is_empty()) {
                    above.clone_from(&named);
                }
                let title = line.cells().nth(*tc + 1).unwrap_or_default();
                let tc_type =
                    line.cells().take(MOST_COLUMNS).find_map(|cell| labels::tc_type(&cell));
                for tc_id in id::all(&cell) {
                    let (title, scenario) = (title.clone(), above.clone());
                    sheet.rows.push(Row { tc_id, title, tc_type, scenario, line: line.number });
                }
            }
        }
    }
}

//! A test sheet as a model: its sections, the table of its test cases, and the detail of each.
//!
//! Only what the sheet itself says counts. A comment says nothing; a code block or a quote holds no section and
//! no test case, and a derivation tree in a quote is somebody else's.

mod case;
mod derivation;
mod id;
mod reader;
mod scenario;
mod stimulus;
mod table;

pub use case::{Case, Field};
pub use derivation::Derivation;
pub use scenario::{Scenario, scenarios};
pub use stimulus::Stimulus;

use contract::TcType;
use std::{borrow::Cow, collections::BTreeMap};

/// A test sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet<'a> {
    /// Its numbered sections and subsections, in order.
    pub sections: Vec<Section<'a>>,
    /// The rows of its tables of test cases.
    pub rows: Vec<Row<'a>>,
    /// The rows of its table of data scenarios.
    pub data_scenarios: Vec<DataScenario<'a>>,
    /// The details of its test cases: one for each heading.
    pub cases: Vec<Case<'a>>,
}

/// A section such as `## 1. Change Summary`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'a> {
    /// Its number, such as `0.1`.
    pub number: &'a str,
    /// Its title.
    pub title: &'a str,
    /// The line of its heading.
    pub line: usize,
    /// Whether nothing stands in it, not even a section below it.
    pub is_empty: bool,
}

/// A row of the table of test cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The test case.
    pub tc_id: String,
    /// What the row calls it.
    pub title: Cow<'a, str>,
    /// What the row says it is.
    pub tc_type: Option<TcType>,
    /// The scenario that it belongs to, where the table has a column for it.
    pub scenario: Option<Cow<'a, str>>,
    /// Where it stands.
    pub line: usize,
}

/// A row of the table of data scenarios: what data, and the test cases that need it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataScenario<'a> {
    /// What it is called.
    pub name: Cow<'a, str>,
    /// The test cases that it names.
    pub tc_ids: Vec<String>,
    /// Where it stands.
    pub line: usize,
}

impl<'a> Sheet<'a> {
    /// Reads a sheet.
    pub fn read(markdown: &'a str) -> Self {
        reader::read(markdown)
    }

    /// The section with a number.
    pub fn section(&self, number: &str) -> Option<&Section<'a>> {
        self.sections.iter().find(|section| section.number == number)
    }

    /// What each test case is: the table's word, else the detail's, else the tag in a title.
    pub fn types(&self) -> BTreeMap<&str, TcType> {
        let mut types = BTreeMap::new();
        for row in &self.rows {
            if let Some(tc_type) = row.tc_type {
                types.entry(row.tc_id.as_str()).or_insert(tc_type);
            }
        }
        for case in &self.cases {
            let tagged = || TcType::from_title(case.title);
            types.entry(case.tc_id).or_insert_with(|| case.tc_type.unwrap_or_else(tagged));
        }
        for row in &self.rows {
            types.entry(row.tc_id.as_str()).or_insert_with(|| TcType::from_title(&row.title));
        }
        types
    }
}

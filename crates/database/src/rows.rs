//! What a query gave.

use crate::Error;
use contract::{Json, Object};
use std::collections::HashSet;

/// Rows as objects; every row has all columns, in the order of the query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// Names of the columns, no two alike.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Object>,
}

/// Collects rows up to a limit.
pub(crate) struct Collector {
    rows: Rows,
    limit: usize,
}

impl Collector {
    /// Starts with the columns' names, which must differ.
    pub(crate) fn new(columns: Vec<String>, limit: usize) -> Result<Self, Error> {
        let mut seen = HashSet::new();
        if let Some(name) = columns.iter().find(|name| !seen.insert(name.as_str())) {
            return Err(Error::DuplicateColumn { name: name.clone() });
        }
        Ok(Self { rows: Rows { columns, rows: Vec::new() }, limit })
    }

    /// The names of the columns.
    pub(crate) fn columns(&self) -> &[String] {
        &self.rows.columns
    }

    /// Adds a row, one value a column; reaching the limit is an error.
    pub(crate) fn push(&mut self, values: Vec<Json>) -> Result<(), Error> {
        self.rows.rows.push(self.rows.columns.iter().cloned().zip(values).collect());
        if self.rows.rows.len() >= self.limit {
            return Err(Error::RowLimit { limit: self.limit });
        }
        Ok(())
    }

    pub(crate) fn finish(self) -> Rows {
        self.rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_columns_of_one_name_are_an_error() {
        let columns = |names: &[&str]| names.iter().map(ToString::to_string).collect();
        assert!(Collector::new(columns(&["id", "ID"]), 10).is_ok());
        assert!(matches!(
            Collector::new(columns(&["id", "a", "id"]), 10),
            Err(Error::DuplicateColumn { name }) if name == "id"
        ));
    }

    #[test]
    fn reaching_the_limit_is_an_error() {
        let mut collector = Collector::new(vec!["a".into()], 2).unwrap();
        assert!(collector.push(vec![Json::from(1)]).is_ok());
        assert!(matches!(collector.push(vec![Json::from(2)]), Err(Error::RowLimit { limit: 2 })));
    }
}

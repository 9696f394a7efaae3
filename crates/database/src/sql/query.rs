//! A statement that is known to be one single query.

use super::{fill, guard};
use crate::{Dialect, Error};
use contract::Object;

/// One finished query: placeholders filled, comments gone, checked.
///
/// The only way to make one is [`Query::new`], and the only thing a session runs is one of these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    text: String,
    dialect: Dialect,
}

impl Query {
    /// Fills the placeholders of `template` (`{data.order_id}`) from the test case's `data` and makes
    /// sure that the outcome is one query that changes nothing.
    pub fn new(template: &str, dialect: Dialect, data: &Object) -> Result<Self, Error> {
        let text = fill::fill(template, dialect, data)?;
        guard::check(&text, dialect)?;
        Ok(Self { text, dialect })
    }

    /// The statement as the server gets it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The dialect it was checked in.
    pub fn dialect(&self) -> Dialect {
        self.dialect
    }
}

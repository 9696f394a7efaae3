//! The databases that a plan names, each opened when it is first asked.

use crate::{Dialect, Error, Limits, Query, Rows, Session, Source, locate};
use contract::Object;
use std::path::{Path, PathBuf};

/// Gives the URL of a configured name.
type Lookup<'a, E> = Box<dyn Fn(&str) -> Result<Option<String>, E> + 'a>;

/// Finds databases by the names that plans use and keeps their sessions open.
pub struct Directory<'a, E> {
    project: PathBuf,
    known: Vec<&'a str>,
    lookup: Lookup<'a, E>,
    limits: Limits,
    open: Vec<(String, Dialect, Session)>,
}

impl<'a, E: From<Error>> Directory<'a, E> {
    /// `known` lists the configured names, `lookup` gives the URL of one; relative SQLite paths are
    /// relative to `project`.
    pub fn new(
        project: &Path,
        known: impl IntoIterator<Item = &'a str>,
        lookup: impl Fn(&str) -> Result<Option<String>, E> + 'a,
        limits: Limits,
    ) -> Self {
        Self {
            project: project.to_owned(),
            known: known.into_iter().collect(),
            lookup: Box::new(lookup),
            limits,
            open: Vec::new(),
        }
    }

    /// Fills `template` with the test case's `data`, makes sure that it is one single query, and
    /// runs it on the database that `db` means ([`locate`]).
    pub fn ask(&mut self, db: &str, template: &str, data: &Object) -> Result<Rows, E> {
        if let Some((_, dialect, session)) = self.open.iter_mut().find(|(name, ..)| name == db) {
            let query = Query::new(template, *dialect, data)?;
            return Ok(session.query(&query)?);
        }
        let source: Source = locate(db, &self.project, &self.known, &self.lookup)?;
        let query = Query::new(template, source.dialect(), data)?;
        let mut session = Session::open(&source, self.limits)?;
        let rows = session.query(&query)?;
        self.open.push((db.to_owned(), source.dialect(), session));
        Ok(rows)
    }
}

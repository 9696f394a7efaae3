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
    open: Vec<(String, Session)>,
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

    /// The dialect of the database that `db` means.
    pub fn dialect(&self, db: &str) -> Result<Dialect, E> {
        Ok(self.source(db)?.dialect())
    }

    /// Fills `template` with the test case's `data` and makes sure that it is one single query of
    /// the dialect that the database speaks. Nothing is asked.
    pub fn query(&self, db: &str, template: &str, data: &Object) -> Result<Query, E> {
        Ok(Query::new(template, self.dialect(db)?, data)?)
    }

    /// Runs a query on the database that `db` means ([`locate`]).
    pub fn run(&mut self, db: &str, query: &Query) -> Result<Rows, E> {
        if let Some((_, session)) = self.open.iter_mut().find(|(name, _)| name == db) {
            return Ok(session.query(query)?);
        }
        let mut session = Session::open(&self.source(db)?, self.limits)?;
        let rows = session.query(query);
        self.open.push((db.to_owned(), session));
        Ok(rows?)
    }

    /// [`Directory::query`] and [`Directory::run`].
    pub fn ask(&mut self, db: &str, template: &str, data: &Object) -> Result<Rows, E> {
        let query = self.query(db, template, data)?;
        self.run(db, &query)
    }

    fn source(&self, db: &str) -> Result<Source, E> {
        locate(db, &self.project, &self.known, &self.lookup)
    }
}

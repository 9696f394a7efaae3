//! An open connection to a database that can only read.

use crate::{
    Error, Query, Rows, Source, mysql::MysqlSession, postgres::PostgresSession, source::Target,
    sqlite::SqliteSession,
};
use std::time::Duration;

/// How much a query may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// A query with this many rows is an error, never a cut.
    pub rows: usize,
    /// A statement that takes longer is stopped. Whole seconds are enough; at least one.
    pub time: Duration,
}

impl Default for Limits {
    /// 100 000 rows, 30 seconds.
    fn default() -> Self {
        Self { rows: 100_000, time: Duration::from_secs(30) }
    }
}

/// A connection. Each query runs in a transaction of its own, so a poll sees what is new.
pub struct Session(Kind);

enum Kind {
    Sqlite(SqliteSession),
    Postgres(Box<PostgresSession>),
    Mysql(Box<MysqlSession>),
}

impl Session {
    /// Connects.
    pub fn open(source: &Source, limits: Limits) -> Result<Self, Error> {
        let shown = source.shown();
        Ok(Self(match source.target() {
            Target::Sqlite(path) => Kind::Sqlite(SqliteSession::open(path, shown, limits)?),
            Target::Postgres(target) => {
                Kind::Postgres(Box::new(PostgresSession::open(target, shown, limits)?))
            }
            Target::Mysql(target) => {
                Kind::Mysql(Box::new(MysqlSession::open(target, shown, limits)?))
            }
        }))
    }

    /// Runs one query and gives all its rows.
    pub fn query(&mut self, query: &Query) -> Result<Rows, Error> {
        match &mut self.0 {
            Kind::Sqlite(session) => session.query(query.as_str()),
            Kind::Postgres(session) => session.query(query.as_str()),
            Kind::Mysql(session) => session.query(query.as_str()),
        }
    }
}

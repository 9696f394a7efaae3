//! What all requests share: the database, who is logged in, which faults are on.

use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OptionalExtension, params};

use crate::bug::Bug;
use crate::messages::{Credentials, Session};
use crate::refusal::Refusal;
use crate::session::Sessions;

/// The shop's state.
pub(crate) struct Shop {
    database: Mutex<Connection>,
    pub(crate) sessions: Sessions,
    bugs: Vec<Bug>,
}

impl Shop {
    pub(crate) fn new(database: Connection, bugs: Vec<Bug>) -> Self {
        Self { database: Mutex::new(database), sessions: Sessions::default(), bugs }
    }

    /// The one connection; requests take turns.
    pub(crate) fn database(&self) -> MutexGuard<'_, Connection> {
        // A transaction of a thread that panicked was rolled back when it was dropped.
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a fault is switched on.
    pub(crate) fn has(&self, bug: Bug) -> bool {
        self.bugs.contains(&bug)
    }

    /// Checks log-in and password, and hands out a token.
    pub(crate) fn log_in(&self, credentials: &Credentials) -> Result<Session, Refusal> {
        let name: Option<String> = self
            .database()
            .query_row(
                "SELECT name FROM accounts WHERE login_id = ?1 AND password = ?2",
                params![credentials.login_id, credentials.password],
                |row| row.get(0),
            )
            .optional()?;
        let name = name.ok_or(Refusal::BadCredentials)?;
        Ok(Session { access_token: self.sessions.begin(&credentials.login_id), name })
    }
}

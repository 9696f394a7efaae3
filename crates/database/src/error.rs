//! What can go wrong between a database and us.

use crate::Shown;
use fault::{Fault, Place};
use std::path::PathBuf;

/// Every error of this crate. None of them ever holds a password.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A database URL that cannot be used.
    #[error("this is no database URL that can be used: {reason}")]
    BadUrl {
        /// The URL without its secrets.
        url: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A name that stands for no database.
    #[error("no database is called `{name}`")]
    UnknownDatabase {
        /// The name as given.
        name: String,
        /// The names that are configured.
        known: String,
    },
    /// A SQLite file that is not there.
    #[error("there is no such database file")]
    NoSuchFile {
        /// The file.
        path: PathBuf,
    },
    /// No session with the database came about.
    #[error("the database cannot be reached: {reason}")]
    CannotConnect {
        /// Which database.
        database: Shown,
        /// What the driver or the server said.
        reason: String,
    },
    /// A statement that is not one single query.
    #[error("this is not one single query: {reason}")]
    NotOneQuery {
        /// Why not.
        reason: String,
    },
    /// A function that does more than read tables.
    #[error("the function `{name}` is not for queries that only read")]
    RefusedFunction {
        /// The function.
        name: String,
    },
    /// A placeholder that no value belongs to.
    #[error("there is no value for the placeholder `{{{name}}}`")]
    UnknownPlaceholder {
        /// Its name.
        name: String,
        /// The names that have values.
        known: Vec<String>,
    },
    /// A placeholder where a value cannot stand.
    #[error("the placeholder `{{{name}}}` stands in a quoted name or a text that cannot take it")]
    MisplacedPlaceholder {
        /// Its name.
        name: String,
    },
    /// A value that cannot be written as SQL.
    #[error("the value of `{{{name}}}` cannot be used: {reason}")]
    UnusableValue {
        /// The placeholder.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// A parameter marker (`?`, `$1`, `:name`) that nothing is bound to.
    #[error("the statement has parameter markers of its own")]
    UnboundParameter,
    /// Two columns of one name: a row could hold only one of them.
    #[error("two columns are called `{name}`")]
    DuplicateColumn {
        /// The name.
        name: String,
    },
    /// The limit of rows was reached.
    #[error("the query has {limit} rows or more")]
    RowLimit {
        /// The limit.
        limit: usize,
    },
    /// The server stopped the statement.
    #[error("the query took longer than {seconds} s")]
    TimedOut {
        /// The time that it had.
        seconds: u64,
    },
    /// The server refused the query or failed at it.
    #[error("the query failed: {reason}")]
    QueryFailed {
        /// Which database.
        database: Shown,
        /// What the server said.
        reason: String,
    },
    /// A value that cannot be given back faithfully.
    #[error("a value of the column `{column}` cannot be read: {reason}")]
    UnreadableValue {
        /// The column.
        column: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::BadUrl { .. } => "database/bad-url",
            Self::UnknownDatabase { .. } => "database/unknown-database",
            Self::NoSuchFile { .. } => "database/no-such-file",
            Self::CannotConnect { .. } => "database/cannot-connect",
            Self::NotOneQuery { .. } => "database/not-one-query",
            Self::RefusedFunction { .. } => "database/refused-function",
            Self::UnknownPlaceholder { .. } => "database/unknown-placeholder",
            Self::MisplacedPlaceholder { .. } => "database/misplaced-placeholder",
            Self::UnusableValue { .. } => "database/unusable-value",
            Self::UnboundParameter => "database/unbound-parameter",
            Self::DuplicateColumn { .. } => "database/duplicate-column",
            Self::RowLimit { .. } => "database/row-limit",
            Self::TimedOut { .. } => "database/timed-out",
            Self::QueryFailed { .. } => "database/query-failed",
            Self::UnreadableValue { .. } => "database/unreadable-value",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::BadUrl { url, .. } => Some(Place::Value(url.clone())),
            Self::NoSuchFile { path } => Some(Place::File(path.clone())),
            Self::CannotConnect { database, .. } | Self::QueryFailed { database, .. } => {
                Some(Place::Value(database.to_string()))
            }
            _ => None,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::BadUrl { .. } => "write sqlite:PATH, postgres://… or mysql://…".into(),
            Self::UnknownDatabase { known, .. } => format!(
                "give a URL, or name it in `databases` of test/_config.json (there are: {known})"
            ),
            Self::NoSuchFile { .. } => "check the path; it is relative to the project".into(),
            Self::CannotConnect { .. } => {
                "check that the server runs, and its address, user and password".into()
            }
            Self::NotOneQuery { .. } => "give one SELECT, WITH … SELECT or VALUES".into(),
            Self::RefusedFunction { .. } => "leave the function out".into(),
            Self::UnknownPlaceholder { known, .. } if known.is_empty() => {
                "give a mapping that has data for the test case".into()
            }
            Self::UnknownPlaceholder { known, .. } => format!("known are: {}", known.join(", ")),
            Self::MisplacedPlaceholder { .. } => {
                "put it outside of quotes, or inside single quotes".into()
            }
            Self::UnusableValue { .. } => "put a text, number or boolean into the mapping".into(),
            Self::UnboundParameter => {
                "write values, or placeholders such as {data.order_id}".into()
            }
            Self::DuplicateColumn { name } => {
                format!("give one of them another name: … AS other_{name}")
            }
            Self::RowLimit { .. } => "narrow the WHERE, or raise --limit".into(),
            Self::TimedOut { .. } => "narrow the query, or raise --timeout".into(),
            Self::QueryFailed { .. } => "correct the SQL".into(),
            Self::UnreadableValue { .. } => {
                "cast the column to what it holds, or leave it out".into()
            }
        }
    }
}

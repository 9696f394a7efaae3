//! SQLite files, opened so that nothing can be written.

use crate::{Error, Limits, Rows, Shown, rows::Collector, value};
use contract::{Json, json};
use rusqlite::{
    Connection, ErrorCode, OpenFlags,
    hooks::{AuthAction, AuthContext, Authorization},
    types::ValueRef,
};
use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Instant,
};

/// Steps of SQLite's machine between two looks at the clock.
const STEPS: i32 = 10_000;

pub(crate) struct SqliteSession {
    connection: Connection,
    /// When the running statement has to end.
    deadline: Arc<Mutex<Option<Instant>>>,
    shown: Shown,
    limits: Limits,
}

impl SqliteSession {
    pub(crate) fn open(path: &Path, shown: &Shown, limits: Limits) -> Result<Self, Error> {
        let missing = || Error::NoSuchFile { path: path.into() };
        let path = store::find(path).filter(|path| path.is_file()).ok_or_else(missing)?;
        let cannot = |error: rusqlite::Error| Error::CannotConnect {
            database: shown.clone(),
            reason: error.to_string(),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut connection = Connection::open_with_flags(path, flags).map_err(cannot)?;
        connection.busy_timeout(limits.time).map_err(cannot)?;
        connection.pragma_update(None, "query_only", true).map_err(cannot)?;
        // Reads the header: a file that is no database is found here.
        connection
            .query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
            .map_err(cannot)?;
        connection.authorizer(Some(only_reading)).map_err(cannot)?;
        let deadline = Arc::new(Mutex::new(None));
        let watched = Arc::clone(&deadline);
        let late = move || {
            let deadline: Option<Instant> = watched.lock().ok().and_then(|guard| *guard);
            deadline.is_some_and(|end| Instant::now() >= end)
        };
        connection.progress_handler(STEPS, Some(late)).map_err(cannot)?;
        Ok(Self { connection, deadline, shown: shown.clone(), limits })
    }

    pub(crate) fn query(&mut self, sql: &str) -> Result<Rows, Error> {
        self.set_deadline(Some(Instant::now() + self.limits.time));
        let outcome = self.run(sql);
        self.set_deadline(None);
        outcome
    }

    fn set_deadline(&self, deadline: Option<Instant>) {
        if let Ok(mut guard) = self.deadline.lock() {
            *guard = deadline;
        }
    }

    fn run(&self, sql: &str) -> Result<Rows, Error> {
        let mut statement = self.connection.prepare(sql).map_err(|e| self.failed(&e))?;
        if statement.parameter_count() > 0 {
            return Err(Error::UnboundParameter);
        }
        if !statement.readonly() {
            return Err(Error::NotOneQuery { reason: "SQLite says that it writes".into() });
        }
        let columns: Vec<String> = statement.column_names().map(ToOwned::to_owned).collect();
        let is_json: Vec<bool> = statement
            .columns()
            .map(|column| column.decl_type().is_some_and(|kind| kind.eq_ignore_ascii_case("json")))
            .collect();
        let mut collector = Collector::new(columns, self.limits.rows)?;
        let mut rows = statement.query([]).map_err(|e| self.failed(&e))?;
        while let Some(row) = rows.next().map_err(|e| self.failed(&e))? {
            let mut values = Vec::with_capacity(is_json.len());
            for (index, is_json) in is_json.iter().enumerate() {
                let value = row.get_ref(index).map_err(|e| self.failed(&e))?;
                values.push(decode(value, *is_json).map_err(|reason| Error::UnreadableValue {
                    column: collector.columns()[index].clone(),
                    reason: reason.into(),
                })?);
            }
            collector.push(values)?;
        }
        Ok(collector.finish())
    }

    fn failed(&self, error: &rusqlite::Error) -> Error {
        if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) {
            return Error::TimedOut { seconds: self.limits.time.as_secs() };
        }
        Error::QueryFailed { database: self.shown.clone(), reason: error.to_string() }
    }
}

/// Lets a statement read tables and call functions, and nothing else.
fn only_reading(context: AuthContext<'_>) -> Authorization {
    match context.action {
        AuthAction::Select
        | AuthAction::Read { .. }
        | AuthAction::Recursive
        // Only as `pragma_table_info('t')`: SQLite makes tables of those that change nothing.
        | AuthAction::Pragma { .. } => Authorization::Allow,
        AuthAction::Function { function_name }
            if !function_name.eq_ignore_ascii_case("load_extension") =>
        {
            Authorization::Allow
        }
        _ => Authorization::Deny,
    }
}

/// A value is given back by what it is, not by what its column was declared.
fn decode(value: ValueRef<'_>, is_json: bool) -> Result<Json, &'static str> {
    Ok(match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(integer) => Json::from(integer),
        ValueRef::Real(real) => value::float(real),
        ValueRef::Text(bytes) => {
            let text = std::str::from_utf8(bytes)
                .map_err(|_| "its text is not UTF-8; CAST(… AS BLOB) gives the bytes")?;
            match is_json.then(|| json::parse(text)) {
                Some(Ok(value)) => value,
                _ => Json::from(text),
            }
        }
        ValueRef::Blob(bytes) => value::bytes(bytes),
    })
}

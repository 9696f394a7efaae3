//! MariaDB and MySQL: a read-only transaction for each query, values over the binary protocol.
//!
//! The statement is prepared, so the server takes one statement only; the binary protocol keeps
//! `float` and `double` as they are, and decimals come as text.

mod decode;
mod target;

pub(crate) use target::MysqlTarget;

use crate::{Error, Limits, Rows, Shown, rows::Collector};
use ::mysql::{Column, Conn, DriverError, Error as DriverFault, Value, prelude::Queryable};
use decode::Decoder;
use std::{collections::HashSet, io::ErrorKind};

/// The server stopped the statement: MariaDB, MySQL, either when killed.
const TOO_LONG: [u16; 3] = [1969, 3024, 1317];

pub(crate) struct MysqlSession {
    connection: Conn,
    is_mariadb: bool,
    /// The offset of the session's time zone, when it has the same one all year.
    offset: Option<String>,
    shown: Shown,
    limits: Limits,
}

impl MysqlSession {
    pub(crate) fn open(target: &MysqlTarget, shown: &Shown, limits: Limits) -> Result<Self, Error> {
        let cannot = |error: DriverFault| Error::CannotConnect {
            database: shown.clone(),
            reason: explain(&error),
        };
        let mut connection = target.connect(limits.time).map_err(cannot)?;
        let about: Option<(String, String, String)> = connection
            .query_first("SELECT VERSION(), @@session.time_zone, @@system_time_zone")
            .map_err(cannot)?;
        let (version, zone, system) = about.unwrap_or_default();
        let is_mariadb = version.to_ascii_lowercase().contains("mariadb");
        let time = limits.time.as_millis();
        let time_limit = if is_mariadb {
            format!("max_statement_time = {}.{:03}", time / 1000, time % 1000)
        } else {
            format!("max_execution_time = {time}")
        };
        for setting in [
            "SET SESSION TRANSACTION READ ONLY",
            &format!("SET SESSION {time_limit}, sql_select_limit = {}", limits.rows),
        ] {
            connection.query_drop(setting).map_err(cannot)?;
        }
        let offset = decode::fixed_offset(if zone == "SYSTEM" { &system } else { &zone });
        Ok(Self { connection, is_mariadb, offset, shown: shown.clone(), limits })
    }

    pub(crate) fn query(&mut self, sql: &str) -> Result<Rows, Error> {
        let outcome = self.run(sql);
        // Also after a failure: the next query begins anew. What failed has said so already.
        let _ = self.connection.query_drop("ROLLBACK");
        outcome
    }

    fn run(&mut self, sql: &str) -> Result<Rows, Error> {
        self.connection.query_drop("START TRANSACTION READ ONLY").map_err(|e| self.failed(&e))?;
        let statement = self.connection.prep(sql).map_err(|e| self.failed(&e))?;
        if statement.num_params() > 0 {
            return Err(Error::UnboundParameter);
        }
        let columns = statement.columns();
        let names = columns.iter().map(|column| column.name_str().into_owned()).collect();
        let mut collector = Collector::new(names, self.limits.rows)?;
        let json = self.json_columns(&columns)?;
        let (shown, limits) = (self.shown.clone(), self.limits);
        let failed = |error: &DriverFault| failure(error, &shown, limits);
        let result = self.connection.exec_iter(&statement, ()).map_err(|e| failed(&e))?;
        let decoders: Vec<Decoder> = result
            .columns()
            .as_ref()
            .iter()
            .map(|column| {
                Decoder::new(column, json.contains(&origin(column)), self.offset.as_deref())
            })
            .collect();
        for row in result {
            let row = row.map_err(|e| failed(&e))?;
            let mut values = Vec::with_capacity(decoders.len());
            for (index, (value, decoder)) in row.unwrap_raw().into_iter().zip(&decoders).enumerate()
            {
                let value = decoder.value(value.unwrap_or(Value::NULL));
                values.push(value.map_err(|reason| Error::UnreadableValue {
                    column: collector.columns()[index].clone(),
                    reason,
                })?);
            }
            collector.push(values)?;
        }
        Ok(collector.finish())
    }

    /// MariaDB has no type of its own for JSON: it is a text with the check `json_valid(column)`.
    fn json_columns(&mut self, columns: &[Column]) -> Result<HashSet<Origin>, Error> {
        let mut tables: Vec<(String, String)> = columns
            .iter()
            .filter(|column| self.is_mariadb && decode::may_be_json(column))
            .map(|column| (column.schema_str().into_owned(), column.org_table_str().into_owned()))
            .filter(|(_, table)| !table.is_empty())
            .collect();
        tables.sort();
        tables.dedup();
        let mut found = HashSet::new();
        for (schema, table) in tables {
            let checks: Vec<String> = self
                .connection
                .exec(
                    "SELECT CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS \
                     WHERE CONSTRAINT_SCHEMA = ? AND TABLE_NAME = ? LIMIT 10000",
                    (&schema, &table),
                )
                .map_err(|e| self.failed(&e))?;
            found.extend(checks.iter().filter_map(|check| {
                let column = check.strip_prefix("json_valid(`")?.strip_suffix("`)")?;
                Some((schema.clone(), table.clone(), column.replace("``", "`")))
            }));
        }
        Ok(found)
    }

    fn failed(&self, error: &DriverFault) -> Error {
        failure(error, &self.shown, self.limits)
    }
}

/// The schema, table and column that a column of a result comes from.
type Origin = (String, String, String);

fn origin(column: &Column) -> Origin {
    (
        column.schema_str().into_owned(),
        column.org_table_str().into_owned(),
        column.org_name_str().into_owned(),
    )
}

fn failure(error: &DriverFault, shown: &Shown, limits: Limits) -> Error {
    let too_long = match error {
        DriverFault::MySqlError(server) => TOO_LONG.contains(&server.code),
        DriverFault::IoError(io) => {
            matches!(io.kind(), ErrorKind::TimedOut | ErrorKind::WouldBlock)
        }
        _ => false,
    };
    if too_long {
        return Error::TimedOut { seconds: limits.time.as_secs() };
    }
    Error::QueryFailed { database: shown.clone(), reason: explain(error) }
}

fn explain(error: &DriverFault) -> String {
    match error {
        DriverFault::MySqlError(server) => server.message.clone(),
        DriverFault::DriverError(DriverError::TlsNotSupported) => {
            "the server does not encrypt, and ssl-mode asks for it".into()
        }
        other => other.to_string(),
    }
}

//! PostgreSQL: a read-only transaction for each query, values in the server's own text.
//!
//! The statement is prepared first: the server then knows that it is one statement, and tells the
//! columns' types. It is read through a cursor, whose rows come as text, so that every type there
//! is, also one that nobody here has heard of, comes back as the server itself writes it.

mod array;
mod decode;
mod target;

pub(crate) use target::PostgresTarget;

use crate::{Error, Limits, Rows, Shown, rows::Collector};
use postgres::{Client, NoTls, SimpleQueryMessage, error::SqlState, types::Type};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::tls::Level;
use ::postgres;

/// How values are written, whatever the server is set to.
const SETTINGS: &str = "SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres'; \
     SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 3; \
     SET LOCAL standard_conforming_strings = on; SET LOCAL cursor_tuple_fraction = 1.0; \
     SET LOCAL lc_monetary = 'C'";

pub(crate) struct PostgresSession {
    client: Client,
    shown: Shown,
    limits: Limits,
}

impl PostgresSession {
    pub(crate) fn open(
        target: &PostgresTarget,
        shown: &Shown,
        limits: Limits,
    ) -> Result<Self, Error> {
        let cannot = |reason: String| Error::CannotConnect { database: shown.clone(), reason };
        let client = if target.encryption.effective() == Level::Disable {
            target.config.connect(NoTls)
        } else {
            let tls = target.encryption.client_config().map_err(cannot)?;
            target.config.connect(MakeRustlsConnect::new(tls))
        };
        let client = client.map_err(|error| cannot(explain(&error)))?;
        Ok(Self { client, shown: shown.clone(), limits })
    }

    pub(crate) fn query(&mut self, sql: &str) -> Result<Rows, Error> {
        let outcome = self.run(sql);
        // Also after a failure: the next query begins anew. What failed has said so already.
        let _ = self.client.batch_execute("ROLLBACK");
        outcome
    }

    fn run(&mut self, sql: &str) -> Result<Rows, Error> {
        let time = self.limits.time.as_millis();
        let begin = format!(
            "BEGIN TRANSACTION READ ONLY; SET LOCAL statement_timeout = {time}; {SETTINGS}"
        );
        self.client.batch_execute(&begin).map_err(|e| self.failed(&e))?;
        let statement = self.client.prepare(sql).map_err(|e| self.failed(&e))?;
        if !statement.params().is_empty() {
            return Err(Error::UnboundParameter);
        }
        let names = statement.columns().iter().map(|column| column.name().to_owned()).collect();
        let types: Vec<Type> =
            statement.columns().iter().map(|column| column.type_().clone()).collect();
        let mut collector = Collector::new(names, self.limits.rows)?;
        // Prepared as well, so that the server refuses a second statement in it.
        let cursor = format!("DECLARE proctor_rows NO SCROLL CURSOR FOR {sql}");
        self.client.execute(&cursor, &[]).map_err(|e| self.failed(&e))?;
        let fetch = format!("FETCH FORWARD {} FROM proctor_rows", self.limits.rows);
        let messages = self.client.simple_query(&fetch).map_err(|e| self.failed(&e))?;
        for message in messages {
            let SimpleQueryMessage::Row(row) = message else { continue };
            let mut values = Vec::with_capacity(types.len());
            for (index, kind) in types.iter().enumerate() {
                let text = row.try_get(index).map_err(|e| self.failed(&e))?;
                values.push(decode::value(text, kind).map_err(|reason| {
                    Error::UnreadableValue { column: collector.columns()[index].clone(), reason }
                })?);
            }
            collector.push(values)?;
        }
        Ok(collector.finish())
    }

    fn failed(&self, error: &postgres::Error) -> Error {
        if error.code() == Some(&SqlState::QUERY_CANCELED) {
            return Error::TimedOut { seconds: self.limits.time.as_secs() };
        }
        Error::QueryFailed { database: self.shown.clone(), reason: explain(error) }
    }
}

/// What the server said, or what the connection suffered.
fn explain(error: &postgres::Error) -> String {
    let Some(server) = error.as_db_error() else {
        let mut text = error.to_string();
        let mut cause = std::error::Error::source(error);
        while let Some(inner) = cause {
            text = format!("{text}: {inner}");
            cause = inner.source();
        }
        return text;
    };
    let mut text = server.message().to_owned();
    for more in [server.detail(), server.hint()].into_iter().flatten() {
        text = format!("{text}; {more}");
    }
    text
}

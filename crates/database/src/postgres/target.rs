//! A PostgreSQL URL.

use crate::tls::{Encryption, Level};
use postgres::{Config, config::SslMode};
use std::{path::Path, time::Duration};
use url::form_urlencoded;

/// Parameters that applications set for their own pools; they mean nothing for one query.
const OF_POOLS: [&str; 5] =
    ["connection_limit", "pool_timeout", "pgbouncer", "socket_timeout", "statement_cache_size"];
const CONNECT: Duration = Duration::from_secs(10);

/// Where to connect to, and how.
#[derive(Clone)]
pub(crate) struct PostgresTarget {
    pub(super) config: Config,
    pub(super) encryption: Encryption,
}

impl PostgresTarget {
    /// Reads the URL; the error says what is wrong and holds no value of it.
    pub(crate) fn parse(url: &str, project: &Path) -> Result<Self, String> {
        let (address, query) = url.split_once('?').unwrap_or((url, ""));
        let mut encryption = Encryption::default();
        let mut schema = None;
        let mut passed_on = form_urlencoded::Serializer::new(String::new());
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            if encryption.take(&name, &value, project)? || OF_POOLS.contains(&&*name) {
                continue;
            }
            if name == "schema" {
                schema = Some(value.into_owned());
            } else {
                passed_on.append_pair(&name, &value);
            }
        }
        // The driver knows percent signs only, no `+` for a blank.
        let query = passed_on.finish().replace('+', "%20");
        let mut config: Config =
            format!("{address}?{query}").parse().map_err(|error: postgres::Error| {
                std::error::Error::source(&error).map_or(error.to_string(), ToString::to_string)
            })?;
        config.ssl_mode(match encryption.effective() {
            Level::Disable => SslMode::Disable,
            Level::Prefer => SslMode::Prefer,
            Level::Require | Level::VerifyCa | Level::VerifyFull => SslMode::Require,
        });
        if let Some(schema) = schema {
            // A quoted name; in `options` a backslash keeps a blank from ending the word.
            let name = format!("\"{}\"", schema.replace('"', "\"\""));
            let quoted = name.replace('\\', "\\\\").replace(' ', "\\ ");
            let options = config.get_options().unwrap_or_default();
            config.options(format!("{options} -c search_path={quoted}").trim());
        }
        if config.get_application_name().is_none() {
            config.application_name("proctor");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(CONNECT);
        }
        config.keepalives_idle(Duration::from_secs(30));
        Ok(Self { config, encryption })
    }
}

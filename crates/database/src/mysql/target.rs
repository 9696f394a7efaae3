//! A MariaDB or MySQL URL.

use crate::tls::{Encryption, Level};
use mysql::{Conn, DriverError, Error, OptsBuilder, SslOpts};
use std::{path::Path, time::Duration};
use url::Url;

/// Parameters that applications set for their own pools; they mean nothing for one query.
const OF_POOLS: [&str; 4] = ["charset", "connection_limit", "pool_timeout", "socket_timeout"];
const CONNECT: Duration = Duration::from_secs(10);
/// How much longer than the server we wait for it to stop a statement.
const GRACE: Duration = Duration::from_secs(10);

/// Where to connect to, and how.
#[derive(Clone)]
pub(crate) struct MysqlTarget {
    options: OptsBuilder,
    encryption: Encryption,
}

impl MysqlTarget {
    /// Reads the URL; the error says what is wrong and holds no value of it.
    pub(crate) fn parse(url: &str, project: &Path) -> Result<Self, String> {
        let url = Url::parse(url).map_err(|error| error.to_string())?;
        let decoded = |text: &str| -> Result<String, String> {
            percent_decode(text).ok_or_else(|| "a percent escape is broken".into())
        };
        let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
        let mut options = OptsBuilder::new()
            .ip_or_hostname(Some(if host.is_empty() { "localhost" } else { host }))
            .tcp_port(url.port().unwrap_or(3306))
            .prefer_socket(false)
            .tcp_connect_timeout(Some(CONNECT));
        if !url.username().is_empty() {
            options = options.user(Some(decoded(url.username())?));
        }
        if let Some(password) = url.password() {
            options = options.pass(Some(decoded(password)?));
        }
        let database = decoded(url.path().trim_start_matches('/'))?;
        if !database.is_empty() {
            options = options.db_name(Some(database));
        }
        let mut encryption = Encryption::default();
        for (name, value) in url.query_pairs() {
            match &*name {
                "socket" | "unix_socket" => options = options.socket(Some(value)),
                name if OF_POOLS.contains(&name) => {}
                name if encryption.take(name, &value, project)? => {}
                name => return Err(format!("its parameter `{name}` is not known")),
            }
        }
        Ok(Self { options, encryption })
    }

    /// Connects; with `prefer`, without encryption where the server has none.
    pub(super) fn connect(&self, time: Duration) -> Result<Conn, Error> {
        // The driver takes the process's default, which several libraries could bring.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let options =
            self.options.clone().read_timeout(Some(time + GRACE)).write_timeout(Some(time + GRACE));
        let level = self.encryption.effective();
        if level == Level::Disable {
            return Conn::new(options);
        }
        match Conn::new(options.clone().ssl_opts(self.tls(level))) {
            Err(Error::DriverError(DriverError::TlsNotSupported)) if level == Level::Prefer => {
                Conn::new(options)
            }
            outcome => outcome,
        }
    }

    fn tls(&self, level: Level) -> SslOpts {
        let mut tls = SslOpts::default()
            .with_danger_accept_invalid_certs(level < Level::VerifyCa)
            .with_danger_skip_domain_validation(level < Level::VerifyFull);
        if let Some(roots) = &self.encryption.roots {
            tls = tls.with_root_cert_path(Some(roots.clone()));
        }
        tls
    }
}

fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        if *first == b'%' {
            let digits = std::str::from_utf8(behind.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            rest = &behind[2..];
        } else {
            bytes.push(*first);
            rest = behind;
        }
    }
    String::from_utf8(bytes).ok()
}

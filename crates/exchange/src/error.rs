//! What is wrong with a request before anything is sent. No message repeats a secret.

use fault::{Fault, Place};

/// A request that cannot be built, or may not be sent.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The method is not a token of HTTP.
    #[error("the method is not one word of letters")]
    Method {
        /// What was given.
        method: String,
    },
    /// The URL cannot be used.
    #[error("the URL cannot be used: {message}")]
    Url {
        /// What is wrong, as a lower-case fragment.
        message: String,
        /// The URL without its secrets; empty when that cannot be told apart.
        url: String,
    },
    /// A header is not `Name: value`.
    #[error("a header is not of the form `Name: value`: {message}")]
    Header {
        /// What is wrong.
        message: &'static str,
        /// The header's name, or its number where the name is what is wrong.
        header: String,
    },
    /// A body that should be JSON is not.
    #[error("the body is not JSON: {message}")]
    NotJson {
        /// What was expected.
        message: &'static str,
        /// Line, from 1.
        line: usize,
        /// Column in bytes, from 1.
        column: usize,
        /// Where the body came from, such as `--body`.
        place: String,
    },
    /// A part of a form is not `NAME=VALUE`.
    #[error("it is not of the form NAME=VALUE")]
    Pair {
        /// The flag and the number of the argument; the argument itself may be a secret.
        place: String,
    },
    /// A JSON path that cannot be used here.
    #[error("the JSON path cannot be used: {message}")]
    Path {
        /// What is wrong.
        message: &'static str,
        /// The path.
        path: String,
    },
    /// The host is production, or not one of those that were agreed on.
    #[error("nothing is sent there: {reason}")]
    Origin {
        /// Why not.
        reason: String,
        /// The origin.
        origin: String,
    },
    /// A pattern of production hosts that is none.
    #[error("the host pattern cannot be used: {message}")]
    Pattern {
        /// What is wrong with it.
        message: String,
        /// The pattern.
        pattern: String,
    },
    /// The proxy's URL cannot be used.
    #[error("the proxy cannot be used: {message}")]
    Proxy {
        /// What is wrong.
        message: &'static str,
    },
    /// A certificate that cannot be read.
    #[error("there is no certificate in it that can be used")]
    Certificate {
        /// The file.
        file: String,
    },
    /// A cookie jar that cannot be read.
    #[error("line {line} is not a cookie in Netscape's format")]
    CookieJar {
        /// The file.
        file: String,
        /// Line, from 1.
        line: usize,
    },
}

impl From<crate::PathError> for Error {
    fn from(error: crate::PathError) -> Self {
        Self::Path { message: error.message, path: error.path }
    }
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Method { .. } => "exchange/bad-method",
            Self::Url { .. } => "exchange/bad-url",
            Self::Header { .. } => "exchange/bad-header",
            Self::NotJson { .. } => "exchange/body-not-json",
            Self::Pair { .. } => "exchange/bad-pair",
            Self::Path { .. } => "exchange/bad-path",
            Self::Origin { .. } => "exchange/origin-refused",
            Self::Pattern { .. } => "exchange/bad-pattern",
            Self::Proxy { .. } => "exchange/bad-proxy",
            Self::Certificate { .. } => "exchange/bad-certificate",
            Self::CookieJar { .. } => "exchange/bad-cookie-jar",
        }
    }

    fn place(&self) -> Option<Place> {
        let place = match self {
            Self::Method { method } => format!("--method {method}"),
            Self::Url { url, .. } if url.is_empty() => return None,
            Self::Url { url, .. } => url.clone(),
            Self::Header { header, .. } => header.clone(),
            Self::NotJson { place, line, column, .. } => {
                format!("{place} line {line} column {column}")
            }
            Self::Pair { place } => place.clone(),
            Self::Path { path, .. } => path.clone(),
            Self::Origin { origin, .. } => origin.clone(),
            Self::Pattern { pattern, .. } => pattern.clone(),
            Self::Proxy { .. } => "--proxy".into(),
            Self::Certificate { file } | Self::CookieJar { file, .. } => {
                return Some(Place::File(file.into()));
            }
        };
        Some(Place::Value(place))
    }

    fn remedy(&self) -> String {
        match self {
            Self::Method { .. } => "give a method such as GET or POST",
            Self::Url { .. } => "give a whole URL such as http://localhost:8080/orders",
            Self::Header { .. } => "give it as \"Name: value\" on one line",
            Self::NotJson { .. } => {
                "correct the JSON, or name another Content-Type with --header, or use --raw-body-file"
            }
            Self::Pair { .. } => "give NAME=VALUE",
            Self::Path { .. } => "give a path such as $.data.token or $.items[*].card",
            Self::Origin { .. } => {
                "check the URL against server_env_map of the gate file, or add a host that is not \
                 production with --allow-host"
            }
            Self::Pattern { .. } => "correct production_hosts in test/_config.json",
            Self::Proxy { .. } => "give http://HOST:PORT",
            Self::Certificate { .. } => "give a file with certificates in PEM form",
            Self::CookieJar { .. } => "correct the line, or name a new file to start with no cookies",
        }
        .into()
    }
}

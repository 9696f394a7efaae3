//! Why no whole answer came, sorted by what the server can have done.

use crate::wire::{Stage, Watch};
use contract::stimulus::ErrorKind;
use std::{error::Error as _, fmt, time::Duration};
use ureq::Error;

/// An exchange without a whole answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What kind of failure it was.
    pub kind: ErrorKind,
    /// Whether at least a byte of an answer had come.
    pub answer_began: bool,
    /// Whether it was the time-out.
    timed_out: bool,
    detail: String,
}

impl Failure {
    /// Whether at least a part of the request went out.
    pub fn request_was_sent(&self) -> bool {
        matches!(self.kind, ErrorKind::NoAnswer | ErrorKind::Broken)
    }

    /// Sorts an error of ureq by how far the exchange had come.
    pub(crate) fn of(error: &Error, watch: &Watch, timeout: Duration) -> Self {
        let stage = watch.stage();
        let timed_out = matches!(error, Error::Timeout(_));
        let kind = match stage {
            _ if timed_out && stage < Stage::Sent => ErrorKind::ConnectTimeout,
            Stage::Resolving => ErrorKind::Dns,
            Stage::Connecting | Stage::Ready => ErrorKind::Refused,
            Stage::Securing => ErrorKind::Tls,
            Stage::Sent if timed_out => ErrorKind::NoAnswer,
            Stage::Sent | Stage::Answering => ErrorKind::Broken,
        };
        let within = format!("within {} s", timeout.as_secs_f64());
        let detail = match (timed_out, kind) {
            (true, ErrorKind::ConnectTimeout) => format!("no connection {within}"),
            (true, ErrorKind::NoAnswer) => format!("no answer {within}"),
            (true, _) => format!("the answer did not end {within}"),
            (false, kind) => format!("{}: {}", describe(kind), cause(error)),
        };
        Self { kind, answer_began: stage == Stage::Answering, timed_out, detail }
    }

    /// The other side broke off an answer whose end only its closing would have told.
    pub(crate) fn reset() -> Self {
        Self {
            kind: ErrorKind::Broken,
            answer_began: true,
            timed_out: false,
            detail: format!("{}: connection reset", describe(ErrorKind::Broken)),
        }
    }
}

impl fmt::Display for Failure {
    /// Begins with `TIMEOUT` or `CONNECTION_ERROR: `, which later readers rely on.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = if self.timed_out { "TIMEOUT" } else { "CONNECTION_ERROR" };
        write!(f, "{prefix}: {}", self.detail)
    }
}

fn describe(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::Dns => "the host's name cannot be resolved",
        ErrorKind::Refused => "no connection",
        ErrorKind::Tls => "TLS could not be agreed on",
        ErrorKind::ConnectTimeout | ErrorKind::NoAnswer => "no answer",
        ErrorKind::Broken => "the connection broke after the request went out",
    }
}

/// The innermost reason in one line, without ureq's prefixes.
fn cause(error: &Error) -> String {
    let text = match error {
        Error::Io(error) => match error.source() {
            Some(inner) => inner.to_string(),
            None => error.to_string(),
        },
        Error::Rustls(error) => error.to_string(),
        Error::Protocol(error) => format!("not HTTP/1.1 ({error})"),
        other => other.to_string(),
    };
    text.split(" (os error")
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

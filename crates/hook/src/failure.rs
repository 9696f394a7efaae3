//! Why a hook could not decide.

use fault::Fault;
use std::fmt;

/// Why a hook could not decide. What follows from it is its [`crate::Policy`]'s to say.
#[derive(Debug, PartialEq, Eq)]
pub enum Failure {
    /// Something that the decision needs cannot be read or understood.
    Fault(String),
    /// The hook's own time is over.
    Late,
}

impl<E: Fault> From<E> for Failure {
    fn from(error: E) -> Self {
        let line = fault::line(&error);
        Self::Fault(line.strip_prefix("error: ").unwrap_or(&line).to_owned())
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(line) => f.write_str(line),
            Self::Late => f.write_str("checking took longer than its time; try a smaller change"),
        }
    }
}

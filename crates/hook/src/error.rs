//! What can go wrong before there is a call.

use fault::{Exit, Fault, Place};

/// An error of starting a hook. It is no decision: the client shows it and goes on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    /// Hooks take no arguments.
    #[error("a hook takes no arguments but --help and --version")]
    Argument {
        /// The argument.
        argument: String,
    },
    /// A person started it, and nothing comes on standard input.
    #[error("a hook reads a call from standard input, which is a terminal here")]
    NoCall,
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Argument { .. } => "hook/argument",
            Self::NoCall => "hook/no-call",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Argument { argument } => Some(Place::Value(argument.clone())),
            Self::NoCall => None,
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Argument { .. } => "correct its registration: run install_skill",
            Self::NoCall => "see --help",
        }
        .into()
    }

    // 2 would mean "block" to the client.
    fn exit(&self) -> Exit {
        Exit::No
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_told_what_a_hook_waits_for() {
        assert_eq!(
            fault::line(&Error::NoCall),
            "error: a hook reads a call from standard input, which is a terminal here; see --help \
             [hook/no-call]"
        );
        assert_eq!(Error::NoCall.exit().code(), 1, "2 would mean block");
    }
}

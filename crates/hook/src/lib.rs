//! The protocol of the agent's hooks: a call in, one decision out (hooks.md).
//!
//! A hook is a value [`Hook`] and a function `decide(&Call) -> Result<Decision, Failure>`; [`main()`]
//! reads the call, asks the function, and prints at most one JSON object. Whatever goes wrong on the
//! way ends as the hook's [`Policy`] says, a panic included. Nothing else touches standard output.
//!
//! | module | what |
//! |---|---|
//! | `run` | from standard input to standard output |
//! | `call` | the call with what can be asked about it: target, project, ticket, time |
//! | `target` | the file that is really meant |
//! | `words` | the files that a word of a command may mean |
//! | `change` | the document as it will be after a write or an edit |
//! | `notebook` | the same for a cell of a notebook |
//! | `findings` | what a document violates, and what that means for a write or an edit |
//! | `decision` | the answers, and their JSON |
//! | `error` | what can go wrong before there is a call |
//! | `failure` | why a hook could not decide |
#![warn(missing_docs)]

mod call;
mod change;
mod decision;
mod error;
mod failure;
mod findings;
mod notebook;
mod run;
mod target;
mod words;

pub use call::{Call, Tool};
pub use change::Change;
pub use contract::hook_event::{Argument, Event};
pub use decision::Decision;
pub use failure::Failure;
pub use findings::{Findings, Objection, weigh};
pub use run::main;
pub use store::ActiveTicket;
pub use target::Target;

/// What a hook is.
#[derive(Debug)]
pub struct Hook {
    /// Its program's name.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// Its purpose in one sentence, without a full stop.
    pub about: &'static str,
    /// What `--help` says below the purpose.
    pub help: &'static str,
    /// How it fails.
    pub policy: Policy,
}

/// How a hook fails (hooks.md, "Failing closed and open").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// It guards: what it could not check is refused.
    Guard,
    /// It advises: it is silent.
    Advise,
}

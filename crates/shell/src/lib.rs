//! What a shell command would do, read from its text. Pure.
//!
//! [`read`] gives the commands that a text names, with their words as far as the text tells them;
//! [`effects`] says what these do to files and servers. Nothing is run and nothing is looked up: a
//! variable of the environment stays open ([`Word::fill`]), a pattern stays a pattern ([`may_be`]).
//!
//! Any text is read in time and memory linear in its length; what is nested too deeply, or makes too
//! much of itself, is said not to be whole. What such a reading cannot see is in docs/adr/0010.
//!
//! | module | what |
//! |---|---|
//! | `raw`, `parser`, `redirect`, `lexer`, `dollar`, `braces` | the text of a shell as commands and words |
//! | `run`, `expand`, `follow`, `output`, `wrappers` | variables, folders, nested scripts |
//! | `powershell` | the same for PowerShell, more simply |
//! | `effect`, `files`, `archives`, `git`, `http`, `cmdlets`, `options` | what programs do with their words |
//! | `interpreter`, `code`, `calls`, `tokens` | program text of other languages |
//! | `pattern` | patterns against names |
#![warn(missing_docs)]

mod archives;
mod braces;
mod calls;
mod cmdlets;
mod code;
mod dollar;
mod effect;
mod expand;
mod files;
mod follow;
mod git;
mod http;
mod interpreter;
mod lexer;
mod options;
mod output;
mod parser;
mod pattern;
mod powershell;
mod raw;
mod redirect;
mod run;
mod script;
mod tokens;
mod word;
mod wrappers;

pub use effect::{Act, Effect, effects};
pub use pattern::may_be;
pub use script::{Command, Script};
pub use word::{Part, Word};

/// Whose text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// sh, bash and their kin.
    Posix,
    /// PowerShell.
    PowerShell,
}

/// Reads the text of a script.
pub fn read(text: &str, dialect: Dialect) -> Script {
    match dialect {
        Dialect::Posix => run::script(text),
        Dialect::PowerShell => powershell::script(text),
    }
}

//! What is measured beside what.

use crate::place::Place;
use std::{
    fs::File,
    io,
    path::PathBuf,
    process::{Command, Stdio},
};

/// Contenders that do the same work.
#[derive(Debug)]
pub(crate) struct Case {
    /// Its name, for `--only`.
    pub(crate) name: String,
    /// Runs of each contender, all rounds together.
    pub(crate) runs: usize,
    /// Ours, peers and floors.
    pub(crate) contenders: Vec<Contender>,
}

/// One command.
#[derive(Debug)]
pub(crate) struct Contender {
    /// What the table calls it.
    pub(crate) label: String,
    /// The program and its arguments.
    pub(crate) command: Vec<String>,
    /// A peer is slow, and not what is measured: it runs less often.
    pub(crate) is_peer: bool,
    /// What it reads on standard input.
    pub(crate) input: Option<PathBuf>,
    /// The limit of its time.
    pub(crate) limit: Option<Limit>,
    /// At most this much memory.
    pub(crate) memory: Option<Memory>,
}

/// A limit on time, measured beside another contender of the case, named by its label.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Limit {
    /// At most so many times the other.
    Times(f64, &'static str),
    /// At most so many milliseconds more than the other.
    More(f64, &'static str),
}

/// A limit on memory.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Memory {
    /// In MiB.
    pub(crate) limit: u64,
    /// In bytes, allowed on top: a body that is held, but not a mapped file.
    pub(crate) beside: u64,
}

impl Contender {
    /// A contender without limits.
    pub(crate) fn new(label: &str, command: &[&str]) -> Self {
        let command = command.iter().map(|word| (*word).to_owned()).collect();
        Self {
            label: label.into(),
            command,
            is_peer: false,
            input: None,
            limit: None,
            memory: None,
        }
    }

    /// Another program that does the work, or a part of it.
    pub(crate) fn peer(label: &str, command: &[&str]) -> Self {
        Self { is_peer: true, ..Self::new(label, command) }
    }

    /// Ours, with a limit.
    pub(crate) fn at_most(self, times: f64, other: &'static str) -> Self {
        Self { limit: Some(Limit::Times(times, other)), ..self }
    }

    /// Ours, with a limit in milliseconds beside another.
    pub(crate) fn at_most_more(self, milliseconds: f64, other: &'static str) -> Self {
        Self { limit: Some(Limit::More(milliseconds, other)), ..self }
    }

    /// With a file on standard input.
    pub(crate) fn reading(self, input: impl Into<PathBuf>) -> Self {
        Self { input: Some(input.into()), ..self }
    }

    /// The process that is measured, ready to start.
    pub(crate) fn process(&self, place: &Place) -> io::Result<Command> {
        let stdin = match &self.input {
            Some(input) => File::open(input)?.into(),
            None => Stdio::null(),
        };
        let mut command = Command::new(&self.command[0]);
        command.args(&self.command[1..]).stdin(stdin).stdout(Stdio::null()).stderr(Stdio::null());
        place.settle(&mut command);
        Ok(command)
    }

    /// Ours, with a limit on memory.
    pub(crate) fn within(self, limit: u64, beside: u64) -> Self {
        Self { memory: Some(Memory { limit, beside }), ..self }
    }
}

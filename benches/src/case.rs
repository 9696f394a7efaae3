//! What is measured beside what.

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
    /// At most this many times another contender of the case, by label.
    pub(crate) at_most: Option<(f64, &'static str)>,
    /// At most this much memory.
    pub(crate) memory: Option<Memory>,
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
        Self { label: label.into(), command, is_peer: false, at_most: None, memory: None }
    }

    /// Another program that does the work, or a part of it.
    pub(crate) fn peer(label: &str, command: &[&str]) -> Self {
        Self { is_peer: true, ..Self::new(label, command) }
    }

    /// Ours, with a limit.
    pub(crate) fn at_most(self, times: f64, other: &'static str) -> Self {
        Self { at_most: Some((times, other)), ..self }
    }

    /// Ours, with a limit on memory.
    pub(crate) fn within(self, limit: u64, beside: u64) -> Self {
        Self { memory: Some(Memory { limit, beside }), ..self }
    }
}

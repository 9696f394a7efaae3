//! What a session has been reminded of: a small file in the temporary folder.

use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, io::Write, path::PathBuf, time::Duration};
use store::{Durability, Lock, Source, Staged, sha256_hex};

/// Calls for which a section is not repeated.
const PAUSE: u64 = 20;
/// How long to wait for another call of the same session. A reminder too many is better than a wait.
const PATIENCE: Duration = Duration::from_millis(100);

/// The calls of a session that were about something, and what was shown at which of them.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Memory {
    calls: u64,
    shown: BTreeMap<String, u64>,
}

impl Memory {
    /// Counts a call.
    pub(crate) fn begin_call(&mut self) {
        self.calls = self.calls.saturating_add(1);
    }

    /// Whether a section may be shown again.
    pub(crate) fn is_due(&self, title: &str) -> bool {
        self.shown.get(title).is_none_or(|at| self.calls.saturating_sub(*at) >= PAUSE)
    }

    /// Notes that a section is shown.
    pub(crate) fn note(&mut self, title: &str) {
        self.shown.insert(title.to_owned(), self.calls);
    }
}

/// Lets `act` use and change a session's memory, alone among its calls. What cannot be remembered is
/// forgotten, and the answer given all the same.
pub(crate) fn of<R>(session: &str, act: impl FnOnce(&mut Memory) -> R) -> R {
    let file = file(session);
    let lock = file.as_ref().and_then(|file| Lock::acquire(file, PATIENCE).ok());
    let Some((file, _lock)) = file.zip(lock) else { return act(&mut Memory::default()) };
    let mut memory = Source::open_regular(&file)
        .ok()
        .and_then(|source| serde_json::from_slice(source.body()).ok())
        .unwrap_or_default();
    let answer = act(&mut memory);
    let _ = write(&file, &memory);
    answer
}

/// The file of a session; `None` for a call that names none.
fn file(session: &str) -> Option<PathBuf> {
    let name = format!("proctor-caution-{}.json", &sha256_hex(session.as_bytes())[..16]);
    (!session.is_empty()).then(|| std::env::temp_dir().join(name))
}

fn write(file: &PathBuf, memory: &Memory) -> Result<(), store::Error> {
    let text = serde_json::to_string(memory).unwrap_or_default();
    let mut staged = Staged::create_private(file)?;
    staged.write_all(text.as_bytes()).map_err(|error| store::Error::writing(file, error))?;
    staged.commit(Durability::Atomic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_is_due_again_after_20_calls() {
        let mut memory = Memory::default();
        memory.begin_call();
        assert!(memory.is_due("a"));
        memory.note("a");
        for _ in 0..19 {
            memory.begin_call();
            assert!(!memory.is_due("a") && memory.is_due("b"));
        }
        memory.begin_call();
        assert!(memory.is_due("a"));
    }

    #[test]
    fn a_memory_of_another_kind_is_forgotten() {
        assert!(serde_json::from_str::<Memory>("5").is_err());
        let memory: Memory = serde_json::from_str(r#"{"calls":18446744073709551615}"#).unwrap();
        assert!(memory.is_due("a"));
    }

    #[test]
    fn a_call_without_a_session_has_no_file() {
        assert_eq!(file(""), None);
        assert_ne!(file("a"), file("b"));
        assert!(file("../../etc/x").unwrap().starts_with(std::env::temp_dir()));
    }
}

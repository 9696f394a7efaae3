//! The head of each ledger, noted outside the project, so that a ledger which was cut short or
//! replaced together with its files is seen on this machine (evidence.md).
//!
//! Honest causes exist (a git checkout, a deleted folder): a loss is kept until a person accepts it.

use chain::Head;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use store::{Durability, Env, Source};

/// Where the head of one ledger is noted.
#[derive(Clone, Debug)]
pub(crate) struct HeadNote {
    /// `None` when the environment names no folder for it.
    file: Option<PathBuf>,
}

/// What is noted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
pub(crate) struct Noted {
    /// The ledger's path, for people.
    pub ledger: String,
    /// The hash of its first entry.
    pub first: String,
    /// The number of its last entry.
    pub seq: u64,
    /// The hash of its last entry.
    pub hash: String,
    /// Heads that the ledger once had and no longer leads to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost: Vec<Loss>,
}

/// A head that the ledger once had and no longer leads to.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Loss {
    /// How it was lost.
    pub kind: LossKind,
    /// Number of the entry that was the last one.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
    /// Number of the last entry that was found instead; 0 for an empty or missing ledger.
    pub found_seq: u64,
    /// Its hash; empty for none.
    pub found_hash: String,
}

/// How a head was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// The ledger begins as before and ends earlier, or otherwise.
    RolledBack,
    /// The ledger begins anew.
    Restarted,
}

impl HeadNote {
    /// Where the head of a ledger is noted: `$XDG_STATE_HOME/proctor/heads/`, else below
    /// `~/.local/state`, by the hash of the ledger's real path.
    pub(crate) fn of(ledger: &Path, env: &Env) -> Self {
        let absolute =
            |name: &str| env.get(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let state = absolute("XDG_STATE_HOME")
            .or_else(|| absolute("HOME").map(|home| home.join(".local/state")));
        let file = state.and_then(|state| {
            let folder = store::real_path(ledger.parent()?).ok()?;
            let real = folder.join(ledger.file_name()?);
            let name = store::sha256_hex(real.to_string_lossy().as_bytes());
            Some(state.join("proctor/heads").join(format!("{name}.json")))
        });
        Self { file }
    }

    /// What is noted; `None` when nothing is, or an error for a person.
    pub(crate) fn read(&self) -> Result<Option<Noted>, String> {
        let Some(file) = &self.file else { return Ok(None) };
        match Source::open_regular(file).and_then(|source| source.document()) {
            Ok(noted) => Ok(Some(noted)),
            Err(store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(sentence("read", &error)),
        }
    }

    /// Notes a head.
    pub(crate) fn write(&self, noted: &Noted) -> Result<(), String> {
        let Some(file) = &self.file else {
            return Err(
                "the ledger's head is noted nowhere: neither XDG_STATE_HOME nor HOME is set".into(),
            );
        };
        let folder = file.parent().unwrap_or(file);
        let text = contract::json::pretty_document(noted);
        store::make(folder)
            .and_then(|()| store::write(file, text.as_bytes(), Durability::Atomic))
            .map_err(|error| sentence("noted", &error))
    }
}

fn sentence(verb: &str, error: &store::Error) -> String {
    use fault::Fault;
    let place = error.place().map(|place| format!(": {place}")).unwrap_or_default();
    format!("the ledger's head outside the project could not be {verb}: it {error}{place}")
}

impl Noted {
    /// Compares what is noted with a ledger: its first hash, its last entry, and the hash that an
    /// entry of it has. `None` when the ledger still leads to the noted head.
    pub(crate) fn loss<E>(
        &self,
        first: Option<&str>,
        last: Option<&Head>,
        hash_of: impl FnOnce(u64) -> Result<Option<String>, E>,
    ) -> Result<Option<Loss>, E> {
        let stands = match last {
            Some(last) if last.seq == self.seq => last.hash == self.hash,
            Some(last) if last.seq > self.seq => {
                hash_of(self.seq)?.is_some_and(|hash| hash == self.hash)
            }
            _ => false,
        };
        if stands {
            return Ok(None);
        }
        let same_start = first == Some(self.first.as_str());
        Ok(Some(Loss {
            kind: if same_start { LossKind::RolledBack } else { LossKind::Restarted },
            seq: self.seq,
            hash: self.hash.clone(),
            found_seq: last.map_or(0, |last| last.seq),
            found_hash: last.map(|last| last.hash.clone()).unwrap_or_default(),
        }))
    }
}

impl LossKind {
    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::RolledBack => "rolled_back",
            Self::Restarted => "restarted",
        }
    }
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { kind, seq, hash, found_seq, found_hash } = self;
        let what = match kind {
            LossKind::RolledBack => "was rolled back",
            LossKind::Restarted => "was begun anew",
        };
        write!(f, "the ledger {what}: it ended with seq {seq} ({hash})")?;
        match found_seq {
            0 => f.write_str(" and is empty or gone"),
            _ => write!(f, " and was found ending with seq {found_seq} ({found_hash})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(seq: u64, hash: &str) -> Head {
        Head { seq, hash: hash.into() }
    }

    #[test]
    fn a_noted_head_must_still_be_in_the_ledger() {
        let noted = Noted { first: "a".into(), seq: 2, hash: "b".into(), ..Noted::default() };
        let check = |first: Option<&str>, last: Option<Head>, second: Option<&str>, expected| {
            let hash_of = |_| Ok::<_, ()>(second.map(Into::into));
            let loss = noted.loss(first, last.as_ref(), hash_of).unwrap();
            assert_eq!(loss.map(|loss| loss.kind), expected);
        };
        check(Some("a"), Some(head(2, "b")), None, None);
        check(Some("a"), Some(head(5, "e")), Some("b"), None);
        check(Some("a"), Some(head(5, "e")), Some("x"), Some(LossKind::RolledBack));
        check(Some("a"), Some(head(1, "a")), None, Some(LossKind::RolledBack));
        check(Some("a"), Some(head(2, "x")), None, Some(LossKind::RolledBack));
        check(Some("z"), Some(head(2, "x")), None, Some(LossKind::Restarted));
        check(None, None, None, Some(LossKind::Restarted));
    }

    #[test]
    fn heads_are_noted_by_the_real_path_and_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("state");
        let env = Env::fixed([("XDG_STATE_HOME", state.to_str().unwrap())]);
        let note = HeadNote::of(&folder.path().join("_ledger.jsonl"), &env);
        assert_eq!(note.read(), Ok(None));
        let noted = Noted { seq: 1, hash: "h".into(), ..Noted::default() };
        note.write(&noted).unwrap();
        assert_eq!(note.read(), Ok(Some(noted)));
        let dotted = folder.path().join("state/../_ledger.jsonl");
        assert_eq!(HeadNote::of(&dotted, &env).file, note.file);
    }

    #[test]
    fn nowhere_to_note_is_a_sentence() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = folder.path().join("_ledger.jsonl");
        let nowhere = HeadNote::of(&ledger, &Env::fixed([("XDG_STATE_HOME", "relative")]));
        assert!(nowhere.write(&Noted::default()).unwrap_err().contains("XDG_STATE_HOME"));
        let blocked = HeadNote::of(&ledger, &Env::fixed([("HOME", "/dev/null")]));
        assert!(blocked.write(&Noted::default()).unwrap_err().contains("/dev/null"));
    }
}

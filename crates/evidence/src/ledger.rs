//! Appending to the ledger: one entry, one write, under the ledger's lock (evidence.md).

use crate::{
    Error, LEDGER, Loss, Recorder,
    head::{HeadNote, Noted},
    key::key,
};
use chain::{Appended, Head, sign::Key};
use contract::Object;
use std::path::{Path, PathBuf};
use store::{Backwards, LineLog, Lock, TicketFolder};

/// A ledger open for one entry. While it is open, nobody else appends.
pub(crate) struct Ledger {
    path: PathBuf,
    last: Option<Head>,
    key: Option<Key>,
    note: HeadNote,
    _lock: Lock,
}

impl Ledger {
    /// Locks the ledger of a ticket folder and finds its last entry.
    pub(crate) fn open(folder: &TicketFolder, recorder: &Recorder<'_>) -> Result<Self, Error> {
        let path = folder.ledger();
        let key = key(recorder.config, recorder.root, recorder.env)?;
        let lock = Lock::acquire(&path, recorder.lock_timeout)?;
        let last = last_entry(&path)?;
        let note = HeadNote::of(&path, recorder.env);
        Ok(Self { path, last, key, note, _lock: lock })
    }

    /// Makes the entry that comes next; nothing is written yet.
    pub(crate) fn next(&self, members: Object) -> Result<Appended, Error> {
        self.follow(self.last.as_ref(), members)
    }

    /// Makes the entry that comes after a head; nothing is written yet.
    pub(crate) fn follow(&self, head: Option<&Head>, members: Object) -> Result<Appended, Error> {
        let signing = self.key.as_ref().and_then(Key::signing);
        Ok(LEDGER.next(head, members, signing)?)
    }

    /// Appends the entry and notes the new head. What only touches the note is a warning.
    pub(crate) fn append(&self, entry: &Appended) -> Result<Vec<String>, store::Error> {
        // Looked at before the append: afterwards a lost head cannot be told from a kept one.
        self.append_after(entry, self.compare_with_note())
    }

    /// Appends the entry and forgets the heads that were lost before it.
    pub(crate) fn append_accepting(&self, entry: &Appended) -> Result<Vec<String>, store::Error> {
        let (noted, _) = self.compare_with_note();
        self.append_after(entry, (Noted { lost: Vec::new(), ..noted }, Vec::new()))
    }

    /// The heads that the ledger once had and no longer leads to.
    pub(crate) fn losses(&self) -> Vec<Loss> {
        self.compare_with_note().0.lost
    }

    fn append_after(
        &self,
        entry: &Appended,
        (noted, mut warnings): (Noted, Vec<String>),
    ) -> Result<Vec<String>, store::Error> {
        let mut log = LineLog::open(&self.path)?;
        log.cut_torn_tail()?;
        log.append(&entry.line)?;
        let noted = Noted { seq: entry.head.seq, hash: entry.head.hash.clone(), ..noted };
        let first = match &self.last {
            None => first_hash(&self.path)?.unwrap_or_default(),
            Some(_) => noted.first.clone(),
        };
        warnings.extend(self.note.write(&Noted { first, ..noted }).err());
        Ok(warnings)
    }

    /// The head as it was noted, a loss that shows now entered into it, and what to tell a person.
    fn compare_with_note(&self) -> (Noted, Vec<String>) {
        let mut warnings = Vec::new();
        let noted = self.note.read().unwrap_or_else(|warning| {
            warnings.push(warning);
            None
        });
        let first = || first_hash(&self.path).ok().flatten();
        let Some(mut noted) = noted else {
            let ledger = self.path.display().to_string();
            let first = first().unwrap_or_default();
            return (Noted { ledger, first, ..Noted::default() }, warnings);
        };
        if self.last.as_ref().is_some_and(|last| (last.seq, &last.hash) == (noted.seq, &noted.hash))
        {
            return (noted, warnings);
        }
        let first = first();
        let loss = noted.loss(first.as_deref(), self.last.as_ref(), |seq| hash_of(&self.path, seq));
        if let Ok(Some(loss)) = loss {
            warnings.push(format!("{loss}; verify_evidence reports it until a person accepts it"));
            noted.lost.push(loss);
            noted.first = first.unwrap_or_default();
        }
        (noted, warnings)
    }
}

/// The ledger's last whole entry. What follows the last line break does not count.
fn last_entry(ledger: &Path) -> Result<Option<Head>, Error> {
    let Some(mut lines) = Backwards::open(ledger)? else { return Ok(None) };
    let Some(text) = lines.next_line()? else { return Ok(None) };
    let link = LEDGER.read_line(text).map_err(|unreadable| Error::BrokenTail {
        path: ledger.to_owned(),
        reason: unreadable.message,
    })?;
    Ok(Some(Head { seq: link.seq, hash: link.hash.into_owned() }))
}

/// The hash of the first entry.
fn first_hash(ledger: &Path) -> Result<Option<String>, store::Error> {
    let Some(mut lines) = Backwards::open(ledger)? else { return Ok(None) };
    let mut first = None;
    while let Some(line) = lines.next_line()? {
        first = Some(line.to_vec());
    }
    let link = first.and_then(|line| Some(LEDGER.read_line(&line).ok()?.hash.into_owned()));
    Ok(link)
}

/// The hash of the entry with this number.
fn hash_of(ledger: &Path, seq: u64) -> Result<Option<String>, store::Error> {
    let Some(mut lines) = Backwards::open(ledger)? else { return Ok(None) };
    while let Some(line) = lines.next_line()? {
        match LEDGER.read_line(line) {
            Ok(link) if link.seq == seq => return Ok(Some(link.hash.into_owned())),
            Ok(link) if link.seq < seq => return Ok(None),
            _ => {}
        }
    }
    Ok(None)
}

//! What the ledger says of some test cases, read from its end and checked only where it is used.
//!
//! Each entry that is handed out was hashed, compared with its neighbours' links and, with a key,
//! its signature checked; what does not hold is its `Flaw`. All that is done when somebody first
//! asks for it. The whole walk, which also finds deleted and moved entries, is the audit's.

use crate::{
    Error, Loss,
    entry::{Position, Recorded, Trust, ledger_name},
    glance::{TAIL, glance, links},
    head::HeadNote,
    seen::Members,
    unread::Unread,
};
use chain::{Head, sign::VerifyingKey};
use contract::claim::PartClaim;
use std::{collections::BTreeMap, path::Path};
use store::{Backwards, Env, PARTIAL_RESULTS, TicketFolder};

/// Entries of some test cases, or of all, in the order of time.
#[derive(Debug, Default)]
pub struct Record {
    entries: Vec<Unread>,
    key: Option<VerifyingKey>,
    unsigned_before: u64,
    /// The newest entry of each output.
    latest: BTreeMap<String, usize>,
    losses: Vec<Loss>,
    warnings: Vec<String>,
}

/// Whose entries are wanted.
#[derive(Clone, Copy, Debug)]
pub enum Scope<'a> {
    /// All entries.
    All,
    /// Those of these test cases, of each file the newest; and those of none (seals, notes, parts).
    Of(&'a [&'a str]),
}

/// A scope made ready for looking up every line of a ledger.
enum Wanted<'a> {
    All,
    /// Sorted.
    Of(Vec<&'a str>),
}

impl<'a> Wanted<'a> {
    fn new(scope: Scope<'a>) -> Self {
        let Scope::Of(wanted) = scope else { return Self::All };
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        Self::Of(wanted)
    }

    fn holds(&self, tc_id: Option<&str>) -> bool {
        match (self, tc_id) {
            (Self::All, _) | (_, None) => true,
            (Self::Of(wanted), Some(tc_id)) => wanted.binary_search(&tc_id).is_ok(),
        }
    }
}

impl Record {
    /// Reads a ticket folder's ledger and those of its parts. A missing ledger has no entries.
    pub fn read(
        folder: &TicketFolder,
        scope: Scope<'_>,
        trust: Trust<'_>,
        env: &Env,
    ) -> Result<Self, Error> {
        let ledger = folder.ledger();
        let note = HeadNote::of(&ledger, env);
        let mut warnings = Vec::new();
        let noted = note.read().unwrap_or_else(|warning| {
            warnings.push(warning);
            None
        });
        let noted_seq = noted.as_ref().map(|noted| noted.seq);
        let mut reader = Reader::new(scope, trust, Position::JOINT, noted_seq);
        let mut entries = reader.read(&ledger)?;
        let mut losses = Vec::new();
        if let Some(mut noted) = noted {
            let Ends { first, last, at_noted } = &reader.ends;
            let hash_of = |_| Ok::<_, Error>(at_noted.clone());
            let loss = noted.loss(first.as_deref(), last.as_ref(), hash_of)?;
            losses.append(&mut noted.lost);
            losses.extend(loss);
        }
        let merges = entries.iter().filter(|entry| entry.tool == MERGE);
        for part in parts(merges.filter_map(|entry| entry.read(trust))) {
            let path = folder.partial_results().join(ledger_name(part));
            entries.append(&mut Reader::new(scope, trust, part, None).read(&path)?);
        }
        let Trust { key, unsigned_before } = trust;
        let key = key.cloned();
        Ok(Self { key, unsigned_before, losses, warnings, ..Self::of_unread(entries, trust) })
    }

    /// A record of entries that were read and checked by other means.
    pub(crate) fn of_entries(entries: Vec<Recorded>) -> Self {
        Self::of_unread(entries.into_iter().map(Unread::from).collect(), Trust::default())
    }

    fn of_unread(mut entries: Vec<Unread>, trust: Trust<'_>) -> Self {
        entries.sort_by_key(|entry| entry.position);
        let mut latest = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            let Some(path) = &entry.output else { continue };
            let older = latest.insert(path.clone(), index);
            // What only looks like an entry must not stand in for one.
            if let Some(older) = older.filter(|_| entry.read(trust).is_none()) {
                latest.insert(path.clone(), older);
            }
        }
        Self { entries, latest, ..Self::default() }
    }

    /// The entries from the oldest to the newest.
    pub fn entries(&self) -> impl Iterator<Item = &Recorded> {
        self.entries.iter().filter_map(|entry| entry.read(self.trust()))
    }

    /// Those of one program.
    pub fn entries_of(&self, tool: &str) -> impl Iterator<Item = &Recorded> {
        let its_own = self.entries.iter().filter(move |entry| entry.tool == tool);
        its_own.filter_map(|entry| entry.read(self.trust()))
    }

    fn trust(&self) -> Trust<'_> {
        Trust { key: self.key.as_ref(), unsigned_before: self.unsigned_before }
    }

    /// Each output with its newest entry, by path.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = (&str, &Recorded)> {
        self.with_entries(self.latest.iter())
    }

    fn with_entries<'a>(
        &'a self,
        latest: impl Iterator<Item = (&'a String, &'a usize)>,
    ) -> impl Iterator<Item = (&'a str, &'a Recorded)> {
        latest.filter_map(|(path, index)| {
            Some((path.as_str(), self.entries[*index].read(self.trust())?))
        })
    }

    /// The side-cars of a test case with their newest entries.
    pub(crate) fn side_cars_of(&self, tc_id: &str) -> impl Iterator<Item = (&str, &Recorded)> {
        let prefix = format!("{PARTIAL_RESULTS}/{tc_id}_");
        let from = self.latest.range(prefix.clone()..);
        self.with_entries(from.take_while(move |(path, _)| path.starts_with(&prefix)))
    }

    /// The newest entry that wrote a file; `path` is relative to the ticket folder.
    pub fn latest(&self, path: &str) -> Option<&Recorded> {
        self.entries[*self.latest.get(path)?].read(self.trust())
    }

    /// Heads that the ledger once had and no longer leads to.
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }

    /// What a person should know of the head's note.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }
}

/// The program whose entries name the parts of a ledger.
const MERGE: &str = "merge_runs";

/// Numbers of the parts that the entries of the joint ledger name.
pub(crate) fn parts<'a>(entries: impl Iterator<Item = &'a Recorded>) -> Vec<u64> {
    let mut parts: Vec<u64> = entries
        .filter(|entry| entry.tool == MERGE)
        .filter_map(Recorded::claim::<PartClaim>)
        .map(|claim| claim.part)
        .collect();
    parts.sort_unstable();
    parts.dedup();
    parts
}

/// One pass over one ledger, from its end.
struct Reader<'a> {
    wanted: Wanted<'a>,
    trust: Trust<'a>,
    rank: u64,
    /// The entry whose hash the note of the head asks for.
    noted_seq: Option<u64>,
    ends: Ends,
    /// Outputs whose newest entry was found, and the entry's place.
    written: BTreeMap<String, usize>,
}

/// What the note of the head is compared with.
#[derive(Default)]
struct Ends {
    first: Option<String>,
    last: Option<Head>,
    at_noted: Option<String>,
}

impl Ends {
    /// Takes note of a line on the way from the end to the start.
    fn see(&mut self, seq: u64, line: &[u8], noted_seq: Option<u64>) {
        let hash = || links(line).map(|links| links.hash.to_owned());
        if self.last.is_none() {
            self.last = hash().map(|hash| Head { seq, hash });
        }
        if noted_seq == Some(seq) {
            self.at_noted = hash();
        }
        if seq == 1 {
            self.first = hash();
        }
    }
}

impl<'a> Reader<'a> {
    fn new(scope: Scope<'a>, trust: Trust<'a>, rank: u64, noted_seq: Option<u64>) -> Self {
        let wanted = Wanted::new(scope);
        Self { wanted, trust, rank, noted_seq, ends: Ends::default(), written: BTreeMap::new() }
    }

    /// Whether a line is about a file that was written again later: test cases run again and again,
    /// and only the newest entry of a file says anything about it.
    fn is_superseded(&self, members: &Members<'_>, found: &[Unread]) -> bool {
        let Some((path, _)) = &members.output else { return false };
        let newer = self.written.get(path.as_ref()).map(|index| &found[*index]);
        newer.is_some_and(|newer| newer.read(self.trust).is_some())
    }

    fn read(&mut self, ledger: &Path) -> Result<Vec<Unread>, Error> {
        let Some(mut lines) = Backwards::open_regular(ledger)? else { return Ok(Vec::new()) };
        let mut found: Vec<Unread> = Vec::new();
        // The end of the line after, if there is one: it says what the hash of its predecessor is.
        let mut next = Vec::new();
        let mut has_next = false;
        // Whether the newest of `found` waits for the line before it.
        let mut waiting = false;
        while let Some(line) = lines.next_line()? {
            if std::mem::take(&mut waiting)
                && let Some(entry) = found.last_mut()
            {
                entry.set_before(links(line));
            }
            if let Some(seen) = glance(line) {
                self.ends.see(seen.seq, line, self.noted_seq);
                if self.wanted.holds(seen.tc_id)
                    && let Some(members) = Members::of(line, true)
                    && !self.is_superseded(&members, &found)
                {
                    let position = Position { rank: self.rank, seq: seen.seq };
                    let named = || links(&next).and_then(|links| links.prev);
                    let after = has_next.then(|| named().unwrap_or_default());
                    let entry = Unread::new(position, line, &members, after);
                    // Who wants all, gets all.
                    if let (Wanted::Of(_), Some(path)) = (&self.wanted, &entry.output) {
                        self.written.insert(path.clone(), found.len());
                    }
                    found.push(entry);
                    waiting = true;
                }
            }
            has_next = true;
            next.clear();
            next.extend_from_slice(&line[line.len().saturating_sub(TAIL)..]);
        }
        match self.wanted {
            Wanted::All => found.retain(|entry| entry.read(self.trust).is_some()),
            Wanted::Of(_) => found.retain(|entry| !entry.is_refuted()),
        }
        Ok(found)
    }
}

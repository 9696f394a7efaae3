//! What the ledger says of some test cases, read from its end and checked only where it is used.
//!
//! Each entry that is handed out was hashed, compared with its neighbours' links and, with a key,
//! its signature checked; what does not hold is its `Flaw`. The whole walk, which also finds
//! deleted and moved entries, is the audit's.

use crate::{
    Error, Loss,
    entry::{Position, Recorded, Trust, ledger_name},
    glance::{TAIL, glance, links},
    head::HeadNote,
    seen::Members,
};
use chain::Head;
use contract::claim::PartClaim;
use std::{
    collections::{BTreeMap, HashSet},
    path::Path,
};
use store::{Backwards, Env, PARTIAL_RESULTS, TicketFolder};

/// Entries of some test cases, or of all, in the order of time.
#[derive(Debug, Default)]
pub struct Record {
    entries: Vec<Recorded>,
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
        for part in parts(&entries) {
            let path = folder.partial_results().join(ledger_name(part));
            entries.append(&mut Reader::new(scope, trust, part, None).read(&path)?);
        }
        Ok(Self { losses, warnings, ..Self::of_entries(entries) })
    }

    /// A record of entries that were read and checked by other means.
    pub(crate) fn of_entries(mut entries: Vec<Recorded>) -> Self {
        entries.sort_by_key(|entry| entry.position);
        let mut latest = BTreeMap::new();
        for (index, entry) in entries.iter().enumerate() {
            if let Some(output) = &entry.output {
                latest.insert(output.path.clone(), index);
            }
        }
        Self { entries, latest, losses: Vec::new(), warnings: Vec::new() }
    }

    /// The entries from the oldest to the newest.
    pub fn entries(&self) -> &[Recorded] {
        &self.entries
    }

    /// Each output with its newest entry, by path.
    pub(crate) fn outputs(&self) -> impl Iterator<Item = (&str, &Recorded)> {
        self.latest.iter().map(|(path, index)| (path.as_str(), &self.entries[*index]))
    }

    /// The side-cars of a test case with their newest entries.
    pub(crate) fn side_cars_of(&self, tc_id: &str) -> impl Iterator<Item = (&str, &Recorded)> {
        let prefix = format!("{PARTIAL_RESULTS}/{tc_id}_");
        let from = self.latest.range(prefix.clone()..);
        let side_cars = from.take_while(move |(path, _)| path.starts_with(&prefix));
        side_cars.map(|(path, index)| (path.as_str(), &self.entries[*index]))
    }

    /// The newest entry that wrote a file; `path` is relative to the ticket folder.
    pub fn latest(&self, path: &str) -> Option<&Recorded> {
        self.latest.get(path).map(|index| &self.entries[*index])
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

/// Numbers of the parts that the joint ledger names.
pub(crate) fn parts(entries: &[Recorded]) -> Vec<u64> {
    let mut parts: Vec<u64> = entries
        .iter()
        .filter(|entry| entry.tool == "merge_runs")
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
    /// Outputs whose newest entry was found.
    written: HashSet<String>,
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
        Self { wanted, trust, rank, noted_seq, ends: Ends::default(), written: HashSet::new() }
    }

    /// Whether a line is about a file that was written again later: test cases run again and again,
    /// and only the newest entry of a file says anything about it. Who wants all, gets all.
    fn is_superseded(&self, found: Option<&Members<'_>>) -> bool {
        let output = found.and_then(|members| members.output.as_ref());
        matches!(self.wanted, Wanted::Of(_))
            && output.is_some_and(|(path, _)| self.written.contains(path.as_ref()))
    }

    fn read(&mut self, ledger: &Path) -> Result<Vec<Recorded>, Error> {
        let Some(mut lines) = Backwards::open_regular(ledger)? else { return Ok(Vec::new()) };
        let mut found: Vec<Recorded> = Vec::new();
        // The end of the line after, if there is one: it says what the hash of its predecessor is.
        let mut next = Vec::new();
        let mut has_next = false;
        // Whether the newest of `found` waits for the line before it.
        let mut waiting = false;
        while let Some(line) = lines.next_line()? {
            if std::mem::take(&mut waiting)
                && let Some(entry) = found.last_mut()
            {
                entry.check_predecessor(links(line).map(|links| links.hash));
            }
            if let Some(seen) = glance(line) {
                self.ends.see(seen.seq, line, self.noted_seq);
                if self.wanted.holds(seen.tc_id)
                    && let members = Members::find(line)
                    && !self.is_superseded(members.as_ref())
                    && let Some(mut entry) = Recorded::read(line, members, self.rank, self.trust)
                {
                    let output = entry.output.as_ref().map(|output| output.path.clone());
                    self.written.extend(output);
                    if has_next {
                        let named = links(&next).and_then(|links| links.prev);
                        entry.check_successor(named.unwrap_or_default());
                    }
                    found.push(entry);
                    waiting = true;
                }
            }
            has_next = true;
            next.clear();
            next.extend_from_slice(&line[line.len().saturating_sub(TAIL)..]);
        }
        if waiting && let Some(entry) = found.last_mut() {
            entry.check_predecessor(None);
        }
        Ok(found)
    }
}

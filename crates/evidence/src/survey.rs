//! A look at every entry of a ledger, by two threads and without keeping any.
//!
//! [`crate::Record`] holds the entries of a few test cases; who looks at all of ten thousand must
//! not hold them. Each entry is hashed, its signature checked and its links compared with both its
//! neighbours, exactly as a record does it; then it is handed to the caller and forgotten.

use crate::{
    Error, LEDGER, Loss, Position, Trust,
    entry::ledger_name,
    glance::{glance, links},
    head::HeadNote,
    seen::{Members, Seen},
};
use chain::Head;
use contract::claim::PartClaim;
use memchr::{memchr, memmem, memrchr};
use std::{
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};
use store::{Env, Source, TicketFolder};

/// Threads that look.
const THREADS: usize = 2;
/// Bytes that a thread takes at once.
const SLICE: usize = 1 << 21;

/// The ledgers of a ticket folder, open for looking through.
#[derive(Debug)]
pub struct Survey {
    /// Parts first: their entries are older than those of the joint ledger.
    ledgers: Vec<Open>,
    losses: Vec<Loss>,
    warnings: Vec<String>,
}

#[derive(Debug)]
struct Open {
    rank: u64,
    source: Source,
}

impl Survey {
    /// Opens a ticket folder's ledger and those of its parts. A missing ledger has no entries.
    pub fn open(folder: &TicketFolder, env: &Env) -> Result<Self, Error> {
        let path = folder.ledger();
        let mut warnings = Vec::new();
        let noted = HeadNote::of(&path, env).read().unwrap_or_else(|warning| {
            warnings.push(warning);
            None
        });
        let joint = Open::read(&path, Position::JOINT)?;
        let mut losses = Vec::new();
        if let Some(mut noted) = noted {
            let text = joint.as_ref().map(Open::whole).unwrap_or_default();
            let (first, last) = (first(text), last(text));
            let hash_of = |seq| Ok::<_, Error>(hash_of(text, seq));
            let loss = noted.loss(first.as_deref(), last.as_ref(), hash_of)?;
            losses.append(&mut noted.lost);
            losses.extend(loss);
        }
        let mut ledgers = Vec::new();
        for part in joint.iter().flat_map(Open::parts) {
            let path = folder.partial_results().join(ledger_name(part));
            ledgers.extend(Open::read(&path, part)?);
        }
        ledgers.extend(joint);
        Ok(Self { ledgers, losses, warnings })
    }

    /// Whether nothing was ever entered.
    pub fn is_blank(&self) -> bool {
        self.losses.is_empty() && self.ledgers.iter().all(|ledger| ledger.whole().is_empty())
    }

    /// Heads that the ledger once had and no longer leads to.
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }

    /// What a person should know of the head's note.
    pub fn warnings(&self) -> &[String] {
        &self.warnings
    }

    /// Hands every entry to `look`, with a value that several entries in a row share. The values
    /// come back in the order of time.
    pub fn look<'a, T: Default + Send>(
        &'a self,
        trust: Trust<'_>,
        look: impl Fn(&mut T, Seen<'a>) + Sync,
    ) -> Vec<T> {
        let slices: Vec<Slice<'a>> = self.ledgers.iter().flat_map(Open::slices).collect();
        let look_at = |slice: &Slice<'a>| {
            let mut value = T::default();
            slice.look(trust, |seen| look(&mut value, seen));
            value
        };
        if slices.len() < THREADS {
            return slices.iter().map(look_at).collect();
        }
        let next = AtomicUsize::new(0);
        let work = || {
            let mut done = Vec::new();
            while let index = next.fetch_add(1, Ordering::Relaxed)
                && let Some(slice) = slices.get(index)
            {
                done.push((index, look_at(slice)));
            }
            done
        };
        let mut values = thread::scope(|scope| {
            let others: Vec<_> = (1..THREADS).map(|_| scope.spawn(work)).collect();
            let mut values = work();
            for other in others {
                // A panic in a thread is a defect, and goes on here as one.
                values.extend(other.join().unwrap_or_else(|it| std::panic::resume_unwind(it)));
            }
            values
        });
        values.sort_by_key(|(index, _)| *index);
        values.into_iter().map(|(_, value)| value).collect()
    }
}

impl Open {
    fn read(path: &Path, rank: u64) -> Result<Option<Self>, Error> {
        match Source::open_regular(path) {
            Ok(source) => Ok(Some(Self { rank, source })),
            Err(store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// The whole lines; a torn tail is no entry yet.
    fn whole(&self) -> &[u8] {
        let text = self.source.bytes();
        &text[..memrchr(b'\n', text).map_or(0, |at| at + 1)]
    }

    /// Numbers of the parts that this ledger names.
    fn parts(&self) -> Vec<u64> {
        let text = self.whole();
        let named = memmem::find_iter(text, b"\"tool\":\"merge_runs\"").filter_map(|at| {
            let start = memrchr(b'\n', &text[..at]).map_or(0, |at| at + 1);
            let end = at + memchr(b'\n', &text[at..])?;
            let members = Members::of(&text[start..end], false)?;
            let claim: PartClaim = serde_json::from_str(members.claim?).ok()?;
            (members.tool == "merge_runs").then_some(claim.part)
        });
        let mut parts: Vec<u64> = named.collect();
        parts.sort_unstable();
        parts.dedup();
        parts
    }

    fn slices(&self) -> Vec<Slice<'_>> {
        let text = self.whole();
        let mut slices = Vec::new();
        let mut from = 0;
        while from < text.len() {
            let behind = (from + SLICE).min(text.len() - 1);
            let to = behind + memchr(b'\n', &text[behind..]).map_or(1, |at| at + 1);
            slices.push(Slice { rank: self.rank, text, from, to });
            from = to;
        }
        slices
    }
}

/// Some whole lines of a ledger, and the ledger around them.
struct Slice<'a> {
    rank: u64,
    text: &'a [u8],
    from: usize,
    to: usize,
}

impl<'a> Slice<'a> {
    fn look(&self, trust: Trust<'_>, mut look: impl FnMut(Seen<'a>)) {
        let mut before = last_line(&self.text[..self.from]);
        let mut at = self.from;
        while at < self.to {
            let line = first_line(&self.text[at..]);
            at += line.len() + 1;
            let after = (at < self.text.len()).then(|| first_line(&self.text[at..]));
            if let Some(seen) = self.see(line, before, after, trust) {
                look(seen);
            }
            before = Some(line);
        }
    }

    fn see(
        &self,
        text: &'a [u8],
        before: Option<&[u8]>,
        after: Option<&[u8]>,
        trust: Trust<'_>,
    ) -> Option<Seen<'a>> {
        let link = LEDGER.read_line(text).ok()?;
        let members = Members::of(text, link.as_written)?;
        let previous = before.and_then(links).map(|links| links.hash);
        let named = after.map(|line| links(line).and_then(|links| links.prev).unwrap_or_default());
        let stands = link.is_sound()
            && link.as_written
            && trust.check(&link).is_none()
            && link.prev.as_deref() == previous
            && named.is_none_or(|named| named == link.hash);
        let position = Position { rank: self.rank, seq: link.seq };
        Some(Seen::new(position, members, stands))
    }
}

/// The line at the start of a text, without its line break.
fn first_line(text: &[u8]) -> &[u8] {
    &text[..memchr(b'\n', text).unwrap_or(text.len())]
}

/// The line at the end of a text, which ends with a line break unless it is empty.
fn last_line(text: &[u8]) -> Option<&[u8]> {
    let text = text.strip_suffix(b"\n")?;
    Some(&text[memrchr(b'\n', text).map_or(0, |at| at + 1)..])
}

/// The lines of a text from its end, which is a line break unless it is empty.
fn from_the_end(mut text: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let line = last_line(text)?;
        text = &text[..text.len() - line.len() - 1];
        Some(line)
    })
}

/// The hash of the first entry.
fn first(text: &[u8]) -> Option<String> {
    let line = first_line(text);
    let is_first = glance(line).is_some_and(|glance| glance.seq == 1);
    links(line).filter(|_| is_first).map(|links| links.hash.into())
}

/// The last entry.
fn last(text: &[u8]) -> Option<Head> {
    from_the_end(text).find_map(|line| {
        let (glance, links) = (glance(line)?, links(line)?);
        Some(Head { seq: glance.seq, hash: links.hash.into() })
    })
}

/// The hash of the entry with this number.
fn hash_of(text: &[u8], seq: u64) -> Option<String> {
    from_the_end(text).find_map(|line| {
        let is_it = glance(line)?.seq == seq;
        Some(links(line).filter(|_| is_it)?.hash.into())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Record, Scope};
    use contract::{Json, Object};
    use std::fmt::Write;

    /// A ledger of so many entries, as text.
    fn ledger(entries: usize) -> String {
        let mut text = String::new();
        let mut head: Option<Head> = None;
        for n in 0..entries {
            let output = format!(r#"{{"path":"partial_results/TC-{n}.json","sha256":"{n:064}"}}"#);
            let members = Object::from_iter([
                ("at".into(), "2026-11-20T00:00:00.000+00:00".into()),
                ("tool".into(), "record_tc_result".into()),
                ("version".into(), "0.1.0".into()),
                ("tc_id".into(), format!("TC-{n}").into()),
                ("inputs".into(), Vec::<Json>::new().into()),
                ("output".into(), contract::json::parse(&output).unwrap()),
                ("claim".into(), contract::json::parse(r#"{"status":"PASS"}"#).unwrap()),
            ]);
            let appended = LEDGER.next(head.as_ref(), members, None).unwrap();
            writeln!(text, "{}", appended.line).unwrap();
            head = Some(appended.head);
        }
        text
    }

    fn with_ledger<T>(text: &str, check: impl FnOnce(&TicketFolder) -> T) -> T {
        let root = tempfile::tempdir().unwrap();
        let folder = TicketFolder::at(root.path());
        store::make(&folder.partial_results()).unwrap();
        store::write(&folder.ledger(), text.as_bytes(), store::Durability::Atomic).unwrap();
        check(&folder)
    }

    /// Numbers of the entries and whether they stand, in the order in which they were looked at.
    fn seen(folder: &TicketFolder) -> Vec<(u64, bool)> {
        let survey = Survey::open(folder, &nobody()).unwrap();
        let look = |seen: &mut Vec<_>, entry: Seen<'_>| {
            seen.push((entry.position.seq, entry.stands));
        };
        survey.look::<Vec<_>>(Trust::default(), look).concat()
    }

    fn recorded(folder: &TicketFolder) -> Vec<(u64, bool)> {
        let record = Record::read(folder, Scope::All, Trust::default(), &nobody()).unwrap();
        let entries = record.entries();
        entries.map(|entry| (entry.position.seq, entry.flaw.is_none())).collect()
    }

    fn nobody() -> Env {
        Env::fixed::<&str, &str>([])
    }

    #[test]
    fn two_threads_see_all_entries_in_order() {
        let text = ledger(SLICE / 200);
        assert!(text.len() > 2 * SLICE);
        with_ledger(&text, |folder| {
            let seen = seen(folder);
            assert!(seen.iter().all(|(_, stands)| *stands));
            assert!(seen.iter().map(|(seq, _)| *seq).eq(1..=(SLICE / 200) as u64));
        });
    }

    #[test]
    fn a_survey_and_a_record_agree_on_what_stands() {
        let text = ledger(9);
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let edited = text.replacen("PASS", "FAIL", 4).replacen("FAIL", "PASS", 3);
        let without_fifth = [&lines[..4], &lines[5..]].concat().concat();
        let swapped = [&lines[..3], &[lines[4], lines[3]], &lines[5..]].concat().concat();
        let with_junk = [&lines[..3], &["junk\n", "{}\n"], &lines[3..]].concat().concat();
        let torn = text[..text.len() - 9].to_owned();
        for text in [text.clone(), edited, without_fifth, swapped, with_junk, torn, String::new()] {
            with_ledger(&text, |folder| {
                let mut seen = seen(folder);
                seen.sort_unstable();
                assert_eq!(seen, recorded(folder), "{text}");
            });
        }
    }

    #[test]
    fn what_passes_by_tells_its_claim_and_output() {
        with_ledger(&ledger(1), |folder| {
            let survey = Survey::open(folder, &nobody()).unwrap();
            assert!(!survey.is_blank());
            let look = |found: &mut Vec<String>, entry: Seen<'_>| {
                let claim: contract::claim::ResultClaim = entry.claim().unwrap();
                assert!(entry.claims_word("PASS") && !entry.claims_word("PAS"));
                assert!(!entry.read_path("partial_results/TC-0_stimulus.json"));
                let (path, _) = entry.output.clone().unwrap();
                found.push(format!(
                    "{} {path} {} {}",
                    entry.tool,
                    claim.status,
                    entry.inputs().len()
                ));
            };
            let found = survey.look::<Vec<_>>(Trust::default(), look).concat();
            assert_eq!(found, ["record_tc_result partial_results/TC-0.json PASS 0"]);
        });
        with_ledger("", |folder| assert!(Survey::open(folder, &nobody()).unwrap().is_blank()));
    }
}

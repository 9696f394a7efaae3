//! One ledger, walked from its first entry to its last.

use super::{ledger_path, remedy};
use crate::{Error, LEDGER, Loss, LossKind, Recorded, Trouble, Trust, head::HeadNote};
use chain::{Break, BreakKind, Link, Unreadable, lines, walk};
use contract::{
    claim::PartClaim,
    verification::{self, Head, LedgerReport},
};
use std::path::Path;
use store::{Env, Source, TicketFolder};

/// A ledger and what the walk found.
pub(super) struct Walked {
    pub(super) rank: u64,
    pub(super) entries: Vec<Recorded>,
    pub(super) report: LedgerReport,
    /// Troubles that cannot be pinned on a test case.
    pub(super) everyones: Vec<verification::Trouble>,
    /// Number and hash of every sound entry.
    hashes: Vec<(u64, String)>,
}

impl Walked {
    /// Reads and walks the ledger of a rank; a missing one is empty.
    pub(super) fn read(folder: &TicketFolder, rank: u64, trust: Trust<'_>) -> Result<Self, Error> {
        let path = folder.root().join(ledger_path(rank));
        let report = LedgerReport { file: ledger_path(rank), ..LedgerReport::default() };
        let mut walked =
            Self { rank, entries: Vec::new(), report, everyones: Vec::new(), hashes: Vec::new() };
        match Source::open_regular(&path) {
            Ok(source) => walked.walk(source.bytes(), trust),
            Err(store::Error::NotFound { .. }) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(walked)
    }

    fn walk(&mut self, text: &[u8], trust: Trust<'_>) {
        let cut = lines(text);
        let links: Vec<_> = cut.whole.iter().map(|line| LEDGER.read_line(line)).collect();
        let breaks = walk(&links);
        self.report.entries = links.len() as u64;
        let mut index_of_line = vec![None; links.len() + 1];
        for (index, (link, text)) in links.into_iter().zip(&cut.whole).enumerate() {
            self.see(link, text, trust, &mut index_of_line[index + 1]);
        }
        for found in &breaks {
            self.note_break(found, index_of_line[found.line]);
        }
        self.note_signatures();
        if !cut.tail.is_empty() {
            let torn = Break {
                line: cut.whole.len() + 1,
                seq: self.report.head.as_ref().map_or(0, |head| head.seq) + 1,
                kind: BreakKind::TornTail { bytes: cut.tail.len() },
            };
            self.report.warnings.push(format!("{torn}; the next append cuts it"));
        }
    }

    fn see(
        &mut self,
        link: Result<Link<'_>, Unreadable>,
        text: &[u8],
        trust: Trust<'_>,
        index: &mut Option<usize>,
    ) {
        let Ok(link) = link else { return };
        self.report.signed += u64::from(link.sig.is_some());
        self.report.head = Some(Head { seq: link.seq, hash: link.hash.to_string() });
        if link.is_sound() {
            self.hashes.push((link.seq, link.hash.to_string()));
        }
        if let Some(entry) = Recorded::of(link, text, self.rank, trust) {
            *index = Some(self.entries.len());
            self.entries.push(entry);
        }
    }

    /// A break belongs to the entry of its line, where there is one; else to everybody.
    fn note_break(&mut self, found: &Break, entry: Option<usize>) {
        let trouble = Trouble::ChainBroken { seq: found.seq, what: found.kind.name().into() };
        let mut explained = remedy::explain(&trouble, Some(self.report.file.clone()), None);
        explained.line = Some(found.line as u64);
        explained.detail = found.to_string();
        self.report.troubles.push(explained.clone());
        let pinned = matches!(
            found.kind,
            BreakKind::Edited
                | BreakKind::Reformatted
                | BreakKind::Replaced
                | BreakKind::Moved
                | BreakKind::Repeated { .. }
        );
        match entry.map(|index| &mut self.entries[index]) {
            Some(entry) if pinned && entry.tc_id.is_some() => {
                entry.break_chain(&found.to_string());
            }
            _ => self.everyones.push(explained),
        }
    }

    /// Entries whose signature is missing or wrong, as the ledger's own troubles.
    fn note_signatures(&mut self) {
        for entry in &self.entries {
            let trouble = Trouble::of_entry(entry);
            if let Some(trouble @ (Trouble::Unsigned { .. } | Trouble::BadSignature { .. })) =
                trouble
            {
                let file = Some(self.report.file.clone());
                self.report.troubles.push(remedy::explain(&trouble, file, None));
            }
        }
    }

    /// Compares with the head that was noted outside the project.
    pub(super) fn compare_with_note(&mut self, ledger: &Path, env: &Env) {
        let noted = match HeadNote::of(ledger, env).read() {
            Ok(Some(noted)) => noted,
            Ok(None) => return,
            Err(warning) => return self.report.warnings.push(warning),
        };
        let first = self.hash_of(1);
        let last = self.report.head.as_ref();
        let last = last.map(|head| chain::Head { seq: head.seq, hash: head.hash.clone() });
        let hash_of = |seq| Ok::<_, Error>(self.hash_of(seq));
        let loss = noted.loss(first.as_deref(), last.as_ref(), hash_of).ok().flatten();
        for loss in noted.lost.into_iter().chain(loss) {
            self.note_loss(loss);
        }
    }

    /// Compares with a head that somebody kept elsewhere.
    pub(super) fn compare_with_anchor(&mut self, anchor: &Head) {
        if self.hash_of(anchor.seq).as_ref() == Some(&anchor.hash) {
            return;
        }
        let found = self.report.head.clone().unwrap_or_default();
        self.note_loss(Loss {
            kind: LossKind::RolledBack,
            seq: anchor.seq,
            hash: anchor.hash.clone(),
            found_seq: found.seq,
            found_hash: found.hash,
        });
    }

    fn note_loss(&mut self, loss: Loss) {
        let trouble = Trouble::Lost(loss);
        let explained = remedy::explain(&trouble, Some(self.report.file.clone()), None);
        self.report.troubles.push(explained.clone());
        self.everyones.push(explained);
    }

    /// What this ledger, as the joint one, says of a part.
    pub(super) fn part_claims(&self, part: u64) -> Vec<PartClaim> {
        let merges = self.entries.iter().filter(|entry| entry.tool == "merge_runs");
        let claims = merges.filter_map(Recorded::claim::<PartClaim>);
        claims.filter(|claim| claim.part == part).collect()
    }

    /// A part must end with the head that was entered last into the joint ledger.
    pub(super) fn compare_with_joint(&mut self, claims: &[PartClaim]) {
        let Some(claim) = claims.last() else { return };
        let head = self.report.head.clone().unwrap_or_default();
        if (head.seq, head.hash.as_str()) != (claim.seq, claim.hash.as_str()) {
            let what = format!(
                "the part ends with seq {}, the joint ledger says seq {} ({})",
                head.seq, claim.seq, claim.hash
            );
            self.note_everyones(&Trouble::ChainBroken { seq: claim.seq, what });
        }
    }

    /// A part that the joint ledger does not know vouches for nothing.
    pub(super) fn is_not_named(&mut self) {
        self.note_everyones(&Trouble::NoEntry);
    }

    fn note_everyones(&mut self, trouble: &Trouble) {
        let explained = remedy::explain(trouble, Some(self.report.file.clone()), None);
        self.report.troubles.push(explained.clone());
        self.everyones.push(explained);
    }

    fn hash_of(&self, seq: u64) -> Option<String> {
        self.hashes.iter().find(|(known, _)| *known == seq).map(|(_, hash)| hash.clone())
    }
}

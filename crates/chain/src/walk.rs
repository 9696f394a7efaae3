//! Going over a whole chain and naming each place where it does not hold.

use crate::{Break, BreakKind, Link, Unreadable};
use std::collections::BTreeMap;

/// An entry as it was read, or why it could not be.
type Read<'a> = Result<Link<'a>, Unreadable>;

/// Checks entries in the order in which they stand and returns every break, by line.
///
/// What an entry says is believed only when its hash bears it out, so one edit is one break: an
/// edited number does not show up as a deletion as well, nor a moved entry as a broken link.
///
/// A chain that was cut at its end, or rewritten from some entry to its end, holds in itself:
/// against that only a [`Head`](crate::Head) kept elsewhere helps, or a signature.
pub fn walk(entries: &[Read<'_>]) -> Vec<Break> {
    let mut walk = Walk { entries, places: places(entries), expected: 1, breaks: Vec::new() };
    for (index, entry) in entries.iter().enumerate() {
        let line = index + 1;
        match entry {
            Ok(sound) if sound.is_sound() => walk.sound(line, sound),
            Ok(_) => walk.unsound(line, BreakKind::Edited),
            Err(Unreadable { message }) => {
                walk.unsound(line, BreakKind::NotAnEntry { message: message.clone() });
            }
        }
    }
    walk.breaks.sort_by_key(|at| at.line);
    walk.breaks
}

/// The first line of each number that a sound entry has.
fn places(entries: &[Read<'_>]) -> BTreeMap<u64, usize> {
    let mut places = BTreeMap::new();
    for (index, entry) in entries.iter().enumerate() {
        if let Ok(link) = entry
            && link.is_sound()
        {
            places.entry(link.seq).or_insert(index + 1);
        }
    }
    places
}

struct Walk<'a> {
    entries: &'a [Read<'a>],
    places: BTreeMap<u64, usize>,
    /// The number that belongs at the present place.
    expected: u64,
    breaks: Vec<Break>,
}

impl Walk<'_> {
    fn note(&mut self, line: usize, seq: u64, kind: BreakKind) {
        self.breaks.push(Break { line, seq, kind });
    }

    /// A line whose number cannot be believed: it stands for the number that belongs here, unless
    /// the true entry of that number is there as well.
    fn unsound(&mut self, line: usize, kind: BreakKind) {
        let seq = self.expected;
        if self.places.contains_key(&seq) {
            self.note(line, seq, BreakKind::Inserted);
        } else {
            self.note(line, seq, kind);
            self.expected += 1;
        }
    }

    fn sound(&mut self, line: usize, entry: &Link<'_>) {
        let first = self.places[&entry.seq];
        if first != line {
            let copy = self.link_at(first) == Some(entry);
            return self.note(line, entry.seq, BreakKind::Repeated { first, copy });
        }
        if entry.seq < self.expected {
            self.note(line, entry.seq, BreakKind::Moved);
        } else {
            for (seq, last) in self.gaps(entry.seq) {
                self.note(line, seq, BreakKind::Deleted { last });
            }
            self.expected = entry.seq.saturating_add(1);
        }
        if !entry.as_written {
            self.note(line, entry.seq, BreakKind::Reformatted);
        }
        self.check_prev(line, entry);
    }

    /// The runs of numbers that belong between here and entry `seq` and are nowhere in the chain.
    fn gaps(&self, seq: u64) -> Vec<(u64, u64)> {
        let mut gaps = Vec::new();
        let mut next = self.expected;
        for (&known, _) in self.places.range(self.expected..=seq) {
            if next < known {
                gaps.push((next, known - 1));
            }
            next = known.saturating_add(1);
        }
        gaps
    }

    /// The entry before must be the one that this entry was written after, wherever it stands.
    /// Where it is missing or edited, that is a break of its own already.
    fn check_prev(&mut self, line: usize, entry: &Link<'_>) {
        if entry.seq <= 1 {
            if entry.seq == 0 || entry.prev.is_some() {
                self.note(line, entry.seq, BreakKind::NotFirst);
            }
            return;
        }
        let Some(&before) = self.places.get(&(entry.seq - 1)) else {
            return;
        };
        let hash = self.link_at(before).map(|before| before.hash.as_ref());
        if hash != entry.prev.as_deref() {
            self.note(before, entry.seq - 1, BreakKind::Replaced);
        }
    }

    fn link_at(&self, line: usize) -> Option<&Link<'_>> {
        self.entries[line - 1].as_ref().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Head, form::tests::FORM, lines};
    use contract::json::{Object, parse};
    use proptest::prelude::*;

    /// A sound chain of `count` lines.
    fn chain(count: u64) -> Vec<String> {
        forged_after(None, 1, count)
    }

    /// Sound lines with the numbers `first..=last`.
    fn forged_after(mut head: Option<Head>, first: u64, last: u64) -> Vec<String> {
        let mut chain = Vec::new();
        for index in first..=last {
            let mut members = Object::new();
            members.insert("tool".into(), format!("tool {index}").into());
            let next = FORM.next(head.as_ref(), members, None).unwrap();
            chain.push(next.line);
            head = Some(next.head);
        }
        chain
    }

    fn breaks(chain: &[impl AsRef<[u8]>]) -> Vec<Break> {
        walk(&chain.iter().map(|line| FORM.read_line(line.as_ref())).collect::<Vec<_>>())
    }

    fn check(chain: &[String], expected: &[&str]) {
        let found: Vec<_> = breaks(chain).iter().map(ToString::to_string).collect();
        assert_eq!(found, expected);
    }

    fn at(line: usize, seq: u64, kind: BreakKind) -> Break {
        Break { line, seq, kind }
    }

    #[test]
    fn a_sound_chain_has_no_break() {
        check(&[], &[]);
        check(&chain(5), &[]);
    }

    #[test]
    fn edits_are_told_apart() {
        let mut edited = chain(4);
        edited[1] = edited[1].replace("tool 2", "tool 9");
        check(&edited, &["seq 2 at line 2 was edited: its content does not give its hash"]);

        let mut renumbered = chain(4);
        renumbered[1] = renumbered[1].replace("\"seq\":2", "\"seq\":7");
        check(&renumbered, &["seq 2 at line 2 was edited: its content does not give its hash"]);

        let mut reformatted = chain(4);
        reformatted[2] = reformatted[2].replace("\"seq\":3", "\"seq\": 3");
        check(&reformatted, &["seq 3 at line 3 was reformatted: it says the same in other bytes"]);

        let mut garbage = chain(4);
        garbage[3] = "{".into();
        check(
            &garbage,
            &["line 4, where seq 4 belongs, is not an entry: expected a string at byte 1"],
        );
    }

    #[test]
    fn an_entry_replaced_with_a_fitting_hash_does_not_fit_its_successor() {
        let mut replaced = chain(4);
        let head = FORM.read_line(replaced[0].as_bytes()).unwrap().hash.into_owned();
        let mut members = Object::new();
        members.insert("tool".into(), "forged".into());
        replaced[1] = FORM.next(Some(&Head { seq: 1, hash: head }), members, None).unwrap().line;
        check(&replaced, &["seq 2 at line 2 was replaced: seq 3 was written after another entry"]);
    }

    #[test]
    fn missing_moved_and_repeated_entries_are_named() {
        let sound = chain(6);
        let pick = |order: &[usize]| order.iter().map(|n| sound[n - 1].clone()).collect::<Vec<_>>();
        check(&pick(&[1, 2, 5, 6]), &["seq 3 to 4 are missing before line 3"]);
        check(&pick(&[2, 3]), &["seq 1 is missing before line 1"]);
        check(&pick(&[1, 3, 2, 4]), &["seq 2 at line 3 stands behind a later entry"]);
        check(&pick(&[1, 2, 2, 3]), &["seq 2 at line 3 is a copy of line 2"]);
        check(
            &pick(&[1, 5, 3, 6]),
            &[
                "seq 2 is missing before line 2",
                "seq 4 is missing before line 2",
                "seq 3 at line 3 stands behind a later entry",
            ],
        );
    }

    #[test]
    fn a_fork_an_insertion_and_a_false_start_are_named() {
        let mut fork = chain(3);
        let head = FORM.read_line(fork[0].as_bytes()).unwrap().hash.into_owned();
        let mut other = forged_after(Some(Head { seq: 1, hash: head }), 8, 8);
        fork.append(&mut other);
        check(&fork, &["seq 2 at line 4 is there twice with different content, first at line 2"]);

        let mut inserted = chain(3);
        inserted.insert(1, r#"{"seq":2,"hash":"0"}"#.into());
        check(&inserted, &["line 2 was put in before seq 2 and belongs to no chain"]);

        let orphan = forged_after(Some(Head { seq: 0, hash: "0".into() }), 1, 2);
        check(&orphan, &["seq 1 at line 1 begins the chain but names an entry before it"]);
    }

    #[test]
    fn a_number_at_the_edge_does_not_stall_the_walk() {
        let edge = forged_after(Some(Head { seq: (1 << 53) - 2, hash: "0".into() }), 1, 1);
        assert_eq!(breaks(&edge), [at(1, 1, BreakKind::Deleted { last: (1 << 53) - 2 })]);
        let beyond = edge[0].replace("\"seq\":9007199254740991", "\"seq\":9007199254740992");
        assert!(matches!(breaks(&[beyond])[0].kind, BreakKind::NotAnEntry { .. }));
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_noticed_where_it_is(count in 1..8u64, pick: prop::sample::Index, flip in 1..=255u8) {
            let text = chain(count).join("\n") + "\n";
            let mut bytes = text.clone().into_bytes();
            let at = pick.index(bytes.len() - 1);
            bytes[at] ^= flip;
            let line = text[..at].bytes().filter(|byte| *byte == b'\n').count() + 1;
            let cut = lines(&bytes);
            let found = breaks(&cut.whole);
            prop_assert!(!found.is_empty());
            prop_assert_eq!(found[0].line, line, "{:?}", found);
        }

        #[test]
        fn deleted_lines_are_named(count in 2..12u64, keep in prop::collection::vec(any::<bool>(), 12)) {
            let lines = chain(count);
            // The last line stays: a cut end is the business of the head.
            let kept: Vec<_> = lines.iter().enumerate()
                .filter(|(index, _)| keep[*index] || *index + 1 == lines.len())
                .map(|(_, line)| line.clone()).collect();
            let mut named = Vec::new();
            for found in breaks(&kept) {
                let BreakKind::Deleted { last } = found.kind else { panic!("{found}") };
                named.extend(found.seq..=last);
            }
            let missing: Vec<u64> =
                (1..count).zip(&keep).filter(|(_, keep)| !**keep).map(|(seq, _)| seq).collect();
            prop_assert_eq!(named, missing);
        }

        #[test]
        fn any_other_order_is_noticed_and_only_that(order in (2..10u64).prop_flat_map(|count| {
            Just((1..=count).zip(chain(count)).collect::<Vec<_>>()).prop_shuffle()
        })) {
            let (order, shuffled): (Vec<u64>, Vec<String>) = order.into_iter().unzip();
            let found = breaks(&shuffled);
            prop_assert_eq!(found.is_empty(), order.is_sorted());
            for one in found {
                prop_assert_eq!(order[one.line - 1], one.seq);
                prop_assert_eq!(one.kind, BreakKind::Moved);
            }
        }

        #[test]
        fn a_repeated_line_is_named(count in 1..8u64, from: prop::sample::Index, to: prop::sample::Index) {
            let mut lines = chain(count);
            let (from, to) = (from.index(lines.len()), to.index(lines.len() + 1));
            let seq = from as u64 + 1;
            lines.insert(to, lines[from].clone());
            let found = breaks(&lines);
            let is_copy = |at: &&Break| at.seq == seq && matches!(at.kind, BreakKind::Repeated { copy: true, .. });
            prop_assert_eq!(found.iter().filter(is_copy).count(), 1, "{:?}", found);
        }

        #[test]
        fn garbage_never_panics(lines in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..6)) {
            prop_assert_eq!(breaks(&lines).len(), lines.len());
        }
    }

    #[test]
    fn the_first_of_two_spellings_of_a_member_does_not_slip_in() {
        let mut doubled = chain(2);
        doubled[0] = doubled[0].replacen("{\"seq\":1,", "{\"seq\":1,\"tool\":\"forged\",", 1);
        assert!(parse(&doubled[0]).is_ok());
        assert_eq!(breaks(&doubled), [at(1, 1, BreakKind::Reformatted)]);
    }
}

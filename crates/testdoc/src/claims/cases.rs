//! Test case ids with a status: `TC-1: PASS`, `TC-1, TC-2 and TC-5 passed`, `✅ TC-1 …`.

use super::{
    atom::{Atom, Said, Sense},
    token::{Kind, Token},
    words,
};
use contract::Status;
use std::ops::Range;

/// A range of ids with more test cases than this is a slip of the pen.
const LONGEST_RANGE: u64 = 1000;

/// What a clause says of some test cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) tc_ids: Vec<String>,
    pub(super) status: Status,
    /// Where it says so.
    pub(super) span: Range<usize>,
}

/// What a clause says of test cases. `known` are those that the clause before named; afterwards,
/// those that this one named.
pub(super) fn read(clause: &[Atom<'_>], known: &mut Vec<String>) -> Vec<Case> {
    let mut reader = Reader { clause, ..Reader::new() };
    if refers_back(clause) && !known.is_empty() {
        reader.group.ids.clone_from(known);
        reader.group.span = clause[0].token.at..clause[0].end;
    }
    let mut at = 0;
    while at < clause.len() {
        at += reader.step(at);
    }
    reader.flush();
    if !reader.named.is_empty() {
        *known = reader.named;
    }
    reader.found
}

/// Whether a clause without an id speaks of the test cases named before: `now it passes`.
fn refers_back(clause: &[Atom<'_>]) -> bool {
    let names_one = clause.iter().any(|atom| atom.kind() == Kind::Id);
    let mut start = clause.iter().take(3);
    let back =
        |atom: &Atom<'_>| atom.token.is_any(words::PRONOUNS) || atom.token.is_any(words::NOW);
    !names_one && start.any(back)
}

/// Ids that share a status.
#[derive(Debug, Default)]
struct Group {
    ids: Vec<String>,
    span: Range<usize>,
    settled: Option<Said>,
    /// The status stood before the ids.
    is_led: bool,
    /// Two statuses, and nothing says which of them counts; or none is meant.
    is_torn: bool,
    /// Words since the last id that may change what a status is about.
    has_strange: bool,
    /// A word that says that a step was done.
    has_step: bool,
    /// How deep in parentheses.
    depth: usize,
    /// Something between two statuses says that the second came later.
    has_moved: bool,
}

/// A status in front of the ids that it is for.
#[derive(Clone, Copy, Debug)]
struct Lead {
    said: Said,
    at: usize,
    is_mark: bool,
}

struct Reader<'s, 'a> {
    clause: &'s [Atom<'a>],
    group: Group,
    lead: Option<Lead>,
    named: Vec<String>,
    found: Vec<Case>,
}

impl<'a> Reader<'_, 'a> {
    fn new() -> Self {
        Self {
            clause: &[],
            group: Group::default(),
            lead: None,
            named: Vec::new(),
            found: Vec::new(),
        }
    }

    fn token(&self, at: usize) -> Option<&Token<'a>> {
        self.clause.get(at).map(|atom| &atom.token)
    }

    /// Takes the atom at `at` and says how many were read.
    fn step(&mut self, at: usize) -> usize {
        let atom = self.clause[at];
        if atom.kind() == Kind::Id {
            return self.id(at);
        }
        if let Some(said) = atom.status() {
            self.status(at, said);
            return 1;
        }
        let after_comma = at > 0 && self.clause[at - 1].is_sign(",，");
        if atom.sense == Sense::All && after_comma {
            // `For TC-3, all …`: that is about something else.
            self.flush();
        }
        let group = &mut self.group;
        if atom.is_sign("([（") {
            group.depth += 1;
        } else if atom.is_sign(")]）") {
            group.depth = group.depth.saturating_sub(1);
        } else if atom.is_sign("→⇒➜➡>") || atom.token.is_any(words::MOVES) {
            group.has_moved = true;
        } else if group.depth == 0 {
            let is_link = atom.token.is_any(words::LINKS) || atom.token.is_any(words::NOW);
            let is_strange_word = atom.is_word() && !is_link;
            let is_thing = matches!(atom.kind(), Kind::Opaque | Kind::Number(_));
            group.has_strange |= is_strange_word || is_thing;
        }
        group.has_step |= atom.token.is_any(words::STEPS);
        1
    }

    fn id(&mut self, at: usize) -> usize {
        let goes_on = self.group.settled.is_none() || self.group.is_led;
        let joins = goes_on && self.is_joined(at);
        if !joins && !self.group.ids.is_empty() {
            self.flush();
        }
        let token = self.clause[at].token;
        let first = canonical(token.text);
        let (last, length) = self.range(at);
        let ids = last.and_then(|last| between(&first, &last)).unwrap_or_else(|| vec![first]);
        if self.group.ids.is_empty() {
            self.group.span.start = token.at;
            if let Some(lead) = self.lead {
                self.group.settled = Some(lead.said);
                self.group.is_led = true;
                self.group.span.start = lead.at;
            }
        }
        let end = self.clause[at + length - 1].end;
        self.group.span.end = end;
        self.group.has_strange = false;
        self.group.is_torn |= self.is_taken_out(at);
        self.named.extend(ids.iter().cloned());
        self.group.ids.extend(ids);
        length
    }

    /// Whether only commas and the like stand between the id at `at` and the one before.
    fn is_joined(&self, at: usize) -> bool {
        let mut depth = 0_usize;
        for atom in self.clause[..at].iter().rev() {
            if atom.is_sign(")）") {
                depth += 1;
            } else if atom.is_sign("(（") {
                depth = depth.saturating_sub(1);
            } else if depth == 0 {
                if atom.kind() == Kind::Id {
                    return true;
                }
                if !(atom.is_sign(",/&+·、[]") || atom.token.is_any(words::JOINTS)) {
                    return false;
                }
            }
        }
        false
    }

    /// The end of a range that begins at `at`, and how many atoms both are.
    fn range(&self, at: usize) -> (Option<String>, usize) {
        let mut next = at + 1;
        while self.clause.get(next).is_some_and(|atom| {
            atom.is_sign("~∼～–.…-")
                || atom.token.is_any(&["to", "through", "thru", "부터", "에서"])
        }) {
            next += 1;
        }
        let last = self.clause.get(next).filter(|_| next > at + 1);
        match last.map(|atom| (atom.kind(), atom.token.text)) {
            Some((Kind::Id, text)) => (Some(canonical(text)), next - at + 1),
            Some((Kind::Number(number), _)) => (Some(format!("TC-{number}")), next - at + 1),
            _ => (None, 1),
        }
    }

    fn status(&mut self, at: usize, said: Said) {
        if self.is_another_time(at) {
            return;
        }
        let is_free = self.group.ids.is_empty() || self.group.settled.is_some();
        if is_free && self.leads(at) {
            self.flush();
            let atom = self.clause[at];
            self.lead = Some(Lead { said, at: atom.token.at, is_mark: atom.is_mark() });
            return;
        }
        let before = at.checked_sub(1).map(|before| self.clause[before]);
        if self.group.ids.is_empty() || self.is_count(at) || self.is_of_something_else(at, said) {
            return;
        }
        let after_sign = before.is_some_and(|it| {
            it.is_sign(":：—–-→⇒=|>(（,") || it.token.is_any(words::MOVES) && said.is_code
        });
        let group = &mut self.group;
        let is_strange = group.has_strange && !(after_sign || self.clause[at].is_mark());
        if is_strange || group.has_strange && group.has_step {
            return;
        }
        let is_or = |atom: Option<&Atom<'_>>| atom.is_some_and(|it| it.token.is_any(words::OR));
        group.is_torn |= is_or(self.clause.get(at + 1)) || is_or(before.as_ref());
        match group.settled {
            Some(known) if known.status == said.status => {}
            // A word is more exact than the mark in front, and a later status than an earlier one.
            Some(_) if group.has_moved || group.is_led => group.settled = Some(said),
            Some(_) => group.is_torn = true,
            None => group.settled = Some(said),
        }
        group.has_moved = false;
        group.span.end = self.clause[at].end;
    }

    /// Whether the id at `at` is an exception: `except for TC-3`.
    fn is_taken_out(&self, at: usize) -> bool {
        let before = &self.clause[at.saturating_sub(2)..at];
        before.iter().any(|atom| atom.token.is_any(words::EXCEPTIONS))
    }

    /// Whether the status at `at` is the old one of two, or not meant: `(was FAIL)`, `not PASS`.
    fn is_another_time(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        let after = self.token(at + 1);
        let is_was = before.is_some_and(|it| it.is("was"))
            && at.checked_sub(2).is_some_and(|it| self.clause[it].is_sign("(（,"));
        let is_from = before.is_some_and(|it| it.is_any(&["from", "than", "of", "not"]));
        is_was
            || is_from
            || after.is_some_and(|it| it.is_any(&["에서", "였던", "이었던", "였으나", "였지만"]))
    }

    /// Whether the status at `at` stands before the ids that it is for: `PASS: TC-1, TC-2`.
    fn leads(&self, at: usize) -> bool {
        let is_between = |atom: &&Atom<'_>| {
            matches!(atom.kind(), Kind::Number(_) | Kind::Fraction(..))
                || matches!(atom.sense, Sense::Case | Sense::Test)
                || atom.is_sign(":：([（)]）—–-")
        };
        let between = self.clause[at + 1..].iter().take_while(is_between).count();
        let next = at + 1 + between;
        let is_id = self.clause.get(next).is_some_and(|atom| atom.kind() == Kind::Id);
        let has_sign =
            self.clause[at + 1..next].iter().any(|atom| matches!(atom.kind(), Kind::Sign(_)));
        is_id && (has_sign || self.clause[at].is_mark())
    }

    /// Whether the status at `at` is counted and not ascribed: `3 FAIL`, `FAIL: 3`.
    fn is_count(&self, at: usize) -> bool {
        // `PASS: 200 OK` is an answer's status code.
        let is_code = |atom: &Atom<'_>| matches!(atom.kind(), Kind::Number(100..=599));
        let counts = |atom: &Atom<'_>| matches!(atom.kind(), Kind::Number(_) | Kind::Percent(_));
        let unit = |atom: &Atom<'_>| matches!(atom.sense, Sense::Case | Sense::Test);
        let before = self.clause[..at].iter().rev().find(|atom| !unit(atom));
        let after = self.clause[at + 1..].iter().find(|atom| !atom.is_sign(":：="));
        before.is_some_and(counts) || after.is_some_and(|it| counts(it) && !is_code(it))
    }

    /// Whether the word behind a status makes it one of something else: `PASS criteria`.
    fn is_of_something_else(&self, at: usize, said: Said) -> bool {
        let Some(next) = self.clause.get(at + 1) else { return false };
        if next.token.is_any(words::AFTERMATH) {
            return true;
        }
        let goes_on = next.token.is_any(words::CONTINUATIONS) || next.token.is_any(words::NOW);
        !said.is_code && next.is_word() && !goes_on
    }

    fn flush(&mut self) {
        let group = std::mem::take(&mut self.group);
        // What leads a list leads all of it; a mark leads one item.
        let is_over = group.has_strange || self.lead.is_some_and(|lead| lead.is_mark);
        self.lead = self.lead.filter(|_| !is_over);
        let Some(said) = group.settled.filter(|_| !group.is_torn) else { return };
        if group.has_step && group.is_led {
            return;
        }
        self.found.push(Case { tc_ids: group.ids, status: said.status, span: group.span });
    }
}

/// An id as the contract writes it.
pub(super) fn canonical(id: &str) -> String {
    format!("TC-{}", &id[3..])
}

/// All ids from the first to the last; `None` when they are not numbered in one series.
fn between(first: &str, last: &str) -> Option<Vec<String>> {
    let split = |id: &str| {
        let stem = id.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        Some((id[..stem].to_owned(), id[stem..].to_owned()))
            .filter(|(_, number)| !number.is_empty())
    };
    let ((stem, from), (other, to)) = (split(first)?, split(last)?);
    let width = from.len();
    let (from, to): (u64, u64) = (from.parse().ok()?, to.parse().ok()?);
    // `TC-API-1~3` names the stem once.
    let is_series = stem == other || last == format!("TC-{to}");
    let is_range = is_series && from < to && to - from < LONGEST_RANGE;
    is_range.then(|| (from..=to).map(|number| format!("{stem}{number:0width$}")).collect())
}

//! Counts of test cases: `12 passed, 3 failed`, `총 15건 중 12건 통과`, `15/15 PASS`, `통과율 80%`.
//!
//! A part of a sentence is read only when every word in it is known: a figure about something else
//! has a word in it that says so.

use super::{
    Assertion,
    atom::{Atom, Sense},
    token::Kind,
    words,
};
use contract::Status;
use std::ops::Range;

/// A figure, where it stands, and whether it can only be about test cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) what: Assertion,
    pub(super) span: Range<usize>,
    pub(super) is_specific: bool,
    /// It is about all that was run: all passed, nothing failed.
    pub(super) is_whole: bool,
}

/// The figures of a clause, and whether it says that all passed; `before` is what the sentence said
/// before.
pub(super) fn read(clause: &[Atom<'_>], before: &[Atom<'_>]) -> Vec<Figure> {
    let clause = without_ids(clause);
    let has = |words: &[&str]| clause.iter().any(|atom| atom.token.is_any(words));
    if clause.iter().any(|atom| atom.token.is_noun(words::PARTS))
        || clause.iter().enumerate().any(|(at, it)| is_about(it, clause.get(at + 1)))
        || is_scoped(&clause)
        || clause.iter().any(|it| it.is_sign("~≈"))
    {
        return Vec::new();
    }
    let is_specific = clause.iter().any(is_about_cases);
    // Counts of any tests are about test cases only where something in the clause says so, and what
    // a second run counts is not the whole.
    let is_of_cases = (is_specific || !has(&["tests", "test"])) && !has(words::RERUNS);
    let mut found = Vec::new();
    let mut is_of_some = speaks_of_some(before);
    let mut is_foreign = false;
    for segment in segments(&clause) {
        let was_of_some = is_of_some;
        is_of_some |= speaks_of_some(segment);
        let Some(what) = segment_figures(segment) else {
            // A figure of something else: so are its neighbours.
            is_foreign |=
                segment.iter().any(counts) && segment.iter().any(|it| it.status().is_some());
            continue;
        };
        if was_of_some && !segment.iter().any(is_noun) && what.contains(&Assertion::AllPassed) {
            continue;
        }
        let span = segment[0].token.at..segment[segment.len() - 1].end;
        let is_none = segment.iter().any(|atom| atom.sense == Sense::NoFailure);
        let figure = |what: Assertion| {
            let is_specific = is_specific || matches!(what, Assertion::Rate { .. });
            let is_whole = is_none || what == Assertion::AllPassed;
            Figure { what, span: span.clone(), is_specific, is_whole }
        };
        found.extend(what.into_iter().map(figure));
    }
    found.retain(|figure| figure.is_whole || is_of_cases && !is_foreign);
    found
}

/// Whether a word makes a figure inexact. `이상 없이` speaks of no figure.
fn is_about(atom: &Atom<'_>, next: Option<&Atom<'_>>) -> bool {
    let is_trouble =
        atom.token.is("이상") && next.is_some_and(|it| it.token.is_any(words::NOTHING_KOREAN));
    atom.token.is_any(words::ABOUT) && !is_trouble
}

/// Whether a text counts some test cases, which `all` would then refer to: `I ran 3 and all passed`.
fn speaks_of_some(atoms: &[Atom<'_>]) -> bool {
    let names = |atom: &Atom<'_>| atom.kind() == Kind::Id || counts(atom);
    atoms.iter().any(names) && !atoms.iter().any(|atom| atom.sense == Sense::All)
}

fn counts(atom: &Atom<'_>) -> bool {
    matches!(atom.kind(), Kind::Number(_) | Kind::Fraction(..)) || atom.token.is_any(words::NUMBERS)
}

fn is_noun(atom: &Atom<'_>) -> bool {
    matches!(atom.sense, Sense::Case | Sense::Test) || atom.kind() == Kind::Ticket
}

/// A clause without the ids that a count is followed by: `1 FAIL (TC-3)`, `2 failed: TC-3, TC-4`. With
/// an id elsewhere nothing is left: those figures are the test case's own.
fn without_ids<'a>(clause: &[Atom<'a>]) -> Vec<Atom<'a>> {
    let mut left: Vec<Atom<'a>> = Vec::with_capacity(clause.len());
    let mut at = 0;
    while let Some(atom) = clause.get(at) {
        let is_before_id = clause.get(at + 1).is_some_and(|next| next.kind() == Kind::Id);
        let has_number = || left.iter().any(counts);
        if atom.kind() == Kind::Id {
            return Vec::new();
        }
        if is_before_id && has_number() && atom.is_sign(":：") {
            break;
        }
        if is_before_id && has_number() && atom.is_sign("(（[") {
            let close = clause[at..].iter().position(|it| it.is_sign(")）]"));
            at += close.unwrap_or(clause.len() - at);
        } else {
            left.push(*atom);
        }
        at += 1;
    }
    left
}

/// Whether an atom is a word that is used of test cases only.
fn is_about_cases(atom: &Atom<'_>) -> bool {
    let is_code = atom.status().is_some_and(|said| said.is_code) && !atom.is_mark();
    let is_capitals = atom.token.text.bytes().all(|byte| !byte.is_ascii_lowercase());
    atom.sense == Sense::Case || atom.kind() == Kind::Ticket || is_code && is_capitals
}

/// The parts of a clause between commas and the like.
fn segments<'s, 'a>(clause: &'s [Atom<'a>]) -> Vec<&'s [Atom<'a>]> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, atom) in clause.iter().enumerate() {
        let is_and = atom.token.is_any(&["and", "및", "그리고", "plus", "with"]);
        let cuts = atom.is_sign(",，;/|·+&()（）•→⇒") && !is_value_sign(clause, at);
        let says_all = atom.is_sign(":：—–") && says_all(&clause[start..at]);
        if cuts || is_and || says_all {
            found.push(&clause[start..at]);
            start = at + 1;
        }
    }
    found.push(&clause[start..]);
    found.retain(|segment| !segment.is_empty());
    found
}

/// Whether a text says something of all: `All tests pass: total 12` goes on with what that is.
fn says_all(atoms: &[Atom<'_>]) -> bool {
    let is_all = |atom: &Atom<'_>| atom.sense == Sense::All;
    atoms.iter().any(is_all) && atoms.last().is_some_and(|last| last.status().is_some())
}

/// Whether a parenthesis holds the number of the status in front of it: `PASS (12)`.
fn is_value_sign(clause: &[Atom<'_>], at: usize) -> bool {
    let is_value = |open: usize| {
        let inside = clause.get(open + 1..).unwrap_or_default();
        let length = inside.iter().take_while(|atom| counts(atom) || is_noun(atom)).count();
        let closes = inside.get(length).is_some_and(|close| close.is_sign(")）"));
        let follows_status = open > 0 && clause[open - 1].status().is_some();
        let holds = clause[open].is_sign("(（") && length > 0 && closes && follows_status;
        holds.then_some(open + 1 + length)
    };
    // A number and its unit are no longer than this.
    let near = at.saturating_sub(4);
    let open = clause[near..at].iter().rposition(|atom| atom.is_sign("(（"));
    is_value(at).is_some() || open.is_some_and(|open| is_value(near + open) == Some(at))
}

/// What counts in a segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Number(u64),
    Fraction(u64, u64),
    Percent(u64),
    Status(Status),
    Total,
    Rate,
    All,
    NoFailure,
    Of,
    Among,
}

/// The assertions of a segment; `None` when a word in it is not known, or the figures fit no form.
fn segment_figures(segment: &[Atom<'_>]) -> Option<Vec<Assertion>> {
    let start = after_caption(segment);
    let mut items = Vec::new();
    for (at, atom) in segment.iter().enumerate().skip(start) {
        if let Some(item) = item(atom) {
            items.push(item);
        } else if is_noun(atom) && items.contains(&Item::All) && is_said(&items) {
            // `all passed tests`, `모두 통과한 TC`: nothing is said of them yet.
            return None;
        } else if !is_filler(atom) {
            // In English a subject stands behind what was said before: `I ran it and all passed`.
            let is_prose_before =
                atom.token.text.is_ascii() && items.is_empty() && leads_to_all(segment, at);
            // Behind `all … passed` a sentence may go on.
            let is_prose_behind = atom.token.text.is_ascii()
                && items.contains(&Item::All)
                && is_said(&items)
                && !is_scope(&segment[at..])
                && !atom.token.is_any(words::AFTERMATH);
            if is_prose_behind {
                break;
            }
            if !is_prose_before {
                return None;
            }
        }
    }
    assertions(&items)
}

fn is_said(items: &[Item]) -> bool {
    matches!(items.last(), Some(Item::Status(_)))
}

/// Whether a segment goes on from `at` to the `all` of a sentence and names no part of the test cases.
fn leads_to_all(segment: &[Atom<'_>], at: usize) -> bool {
    let all = segment.iter().position(|atom| atom.sense == Sense::All);
    all.is_some_and(|all| at < all && !is_scope(&segment[..all]))
}

/// Whether a clause begins with what it is about: `For orders, all tests passed`.
fn is_scoped(clause: &[Atom<'_>]) -> bool {
    let first = clause.split(|atom| atom.is_sign(",，")).next().unwrap_or_default();
    let begins = first.first().is_some_and(|atom| atom.token.is_any(words::SCOPES));
    begins && !first.iter().all(|atom| is_filler(atom) || item(atom).is_some())
}

/// Whether what follows a status restricts it: `passed in the orders module`.
fn is_scope(rest: &[Atom<'_>]) -> bool {
    rest.iter().any(|atom| atom.token.is_any(words::SCOPES))
}

/// Where the figures begin behind a caption such as `주문 취소 테스트 결과:`.
fn after_caption(segment: &[Atom<'_>]) -> usize {
    let colon = segment.iter().position(|atom| atom.is_sign(":：—–"));
    let is_caption = |at: &usize| {
        *at > 0
            && segment[at - 1].token.is_any(words::CAPTIONS)
            && segment[..*at].iter().all(|it| item(it).is_none())
    };
    colon.filter(is_caption).map_or(0, |at| at + 1)
}

fn item(atom: &Atom<'_>) -> Option<Item> {
    Some(match (atom.sense, atom.kind()) {
        (Sense::Status(said), _) => Item::Status(said.status),
        (Sense::NoFailure, _) => Item::NoFailure,
        (Sense::All, _) => Item::All,
        (Sense::Total, _) => Item::Total,
        (Sense::Rate, _) => Item::Rate,
        (_, Kind::Number(number)) => Item::Number(number),
        _ if atom.token.is_any(words::NUMBERS) => {
            // The table begins with two and holds each number in two languages.
            let index = words::NUMBERS.iter().position(|word| atom.token.is(word))?;
            Item::Number(2 + index as u64 / 2)
        }
        (_, Kind::Fraction(part, whole)) => Item::Fraction(part, whole),
        (_, Kind::Percent(tenths)) => Item::Percent(tenths),
        _ if atom.token.is("of") => Item::Of,
        _ if atom.token.is_any(words::AMONG) => Item::Among,
        _ => return None,
    })
}

fn is_filler(atom: &Atom<'_>) -> bool {
    matches!(atom.sense, Sense::Case | Sense::Test)
        // A mark beside a word says the same; by itself it also ticks off steps.
        || matches!(atom.kind(), Kind::Ticket | Kind::Sign(_) | Kind::Mark(_))
        || atom.token.is_any(words::FILLERS)
}

fn assertions(items: &[Item]) -> Option<Vec<Assertion>> {
    use Item::{
        All, Among, Fraction, NoFailure, Number, Of, Percent, Rate, Status as Ended, Total,
    };
    let mut list: Vec<Item> = Vec::new();
    for item in items {
        match (list.as_slice(), item) {
            ([.., Number(whole), Among], Number(part))
            | ([.., Number(part), Of], Number(whole)) => {
                let fraction = Fraction(*part, *whole);
                list.truncate(list.len() - 2);
                list.push(fraction);
            }
            _ => list.push(*item),
        }
    }
    list.retain(|item| !matches!(item, Of | Among));
    let is_all = list.contains(&All);
    list.retain(|item| *item != All && !(is_all && *item == NoFailure));
    if matches!(list.as_slice(), [Total, Fraction(..), ..]) {
        list.remove(0);
    }
    let count =
        |status: &Status, number: &u64| Assertion::Count { status: *status, number: *number };
    let mut found = match list.as_slice() {
        [NoFailure] => vec![Assertion::Count { status: Status::Fail, number: 0 }],
        [Ended(Status::Pass)] if is_all => vec![Assertion::AllPassed],
        [Total, Number(n), Ended(Status::Pass)]
        | [Number(n), Ended(Status::Pass)]
        | [Ended(Status::Pass), Number(n)]
            if is_all =>
        {
            vec![Assertion::AllPassed, Assertion::Total(*n)]
        }
        [Total, Number(n), Ended(status)] => vec![count(status, n)],
        [Total, Number(total), Number(n), Ended(status)] => {
            vec![Assertion::Total(*total), count(status, n)]
        }
        [Fraction(part, whole), Ended(status)] | [Ended(status), Fraction(part, whole)] => {
            vec![count(status, part), Assertion::Total(*whole)]
        }
        [Rate | Ended(Status::Pass), Percent(tenths)]
        | [Percent(tenths), Rate | Ended(Status::Pass)] => {
            vec![Assertion::Rate { tenths: *tenths }]
        }
        _ => pairs(&list)?,
    };
    if found.is_empty() {
        return None;
    }
    found.dedup();
    Some(found)
}

/// `PASS 12 FAIL 3 total 15`, `12 passed 3 failed`: words and numbers in turn.
fn pairs(list: &[Item]) -> Option<Vec<Assertion>> {
    use Item::{Number, Status as Ended, Total};
    let word_first = matches!(list.first()?, Ended(_) | Total);
    let (pairs, rest) = list.as_chunks::<2>();
    let read = |pair: &[Item; 2]| {
        let (word, number) = if word_first { (pair[0], pair[1]) } else { (pair[1], pair[0]) };
        match (word, number) {
            (Ended(status), Number(number)) => Some(Assertion::Count { status, number }),
            (Total, Number(number)) => Some(Assertion::Total(number)),
            _ => None,
        }
    };
    if !rest.is_empty() {
        return None;
    }
    pairs.iter().map(read).collect()
}

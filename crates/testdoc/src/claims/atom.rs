//! The meaning of tokens, one by one: which of them are statuses, and in what mood they are said.

use super::{
    token::{Kind, Token},
    words,
};
use crate::labels::{SPOKEN, STATUSES};
use contract::Status;

/// A token with its meaning.
#[derive(Clone, Copy, Debug)]
pub(super) struct Atom<'a> {
    /// The first of its tokens.
    pub(super) token: Token<'a>,
    pub(super) sense: Sense,
    /// Where the last of its tokens ends.
    pub(super) end: usize,
}

/// What a token means here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sense {
    /// How something ended.
    Status(Said),
    /// A form of a status that says that something is not so, or not yet: `통과하지`, `통과해야`.
    Doubt,
    /// Nothing failed. Stands for all its tokens.
    NoFailure,
    /// All of them.
    All,
    /// How many there are.
    Total,
    /// The share that passed.
    Rate,
    /// A test case.
    Case,
    /// A test of any kind.
    Test,
    /// The token itself.
    Plain,
}

/// How a status is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) status: Status,
    /// In the contract's capitals, or with a capital: nobody writes a verb so.
    pub(super) is_code: bool,
    /// `pass`, `fail`: an infinitive or an order, too.
    pub(super) is_base: bool,
}

impl Atom<'_> {
    pub(super) fn kind(&self) -> Kind {
        self.token.kind
    }

    /// The status that it says, as a word or as a mark.
    pub(super) fn status(&self) -> Option<Said> {
        match (self.sense, self.token.kind) {
            (Sense::Status(said), _) => Some(said),
            (_, Kind::Mark(status)) => Some(Said { status, is_code: true, is_base: false }),
            _ => None,
        }
    }

    pub(super) fn is_mark(&self) -> bool {
        matches!(self.token.kind, Kind::Mark(_))
    }

    /// Whether it is a word of no other meaning.
    pub(super) fn is_word(&self) -> bool {
        self.sense == Sense::Plain && self.token.kind == Kind::Word
    }

    pub(super) fn is_sign(&self, signs: &str) -> bool {
        self.token.is_sign(signs)
    }
}

/// The atoms of a text.
pub(super) fn atoms<'a>(tokens: &[Token<'a>]) -> Vec<Atom<'a>> {
    let mut found = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while let Some(&token) = tokens.get(at) {
        let rest = &tokens[at..];
        let (sense, length) = phrase(rest).unwrap_or_else(|| (sense(token), 1));
        found.push(Atom { token, sense, end: rest[length - 1].end() });
        if sense == Sense::NoFailure {
            // What did not fail is worth knowing, too.
            let nouns = rest[..length].iter();
            let nouns = nouns.map(|it| Atom { token: *it, sense: self::sense(*it), end: it.end() });
            found.extend(nouns.filter(|it| matches!(it.sense, Sense::Case | Sense::Test)));
        }
        at += length;
    }
    found
}

/// What several tokens mean together, and how many they are.
fn phrase(tokens: &[Token<'_>]) -> Option<(Sense, usize)> {
    if let Some(length) = no_failure(tokens) {
        return Some((Sense::NoFailure, length));
    }
    if is_rate(tokens) {
        return Some((Sense::Rate, 2));
    }
    if let Some(length) = choice(tokens) {
        return Some((Sense::Plain, length));
    }
    if let Some(status) = two_words(tokens) {
        return Some((Sense::Status(Said { status, is_code: false, is_base: false }), 2));
    }
    is_total(tokens).then_some((Sense::Total, 1))
}

fn sense(token: Token<'_>) -> Sense {
    if token.kind != Kind::Word {
        Sense::Plain
    } else if token.is_noun(words::RATES) {
        Sense::Rate
    } else if let Some(said) = status(token.text) {
        said
    } else if token.is_any(words::ALL) {
        Sense::All
    } else if token.is_noun(words::TOTALS) {
        Sense::Total
    } else if token.is_noun(words::CASES) {
        Sense::Case
    } else if token.is_noun(words::TESTS) {
        Sense::Test
    } else {
        Sense::Plain
    }
}

/// Whether `전체`, which may be either, is the total: in front of a number.
fn is_total(tokens: &[Token<'_>]) -> bool {
    let [word, next, ..] = tokens else { return false };
    let counts = matches!(next.kind, Kind::Number(_)) || next.is_sign(":：");
    counts && word.is_noun(words::TOTALS)
}

/// `PASS/FAIL`, which says neither: how many tokens it is.
fn choice(tokens: &[Token<'_>]) -> Option<usize> {
    let is_status = |token: &Token<'_>| matches!(sense(*token), Sense::Status(_));
    let goes_on = |pair: &[Token<'_>]| {
        pair[0].is_sign("/") && is_status(&pair[1]) && pair[0].end() == pair[1].at
    };
    let starts = is_status(tokens.first()?) && tokens.get(1)?.at == tokens[0].end();
    let pairs = tokens[1..].chunks_exact(2).take_while(|pair| goes_on(pair)).count();
    (starts && pairs > 0).then_some(1 + 2 * pairs)
}

/// `pass rate`
fn is_rate(tokens: &[Token<'_>]) -> bool {
    matches!(tokens, [word, rate, ..] if word.is_any(&["pass", "passing"]) && rate.is("rate"))
}

/// The status that a word says, or that it says no fact.
fn status(text: &str) -> Option<Sense> {
    let tables = STATUSES.iter().chain(&SPOKEN);
    if text.is_ascii() {
        let mut words = tables.flat_map(|(status, words)| words.iter().map(|word| (*status, word)));
        let (status, _) = words.find(|(_, word)| text.eq_ignore_ascii_case(word))?;
        let is_code = text.starts_with(|c: char| c.is_ascii_uppercase());
        let is_base = !is_code && (text == "pass" || text == "fail");
        return Some(Sense::Status(Said { status, is_code, is_base }));
    }
    if text.ends_with('율') || text.ends_with('률') || words::LINKS.contains(&text) {
        return None;
    }
    // Of `미완료` and `미완` the longer one is meant.
    let stems = tables.flat_map(|(status, stems)| stems.iter().map(|stem| (*status, *stem)));
    let stems = stems.filter(|(_, stem)| !stem.is_ascii() && text.starts_with(stem));
    let (status, stem) = stems.max_by_key(|(_, stem)| stem.len())?;
    let ending = &text[stem.len()..];
    let is_fact = ending.is_empty() || words::FACTS.contains(&ending);
    let said = Said { status, is_code: false, is_base: false };
    Some(if is_fact { Sense::Status(said) } else { Sense::Doubt })
}

/// `not tested`
fn two_words(tokens: &[Token<'_>]) -> Option<Status> {
    let [first, second, ..] = tokens else { return None };
    let is_both = first.is("not") && second.is_any(&["tested", "run"]);
    is_both.then_some(Status::NotTested)
}

/// `no failures`, `실패한 TC는 없습니다`: how many tokens say so.
fn no_failure(tokens: &[Token<'_>]) -> Option<usize> {
    let is_fail = |token: &Token<'_>| {
        let said = if token.kind == Kind::Word { status(token.text) } else { None };
        matches!(said, Some(Sense::Status(Said { status: Status::Fail, .. })))
    };
    let noun = |token: &Token<'_>| token.is_noun(words::CASES) || token.is_noun(words::TESTS);
    if tokens[0].is_any(&["no", "zero", "none", "nothing", "without"]) {
        let filler = |token: &Token<'_>| noun(token) || token.is_any(words::NO_FAILURE_FILLERS);
        let between = tokens[1..].iter().take_while(|token| filler(token)).count();
        let at = 1 + between;
        let is_so = at <= 4 && tokens.get(at).is_some_and(is_fail);
        let more = tokens.get(at + 1..)?.iter().take_while(|token| noun(token)).count();
        return is_so.then_some(at + 1 + more);
    }
    if !is_fail(&tokens[0]) {
        return None;
    }
    let particle = |token: &Token<'_>| noun(token) || token.is_any(&["가", "이", "은", "는", "도"]);
    let nouns = tokens[1..].iter().take_while(|token| particle(token)).count();
    let none = tokens.get(1 + nouns)?;
    let is_none = none.kind == Kind::Word && words::NOTHING_KOREAN.contains(&none.text);
    is_none.then_some(nouns + 2)
}

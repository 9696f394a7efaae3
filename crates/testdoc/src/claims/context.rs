//! What headings and lines in front say of what follows, and what a message is about as a whole.

use super::{
    atom::{Atom, Sense},
    clause::{is_unreal_or_past, sentences},
    token::Kind,
    units::{Unit, UnitKind},
    words,
};
use contract::Status;

/// What a message is about.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// It speaks of tests of another kind somewhere.
    pub(super) mentions_runner: bool,
    /// It names test cases.
    pub(super) names_cases: bool,
    /// It says that something is incomplete or not borne out.
    pub(super) admits_doubt: bool,
}

impl Context {
    pub(super) fn of(units: &[Unit<'_>]) -> Self {
        let mut context = Self::default();
        for unit in units {
            for atom in &unit.atoms {
                context.mentions_runner |= atom.token.is_noun(words::RUNNERS);
                context.names_cases |=
                    matches!(atom.kind(), Kind::Id | Kind::Ticket) || atom.sense == Sense::Case;
                context.admits_doubt |= atom.token.is_any(words::ADMISSIONS);
            }
            // The closing line of a summary: `result: INCOMPLETE`.
            context.admits_doubt |= unit.atoms.windows(3).any(|said| {
                let is_status = said[2].status().is_some_and(|it| it.status == Status::Incomplete);
                said[0].token.is_any(&["result", "결과"]) && said[1].is_sign(":：") && is_status
            });
            if let UnitKind::Table { rows, .. } = &unit.kind {
                context.names_cases |= rows.iter().any(|row| row.text.contains("TC"));
            }
        }
        context
    }
}

/// What may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reading {
    /// Ids with a status.
    pub(super) cases: bool,
    /// Counts, and that all passed.
    pub(super) figures: bool,
}

impl Reading {
    const ALL: Self = Self { cases: true, figures: true };

    fn and(self, other: Self) -> Self {
        Self { cases: self.cases && other.cases, figures: self.figures && other.figures }
    }
}

/// Where in a message a unit stands.
#[derive(Debug)]
pub(super) struct Setting {
    /// What the heading of each level allows below it.
    headings: [Reading; 7],
    /// What the line in front of a list or a table allows in it.
    lead: Reading,
}

impl Default for Setting {
    fn default() -> Self {
        Self { headings: [Reading::ALL; 7], lead: Reading::ALL }
    }
}

impl Setting {
    /// Goes on to the next unit.
    pub(super) fn enter(&mut self, unit: &Unit<'_>) {
        match unit.kind {
            UnitKind::Heading(level) => {
                let level = usize::from(level).min(self.headings.len() - 1);
                self.headings[level..].fill(Reading::ALL);
                let is_ahead = unit.atoms.iter().any(|atom| atom.token.is_any(words::AHEAD));
                let caption = caption(&unit.atoms);
                self.headings[level] =
                    if is_ahead { Reading { cases: false, ..caption } } else { caption };
                self.lead = Reading::ALL;
            }
            UnitKind::Text => self.lead = lead(&unit.atoms).unwrap_or(Reading::ALL),
            UnitKind::Item => self.lead = lead(&unit.atoms).unwrap_or(self.lead),
            UnitKind::Table { .. } => {}
        }
    }

    /// What may be read in a unit that was entered.
    pub(super) fn reading(&self, unit: &Unit<'_>) -> Reading {
        let sections = self.headings.iter().fold(Reading::ALL, |all, one| all.and(*one));
        let lead = if matches!(unit.kind, UnitKind::Item | UnitKind::Table { .. }) {
            self.lead
        } else {
            Reading::ALL
        };
        let is_runner = |atom: &Atom<'_>| atom.token.is_noun(words::RUNNERS);
        let own = Reading { cases: true, figures: !unit.atoms.iter().any(is_runner) };
        // A heading's id makes the figures below it the test case's own; those in it speak for themselves.
        sections.and(lead).and(own)
    }
}

/// What a line that ends with a colon allows in what follows.
fn lead(atoms: &[Atom<'_>]) -> Option<Reading> {
    let sentence = sentences(atoms).pop()?;
    sentence.last()?.is_sign(":：").then(|| caption(sentence))
}

/// Whether a text is about another step of the work than the run, which has a PASS of its own: the
/// gate, the mapping, a review.
pub(super) fn is_about_other_work(atoms: &[Atom<'_>]) -> bool {
    atoms.iter().any(|atom| {
        let is_file = atom.kind() == Kind::Opaque && atom.token.text.contains("gate");
        is_file || atom.token.is_noun(words::OTHER_WORK)
    })
}

/// What a heading, or a line in front, allows in what follows.
fn caption(atoms: &[Atom<'_>]) -> Reading {
    let any = |words: &[&str]| atoms.iter().any(|atom| atom.token.is_noun(words));
    let is_question = atoms.last().is_some_and(|last| last.is_sign("?？"));
    let is_foreign = any(words::RUNNERS) || is_about_other_work(atoms);
    let is_fact = !is_question && !is_foreign && !is_unreal_or_past(atoms);
    let is_of_a_part = any(words::PARTS) || atoms.iter().any(|atom| atom.kind() == Kind::Id);
    Reading { cases: is_fact, figures: is_fact && !is_of_a_part }
}

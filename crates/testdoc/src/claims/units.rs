//! The parts of a message: headings, list items, paragraphs, tables. Code, quotes and comments are
//! not the agent's own word and are left out.

use super::{
    atom::{Atom, atoms},
    token::tokens,
};
use crate::markdown::{Kind, Line, lines};

/// A line that is at least this long and ends in the middle of a sentence goes on in the next.
const WRAPPED: usize = 40;

/// A paragraph with more bytes than this was not written by somebody who claims something.
const LONGEST: usize = 1 << 12;

/// A part of a message.
#[derive(Debug)]
pub(super) struct Unit<'a> {
    pub(super) kind: UnitKind<'a>,
    /// Its words; none for a table.
    pub(super) atoms: Vec<Atom<'a>>,
}

#[derive(Debug)]
pub(super) enum UnitKind<'a> {
    Heading(u8),
    Item,
    Text,
    Table { rows: Vec<Line<'a>>, has_head: bool },
}

/// The parts of a message in their order.
pub(super) fn units(message: &str) -> Vec<Unit<'_>> {
    let mut builder = Builder { message, units: Vec::new(), open: None };
    for line in lines(message) {
        builder.line(line);
    }
    builder.close();
    builder.units
}

/// A paragraph or an item that may go on in the next line.
struct Open {
    is_item: bool,
    start: usize,
    end: usize,
}

struct Builder<'a> {
    message: &'a str,
    units: Vec<Unit<'a>>,
    open: Option<Open>,
}

impl<'a> Builder<'a> {
    fn line(&mut self, line: Line<'a>) {
        match line.kind {
            Kind::Heading { level, .. } | Kind::Underlined { level, .. } => {
                self.close();
                let range = own_range(&line);
                self.push(UnitKind::Heading(level), range);
            }
            Kind::Item { .. } => self.open(&line, true),
            Kind::Text { text } if is_option(text) => self.open(&line, true),
            Kind::Text { .. } => match self.open.as_mut() {
                Some(open) if goes_on(&self.message[open.start..open.end]) => {
                    open.end = line.range().end;
                }
                _ => self.open(&line, false),
            },
            Kind::Row => self.row(line),
            Kind::Delimiter => {
                if let Some(Unit { kind: UnitKind::Table { rows, has_head }, .. }) =
                    self.units.last_mut()
                {
                    *has_head |= rows.len() == 1;
                }
            }
            Kind::Blank
            | Kind::Fence { .. }
            | Kind::Code { .. }
            | Kind::Quote { .. }
            | Kind::Comment
            | Kind::Rule => {
                self.close();
            }
        }
    }

    fn open(&mut self, line: &Line<'a>, is_item: bool) {
        self.close();
        if is_item && line.content().starts_with("[ ]") {
            // Still to be done.
            return;
        }
        let (start, end) = own_range(line);
        self.open = Some(Open { is_item, start, end });
    }

    fn row(&mut self, line: Line<'a>) {
        self.close();
        let is_next =
            |rows: &[Line<'_>]| rows.last().is_some_and(|last| line.number - last.number <= 2);
        match self.units.last_mut() {
            Some(Unit { kind: UnitKind::Table { rows, .. }, .. }) if is_next(rows) => {
                rows.push(line);
            }
            _ => {
                let kind = UnitKind::Table { rows: vec![line], has_head: false };
                self.units.push(Unit { kind, atoms: Vec::new() });
            }
        }
    }

    fn close(&mut self) {
        if let Some(open) = self.open.take() {
            let kind = if open.is_item { UnitKind::Item } else { UnitKind::Text };
            self.push(kind, (open.start, open.end));
        }
    }

    fn push(&mut self, kind: UnitKind<'a>, (start, end): (usize, usize)) {
        if end - start > LONGEST {
            return;
        }
        let atoms = atoms(&tokens(&self.message[start..end], start));
        if !atoms.is_empty() {
            self.units.push(Unit { kind, atoms });
        }
    }
}

/// `[1] TC-4 PASS 처리`: one of several that somebody may choose is an item, as `1. …` is.
fn is_option(text: &str) -> bool {
    let number = text.strip_prefix('[').and_then(|rest| rest.split_once(']'));
    number.is_some_and(|(number, _)| number.parse::<u8>().is_ok())
}

/// Where a line's own text stands, without the signs that make it what it is.
fn own_range(line: &Line<'_>) -> (usize, usize) {
    let content = line.content();
    let within = line.text.find(content).unwrap_or_default();
    (line.start + within, line.start + within + content.len())
}

/// Whether a text that was cut at a line end goes on in the next line.
fn goes_on(text: &str) -> bool {
    let last = text.lines().next_back().unwrap_or_default().trim_end();
    let ends = |c: char| {
        matches!(c, '.' | ':' | '?' | '!' | ';' | '。' | '：') || !c.is_alphanumeric() && c != ','
    };
    last.chars().count() >= WRAPPED && !last.ends_with(ends)
}

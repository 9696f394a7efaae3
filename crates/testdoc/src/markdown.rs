//! Markdown told apart line by line: what is a heading, a table row, code, a quote, a comment.
//!
//! One pass, nothing allocated, so that a hook can afford it on any document. It agrees with
//! `CommonMark` and GitHub's tables on everything that documents of tests are made of;
//! `docs/adr/0009-markdown-is-read-line-by-line.md` says why, and where it differs on purpose.

mod lists;
mod shape;

use lists::{DEEPEST, Lists};
use shape::Indent;
use std::{borrow::Cow, ops::Range};

/// The lines of a document, in order.
pub fn lines(markdown: &str) -> Lines<'_> {
    let start = if markdown.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    Lines { markdown, next: start, number: 0, ..Lines::default() }
}

/// A line of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// Its first byte.
    pub start: usize,
    /// All of it, without the line end.
    pub text: &'a str,
    /// What it is.
    pub kind: Kind<'a>,
}

/// What a line is. Texts are without the signs that make the line what it is, and trimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// Nothing but blanks.
    Blank,
    /// `## text`.
    Heading {
        /// From 1 to 6.
        level: u8,
        /// The heading.
        text: &'a str,
    },
    /// Text with `===` or `---` below it: the second form of a heading. It is told apart from the first because
    /// people also put a rule there.
    Underlined {
        /// 1 or 2.
        level: u8,
        /// The line of text.
        text: &'a str,
    },
    /// A row of a table, its head too: see [`Line::cells`].
    Row,
    /// The line between the head of a table and its rows.
    Delimiter,
    /// The first or the last line of a code block.
    Fence {
        /// The word behind the opening sign, such as `json`.
        info: &'a str,
    },
    /// A line in a code block.
    Code {
        /// The word behind the opening sign; empty for an indented block.
        info: &'a str,
    },
    /// A line of a block quote.
    Quote {
        /// What is quoted.
        text: &'a str,
    },
    /// A line of a comment that stands by itself.
    Comment,
    /// The first line of a list item.
    Item {
        /// The item.
        text: &'a str,
    },
    /// A line across, and the line below an [`Kind::Underlined`] one.
    Rule,
    /// Anything else, with dividers such as `━━━ STIMULUS ━━━`.
    Text {
        /// The text.
        text: &'a str,
    },
}

impl<'a> Line<'a> {
    /// Where it stands in the document.
    pub fn range(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }

    /// The cells of a row, trimmed. Nothing for other lines.
    pub fn cells(&self) -> Cells<'a> {
        let is_row = matches!(self.kind, Kind::Row | Kind::Delimiter);
        Cells { rest: is_row.then(|| shape::inside_of_row(self.text)) }
    }

    /// The text that it adds to the document, whatever it is: of a heading, item, quote, code or plain line.
    /// Empty for blanks, rows, rules, fences and comments.
    pub fn content(&self) -> &'a str {
        match self.kind {
            Kind::Heading { text, .. }
            | Kind::Underlined { text, .. }
            | Kind::Quote { text }
            | Kind::Item { text }
            | Kind::Text { text } => text,
            Kind::Code { .. } => self.text.trim(),
            _ => "",
        }
    }
}

/// The cells of a row: what stands between its bars.
#[derive(Clone, Debug)]
pub struct Cells<'a> {
    rest: Option<&'a str>,
}

impl<'a> Iterator for Cells<'a> {
    type Item = Cow<'a, str>;

    fn next(&mut self) -> Option<Cow<'a, str>> {
        let rest = self.rest?;
        let (cell, rest) = shape::split_cell(rest);
        self.rest = rest;
        let cell = cell.trim();
        Some(if cell.contains("\\|") { cell.replace("\\|", "|").into() } else { cell.into() })
    }
}

/// The lines of a document: see [`lines`].
#[derive(Clone, Debug, Default)]
pub struct Lines<'a> {
    markdown: &'a str,
    /// Where the next line starts.
    next: usize,
    /// The number of the line before it.
    number: usize,
    open: Option<Open<'a>>,
    lists: Lists,
    above: Above,
}

/// A block that goes on until something ends it.
#[derive(Clone, Copy, Debug)]
enum Open<'a> {
    /// A code block between fences.
    Code { sign: u8, length: usize, info: &'a str, depth: usize },
    /// A comment.
    Comment { depth: usize },
}

/// What stands above a line, as far as it decides what the line can be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Above {
    /// Nothing that would go on.
    #[default]
    Nothing,
    /// A paragraph.
    Paragraph,
    /// A paragraph in a quote.
    QuotedParagraph,
    /// The head of a table, or its rows.
    Table,
    /// A line that the next one underlines.
    Underlined,
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        let rest = self.markdown.get(self.next..).filter(|rest| !rest.is_empty())?;
        let start = self.next;
        let (text, length) = shape::first_line(rest);
        self.next += length;
        self.number += 1;
        let kind = self.kind(text);
        Some(Line { number: self.number, start, text, kind })
    }
}

impl<'a> Lines<'a> {
    fn kind(&mut self, line: &'a str) -> Kind<'a> {
        let indent = Indent::of(line);
        let text = line[indent.bytes..].trim_end_matches([' ', '\t']);
        if text.is_empty() {
            return self.blank();
        }
        let inside = self.lists.enclosing(indent.columns);
        if let Some(kind) = self.go_on(text, inside, indent) {
            return kind;
        }
        let was_above = std::mem::take(&mut self.above);
        if indent.columns - self.lists.column(inside) >= 4 {
            return self.indented(text, inside, was_above);
        }
        if was_above == Above::Underlined {
            return Kind::Rule;
        }
        if let Some(kind) = self.block(text, indent.columns, inside) {
            return kind;
        }
        self.paragraph(text, inside, was_above)
    }

    fn blank(&mut self) -> Kind<'a> {
        self.above = Above::Nothing;
        match self.open {
            Some(Open::Code { info, .. }) => Kind::Code { info },
            Some(Open::Comment { .. }) => Kind::Comment,
            None => Kind::Blank,
        }
    }

    /// A line inside an open block, or the one that ends it.
    fn go_on(&mut self, text: &'a str, inside: usize, indent: Indent) -> Option<Kind<'a>> {
        let open = self.open?;
        let (Open::Code { depth, .. } | Open::Comment { depth }) = open;
        if inside < depth {
            self.open = None;
            return None;
        }
        match open {
            Open::Comment { .. } => {
                self.open = if text.contains("-->") { None } else { Some(open) };
                Some(Kind::Comment)
            }
            Open::Code { sign, length, info, .. } => {
                let near = indent.columns - self.lists.column(depth) < 4;
                if near && shape::closes_fence(text, sign, length) {
                    self.open = None;
                    return Some(Kind::Fence { info: "" });
                }
                Some(Kind::Code { info })
            }
        }
    }

    /// A line that starts four columns or more to the right: code, unless a paragraph goes on in it.
    fn indented(&mut self, text: &'a str, inside: usize, above: Above) -> Kind<'a> {
        if matches!(above, Above::Paragraph | Above::QuotedParagraph) {
            return self.paragraph(text, inside, above);
        }
        self.lists.leave(inside);
        Kind::Code { info: "" }
    }

    /// A line whose first signs say what it is; the text of a list item is looked at in turn.
    fn block(&mut self, text: &'a str, mut column: usize, mut inside: usize) -> Option<Kind<'a>> {
        let mut text = text;
        let mut is_item = false;
        // An item may start with an item; how often is bounded, so that `- - - -` costs no more than its length.
        for _ in 0..DEEPEST {
            if let Some(kind) = self.leaf(text, inside) {
                return Some(kind);
            }
            let Some(item) = shape::item(text) else { break };
            is_item = true;
            self.lists.leave(inside);
            self.lists.enter(column + item.width);
            inside = self.lists.depth();
            (text, column) = (item.text, column + item.width);
            if item.is_code || text.is_empty() {
                break;
            }
        }
        if !is_item {
            return None;
        }
        if !text.is_empty() {
            let made = self.made_by_the_line_below(text, Above::Nothing);
            if made.is_some() {
                return made;
            }
            self.above = Above::Paragraph;
        }
        Some(Kind::Item { text })
    }

    /// A line that holds no other block, for those that their first sign gives away.
    fn leaf(&mut self, text: &'a str, inside: usize) -> Option<Kind<'a>> {
        let kind = match *text.as_bytes().first()? {
            b'#' => {
                let (level, text) = shape::heading(text)?;
                Kind::Heading { level, text }
            }
            b'>' => {
                let text = shape::unquoted(text);
                if shape::starts_paragraph(text) {
                    self.above = Above::QuotedParagraph;
                }
                Kind::Quote { text }
            }
            b'`' | b'~' => {
                let (sign, length, info) = shape::fence(text)?;
                self.open = Some(Open::Code { sign, length, info, depth: inside });
                Kind::Fence { info }
            }
            b'<' if text.starts_with("<!--") => {
                if !text.contains("-->") {
                    self.open = Some(Open::Comment { depth: inside });
                }
                Kind::Comment
            }
            b'-' | b'*' | b'_' if shape::is_rule(text) => Kind::Rule,
            b'|' => {
                self.above = Above::Table;
                if shape::is_delimiter(text) { Kind::Delimiter } else { Kind::Row }
            }
            _ => return None,
        };
        self.lists.leave(inside);
        Some(kind)
    }

    /// A line of text, a row without bars at its ends, or a heading by what stands below.
    fn paragraph(&mut self, text: &'a str, inside: usize, above: Above) -> Kind<'a> {
        if above == Above::Table && text.contains('|') {
            self.above = Above::Table;
            return if shape::is_delimiter(text) { Kind::Delimiter } else { Kind::Row };
        }
        let goes_on = matches!(above, Above::Paragraph | Above::QuotedParagraph);
        if !goes_on {
            self.lists.leave(inside);
        }
        if let Some(kind) = self.made_by_the_line_below(text, above) {
            return kind;
        }
        self.above = if above == Above::QuotedParagraph { above } else { Above::Paragraph };
        Kind::Text { text }
    }

    /// What the line below makes of a line of text: the head of a table, or a heading.
    fn made_by_the_line_below(&mut self, text: &'a str, above: Above) -> Option<Kind<'a>> {
        let rest = &self.markdown[self.next..];
        let indent = Indent::of(rest);
        let depth = self.lists.enclosing(indent.columns);
        let is_beside =
            depth == self.lists.depth() && indent.columns < self.lists.column(depth) + 4;
        let first = rest.as_bytes().get(indent.bytes)?;
        if !is_beside || !matches!(first, b'-' | b'=' | b'|' | b':') {
            return None;
        }
        let below = shape::first_line(&rest[indent.bytes..]).0.trim_end_matches([' ', '\t']);
        if text.contains('|') && below.contains(['|', ':']) && shape::is_delimiter(below) {
            self.above = Above::Table;
            return Some(Kind::Row);
        }
        let level = shape::underline(below).filter(|_| above != Above::QuotedParagraph)?;
        self.above = Above::Underlined;
        Some(Kind::Underlined { level, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &[&str]) {
        let document = format!("| h |\n|---|\n{line}");
        let row = lines(&document).last().unwrap();
        let cells: Vec<_> = row.cells().collect();
        assert_eq!(cells, expected, "{line}");
    }

    #[test]
    fn cells_stand_between_bars() {
        check("| TC-1 | a \\| b |  |", &["TC-1", "a | b", ""]);
        check("a | b", &["a", "b"]);
        check("  | a |", &["a"]);
        check("| a | b \\|", &["a", "b |"]);
        check("|", &[""]);
        check("no bar", &[]);
    }

    #[test]
    fn code_knows_its_info_word() {
        let document = "```json title\n{}\n```\n\n    x\n";
        let kinds: Vec<_> = lines(document).map(|line| line.kind).collect();
        let info = "json";
        assert_eq!(
            kinds,
            [
                Kind::Fence { info },
                Kind::Code { info },
                Kind::Fence { info: "" },
                Kind::Blank,
                Kind::Code { info: "" }
            ]
        );
    }

    #[test]
    fn a_line_knows_its_place() {
        let document = "\u{feff}# 가\r\n\r\n- b";
        let places: Vec<_> = lines(document).map(|line| (line.number, line.range())).collect();
        assert_eq!(places, [(1, 3..8), (2, 10..10), (3, 12..15)]);
    }
}

//! Redirections and here-documents.

use crate::{
    parser::Parser,
    raw::{Raw, Redirect, RedirectKind, Simple},
};

/// A here-document whose text has not come yet.
pub(crate) struct Pending {
    document: usize,
    delimiter: String,
    quoted: bool,
    strip_tabs: bool,
}

impl Parser<'_> {
    /// Reads a redirection, when one stands here.
    pub(crate) fn redirection(&mut self, simple: &mut Simple) -> bool {
        let start = self.at;
        self.descriptor();
        let operators: [(&str, Option<RedirectKind>); 13] = [
            ("&>>", Some(RedirectKind::Write)),
            ("&>", Some(RedirectKind::Write)),
            ("<<<", Some(RedirectKind::Text)),
            ("<<-", None),
            ("<<", None),
            ("<>", Some(RedirectKind::ReadWrite)),
            ("<&", Some(RedirectKind::Read)),
            (">>", Some(RedirectKind::Write)),
            (">|", Some(RedirectKind::Write)),
            (">&", Some(RedirectKind::Write)),
            (">", Some(RedirectKind::Write)),
            ("<", Some(RedirectKind::Read)),
            ("", None),
        ];
        let is_process = self.looks_at("<(") || self.looks_at(">(");
        let found = operators.iter().find(|(operator, _)| self.looks_at(operator));
        let Some((operator, kind)) = found.filter(|(text, _)| !text.is_empty() && !is_process)
        else {
            self.at = start;
            return false;
        };
        self.at += operator.len();
        self.blanks();
        let target = self.word();
        match kind {
            None => self.here_document(&target, *operator == "<<-", simple),
            Some(_) if operator.ends_with('&') && is_descriptor(&target) => {}
            Some(kind) => simple.redirections.push(Redirect { kind: *kind, target }),
        }
        true
    }

    /// `2` or `{name}` directly before `<` or `>`.
    fn descriptor(&mut self) {
        let start = self.at;
        if self.eat("{") {
            self.name();
            self.eat("}");
        } else {
            self.run(|byte| byte.is_ascii_digit());
        }
        if !matches!(self.peek(), Some(b'<' | b'>')) {
            self.at = start;
        }
    }

    fn here_document(&mut self, delimiter: &Raw, strip_tabs: bool, simple: &mut Simple) {
        let document = self.out.documents.len();
        self.out.documents.push(Raw::default());
        let kind = RedirectKind::Document(document);
        simple.redirections.push(Redirect { kind, target: Raw::default() });
        let text = delimiter.written();
        self.pending.push(Pending {
            document,
            delimiter: text,
            quoted: delimiter.quoted,
            strip_tabs,
        });
    }

    /// The texts of the here-documents that were announced on the line before.
    pub(crate) fn here_documents(&mut self) {
        let text = self.text;
        for pending in std::mem::take(&mut self.pending) {
            let start = self.at;
            let mut end = text.len();
            while self.at < text.len() {
                let rest = &text[self.at..];
                let length = rest.find('\n').unwrap_or(rest.len());
                let line = rest[..length].trim_end_matches('\r');
                let line = if pending.strip_tabs { line.trim_start_matches('\t') } else { line };
                let from = self.at;
                self.at = text.len().min(self.at + length + 1);
                if line == pending.delimiter {
                    end = from;
                    break;
                }
            }
            let text = &text[start..end];
            let mut document = Raw { pieces: Vec::new(), quoted: true };
            if pending.quoted {
                document.push_text(text);
            } else {
                self.deeper(|parser| {
                    Parser::new(text, parser.depth, parser.out).soft_text(&mut document, None);
                });
            }
            self.out.documents[pending.document] = document;
        }
    }
}

fn is_descriptor(word: &Raw) -> bool {
    let text = word.written();
    let digits = text.strip_suffix('-').unwrap_or(&text);
    !text.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

//! Words: quotes, escapes, patterns, braces.

use crate::{
    parser::Parser,
    raw::{Piece, Raw, variable},
};

/// How far a `[` looks for its `]`.
const CLASS: usize = 64;

impl Parser<'_> {
    pub(crate) fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    pub(crate) fn looks_at(&self, text: &str) -> bool {
        self.text.as_bytes()[self.at..].starts_with(text.as_bytes())
    }

    /// Goes past a text when it stands here.
    pub(crate) fn eat(&mut self, text: &str) -> bool {
        let found = self.looks_at(text);
        self.at += if found { text.len() } else { 0 };
        found
    }

    /// Goes past blanks, continued lines and comments; not past the end of a line.
    pub(crate) fn blanks(&mut self) {
        loop {
            match self.peek() {
                Some(b' ' | b'\t' | b'\r') => self.at += 1,
                Some(b'\\') if self.looks_at("\\\n") => self.at += 2,
                Some(b'#') => self.run(|byte| byte != b'\n'),
                _ => return,
            }
        }
    }

    /// Goes on while bytes are such.
    pub(crate) fn run(&mut self, such: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&such) {
            self.at += 1;
        }
    }

    /// The word that begins here; it takes at least one byte unless an operator stands here.
    pub(crate) fn word(&mut self) -> Raw {
        let mut word = Raw::default();
        let mut braces = 0_usize;
        if self.peek() == Some(b'~') {
            self.tilde(&mut word);
        }
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'&' | b'|' | b'(' | b')' => break,
                b'<' | b'>' => {
                    if !self.process_substitution(&mut word) {
                        break;
                    }
                }
                b'\\' => self.escaped(&mut word),
                b'\'' => self.single_quoted(&mut word),
                b'"' => self.double_quoted(&mut word),
                b'$' => self.dollar(&mut word, false),
                b'`' => self.backticks(&mut word, false),
                b'*' | b'?' | b'+' | b'@' | b'!' if self.follows(b'(') => self.extended(&mut word),
                b'*' | b'?' => {
                    let from = self.at;
                    self.run(|next| next == byte);
                    word.pieces.push(Piece::Glob(self.text[from..self.at].into()));
                }
                b'[' => self.class(&mut word),
                b'{' | b'}' | b',' => self.brace(byte, &mut braces, &mut word),
                _ => self.plain(&mut word),
            }
        }
        word
    }

    fn follows(&self, byte: u8) -> bool {
        self.text.as_bytes().get(self.at + 1) == Some(&byte)
    }

    /// Takes the longest run that means nothing but itself.
    fn plain(&mut self, word: &mut Raw) {
        let from = self.at;
        self.at += 1;
        self.run(|byte| !b" \t\r\n;&|()<>\\'\"$`*?[{},+@!".contains(&byte));
        word.push_text(&self.text[from..self.at]);
    }

    fn tilde(&mut self, word: &mut Raw) {
        let after = self.text.as_bytes().get(self.at + 1);
        if after.is_none_or(|byte| b"/ \t\n;&|)<>".contains(byte)) {
            self.at += 1;
            word.pieces.push(variable("HOME"));
        }
    }

    pub(crate) fn escaped(&mut self, word: &mut Raw) {
        self.at += 1;
        if self.eat("\n") {
            return;
        }
        word.quoted = true;
        let from = self.at;
        match self.text[from..].chars().next() {
            Some(c) => {
                self.at += c.len_utf8();
                word.push_text(&self.text[from..self.at]);
            }
            None => word.push_text("\\"),
        }
    }

    fn single_quoted(&mut self, word: &mut Raw) {
        self.at += 1;
        let from = self.at;
        self.run(|byte| byte != b'\'');
        word.push_text(&self.text[from..self.at]);
        word.quoted = true;
        self.at = self.text.len().min(self.at + 1);
    }

    pub(crate) fn double_quoted(&mut self, word: &mut Raw) {
        self.at += 1;
        word.quoted = true;
        self.soft_text(word, Some(b'"'));
        self.eat("\"");
    }

    /// Text in which only `$`, backticks and some escapes mean something, up to the end or `until`.
    pub(crate) fn soft_text(&mut self, word: &mut Raw, until: Option<u8>) {
        while let Some(byte) = self.peek() {
            match byte {
                _ if Some(byte) == until => return,
                b'\\' => {
                    let next = self.text.as_bytes().get(self.at + 1).copied();
                    match next {
                        Some(b'\n') => self.at += 2,
                        Some(b'$' | b'`' | b'\\' | b'"') => {
                            word.push_text(&self.text[self.at + 1..self.at + 2]);
                            self.at += 2;
                        }
                        _ => {
                            word.push_text("\\");
                            self.at += 1;
                        }
                    }
                }
                b'$' => self.dollar(word, true),
                b'`' => self.backticks(word, true),
                _ => {
                    let from = self.at;
                    self.run(|byte| !b"\\$`".contains(&byte) && Some(byte) != until);
                    word.push_text(&self.text[from..self.at]);
                }
            }
        }
    }

    /// `[a-z]`, or a bracket that is none.
    fn class(&mut self, word: &mut Raw) {
        let rest = &self.text.as_bytes()[self.at..];
        let rest = &rest[..rest.len().min(CLASS)];
        let end = rest.iter().position(|byte| b"] \t\n;&|<>()'\"$`".contains(byte));
        match end {
            Some(end) if rest[end] == b']' && end > 1 => {
                word.pieces.push(Piece::Glob(self.text[self.at..=self.at + end].into()));
                self.at += end + 1;
            }
            _ => {
                word.push_text("[");
                self.at += 1;
            }
        }
    }

    /// `@(a|b)` and its kin: a pattern of which only the place is kept.
    fn extended(&mut self, word: &mut Raw) {
        self.at += 1;
        let mut open = 0_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\n' => break,
                _ => {}
            }
            if open == 0 {
                break;
            }
        }
        word.pieces.push(Piece::Glob("*".into()));
    }

    fn brace(&mut self, byte: u8, open: &mut usize, word: &mut Raw) {
        self.at += 1;
        match byte {
            b'{' => {
                *open += 1;
                word.pieces.push(Piece::Open);
            }
            b'}' if *open > 0 || word.pieces.is_empty() => {
                *open = open.saturating_sub(1);
                word.pieces.push(Piece::Close);
            }
            b',' if *open > 0 => word.pieces.push(Piece::Comma),
            b',' => word.push_text(","),
            _ => word.push_text("}"),
        }
    }
}

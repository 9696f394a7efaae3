//! Commands: lists, pipelines, compound commands, redirections. The grammar is followed as far as
//! it decides where a command begins and what it reads and writes; a text that a shell would refuse
//! is read as well as it can be.

use crate::{
    raw::{Item, Items, Raw, Scope, Simple, is_name},
    redirect::Pending,
};

/// How deeply substitutions may be nested.
pub(crate) const MAX_DEPTH: usize = 32;

pub(crate) struct Parser<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
    pub(crate) depth: usize,
    pub(crate) out: &'a mut Items,
    frames: Vec<Frame>,
    /// Here-documents whose text begins with the next line.
    pub(crate) pending: Vec<Pending>,
    /// The item that feeds the next command.
    feed: Option<usize>,
    /// The last simple command.
    last: Option<usize>,
    /// The function whose body comes next.
    defines: Option<usize>,
    until: Until,
}

/// What ends a list of commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Until {
    End,
    Parenthesis,
    Brace,
    /// The brace has been found.
    Reached,
}

/// A compound command that is open.
struct Frame {
    kind: Kind,
    /// The item that takes its redirections.
    head: usize,
    feed: Option<usize>,
    defines: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Subshell,
    Group,
    If,
    Loop,
    Case,
}

/// Reads a whole text.
pub(crate) fn parse(text: &str) -> Items {
    let mut out = Items::default();
    Parser::new(text, 0, &mut out).list(Until::End);
    out
}

impl<'a> Parser<'a> {
    pub(crate) fn new(text: &'a str, depth: usize, out: &'a mut Items) -> Self {
        Self {
            text,
            at: 0,
            depth,
            out,
            frames: Vec::new(),
            pending: Vec::new(),
            feed: None,
            last: None,
            defines: None,
            until: Until::End,
        }
    }

    /// Does something one level down; too deep, the rest is left unread.
    pub(crate) fn deeper(&mut self, act: impl FnOnce(&mut Self)) {
        if self.depth == MAX_DEPTH {
            return self.give_up();
        }
        self.depth += 1;
        act(self);
        self.depth -= 1;
    }

    pub(crate) fn give_up(&mut self) {
        self.out.cut = true;
        self.at = self.text.len();
    }

    /// Reads commands to the end, or past the `)` that closes them.
    pub(crate) fn list(&mut self, until: Until) {
        let frames = std::mem::take(&mut self.frames);
        let until = std::mem::replace(&mut self.until, until);
        let outer = (self.feed.take(), self.last.take(), self.defines.take());
        while let Some(byte) = self.next_byte() {
            match byte {
                b'\n' => self.new_line(),
                b';' => self.semicolon(),
                b'|' => self.pipe(),
                b'&' if !self.looks_at("&>") => {
                    self.at += if self.looks_at("&&") { 2 } else { 1 };
                    self.feed = None;
                }
                b'(' => self.open_parenthesis(),
                b')' => {
                    self.at += 1;
                    let closes = self.until == Until::Parenthesis && self.frames.is_empty();
                    if !self.close(&[Kind::Subshell]) && closes {
                        break;
                    }
                }
                _ => self.command(),
            }
            if self.until == Until::Reached {
                break;
            }
        }
        while let Some(frame) = self.frames.pop() {
            self.leave(&frame);
        }
        self.frames = frames;
        self.until = until;
        (self.feed, self.last, self.defines) = outer;
    }

    fn next_byte(&mut self) -> Option<u8> {
        self.blanks();
        self.peek()
    }

    fn new_line(&mut self) {
        self.at += 1;
        self.feed = None;
        self.here_documents();
    }

    fn semicolon(&mut self) {
        self.feed = None;
        let clause_ends = [";;&", ";;", ";&"].iter().any(|operator| self.eat(operator));
        if !clause_ends {
            self.at += 1;
        } else if self.frames.last().is_some_and(|frame| frame.kind == Kind::Case) {
            self.pattern();
        }
    }

    fn pipe(&mut self) {
        if self.eat("||") {
            self.feed = None;
            return;
        }
        if !self.eat("|&") {
            self.at += 1;
        }
        while self.next_byte() == Some(b'\n') {
            self.new_line();
        }
        self.feed = self.last;
    }

    fn open_parenthesis(&mut self) {
        if !self.looks_at("((") {
            self.at += 1;
        } else if self.is_arithmetic() {
            return;
        }
        self.open(Kind::Subshell, Scope::Subshell);
    }

    fn open(&mut self, kind: Kind, scope: Scope) {
        let feed = self.feed.take().or_else(|| self.frames.last().and_then(|frame| frame.feed));
        let frame = Frame { kind, head: self.out.steps.len(), feed, defines: self.defines.take() };
        self.frames.push(frame);
        self.out.steps.push(Item::Simple(Simple::default()));
        self.out.steps.push(Item::Enter(scope));
    }

    /// Ends the innermost compound command when it is of such a kind, and reads its redirections.
    fn close(&mut self, kinds: &[Kind]) -> bool {
        let Some(frame) = self.frames.pop_if(|frame| kinds.contains(&frame.kind)) else {
            return false;
        };
        self.leave(&frame);
        let mut simple = Simple::default();
        while matches!(self.next_byte(), Some(b'<' | b'>' | b'&' | b'0'..=b'9'))
            && self.redirection(&mut simple)
        {}
        if let Some(Item::Simple(head)) = self.out.steps.get_mut(frame.head) {
            *head = simple;
        }
        true
    }

    fn leave(&mut self, frame: &Frame) {
        self.out.steps.push(Item::Leave);
        let end = self.out.steps.len();
        if let Some(Item::Define { end: of, .. }) =
            frame.defines.and_then(|item| self.out.steps.get_mut(item))
        {
            *of = end;
        }
    }

    /// Reads a simple command, or a word of the grammar.
    fn command(&mut self) {
        let mut simple = Simple::default();
        loop {
            match self.next_byte() {
                None | Some(b'\n' | b';' | b'|' | b')') => break,
                Some(b'(') => {
                    if self.is_definition(&simple) {
                        return self.define(&simple);
                    }
                    break;
                }
                Some(b'&') if !self.looks_at("&>") => break,
                Some(b'&' | b'<' | b'>' | b'0'..=b'9' | b'{') if self.redirection(&mut simple) => {
                    continue;
                }
                Some(_) => {}
            }
            let from = self.at;
            let word = self.word();
            if self.at == from {
                // Nothing that a word could begin with: a stray operator.
                self.at += 1;
                continue;
            }
            if simple.is_empty() && word.bare().is_some_and(|bare| self.grammar(bare)) {
                return;
            }
            self.take(word, &mut simple);
        }
        if !simple.is_empty() {
            simple.fed_by =
                self.feed.take().or_else(|| self.frames.last().and_then(|frame| frame.feed));
            self.last = Some(self.out.steps.len());
            self.out.steps.push(Item::Simple(simple));
        }
    }

    /// Adds a word to a command: an assignment in front of it, or an argument.
    fn take(&mut self, word: Raw, simple: &mut Simple) {
        let assigned = if simple.words.is_empty() { word.assignment() } else { None };
        let Some((name, value)) = assigned else { return simple.words.push(word) };
        let is_list = value.pieces.is_empty() && self.peek() == Some(b'(');
        let values = if is_list { self.array() } else { vec![value] };
        simple.assignments.push((name.to_owned(), values));
    }

    /// `(a b c)` behind `name=`.
    fn array(&mut self) -> Vec<Raw> {
        self.at += 1;
        let mut words = Vec::new();
        loop {
            match self.next_byte() {
                None => break,
                Some(b')') => {
                    self.at += 1;
                    break;
                }
                Some(b'\n') => self.new_line(),
                Some(_) => {
                    let from = self.at;
                    words.push(self.word());
                    self.at += usize::from(self.at == from);
                }
            }
        }
        words
    }

    /// Acts on a word of the grammar; `false` when it is an ordinary one.
    fn grammar(&mut self, word: &str) -> bool {
        match word {
            "then" | "else" | "elif" | "do" | "!" | "coproc" => {}
            "time" => {
                self.blanks();
                self.eat("-p");
            }
            "if" => self.open(Kind::If, Scope::Branch),
            "while" | "until" => self.open(Kind::Loop, Scope::Branch),
            "for" | "select" => self.each(),
            "case" => self.case(),
            "{" => self.open(Kind::Group, Scope::Group),
            "fi" => return self.close(&[Kind::If]),
            "done" => return self.close(&[Kind::Loop]),
            "esac" => return self.close(&[Kind::Case]),
            "}" if self.until == Until::Brace && self.frames.is_empty() => {
                self.until = Until::Reached;
            }
            "}" => return self.close(&[Kind::Group]),
            "[[" => self.condition(),
            "function" => {
                self.blanks();
                let name = self.word();
                self.blanks();
                if self.eat("(") {
                    self.blanks();
                    self.eat(")");
                }
                self.definition(name.bare().unwrap_or_default());
            }
            _ => return false,
        }
        true
    }

    fn is_definition(&self, simple: &Simple) -> bool {
        let is_name = simple.words.len() == 1 && simple.words[0].bare().is_some();
        let rest = &self.text[self.at + 1..];
        is_name
            && simple.assignments.is_empty()
            && rest.trim_start_matches([' ', '\t']).starts_with(')')
    }

    fn define(&mut self, simple: &Simple) {
        self.at += 1;
        self.blanks();
        self.eat(")");
        self.definition(simple.words[0].bare().unwrap_or_default());
    }

    fn definition(&mut self, name: &str) {
        self.defines = Some(self.out.steps.len());
        let end = self.out.steps.len() + 1;
        self.out.steps.push(Item::Define { name: name.into(), end });
        while self.next_byte() == Some(b'\n') {
            self.new_line();
        }
    }

    /// `for name in words`, up to the end of the words.
    fn each(&mut self) {
        self.blanks();
        if self.looks_at("((") {
            self.open_parenthesis();
            return self.open(Kind::Loop, Scope::Branch);
        }
        let name = self.word();
        while self.next_byte() == Some(b'\n') {
            self.new_line();
        }
        let from = self.at;
        let mut words = Vec::new();
        if self.word().bare() == Some("in") {
            while !matches!(self.next_byte(), None | Some(b'\n' | b';' | b'&' | b'|' | b'(' | b')'))
            {
                let from = self.at;
                words.push(self.word());
                self.at += usize::from(self.at == from);
            }
        } else {
            self.at = from;
        }
        self.open(Kind::Loop, Scope::Branch);
        let name = name.bare().filter(|name| is_name(name)).unwrap_or_default().to_owned();
        self.out.steps.push(Item::Each { name, words });
    }

    /// `case word in`, up to the first clause's commands.
    fn case(&mut self) {
        self.blanks();
        self.word();
        self.open(Kind::Case, Scope::Branch);
        while self.next_byte() == Some(b'\n') {
            self.new_line();
        }
        let from = self.at;
        if self.word().bare() != Some("in") {
            self.at = from;
        }
        self.pattern();
    }

    /// The patterns of a clause, up to their `)`; or `esac`.
    fn pattern(&mut self) {
        while self.next_byte() == Some(b'\n') {
            self.new_line();
        }
        let opened = self.eat("(");
        loop {
            match self.next_byte() {
                None | Some(b'\n') => return,
                Some(b')') => {
                    self.at += 1;
                    return;
                }
                Some(_) => {
                    let from = self.at;
                    if self.word().bare() == Some("esac") && !opened {
                        self.close(&[Kind::Case]);
                        return;
                    }
                    self.at += usize::from(self.at == from);
                }
            }
        }
    }

    /// `[[ … ]]`, where `<`, `>`, `(` and `&&` are no operators of the shell.
    fn condition(&mut self) {
        let mut simple = Simple::default();
        let mut name = Raw::default();
        name.push_text("[[");
        simple.words.push(name);
        loop {
            match self.next_byte() {
                None => break,
                Some(b'\n') => self.new_line(),
                Some(_) => {
                    let from = self.at;
                    let word = self.word();
                    if self.at == from {
                        self.at += 1;
                    } else if word.bare() == Some("]]") {
                        break;
                    } else {
                        simple.words.push(word);
                    }
                }
            }
        }
        self.last = Some(self.out.steps.len());
        self.out.steps.push(Item::Simple(simple));
    }
}

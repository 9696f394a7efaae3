//! PowerShell, as far as it names files: its quotes, its pipelines, its redirections, and the
//! variables that a script sets to one word. Everything nested is read in a line with the rest.

use crate::{Command, Part, Script, Word};
use std::collections::HashMap;

/// The name under which a text is kept that calls methods of .NET.
pub(crate) const METHODS: &str = "[method]";

/// How long the path of a folder may grow before it is not followed any more.
const LONGEST: usize = 4096;

/// Reads a text.
pub(crate) fn script(text: &str) -> Script {
    Script { commands: parse(text, &Word::default()), is_whole: true }
}

pub(crate) fn parse(text: &str, folder: &Word) -> Vec<Command> {
    let mut reader = Reader { text, at: 0, ..Reader::default() };
    reader.folder = folder.clone();
    reader.read();
    if text.contains("::") {
        let input = Some(Word::text(text));
        let program = METHODS.to_owned();
        let folder = folder.clone();
        reader.commands.push(Command { program, folder, input, ..Command::default() });
    }
    reader.commands
}

#[derive(Default)]
struct Reader<'a> {
    text: &'a str,
    at: usize,
    words: Vec<Word>,
    writes: Vec<Word>,
    /// The variable that is set to what follows.
    sets: Option<String>,
    /// The command on the left of the pipe.
    fed_by: Option<usize>,
    folder: Word,
    variables: HashMap<String, Word>,
    commands: Vec<Command>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn looks_at(&self, text: &str) -> bool {
        self.text.as_bytes()[self.at..].starts_with(text.as_bytes())
    }

    fn read(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' | b',' => self.at += 1,
                b'`' if self.looks_at("`\n") => self.at += 2,
                b'#' => self.run(|byte| byte != b'\n'),
                b'|' if !self.looks_at("||") => {
                    self.at += 1;
                    self.end();
                    self.fed_by = self.commands.len().checked_sub(1);
                }
                b'\n' | b';' | b'{' | b'}' | b'(' | b')' | b'|' | b'&' => {
                    self.at += 1;
                    self.end();
                }
                b'$' if self.words.is_empty() && self.assignment() => {}
                b'>' => self.redirect(),
                b'0'..=b'9' | b'*' if self.text.as_bytes().get(self.at + 1) == Some(&b'>') => {
                    self.at += 1;
                    self.redirect();
                }
                _ => {
                    let word = self.word();
                    self.words.push(word);
                }
            }
        }
        self.end();
    }

    fn run(&mut self, such: impl Fn(u8) -> bool) {
        while self.peek().is_some_and(&such) {
            self.at += 1;
        }
    }

    fn redirect(&mut self) {
        self.run(|byte| byte == b'>');
        if self.looks_at("&") {
            self.at += 1;
        }
        self.run(|byte| byte == b' ');
        let target = self.word();
        if !target.literal().is_some_and(|text| text.bytes().all(|byte| byte.is_ascii_digit())) {
            self.writes.push(target.below(&self.folder));
        }
    }

    fn word(&mut self) -> Word {
        let mut word = Word::default();
        let start = self.at;
        if self.looks_at("@'\n") || self.looks_at("@\"\n") {
            return self.here_string();
        }
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' => self.single_quoted(&mut word),
                b'"' => self.double_quoted(&mut word),
                b'$' => self.variable(&mut word),
                b'*' | b'?' => {
                    word.push(Part::Glob(self.text[self.at..=self.at].into()));
                    self.at += 1;
                }
                b'`' => {
                    self.at += 1;
                    self.one(&mut word);
                }
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' | b'{' | b'}' | b'(' | b')' | b','
                | b'>' | b'&'
                    if self.at > start =>
                {
                    break;
                }
                _ => self.one(&mut word),
            }
        }
        slashes(&word)
    }

    fn one(&mut self, word: &mut Word) {
        if let Some(c) = self.text[self.at..].chars().next() {
            self.at += c.len_utf8();
            word.push(Part::Text(c.into()));
        }
    }

    fn here_string(&mut self) -> Word {
        let quote = &self.text[self.at + 1..self.at + 2];
        let from = self.at + 3;
        let rest = &self.text[from..];
        let length = rest.find(&format!("\n{quote}@")).unwrap_or(rest.len());
        self.at = self.text.len().min(from + length + 3);
        Word::text(&rest[..length])
    }

    fn single_quoted(&mut self, word: &mut Word) {
        self.at += 1;
        loop {
            let from = self.at;
            self.run(|byte| byte != b'\'');
            word.push(Part::Text(self.text[from..self.at].into()));
            if !self.looks_at("''") {
                break;
            }
            word.push(Part::Text("'".into()));
            self.at += 2;
        }
        self.at = self.text.len().min(self.at + 1);
    }

    fn double_quoted(&mut self, word: &mut Word) {
        self.at += 1;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => break,
                b'$' => self.variable(word),
                b'`' => {
                    self.at += 1;
                    self.one(word);
                }
                _ => self.one(word),
            }
        }
        self.at = self.text.len().min(self.at + 1);
    }

    /// `$name`, `${name}`, `$env:NAME`; a substitution is read with the rest.
    fn variable(&mut self, word: &mut Word) {
        self.at += 1;
        let braced = self.looks_at("{");
        self.at += usize::from(braced);
        let from = self.at;
        self.run(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b':');
        let name = self.text[from..self.at].to_ascii_lowercase();
        if braced && self.looks_at("}") {
            self.at += 1;
        }
        match self.variables.get(&name) {
            Some(value) => word.extend(value.parts()),
            None => match name.strip_prefix("env:") {
                Some(_) => word.push(Part::Variable(self.text[from + 4..from + name.len()].into())),
                None if name == "home" => word.push(Part::Variable("HOME".into())),
                None if name == "pwd" => word.push(Part::Variable("PWD".into())),
                None => word.push(Part::Unknown),
            },
        }
    }

    /// Goes past `$name =`.
    fn assignment(&mut self) -> bool {
        let rest = &self.text[self.at + 1..];
        let length = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let (name, rest) = rest.split_at(length);
        let after = rest.trim_start_matches(' ');
        let is_one = !name.is_empty() && after.starts_with('=') && !after.starts_with("==");
        if is_one {
            self.at = self.text.len() - after.len() + 1;
            self.sets = Some(name.to_ascii_lowercase());
        }
        is_one
    }

    /// Ends a command; `$name = word` sets a variable instead.
    fn end(&mut self) {
        let words = std::mem::take(&mut self.words);
        if let (Some(name), [value]) = (self.sets.take(), words.as_slice()) {
            self.variables.insert(name, value.clone());
            return;
        }
        let writes = std::mem::take(&mut self.writes);
        let fed_by = self.fed_by.take();
        let Some((first, args)) = words.split_first() else {
            if !writes.is_empty() {
                self.commands.push(Command { writes, ..Command::default() });
            }
            return;
        };
        let program = first.literal().and_then(|text| text.rsplit('/').next()).unwrap_or_default();
        let program = program.trim_end_matches(".exe").to_ascii_lowercase();
        if ["cd", "sl", "chdir", "set-location", "push-location", "pushd"].contains(&&*program) {
            let folder = args.iter().find(|word| !word.lead().starts_with('-'));
            let folder = folder.filter(|_| self.folder.size() < LONGEST);
            self.folder = folder.map_or_else(Word::unknown, |folder| folder.below(&self.folder));
        }
        let folder = self.folder.clone();
        let args = args.to_vec();
        self.commands.push(Command { program, args, folder, writes, fed_by, ..Command::default() });
    }
}

fn slashes(word: &Word) -> Word {
    let mut turned = Word::default();
    for part in word.parts() {
        turned.push(match part {
            Part::Text(text) => Part::Text(text.replace('\\', "/")),
            part => part.clone(),
        });
    }
    turned
}

//! Program text in another language, handed to an interpreter: which files its calls write, delete
//! and read, and which servers it names. It is looked at call by call; a path counts only where the
//! call puts it, so that a program which reads evidence and writes a note is a reader.

use crate::{
    Word,
    calls::{CALLS, CLIENTS, PATH, Role},
    effect::Act,
    tokens::{Token, tokens},
};
use std::{cell::Cell, collections::HashMap, ops::Range};

/// How many tokens of a call or an expression are looked at, and how often names are looked up.
const REACH: usize = 128;
const LOOKUPS: usize = 4;
/// How many tokens are looked at in all, at least, and for each token of the program.
const WORK: usize = 4096;
const WORK_PER_TOKEN: usize = 64;
/// The most words that an expression may stand for.
const MOST: usize = 32;

/// What the calls of a program do; `args` are the words that the program may take its paths from.
pub(crate) fn acts(text: &str, args: &[Word]) -> Vec<(Act, Word)> {
    let program = Program::read(text, args);
    let mut acts = Vec::new();
    for at in 0..program.tokens.len() {
        program.call(at, &mut acts);
    }
    let asks = |token: &Token<'_>| matches!(token, Token::Name(name) if CLIENTS.contains(name));
    if program.tokens.iter().any(asks) {
        acts.extend(program.servers().into_iter().map(|word| (Act::Request, word)));
    }
    acts
}

/// The commands that a program hands to a shell.
pub(crate) fn scripts(text: &str) -> Vec<String> {
    let program = Program::read(text, &[]);
    let mut scripts = Vec::new();
    for at in 0..program.tokens.len() {
        if let Some((Role::Shell, args)) = program.role(at) {
            let words = program.literals(args);
            let line: Vec<String> = words.iter().map(Word::to_script).collect();
            scripts.push(line.join(" "));
        }
    }
    scripts
}

/// The files that `> "file"` and `>> "file"` of an awk program name.
pub(crate) fn string_targets(text: &str) -> Vec<Word> {
    let tokens = tokens(text);
    let mut targets = Vec::new();
    for pair in tokens.windows(2) {
        if let [Token::Sign(b'>'), Token::Text(word)] = pair {
            targets.push(word.clone());
        }
    }
    targets
}

struct Program<'a> {
    tokens: Vec<Token<'a>>,
    /// Where names are set, in order, and to what.
    set: HashMap<&'a str, Vec<Range<usize>>>,
    args: &'a [Word],
    /// How many more tokens are looked at for what names stand for.
    left: Cell<usize>,
}

impl<'a> Program<'a> {
    fn read(text: &'a str, args: &'a [Word]) -> Self {
        let tokens = tokens(text);
        let mut set: HashMap<&str, Vec<Range<usize>>> = HashMap::new();
        for (at, token) in tokens.iter().enumerate() {
            let Token::Name(name) = token else { continue };
            let sets = match (tokens.get(at + 1), tokens.get(at + 2)) {
                (Some(Token::Sign(b'=')), Some(next)) => *next != Token::Sign(b'='),
                (Some(Token::Name("in" | "of")), Some(_)) => true,
                _ => false,
            };
            if sets {
                set.entry(name).or_default().push(at + 2..value_end(&tokens, at + 2));
            }
        }
        let left = Cell::new(WORK + WORK_PER_TOKEN * tokens.len());
        Self { tokens, set, args, left }
    }

    /// What a name was last set to before a token; in a function that stands above, ever.
    fn value(&self, name: &str, at: usize) -> Option<Range<usize>> {
        let values = self.set.get(name)?;
        let before = values.partition_point(|value| value.end <= at);
        values.get(before.saturating_sub(1)).cloned()
    }

    /// The role of the call at a token, and its arguments.
    fn role(&self, at: usize) -> Option<(Role, Range<usize>)> {
        let Some(Token::Name(name)) = self.tokens.get(at) else { return None };
        let mut of_name = CALLS.iter().filter(|(call, ..)| call == name).peekable();
        of_name.peek()?;
        let receiver = self.receiver(at);
        let (_, role, _) = of_name.find(|(.., of)| self.fits(of, &receiver))?;
        let args = match self.tokens.get(at + 1)? {
            Token::Sign(b'(') => at + 2..self.closing(at + 2),
            // `unlink 'x'`, `open my $fh, '>', 'x'`
            Token::Text(_) | Token::Name(_) | Token::Sign(b'$') => {
                at + 1..line_end(&self.tokens, at + 1)
            }
            _ => return None,
        };
        Some((*role, args))
    }

    /// Whether a call on this receiver is meant; without one, a name of the library must stand
    /// somewhere, as it does where the call was imported from it.
    fn fits(&self, of: &[&str], receiver: &Range<usize>) -> bool {
        let is_of = |token: &Token<'_>| matches!(token, Token::Name(name) if *name != PATH && of.contains(name));
        if of.is_empty() || of.contains(&PATH) && self.is_path(receiver) {
            return true;
        }
        let named = if receiver.is_empty() { 0..self.tokens.len() } else { receiver.clone() };
        self.tokens[named].iter().any(is_of)
    }

    /// Whether a receiver is a path of Python: `Path(…)`, or a name that was set to one.
    fn is_path(&self, receiver: &Range<usize>) -> bool {
        let makes = |token: &Token<'_>| {
            matches!(token, Token::Name("Path" | "glob" | "rglob" | "iterdir" | "pathlib"))
        };
        match &self.tokens[receiver.clone()] {
            [Token::Name(name), rest @ ..] if rest.len() < 2 => {
                let value = self.value(name, receiver.start);
                value.is_some_and(|value| self.tokens[value].iter().any(makes))
            }
            [first, Token::Sign(b'('), ..] if makes(first) => {
                self.closing(receiver.start + 2) + 2 >= receiver.end
            }
            [Token::Sign(b'('), first, ..] => makes(first),
            _ => false,
        }
    }

    fn call(&self, at: usize, acts: &mut Vec<(Act, Word)>) {
        let Some((role, args)) = self.role(at) else { return };
        let parts = self.split(args.clone());
        let first = parts.first().cloned().unwrap_or(args.start..args.start);
        let second = parts.get(1).cloned();
        let mut note = |act: Act, range: Range<usize>| self.note(act, range, acts);
        match role {
            Role::Open => self.open(at, &parts, acts),
            Role::WriteFirst => note(Act::Write, first),
            Role::WriteReceiver => note(Act::Write, self.receiver(at)),
            Role::DeleteFirst => {
                note(Act::Delete, self.receiver(at));
                note(Act::Delete, args);
            }
            Role::Move => {
                note(Act::Delete, self.receiver(at));
                match second {
                    Some(second) => {
                        note(Act::Delete, first);
                        note(Act::Write, second);
                    }
                    None => note(Act::Write, first),
                }
            }
            Role::Copy | Role::Link => {
                note(if role == Role::Link { Act::Link } else { Act::Read }, first);
                note(Act::Write, second.unwrap_or(args.start..args.start));
            }
            Role::ReadFirst => {
                note(Act::Read, self.receiver(at));
                note(Act::Read, first);
            }
            Role::Shell | Role::Request => {}
        }
    }

    /// `open(path, mode)`, `path.open(mode)`, and Perl's `open(F, '>', path)`.
    fn open(&self, at: usize, parts: &[Range<usize>], acts: &mut Vec<(Act, Word)>) {
        let start = parts.first().map_or(0, |part| part.start);
        let whole = start..parts.last().map_or(0, |part| part.end);
        let begins = |signs: [char; 2]| {
            self.literals(whole.clone())
                .iter()
                .any(|word| word.lead().trim_start().starts_with(signs))
        };
        let (writes, reads) = (begins(['>', '+']), begins(['<', '<']));
        if writes || reads {
            let act = if writes { Act::Write } else { Act::Read };
            let files = self.words(whole, LOOKUPS).into_iter().map(|word| without_mode(&word));
            acts.extend(files.map(|file| (act, file)));
            return;
        }
        // `path.open(mode)` has its mode first, all others behind the path.
        let modes = match parts {
            [only] if !self.receiver(at).is_empty() => only.clone(),
            [first, ..] => first.end..whole.end,
            [] => whole,
        };
        let writes = self.literals(modes).iter().filter_map(Word::literal).any(|text| {
            !text.is_empty()
                && text.len() <= 4
                && text.bytes().all(|byte| b"rwaxbt+".contains(&byte))
                && text.bytes().any(|byte| b"wax+".contains(&byte))
        });
        let act = if writes { Act::Write } else { Act::Read };
        self.note(act, self.receiver(at), acts);
        if let Some(first) = parts.first() {
            self.note(act, first.clone(), acts);
        }
    }

    /// Notes something about all that an expression may be.
    fn note(&self, act: Act, range: Range<usize>, acts: &mut Vec<(Act, Word)>) {
        acts.extend(self.words(range, LOOKUPS).into_iter().map(|word| (act, word)));
    }

    /// What a method is called on: a name, a call, something in parentheses, or a chain of them.
    fn receiver(&self, at: usize) -> Range<usize> {
        let joins = |at: usize| matches!(self.tokens[at], Token::Sign(b'.' | b':' | b'-' | b'>'));
        let mut start = at;
        while let Some(before) = start.checked_sub(1).filter(|before| joins(*before)) {
            let mut from = before;
            while from > 0 && (joins(from - 1) || self.tokens[from - 1] == Token::End) {
                from -= 1;
            }
            while from > 0 && matches!(self.tokens[from - 1], Token::Sign(b')' | b']')) {
                from = self.opening(from - 1);
            }
            let is_named =
                |from: usize| matches!(self.tokens[from - 1], Token::Name(_) | Token::Text(_));
            from -= usize::from(from > 0 && is_named(from));
            if from == before || at - from > REACH {
                break;
            }
            start = from;
        }
        start..at
    }

    /// Where the parenthesis that is closed is open.
    fn opening(&self, at: usize) -> usize {
        let mut open = 0_usize;
        for (offset, token) in self.tokens[..=at].iter().rev().take(REACH).enumerate() {
            match token {
                Token::Sign(b')' | b']') => open += 1,
                Token::Sign(b'(' | b'[') => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                return at - offset;
            }
        }
        at
    }

    /// Where the parenthesis that is open is closed.
    fn closing(&self, from: usize) -> usize {
        let mut open = 1_usize;
        for (offset, token) in self.tokens[from..].iter().take(REACH).enumerate() {
            match token {
                Token::Sign(b'(') => open += 1,
                Token::Sign(b')') => open -= 1,
                _ => {}
            }
            if open == 0 {
                return from + offset;
            }
        }
        self.tokens.len().min(from + REACH)
    }

    /// Arguments, by the commas between them.
    fn split(&self, args: Range<usize>) -> Vec<Range<usize>> {
        let mut parts = Vec::new();
        let (mut from, mut open) = (args.start, 0_usize);
        for at in args.clone() {
            match self.tokens[at] {
                Token::Sign(b'(' | b'[' | b'{') => open += 1,
                Token::Sign(b')' | b']' | b'}') => open = open.saturating_sub(1),
                Token::Sign(b',') if open == 0 => {
                    parts.push(from..at);
                    from = at + 1;
                }
                _ => {}
            }
        }
        parts.push(from..args.end);
        parts
    }

    fn literals(&self, range: Range<usize>) -> Vec<Word> {
        let text = |token: &Token<'_>| match token {
            Token::Text(word) => Some(word.clone()),
            _ => None,
        };
        self.tokens[range].iter().filter_map(text).take(MOST).collect()
    }

    /// The paths that an expression may be: its strings, those of its names, and all of them joined.
    fn words(&self, range: Range<usize>, lookups: usize) -> Vec<Word> {
        let mut words = Vec::new();
        let mut joined: Option<Word> = None;
        for at in range.take(REACH) {
            let Some(left) = self.left.get().checked_sub(1) else { break };
            self.left.set(left);
            let found = match &self.tokens[at] {
                Token::Text(word) => vec![word.globbed()],
                Token::Name("argv" | "ARGV" | "args") => self.args.to_vec(),
                Token::Name(name) if lookups > 0 => match self.value(name, at) {
                    Some(range) => self.words(range, lookups - 1),
                    None => continue,
                },
                _ => continue,
            };
            if let Some(last) = found.last() {
                joined = Some(joined.map_or_else(|| last.clone(), |path| path.join(last)));
            }
            words.extend(found);
            if words.len() >= MOST {
                break;
            }
        }
        words.extend(joined.filter(|_| words.len() > 1));
        words.truncate(MOST);
        words
    }

    /// Strings that may be URLs, and hosts with the number that follows them.
    fn servers(&self) -> Vec<Word> {
        let mut servers = Vec::new();
        for (at, token) in self.tokens.iter().enumerate() {
            let Token::Text(word) = token else { continue };
            let text = word.lead();
            if text.contains("://") {
                servers.push(word.clone());
                continue;
            }
            let near = self.tokens[at + 1..].iter().take(4);
            let number = near.into_iter().find_map(|token| match token {
                Token::Number(number) => Some(*number),
                _ => None,
            });
            if let (Some(host), Some(port)) = (word.literal(), number)
                && !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-:".contains(&byte))
            {
                servers.push(Word::text(format!("{host}:{port}")));
            }
        }
        servers
    }
}

/// The path of Perl's `open(F, ">path")`.
fn without_mode(word: &Word) -> Word {
    let lead = word.lead();
    let path = lead.trim_start_matches(['>', '<', '+', '&', ' ']);
    word.strip_prefix(&lead[..lead.len() - path.len()]).unwrap_or_default()
}

/// Where the value ends that a name is set to: with its line, its argument, or the head of its loop.
fn value_end(tokens: &[Token<'_>], from: usize) -> usize {
    let mut open = 0_usize;
    let end = line_end(tokens, from);
    for (offset, token) in tokens[from.min(end)..end].iter().enumerate() {
        match token {
            Token::Sign(b'(' | b'[') => open += 1,
            Token::Sign(b')' | b']') if open > 0 => open -= 1,
            Token::Sign(b')' | b']' | b':' | b'{' | b',') if open == 0 => return from + offset,
            _ => {}
        }
    }
    end
}

fn line_end(tokens: &[Token<'_>], from: usize) -> usize {
    let rest = &tokens[from.min(tokens.len())..];
    let length = rest.iter().take(REACH).position(|token| *token == Token::End);
    from.min(tokens.len()) + length.unwrap_or(rest.len().min(REACH))
}

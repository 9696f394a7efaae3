//! Goes through a script in order: scopes, variables, folders, and each command's words.

use crate::{
    Command, Script, Word,
    parser::parse,
    raw::{Item, Items, RedirectKind, Scope, Simple},
    wrappers::{self, FromInput},
};
use std::{collections::HashMap, ops::Range, rc::Rc};

/// Which command an item became.
pub(crate) type Made = [Option<usize>];

/// How deeply scripts, functions and commands may call each other.
const MAX_DEPTH: usize = 16;
/// Bytes and steps that a script may make of itself, at least, and for each byte of its text.
const WORK: usize = 1 << 20;
const WORK_PER_BYTE: usize = 16;
/// How many values a variable may have.
const VALUES: usize = 64;
/// How many calls of functions are followed.
const CALLS: usize = 64;

#[derive(Default)]
pub(crate) struct Run {
    pub(crate) variables: HashMap<String, Vec<Word>>,
    /// What variables were before, so that a scope can end.
    before: Vec<(String, Option<Vec<Word>>)>,
    pub(crate) folder: Word,
    scopes: Vec<(Scope, usize, Word)>,
    branches: usize,
    functions: HashMap<String, (Rc<Items>, Range<usize>)>,
    pub(crate) commands: Vec<Command>,
    depth: usize,
    calls: usize,
    left: usize,
    is_cut: bool,
}

/// The files of a command's redirections.
#[derive(Clone, Default)]
pub(crate) struct Streams {
    pub(crate) writes: Vec<Word>,
    pub(crate) reads: Vec<Word>,
    pub(crate) input: Option<Word>,
    pub(crate) fed_by: Option<usize>,
    pub(crate) sets: Vec<String>,
}

/// Reads a text and goes through it.
pub(crate) fn script(text: &str) -> Script {
    let mut run = Run { left: WORK + text.len() * WORK_PER_BYTE, ..Run::default() };
    run.text(text);
    Script { is_whole: !run.is_cut, commands: run.commands }
}

impl Run {
    /// Counts work; `false` when there was enough of it.
    pub(crate) fn spend(&mut self, work: usize) -> bool {
        let enough = self.left.checked_sub(work + 1);
        self.left = enough.unwrap_or_default();
        self.is_cut |= enough.is_none();
        enough.is_some()
    }

    /// Goes through the text of a script.
    pub(crate) fn text(&mut self, text: &str) {
        if self.depth == MAX_DEPTH || !self.spend(text.len()) {
            self.is_cut = true;
            return;
        }
        self.depth += 1;
        let items = Rc::new(parse(text));
        self.is_cut |= items.cut;
        self.items(&items, 0..items.steps.len());
        self.depth -= 1;
    }

    /// Does something in a scope that forgets what it set.
    pub(crate) fn apart(&mut self, act: impl FnOnce(&mut Self)) {
        self.enter(Scope::Subshell);
        act(self);
        self.leave();
    }

    fn items(&mut self, items: &Rc<Items>, range: Range<usize>) {
        let mut made: Vec<Option<usize>> = vec![None; items.steps.len()];
        for index in range {
            if !self.spend(0) {
                return;
            }
            match &items.steps[index] {
                Item::Simple(simple) => made[index] = self.simple(simple, items, &made),
                Item::Enter(scope) => self.enter(*scope),
                Item::Leave => self.leave(),
                Item::Each { name, words } => {
                    let mut values = Vec::new();
                    for word in words {
                        values.extend(self.expand(word, &made));
                    }
                    self.set(name, values);
                }
                Item::Define { name, end } => {
                    self.functions.insert(name.clone(), (Rc::clone(items), index + 1..*end));
                }
            }
        }
    }

    fn enter(&mut self, scope: Scope) {
        self.branches += usize::from(scope == Scope::Branch);
        self.spend(self.folder.size());
        self.scopes.push((scope, self.before.len(), self.folder.clone()));
    }

    fn leave(&mut self) {
        let Some((scope, length, folder)) = self.scopes.pop() else { return };
        self.branches -= usize::from(scope == Scope::Branch);
        if scope != Scope::Subshell {
            return;
        }
        self.folder = folder;
        for (name, value) in self.before.drain(length..).rev() {
            match value {
                Some(value) => self.variables.insert(name, value),
                None => self.variables.remove(&name),
            };
        }
    }

    /// Sets a variable. In a branch that may not run, the old values stay possible.
    pub(crate) fn set(&mut self, name: &str, mut values: Vec<Word>) {
        let old = self.variables.get(name).cloned();
        self.spend(old.iter().flatten().chain(&values).map(Word::size).sum());
        if self.branches > 0 {
            let kept = old.iter().flatten().filter(|value| !values.contains(value));
            let kept: Vec<Word> = kept.cloned().collect();
            values.extend(kept);
        }
        if values.len() > VALUES {
            values.truncate(VALUES - 1);
            values.push(Word::unknown());
        }
        self.before.push((name.to_owned(), old));
        self.variables.insert(name.to_owned(), values);
    }

    fn simple(&mut self, simple: &Simple, items: &Items, made: &Made) -> Option<usize> {
        let mut assigned = Vec::new();
        for (name, values) in &simple.assignments {
            let mut words = Vec::new();
            for value in values {
                words.extend(self.expand(value, made));
            }
            assigned.push((name, words));
        }
        let mut words = Vec::new();
        for word in &simple.words {
            words.extend(self.expand(word, made));
        }
        let streams = self.streams(simple, items, made);
        if simple.words.is_empty() {
            for (name, values) in assigned {
                self.set(name, values);
            }
            return (!streams.is_empty()).then(|| self.command(words, streams)).flatten();
        }
        let before: Vec<_> = assigned
            .into_iter()
            .map(|(name, values)| (name, self.variables.insert(name.clone(), values)))
            .collect();
        let index = self.command(words, streams);
        for (name, value) in before {
            match value {
                Some(value) => self.variables.insert(name.clone(), value),
                None => self.variables.remove(name),
            };
        }
        index
    }

    fn streams(&mut self, simple: &Simple, items: &Items, made: &Made) -> Streams {
        let mut streams = Streams {
            fed_by: simple.fed_by.and_then(|item| made.get(item).copied().flatten()),
            sets: simple.assignments.iter().map(|(name, _)| name.clone()).collect(),
            ..Streams::default()
        };
        for redirect in &simple.redirections {
            let raw = match redirect.kind {
                RedirectKind::Document(document) => &items.documents[document],
                _ => &redirect.target,
            };
            let words = self.expand(raw, made);
            let files = words.iter().map(|word| word.below(&self.folder));
            match redirect.kind {
                RedirectKind::Write => streams.writes.extend(files),
                RedirectKind::Read => streams.reads.extend(files),
                RedirectKind::ReadWrite => {
                    let files: Vec<Word> = files.collect();
                    streams.writes.extend_from_slice(&files);
                    streams.reads.extend(files);
                }
                RedirectKind::Document(_) | RedirectKind::Text => {
                    streams.input = words.into_iter().next();
                }
            }
        }
        streams
    }

    /// Takes note of a command and follows what it starts.
    pub(crate) fn command(&mut self, words: Vec<Word>, mut streams: Streams) -> Option<usize> {
        let stripped = wrappers::strip(words);
        let mut words = stripped.words;
        streams.sets.extend(stripped.sets);
        self.take_from_input(&mut words, &stripped.from_input, &streams);
        let folder = match stripped.folder {
            Some(folder) => folder.below(&self.folder),
            None => self.folder.clone(),
        };
        let is_open = words.len() > 1 && is_variable(&words[0]);
        let mut words = words.into_iter();
        let program = words.next().and_then(|word| wrappers::program(&word)).unwrap_or_default();
        let Streams { writes, reads, input, fed_by, sets } = streams;
        let args = words.collect();
        let command = Command { program, args, folder, writes, reads, input, fed_by, sets };
        let size = command.args.iter().map(Word::size).sum::<usize>() + command.folder.size();
        if !self.spend(size) {
            return None;
        }
        let index = self.commands.len();
        self.commands.push(command.clone());
        if self.depth == MAX_DEPTH {
            self.is_cut = true;
            return Some(index);
        }
        self.depth += 1;
        if is_open {
            // What the variable holds may be nothing, or `sudo`: then the next word is the program.
            let streams = Streams { fed_by: command.fed_by, ..Streams::default() };
            let words = command.args.into_iter().skip_while(is_variable).collect();
            self.command(words, streams);
        } else {
            self.follow(&command, index);
        }
        self.depth -= 1;
        Some(index)
    }

    /// The arguments that `xargs` reads.
    fn take_from_input(&self, words: &mut Vec<Word>, to: &FromInput, streams: &Streams) {
        if *to == FromInput::None {
            return;
        }
        let found = match (&streams.input, streams.fed_by) {
            (Some(text), _) => text.split(),
            (None, Some(feeder)) => self.printed(feeder),
            (None, None) => vec![Word::unknown()],
        };
        // Its blanks may be its own (`-0`), or part words.
        let pieces: Vec<Word> =
            found.iter().map(Word::split).filter(|pieces| pieces.len() > 1).flatten().collect();
        let found = [found, pieces].concat();
        let FromInput::InPlaceOf(token) = to else { return words.extend(found) };
        let is_token =
            |word: &Word| word.literal().is_some_and(|text| text.contains(token.as_str()));
        let replaced = words.drain(..).flat_map(|word| {
            let put = |found: &Word| match word
                .literal()
                .and_then(|text| text.split_once(token.as_str()))
            {
                Some((before, after)) => {
                    let mut put = Word::text(before);
                    put.extend(found.parts());
                    put.extend(Word::text(after).parts());
                    put
                }
                None => word.clone(),
            };
            if is_token(&word) { found.iter().map(put).collect() } else { vec![word.clone()] }
        });
        *words = replaced.collect();
    }

    /// Goes through the body of a function, when the script has one of this name.
    pub(crate) fn call(&mut self, name: &str, args: &[Word]) -> bool {
        let Some((items, range)) = self.functions.get(name).cloned() else { return false };
        if self.depth == MAX_DEPTH || self.calls == CALLS {
            self.is_cut = true;
            return true;
        }
        self.depth += 1;
        self.calls += 1;
        self.positional(args);
        self.items(&items, range);
        self.depth -= 1;
        true
    }

    /// Sets `$1`, `$2`, … and `$@`.
    pub(crate) fn positional(&mut self, args: &[Word]) {
        for (index, arg) in args.iter().take(9).enumerate() {
            self.set(&(index + 1).to_string(), vec![arg.clone()]);
        }
        for all in ["@", "*"] {
            self.set(all, args.to_vec());
        }
    }
}

/// Whether nothing of a word is known.
fn is_variable(word: &Word) -> bool {
    word.lead().is_empty() && word.is_open()
}

impl Streams {
    fn is_empty(&self) -> bool {
        self.writes.is_empty() && self.reads.is_empty() && self.sets.is_empty()
    }
}

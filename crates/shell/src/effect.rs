//! What a script does to files and servers.

use crate::{
    Command, Script, Word, archives, cmdlets, code, files, git, http, interpreter,
    options::Options, powershell::METHODS,
};

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// A file is created, changed, emptied or replaced.
    Write,
    /// A file or a folder goes away, with all below it.
    Delete,
    /// A folder gets files whose names the text does not tell.
    Fill,
    /// A file gets a second name.
    Link,
    /// A file's permissions change.
    Mode,
    /// A path goes back to what a version control has of it.
    Rewind,
    /// A whole working tree does.
    RewindAll,
    /// A file is read.
    Read,
    /// A program gets a path or another word; what it does with it is not known.
    Mention,
    /// A server is asked; the word is a URL, or a host with or without a port.
    Request,
    /// A variable is set; the word is its name.
    Set,
}

/// Something that a command does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// What.
    pub act: Act,
    /// To what, as a path seen from where the script began.
    pub on: Word,
    /// The program's name; empty for a redirection without one.
    pub by: String,
}

/// All that a script does, as far as its text tells, in order.
pub fn effects(script: &Script) -> Vec<Effect> {
    let mut effects = Vec::new();
    for command in &script.commands {
        Effects { command, script, found: &mut effects }.all();
    }
    effects
}

/// The effects of one command.
pub(crate) struct Effects<'a> {
    pub(crate) command: &'a Command,
    script: &'a Script,
    found: &'a mut Vec<Effect>,
}

impl<'a> Effects<'a> {
    fn all(&mut self) {
        for name in &self.command.sets {
            self.note(Act::Set, Word::text(name.as_str()));
        }
        for file in &self.command.writes {
            self.redirection(Act::Write, file);
        }
        for file in &self.command.reads {
            self.redirection(Act::Read, file);
        }
        let known = files::note(self)
            || archives::note(self)
            || git::note(self)
            || http::note(self)
            || cmdlets::note(self)
            || self.code();
        if !known {
            self.mention_all();
        }
    }

    /// `/dev/tcp/host/port` is a server, the rest of `/dev` is nothing.
    fn redirection(&mut self, act: Act, file: &Word) {
        let text = file.lead();
        if let Some(place) = text.strip_prefix("/dev/tcp/") {
            self.note(Act::Request, Word::text(place.replacen('/', ":", 1)));
        } else if !text.starts_with("/dev/") {
            self.note(act, file.clone());
        }
    }

    /// The program text of an interpreter.
    fn code(&mut self) -> bool {
        let text = if self.command.program == METHODS {
            self.command.input.as_ref().map(Word::to_script)
        } else {
            interpreter::program_text(self.command, &self.script.commands)
        };
        let Some(text) = text else { return false };
        // The words behind the program text are what it may take its paths from.
        let args = &self.command.args;
        let at = args.iter().position(|word| word.to_script() == text).map_or(0, |at| at + 1);
        let paths = &args[at..];
        for (act, word) in code::acts(&text, paths) {
            match act {
                Act::Request => self.note(act, word),
                _ => self.path(act, &word),
            }
        }
        if self.command.program != METHODS {
            self.mention_all();
        }
        true
    }

    pub(crate) fn note(&mut self, act: Act, on: Word) {
        self.found.push(Effect { act, on, by: self.command.program.clone() });
    }

    /// Notes something about a path that the command names.
    pub(crate) fn path(&mut self, act: Act, word: &Word) {
        self.note(act, self.command.path(word));
    }

    pub(crate) fn paths<'b>(&mut self, act: Act, words: impl IntoIterator<Item = &'b Word>) {
        words.into_iter().for_each(|word| self.path(act, word));
    }

    /// The command's words told apart.
    pub(crate) fn options(&self, valued: &[&str]) -> Options<'a> {
        Options::of(&self.command.args, valued)
    }

    pub(crate) fn mention_all(&mut self) {
        for word in &self.command.args {
            let value = match word.lead().split_once('=') {
                Some((name, _)) => word.strip_prefix(&format!("{name}=")),
                None => None,
            };
            if let Some(value) = value {
                self.path(Act::Mention, &value);
            }
            if !word.lead().starts_with('-') {
                self.path(Act::Mention, word);
            }
        }
    }
}

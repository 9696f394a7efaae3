//! The files of the skill's folder: programs and documents. What a user changed is told from what we
//! put there by the record.

use crate::{Error, place::Place, programs::Program, record::Record};
use serde::Serialize;
use std::path::{Path, PathBuf};
use store::{Durability, Source, sha256_hex};

/// How the record tells a link from a hash.
pub(crate) const LINK: &str = "link to ";

/// What a file is made of.
#[derive(Debug)]
pub(crate) enum Content<'a> {
    /// A document.
    Text(&'a str),
    /// A program, to be copied.
    Program(&'a Program),
    /// A program, to be linked to.
    Link(&'a Program),
}

/// A file, and what was done with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Item {
    pub(crate) name: String,
    pub(crate) state: State,
}

/// What was done with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum State {
    Installed,
    Updated,
    Unchanged,
    /// It is somebody else's, or was changed since we put it there, and stays.
    Kept,
    Removed,
}

impl Content<'_> {
    /// What the record says of it.
    fn mark(&self) -> String {
        match self {
            Self::Text(text) => sha256_hex(text.as_bytes()),
            Self::Program(program) => program.source.sha256(),
            Self::Link(program) => link_mark(&program.path),
        }
    }

    fn write(&self, path: &Path) -> Result<(), store::Error> {
        match self {
            Self::Text(text) => store::write(path, text.as_bytes(), Durability::Synced),
            Self::Program(program) => store::put_program(program.source.bytes(), path),
            Self::Link(program) => store::link(&program.path, path),
        }
    }
}

/// Puts a file in its place. A document that is not as we left it stays; a program does not.
pub(crate) fn put(
    name: &str,
    content: &Content<'_>,
    place: &Place,
    record: &mut Record,
    dry_run: bool,
) -> Result<State, Error> {
    let path = place.skill().join(name);
    let there = mark_of(&path)?;
    let mark = match (content, &there) {
        // A program that is taken from where it goes is no link to itself.
        (Content::Link(program), Some(there)) if program.path == path => there.clone(),
        _ => content.mark(),
    };
    let is_program = !matches!(content, Content::Text(_));
    let is_as_left = there.as_ref() == record.files.get(name);
    let state = match &there {
        None => State::Installed,
        Some(there) if *there == mark && (!is_program || store::is_executable(&path)) => {
            State::Unchanged
        }
        Some(_) if is_program || is_as_left => State::Updated,
        Some(_) => State::Kept,
    };
    if state == State::Kept {
        return Ok(state);
    }
    record.files.insert(name.to_owned(), mark);
    if state != State::Unchanged && !dry_run {
        content.write(&path)?;
    }
    Ok(state)
}

/// Takes away a file that is as we left it.
pub(crate) fn take(
    name: &str,
    place: &Place,
    record: &Record,
    dry_run: bool,
) -> Result<Option<State>, Error> {
    let path = place.skill().join(name);
    let Some(there) = mark_of(&path)? else { return Ok(None) };
    if record.files.get(name) != Some(&there) {
        return Ok(Some(State::Kept));
    }
    if !dry_run {
        store::remove(&path)?;
    }
    Ok(Some(State::Removed))
}

/// Whether a file is the one that we put there. Where nothing is recorded, nobody can tell.
pub(crate) fn is_as_left(name: &str, place: &Place, record: &Record) -> Result<bool, Error> {
    let Some(recorded) = record.files.get(name) else { return Ok(true) };
    Ok(mark_of(&place.skill().join(name))?.is_none_or(|there| there == *recorded))
}

/// What the record would say of the file that is there.
fn mark_of(path: &Path) -> Result<Option<String>, Error> {
    if let Some(target) = store::link_target(path) {
        return Ok(Some(link_mark(&target)));
    }
    match Source::open(path) {
        Err(store::Error::NotFound { .. }) => Ok(None),
        source => Ok(Some(source?.sha256())),
    }
}

fn link_mark(target: &Path) -> String {
    format!("{LINK}{}", target.display())
}

/// The folders that hold our files, the innermost first.
pub(crate) fn folders(place: &Place) -> [PathBuf; 4] {
    let skill = place.skill();
    [skill.join("bin"), skill.clone(), place.client().join("skills"), place.client()]
}

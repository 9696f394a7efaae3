//! A settings file of the client: read as strictly as the client reads it, written back with every
//! byte that is not ours.

use crate::{Error, client, client::Objection};
use contract::{Json, json};
use std::{
    io::Write,
    path::{Path, PathBuf},
};
use store::{Durability, Source, Staged};

/// What a new settings file begins as.
const EMPTY: &str = "{}\n";
const BOM: &str = "\u{feff}";

/// A settings file, or the place of one.
#[derive(Debug)]
pub(crate) struct Settings {
    path: PathBuf,
    pub(crate) is_there: bool,
    pub(crate) has_bom: bool,
    /// The text without a BOM.
    pub(crate) text: String,
    pub(crate) tree: Json,
}

impl Settings {
    /// Reads the file; refuses one that the client would ignore.
    pub(crate) fn open(path: &Path) -> Result<Self, Error> {
        let settings = Self::read(path)?;
        match settings.objections().into_iter().find(|objection| objection.drops_file) {
            Some(Objection { pointer, message, .. }) => {
                Err(Error::NotAccepted { path: path.to_owned(), pointer, message })
            }
            None => Ok(settings),
        }
    }

    fn read(path: &Path) -> Result<Self, Error> {
        let source = match Source::open_regular(path) {
            Err(store::Error::NotFound { .. }) => Source::from_bytes(path, EMPTY.into()),
            source => source?,
        };
        let text = source.text()?.to_owned();
        let tree = json::parse(&text).map_err(|error| {
            let (line, column) = error.line_column(text.as_bytes());
            Error::NotJson { path: path.to_owned(), line, column, message: error.message }
        })?;
        let has_bom = source.bytes().len() > text.len();
        Ok(Self { path: path.to_owned(), is_there: path.exists(), has_bom, text, tree })
    }

    /// What the client does not accept.
    pub(crate) fn objections(&self) -> Vec<Objection> {
        client::objections(&self.tree)
    }

    /// A setting that is switched on or off; `None` when it is not set.
    pub(crate) fn switch(&self, key: &str) -> Option<bool> {
        self.tree.get(key).and_then(Json::as_bool)
    }

    /// Writes the file with this text; who may read it stays as it is, and a link to it a link.
    pub(crate) fn write(&self, text: &str) -> Result<(), Error> {
        let target = if self.is_there { store::real_path(&self.path)? } else { self.path.clone() };
        let mut staged = Staged::create_alike(&target)?;
        let bom = if self.has_bom { BOM } else { "" };
        let written = staged.write_all([bom, text].concat().as_bytes());
        written.map_err(|error| store::Error::writing(&target, error))?;
        Ok(staged.commit(Durability::Synced)?)
    }

    /// Takes the file away.
    pub(crate) fn remove(&self) -> Result<(), Error> {
        Ok(store::remove(&self.path)?)
    }

    /// Whether a text is that of a settings file that says nothing.
    pub(crate) fn is_empty(text: &str) -> bool {
        text.split_whitespace().collect::<String>() == "{}"
    }
}

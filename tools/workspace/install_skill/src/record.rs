//! What was installed, so that it can be told from what a user changed: `.installed.json` in the
//! skill's folder.

use crate::{Error, files::LINK, place::Place};
use contract::json;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, path::PathBuf};
use store::{Durability, Source};

/// What is ours in a project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Record {
    /// The version of this program that installed it.
    pub(crate) version: String,
    /// SHA-256 of each file, or where a link leads, by its path in the skill's folder.
    pub(crate) files: BTreeMap<String, String>,
    /// Each settings file with registrations of ours, by its name.
    pub(crate) settings: BTreeMap<String, Made>,
}

/// What we made in a settings file around our registrations.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Made {
    /// The file itself.
    pub(crate) file: bool,
    /// Pointers of objects and arrays.
    pub(crate) containers: Vec<String>,
}

impl Record {
    /// The record of a project; an empty one where nothing was installed.
    pub(crate) fn open(place: &Place) -> Result<Self, Error> {
        match Source::open(&path(place)) {
            Err(store::Error::NotFound { .. }) => Ok(Self::default()),
            source => Ok(source?.document()?),
        }
    }

    /// Whether the programs were linked to.
    pub(crate) fn has_links(&self) -> bool {
        self.files.values().any(|mark| mark.starts_with(LINK))
    }

    pub(crate) fn write(&self, place: &Place) -> Result<(), Error> {
        let text = json::pretty_document(self);
        Ok(store::write(&path(place), text.as_bytes(), Durability::Synced)?)
    }

    pub(crate) fn remove(place: &Place) -> Result<(), Error> {
        Ok(store::remove(&path(place))?)
    }
}

fn path(place: &Place) -> PathBuf {
    place.skill().join(".installed.json")
}

//! A JSON document that can be edited without losing what the editor does not know.

use crate::{Durability, Error, Source, merge::carry_over, staged};
use contract::{Json, json};
use serde::{Serialize, de::DeserializeOwned};
use std::path::{Path, PathBuf};

/// A document as a typed view beside the tree it was read from.
///
/// [`Doc::edit`] changes the view; only what differs is carried back into the tree, so that unknown
/// keys, the order of keys and the digits of numbers survive by construction (architecture.md,
/// rule 7). Lock the file for the whole cycle with [`crate::Lock`].
#[derive(Debug)]
pub struct Doc<T> {
    path: PathBuf,
    tree: Json,
    view: T,
}

impl<T: Clone + DeserializeOwned + Serialize> Doc<T> {
    /// Reads a document.
    pub fn open(path: &Path) -> Result<Self, Error> {
        let source = Source::open(path)?;
        Ok(Self { path: path.to_owned(), tree: source.json()?, view: source.document()? })
    }

    /// A new document that has no file yet.
    pub fn new(path: &Path, view: T) -> Self {
        let tree = Json::from_serialize(&view).unwrap_or_default();
        Self { path: path.to_owned(), tree, view }
    }

    /// The typed view.
    pub fn view(&self) -> &T {
        &self.view
    }

    /// Changes the view and carries the changes into the tree.
    pub fn edit<R>(&mut self, change: impl FnOnce(&mut T) -> R) -> R {
        let before = Json::from_serialize(&self.view).unwrap_or_default();
        let result = change(&mut self.view);
        let after = Json::from_serialize(&self.view).unwrap_or_default();
        carry_over(&mut self.tree, &before, &after);
        result
    }

    /// The text as it would be written.
    pub fn to_text(&self) -> String {
        json::pretty_document(&self.tree)
    }

    /// Writes the document back, atomically and synced.
    pub fn save(&self) -> Result<(), Error> {
        staged::write(&self.path, self.to_text().as_bytes(), Durability::Synced)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use indexmap::IndexMap;
    use proptest::prelude::*;
    use serde::Deserialize;

    #[derive(Clone, Debug, Default, Deserialize, Serialize)]
    struct Entry {
        #[serde(default)]
        id: Option<String>,
        #[serde(default)]
        status: String,
    }

    #[derive(Clone, Debug, Default, Deserialize, Serialize)]
    struct Sheet {
        #[serde(default)]
        ticket: String,
        #[serde(default)]
        entries: IndexMap<String, Entry>,
        #[serde(default)]
        list: Vec<Entry>,
    }

    fn doc(text: &str) -> Doc<Sheet> {
        let source = Source::from_bytes("x.json", text.as_bytes().to_vec());
        Doc {
            path: "x.json".into(),
            tree: source.json().unwrap(),
            view: source.document().unwrap(),
        }
    }

    fn check(text: &str, change: impl FnOnce(&mut Sheet), expected: &str) {
        let mut doc = doc(text);
        doc.edit(change);
        assert_eq!(doc.tree.to_string(), expected);
    }

    #[test]
    fn unknown_keys_order_and_digits_survive() {
        check(
            r#"{"x":0.10,"entries":{"TC-1":{"note":1e400,"status":"A"}},"ticket":"T-1"}"#,
            |sheet| sheet.entries["TC-1"].status = "B".into(),
            r#"{"x":0.10,"entries":{"TC-1":{"note":1e400,"status":"B"}},"ticket":"T-1"}"#,
        );
    }

    #[test]
    fn moved_list_items_keep_what_they_carry() {
        check(
            r#"{"list":[{"id":"a","z":1},{"id":"b","z":2}]}"#,
            |sheet| sheet.list.reverse(),
            r#"{"list":[{"id":"b","z":2},{"id":"a","z":1}]}"#,
        );
        check(
            r#"{"list":[{"id":"a","z":1},{"id":"b","z":2}]}"#,
            |sheet| drop(sheet.list.remove(0)),
            r#"{"list":[{"id":"b","z":2}]}"#,
        );
    }

    proptest! {
        #[test]
        fn an_identity_edit_changes_nothing(unknown in "[a-z]{1,3}", digits in "[1-9][0-9]{0,20}") {
            let text = format!(
                r#"{{"{unknown}_x":{digits},"list":[{{"{unknown}_y":[{digits}],"id":"1"}}]}}"#
            );
            let mut doc = doc(&text);
            doc.edit(|_| ());
            prop_assert_eq!(doc.tree.to_string(), text);
        }

        #[test]
        fn an_edit_keeps_unknown_keys(
            keys in prop::collection::btree_map("u[a-z]{1,4}", 0u32..99, 0..5), status in "[A-Z]{1,5}"
        ) {
            let members: Vec<_> = keys.iter().map(|(k, v)| format!(r#","{k}":{v}"#)).collect();
            let text = format!(r#"{{"entries":{{"TC-1":{{"status":"?"{}}}}}}}"#, members.concat());
            let mut doc = doc(&text);
            doc.edit(|sheet| sheet.entries["TC-1"].status.clone_from(&status));
            let expected = text.replace('?', &status);
            prop_assert_eq!(doc.tree.to_string(), expected);
        }
    }
}

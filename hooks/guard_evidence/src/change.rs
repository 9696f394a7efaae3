//! What a command changes on the disk.

use crate::{
    command::Judge,
    place::{Place, Ward},
};
use hook::Failure;
use shell::{Act, Effect, Part, Word};
use std::path::{Path, PathBuf};
use store::PARTIAL_RESULTS;

impl Judge<'_, '_> {
    /// A file that is written, deleted, filled, linked, or whose permissions change.
    pub(crate) fn change(&mut self, effect: &Effect) -> Result<(), Failure> {
        let word = self.call.fill(&effect.on);
        if word.is_open() {
            for (path, name) in self.guesses(&word) {
                let place = self.ward.of_path(&path, &name);
                // An open name may be any name, as long as nothing says that it is a test case's.
                let vague = matches!(place, Some(Place::Document | Place::Result))
                    && !word.file_name().lead().starts_with("TC-");
                if let Some(place) = place.filter(|_| !vague) {
                    self.object(effect, &place, &word.to_string());
                }
            }
            return Ok(());
        }
        for target in self.call.files(&word)? {
            let path = self.ward.show(target.path());
            let place = match self.ward.place(&target)? {
                Some(place) => Some(place),
                None => match word.literal().and_then(|text| self.ward.spelled(text, &target)) {
                    Some(place) => Some(place),
                    None if self.is_folder_change(effect.act, target.path()) => Some(Place::Folder),
                    None => self.key.is(&target)?.then_some(Place::Key),
                },
            };
            if let Some(place) = place {
                self.object(effect, &place, &path);
            }
        }
        Ok(())
    }

    /// Adds an objection, unless this act does no harm to such a file.
    fn object(&mut self, effect: &Effect, place: &Place, path: &str) {
        let is_harmless = match effect.act {
            // Permissions of evidence are nobody's concern; those of a hook switch it off.
            Act::Mode => !matches!(place, Place::Program | Place::Settings),
            // To clear away one's own draft is no claim; a result has an entry in the ledger.
            Act::Delete => *place == Place::Document,
            Act::Link => matches!(place, Place::Document | Place::Result | Place::Gate),
            _ => false,
        };
        if !is_harmless {
            self.reasons.add(place, path, &effect.by);
        }
    }

    fn is_folder_change(&self, act: Act, path: &Path) -> bool {
        match act {
            Act::Fill => path.ends_with(PARTIAL_RESULTS) && self.ward.is_evidence_folder(path),
            Act::Delete => self.ward.holds_ledger(path),
            _ => false,
        }
    }

    /// Names that an open word may stand for, in the folder that it names, or in one of evidence.
    fn guesses(&self, word: &Word) -> Vec<(PathBuf, String)> {
        let (folder, name) = (word.folder(), word.file_name());
        let at = match folder.literal() {
            Some(folder) => self.call.resolve(folder).path().to_owned(),
            None if folder.to_string().ends_with("partial_results")
                || name.lead().starts_with("TC-") =>
            {
                self.call.root().join("test/_/partial_results")
            }
            None => return Vec::new(),
        };
        let guess = |stands_for: &str| {
            let text = |part: &Part| match part {
                Part::Text(text) => text.clone(),
                Part::Glob(_) => "1".into(),
                Part::Variable(_) | Part::Unknown => stands_for.into(),
            };
            name.parts().iter().map(text).collect::<String>()
        };
        let mut names = vec![guess("TC-1"), guess("1")];
        names.dedup();
        names.into_iter().map(|name| (at.join(&name), name)).collect()
    }

    /// git, on a path.
    pub(crate) fn rewind(&mut self, effect: &Effect) -> Result<(), Failure> {
        let word = self.call.fill(&effect.on);
        for target in self.call.files(&word)? {
            let path = target.path();
            let place = match self.ward.place(&target)? {
                // A document that was checked before goes back to what it was.
                Some(Place::Document) => None,
                Some(place) => Some(place),
                None if !self.ward.holds_ledger(path) => None,
                None if self.ward.is_evidence_folder(path) => Some(Place::Folder),
                None => Some(Place::Tree),
            };
            if let Some(place) = place {
                self.reasons.add(&place, &self.ward.show(path), &effect.by);
            }
        }
        Ok(())
    }

    /// git, on a whole working tree.
    pub(crate) fn rewind_all(&mut self, effect: &Effect) -> Result<(), Failure> {
        let word = self.call.fill(&effect.on);
        for target in self.call.files(&word)? {
            let tree = Ward::working_tree(target.path());
            if self.ward.holds_ledger(tree) {
                self.reasons.add(&Place::Tree, &tree.display().to_string(), &effect.by);
            }
        }
        Ok(())
    }
}

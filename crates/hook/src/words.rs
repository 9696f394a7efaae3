//! The files that a word of a shell command may mean, on this disk and in this environment.

use crate::{Call, Failure, Target};
use shell::{Part, Word, may_be};
use std::path::{Path, PathBuf};

/// How many files a pattern may mean before the rest is left out, and how many folders deep `**`
/// goes.
const MOST: usize = 4096;
const DEPTH: usize = 12;

impl Call<'_> {
    /// A word with the variables of this environment in it; `PWD` is the session's working folder.
    pub fn fill(&self, word: &Word) -> Word {
        word.fill(|name| match name {
            "PWD" => self.cwd().to_str().map(str::to_owned),
            _ => self.env().get(name),
        })
    }

    /// The files and folders that a filled word means: the one that it names, or those on the disk
    /// that its pattern fits. None, when a part of it is open: which file that is, is not known.
    pub fn files(&self, word: &Word) -> Result<Vec<Target>, Failure> {
        if let Some(path) = word.literal() {
            return Ok(if path.is_empty() { Vec::new() } else { vec![self.resolve(path)] });
        }
        if word.is_open() {
            return Ok(Vec::new());
        }
        let mut found = vec![(self.cwd().to_owned(), 0)];
        for component in components(word) {
            let mut next = Vec::new();
            for (folder, depth) in found {
                self.check_time()?;
                self.step(&folder, depth, &component, &mut next)?;
                if next.len() > MOST {
                    break;
                }
            }
            found = next;
        }
        Ok(found.iter().map(|(path, _)| Target::at(path)).collect())
    }

    /// What a component of a pattern means in a folder.
    fn step(
        &self,
        folder: &Path,
        depth: usize,
        component: &[Part],
        next: &mut Vec<(PathBuf, usize)>,
    ) -> Result<(), Failure> {
        match component {
            [] => next.push((folder.to_owned(), depth)),
            [Part::Text(name)] if name == "/" => next.push((PathBuf::from("/"), depth)),
            [Part::Text(name)] => next.push((self.resolve_from(folder, name).path().into(), depth)),
            [Part::Glob(stars)] if stars == "**" => self.below(folder, next)?,
            _ => {
                let shows_hidden =
                    matches!(component, [Part::Text(text), ..] if text.starts_with('.'));
                let names = store::names(folder).into_iter().flatten().flatten();
                let fitting = names.filter(|name| {
                    (shows_hidden || !name.starts_with('.')) && may_be(component, name)
                });
                next.extend(fitting.take(MOST).map(|name| (folder.join(name), depth + 1)));
            }
        }
        Ok(())
    }

    /// A folder and all folders below it, links not followed; of the project, only what leads to
    /// its tests and to the agent's settings, which is all that a hook asks about.
    fn below(&self, folder: &Path, next: &mut Vec<(PathBuf, usize)>) -> Result<(), Failure> {
        let kept = ["test", ".claude"].map(|name| self.root().join(name));
        let concerns =
            |path: &Path| kept.iter().any(|kept| path.starts_with(kept) || kept.starts_with(path));
        let mut open = vec![(folder.to_owned(), 0)];
        while let Some((folder, depth)) = open.pop() {
            self.check_time()?;
            if depth < DEPTH && next.len() < MOST {
                let names: Vec<String> =
                    store::names(&folder).into_iter().flatten().flatten().collect();
                let paths = names.iter().map(|name| folder.join(name));
                let inner = paths
                    .filter(|path| concerns(path) && path.is_dir() && !path.is_symlink())
                    .map(|path| (path, depth + 1));
                open.extend(inner);
            }
            next.push((folder, depth));
        }
        Ok(())
    }
}

/// The components of a path; a root is a component of its own.
fn components(word: &Word) -> Vec<Vec<Part>> {
    let mut components = vec![Vec::new()];
    if word.lead().starts_with('/') {
        components[0].push(Part::Text("/".into()));
        components.push(Vec::new());
    }
    for part in word.parts() {
        let Part::Text(text) = part else {
            if let Some(last) = components.last_mut() {
                last.push(part.clone());
            }
            continue;
        };
        for (index, piece) in text.split('/').enumerate() {
            if index > 0 {
                components.push(Vec::new());
            }
            if let Some(last) = components.last_mut().filter(|_| !piece.is_empty()) {
                last.push(Part::Text(piece.into()));
            }
        }
    }
    components.retain(|component| !component.is_empty());
    components
}

#[cfg(test)]
mod tests {
    use super::*;
    use shell::Dialect;

    fn check(word: &str, expected: &[&str]) {
        let script = shell::read(&format!("ls {word}"), Dialect::Posix);
        let parts = components(&script.commands[0].args[0]);
        let shown: Vec<String> = parts
            .iter()
            .map(|parts| {
                let text = |part: &Part| match part {
                    Part::Text(text) | Part::Glob(text) => text.clone(),
                    Part::Variable(_) | Part::Unknown => "…".into(),
                };
                parts.iter().map(text).collect()
            })
            .collect();
        assert_eq!(shown, expected, "{word}");
    }

    #[test]
    fn a_path_is_its_components() {
        check("a/b*/c", &["a", "b*", "c"]);
        check("/a//*.json", &["/", "a", "*.json"]);
        check("./'주문 취소'/*", &[".", "주문 취소", "*"]);
        check("$D/a", &["…", "a"]);
        check("a/", &["a"]);
    }
}

//! A word after its quotes are gone and its variables are filled in, as far as the text tells.

use std::fmt;

/// A piece of a [`Word`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text as it stands.
    Text(String),
    /// An unquoted pattern: `*`, `?`, `[a-z]`; `**` stands for any folders.
    Glob(String),
    /// A variable that the script does not set.
    Variable(String),
    /// What only the run can tell: the output of a command, a line that was read.
    Unknown,
}

/// A word of a command, or a path made of words. Neighbouring texts are one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Word {
    parts: Vec<Part>,
}

impl Word {
    /// A word that is all text.
    pub fn text(text: impl Into<String>) -> Self {
        let mut word = Self::default();
        word.push(Part::Text(text.into()));
        word
    }

    /// A word of which nothing is known.
    pub(crate) fn unknown() -> Self {
        Self { parts: vec![Part::Unknown] }
    }

    /// Where the script began.
    pub(crate) fn here() -> Self {
        Self { parts: vec![Part::Variable("PWD".into())] }
    }

    /// Its parts.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The whole text; `None` when a part of it is open.
    pub fn literal(&self) -> Option<&str> {
        match self.parts.as_slice() {
            [] => Some(""),
            [Part::Text(text)] => Some(text),
            _ => None,
        }
    }

    /// The text that it surely begins with.
    pub fn lead(&self) -> &str {
        match self.parts.first() {
            Some(Part::Text(text)) => text,
            _ => "",
        }
    }

    /// Whether a run decides about some part of it.
    pub fn is_open(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Unknown | Part::Variable(_)))
    }

    /// Whether it is a pattern.
    pub fn is_glob(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Glob(_)))
    }

    /// Fills in the variables that the caller knows.
    #[must_use]
    pub fn fill(&self, value: impl Fn(&str) -> Option<String>) -> Self {
        let mut filled = Self::default();
        for part in &self.parts {
            filled.push(match part {
                Part::Variable(name) => value(name).map_or(Part::Unknown, Part::Text),
                part => part.clone(),
            });
        }
        filled
    }

    /// The same path, seen from where `folder` is seen from.
    #[must_use]
    pub(crate) fn below(&self, folder: &Self) -> Self {
        let is_absolute = match self.parts.first() {
            Some(Part::Text(text)) => is_absolute(text),
            Some(Part::Variable(_) | Part::Unknown) => true,
            _ => false,
        };
        if is_absolute || folder.parts.is_empty() { self.clone() } else { folder.join(self) }
    }

    /// This folder's file or folder `name`.
    #[must_use]
    pub(crate) fn join(&self, name: &Self) -> Self {
        let mut path = self.clone();
        path.push(Part::Text("/".into()));
        path.extend(&name.parts);
        path
    }

    /// What stands behind the last `/` or `\`.
    #[must_use]
    pub fn file_name(&self) -> Self {
        let is_slash = |c: char| matches!(c, '/' | '\\');
        let mut name = Vec::new();
        let mut at_end = true;
        for part in self.parts.iter().rev() {
            if let Part::Text(text) = part {
                let text = if at_end { text.trim_end_matches(is_slash) } else { text };
                at_end = at_end && text.is_empty();
                if let Some((_, last)) = text.rsplit_once(is_slash) {
                    name.push(Part::Text(last.into()));
                    break;
                }
                name.push(Part::Text(text.into()));
            } else {
                at_end = false;
                name.push(part.clone());
            }
        }
        let mut word = Self::default();
        name.into_iter().rev().for_each(|part| word.push(part));
        word
    }

    /// What stands before the last `/`; `.` when there is none.
    #[must_use]
    pub fn folder(&self) -> Self {
        for (index, part) in self.parts.iter().enumerate().rev() {
            if let Part::Text(text) = part
                && let Some((before, _)) = text.rsplit_once('/')
            {
                let mut folder = Self { parts: self.parts[..index].to_vec() };
                folder.push(Part::Text(before.into()));
                return folder;
            }
        }
        Self::text(".")
    }

    /// The same with `*` and `?` as patterns, where they are one though they came as text: out of a
    /// variable that nothing quotes, for `find`, for a call of `glob`.
    #[must_use]
    pub(crate) fn globbed(&self) -> Self {
        let mut globbed = Self::default();
        for part in &self.parts {
            let Part::Text(text) = part else {
                globbed.push(part.clone());
                continue;
            };
            for piece in text.split_inclusive(['*', '?']) {
                let plain = piece.trim_end_matches(['*', '?']);
                globbed.push(Part::Text(plain.into()));
                if plain.len() < piece.len() {
                    globbed.push(Part::Glob(piece[plain.len()..].into()));
                }
            }
        }
        globbed
    }

    /// Without a text that it begins with.
    pub(crate) fn strip_prefix(&self, prefix: &str) -> Option<Self> {
        let rest = self.lead().strip_prefix(prefix)?;
        let mut word = Self::text(rest);
        word.extend(self.parts.get(1..).unwrap_or_default());
        Some(word)
    }

    pub(crate) fn push(&mut self, part: Part) {
        match (self.parts.last_mut(), part) {
            (_, Part::Text(text)) if text.is_empty() => {}
            (Some(Part::Unknown), Part::Unknown) => {}
            (Some(Part::Text(last)), Part::Text(text)) => last.push_str(&text),
            (_, part) => self.parts.push(part),
        }
    }

    pub(crate) fn extend(&mut self, parts: &[Part]) {
        for part in parts {
            self.push(part.clone());
        }
    }

    /// How many bytes of text it holds, and how many parts.
    pub(crate) fn size(&self) -> usize {
        let of = |part: &Part| match part {
            Part::Text(text) | Part::Glob(text) | Part::Variable(text) => text.len(),
            Part::Unknown => 1,
        };
        self.parts.iter().map(of).sum::<usize>() + self.parts.len()
    }

    /// The word as text of a script that gives this word again.
    pub(crate) fn to_script(&self) -> String {
        let mut script = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) | Part::Glob(text) => script.push_str(text),
                Part::Variable(name) => script.extend(["${", name.as_str(), "}"]),
                Part::Unknown => script.push_str("$?"),
            }
        }
        script
    }

    /// The words that it is split into where nothing quotes it.
    pub(crate) fn split(&self) -> Vec<Self> {
        let mut words = vec![Self::default()];
        for part in &self.parts {
            let Part::Text(text) = part else {
                if let Some(last) = words.last_mut() {
                    last.push(part.clone());
                }
                continue;
            };
            for (index, piece) in text.split([' ', '\t', '\n']).enumerate() {
                match words.last_mut() {
                    Some(last) if index == 0 => last.push(Part::Text(piece.into())),
                    _ => words.push(Self::text(piece)),
                }
            }
        }
        words.retain(|word| !word.parts.is_empty());
        words
    }
}

impl fmt::Display for Word {
    /// For a reader: what is open is shown as `…`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            Part::Text(text) | Part::Glob(text) => f.write_str(text),
            Part::Variable(name) => write!(f, "${name}"),
            Part::Unknown => f.write_str("…"),
        })
    }
}

fn is_absolute(path: &str) -> bool {
    let bytes = path.as_bytes();
    matches!(bytes.first(), Some(b'/' | b'\\' | b'~'))
        || bytes.get(1) == Some(&b':') && bytes[0].is_ascii_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(parts: &[Part]) -> Word {
        let mut word = Word::default();
        word.extend(parts);
        word
    }

    fn text(text: &str) -> Part {
        Part::Text(text.into())
    }

    #[test]
    fn neighbouring_texts_are_one() {
        let word = word(&[text("a"), text(""), text("b")]);
        assert_eq!(word.literal(), Some("ab"));
        assert_eq!(Word::default().literal(), Some(""));
    }

    #[test]
    fn variables_are_filled_in() {
        let path = word(&[Part::Variable("HOME".into()), text("/x/"), Part::Variable("N".into())]);
        let filled = path.fill(|name| (name == "HOME").then(|| "/h".to_owned()));
        assert_eq!(filled, word(&[text("/h/x/"), Part::Unknown]));
        assert_eq!(filled.to_string(), "/h/x/…");
    }

    #[test]
    fn paths_have_folders_and_names() {
        let folder = Word::text("a");
        assert_eq!(Word::text("b/c").below(&folder).literal(), Some("a/b/c"));
        assert_eq!(Word::text("/b").below(&folder).literal(), Some("/b"));
        assert_eq!(Word::unknown().below(&folder), Word::unknown());
        assert_eq!(Word::text("a/b/").file_name().literal(), Some("b"));
        let glob = word(&[text("a/TC-"), Part::Glob("*".into()), text(".json")]);
        assert_eq!(glob.file_name().to_string(), "TC-*.json");
        assert_eq!(glob.folder().literal(), Some("a"));
        assert_eq!(Word::text("b").folder().literal(), Some("."));
    }

    #[test]
    fn text_can_be_a_pattern() {
        let glob = Part::Glob("*".into());
        assert_eq!(Word::text("a*.b").globbed(), word(&[text("a"), glob, text(".b")]));
        assert_eq!(Word::text("a").globbed(), Word::text("a"));
    }

    #[test]
    fn blanks_split() {
        let words = word(&[text("a  b"), Part::Unknown, text("\nc ")]).split();
        let words: Vec<String> = words.iter().map(Word::to_string).collect();
        assert_eq!(words, ["a", "b…", "c"]);
    }
}

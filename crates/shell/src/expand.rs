//! Words with the script's own variables filled in.

use crate::{
    Part, Word, braces,
    raw::{Cut, Piece, Raw},
    run::{Made, Run},
};

/// How many words one may stand for.
const MOST: usize = 64;

impl Run {
    /// The words that a word stands for: several, when a variable may have several values.
    pub(crate) fn expand(&mut self, raw: &Raw, made: &Made) -> Vec<Word> {
        let mut words = Vec::new();
        for pieces in braces::expand(&raw.pieces) {
            let found = self.alternatives(&pieces, made);
            let splits = matches!(
                pieces.as_slice(),
                [Piece::Variable { quoted: false, .. } | Piece::Output { quoted: false, .. }]
            );
            if splits && !raw.quoted {
                words.extend(found.iter().flat_map(Word::split));
            } else {
                words.extend(found);
            }
        }
        words
    }

    fn alternatives(&mut self, pieces: &[Piece], made: &Made) -> Vec<Word> {
        let mut words = vec![Word::default()];
        for piece in pieces {
            let values = match piece {
                Piece::Text(text) => vec![Word::text(text.as_str())],
                Piece::Glob(glob) => vec![of(Part::Glob(glob.clone()))],
                Piece::Variable { name, default, part, .. } => {
                    let values = self.value(name, default.as_deref(), made);
                    values.iter().map(|value| cut(value, *part)).collect()
                }
                Piece::Output { from, to, .. } => {
                    let made = made.get(*from..*to).unwrap_or_default();
                    let last = made.iter().rev().flatten().next();
                    last.map_or_else(|| vec![Word::unknown()], |command| self.printed(*command))
                }
                Piece::Unknown | Piece::Open | Piece::Comma | Piece::Close => vec![Word::unknown()],
            };
            let is_bare = matches!(
                piece,
                Piece::Variable { quoted: false, .. } | Piece::Output { quoted: false, .. }
            );
            let values: Vec<Word> =
                if is_bare { values.iter().map(Word::globbed).collect() } else { values };
            let size = values.iter().map(Word::size).sum::<usize>() * words.len();
            if !self.spend(size) {
                return vec![Word::unknown()];
            }
            append(&mut words, &values);
        }
        words
    }

    fn value(&mut self, name: &str, default: Option<&[Piece]>, made: &Made) -> Vec<Word> {
        if name == "PWD" && !self.folder.parts().is_empty() {
            return vec![self.folder.clone()];
        }
        if let Some(values) = self.variables.get(name) {
            return values.clone();
        }
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_');
        let open = if is_name { of(Part::Variable(name.into())) } else { Word::unknown() };
        let mut values = vec![open];
        if let Some(pieces) = default {
            values.extend(self.alternatives(pieces, made));
        }
        values
    }
}

/// The part of a path that a word takes.
fn cut(value: &Word, part: Cut) -> Word {
    let is_path =
        value.parts().iter().any(|part| matches!(part, Part::Text(text) if text.contains('/')));
    match part {
        Cut::Whole => value.clone(),
        Cut::FileName => value.file_name(),
        Cut::Folder => value.folder(),
        Cut::End if is_path => value.folder().join(&Word::unknown()),
        Cut::End => Word::unknown(),
    }
}

fn of(part: Part) -> Word {
    let mut word = Word::default();
    word.push(part);
    word
}

/// Puts each of the values behind each of the words; what does not fit is left open.
fn append(words: &mut Vec<Word>, values: &[Word]) {
    match values {
        [value] => words.iter_mut().for_each(|word| word.extend(value.parts())),
        [_, ..] if words.len() * values.len() <= MOST => {
            let join = |word: &Word, value: &Word| {
                let mut joined = word.clone();
                joined.extend(value.parts());
                joined
            };
            let with_each =
                |word: &Word| values.iter().map(|value| join(word, value)).collect::<Vec<_>>();
            *words = words.iter().flat_map(with_each).collect();
        }
        _ => words.iter_mut().for_each(|word| word.push(Part::Unknown)),
    }
}

//! Words with the script's own variables filled in.

use crate::{
    Part, Word, braces,
    raw::{Piece, Raw},
    run::{Made, Run},
};

/// How many words one may stand for, and how long one may grow.
const MOST: usize = 64;
const LONGEST: usize = 1 << 16;

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
                Piece::Variable { name, default, .. } => self.value(name, default.as_deref(), made),
                Piece::Output { from, to, .. } => {
                    let last =
                        made.get(*from..*to).and_then(|made| made.iter().rev().flatten().next());
                    last.map_or_else(|| vec![Word::unknown()], |command| self.printed(*command))
                }
                Piece::Unknown | Piece::Open | Piece::Comma | Piece::Close => vec![Word::unknown()],
            };
            append(&mut words, &values);
        }
        let size = words.iter().map(Word::size).sum();
        if self.spend(size) { words } else { vec![Word::unknown()] }
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

fn of(part: Part) -> Word {
    let mut word = Word::default();
    word.push(part);
    word
}

/// Puts each of the values behind each of the words.
fn append(words: &mut Vec<Word>, values: &[Word]) {
    let longest = |words: &[Word]| words.iter().map(Word::size).max().unwrap_or_default();
    let fits = words.len() * values.len() <= MOST && longest(words) + longest(values) <= LONGEST;
    match values {
        [value] if fits => words.iter_mut().for_each(|word| word.extend(value.parts())),
        _ if fits && !values.is_empty() => {
            let join = |word: &Word, value: &Word| {
                let mut joined = word.clone();
                joined.extend(value.parts());
                joined
            };
            *words = words
                .iter()
                .flat_map(|word| values.iter().map(move |value| join(word, value)))
                .collect();
        }
        _ => words.iter_mut().for_each(|word| word.push(Part::Unknown)),
    }
}

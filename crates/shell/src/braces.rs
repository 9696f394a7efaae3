//! Brace expansion: `{a,b}` makes two words of one.

use crate::raw::Piece;

/// Into how many words one may be expanded, and how many braces it may have; beyond, a `*` stands
/// for the braces.
const MOST: usize = 64;
const BRACES: usize = 16;

/// The words that a word stands for.
pub(crate) fn expand(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let braces = pieces.iter().filter(|piece| **piece == Piece::Open).count();
    if braces == 0 {
        return vec![as_text(pieces)];
    }
    let words = if braces <= BRACES { alternatives(pieces) } else { Vec::new() };
    if words.is_empty() { vec![collapse(pieces)] } else { words }
}

/// None, when there would be too many.
fn alternatives(pieces: &[Piece]) -> Vec<Vec<Piece>> {
    let Some((open, close)) = first_pair(pieces) else { return vec![as_text(pieces)] };
    let (before, inner, after) = (&pieces[..open], &pieces[open + 1..close], &pieces[close + 1..]);
    let rest = alternatives(after);
    let choices: Vec<Vec<Piece>> = match split(inner) {
        choices if choices.len() > 1 => choices.into_iter().flat_map(alternatives).collect(),
        _ if is_range(inner) => vec![vec![Piece::Glob("*".into())]],
        _ => {
            let mut whole = vec![Piece::Text("{".into())];
            whole.extend(as_text(inner));
            whole.push(Piece::Text("}".into()));
            vec![whole]
        }
    };
    if choices.len() * rest.len() > MOST {
        return Vec::new();
    }
    let join = |choice: &Vec<Piece>, rest: &Vec<Piece>| {
        as_text(&[before, choice.as_slice(), rest.as_slice()].concat())
    };
    choices.iter().flat_map(|choice| rest.iter().map(move |rest| join(choice, rest))).collect()
}

/// The first brace that is closed, and where.
fn first_pair(pieces: &[Piece]) -> Option<(usize, usize)> {
    let mut open = Vec::new();
    let mut pair = None;
    for (index, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open => open.push(index),
            Piece::Close => {
                if let Some(start) = open.pop()
                    && pair.is_none_or(|(first, _)| start < first)
                {
                    pair = Some((start, index));
                }
            }
            _ => {}
        }
    }
    pair
}

/// What the commas of this level separate.
fn split(inner: &[Piece]) -> Vec<&[Piece]> {
    let mut depth = 0_usize;
    inner
        .split(|piece| {
            match piece {
                Piece::Open => depth += 1,
                Piece::Close => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && *piece == Piece::Comma
        })
        .collect()
}

fn is_range(inner: &[Piece]) -> bool {
    matches!(inner, [Piece::Text(text)] if text.contains(".."))
}

fn as_text(pieces: &[Piece]) -> Vec<Piece> {
    let text = |piece: &Piece| match piece {
        Piece::Open => Piece::Text("{".into()),
        Piece::Comma => Piece::Text(",".into()),
        Piece::Close => Piece::Text("}".into()),
        other => other.clone(),
    };
    pieces.iter().map(text).collect()
}

/// A `*` in place of everything between the first brace and the last.
fn collapse(pieces: &[Piece]) -> Vec<Piece> {
    let first = pieces.iter().position(|piece| *piece == Piece::Open).unwrap_or(pieces.len());
    let last = pieces.iter().rposition(|piece| *piece == Piece::Close).unwrap_or(first);
    let mut short = as_text(&pieces[..first]);
    short.push(Piece::Glob("*".into()));
    short.extend(as_text(pieces.get(last + 1..).unwrap_or_default()));
    short
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        parser::Parser,
        raw::{Items, Raw},
    };

    fn check(word: &str, expected: &[&str]) {
        let mut items = Items::default();
        let raw = Parser::new(word, 0, &mut items).word();
        let words: Vec<String> = expand(&raw.pieces)
            .into_iter()
            .map(|pieces| Raw { pieces, quoted: false }.written())
            .collect();
        assert_eq!(words, expected, "{word}");
    }

    #[test]
    fn words_are_multiplied() {
        check("a", &["a"]);
        check("f{,.bak}", &["f", "f.bak"]);
        check(
            "TC-{1,2}_{before,after}",
            &["TC-1_before", "TC-1_after", "TC-2_before", "TC-2_after"],
        );
        check("{a,b{1,2}}", &["a", "b1", "b2"]);
        check("TC-{1..3}.json", &["TC-*.json"]);
    }

    #[test]
    fn other_braces_stay() {
        check("{}", &["{}"]);
        check("{a}", &["{a}"]);
        check("a{b", &["a{b"]);
        check("a}b,c", &["a}b,c"]);
        check("'{a,b}'", &["{a,b}"]);
    }

    #[test]
    fn too_many_are_a_pattern() {
        check(&"{a,b}".repeat(7), &["*"]);
        check(&format!("x{}y", "{a,b}".repeat(99)), &["x*y"]);
    }
}

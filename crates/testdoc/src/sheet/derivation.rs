//! How an expectation is derived: ① source, ② and ③ what is done with it, ④ what is expected.
//!
//! A tree with `├─` and `└─`, the same lines without them, all of it in one line, or ④ alone.

use crate::labels::{self, Label};

const MARKS: [char; 4] = ['①', '②', '③', '④'];
/// The place of ④ in [`MARKS`].
const LAST: usize = 3;

/// The derivation of a test case's expectation, outside quotes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Derivation {
    /// The lines of ①, ②, ③ and ④.
    pub marks: [Option<usize>; 4],
    /// The first line of one that stops before ④, if that is all there is.
    pub unfinished: Option<usize>,
    /// Whether ④ is called what it is: `④ 기대결과:`, `④ Expected:`.
    pub is_labelled: bool,
    /// Whether anything is said behind ④, or below it.
    pub says_something: bool,
    /// The line of the first mark that stands in a quote.
    pub quoted: Option<usize>,
}

impl Derivation {
    /// Whether the expectation takes more than a look at its source: ② or ③.
    pub fn has_steps(&self) -> bool {
        self.marks[1].is_some() || self.marks[2].is_some()
    }

    /// Whether it is more than the one line of ④.
    pub fn is_tree(&self) -> bool {
        self.marks[..LAST].iter().any(Option::is_some)
    }

    /// The line of ④.
    pub fn result(&self) -> Option<usize> {
        self.marks[LAST]
    }

    /// Takes a line in; whether it is one of a derivation.
    pub(super) fn line(&mut self, text: &str, number: usize) -> bool {
        let Some(first) = mark_at_start(text) else { return false };
        let is_ended = self.result().is_some();
        if is_ended && !is_drawn(text) && first != LAST {
            // What is numbered behind ④ is another list.
            return false;
        }
        if first == 0 && !is_ended {
            self.stop();
        }
        for (at, c) in text.char_indices() {
            let Some(mark) = MARKS.iter().position(|mark| *mark == c) else { continue };
            self.marks[mark].get_or_insert(number);
            if mark == LAST {
                self.result_says(&text[at + c.len_utf8()..]);
                break;
            }
        }
        true
    }

    /// Something else begins: what stopped before ④ was no derivation.
    pub(super) fn stop(&mut self) {
        if self.result().is_none() {
            self.unfinished = self.unfinished.or(self.marks.into_iter().flatten().min());
            self.marks = [None; 4];
        }
    }

    /// Takes in a line of a quote; whether it is one of a derivation.
    pub(super) fn quote(&mut self, text: &str, number: usize) -> bool {
        let found = mark_at_start(text).is_some();
        if found {
            self.quoted.get_or_insert(number);
        }
        found
    }

    fn result_says(&mut self, rest: &str) {
        let rest = rest.trim_start_matches(['.', ')', ' ', '-', '—']);
        let named = labels::field(rest).filter(|(label, _)| Label::ExpectedResult.is(label));
        self.is_labelled |= named.is_some();
        let value = match named {
            Some((_, value)) => value,
            None if Label::ExpectedResult.is(rest) => "",
            None => rest,
        };
        self.says_something |= value.contains(|c: char| c.is_alphanumeric() || "✅❌".contains(c));
    }
}

/// Whether a line in the midst of other things is surely one of a tree: drawn, or a labelled ④.
pub(super) fn is_surely_one(text: &str) -> bool {
    let is_result = || {
        let mut trial = Derivation::default();
        mark_at_start(text) == Some(LAST) && trial.line(text, 0) && trial.is_labelled
    };
    is_drawn(text) && mark_at_start(text).is_some() || is_result()
}

/// Whether a line is a branch of a tree.
fn is_drawn(text: &str) -> bool {
    text.trim_start().starts_with(['├', '└', '│', '─', '|', '+'])
}

/// The mark that a line starts with, behind what draws the tree or dresses the mark.
fn mark_at_start(text: &str) -> Option<usize> {
    let is_drawing =
        |c: char| ('\u{2500}'..='\u{257f}').contains(&c) || " \t\u{a0}*-`|+>[(".contains(c);
    let first = text.chars().find(|c| !is_drawing(*c))?;
    MARKS.iter().position(|mark| *mark == first)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The marks, whether ④ is labelled, whether it says something.
    fn check(lines: &[&str], marks: &str, is_labelled: bool, says_something: bool) {
        let mut derivation = Derivation::default();
        for (index, line) in lines.iter().enumerate() {
            derivation.line(line, index + 1);
        }
        let found: String =
            (0..4).filter(|i| derivation.marks[*i].is_some()).map(|i| MARKS[i]).collect();
        assert_eq!(found, marks, "{lines:?}");
        assert_eq!(
            (derivation.is_labelled, derivation.says_something),
            (is_labelled, says_something),
            "{lines:?}"
        );
    }

    #[test]
    fn trees_are_known_however_they_are_drawn() {
        check(
            &["ORD-1", "├─① Source: x", "│  └─ y", "├─② sum", "└─④ 기대결과: 5"],
            "①②④",
            true,
            true,
        );
        check(&["① Source: x", "④ Expected: 5"], "①④", true, true);
        check(&["- **① 출처**: x", "- **④ 기대결과**: 5"], "①④", true, true);
        check(&["① a → ② b → ③ c → ④ 5"], "①②③④", false, true);
        check(&["|-- ① a", "+-- ④ **Expected result:** `5`"], "①④", true, true);
    }

    #[test]
    fn one_line_is_enough_when_it_is_called_what_it_is() {
        check(&["④ 기대결과: 200"], "④", true, true);
        check(&["④ Expected：200"], "④", true, true);
        check(&["④ 기대결과: ③과 같다"], "④", true, true);
        check(&["④ 결과: 200"], "④", false, true);
        check(&["④ 기대결과:"], "④", true, false);
        check(&["④ 기대결과"], "④", false, false);
    }

    #[test]
    fn a_mark_within_a_sentence_is_none() {
        check(&["see ① and ④", "기대결과: 5"], "", false, false);
    }

    #[test]
    fn other_numbered_lists_are_none() {
        check(
            &["① GET /a", "② POST /b", "① Source: x", "④ Expected: 5", "② POST /c"],
            "①④",
            true,
            true,
        );
        check(&["├─① x", "└─④ Expected: 5", "├─② y", "└─④ Expected: 6"], "①②④", true, true);
        let mut derivation = Derivation::default();
        derivation.line("① GET /a", 3);
        derivation.line("② POST /b", 4);
        derivation.stop();
        assert_eq!((derivation.is_tree(), derivation.unfinished), (false, Some(3)));
        derivation.line("④ Expected: 5", 9);
        assert!(derivation.result() == Some(9) && !derivation.has_steps());
    }

    #[test]
    fn quotes_are_noted_and_do_not_count() {
        let mut derivation = Derivation::default();
        assert!(derivation.quote("└─④ 기대결과: 5", 7));
        assert!(!derivation.quote("a word", 8));
        assert_eq!((derivation.result(), derivation.quoted), (None, Some(7)));
    }
}

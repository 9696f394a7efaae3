//! The tokens of a text: words, numbers, test case ids, marks, signs. What is quoted or is the name
//! of a file is one token that nobody looks into.

use super::words;
use crate::labels;
use contract::{Status, tc};

/// A token and where it begins in the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token<'a> {
    pub(super) at: usize,
    pub(super) text: &'a str,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Letters of one script; in Latin letters with digits and an apostrophe inside.
    Word,
    /// A test case id.
    Id,
    /// A ticket's key, such as `PROJ-123`.
    Ticket,
    /// A whole number.
    Number(u64),
    /// `12/15`
    Fraction(u64, u64),
    /// A share in tenths of a per cent.
    Percent(u64),
    /// A mark such as ✅.
    Mark(Status),
    /// One sign of punctuation.
    Sign(char),
    /// A quotation, a path, a version, a measure: nothing that says how a test case ended.
    Opaque,
}

impl Token<'_> {
    /// Where it ends.
    pub(super) fn end(&self) -> usize {
        self.at + self.text.len()
    }

    /// Whether it is this word, in any letter case.
    pub(super) fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether it is one of these words.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether it is one of these nouns; in Korean with a particle or without.
    pub(super) fn is_noun(&self, nouns: &[&str]) -> bool {
        let with_particle = |noun: &&str| {
            let particle = self.text.strip_prefix(*noun);
            !noun.is_ascii() && particle.is_some_and(|it| words::PARTICLES.contains(&it))
        };
        self.is_any(nouns) || self.kind == Kind::Word && nouns.iter().any(with_particle)
    }

    /// Whether it is one of these signs.
    pub(super) fn is_sign(&self, signs: &str) -> bool {
        matches!(self.kind, Kind::Sign(sign) if signs.contains(sign))
    }
}

/// Endings of file names.
const EXTENSIONS: [&str; 17] = [
    "json", "jsonl", "md", "rs", "py", "js", "ts", "tsx", "java", "kt", "go", "html", "sh", "log",
    "txt", "yml", "sql",
];
/// More letters than this between quotation marks are no quotation.
const LONGEST_QUOTE: usize = 400;

/// The tokens of `text`, which begins at `offset` of the message.
pub(super) fn tokens(text: &str, offset: usize) -> Vec<Token<'_>> {
    let mut lexer = Lexer { text, offset, at: 0, found: Vec::new() };
    while lexer.step() {}
    lexer.found
}

struct Lexer<'a> {
    text: &'a str,
    offset: usize,
    at: usize,
    found: Vec<Token<'a>>,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn take(&mut self, length: usize, kind: Kind) {
        let text = &self.rest()[..length];
        self.found.push(Token { at: self.offset + self.at, text, kind });
        self.at += length;
    }

    fn step(&mut self) -> bool {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return false };
        let width = first.len_utf8();
        if first.is_whitespace() || matches!(first, '*' | '\u{fe0f}' | '\u{200b}') {
            self.at += width;
        } else if let Some(closing) = closing_quote(first) {
            self.quote(width, closing);
        } else if first.is_ascii_digit() {
            self.number();
        } else if let Some(length) = opaque_run(rest) {
            self.take(length, Kind::Opaque);
        } else if first.is_ascii_alphabetic() {
            self.latin();
        } else if first.is_alphabetic() {
            let end = rest.find(|c: char| c.is_ascii() || !c.is_alphabetic());
            self.take(end.unwrap_or(rest.len()), Kind::Word);
        } else if let Some(status) = labels::mark(&rest[..width]) {
            self.take(width, Kind::Mark(status));
        } else {
            self.take(width, Kind::Sign(first));
        }
        true
    }

    /// Between quotation marks a single word counts, as in `PASS`; more is somebody else's speech.
    fn quote(&mut self, width: usize, closing: char) {
        let inner = &self.rest()[width..];
        let end = inner.find(closing).filter(|end| *end <= LONGEST_QUOTE);
        let Some(end) = end else {
            self.at += width;
            return;
        };
        let quoted = tokens(&inner[..end], self.offset + self.at + width);
        if let [one] = quoted[..] {
            self.found.push(one);
            self.at += width + end + closing.len_utf8();
        } else {
            self.take(width + end + closing.len_utf8(), Kind::Opaque);
        }
    }

    fn latin(&mut self) {
        let rest = self.rest();
        if let Some(length) = id_length(rest) {
            return self.take(length, Kind::Id);
        }
        if rest.len() >= 3 && rest.is_char_boundary(3) && rest[..3].eq_ignore_ascii_case("n/t") {
            return self.take(3, Kind::Word);
        }
        if let Some(length) = ticket_length(rest) {
            return self.take(length, Kind::Ticket);
        }
        let is_inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\'' | '’');
        let end = rest.find(|c: char| !is_inside(c)).unwrap_or(rest.len());
        let length = rest[..end].trim_end_matches(['\'', '’']).len();
        self.take(length, Kind::Word);
    }

    fn number(&mut self) {
        let rest = self.rest();
        let (length, whole) = digits(rest);
        let after = &rest[length..];
        if let Some(fraction) = after.strip_prefix('.').filter(|it| starts_with_digit(it)) {
            let decimals = fraction.bytes().take_while(u8::is_ascii_digit).count();
            return self.decimal(whole, length, decimals);
        }
        if let Some(percent) = percent_length(after) {
            let kind = whole.map_or(Kind::Opaque, |whole| Kind::Percent(whole.saturating_mul(10)));
            return self.take(length + percent, kind);
        }
        if let Some((slash, part)) = whole.zip(slash_length(after)).map(|(part, it)| (it, part)) {
            let (second, of) = digits(&after[slash..]);
            let end = length + slash + second;
            let goes_on = slash_length(&rest[end..]).is_some() || is_joined(&rest[end..]);
            let kind = of.filter(|_| !goes_on).map_or(Kind::Opaque, |of| Kind::Fraction(part, of));
            return self.take(end, kind);
        }
        let joined = joined_length(after);
        let kind = whole.filter(|_| joined == 0).map_or(Kind::Opaque, Kind::Number);
        self.take(length + joined, kind);
    }

    fn decimal(&mut self, whole: Option<u64>, length: usize, decimals: usize) {
        let rest = self.rest();
        let end = length + 1 + decimals;
        let tenth = u64::from(rest.as_bytes()[length + 1] - b'0');
        match (whole, percent_length(&rest[end..])) {
            (Some(whole), Some(percent)) => {
                let tenths = whole.saturating_mul(10).saturating_add(tenth);
                self.take(end + percent, Kind::Percent(tenths));
            }
            _ => self.take(end + joined_length(&rest[end..]), Kind::Opaque),
        }
    }
}

/// What closes a quotation that begins so.
fn closing_quote(opening: char) -> Option<char> {
    Some(match opening {
        '"' | '`' => opening,
        '“' => '”',
        '‘' => '’',
        '「' => '」',
        '『' => '』',
        '«' => '»',
        _ => return None,
    })
}

/// A path, an address or an identifier of code at the start of a text.
fn opaque_run(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_./-{}:~$@#?=&%<>\\".contains(c);
    let end = text.find(|c: char| !is_part(c)).unwrap_or(text.len());
    let run = text[..end].trim_end_matches(['.', ':', '?', '-', '_', '~', '/', '>', '=']);
    let inner = run.trim_start_matches('_');
    let is_file = |(stem, ending): (&str, &str)| !stem.is_empty() && EXTENSIONS.contains(&ending);
    let is_opaque = inner.contains('_')
        || inner.contains("://")
        || inner.rsplit_once('.').is_some_and(is_file)
        || inner.starts_with("./")
        || inner.starts_with("--");
    is_opaque.then_some(run.len())
}

/// The length of a test case id at the start of a text.
fn id_length(text: &str) -> Option<usize> {
    if !text.get(..3)?.eq_ignore_ascii_case("TC-") {
        return None;
    }
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '-';
    let mut id = &text[..text.find(|c: char| !is_part(c)).unwrap_or(text.len())];
    // Where the next id, or a range, begins.
    for end in ["..", "-TC-", "--"] {
        id = id.split_once(end).map_or(id, |(id, _)| id);
    }
    let id = id.trim_end_matches(['.', '-']);
    (id.len() > 3 && tc::is_id(&format!("TC-{}", &id[3..]))).then_some(id.len())
}

/// The length of a ticket's key at the start of a text.
fn ticket_length(text: &str) -> Option<usize> {
    let letters = text.find(|c: char| !(c.is_ascii_uppercase() || c.is_ascii_digit()))?;
    let number = text[letters..].strip_prefix('-')?;
    let digits = number.bytes().take_while(u8::is_ascii_digit).count();
    let is_whole = !is_joined(&number[digits..]);
    (letters >= 2 && digits > 0 && is_whole).then_some(letters + 1 + digits)
}

/// The length of a number, with commas between thousands, and its value.
fn digits(text: &str) -> (usize, Option<u64>) {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let mut length = run(0);
    while bytes.get(length) == Some(&b',') && run(length + 1) == 3 && length > 0 {
        length += 4;
    }
    (length, text[..length].replace(',', "").parse().ok())
}

fn starts_with_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// The length of `/` and of blanks around it before a digit.
fn slash_length(text: &str) -> Option<usize> {
    let after = text.trim_start_matches(' ').strip_prefix('/')?.trim_start_matches(' ');
    starts_with_digit(after).then_some(text.len() - after.len())
}

/// The length of a sign of per cent.
fn percent_length(text: &str) -> Option<usize> {
    let sign = text.trim_start_matches(' ');
    let signs = ["%", "％", "퍼센트", "percent"];
    let found = signs.iter().find(|it| sign.starts_with(**it))?;
    Some(text.len() - sign.len() + found.len())
}

/// Whether a number goes on in letters or digits, such as in `200ms` and `3rd`.
fn is_joined(text: &str) -> bool {
    joined_length(text) > 0
}

fn joined_length(text: &str) -> usize {
    let is_joined = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let follows = text.strip_prefix(['-', ':', '.']).unwrap_or(text);
    let sign = text.len() - follows.len();
    let run = follows.find(|c: char| !is_joined(c)).unwrap_or(follows.len());
    if run == 0 { 0 } else { sign + run }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Kind::{Fraction, Id, Number, Opaque, Percent, Sign, Ticket, Word};

    fn check(text: &str, expected: &[(&str, Kind)]) {
        let found = tokens(text, 7);
        let shown: Vec<_> = found.iter().map(|token| (token.text, token.kind)).collect();
        assert_eq!(shown, expected, "{text}");
        for token in found {
            assert!(text[token.at - 7..].starts_with(token.text), "{text}");
        }
    }

    #[test]
    fn words_stop_where_the_script_changes() {
        check("TC-3은 PASS로", &[("TC-3", Id), ("은", Word), ("PASS", Word), ("로", Word)]);
        check("didn't N/T v2", &[("didn't", Word), ("N/T", Word), ("v2", Word)]);
        check("**✅** x", &[("✅", Kind::Mark(Status::Pass)), ("x", Word)]);
    }

    #[test]
    fn ids_end_where_a_range_begins() {
        check("TC-1~TC-3", &[("TC-1", Id), ("~", Sign('~')), ("TC-3", Id)]);
        check("TC-1.3.", &[("TC-1.3", Id), (".", Sign('.'))]);
        check("tc-1-TC-2", &[("tc-1", Id), ("-", Sign('-')), ("TC-2", Id)]);
        check("PROJ-123의", &[("PROJ-123", Ticket), ("의", Word)]);
        check("TC-", &[("TC", Word), ("-", Sign('-'))]);
    }

    #[test]
    fn numbers_are_counts_shares_or_something_else() {
        check("12건 1,234", &[("12", Number(12)), ("건", Word), ("1,234", Number(1234))]);
        check(
            "12 / 15 3/4/5",
            &[("12 / 15", Fraction(12, 15)), ("3/4", Opaque), ("/", Sign('/')), ("5", Number(5))],
        );
        check("66.7% 80 %", &[("66.7%", Percent(667)), ("80 %", Percent(800))]);
        check("200ms 1.5 12:30", &[("200ms", Opaque), ("1.5", Opaque), ("12:30", Opaque)]);
        check("12, 3", &[("12", Number(12)), (",", Sign(',')), ("3", Number(3))]);
        check("99999999999999999999", &[("99999999999999999999", Opaque)]);
    }

    #[test]
    fn quotations_and_files_are_not_looked_into() {
        check("\"all passed\" `PASS`", &[("\"all passed\"", Opaque), ("PASS", Word)]);
        check("TC-1_verdict.json은", &[("TC-1_verdict.json", Opaque), ("은", Word)]);
        check("see TC-1.json.", &[("see", Word), ("TC-1.json", Opaque), (".", Sign('.'))]);
        check("5\" wide", &[("5", Number(5)), ("wide", Word)]);
    }
}

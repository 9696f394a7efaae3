//! JSONPath (RFC 9535) as `--mask` and `--token-path` take it.
//!
//! Most paths are followed while the text streams by. Filters, and positions that count from the
//! end, need the value as a tree: they are looked up there first, and then followed like all others.

use serde_json_path::{JsonPath, PathElement};
use std::fmt;

/// A path into JSON. Names without `$` are read as well: `data.accessToken` is `$.data.accessToken`.
#[derive(Clone, Debug)]
pub struct Path {
    text: String,
    form: Form,
}

#[derive(Clone, Debug)]
enum Form {
    Track(Track),
    Tree(Box<JsonPath>),
}

/// Steps that can be followed while a text streams by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Track {
    segments: Vec<Segment>,
}

/// Texts up to this size are made a tree for a path that needs one; of a longer text such a path
/// means all.
const TREE_UP_TO: usize = 16 << 20;

/// Why a text is not a path that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathError {
    /// The text.
    pub path: String,
    /// What is wrong, as a lower-case fragment.
    pub message: &'static str,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Segment {
    descends: bool,
    selectors: Vec<Selector>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Selector {
    Name(String),
    Index(usize),
    All,
    Slice { start: usize, end: usize, step: usize },
}

/// A step from a value to one of its parts.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Step<'a> {
    Member(&'a str),
    Element(usize),
}

/// How far a path has come at a value: bit `n` is set when the first `n` segments lead here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Progress(u64);

/// More segments than there are bits for their progress are refused.
const MAX_SEGMENTS: usize = 63;

impl fmt::Display for PathError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message)
    }
}

impl std::error::Error for PathError {}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Path {
    /// Reads a path.
    pub fn parse(text: &str) -> Result<Self, PathError> {
        let text = text.trim();
        let error = |message| PathError { path: text.to_owned(), message };
        let form = match Track::parse(text) {
            Ok(track) => Form::Track(track),
            Err(message) => {
                let whole = if text.starts_with('$') { text.into() } else { format!("$.{text}") };
                let path = JsonPath::parse(&whole).map_err(|_| error(message))?;
                Form::Tree(Box::new(path))
            }
        };
        Ok(Self { text: text.to_owned(), form })
    }

    /// The ways through this JSON text that the path means.
    pub(crate) fn tracks(&self, text: &[u8]) -> Vec<Track> {
        let path = match &self.form {
            Form::Track(track) => return vec![track.clone()],
            Form::Tree(path) => path,
        };
        let whole = || vec![Track { segments: Vec::new() }];
        if text.len() > TREE_UP_TO {
            return whole();
        }
        // JSON that was cut off cannot be searched: rather too much is masked than too little.
        let Ok(value) = serde_json::from_slice(text) else { return whole() };
        let places = path.query_located(&value);
        let track = |place: &serde_json_path::NormalizedPath<'_>| {
            let selector = |element: &PathElement<'_>| match element {
                PathElement::Name(name) => Selector::Name((*name).to_owned()),
                PathElement::Index(index) => Selector::Index(*index),
            };
            let segment = |element| Segment { descends: false, selectors: vec![selector(element)] };
            Track { segments: place.iter().map(segment).collect() }
        };
        let tracks = places.locations().map(track);
        tracks.filter(|track| track.segments.len() <= MAX_SEGMENTS).collect()
    }
}

impl Track {
    fn parse(text: &str) -> Result<Self, &'static str> {
        let mut parser = Parser { rest: text.strip_prefix('$').unwrap_or(text) };
        let mut segments = Vec::new();
        if !text.starts_with(['$', '.', '[']) {
            let name = parser.name().ok_or("it does not start with `$` or a name")?;
            segments.push(Segment { descends: false, selectors: vec![name] });
        }
        while !parser.rest.is_empty() {
            segments.push(parser.segment()?);
        }
        if segments.len() > MAX_SEGMENTS {
            return Err("it has more than 63 steps");
        }
        Ok(Self { segments })
    }

    /// The progress at the root.
    pub(crate) fn start() -> Progress {
        Progress(1)
    }

    /// The progress one step further down.
    pub(crate) fn advance(&self, progress: Progress, step: Step<'_>) -> Progress {
        let mut next = 0;
        for (index, segment) in self.segments.iter().enumerate() {
            if progress.0 >> index & 1 == 0 {
                continue;
            }
            if segment.descends {
                next |= 1 << index;
            }
            if segment.selectors.iter().any(|selector| selector.takes(step)) {
                next |= 1 << (index + 1);
            }
        }
        Progress(next)
    }

    /// Whether the value with this progress is one that the path means.
    pub(crate) fn is_met(&self, progress: Progress) -> bool {
        progress.0 >> self.segments.len() & 1 == 1
    }
}

impl Selector {
    fn takes(&self, step: Step<'_>) -> bool {
        match (self, step) {
            (Self::All, _) => true,
            (Self::Name(name), Step::Member(member)) => name == member,
            (Self::Index(index), Step::Element(element)) => *index == element,
            (Self::Slice { start, end, step }, Step::Element(element)) => {
                (*start..*end).contains(&element) && (element - start).is_multiple_of(*step)
            }
            _ => false,
        }
    }
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn eat(&mut self, token: &str) -> bool {
        let rest = self.rest.strip_prefix(token);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn skip_blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn segment(&mut self) -> Result<Segment, &'static str> {
        let descends = self.eat("..");
        if self.eat("[") {
            let selectors = self.selectors()?;
            return Ok(Segment { descends, selectors });
        }
        if !descends && !self.eat(".") {
            return Err("a step starts with `.` or `[`");
        }
        let selector = if self.eat("*") { Some(Selector::All) } else { self.name() };
        let selectors = vec![selector.ok_or("a name is missing behind `.`")?];
        Ok(Segment { descends, selectors })
    }

    /// A bare name: letters, digits, `_` and `-`, and everything beyond ASCII.
    fn name(&mut self) -> Option<Selector> {
        let ends = |c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && !"_-".contains(c);
        let (name, rest) = self.rest.split_at(self.rest.find(ends).unwrap_or(self.rest.len()));
        self.rest = rest;
        (!name.is_empty()).then(|| Selector::Name(name.to_owned()))
    }

    fn selectors(&mut self) -> Result<Vec<Selector>, &'static str> {
        let mut selectors = Vec::new();
        loop {
            self.skip_blanks();
            selectors.push(self.selector()?);
            self.skip_blanks();
            if self.eat("]") {
                return Ok(selectors);
            }
            if !self.eat(",") {
                return Err("`]` is missing");
            }
        }
    }

    fn selector(&mut self) -> Result<Selector, &'static str> {
        match self.rest.chars().next() {
            Some('*') => {
                self.eat("*");
                Ok(Selector::All)
            }
            Some(quote @ ('\'' | '"')) => self.quoted(quote),
            Some('?') => Err("filters cannot be followed while the answer streams by"),
            Some('-') => {
                Err("positions from the end cannot be followed while the answer streams by")
            }
            _ => self.index_or_slice(),
        }
    }

    fn quoted(&mut self, quote: char) -> Result<Selector, &'static str> {
        let mut name = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => name.extend(characters.next().map(|(_, escaped)| escaped)),
                end if end == quote => {
                    self.rest = &self.rest[at + 1..];
                    return Ok(Selector::Name(name));
                }
                other => name.push(other),
            }
        }
        Err("a quote is not closed")
    }

    fn number(&mut self) -> Option<usize> {
        let digits = self.rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.rest.len());
        let (number, rest) = self.rest.split_at(digits);
        self.rest = rest;
        self.skip_blanks();
        number.parse().ok()
    }

    fn index_or_slice(&mut self) -> Result<Selector, &'static str> {
        let start = self.number();
        if !self.eat(":") {
            return start
                .map(Selector::Index)
                .ok_or("a name in quotes, a position or `*` is missing");
        }
        self.skip_blanks();
        if self.rest.starts_with('-') {
            return Err("the slice cannot be read");
        }
        let end = self.number().unwrap_or(usize::MAX);
        let step = if self.eat(":") { self.number().unwrap_or(1) } else { 1 };
        if step == 0 {
            return Err("a slice needs a step of at least 1");
        }
        Ok(Selector::Slice { start: start.unwrap_or(0), end, step })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meets(path: &str, steps: &[Step<'_>]) -> bool {
        let text = r#"{"items":[0,1,{"card no":1}],"주문":2}"#;
        Path::parse(path).unwrap().tracks(text.as_bytes()).iter().any(|track| {
            let end = steps.iter().fold(Track::start(), |at, step| track.advance(at, *step));
            track.is_met(end)
        })
    }

    #[test]
    fn paths_are_followed() {
        use Step::{Element, Member};
        let item = [Member("items"), Element(2), Member("card no")];
        for path in [
            "$.items[2]['card no']",
            "items[*][\"card no\"]",
            "$..['card no']",
            "$.*.*.*",
            "$.items[0:4:2]['card no']",
            "$.items[1,2]..*",
            "$..items[1:]['x','card no']",
            "$.items[-1]['card no']",
            "$.items[?@['card no'] == 1].*",
            "items[-2:]['card no']",
        ] {
            assert!(meets(path, &item), "{path}");
        }
        for path in [
            "$",
            "$.items",
            "$.items[1]['card no']",
            "$.items[0:2]..*",
            "$..items",
            "$.items[-2]['card no']",
            "$.items[?@['card no'] == 2].*",
        ] {
            assert!(!meets(path, &item), "{path}");
        }
        assert!(meets("$", &[]));
        assert!(meets("$.주문", &[Member("주문")]));
    }

    #[test]
    fn a_text_that_cannot_be_a_tree_is_meant_as_a_whole() {
        let text = vec![b' '; TREE_UP_TO + 1];
        let tracks = Path::parse("$[?@.a]").unwrap().tracks(&text);
        assert_eq!(tracks, [Track { segments: Vec::new() }]);
        assert_eq!(Path::parse("$[?@.a]").unwrap().tracks(b"[{\"a\":1").len(), 1);
    }

    #[test]
    fn what_is_no_path_is_refused() {
        for path in ["", "$.", "$a", "$[", "$['a", "$[?]", "$[1 2]", "$[a]", "a b", "$[?@.a = 1]"] {
            assert!(Path::parse(path).is_err(), "{path}");
        }
    }
}

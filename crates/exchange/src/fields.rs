//! Masking inside JSON text: one pass over the text, no value tree, and the text is checked with it.

use crate::{
    names::Secret,
    path::{Progress, Step, Track},
    secrets::{Hit, MASK, Secrets, masked},
};
use contract::json::{Cursor, Kind, MAX_DEPTH, SyntaxError};
use std::{borrow::Cow, ops::Range};

/// What is to be masked inside JSON.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rules<'a> {
    /// The secrets of the call.
    pub(crate) secrets: &'a Secrets,
    /// Whether values are masked for the names they stand under.
    pub(crate) by_name: bool,
    /// Further values.
    pub(crate) tracks: &'a [Track],
}

/// A piece of the text and the JSON that is to stand there instead.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) range: Range<usize>,
    pub(crate) json: Cow<'static, str>,
}

/// What a pass found, as far as it came: `error` is none when the whole text is one JSON value.
#[derive(Debug)]
pub(crate) struct Pass {
    pub(crate) spans: Vec<Span>,
    pub(crate) error: Option<SyntaxError>,
}

/// [`MASK`] as JSON.
const QUOTED_MASK: &str = "\"***\"";

/// Walks over JSON text (which must be UTF-8).
pub(crate) fn walk(text: &[u8], rules: Rules<'_>) -> Pass {
    let mut walker = Walker {
        cursor: Cursor::new(text),
        text,
        rules,
        hits: rules.secrets.find(text),
        next_hit: 0,
        has_escapes: memchr::memchr(b'\\', text).is_some(),
        has_short: rules.secrets.has_short(),
        has_numeric: rules.secrets.has_numeric(),
        known_names: NameCache::default(),
        spans: Vec::new(),
    };
    let error = walker.run().err();
    Pass { spans: walker.spans, error }
}

/// The text with the spans replaced.
pub(crate) fn apply<'t>(text: &'t [u8], spans: &[Span]) -> Cow<'t, [u8]> {
    if spans.is_empty() {
        return text.into();
    }
    let mut masked = Vec::with_capacity(text.len());
    let mut end = 0;
    for span in spans {
        masked.extend_from_slice(&text[end..span.range.start]);
        masked.extend_from_slice(span.json.as_bytes());
        end = span.range.end;
    }
    masked.extend_from_slice(&text[end..]);
    masked.into()
}

struct Walker<'a> {
    cursor: Cursor<'a>,
    text: &'a [u8],
    rules: Rules<'a>,
    hits: Vec<Hit<'a>>,
    next_hit: usize,
    has_escapes: bool,
    has_short: bool,
    has_numeric: bool,
    known_names: NameCache<'a>,
    spans: Vec<Span>,
}

/// A container that is open.
struct Open {
    is_object: bool,
    /// It stands under the name of a secret, and so does all that is in it.
    secret: Secret,
    /// Position of the current element.
    index: usize,
    progress: Vec<Progress>,
}

/// A value about to be read.
struct Place {
    secret: Secret,
    progress: Vec<Progress>,
}

impl Walker<'_> {
    fn run(&mut self) -> Result<(), SyntaxError> {
        let mut open: Vec<Open> = Vec::new();
        let mut place = Place {
            secret: Secret::No,
            progress: self.rules.tracks.iter().map(|_| Track::start()).collect(),
        };
        loop {
            if let Some(entered) = self.value(place)? {
                if open.len() == MAX_DEPTH {
                    return Err(self.cursor.error("nested more than 512 levels deep"));
                }
                open.push(entered);
            } else if !self.close(&mut open)? {
                return self.cursor.end();
            }
            place = self.next_place(&mut open)?;
        }
    }

    /// Reads a scalar, an empty container or a masked value; gives the container it entered.
    fn value(&mut self, place: Place) -> Result<Option<Open>, SyntaxError> {
        let kind = self.cursor.kind()?;
        let start = self.cursor.offset();
        if !place.progress.is_empty() && self.is_met(&place.progress) {
            let outcome = self.cursor.skip_value();
            // A value that was cut off is masked up to the end of the text.
            let end = outcome.as_ref().map_or(self.text.len(), |()| self.cursor.offset());
            self.push(start..end, MASK);
            return outcome.map(|()| None);
        }
        let is_object = kind == Kind::Object;
        match kind {
            Kind::Object | Kind::Array => {
                let entered = if is_object {
                    self.cursor.enter_object()?
                } else {
                    self.cursor.enter_array()?
                };
                let Place { secret, progress } = place;
                return Ok(entered.then_some(Open { is_object, secret, index: 0, progress }));
            }
            Kind::String => self.string(start, place.secret != Secret::No)?,
            Kind::Number => self.number(start, place.secret == Secret::All)?,
            Kind::Bool | Kind::Null => {
                self.cursor.literal()?;
            }
        }
        Ok(None)
    }

    /// After a value: closes what ends here; false when nothing is open any more.
    fn close(&mut self, open: &mut Vec<Open>) -> Result<bool, SyntaxError> {
        while let Some(top) = open.last_mut() {
            top.index += 1;
            let more = if top.is_object {
                self.cursor.next_member()?
            } else {
                self.cursor.next_element()?
            };
            if more {
                return Ok(true);
            }
            open.pop();
        }
        Ok(false)
    }

    /// Reads a member's name, if one stands here, and says what is known of the value behind it.
    fn next_place(&mut self, open: &mut [Open]) -> Result<Place, SyntaxError> {
        let Some(top) = open.last() else {
            return Err(self.cursor.error("expected a value"));
        };
        let inherited = top.secret;
        if !top.is_object {
            let step = Step::Element(top.index);
            return Ok(Place { secret: inherited, progress: self.advance(&top.progress, step) });
        }
        self.cursor.skip_space();
        let start = self.cursor.offset();
        let raw = self.cursor.member_name()?;
        self.mask_text(start, start + raw.len() + 2, raw);
        let by_name = if self.rules.by_name { self.known_names.secret(raw) } else { Secret::No };
        let secret = inherited.max(by_name);
        if top.progress.is_empty() {
            return Ok(Place { secret, progress: Vec::new() });
        }
        Ok(Place { secret, progress: self.advance(&top.progress, Step::Member(&unquote(raw))) })
    }

    fn is_met(&self, progress: &[Progress]) -> bool {
        let mut tracks = self.rules.tracks.iter().zip(progress);
        tracks.any(|(track, progress)| track.is_met(*progress))
    }

    fn advance(&self, progress: &[Progress], step: Step<'_>) -> Vec<Progress> {
        if progress.is_empty() {
            return Vec::new();
        }
        let tracks = self.rules.tracks.iter().zip(progress);
        tracks.map(|(track, progress)| track.advance(*progress, step)).collect()
    }

    fn string(&mut self, start: usize, is_secret: bool) -> Result<(), SyntaxError> {
        let outcome = self.cursor.raw_string();
        if is_secret {
            // A text that was cut off inside a secret is masked up to its end.
            let raw = outcome.as_ref().copied().unwrap_or(&self.text[start + 1..]);
            if !raw.is_empty() {
                let shown = masked(&unquote(raw));
                let end = outcome.as_ref().map_or(self.text.len(), |_| self.cursor.offset());
                self.push(start..end, &shown);
            }
            return outcome.map(drop);
        }
        let raw = outcome?;
        self.mask_text(start, self.cursor.offset(), raw);
        Ok(())
    }

    fn number(&mut self, start: usize, is_secret: bool) -> Result<(), SyntaxError> {
        let text = self.cursor.number()?;
        let given = self.has_numeric && self.rules.secrets.contains(&String::from_utf8_lossy(text));
        if is_secret || given {
            self.push(start..self.cursor.offset(), MASK);
        }
        Ok(())
    }

    /// Masks what is secret inside a string that no name makes secret as a whole.
    fn mask_text(&mut self, start: usize, end: usize, raw: &[u8]) {
        if self.rules.secrets.is_empty() {
            return;
        }
        if self.has_escapes && memchr::memchr(b'\\', raw).is_some() {
            let text = unquote(raw);
            if let Cow::Owned(masked) = self.rules.secrets.mask(&text) {
                self.push(start..end, &masked);
            }
            return;
        }
        if self.has_short && self.rules.secrets.contains(&String::from_utf8_lossy(raw)) {
            return self.push(start..end, MASK);
        }
        while self.hits.get(self.next_hit).is_some_and(|hit| hit.range.start < end) {
            let hit = &self.hits[self.next_hit];
            if hit.range.start > start && hit.range.end < end {
                let json = hit.shown.to_owned().into();
                self.spans.push(Span { range: hit.range.clone(), json });
            }
            self.next_hit += 1;
        }
    }

    fn push(&mut self, range: Range<usize>, shown: &str) {
        // There may be as many as the body has fields: most share one text.
        let json = if shown == MASK {
            QUOTED_MASK.into()
        } else {
            let mut json = String::new();
            contract::json::write_string(shown, &mut json);
            json.into()
        };
        self.spans.push(Span { range, json });
    }
}

/// What stands between the quotes of a string, decoded.
fn unquote(raw: &[u8]) -> Cow<'_, str> {
    if memchr::memchr(b'\\', raw).is_none() {
        return String::from_utf8_lossy(raw);
    }
    let quoted = [b"\"", raw, b"\""].concat();
    match Cursor::new(&quoted).string() {
        Ok(text) => text.into_owned().into(),
        Err(_) => String::from_utf8_lossy(raw),
    }
}

/// Names come again and again: the answer for each is kept where its shape says.
struct NameCache<'a> {
    slots: Vec<(&'a [u8], Secret)>,
}

const SLOTS: usize = 256;

impl Default for NameCache<'_> {
    fn default() -> Self {
        Self { slots: vec![(b"", Secret::No); SLOTS] }
    }
}

impl<'a> NameCache<'a> {
    fn secret(&mut self, raw: &'a [u8]) -> Secret {
        let [first, .., last] = raw else { return Secret::of(&unquote(raw)) };
        let middle = raw[raw.len() / 2];
        let hash =
            raw.len() * 31 + usize::from(*first) * 7 + usize::from(*last) * 3 + usize::from(middle);
        let slot = &mut self.slots[hash % SLOTS];
        if slot.0 != raw {
            *slot = (raw, Secret::of(&unquote(raw)));
        }
        slot.1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mask(text: &str, secrets: &[&str], paths: &[&str]) -> String {
        let mut known = Secrets::new();
        for secret in secrets {
            known.add(secret);
        }
        let tracks = |path: &&str| crate::Path::parse(path).unwrap().tracks(text.as_bytes());
        let tracks: Vec<Track> = paths.iter().flat_map(tracks).collect();
        let rules = Rules { secrets: &known, by_name: true, tracks: &tracks };
        let pass = walk(text.as_bytes(), rules);
        String::from_utf8(apply(text.as_bytes(), &pass.spans).into_owned()).unwrap()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(mask(text, &["s3cret/1"], &["$.card[*].no", "$..pin"]), expected, "{text}");
    }

    #[test]
    fn values_are_masked_by_name() {
        check(r#"{"id":1.0,"accessToken":"abc"}"#, r#"{"id":1.0,"accessToken":"***"}"#);
        check(
            r#"{"password":1234,"passwordSet":true}"#,
            r#"{"password":"***","passwordSet":true}"#,
        );
        check(r#"{"token":{"a":["x",null],"b":""}}"#, r#"{"token":{"a":["***",null],"b":""}}"#);
        check(
            r#"{"token_type":"bearer","expires_in":3600}"#,
            r#"{"token_type":"bearer","expires_in":3600}"#,
        );
        check(r#"{"totalTokens":7,"tokens":["a",7]}"#, r#"{"totalTokens":7,"tokens":["***",7]}"#);
        check(r#"{"pass\u0077ord":"x"}"#, r#"{"pass\u0077ord":"***"}"#);
    }

    #[test]
    fn values_are_masked_by_path() {
        check(
            r#"{"card":[{"no":"4111","x":2},{"no":5}]}"#,
            r#"{"card":[{"no":"***","x":2},{"no":"***"}]}"#,
        );
        check(r#"{"a":{"pin":[1,{"b":2}]},"pin":null}"#, r#"{"a":{"pin":"***"},"pin":"***"}"#);
    }

    #[test]
    fn given_secrets_are_masked_wherever_they_stand() {
        check(r#"{"a":"x s3cret/1 y","n":1}"#, r#"{"a":"x *** y","n":1}"#);
        check(r#"{"s3cret/1":["s3cret\/1"]}"#, r#"{"***":["***"]}"#);
        check(r#"["s3cret\u002f1","s3cret%2F1"]"#, r#"["***","***"]"#);
        assert_eq!(
            mask(r#"{"a":123456,"b":1234567}"#, &["123456"], &[]),
            r#"{"a":"***","b":1234567}"#
        );
        assert_eq!(mask(r#"["ab","abc"]"#, &["ab"], &[]), r#"["***","abc"]"#);
    }

    #[test]
    fn a_text_that_is_cut_off_is_masked_as_far_as_it_goes() {
        check(r#"{"a":"s3cret/1","token":"abcde"#, r#"{"a":"***","token":"***""#);
        check(r#"{"card":[{"no":[1,"2"#, r#"{"card":[{"no":"***""#);
        assert!(
            walk(b"[1,", Rules { secrets: &Secrets::new(), by_name: true, tracks: &[] })
                .error
                .is_some()
        );
    }

    proptest! {
        #[test]
        fn accepts_what_the_contract_accepts(text in r#"[\[\]{}",:0-9eE.+\-tfnulrasekto\\ \n]{0,24}"#) {
            let rules = Rules { secrets: &Secrets::new(), by_name: true, tracks: &[] };
            let ours = walk(text.as_bytes(), rules).error.is_none();
            prop_assert_eq!(ours, contract::json::parse(&text).is_ok(), "{}", text);
        }

        #[test]
        fn what_is_masked_is_json_again(
            text in r#"\{"(a|token)":("[a-z/\\\\"]{0,6}"|[0-9]{1,3}|\[1,"abcd"\])(,"b":"abcd")?\}"#,
        ) {
            if contract::json::parse(&text).is_ok() {
                let masked = mask(&text, &["abcd", "12"], &["$.b"]);
                prop_assert!(contract::json::parse(&masked).is_ok(), "{} -> {}", text, masked);
                prop_assert!(!masked.contains("abcd"), "{} -> {}", text, masked);
            }
        }
    }
}

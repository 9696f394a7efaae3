//! The secrets of one call, and how they are taken out of whatever is written down.
//!
//! A secret is looked for as it is, and as a server may echo it: percent-encoded, escaped inside
//! JSON, in Base64.

use crate::names::is_secret_field;
use base64::{
    Engine,
    prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD},
};
use memchr::memmem;
use std::{borrow::Cow, ops::Range};
use url::form_urlencoded;

/// What stands in place of a secret.
pub const MASK: &str = "***";
/// From this many characters on, the first [`SHOWN`] of a secret stay, so that two can be told apart.
const LONG: usize = 24;
const SHOWN: usize = 4;
/// Shorter secrets are masked only where they are a whole value: inside others they mean nothing.
const SEARCHABLE: usize = 4;

/// Every secret that was given for a call.
#[derive(Clone, Debug, Default)]
pub struct Secrets {
    /// Forms to look for anywhere, longest first.
    needles: Vec<Needle>,
    /// The secrets as they were given.
    values: Vec<String>,
}

#[derive(Clone, Debug)]
struct Needle {
    form: Vec<u8>,
    shown: String,
}

/// Where a secret was found, and what is to stand there.
#[derive(Debug)]
pub(crate) struct Hit<'a> {
    pub(crate) range: Range<usize>,
    pub(crate) shown: &'a str,
}

impl Secrets {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }

    /// Adds one. Blanks around it are not part of it; nothing is not a secret.
    pub fn add(&mut self, value: &str) {
        let value = value.trim();
        if value.is_empty() || self.values.iter().any(|known| known == value) {
            return;
        }
        self.values.push(value.to_owned());
        if value.chars().count() >= SEARCHABLE {
            for form in forms(value) {
                let shown = if form == value { shown(value) } else { MASK.into() };
                self.needles.push(Needle { form: form.into_bytes(), shown });
            }
            self.needles.sort_by_key(|needle| std::cmp::Reverse(needle.form.len()));
            self.needles.dedup_by(|a, b| a.form == b.form);
        }
    }

    /// Adds what a header with credentials holds: the whole value, what follows the scheme, and for
    /// Basic the password and its pair.
    pub fn add_credentials(&mut self, header: &str, value: &str) {
        self.add(value);
        let Some((scheme, credentials)) = split_scheme(header, value) else { return };
        self.add(credentials);
        if !scheme.eq_ignore_ascii_case("basic") {
            return;
        }
        let decoded = BASE64_STANDARD.decode(credentials).ok();
        if let Some(pair) = decoded.and_then(|bytes| String::from_utf8(bytes).ok()) {
            self.add(pair.split_once(':').map_or("", |(_, password)| password));
            self.add(&pair);
        }
    }

    /// Adds the values of a `Cookie` header. Short ones such as `theme=dark` are words that stand
    /// elsewhere too; they are left out unless their name says that they are secret.
    pub fn add_cookies(&mut self, value: &str) {
        for (name, value) in value.split(';').filter_map(|pair| pair.split_once('=')) {
            let name = name.trim().to_ascii_lowercase();
            let is_session =
                name.contains("sess") || name.ends_with("sid") || is_secret_field(&name);
            if is_session || value.trim().len() >= 8 {
                self.add(value);
            }
        }
    }

    /// Adds all of another set.
    pub fn extend(&mut self, other: &Self) {
        for value in &other.values {
            self.add(value);
        }
    }

    /// Whether a whole value is one of them.
    pub(crate) fn contains(&self, value: &str) -> bool {
        self.values.iter().any(|known| known == value)
    }

    /// Whether one of them is too short to be looked for inside other text.
    pub(crate) fn has_short(&self) -> bool {
        self.values.iter().any(|value| value.chars().count() < SEARCHABLE)
    }

    /// Whether one of them could be a JSON number.
    pub(crate) fn has_numeric(&self) -> bool {
        self.values.iter().any(|value| contract::Number::new(value).is_some())
    }

    /// All places where one of them stands, in order and apart from each other.
    pub(crate) fn find(&self, text: &[u8]) -> Vec<Hit<'_>> {
        let mut hits: Vec<Hit<'_>> = Vec::new();
        for needle in &self.needles {
            let length = needle.form.len();
            hits.extend(
                memmem::find_iter(text, &needle.form)
                    .map(|start| Hit { range: start..start + length, shown: &needle.shown }),
            );
        }
        hits.sort_by_key(|hit| (hit.range.start, std::cmp::Reverse(hit.range.end)));
        let mut end = 0;
        hits.retain(|hit| {
            let apart = hit.range.start >= end;
            end = if apart { hit.range.end } else { end };
            apart
        });
        hits
    }

    /// The text without them.
    pub fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if self.contains(text.trim()) {
            return shown(text.trim()).into();
        }
        match self.mask_bytes(text.as_bytes()) {
            Cow::Borrowed(_) => text.into(),
            // Whole characters are replaced by whole characters.
            Cow::Owned(masked) => String::from_utf8_lossy(&masked).into_owned().into(),
        }
    }

    /// Bytes without them.
    pub(crate) fn mask_bytes<'t>(&self, bytes: &'t [u8]) -> Cow<'t, [u8]> {
        let hits = self.find(bytes);
        if hits.is_empty() {
            return bytes.into();
        }
        let mut masked = Vec::with_capacity(bytes.len());
        let mut end = 0;
        for hit in hits {
            masked.extend_from_slice(&bytes[end..hit.range.start]);
            masked.extend_from_slice(hit.shown.as_bytes());
            end = hit.range.end;
        }
        masked.extend_from_slice(&bytes[end..]);
        masked.into()
    }
}

/// A secret as it is written down: `***`, behind the first four characters of a long one.
pub fn masked(value: &str) -> String {
    let start: String = value.chars().take(SHOWN).collect();
    if value.chars().count() >= LONG { format!("{start}{MASK}") } else { MASK.into() }
}

/// The value of a header that holds a secret: the scheme's word stays.
pub fn masked_header(name: &str, value: &str) -> String {
    match split_scheme(name, value) {
        Some((scheme, credentials)) => format!("{scheme} {}", masked(credentials)),
        None => masked(value),
    }
}

/// Splits `Bearer abc` into scheme and credentials. In `Authorization` the first word is a scheme;
/// in other headers only if it is a known one.
fn split_scheme<'v>(name: &str, value: &'v str) -> Option<(&'v str, &'v str)> {
    const SCHEMES: [&str; 8] =
        ["basic", "bearer", "digest", "negotiate", "token", "apikey", "hawk", "dpop"];
    let (scheme, credentials) = value.trim().split_once(' ')?;
    let is_scheme = ["authorization", "proxy-authorization"]
        .iter()
        .any(|header| name.eq_ignore_ascii_case(header))
        || SCHEMES.iter().any(|known| scheme.eq_ignore_ascii_case(known));
    let credentials = credentials.trim();
    (is_scheme && !credentials.is_empty()).then_some((scheme, credentials))
}

/// What stands for a secret inside other text. The first characters stay only where they cannot be
/// half of an escape.
fn shown(value: &str) -> String {
    let plain = value.chars().take(SHOWN).all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if plain { masked(value) } else { MASK.into() }
}

/// A secret in every form it is looked for.
fn forms(value: &str) -> Vec<String> {
    let mut forms = vec![value.to_owned()];
    let mut add = |form: String| {
        if !forms.contains(&form) {
            forms.push(form);
        }
    };
    let plus: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    let blank = plus.replace('+', "%20");
    add(lower_case_escapes(&plus));
    add(lower_case_escapes(&blank));
    add(plus);
    add(blank);
    let mut json = String::new();
    contract::json::write_string(value, &mut json);
    let json = &json[1..json.len() - 1];
    add(json.to_owned());
    add(json.replace('/', "\\/"));
    for engine in [BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE, BASE64_URL_SAFE_NO_PAD]
    {
        add(engine.encode(value));
    }
    forms
}

/// `%2F` as `%2f`: both are written.
fn lower_case_escapes(encoded: &str) -> String {
    let mut left = 0;
    let lower = |character: char| {
        let escaped = left > 0;
        left = if character == '%' { 2 } else { left - usize::from(escaped) };
        if escaped { character.to_ascii_lowercase() } else { character }
    };
    encoded.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(secret: &str, text: &str, expected: &str) {
        let mut secrets = Secrets::new();
        secrets.add(secret);
        assert_eq!(secrets.mask(text), expected, "{secret} in {text}");
    }

    #[test]
    fn a_secret_is_found_in_every_form() {
        check("P@ss/w rd!", "is P@ss/w rd!.", "is ***.");
        check("P@ss/w rd!", "q=P%40ss%2Fw+rd%21&b=1", "q=***&b=1");
        check("P@ss/w rd!", "q=P%40ss%2fw%20rd%21", "q=***");
        check("P@ss\"word", r#"{"a":"P@ss\"word"}"#, r#"{"a":"***"}"#);
        check("a/b/c/d", r#""a\/b\/c\/d""#, r#""***""#);
        check("secret-1", &BASE64_STANDARD.encode("secret-1"), "***");
        check("secret-1", "c2VjcmV0LTE", "***");
    }

    #[test]
    fn a_long_secret_keeps_its_first_four_characters() {
        let token = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIx";
        check(token, &format!("token {token}!"), "token eyJh***!");
        assert_eq!(masked("12345678901234567890123"), "***");
        assert_eq!(masked("123456789012345678901234"), "1234***");
        let shown = |name: &str, value: &str| masked_header(name, value);
        assert_eq!(shown("authorization", &format!("Bearer {token}")), "Bearer eyJh***");
        assert_eq!(shown("Authorization", "Shop a=1, b=2"), "Shop ***");
        assert_eq!(shown("X-Api-Key", "my own key"), "***");
    }

    #[test]
    fn a_short_secret_is_masked_only_as_a_whole() {
        check("12", "2012-12-12", "2012-12-12");
        check("12", "12", "***");
        check("", "text", "text");
    }

    #[test]
    fn basic_credentials_hide_their_parts() {
        let mut secrets = Secrets::new();
        secrets.add_credentials("Authorization", "Basic dGVzdGVyOnMzY3JldCE=");
        assert_eq!(secrets.mask("s3cret! tester:s3cret! dGVzdGVyOnMzY3JldCE="), "*** *** ***");
        assert_eq!(secrets.mask("tester"), "tester");
    }

    #[test]
    fn cookies_are_secret_unless_they_are_plain_words() {
        let mut secrets = Secrets::new();
        secrets.add_cookies("theme=dark; JSESSIONID=1a2b; lang=ko; cart=0123456789");
        assert_eq!(secrets.mask("dark 1a2b ko 0123456789"), "dark *** ko ***");
    }

    #[test]
    fn the_longest_of_overlapping_secrets_wins() {
        let mut secrets = Secrets::new();
        secrets.add("abcd");
        secrets.add("abcdefgh");
        assert_eq!(secrets.mask("abcdefgh abcd"), "*** ***");
    }
}

//! The text of one JSON value: what is judged, without a tree being built from it.

use crate::expectation::pointer_step;
use contract::json::{Cursor, Json, Kind};
use std::borrow::Cow;

/// The text of exactly one valid JSON value.
///
/// Whoever makes one has checked the text (the walk does) or has written it. The readers below
/// therefore never meet a syntax error; if one were there, they would see the value end early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Raw<'t>(&'t str);

impl<'t> Raw<'t> {
    /// Takes text that has been checked, without blanks around it.
    pub(crate) fn from_checked(text: &'t str) -> Self {
        Self(text)
    }

    pub(crate) fn text(self) -> &'t str {
        self.0
    }

    pub(crate) fn kind(self) -> Kind {
        self.cursor().kind().unwrap_or(Kind::Null)
    }

    /// What a reader calls the type: `null`, `a boolean`, `a number`, …
    pub(crate) fn type_name(self) -> &'static str {
        match self.kind() {
            Kind::Null => "null",
            Kind::Bool => "a boolean",
            Kind::Number => "a number",
            Kind::String => "a string",
            Kind::Array => "an array",
            Kind::Object => "an object",
        }
    }

    /// The elements of an array; none for any other value.
    pub(crate) fn elements(self) -> Elements<'t> {
        let mut cursor = self.cursor();
        let more = self.kind() == Kind::Array && cursor.enter_array().unwrap_or(false);
        Elements { text: self.0, cursor, more }
    }

    /// The members of an object in order, the last of two with one name; none for any other value.
    pub(crate) fn members(self) -> Members<'t> {
        let mut cursor = self.cursor();
        let mut more = self.kind() == Kind::Object && cursor.enter_object().unwrap_or(false);
        let mut members = Members::new();
        while more {
            let Some((name, value)) = next_member(self.0, &mut cursor) else { break };
            members.insert(name, value);
            more = cursor.next_member().unwrap_or(false);
        }
        members
    }

    /// A member of an object by its name; of two the last.
    pub(crate) fn member(self, wanted: &str) -> Option<Raw<'t>> {
        let mut cursor = self.cursor();
        let mut more = self.kind() == Kind::Object && cursor.enter_object().unwrap_or(false);
        let mut found = None;
        while more {
            let Some((name, value)) = next_member(self.0, &mut cursor) else { break };
            if name == wanted {
                found = Some(value);
            }
            more = cursor.next_member().unwrap_or(false);
        }
        found
    }

    /// The decoded text of a string.
    pub(crate) fn as_string(self) -> Option<Cow<'t, str>> {
        let inner = self.0.strip_prefix('"')?.strip_suffix('"')?;
        if inner.contains('\\') { self.cursor().string().ok() } else { Some(Cow::Borrowed(inner)) }
    }

    /// The JSON pointer from this value to one that is a part of its very text.
    pub(crate) fn pointer_to(self, part: Raw<'_>) -> Option<String> {
        let place = |raw: Raw<'_>| (raw.0.as_ptr().addr(), raw.0.as_ptr().addr() + raw.0.len());
        let (start, end) = place(part);
        let holds = |raw: &Raw<'_>| place(*raw).0 <= start && end <= place(*raw).1;
        let (mut around, mut pointer) = (self, String::new());
        while holds(&around) && place(around) != (start, end) {
            let (step, next) = if around.kind() == Kind::Array {
                let (index, element) = around.elements().enumerate().find(|(_, raw)| holds(raw))?;
                (index.to_string(), element)
            } else {
                let (name, member) = around.members().into_iter().find(|(_, raw)| holds(raw))?;
                (name.into_owned(), member)
            };
            pointer.push_str(&pointer_step(&step));
            around = next;
        }
        holds(&around).then_some(pointer)
    }

    /// The value as a tree.
    pub(crate) fn to_json(self) -> Json {
        Json::read(&mut self.cursor()).unwrap_or_default()
    }

    /// The value as a tree when it is a number or a string, else null.
    pub(crate) fn to_json_scalar(self) -> Json {
        match self.kind() {
            Kind::Number | Kind::String => self.to_json(),
            _ => Json::Null,
        }
    }

    fn cursor(self) -> Cursor<'t> {
        Cursor::new(self.0.as_bytes())
    }
}

/// An object's members; a later one takes the place of an earlier one with its name.
pub(crate) type Members<'t> = indexmap::IndexMap<Cow<'t, str>, Raw<'t>>;

fn next_member<'t>(text: &'t str, cursor: &mut Cursor<'t>) -> Option<(Cow<'t, str>, Raw<'t>)> {
    cursor.skip_space();
    let name = cursor.string().ok()?;
    cursor.skip_space();
    cursor.expect(b':', "expected `:`").ok()?;
    Some((name, next_value(text, cursor)?))
}

fn next_value<'t>(text: &'t str, cursor: &mut Cursor<'t>) -> Option<Raw<'t>> {
    cursor.skip_space();
    let start = cursor.offset();
    cursor.skip_value().ok()?;
    text.get(start..cursor.offset()).map(Raw)
}

/// The elements of an array, one after the other.
#[derive(Clone)]
pub(crate) struct Elements<'t> {
    text: &'t str,
    cursor: Cursor<'t>,
    more: bool,
}

impl<'t> Iterator for Elements<'t> {
    type Item = Raw<'t>;

    fn next(&mut self) -> Option<Raw<'t>> {
        if !self.more {
            return None;
        }
        let value = next_value(self.text, &mut self.cursor);
        self.more = value.is_some() && self.cursor.next_element().unwrap_or(false);
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts<'t>(values: impl Iterator<Item = Raw<'t>>) -> Vec<&'t str> {
        values.map(Raw::text).collect()
    }

    #[test]
    fn elements_and_members_are_spans_of_the_text() {
        assert_eq!(texts(Raw("[ 1 , [2], {\"a\":3} ]").elements()), ["1", "[2]", "{\"a\":3}"]);
        assert_eq!(texts(Raw("[]").elements()), [""; 0]);
        assert_eq!(texts(Raw("{}").elements()), [""; 0]);
        let object = Raw(r#"{"a":1,"b\u0063":"x","a":2}"#);
        assert_eq!(texts(object.members().into_values()), ["2", "\"x\""]);
        assert_eq!(object.member("bc").and_then(Raw::as_string).as_deref(), Some("x"));
        assert_eq!(object.member("a").map(Raw::text), Some("2"));
        assert_eq!(Raw("5").member("a"), None);
    }

    #[test]
    fn a_part_has_a_pointer() {
        let text = r#"{"a/b":[1,{"c":[2,2]}],"d":2}"#;
        let check = |at: usize, len: usize, expected: Option<&str>| {
            let pointer = Raw(text).pointer_to(Raw(&text[at..at + len]));
            assert_eq!(pointer.as_deref(), expected, "{}", &text[at..at + len]);
        };
        check(0, text.len(), Some(""));
        check(8, 1, Some("/a~1b/0"));
        check(16, 1, Some("/a~1b/1/c/0"));
        check(27, 1, Some("/d"));
        assert_eq!(Raw(text).pointer_to(Raw("2")), None);
    }

    #[test]
    fn strings_are_decoded() {
        assert_eq!(Raw(r#""가\n""#).as_string().as_deref(), Some("가\n"));
        assert_eq!(Raw("5").as_string(), None);
    }
}

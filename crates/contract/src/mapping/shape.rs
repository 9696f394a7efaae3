//! What the contract says of an object's members, and what is found of them in a text.

use crate::json::{Kind, decode};

/// A member that the contract names, and what may stand there.
pub(super) type Field = (&'static str, Shape);

/// What may stand under a name; `null` may always, and is the same as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Any,
    Text,
    /// An object of anything.
    Object,
    Count,
    Check,
    Conditions,
    Entries,
    Summary,
}

impl Shape {
    /// For a reader.
    pub(super) fn in_words(self) -> &'static str {
        match self {
            Self::Any => "any value",
            Self::Text => "a string",
            Self::Count => "a count",
            Self::Conditions => "an array",
            Self::Object | Self::Check | Self::Entries | Self::Summary => "an object",
        }
    }
}

/// What was found under a name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Found<'a> {
    /// The name is not there.
    #[default]
    Absent,
    Null,
    /// A value of another type; that has been said.
    Wrong,
    /// A string, as it stands between its quotes.
    Text(&'a [u8]),
    /// A whole number and its place.
    Count(&'a [u8], usize),
    /// Any other value of the right type.
    Value,
}

impl Found<'_> {
    /// Whether there is nothing: no name, `null`, or a string of blanks.
    pub(super) fn is_missing(self) -> bool {
        match self {
            Self::Absent | Self::Null => true,
            Self::Text(text) => text.trim_ascii().is_empty(),
            Self::Wrong | Self::Count(..) | Self::Value => false,
        }
    }
}

/// Which of the fields a name between its quotes is.
pub(super) fn position(fields: &[Field], raw: &[u8]) -> Option<usize> {
    let find = |name: &[u8]| fields.iter().position(|(field, _)| field.as_bytes() == name);
    match find(raw) {
        None if raw.contains(&b'\\') => find(decode(raw)?.as_bytes()),
        found => found,
    }
}

/// A kind of value, for a reader.
pub(super) fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Object => "an object",
        Kind::Array => "an array",
        Kind::String => "a string",
        Kind::Number => "a number",
        Kind::Bool => "a boolean",
        Kind::Null => "null",
    }
}

//! Editing JSON text in place: one member or element is inserted, replaced or removed, and every
//! other byte stays as it is (docs/adr/0011-json-is-edited-in-place.md).
//!
//! For files that belong to somebody else, such as a client's settings: their indentation, line
//! ends, blank lines and numbers are not ours to change. What was inserted and is removed again
//! leaves the text that was there before, byte for byte.
//!
//! Places are RFC 6901 pointers; `-` as the last step of [`insert`] is the end of an array. Only
//! JSON is accepted: a comment or a trailing comma is a syntax error.

mod layout;
mod place;

use super::{Cursor, Json, SyntaxError};
use layout::Layout;
use place::{Child, Container};
use std::fmt;

/// Why text could not be edited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditError {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// Nothing stands at this pointer, or what should hold it is no object or array.
    Nothing(String),
    /// A member of that name is there already.
    Taken(String),
}

impl From<SyntaxError> for EditError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Nothing(pointer) => write!(f, "there is nothing at {pointer}"),
            Self::Taken(pointer) => write!(f, "there is a value at {pointer} already"),
        }
    }
}

impl std::error::Error for EditError {}

/// Puts a value where there is none: a member at the end of its object, an element before the one
/// that has its index, or at the end of the array.
pub fn insert(text: &str, pointer: &str, value: &Json) -> Result<String, EditError> {
    check(text)?;
    let (parent, step) = place::parent(text, pointer)?;
    let layout = Layout::of(text);
    let indent = layout.inside(&parent);
    let mut item = String::new();
    let index = if parent.is_object {
        if parent.position(&step).is_some() {
            return Err(EditError::Taken(pointer.into()));
        }
        layout.write_name(&step, &mut item);
        parent.children.len()
    } else {
        parent.index_to_insert(&step).ok_or_else(|| EditError::Nothing(pointer.into()))?
    };
    layout.write(value, &indent, &mut item);
    let (at, parts) = match (index.checked_sub(1), parent.children.get(index)) {
        (_, Some(next)) => (next.start, [String::new(), item, layout.comma(&parent, &indent)]),
        (Some(before), None) => {
            (parent.children[before].end, [layout.comma(&parent, &indent), item, String::new()])
        }
        (None, None) => {
            (parent.open + 1, [layout.opening(&indent), item, layout.closing(&parent, &indent)])
        }
    };
    Ok([&text[..at], &parts.concat(), &text[at..]].concat())
}

/// Puts another value in the place of one that is there. An equal value changes nothing.
pub fn replace(text: &str, pointer: &str, value: &Json) -> Result<String, EditError> {
    check(text)?;
    let layout = Layout::of(text);
    let (span, around) = if pointer.is_empty() {
        (place::value_at(text, 0)?, layout.around())
    } else {
        let (parent, step) = place::parent(text, pointer)?;
        let index = parent.position(&step).ok_or_else(|| EditError::Nothing(pointer.into()))?;
        let child = &parent.children[index];
        (child.value..child.end, layout.inside(&parent))
    };
    let old = &text[span.clone()];
    if super::parse(old)? == *value {
        return Ok(text.to_owned());
    }
    // What stood on one line, and was more than an empty container, stays on one.
    let was_one_line = matches!(old.as_bytes(), [b'{' | b'[', _, _, ..]) && !old.contains('\n');
    let mut item = String::new();
    layout.write(value, &around.filter(|_| !was_one_line), &mut item);
    Ok([&text[..span.start], &item, &text[span.end..]].concat())
}

/// Takes a member or an element away, together with the comma and the blanks that are its own.
pub fn remove(text: &str, pointer: &str) -> Result<String, EditError> {
    check(text)?;
    let (parent, step) = place::parent(text, pointer)?;
    let nothing = || EditError::Nothing(pointer.into());
    let index = parent.position(&step).ok_or_else(nothing)?;
    let child = &parent.children[index];
    let (start, end) = match (index.checked_sub(1), parent.children.get(index + 1)) {
        (_, Some(next)) => (child.start, next.start),
        (Some(before), None) => (parent.children[before].end, child.end),
        (None, None) => (parent.open + 1, behind_only_child(text, &parent, child)),
    };
    Ok([&text[..start], &text[end..]].concat())
}

fn check(text: &str) -> Result<(), SyntaxError> {
    let mut cursor = Cursor::new(text.as_bytes());
    cursor.skip_value()?;
    cursor.end()
}

/// Where the blanks end that came with the only child of a container: a line break and the
/// indentation of the line on which the container begins. What follows was there before.
fn behind_only_child(text: &str, parent: &Container<'_>, child: &Child<'_>) -> usize {
    let rest = &text[child.end..parent.close];
    let Some(line) = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix('\n')) else {
        return child.end;
    };
    let line = line.strip_prefix(layout::indentation(text, parent.open)).unwrap_or(line);
    parent.close - line.len()
}

#[cfg(test)]
mod tests;

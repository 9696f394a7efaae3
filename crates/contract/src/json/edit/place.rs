//! Where things stand in the text: the children of a container, and the container of a pointer.

use super::EditError;
use crate::json::{Cursor, Kind, SyntaxError, decode};
use std::{borrow::Cow, ops::Range};

/// A member or an element; all places are byte offsets in the whole text.
#[derive(Debug)]
pub(super) struct Child<'a> {
    /// The member's name; `None` for an element.
    name: Option<Cow<'a, str>>,
    /// Where it begins, a member with its name.
    pub(super) start: usize,
    /// Where its name ends; an element's is where it begins.
    pub(super) name_end: usize,
    /// Where its value begins.
    pub(super) value: usize,
    /// Where it ends.
    pub(super) end: usize,
}

/// An object or an array.
#[derive(Debug)]
pub(super) struct Container<'a> {
    pub(super) is_object: bool,
    /// The opening bracket.
    pub(super) open: usize,
    pub(super) children: Vec<Child<'a>>,
    /// The closing bracket.
    pub(super) close: usize,
}

impl Container<'_> {
    /// The child that a step of a pointer means; of two members with one name, the last.
    pub(super) fn position(&self, step: &str) -> Option<usize> {
        if self.is_object {
            return self.children.iter().rposition(|child| child.name.as_deref() == Some(step));
        }
        index(step).filter(|index| *index < self.children.len())
    }

    /// Where in an array a new element goes.
    pub(super) fn index_to_insert(&self, step: &str) -> Option<usize> {
        let length = self.children.len();
        if step == "-" { Some(length) } else { index(step).filter(|index| *index <= length) }
    }
}

/// An index as RFC 6901 writes it: no sign, no leading zero.
fn index(step: &str) -> Option<usize> {
    let is_plain = step == "0" || step.starts_with(|c: char| ('1'..='9').contains(&c));
    step.parse().ok().filter(|_| is_plain)
}

/// The container that the last step of a pointer leads into, and that step.
pub(super) fn parent<'a>(
    text: &'a str,
    pointer: &str,
) -> Result<(Container<'a>, String), EditError> {
    let nothing = || EditError::Nothing(pointer.into());
    let mut steps = pointer
        .strip_prefix('/')
        .ok_or_else(nothing)?
        .split('/')
        .map(|step| step.replace("~1", "/").replace("~0", "~"))
        .peekable();
    let mut at = 0;
    while let Some(step) = steps.next() {
        let container = container(text, at)?.ok_or_else(nothing)?;
        if steps.peek().is_none() {
            return Ok((container, step));
        }
        let index = container.position(&step).ok_or_else(nothing)?;
        at = container.children[index].value;
    }
    Err(nothing())
}

/// The value that begins at `at`, after blanks.
pub(super) fn value_at(text: &str, at: usize) -> Result<Range<usize>, SyntaxError> {
    let mut cursor = Cursor::starting_at(text.as_bytes(), at);
    cursor.skip_space();
    let start = cursor.offset();
    cursor.skip_value()?;
    Ok(start..cursor.offset())
}

/// The container that begins at `at`, after blanks; `None` when another value stands there.
pub(super) fn container(text: &str, at: usize) -> Result<Option<Container<'_>>, SyntaxError> {
    let mut cursor = Cursor::starting_at(text.as_bytes(), at);
    let is_object = match cursor.kind()? {
        Kind::Object => true,
        Kind::Array => false,
        Kind::String | Kind::Number | Kind::Bool | Kind::Null => return Ok(None),
    };
    let open = cursor.offset();
    let mut children = Vec::new();
    let mut more = if is_object { cursor.enter_object()? } else { cursor.enter_array()? };
    while more {
        cursor.skip_space();
        let start = cursor.offset();
        // The text is valid UTF-8, so its names are, too.
        let raw = if is_object { Some(cursor.member_name()?) } else { None };
        let value = value_at(text, cursor.offset())?;
        children.push(Child {
            name: raw.and_then(decode),
            start,
            name_end: start + raw.map_or(0, |raw| raw.len() + 2),
            value: value.start,
            end: value.end,
        });
        cursor = Cursor::starting_at(text.as_bytes(), value.end);
        more = if is_object { cursor.next_member()? } else { cursor.next_element()? };
    }
    Ok(Some(Container { is_object, open, children, close: cursor.offset() - 1 }))
}

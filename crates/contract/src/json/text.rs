//! Tree to text, and one layout of text to another.

use super::{Cursor, Json, Kind, SyntaxError};
use std::{
    fmt::Write as _,
    io::{self, Write},
};

/// The value on one line without blanks.
pub fn compact(value: &Json) -> String {
    let mut out = String::new();
    write_compact(value, &mut out);
    out
}

fn write_compact(value: &Json, out: &mut String) {
    match value {
        Json::Null => out.push_str("null"),
        Json::Bool(true) => out.push_str("true"),
        Json::Bool(false) => out.push_str("false"),
        Json::Number(number) => out.push_str(number.as_str()),
        Json::String(text) => write_string(text, out),
        Json::Array(elements) => {
            out.push('[');
            for (index, element) in elements.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_compact(element, out);
            }
            out.push(']');
        }
        Json::Object(members) => {
            out.push('{');
            for (index, (name, member)) in members.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write_string(name, out);
                out.push(':');
                write_compact(member, out);
            }
            out.push('}');
        }
    }
}

/// Writes a string with its quotes; only quote, backslash and control characters are escaped, with
/// the short escapes where there are some (as RFC 8785 has it).
pub fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            control if control < ' ' => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
}

/// Lays JSON text out with two-space indentation; numbers and strings stay as they are written.
pub fn pretty(text: &str) -> Result<String, SyntaxError> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 2);
    match write_pretty(text.as_bytes(), 0, &mut out) {
        Ok(()) => Ok(String::from_utf8(out).unwrap_or_default()),
        Err(PrettyError::Syntax(error)) => Err(error),
        // Writing to memory does not fail.
        Err(PrettyError::Io(_)) => Ok(String::new()),
    }
}

/// A document as it goes to a file: two-space indentation and a final newline (conventions.md).
///
/// # Panics
/// Never for the types of this crate: they serialise to JSON.
pub fn pretty_document<T: serde::Serialize>(document: &T) -> String {
    let text = serde_json::to_string(document).expect("contract types serialise");
    let mut text = pretty(&text).expect("serde_json writes JSON");
    text.push('\n');
    text
}

/// Why laying text out failed.
#[derive(Debug)]
pub enum PrettyError {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// The output could not be written.
    Io(io::Error),
}

impl From<SyntaxError> for PrettyError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

impl From<io::Error> for PrettyError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Writes one JSON value with two-space indentation, as if it stood `depth` levels deep. No blank
/// before it and no newline behind it. Memory use does not grow with the text.
pub fn write_pretty(text: &[u8], depth: usize, out: &mut impl Write) -> Result<(), PrettyError> {
    let mut cursor = Cursor::new(text);
    let mut open: Vec<bool> = Vec::new();
    loop {
        match cursor.kind()? {
            Kind::Object => {
                if cursor.enter_object()? {
                    open.push(true);
                    out.write_all(b"{")?;
                    new_line(depth + open.len(), out)?;
                    write_name(&mut cursor, out)?;
                    continue;
                }
                out.write_all(b"{}")?;
            }
            Kind::Array => {
                if cursor.enter_array()? {
                    open.push(false);
                    out.write_all(b"[")?;
                    new_line(depth + open.len(), out)?;
                    continue;
                }
                out.write_all(b"[]")?;
            }
            Kind::String => write_quoted(cursor.raw_string()?, out)?,
            Kind::Number => out.write_all(cursor.number()?)?,
            Kind::Bool | Kind::Null => out.write_all(cursor.literal()?)?,
        }
        if !close(&mut cursor, &mut open, depth, out)? {
            cursor.end()?;
            return Ok(());
        }
    }
}

/// After a value: writes what closes here; false when nothing is open any more.
fn close(
    cursor: &mut Cursor<'_>,
    open: &mut Vec<bool>,
    depth: usize,
    out: &mut impl Write,
) -> Result<bool, PrettyError> {
    while let Some(object) = open.last().copied() {
        let more = if object { cursor.next_member()? } else { cursor.next_element()? };
        if more {
            out.write_all(b",")?;
            new_line(depth + open.len(), out)?;
            if object {
                write_name(cursor, out)?;
            }
            return Ok(true);
        }
        open.pop();
        new_line(depth + open.len(), out)?;
        out.write_all(if object { b"}" } else { b"]" })?;
    }
    Ok(false)
}

fn write_name(cursor: &mut Cursor<'_>, out: &mut impl Write) -> Result<(), PrettyError> {
    write_quoted(cursor.member_name()?, out)?;
    out.write_all(b": ")?;
    Ok(())
}

fn write_quoted(raw: &[u8], out: &mut impl Write) -> io::Result<()> {
    out.write_all(b"\"")?;
    out.write_all(raw)?;
    out.write_all(b"\"")
}

fn new_line(depth: usize, out: &mut impl Write) -> io::Result<()> {
    const BLANKS: &[u8] = &[b' '; 64];
    out.write_all(b"\n")?;
    let mut left = depth * 2;
    while left > 0 {
        let now = left.min(BLANKS.len());
        out.write_all(&BLANKS[..now])?;
        left -= now;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;
    use proptest::prelude::*;

    #[test]
    fn lays_out_with_two_spaces() {
        let text = r#"{"a":[1,{"b":0.10}],"c":{},"d":[]}"#;
        let expected = "{\n  \"a\": [\n    1,\n    {\n      \"b\": 0.10\n    }\n  ],\n  \
                        \"c\": {},\n  \"d\": []\n}";
        assert_eq!(pretty(text).unwrap(), expected);
    }

    #[test]
    fn writes_strings_as_rfc_8785_has_them() {
        let mut out = String::new();
        write_string("가\"\\\n\u{1}\u{7f}", &mut out);
        assert_eq!(out, "\"가\\\"\\\\\\n\\u0001\u{7f}\"");
    }

    proptest! {
        #[test]
        fn layout_and_tree_agree_with_serde_json(value in tree()) {
            let text = value.to_string();
            prop_assert_eq!(pretty(&text).unwrap(), serde_json::to_string_pretty(&value).unwrap());
            prop_assert_eq!(&parse(&text).unwrap().to_string(), &text);
        }
    }

    fn tree() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i64>().prop_map(Into::into),
            ".{0,6}".prop_map(Into::into),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::vec((".{0,3}", inner), 0..4)
                    .prop_map(|members| serde_json::Value::Object(members.into_iter().collect())),
            ]
        })
    }
}

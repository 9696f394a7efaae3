//! Text to tree.

use super::{Cursor, Json, Kind, MAX_DEPTH, Number, Object, SyntaxError};

/// Reads one JSON value and nothing else.
pub fn parse(text: &str) -> Result<Json, SyntaxError> {
    parse_bytes(text.as_bytes())
}

/// Reads one JSON value and nothing else from bytes, which must be UTF-8.
pub fn parse_bytes(text: &[u8]) -> Result<Json, SyntaxError> {
    let mut cursor = Cursor::new(text);
    let value = read(&mut cursor, 0)?;
    cursor.end()?;
    Ok(value)
}

impl Json {
    /// Reads the value at the cursor and moves behind it.
    pub fn read(cursor: &mut Cursor<'_>) -> Result<Self, SyntaxError> {
        read(cursor, 0)
    }
}

fn read(cursor: &mut Cursor<'_>, depth: usize) -> Result<Json, SyntaxError> {
    if depth > MAX_DEPTH {
        return Err(cursor.error("nested more than 512 levels deep"));
    }
    match cursor.kind()? {
        Kind::Object => read_object(cursor, depth),
        Kind::Array => read_array(cursor, depth),
        Kind::String => Ok(Json::String(cursor.string()?.into_owned())),
        Kind::Number => {
            let start = cursor.offset();
            let text = std::str::from_utf8(cursor.number()?)
                .map_err(|_| SyntaxError { offset: start, message: "expected a number" })?;
            Ok(Json::Number(Number::from_checked(text)))
        }
        Kind::Bool => Ok(Json::Bool(cursor.literal()? == b"true")),
        Kind::Null => cursor.literal().map(|_| Json::Null),
    }
}

fn read_object(cursor: &mut Cursor<'_>, depth: usize) -> Result<Json, SyntaxError> {
    let mut members = Object::new();
    let mut more = cursor.enter_object()?;
    while more {
        cursor.skip_space();
        let name = cursor.string()?.into_owned();
        cursor.skip_space();
        cursor.expect(b':', "expected `:` after a member's name")?;
        let value = read(cursor, depth + 1)?;
        members.insert(name, value);
        more = cursor.next_member()?;
    }
    Ok(Json::Object(members))
}

fn read_array(cursor: &mut Cursor<'_>, depth: usize) -> Result<Json, SyntaxError> {
    let mut elements = Vec::new();
    let mut more = cursor.enter_array()?;
    while more {
        elements.push(read(cursor, depth + 1)?);
        more = cursor.next_element()?;
    }
    Ok(Json::Array(elements))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_was_written_and_keeps_order_and_digits() {
        let text = r#"{"z":[1,0.10,1e400,12345678901234567890],"a":"가\n","n":null,"t":true}"#;
        assert_eq!(parse(text).unwrap().to_string(), text);
    }

    #[test]
    fn the_last_of_two_members_counts() {
        assert_eq!(parse(r#"{"a":1,"a":2}"#).unwrap().to_string(), r#"{"a":2}"#);
    }

    #[test]
    fn bytes_that_are_not_utf8_are_refused() {
        assert!(parse_bytes(b"\"\xff\"").is_err());
    }
}

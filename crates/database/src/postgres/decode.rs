//! PostgreSQL's text of a value, as JSON.

use super::array;
use crate::value;
use contract::{Json, json};
use postgres::types::{Kind, Type};

/// The value of a column of this type.
pub(super) fn value(text: Option<&str>, kind: &Type) -> Result<Json, String> {
    let Some(text) = text else { return Ok(Json::Null) };
    Ok(match *kind {
        Type::BOOL => Json::from(text == "t"),
        Type::INT2
        | Type::INT4
        | Type::INT8
        | Type::OID
        | Type::NUMERIC
        | Type::FLOAT4
        | Type::FLOAT8 => value::number(text),
        Type::TIMESTAMP => Json::from(timestamp(text)),
        Type::TIMESTAMPTZ => Json::from(with_offset(&timestamp(text))),
        Type::TIMETZ => Json::from(with_offset(text)),
        Type::BYTEA => value::bytes(&bytes(text).ok_or("its bytes are not in hexadecimal form")?),
        Type::JSON | Type::JSONB => json::parse(text).map_err(|error| error.to_string())?,
        // Vectors are no arrays in their text: `1 2 3`.
        Type::INT2_VECTOR | Type::OID_VECTOR => Json::from(text),
        _ => match kind.kind() {
            Kind::Array(element) => array::value(text, element)?,
            Kind::Domain(inner) => value_of(text, inner)?,
            _ => Json::from(text),
        },
    })
}

fn value_of(text: &str, kind: &Type) -> Result<Json, String> {
    value(Some(text), kind)
}

/// `2026-01-02 03:04:05.1` with a `T`; `infinity` and years before Christ stay as they are.
fn timestamp(text: &str) -> String {
    let is_plain = text.as_bytes().first().is_some_and(u8::is_ascii_digit) && !text.ends_with("BC");
    if is_plain { text.replacen(' ', "T", 1) } else { text.to_owned() }
}

/// The server shortens `+09:00` to `+09`: written out, as RFC 3339 has it.
fn with_offset(text: &str) -> String {
    let bytes = text.as_bytes();
    let short = bytes.len() > 3
        && matches!(bytes[bytes.len() - 3], b'+' | b'-')
        && bytes[bytes.len() - 2..].iter().all(u8::is_ascii_digit)
        && text.contains(':');
    if short { format!("{text}:00") } else { text.to_owned() }
}

/// `\x00ff`
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("\\x")?.as_bytes();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_rfc_3339_has_them() {
        for (text, expected) in [
            ("2026-01-02 03:04:05.123456+09", "2026-01-02T03:04:05.123456+09:00"),
            ("2026-01-02 03:04:05+05:30", "2026-01-02T03:04:05+05:30"),
            ("2026-01-02 03:04:05-03", "2026-01-02T03:04:05-03:00"),
            ("infinity", "infinity"),
            ("-infinity", "-infinity"),
            ("0044-03-15 12:00:00+00 BC", "0044-03-15 12:00:00+00 BC"),
        ] {
            assert_eq!(value_of(text, &Type::TIMESTAMPTZ).unwrap(), Json::from(expected));
        }
        assert_eq!(value_of("03:04:05+00", &Type::TIMETZ).unwrap(), Json::from("03:04:05+00:00"));
        assert_eq!(
            value_of("2026-01-02 03:04:05", &Type::TIMESTAMP).unwrap(),
            Json::from("2026-01-02T03:04:05")
        );
    }
}

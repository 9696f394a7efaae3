//! Values and names as SQL text that means exactly them, whatever they contain.

use super::reserved::is_reserved;
use crate::{Dialect, Error};
use contract::Json;

/// A value where an expression stands: `'O''Brien'`, `42`, `(-5)`, `TRUE`, a list for `IN (…)`.
pub(super) fn expression(name: &str, value: &Json, dialect: Dialect) -> Result<String, Error> {
    Ok(match value {
        Json::String(text) => string(name, text, dialect)?,
        // In brackets, so that `- {data.x}` does not become a comment.
        Json::Number(number) if number.as_str().starts_with('-') => format!("({number})"),
        Json::Number(number) => number.to_string(),
        Json::Bool(true) => "TRUE".into(),
        Json::Bool(false) => "FALSE".into(),
        Json::Array(elements) if !elements.is_empty() && elements.iter().all(is_scalar) => {
            let texts: Result<Vec<_>, _> =
                elements.iter().map(|element| expression(name, element, dialect)).collect();
            texts?.join(", ")
        }
        Json::Null => return Err(unusable(name, "it is null")),
        Json::Array(elements) if elements.is_empty() => {
            return Err(unusable(name, "it is an empty array"));
        }
        Json::Array(_) | Json::Object(_) => {
            return Err(unusable(name, "it is no single value"));
        }
    })
}

fn is_scalar(value: &Json) -> bool {
    !matches!(value, Json::Array(_) | Json::Object(_) | Json::Null)
}

/// A value as the text that goes inside a string literal, not yet escaped.
pub(super) fn text(name: &str, value: &Json) -> Result<String, Error> {
    match value {
        Json::Null => Err(unusable(name, "it is null")),
        other => Ok(other.to_plain_text()),
    }
}

/// A whole string literal.
fn string(name: &str, text: &str, dialect: Dialect) -> Result<String, Error> {
    Ok(match inside(name, text, '\'', dialect)? {
        Inside::Plain(escaped) => format!("'{escaped}'"),
        Inside::Apart(expression) => expression,
    })
}

/// How a text gets into a string literal.
pub(super) enum Inside {
    /// Written between the quotes.
    Plain(String),
    /// Only as an expression of its own, because what a backslash means depends on the server.
    Apart(String),
}

/// Escapes a text for a literal with these quotes, in which a backslash is no escape, or may be
/// one (MySQL, where `sql_mode` decides).
pub(super) fn inside(
    name: &str,
    text: &str,
    quote: char,
    dialect: Dialect,
) -> Result<Inside, Error> {
    if text.contains('\0') {
        return Err(unusable(name, "it contains a NUL character"));
    }
    let ambiguous = text.contains('\\');
    Ok(match dialect {
        Dialect::Mysql if ambiguous => Inside::Apart(hexadecimal(text)),
        Dialect::Portable if ambiguous => {
            return Err(unusable(
                name,
                "it contains a backslash, and the kind of database is not known",
            ));
        }
        _ => Inside::Plain(text.replace(quote, &format!("{quote}{quote}"))),
    })
}

/// A MySQL text that reads the same under every `sql_mode`.
fn hexadecimal(text: &str) -> String {
    format!("_utf8mb4 X'{}'", hex::encode_upper(text))
}

fn unusable(name: &str, reason: &'static str) -> Error {
    Error::UnusableValue { name: name.into(), reason }
}

/// A table's or column's name, each part between its dots quoted where it has to be.
///
/// A plain word stays bare, so that the server's own rule of letter case holds. `None` for text
/// that is no name: empty parts, control characters.
pub fn identifier(name: &str, dialect: Dialect) -> Option<String> {
    let parts: Option<Vec<String>> = name.split('.').map(|part| part_of(part, dialect)).collect();
    Some(parts?.join("."))
}

fn part_of(part: &str, dialect: Dialect) -> Option<String> {
    if part.is_empty() || part.chars().any(char::is_control) || part != part.trim() {
        return None;
    }
    let is_word = part.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !part.starts_with(|c: char| c.is_ascii_digit());
    if is_word && (!is_reserved(part) || keeps_case_bare(part, dialect)) {
        return Some(part.into());
    }
    // SQLite takes an unknown name in double quotes for a text; backquotes are names for sure.
    let quote = match dialect {
        Dialect::Mysql | Dialect::Sqlite => '`',
        Dialect::Postgres | Dialect::Portable => '"',
    };
    Some(format!("{quote}{}{quote}", part.replace(quote, &format!("{quote}{quote}"))))
}

/// Whether quotes would change what a word means: PostgreSQL folds `State` to lower case only
/// without them, and no quotes mean the same everywhere.
fn keeps_case_bare(word: &str, dialect: Dialect) -> bool {
    match dialect {
        Dialect::Postgres => word.chars().any(char::is_uppercase),
        Dialect::Portable => true,
        Dialect::Mysql | Dialect::Sqlite => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn check(value: &str, dialect: Dialect, expected: &str) {
        let value = parse(value).unwrap();
        assert_eq!(expression("data.x", &value, dialect).unwrap(), expected);
    }

    #[test]
    fn values_become_literals_that_mean_them() {
        check(r#""O'Brien""#, Dialect::Sqlite, "'O''Brien'");
        check(r#""a\\' OR 1=1 -- ""#, Dialect::Postgres, r"'a\'' OR 1=1 -- '");
        check(r#""a\\'""#, Dialect::Mysql, "_utf8mb4 X'615C27'");
        check("0.10", Dialect::Postgres, "0.10");
        check("-5", Dialect::Mysql, "(-5)");
        check("true", Dialect::Sqlite, "TRUE");
        check(r#"[1,"a'"]"#, Dialect::Sqlite, "1, 'a'''");
    }

    #[test]
    fn what_has_no_literal_is_refused() {
        for (value, dialect) in [
            ("null", Dialect::Sqlite),
            ("[]", Dialect::Sqlite),
            ("[[1]]", Dialect::Sqlite),
            ("{}", Dialect::Sqlite),
            (r#""a\u0000b""#, Dialect::Postgres),
            (r#""a\\b""#, Dialect::Portable),
        ] {
            let value = parse(value).unwrap();
            assert!(expression("data.x", &value, dialect).is_err(), "{value}");
        }
    }

    #[test]
    fn names_are_quoted_where_they_have_to_be() {
        for (name, dialect, expected) in [
            ("order_lines", Dialect::Postgres, Some("order_lines")),
            ("shop.Orders", Dialect::Postgres, Some("shop.Orders")),
            ("order", Dialect::Postgres, Some("\"order\"")),
            ("order", Dialect::Mysql, Some("`order`")),
            ("Order", Dialect::Postgres, Some("Order")),
            ("lines", Dialect::Mysql, Some("`lines`")),
            ("nothing", Dialect::Sqlite, Some("`nothing`")),
            ("order", Dialect::Portable, Some("order")),
            ("주문", Dialect::Sqlite, Some("주문")),
            ("a\" b", Dialect::Postgres, Some("\"a\"\" b\"")),
            ("a;DROP TABLE x", Dialect::Sqlite, Some("`a;DROP TABLE x`")),
            ("2024", Dialect::Sqlite, Some("`2024`")),
            ("a..b", Dialect::Sqlite, None),
            ("", Dialect::Sqlite, None),
            ("a\nb", Dialect::Sqlite, None),
        ] {
            assert_eq!(identifier(name, dialect).as_deref(), expected, "{name}");
        }
    }
}

//! Values that all servers write alike, as JSON.

use base64::{Engine, prelude::BASE64_STANDARD};
use contract::{Json, Number};

/// Bytes as base64.
pub(crate) fn bytes(bytes: &[u8]) -> Json {
    Json::from(BASE64_STANDARD.encode(bytes))
}

/// The text of a number as a number; what JSON has no number for (`NaN`, `Infinity`) as a string.
pub(crate) fn number(text: &str) -> Json {
    Number::new(text).map_or_else(|| Json::from(text), Json::Number)
}

/// The shortest number that reads back as the same `double`.
pub(crate) fn float(value: f64) -> Json {
    if value.is_finite() { number(&format!("{value:?}")) } else { Json::from(not_finite(value)) }
}

/// The shortest number that reads back as the same `float`.
pub(crate) fn short_float(value: f32) -> Json {
    if value.is_finite() {
        number(&format!("{value:?}"))
    } else {
        Json::from(not_finite(value.into()))
    }
}

fn not_finite(value: f64) -> &'static str {
    if value.is_nan() {
        "NaN"
    } else if value > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_as_short_as_they_can_be() {
        for (value, expected) in [
            (0.1, "0.1"),
            (5.0, "5.0"),
            (1e300, "1e300"),
            (-2.5e-8, "-2.5e-8"),
            (f64::NAN, "\"NaN\""),
            (f64::NEG_INFINITY, "\"-Infinity\""),
        ] {
            assert_eq!(float(value).to_string(), expected);
        }
        assert_eq!(short_float(0.1).to_string(), "0.1");
        assert_eq!(short_float(f32::INFINITY).to_string(), "\"Infinity\"");
    }
}

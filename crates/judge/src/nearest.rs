//! Our exact values as the nearest `serde_json` values, for libraries that know only those.

use contract::json::{Json, Number};
use serde_json::Value;

/// The value with numbers as `u64` or `i64` where they fit, else as the nearest double; beyond the
/// range of doubles as the largest one.
pub(crate) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(value) => Value::Bool(*value),
        Json::Number(number) => Value::Number(nearest(number)),
        Json::String(text) => Value::String(text.clone()),
        Json::Array(elements) => Value::Array(elements.iter().map(value).collect()),
        Json::Object(members) => Value::Object(
            members.iter().map(|(name, member)| (name.clone(), value(member))).collect(),
        ),
    }
}

fn nearest(number: &Number) -> serde_json::Number {
    if let Some(value) = number.as_u64() {
        return value.into();
    }
    if let Some(value) = number.as_i64() {
        return value.into();
    }
    let double: f64 = number.as_str().parse().unwrap_or(0.0);
    serde_json::Number::from_f64(double.clamp(f64::MIN, f64::MAX)).unwrap_or_else(|| 0.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_stay_exact_and_the_rest_comes_near() {
        for (text, expected) in [
            ("1234567890123456789", "1234567890123456789"),
            ("18446744073709551615", "18446744073709551615"),
            ("-5", "-5"),
            ("5.0", "5"),
            ("0.10", "0.1"),
            ("1e400", "1.7976931348623157e+308"),
            ("-1e400", "-1.7976931348623157e+308"),
        ] {
            let json = contract::json::parse(text).unwrap();
            assert_eq!(value(&json).to_string(), expected, "{text}");
        }
    }
}

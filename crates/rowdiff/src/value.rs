//! Values compared by what they mean: numbers by exact decimal value, objects without regard to the
//! order of members, arrays in order.

use crate::{key, layout::decode};
use bigdecimal::{BigDecimal, num_bigint::Sign};
use contract::{
    Json, Number,
    json::{self, Cursor, Kind, SyntaxError},
};
use std::{borrow::Cow, str::FromStr};
use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

/// Numbers with more zeros than this before or behind their digits are compared exactly.
const WIDEST: i64 = 10_000;

/// How far two numbers may lie apart and still count as equal.
#[derive(Clone, Debug)]
pub struct Tolerance(BigDecimal);

impl Tolerance {
    /// Takes a distance of zero or more; `None` for any other number.
    pub fn new(distance: &Number) -> Option<Self> {
        let distance = decimal(distance)?;
        (distance.sign() != Sign::Minus).then_some(Self(distance))
    }

    fn covers(&self, a: &Number, b: &Number) -> bool {
        match (decimal(a), decimal(b)) {
            (Some(a), Some(b)) => (a - b).abs() <= self.0,
            _ => false,
        }
    }
}

fn decimal(number: &Number) -> Option<BigDecimal> {
    let value = BigDecimal::from_str(number.as_str()).ok()?;
    (value.fractional_digit_count().abs() <= WIDEST).then_some(value)
}

/// Whether two checked values are equal.
pub(crate) fn same(a: &[u8], b: &[u8], tolerance: Option<&Tolerance>) -> bool {
    if a == b {
        return true;
    }
    match (json::parse_bytes(a), json::parse_bytes(b)) {
        (Ok(a), Ok(b)) => same_tree(&a, &b, tolerance),
        _ => false,
    }
}

fn same_tree(a: &Json, b: &Json, tolerance: Option<&Tolerance>) -> bool {
    let Some(within) = tolerance else { return a == b };
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => a == b || within.covers(a, b),
        (Json::Array(a), Json::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_tree(a, b, tolerance))
        }
        (Json::Object(a), Json::Object(b)) => {
            let same = |name: &String, value| {
                b.get(name).is_some_and(|other| same_tree(value, other, tolerance))
            };
            a.len() == b.len() && a.iter().all(|(name, value)| same(name, value))
        }
        _ => a == b,
    }
}

/// A hash that equal values share, whatever their spelling and order of members.
pub(crate) fn hash(raw: &[u8]) -> u64 {
    let mut cursor = Cursor::new(raw);
    hash_next(&mut cursor).unwrap_or_default()
}

fn hash_next(cursor: &mut Cursor<'_>) -> Result<u64, SyntaxError> {
    match cursor.kind()? {
        Kind::Object => hash_object(cursor),
        Kind::Array => {
            let mut hash = 1;
            let mut more = cursor.enter_array()?;
            while more {
                hash = mix(hash, hash_next(cursor)?);
                more = cursor.next_element()?;
            }
            Ok(hash)
        }
        Kind::String => Ok(mix(2, xxh3_64(decode(cursor.raw_string()?).as_bytes()))),
        Kind::Number => Ok(mix(3, key::hash(cursor.number()?))),
        Kind::Bool | Kind::Null => Ok(mix(4, xxh3_64(cursor.literal()?))),
    }
}

fn hash_object(cursor: &mut Cursor<'_>) -> Result<u64, SyntaxError> {
    let mut members: Vec<(Cow<'_, str>, u64)> = Vec::new();
    let mut more = cursor.enter_object()?;
    while more {
        let name = decode(cursor.member_name()?);
        cursor.skip_space();
        members.push((name, hash_next(cursor)?));
        more = cursor.next_member()?;
    }
    // In order of names, and of two with one name the later one behind.
    members.sort_by(|a, b| a.0.cmp(&b.0));
    let mut hash = 5;
    for (index, (name, value)) in members.iter().enumerate() {
        if members.get(index + 1).is_none_or(|(next, _)| next != name) {
            hash = mix(mix(hash, xxh3_64(name.as_bytes())), *value);
        }
    }
    Ok(hash)
}

/// One hash of two, in order.
#[inline]
pub(crate) fn mix(a: u64, b: u64) -> u64 {
    xxh3_64_with_seed(&a.to_le_bytes(), b)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(a: &str, b: &str, tolerance: Option<&str>, expected: bool) {
        let tolerance = tolerance.map(|t| Tolerance::new(&Number::new(t).unwrap()).unwrap());
        let found = same(a.as_bytes(), b.as_bytes(), tolerance.as_ref());
        assert_eq!(found, expected, "{a} and {b} within {tolerance:?}");
        if tolerance.is_none() {
            assert_eq!(hash(a.as_bytes()) == hash(b.as_bytes()), expected, "{a} and {b}");
        }
    }

    #[test]
    fn spelling_and_order_of_members_do_not_matter() {
        check("1", "1.0", None, true);
        check("1e2", "100", None, true);
        check("1234567890123456789012", "1234567890123456789012.0", None, true);
        check(r#"{"a":1,"b":[1,2]}"#, r#"{ "b": [1, 2.0], "a": 1 }"#, None, true);
        check(r#"{"a":0,"a":1}"#, r#"{"a":1}"#, None, true);
        check(r#""\u0041""#, r#""A""#, None, true);
    }

    #[test]
    fn everything_else_does() {
        check("[1,2]", "[2,1]", None, false);
        check("1", "\"1\"", None, false);
        check("null", "false", None, false);
        check("{}", "[]", None, false);
        check(r#"{"a":null}"#, "{}", None, false);
        check("9007199254740993", "9007199254740992", None, false);
    }

    #[test]
    fn a_tolerance_is_an_exact_distance() {
        check("0.1", "0.3", Some("0.2"), true);
        check("0.1", "0.30000000000000000001", Some("0.2"), false);
        check(r#"{"a":[1.000]}"#, r#"{"a":[1.004]}"#, Some("0.005"), true);
        check("1e999999999", "0", Some("0.5"), false);
        check("1", "1.0", Some("0"), true);
        check("\"1\"", "\"2\"", Some("5"), false);
    }
}

//! Which of two values is the greater one.

use contract::json::{Json, Number};
use jiff::{Timestamp, civil};
use std::{cmp::Ordering, fmt};

/// A point in time: with an offset (or `Z`) an instant, without one what a clock on the wall shows.
/// The two cannot be compared with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Moment {
    Instant(Timestamp),
    Wall(civil::DateTime),
}

impl Moment {
    /// Reads RFC 3339, also with a blank for the `T`, without an offset, or a date alone.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        // Nothing shorter than a date, and no plain word, costs a parser run.
        if text.len() < 10 || !text.as_bytes()[0].is_ascii_digit() {
            return None;
        }
        if let Ok(instant) = text.parse() {
            return Some(Self::Instant(instant));
        }
        text.parse().ok().map(Self::Wall)
    }

    pub(crate) fn compare(self, other: Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Instant(a), Self::Instant(b)) => Some(a.cmp(&b)),
            (Self::Wall(a), Self::Wall(b)) => Some(a.cmp(&b)),
            _ => None,
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Instant(instant) => instant.fmt(f),
            Self::Wall(clock) => clock.fmt(f),
        }
    }
}

/// The order of two numbers (exact) or two strings (as times when both are, else by code points);
/// `None` for all else.
pub(crate) fn compare(a: &Json, b: &Json) -> Option<Ordering> {
    match (a, b) {
        (Json::Number(a), Json::Number(b)) => Some(Number::cmp_value(a, b)),
        (Json::String(a), Json::String(b)) => Some(compare_text(a, b)),
        _ => None,
    }
}

/// The order of two strings.
pub(crate) fn compare_text(a: &str, b: &str) -> Ordering {
    let moments = Moment::parse(a).zip(Moment::parse(b));
    moments.and_then(|(a, b)| a.compare(b)).unwrap_or_else(|| a.cmp(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_strings_and_times_have_an_order() {
        let check = |a: &str, b: &str, expected| {
            let parse = |text| contract::json::parse(text).unwrap();
            assert_eq!(compare(&parse(a), &parse(b)), expected, "{a} and {b}");
        };
        check("9007199254740993", "9007199254740992", Some(Ordering::Greater));
        check("\"b\"", "\"a\"", Some(Ordering::Greater));
        check("\"2026-01-01T09:00:00+09:00\"", "\"2026-01-01T00:00:00Z\"", Some(Ordering::Equal));
        check("\"2026-01-02\"", "\"2026-01-01 23:59:59\"", Some(Ordering::Greater));
        check("1", "\"1\"", None);
        check("true", "false", None);
        check("null", "null", None);
    }

    #[test]
    fn a_wall_clock_is_no_instant() {
        let parse = |text| Moment::parse(text).unwrap();
        assert_eq!(parse("2026-01-01T00:00:00").compare(parse("2026-01-01T00:00:00Z")), None);
        assert_eq!(Moment::parse("2026-13-01"), None);
        assert_eq!(Moment::parse("가나다라마바사아자차"), None);
    }
}

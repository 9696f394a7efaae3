//! A number as its text, compared by exact decimal value.

use super::cursor::Cursor;
use std::{cmp::Ordering, fmt};

/// A JSON number that keeps the text it was written with.
///
/// `==` and `cmp_value` compare exact decimal values: `1`, `1.0` and `1e0` are equal, `0.1` and
/// `0.10000000000000000001` are not. Nothing is ever rounded.
#[derive(Clone)]
pub struct Number(Box<str>);

/// The value of a number in one form only: sign, significant digits, power of ten of the last digit.
#[derive(PartialEq, Eq)]
struct Decimal<'a> {
    negative: bool,
    /// Digits before and behind the point as they stand, outer zeros cut off; empty for zero.
    whole: &'a str,
    fraction: &'a str,
    /// Power of ten of the first significant digit.
    magnitude: i128,
}

impl Number {
    /// Takes the text of a number; `None` when it is not one in JSON's grammar.
    pub fn new(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text.as_bytes());
        cursor.number().ok()?;
        (cursor.offset() == text.len()).then(|| Self(text.into()))
    }

    /// Takes text that a cursor has just read as a number.
    pub(super) fn from_checked(text: &str) -> Self {
        Self(text.into())
    }

    /// The text as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The value as an `i64`, when it is a whole number that fits (`5`, `5.0` and `5e0` do).
    pub fn as_i64(&self) -> Option<i64> {
        self.0.parse().ok().or_else(|| self.normalised().parse().ok())
    }

    /// The value as a `u64`, when it is a whole number that fits.
    pub fn as_u64(&self) -> Option<u64> {
        self.0.parse().ok().or_else(|| self.normalised().parse().ok())
    }

    /// True when the value has no fraction.
    pub fn is_integer(&self) -> bool {
        let value = self.decimal();
        let digits = (value.whole.len() + value.fraction.len()) as i128;
        value.is_zero() || value.magnitude >= digits - 1
    }

    /// Compares exact values.
    pub fn cmp_value(&self, other: &Self) -> Ordering {
        self.decimal().compare(&other.decimal())
    }

    /// The one text of this value: no sign on zero, no superfluous zeros, plain digits from `1e-7`
    /// up to below `1e21` and an exponent beyond, as RFC 8785 lays numbers out, but with all digits.
    pub fn normalised(&self) -> String {
        self.decimal().to_text()
    }

    fn decimal(&self) -> Decimal<'_> {
        let (negative, text) = match self.0.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, &*self.0),
        };
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, parse_exponent(exponent)),
            None => (text, 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        Decimal::new(negative, whole, fraction, exponent)
    }
}

/// Exponents beyond what any document can mean are held at the edge of `i64`.
fn parse_exponent(text: &str) -> i64 {
    let edge = if text.starts_with('-') { i64::MIN } else { i64::MAX };
    text.parse().unwrap_or(edge)
}

impl<'a> Decimal<'a> {
    fn new(negative: bool, whole: &'a str, fraction: &'a str, exponent: i64) -> Self {
        let whole = whole.trim_start_matches('0');
        let mut fraction = fraction.trim_end_matches('0');
        let magnitude;
        let whole = if whole.is_empty() {
            let significant = fraction.trim_start_matches('0');
            magnitude = -1 - (fraction.len() - significant.len()) as i128;
            fraction = significant;
            ""
        } else {
            magnitude = whole.len() as i128 - 1;
            if fraction.is_empty() { whole.trim_end_matches('0') } else { whole }
        };
        if whole.is_empty() && fraction.is_empty() {
            return Self { negative: false, whole, fraction, magnitude: 0 };
        }
        Self { negative, whole, fraction, magnitude: magnitude + i128::from(exponent) }
    }

    fn is_zero(&self) -> bool {
        self.whole.is_empty() && self.fraction.is_empty()
    }

    fn digits(&self) -> impl Iterator<Item = u8> {
        self.whole.bytes().chain(self.fraction.bytes())
    }

    fn compare(&self, other: &Self) -> Ordering {
        let sign = |d: &Self| match (d.is_zero(), d.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let (ours, theirs) = (sign(self), sign(other));
        if ours != theirs || ours == 0 {
            return ours.cmp(&theirs);
        }
        let absolute =
            self.magnitude.cmp(&other.magnitude).then_with(|| self.digits().cmp(other.digits()));
        if self.negative { absolute.reverse() } else { absolute }
    }

    fn to_text(&self) -> String {
        if self.is_zero() {
            return "0".into();
        }
        let digits: String = self.digits().map(char::from).collect();
        let sign = if self.negative { "-" } else { "" };
        let count = digits.len() as i128;
        match self.magnitude {
            magnitude @ 0..=20 if magnitude + 1 >= count => {
                let zeros = usize::try_from(magnitude + 1 - count).unwrap_or_default();
                format!("{sign}{digits}{}", "0".repeat(zeros))
            }
            magnitude @ 0..=20 => {
                let (whole, fraction) =
                    digits.split_at(usize::try_from(magnitude + 1).unwrap_or_default());
                format!("{sign}{whole}.{fraction}")
            }
            magnitude @ -7..=-1 => {
                let zeros = usize::try_from(-1 - magnitude).unwrap_or_default();
                format!("{sign}0.{}{digits}", "0".repeat(zeros))
            }
            magnitude => {
                let (first, rest) = digits.split_at(1);
                let point = if rest.is_empty() { "" } else { "." };
                let plus = if magnitude < 0 { "" } else { "+" };
                format!("{sign}{first}{point}{rest}e{plus}{magnitude}")
            }
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.cmp_value(other) == Ordering::Equal
    }
}

impl Eq for Number {}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(value: $integer) -> Self {
                Self(value.to_string().into())
            }
        }
    )*};
}
from_integers!(i32, i64, u16, u32, u64, usize);

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Number {
        Number::new(text).unwrap()
    }

    #[test]
    fn keeps_its_digits_and_compares_by_value() {
        for (a, b, expected) in [
            ("1", "1.0", Ordering::Equal),
            ("1e0", "10e-1", Ordering::Equal),
            ("0.10", "0.1", Ordering::Equal),
            ("-0", "0.00e5", Ordering::Equal),
            ("9007199254740993", "9007199254740992", Ordering::Greater),
            ("1234567890123456789", "1234567890123456788", Ordering::Greater),
            ("1e400", "9e399", Ordering::Greater),
            ("-1e400", "1", Ordering::Less),
            ("0.1", "0.10000000000000000001", Ordering::Less),
            ("-5", "-50", Ordering::Greater),
            ("100", "1e2", Ordering::Equal),
            ("0.001", "1e-3", Ordering::Equal),
        ] {
            assert_eq!(number(a).cmp_value(&number(b)), expected, "{a} and {b}");
        }
        assert_eq!(number("0.10").as_str(), "0.10");
    }

    #[test]
    fn has_one_normal_text_a_value() {
        for (text, expected) in [
            ("-0.0", "0"),
            ("1.50", "1.5"),
            ("1e2", "100"),
            ("123e-5", "0.00123"),
            ("1e400", "1e+400"),
            ("12.5e-20", "1.25e-19"),
            ("1e21", "1e+21"),
            ("100000000000000000000", "100000000000000000000"),
        ] {
            assert_eq!(number(text).normalised(), expected, "{text}");
        }
    }

    #[test]
    fn knows_whole_numbers() {
        assert_eq!(number("5.00").as_i64(), Some(5));
        assert_eq!(number("1e400").as_i64(), None);
        assert!(number("1e400").is_integer());
        assert!(number("120").is_integer());
        assert!(!number("120.5").is_integer());
        assert!(!number("1e-3").is_integer());
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "01", "1.", ".5", "+1", "NaN", "1 "] {
            assert!(Number::new(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_normal_text_has_the_same_value(
            whole in "(0|[1-9][0-9]{0,12})", fraction in "[0-9]{0,8}", exponent in -30i32..30
        ) {
            let point = if fraction.is_empty() { "" } else { "." };
            let original = number(&format!("{whole}{point}{fraction}e{exponent}"));
            let normal = number(&original.normalised());
            prop_assert_eq!(&normal, &original);
            prop_assert_eq!(normal.normalised(), original.normalised());
        }

        #[test]
        fn the_order_is_that_of_integers(a: i64, b: i64) {
            prop_assert_eq!(Number::from(a).cmp_value(&Number::from(b)), a.cmp(&b));
        }
    }
}

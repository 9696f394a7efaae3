//! Exact sums and averages of numbers that stay text until they are added.

use bigdecimal::{BigDecimal, num_bigint::BigInt};
use contract::json::Number;
use std::str::FromStr;

/// Numbers with more digits, or with an exponent beyond this, are not added: nobody means such a sum,
/// and `1e999999999` would take all memory.
const LARGEST: u64 = 10_000;

/// Most digits behind the point that the quick path adds without big numbers.
const QUICK_SCALE: usize = 18;

/// A sum under way.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sum {
    /// Sums of the numbers with so many digits behind the point. A number has at most 18 digits
    /// here, so that 10^20 of them fit.
    quick: [i128; QUICK_SCALE + 1],
    /// All others.
    slow: Option<BigDecimal>,
}

/// A number with too many digits, or too large an exponent, to be added exactly.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Sum {
    /// Adds a number, given as its JSON text.
    pub(crate) fn add(&mut self, text: &str) -> Result<(), TooLarge> {
        if let Some((value, scale)) = quick(text) {
            self.quick[scale] += i128::from(value);
            return Ok(());
        }
        let value = exact(text)?;
        self.slow = Some(match self.slow.take() {
            Some(sum) => sum + value,
            None => value,
        });
        Ok(())
    }

    /// The exact sum.
    pub(crate) fn total(&self) -> Number {
        to_number(&self.value())
    }

    /// The sum divided by how many there were, and whether that is exact. A quotient that does not
    /// end is cut after 100 digits.
    pub(crate) fn average(&self, count: u64) -> (Number, bool) {
        let (sum, count) = (self.value(), BigDecimal::from(count.max(1)));
        let quotient = &sum / &count;
        let exact = &quotient * &count == sum;
        (to_number(&quotient), exact)
    }

    fn value(&self) -> BigDecimal {
        let quick = self.quick.iter().zip(0..).filter(|(sum, _)| **sum != 0);
        let quick = quick.map(|(sum, scale)| BigDecimal::new(BigInt::from(*sum), scale));
        quick.chain(self.slow.clone()).sum()
    }
}

/// `value - within` and `value + within`, exactly.
pub(crate) fn around(value: &Number, within: &Number) -> Result<(Number, Number), TooLarge> {
    let (value, within) = (exact(value.as_str())?, exact(within.as_str())?);
    Ok((to_number(&(&value - &within)), to_number(&(&value + &within))))
}

/// A plain number of at most 18 digits as its digits and how many of them stand behind the point.
pub(crate) fn quick(text: &str) -> Option<(i64, usize)> {
    let (negative, digits) = match text.as_bytes() {
        [b'-', rest @ ..] => (true, rest),
        digits => (false, digits),
    };
    if digits.len() > QUICK_SCALE {
        return None;
    }
    let (mut value, mut scale, mut behind_point) = (0_i64, 0, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                value = value * 10 + i64::from(byte - b'0');
                scale += usize::from(behind_point);
            }
            b'.' => behind_point = true,
            _ => return None,
        }
    }
    Some((if negative { -value } else { value }, scale))
}

fn exact(text: &str) -> Result<BigDecimal, TooLarge> {
    let (digits, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let exponent = i64::from_str(exponent).map_err(|_| TooLarge)?;
    if exponent.unsigned_abs() > LARGEST || digits.len() as u64 > LARGEST {
        return Err(TooLarge);
    }
    BigDecimal::from_str(text).map_err(|_| TooLarge)
}

fn to_number(value: &BigDecimal) -> Number {
    let text = value.to_string().replace('E', "e");
    let number = Number::new(&text).expect("a decimal prints as a JSON number");
    Number::new(&number.normalised()).unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn sum(texts: &[&str]) -> Sum {
        let mut sum = Sum::default();
        for text in texts {
            sum.add(text).unwrap();
        }
        sum
    }

    #[test]
    fn sums_are_exact() {
        for (texts, expected) in [
            (&["0.1", "0.2"][..], "0.3"),
            (&["9007199254740993", "1"], "9007199254740994"),
            (&["9223372036854775807", "9223372036854775807"], "18446744073709551614"),
            (&["1e400", "-1e400", "0.10"], "0.1"),
            (&["1e2", "1.00"], "101"),
            (&["-0.5", "0.5"], "0"),
            (&["1e400"], "1e+400"),
            (&["1e-400"], "1e-400"),
        ] {
            assert_eq!(sum(texts).total().normalised(), expected, "{texts:?}");
        }
    }

    #[test]
    fn averages_say_whether_they_end() {
        let check = |texts: &[&str], expected: &str, ends: bool| {
            let (average, exact) = sum(texts).average(texts.len() as u64);
            assert!(average.as_str().starts_with(expected), "{average}");
            assert_eq!(exact, ends);
        };
        check(&["1", "2"], "1.5", true);
        check(&["1", "1", "2"], "1.33333333333333333333", false);
        check(&["1e400", "0"], "5e+399", true);
    }

    #[test]
    fn absurd_numbers_are_refused() {
        let long = "1".repeat(20_000);
        for text in [
            "1e999999999",
            "1e-999999999",
            "1e99999999999999999999",
            "1e-9223372036854775808",
            &long,
        ] {
            assert_eq!(Sum::default().add(text), Err(TooLarge), "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_quick_path_agrees_with_big_decimals(
            texts in prop::collection::vec("-?(0|[1-9][0-9]{0,20})(\\.[0-9]{1,20})?", 1..8)
        ) {
            let mut sum = Sum::default();
            let mut expected = BigDecimal::from(0);
            for text in &texts {
                sum.add(text).unwrap();
                expected += BigDecimal::from_str(text).unwrap();
            }
            prop_assert_eq!(sum.value(), expected);
        }
    }
}

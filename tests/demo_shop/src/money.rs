//! Money: whole cents inside, an exact decimal with two places outside.

use serde::ser::Error;
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

/// An amount in cents. In JSON it is a number such as `129.90`, digits as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cents(pub(crate) i64);

impl Serialize for Cents {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let sign = if self.0 < 0 { "-" } else { "" };
        let cents = self.0.unsigned_abs();
        let digits = format!("{sign}{}.{:02}", cents / 100, cents % 100);
        // A float would lose the last zero, and sooner or later a cent.
        RawValue::from_string(digits).map_err(S::Error::custom)?.serialize(serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cents: i64, expected: &str) {
        assert_eq!(serde_json::to_string(&Cents(cents)).unwrap(), expected);
    }

    #[test]
    fn both_places_are_kept() {
        check(0, "0.00");
        check(10, "0.10");
        check(12_990, "129.90");
        check(-5, "-0.05");
        check(i64::MAX, "92233720368547758.07");
    }
}

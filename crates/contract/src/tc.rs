//! Test case ids: their form and their natural order.

use std::cmp::Ordering;

/// Whether `text` is an id: `TC-` and then letters, digits, dots and hyphens.
pub fn is_id(text: &str) -> bool {
    text.strip_prefix("TC-").is_some_and(|rest| {
        !rest.is_empty()
            && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'.' || b == b'-')
    })
}

/// The order in which people count: `TC-2` before `TC-10`. Equal only for equal texts.
pub fn natural_cmp(a: &str, b: &str) -> Ordering {
    let (mut left, mut right) = (a.as_bytes(), b.as_bytes());
    loop {
        let (Some(x), Some(y)) = (left.first(), right.first()) else {
            return left.len().cmp(&right.len()).then_with(|| a.cmp(b));
        };
        let order = if x.is_ascii_digit() && y.is_ascii_digit() {
            compare_numbers(&mut left, &mut right)
        } else {
            (left, right) = (&left[1..], &right[1..]);
            x.cmp(y)
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Compares the numbers at the start of both and moves behind them.
fn compare_numbers(left: &mut &[u8], right: &mut &[u8]) -> Ordering {
    let x = take_number(left);
    let y = take_number(right);
    x.len().cmp(&y.len()).then_with(|| x.cmp(y))
}

/// The digits at the start, without leading zeros.
fn take_number<'a>(text: &mut &'a [u8]) -> &'a [u8] {
    let end = text.iter().position(|b| !b.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest;
    let zeros = digits.iter().take_while(|b| **b == b'0').count();
    &digits[zeros..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ids_have_one_form() {
        for good in ["TC-1", "TC-1.3", "TC-A-2.b"] {
            assert!(is_id(good), "{good}");
        }
        for bad in ["TC-", "tc-1", "TC-1_before", "TC-가", "TC-1/../x", " TC-1"] {
            assert!(!is_id(bad), "{bad}");
        }
    }

    #[test]
    fn ids_sort_as_people_count() {
        let mut ids = ["TC-10", "TC-2.10", "TC-2", "TC-2.9", "TC-1", "TC-02"];
        ids.sort_by(|a, b| natural_cmp(a, b));
        assert_eq!(ids, ["TC-1", "TC-02", "TC-2", "TC-2.9", "TC-2.10", "TC-10"]);
    }

    proptest! {
        #[test]
        fn the_order_is_total(a in "TC-[0-9a.]{1,6}", b in "TC-[0-9a.]{1,6}", c in "TC-[0-9a.]{1,6}") {
            prop_assert_eq!(natural_cmp(&a, &b), natural_cmp(&b, &a).reverse());
            prop_assert_eq!(natural_cmp(&a, &b) == Ordering::Equal, a == b);
            if natural_cmp(&a, &b).is_le() && natural_cmp(&b, &c).is_le() {
                prop_assert!(natural_cmp(&a, &c).is_le());
            }
        }
    }
}

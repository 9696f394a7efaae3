//! Number, sum, extremes and different values of a stream of values.

use crate::{
    decimal::{self, Sum},
    order,
    raw::Raw,
    wish::Needs,
};
use contract::json::{Kind, Number, canonical};
use std::{cmp::Ordering, collections::HashSet};

/// Aggregates under way. Values that do not fit are remembered, the first of each sort.
#[derive(Debug, Default)]
pub(crate) struct Aggregate<'t> {
    needs: Needs,
    pub(crate) count: u64,
    sum: Sum,
    extremes: Option<(Raw<'t>, Raw<'t>)>,
    distinct: HashSet<Raw<'t>>,
    last: Option<Raw<'t>>,
    /// Pointer and text of the first value that cannot be added.
    unaddable: Option<(String, Raw<'t>)>,
    /// Pointer and text of the first value that has no order with those before it.
    unordered: Option<(String, Raw<'t>)>,
}

/// A value that an aggregate cannot take in: its pointer and its text.
#[derive(Debug)]
pub(crate) struct Misfit<'a, 't>(pub(crate) &'a str, pub(crate) Raw<'t>);

impl<'t> Aggregate<'t> {
    pub(crate) fn new(needs: Needs) -> Self {
        Self { needs, ..Self::default() }
    }

    /// Takes in one value; `pointer` is asked for only when the value does not fit.
    pub(crate) fn add(&mut self, value: Raw<'t>, pointer: impl Fn() -> String) {
        self.count += 1;
        if self.needs.sum && self.unaddable.is_none() {
            let fits = value.kind() == Kind::Number && self.sum.add(value.text()).is_ok();
            if !fits {
                self.unaddable = Some((pointer(), value));
            }
        }
        if self.last == Some(value) {
            return;
        }
        self.last = Some(value);
        if self.needs.extremes && self.unordered.is_none() && !self.widen(value) {
            self.unordered = Some((pointer(), value));
        }
        if self.needs.distinct {
            self.distinct.insert(value);
        }
    }

    /// The exact sum, unless there was a value that cannot be added.
    pub(crate) fn sum(&self) -> Result<Number, Misfit<'_, 't>> {
        self.addable().map(Sum::total)
    }

    /// The average, and whether it ends (is exact).
    pub(crate) fn average(&self) -> Result<(Number, bool), Misfit<'_, 't>> {
        self.addable().map(|sum| sum.average(self.count))
    }

    /// The least and the greatest value; `None` when there was no value at all.
    pub(crate) fn extremes(&self) -> Result<Option<(Raw<'t>, Raw<'t>)>, Misfit<'_, 't>> {
        match &self.unordered {
            Some((pointer, value)) => Err(Misfit(pointer, *value)),
            None => Ok(self.extremes),
        }
    }

    /// How many different values there were.
    pub(crate) fn distinct(&self) -> usize {
        // `1` and `1.0`, or two orders of members, are different texts of one value.
        let values = self.distinct.iter().map(|value| canonical(&value.to_json()));
        values.collect::<HashSet<_>>().len()
    }

    fn addable(&self) -> Result<&Sum, Misfit<'_, 't>> {
        match &self.unaddable {
            Some((pointer, value)) => Err(Misfit(pointer, *value)),
            None => Ok(&self.sum),
        }
    }

    /// Moves the extremes; false when the value has no order with them.
    fn widen(&mut self, value: Raw<'t>) -> bool {
        let orderable = matches!(value.kind(), Kind::Number | Kind::String);
        let Some((least, greatest)) = &mut self.extremes else {
            if orderable {
                self.extremes = Some((value, value));
            }
            return orderable;
        };
        let (Some(to_least), Some(to_greatest)) =
            (compare(value, *least), compare(value, *greatest))
        else {
            return false;
        };
        if to_least == Ordering::Less {
            *least = value;
        }
        if to_greatest == Ordering::Greater {
            *greatest = value;
        }
        true
    }
}

fn compare(a: Raw<'_>, b: Raw<'_>) -> Option<Ordering> {
    if let (Some((a, a_scale)), Some((b, b_scale))) =
        (decimal::quick(a.text()), decimal::quick(b.text()))
        && a_scale == b_scale
    {
        return Some(a.cmp(&b));
    }
    order::compare(&a.to_json_scalar(), &b.to_json_scalar())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aggregate(array: &str) -> Aggregate<'_> {
        let mut aggregate = Aggregate::new(Needs { sum: true, extremes: true, distinct: true });
        for (index, value) in Raw::from_checked(array).elements().enumerate() {
            aggregate.add(value, || format!("/{index}"));
        }
        aggregate
    }

    fn check(array: &str, expected: &str) {
        let aggregate = aggregate(array);
        let misfit = |Misfit(pointer, value): Misfit| format!("{pointer}={}", value.text());
        let extremes = match aggregate.extremes() {
            Ok(Some((least, greatest))) => format!("{}..{}", least.text(), greatest.text()),
            Ok(None) => "none".into(),
            Err(error) => misfit(error),
        };
        let sum = aggregate.sum().map_or_else(misfit, |sum| sum.to_string());
        let shown = format!(
            "{} sum {sum} range {extremes} distinct {}",
            aggregate.count,
            aggregate.distinct()
        );
        assert_eq!(shown, expected, "{array}");
    }

    #[test]
    fn all_at_once() {
        check("[5,5,5]", "3 sum 15 range 5..5 distinct 1");
        check("[0.1,0.20,1e0,1]", "4 sum 2.3 range 0.1..1e0 distinct 3");
        check("[]", "0 sum 0 range none distinct 0");
        check(
            "[9007199254740993,9007199254740992]",
            "2 sum 18014398509481985 range 9007199254740992..9007199254740993 distinct 2",
        );
        check("[-1e400,1e400]", "2 sum 0 range -1e400..1e400 distinct 2");
        check("[1,null]", "2 sum /1=null range /1=null distinct 2");
        check("[1,\"a\"]", "2 sum /1=\"a\" range /1=\"a\" distinct 2");
        check("[1e999999999]", "1 sum /0=1e999999999 range 1e999999999..1e999999999 distinct 1");
        check(
            "[\"2026-01-01T09:00:00+09:00\",\"2026-01-01T00:00:01Z\"]",
            "2 sum /0=\"2026-01-01T09:00:00+09:00\" range \
             \"2026-01-01T09:00:00+09:00\"..\"2026-01-01T00:00:01Z\" distinct 2",
        );
    }
}

//! `$unordered`: the same elements in any order.

use crate::{
    excerpt::quote,
    expectation::{Expectation, Mismatch, Outcome},
    raw::Raw,
};

/// Pairs every expected element with one of its own; says which one is left over.
///
/// One element may fit several expectations (matchers, names), so greedy pairing would be wrong:
/// each new expectation may move earlier ones along an augmenting path.
pub(crate) fn compare(expected: &[Expectation], actual: &[Raw<'_>]) -> Outcome {
    if expected.len() != actual.len() {
        let (wanted, found) = (expected.len(), actual.len());
        return Err(Mismatch::new(format!("expected {wanted} elements, found {found}")));
    }
    let mut pairing = Pairing { expected, actual, taken_by: vec![None; actual.len()] };
    for index in 0..expected.len() {
        if !pairing.place(index) {
            return Err(pairing.left_over(index));
        }
    }
    Ok(())
}

struct Pairing<'a> {
    expected: &'a [Expectation],
    actual: &'a [Raw<'a>],
    /// Which expectation each element is paired with.
    taken_by: Vec<Option<usize>>,
}

impl Pairing<'_> {
    /// Finds an element for one expectation, moving others when that helps.
    fn place(&mut self, index: usize) -> bool {
        // Lists that differ little in order find their element near their own place.
        let count = self.actual.len();
        for offset in 0..count {
            let at = (index + offset) % count;
            if self.taken_by[at].is_none() && self.expected[index].holds(self.actual[at]) {
                self.taken_by[at] = Some(index);
                return true;
            }
        }
        self.reroute(index)
    }

    /// Breadth-first search for an augmenting path: no recursion, however long the list.
    fn reroute(&mut self, start: usize) -> bool {
        let mut reached_from = vec![None; self.actual.len()];
        let mut waiting = std::collections::VecDeque::from([start]);
        while let Some(index) = waiting.pop_front() {
            for at in 0..self.actual.len() {
                if reached_from[at].is_some() || !self.expected[index].holds(self.actual[at]) {
                    continue;
                }
                reached_from[at] = Some(index);
                if let Some(owner) = self.taken_by[at] {
                    waiting.push_back(owner);
                } else {
                    self.shift(start, at, &reached_from);
                    return true;
                }
            }
        }
        false
    }

    /// Moves every expectation on the path to its new element, from the free end back.
    fn shift(&mut self, start: usize, free: usize, reached_from: &[Option<usize>]) {
        let mut at = free;
        while let Some(index) = reached_from[at] {
            let before = self.taken_by.iter().position(|owner| *owner == Some(index));
            self.taken_by[at] = Some(index);
            match before {
                Some(previous) if index != start => at = previous,
                _ => return,
            }
        }
    }

    fn left_over(&self, index: usize) -> Mismatch {
        let free = self.taken_by.iter().position(Option::is_none);
        let found = free.map_or("nothing".into(), |at| quote(self.actual[at].text()));
        Mismatch::new(format!("nothing fits expected element {index}; left over is {found}"))
            .below(free.unwrap_or(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn check(expected: &str, actual: &str, fits: bool) {
        let expected = parse(expected).unwrap();
        let expected: Vec<_> = expected
            .as_array()
            .unwrap()
            .iter()
            .map(|element| Expectation::parse(element, "key").unwrap())
            .collect();
        let elements: Vec<_> = Raw::from_checked(actual).elements().collect();
        assert_eq!(compare(&expected, &elements).is_ok(), fits, "{actual}");
    }

    #[test]
    fn order_does_not_matter_and_numbers_of_times_do() {
        check("[1,2,3]", "[3,1.0,2]", true);
        check("[1,1,2]", "[1,2,2]", false);
        check("[1]", "[1,1]", false);
        check("[]", "[]", true);
        check(r#"[{"a":1},"x"]"#, r#"["x",{"a":1e0}]"#, true);
    }

    #[test]
    fn earlier_pairs_move_when_they_must() {
        // The first matcher fits both; only 5 is left for it once the second has taken "x".
        check(r#"[{"$type":["string","number"]},{"$type":"string"}]"#, r#"["x",5]"#, true);
        check(r#"[{"$gt":0},{"$gt":1},{"$gt":2},{"$gt":3}]"#, "[4,3,2,1]", true);
        check(r#"[{"$gt":0},{"$gt":3},{"$gt":3}]"#, "[4,3,2]", false);
    }
}

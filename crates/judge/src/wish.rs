//! What the checks need to know of a document, collected in one walk.

use crate::{expectation::Expectation, path::Step};

/// One thing to collect, at all values that a path leads to.
#[derive(Debug)]
pub(crate) struct Wish {
    /// From the start of the document.
    pub(crate) steps: Vec<Step>,
    pub(crate) what: What,
}

/// What to keep of the values that are met.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    /// Where the one value is.
    Value,
    /// Where all of them are, in document order.
    Nodes,
    /// Number, sum and extremes, and the different values, without keeping the values.
    Aggregate(Needs),
    /// The lengths of those that are arrays.
    Lengths,
    /// Whether all fulfil the expectation of this check.
    Each { check: usize },
    /// The same, by array; `depth` is how many steps a value lies below its element.
    Every { check: usize, depth: usize },
}

/// Which aggregates are asked for; the number of values is always known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Needs {
    pub(crate) sum: bool,
    pub(crate) extremes: bool,
    pub(crate) distinct: bool,
}

/// The number under which something collected is found again.
pub(crate) type Slot = usize;

/// All that one plan wishes for.
#[derive(Debug, Default)]
pub(crate) struct Wishes {
    /// How many steps lead to the judged value: pointers count from there.
    pub(crate) root: Vec<Step>,
    pub(crate) list: Vec<Wish>,
}

impl Wishes {
    /// Adds a wish below the judged value, or joins it with the same one made before.
    pub(crate) fn add(&mut self, below_root: &[Step], what: What) -> Slot {
        let steps: Vec<Step> = self.root.iter().chain(below_root).cloned().collect();
        self.add_absolute(steps, what)
    }

    /// Adds a wish with steps from the start of the document.
    pub(crate) fn add_absolute(&mut self, steps: Vec<Step>, what: What) -> Slot {
        for (slot, wish) in self.list.iter_mut().enumerate() {
            if wish.steps != steps {
                continue;
            }
            if let (What::Aggregate(known), What::Aggregate(new)) = (&mut wish.what, &what) {
                known.sum |= new.sum;
                known.extremes |= new.extremes;
                known.distinct |= new.distinct;
                return slot;
            }
            if wish.what == what {
                return slot;
            }
        }
        self.list.push(Wish { steps, what });
        self.list.len() - 1
    }
}

/// Finds the expectation of a check.
pub(crate) trait Expectations {
    fn of(&self, check: usize) -> &Expectation;
}

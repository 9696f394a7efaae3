//! Whether every element of an array has a value, and whether it is as expected (`all_X`).
//!
//! Arrays at the same place but for element numbers (`groups[*].skus`) are one array to a reader;
//! two such places whose elements both have the value are an ambiguity.

use crate::{
    expectation::{Expectation, Mismatch},
    found::Found,
    place::{Way, decoded},
    raw::Raw,
};
use std::collections::HashMap;

/// A place where arrays stand, whatever the numbers of the elements above it.
#[derive(Debug, Default)]
struct Shape {
    /// `groups[*].skus`; empty for the judged value itself.
    name: String,
    /// The places of arrays below the elements, by the names in between.
    below: HashMap<String, usize>,
    /// The one looked up last: neighbours have the same names.
    latest: Option<(String, usize)>,
    /// Elements of all arrays here that are behind the walk.
    elements: u64,
    /// Pointer of the first of them that had elements.
    first_filled: Option<String>,
}

/// The arrays that the walk is in, and all places seen so far.
#[derive(Debug, Default)]
pub(crate) struct Arrays {
    shapes: Vec<Shape>,
    open: Vec<Open>,
    key: String,
}

#[derive(Clone, Copy, Debug)]
struct Open {
    depth: usize,
    shape: usize,
}

impl Arrays {
    pub(crate) fn new() -> Self {
        Self { shapes: vec![Shape::default()], ..Self::default() }
    }

    /// The walk enters the array at the end of `way`.
    pub(crate) fn enter(&mut self, way: &Way<'_>) {
        let shape = self.shape(way);
        self.open.push(Open { depth: way.depth(), shape });
    }

    /// The walk leaves the array at the end of `way`.
    pub(crate) fn leave(&mut self, way: &Way<'_>, elements: u64) {
        let Some(open) = self.open.pop() else { return };
        let shape = &mut self.shapes[open.shape];
        shape.elements += elements;
        if elements > 0 && shape.first_filled.is_none() {
            shape.first_filled = Some(way.pointer());
        }
    }

    fn shape(&mut self, way: &Way<'_>) -> usize {
        // Number 0 is above all: arrays that have no array around them lie below it.
        let above = self.open.last().copied();
        let (parent, from) = above.map_or((0, way.root()), |open| (open.shape, open.depth + 1));
        self.key.clear();
        for name in way.members_from(from) {
            self.key.push('\u{1}');
            self.key.push_str(name);
        }
        match &self.shapes[parent].latest {
            Some((key, shape)) if *key == self.key => *shape,
            _ => self.look_up(parent, above.is_some()),
        }
    }

    #[cold]
    fn look_up(&mut self, parent: usize, nested: bool) -> usize {
        let key = self.key.clone();
        let known = self.shapes[parent].below.get(&key).copied();
        let shape = known.unwrap_or_else(|| {
            let names: Vec<_> = key.split('\u{1}').skip(1).map(decoded).collect();
            let dot = if nested && !names.is_empty() { "." } else { "" };
            let around = if nested { "[*]" } else { "" };
            let name = format!("{}{around}{dot}{}", self.shapes[parent].name, names.join("."));
            self.shapes.push(Shape { name, ..Shape::default() });
            self.shapes.len() - 1
        });
        self.shapes[parent].below.insert(key.clone(), shape);
        self.shapes[parent].latest = Some((key, shape));
        shape
    }
}

/// Values judged one after the other: how many, and the first that is not as expected.
#[derive(Debug, Default)]
pub(crate) struct Judged<'t> {
    pub(crate) count: u64,
    pub(crate) failing: u64,
    /// Pointer, value and difference.
    pub(crate) first_failing: Option<(String, Raw<'t>, Mismatch)>,
    /// The first value, and whether all others have its very text.
    pub(crate) first: Option<Raw<'t>>,
    pub(crate) uniform: bool,
    /// The value judged last, and the answer: neighbours often repeat.
    last: Option<(Raw<'t>, bool)>,
}

impl<'t> Judged<'t> {
    pub(crate) fn add(&mut self, value: Raw<'t>, expected: &Expectation, way: &Way<'_>) {
        self.count += 1;
        let fits = match self.last {
            Some((last, fits)) if last == value => fits,
            _ => self.judge(value, expected, way),
        };
        self.failing += u64::from(!fits);
    }

    fn judge(&mut self, value: Raw<'t>, expected: &Expectation, way: &Way<'_>) -> bool {
        self.uniform = self.first.is_none();
        self.first.get_or_insert(value);
        let outcome = expected.test(Found::One(value));
        let fits = outcome.is_ok();
        if let (Err(mismatch), None) = (outcome, &self.first_failing) {
            self.first_failing = Some((way.pointer(), value, mismatch));
        }
        self.last = Some((value, fits));
        fits
    }
}

/// What is known of the elements of all arrays at one place.
#[derive(Debug, Default)]
pub(crate) struct Tally<'t> {
    pub(crate) judged: Judged<'t>,
    /// Elements that have the value.
    having: u64,
    /// Pointer of the first element that has it not.
    pub(crate) first_without: Option<String>,
}

/// The elements of the array that the walk is in, so far.
#[derive(Clone, Copy, Debug, Default)]
struct Here {
    having: u64,
    /// One more than the number of the element that had a value last.
    behind_last: u64,
    first_without: Option<u64>,
}

/// One `all_X`: its values, by the place of their array.
#[derive(Debug)]
pub(crate) struct Every<'t> {
    /// How many steps a value lies below its element.
    depth: usize,
    /// One for every open array.
    here: Vec<Here>,
    tallies: Vec<(usize, Tally<'t>)>,
}

/// An array (by its place) whose elements have the value.
pub(crate) struct Candidate<'a, 't> {
    /// `groups[*].skus`; empty for the judged value itself.
    pub(crate) name: &'a str,
    /// All elements, with and without.
    pub(crate) elements: u64,
    pub(crate) tally: &'a Tally<'t>,
}

impl<'t> Every<'t> {
    pub(crate) fn new(depth: usize) -> Self {
        Self { depth, here: Vec::new(), tallies: Vec::new() }
    }

    /// Follows [`Arrays::enter`].
    pub(crate) fn enter(&mut self) {
        self.here.push(Here::default());
    }

    /// Precedes [`Arrays::leave`].
    pub(crate) fn leave(&mut self, arrays: &Arrays, way: &Way<'_>, elements: u64) {
        let (Some(here), Some(open)) = (self.here.pop(), arrays.open.last()) else { return };
        if here.having == elements {
            return;
        }
        let known = self.tallies.iter_mut().find(|(shape, _)| *shape == open.shape);
        if let Some((_, tally)) = known
            && tally.first_without.is_none()
        {
            let index = here.first_without.unwrap_or(here.having);
            tally.first_without = Some(format!("{}/{index}", way.pointer()));
        }
    }

    /// The walk has met a value.
    pub(crate) fn add(
        &mut self,
        value: Raw<'t>,
        expected: &Expectation,
        arrays: &Arrays,
        way: &Way<'_>,
    ) {
        let depth = way.depth() - 1 - self.depth;
        let Some(index) = way.element_at(depth) else { return };
        let Some(at) = arrays.open.iter().rposition(|open| open.depth == depth) else { return };
        let shape = arrays.open[at].shape;
        let here = &mut self.here[at];
        let again = here.behind_last == index + 1;
        if !again {
            if here.having < index {
                here.first_without.get_or_insert(here.having);
            }
            here.having += 1;
            here.behind_last = index + 1;
        }
        let tally = self.tally(shape, &arrays.shapes[shape]);
        tally.having += u64::from(!again);
        tally.judged.add(value, expected, way);
    }

    fn tally(&mut self, shape: usize, place: &Shape) -> &mut Tally<'t> {
        let at = self.tallies.iter().position(|(known, _)| *known == shape).unwrap_or_else(|| {
            // All arrays here that the walk has left behind had elements without the value only.
            let first_without = place.first_filled.as_ref().map(|array| format!("{array}/0"));
            self.tallies.push((shape, Tally { first_without, ..Tally::default() }));
            self.tallies.len() - 1
        });
        &mut self.tallies[at].1
    }

    /// The arrays whose elements have the value, in the order in which they were met.
    pub(crate) fn candidates<'a>(
        &'a self,
        arrays: &'a Arrays,
    ) -> impl Iterator<Item = Candidate<'a, 't>> {
        self.tallies.iter().map(|(shape, tally)| {
            let place = &arrays.shapes[*shape];
            Candidate { name: &place.name, elements: place.elements, tally }
        })
    }
}

impl Candidate<'_, '_> {
    /// How many elements have not the value.
    pub(crate) fn without(&self) -> u64 {
        self.elements - self.tally.having
    }
}

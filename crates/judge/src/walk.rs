//! One walk over the text of a document that collects what the checks wish for.
//!
//! No tree is built. Of two members with one name the last counts (as in [`contract::Json`]); a walk
//! that has already used the first one stops with [`Stop::Repeated`], and the caller starts again
//! on the text of the tree, where every name is there once.

use crate::{
    aggregate::Aggregate,
    arrays::{Arrays, Every, Judged},
    automaton::{Automaton, Class, DEAD, StateId},
    place::{Down, Way, decoded},
    raw::Raw,
    wish::{Expectations, What, Wishes},
};
use contract::json::{Cursor, Kind, MAX_DEPTH, SyntaxError};
use std::{borrow::Cow, collections::HashSet};

/// What was collected for one wish.
#[derive(Debug)]
pub(crate) enum Collected<'t> {
    /// The value, and the length of an array.
    Value(Option<(Raw<'t>, Option<u64>)>),
    Nodes(Vec<Raw<'t>>),
    Aggregate(Box<Aggregate<'t>>),
    Lengths(Lengths),
    Each(Box<Judged<'t>>),
    Every(Every<'t>),
}

impl Collected<'_> {
    /// Ends a read of a slot as something else than it was wished for, which no input can cause.
    pub(crate) fn not_wished_for(&self) -> ! {
        unreachable!("a slot is read as what it was made for, not as {self:?}")
    }
}

/// The arrays that were met: the first with its length, one more, and how many in all.
#[derive(Debug, Default)]
pub(crate) struct Lengths {
    pub(crate) first: Option<(String, u64)>,
    pub(crate) second: Option<String>,
    pub(crate) count: u64,
}

/// All that was collected, by slot.
#[derive(Debug)]
pub(crate) struct Facts<'t> {
    pub(crate) collected: Vec<Collected<'t>>,
    pub(crate) arrays: Arrays,
}

/// Why a walk did not reach the end.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// A member that was already used comes again.
    Repeated,
}

impl From<SyntaxError> for Stop {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

/// Walks over one JSON document, whose text must be UTF-8 and is checked on the way.
pub(crate) fn collect<'t>(
    text: &'t str,
    wishes: &Wishes,
    expectations: &impl Expectations,
) -> Result<Facts<'t>, Stop> {
    let mut automaton = Automaton::new(wishes.list.iter().map(|wish| &wish.steps[..]).collect());
    let start = automaton.start();
    let is_every = |wish: &What| matches!(wish, What::Every { .. });
    let mut walk = Walk {
        text,
        cursor: Cursor::new(text.as_bytes()),
        automaton,
        wishes,
        expectations,
        collected: wishes.list.iter().map(|wish| empty(&wish.what)).collect(),
        every: (0..wishes.list.len()).filter(|at| is_every(&wishes.list[*at].what)).collect(),
        arrays: Arrays::new(),
        way: Way::new(wishes.root.len()),
        names: Names::new(),
        used: Vec::new(),
    };
    walk.value(start)?;
    walk.cursor.end()?;
    Ok(Facts { collected: walk.collected, arrays: walk.arrays })
}

fn empty<'t>(what: &What) -> Collected<'t> {
    match what {
        What::Value => Collected::Value(None),
        What::Nodes => Collected::Nodes(Vec::new()),
        What::Aggregate(needs) => Collected::Aggregate(Box::new(Aggregate::new(*needs))),
        What::Lengths => Collected::Lengths(Lengths::default()),
        What::Each { .. } => Collected::Each(Box::default()),
        What::Every { depth, .. } => Collected::Every(Every::new(*depth)),
    }
}

struct Walk<'t, 'p, E> {
    text: &'t str,
    cursor: Cursor<'t>,
    automaton: Automaton<'p>,
    wishes: &'p Wishes,
    expectations: &'p E,
    collected: Vec<Collected<'t>>,
    /// The slots of `all_X`, which must hear of every array.
    every: Vec<usize>,
    arrays: Arrays,
    way: Way<'t>,
    names: Names<'t>,
    /// Names of the members that were used, of all open objects one behind the other.
    used: Vec<Cow<'t, str>>,
}

impl<'t, E: Expectations> Walk<'t, '_, E> {
    /// Walks over the value at the cursor.
    fn value(&mut self, state: StateId) -> Result<(), Stop> {
        let kind = self.cursor.kind()?;
        let start = self.cursor.offset();
        let mut length = None;
        match kind {
            Kind::Array if state != DEAD => length = Some(self.array(state)?),
            Kind::Object if self.automaton.is_live(state) => self.object(state)?,
            _ => self.cursor.skip_value()?,
        }
        if !self.automaton.complete(state).is_empty() {
            let value = Raw::from_checked(&self.text[start..self.cursor.offset()]);
            self.keep(state, value, length);
        }
        Ok(())
    }

    fn object(&mut self, state: StateId) -> Result<(), Stop> {
        self.check_depth()?;
        let mut used = UsedNames::starting_at(self.used.len());
        let mut more = self.cursor.enter_object()?;
        while more {
            let written = self.member_name()?;
            let Met { class, escaped } = self.meet(written);
            let name = if escaped { decoded(written) } else { Cow::Borrowed(written) };
            if used.contain(&name, &self.used) {
                return Err(Stop::Repeated);
            }
            let next = self.automaton.member(state, class);
            let scalar = !matches!(self.cursor.kind()?, Kind::Object | Kind::Array);
            if next == DEAD || (scalar && self.automaton.complete(next).is_empty()) {
                self.cursor.skip_value()?;
            } else {
                used.note(name, &mut self.used);
                self.way.push(Down::Member(written));
                self.value(next)?;
                self.way.pop();
            }
            more = self.cursor.next_member()?;
        }
        self.used.truncate(used.start);
        Ok(())
    }

    /// Walks over an array and gives its length.
    fn array(&mut self, state: StateId) -> Result<u64, Stop> {
        self.check_depth()?;
        let elements = self.automaton.elements(state);
        let watched = !self.every.is_empty() && self.automaton.is_live(state);
        if watched {
            self.enter_array();
        }
        let mut count = 0;
        let mut more = self.cursor.enter_array()?;
        while more {
            let next = elements.at(count);
            if next == DEAD {
                self.cursor.skip_value()?;
            } else {
                self.way.push(Down::Element(count));
                self.value(next)?;
                self.way.pop();
            }
            count += 1;
            more = self.cursor.next_element()?;
        }
        if watched {
            self.leave_array(count);
        }
        Ok(count)
    }

    fn check_depth(&self) -> Result<(), Stop> {
        if self.way.depth() < MAX_DEPTH {
            return Ok(());
        }
        Err(Stop::Syntax(self.cursor.error("nested more than 512 levels deep")))
    }

    #[inline]
    fn member_name(&mut self) -> Result<&'t str, Stop> {
        self.cursor.skip_space();
        let start = self.cursor.offset() + 1;
        let name = self.cursor.member_name()?;
        Ok(&self.text[start..start + name.len()])
    }

    /// What is known of a member's name.
    #[inline]
    fn meet(&mut self, written: &'t str) -> Met {
        self.names.get(written).unwrap_or_else(|| {
            let class = self.automaton.classify(&decoded(written));
            let met = Met { class, escaped: written.contains('\\') };
            self.names.set(written, met);
            met
        })
    }

    fn keep(&mut self, state: StateId, value: Raw<'t>, length: Option<u64>) {
        for slot in self.automaton.complete(state) {
            let way = &self.way;
            match (&mut self.collected[*slot], &self.wishes.list[*slot].what) {
                (Collected::Value(found), _) => *found = Some((value, length)),
                (Collected::Nodes(nodes), _) => nodes.push(value),
                (Collected::Aggregate(aggregate), _) => aggregate.add(value, || way.pointer()),
                (Collected::Lengths(lengths), _) => {
                    if let Some(length) = length {
                        lengths.add(length, || way.pointer());
                    }
                }
                (Collected::Each(judged), What::Each { check }) => {
                    judged.add(value, self.expectations.of(*check), way);
                }
                (Collected::Every(every), What::Every { check, .. }) => {
                    every.add(value, self.expectations.of(*check), &self.arrays, way);
                }
                (Collected::Each(_) | Collected::Every(_), _) => {}
            }
        }
    }

    fn enter_array(&mut self) {
        self.arrays.enter(&self.way);
        for slot in &self.every {
            if let Collected::Every(every) = &mut self.collected[*slot] {
                every.enter();
            }
        }
    }

    fn leave_array(&mut self, count: u64) {
        for slot in &self.every {
            if let Collected::Every(every) = &mut self.collected[*slot] {
                every.leave(&self.arrays, &self.way, count);
            }
        }
        self.arrays.leave(&self.way, count);
    }
}

impl Lengths {
    fn add(&mut self, length: u64, pointer: impl Fn() -> String) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some((pointer(), length));
        } else if self.second.is_none() {
            self.second = Some(pointer());
        }
    }
}

/// A name that was met.
#[derive(Clone, Copy)]
struct Met {
    class: Class,
    /// Whether it is written with escapes.
    escaped: bool,
}

/// The names met lately: a table of fixed size, where a name takes the place of another one.
struct Names<'t>(Vec<Option<(&'t str, Met)>>);

impl<'t> Names<'t> {
    const BITS: u32 = 8;

    fn new() -> Self {
        Self(vec![None; 1 << Self::BITS])
    }

    #[inline]
    fn get(&self, name: &str) -> Option<Met> {
        match self.0[Self::row(name)] {
            Some((known, met)) if same(known, name) => Some(met),
            _ => None,
        }
    }

    fn set(&mut self, name: &'t str, met: Met) {
        self.0[Self::row(name)] = Some((name, met));
    }

    /// Mixes the length with the first and the last eight bytes, which tell most names apart.
    #[inline]
    fn row(name: &str) -> usize {
        let bytes = name.as_bytes();
        let (first, last) = match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(first), Some(last)) => (u64::from_le_bytes(*first), u64::from_le_bytes(*last)),
            _ => (bytes.iter().fold(0, |sum, byte| (sum << 8) | u64::from(*byte)), 0),
        };
        let mixed =
            (first ^ last.rotate_left(32) ^ bytes.len() as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        usize::try_from(mixed >> (64 - Self::BITS)).unwrap_or_default()
    }
}

/// Equality of two names; most are short enough to be compared in two words.
#[inline]
fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    match (a.first_chunk::<8>(), a.last_chunk::<8>(), b.first_chunk::<8>(), b.last_chunk::<8>()) {
        (Some(a_first), Some(a_last), Some(b_first), Some(b_last)) if a.len() <= 16 => {
            a.len() == b.len() && a_first == b_first && a_last == b_last
        }
        _ => a == b,
    }
}

/// The names used in one object: a short list, or a set once it is long.
struct UsedNames<'t> {
    start: usize,
    set: Option<HashSet<Cow<'t, str>>>,
}

impl<'t> UsedNames<'t> {
    /// Lists longer than this are looked up by hash.
    const SHORT: usize = 16;

    fn starting_at(start: usize) -> Self {
        Self { start, set: None }
    }

    #[inline]
    fn contain(&self, name: &str, used: &[Cow<'t, str>]) -> bool {
        match &self.set {
            None => used[self.start..].iter().any(|known| known == name),
            Some(set) => set.contains(name),
        }
    }

    #[inline]
    fn note(&mut self, name: Cow<'t, str>, used: &mut Vec<Cow<'t, str>>) {
        if let Some(set) = &mut self.set {
            set.insert(name);
            return;
        }
        used.push(name);
        if used.len() - self.start > Self::SHORT {
            self.set = Some(used[self.start..].iter().cloned().collect());
        }
    }
}

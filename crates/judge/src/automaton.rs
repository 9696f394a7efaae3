//! Many paths followed at once: which of them a value in the document completes.
//!
//! Every path is a row of [`Step`]s. A state is the set of places in those rows where a walk may
//! stand; states and moves are made when they are first needed, so that each member and element
//! costs one look-up however many paths there are.

use crate::path::{Name, Step};
use std::collections::HashMap;

/// A set of places in the paths, by its number.
pub(crate) type StateId = usize;

/// Which names a member's name fulfils, by its number.
pub(crate) type Class = usize;

/// The state in which no path can go on.
pub(crate) const DEAD: StateId = 0;

/// The paths and what is known so far of how a walk moves through them.
pub(crate) struct Automaton<'p> {
    paths: Vec<&'p [Step]>,
    names: Vec<&'p Name>,
    states: Vec<State>,
    by_places: HashMap<Vec<Place>, StateId>,
    /// For every class the numbers of the names that it fulfils.
    classes: Vec<Vec<usize>>,
}

/// A path's number, and how many of its steps have been made.
type Place = (usize, usize);

struct State {
    places: Vec<Place>,
    /// The paths that end here.
    complete: Vec<usize>,
    /// Whether any path goes on from here.
    live: bool,
    /// The next state for every class, made when it is first needed.
    members: Vec<Option<StateId>>,
    elements: Option<Elements>,
}

/// The next states for the elements of an array.
#[derive(Clone, Debug)]
pub(crate) struct Elements {
    /// Elements that a path names by number, in order.
    numbered: Vec<(u64, StateId)>,
    /// All others.
    other: StateId,
}

impl Elements {
    /// The state for the element of this number.
    #[inline]
    pub(crate) fn at(&self, index: u64) -> StateId {
        let numbered = self.numbered.iter().find(|(number, _)| *number == index);
        numbered.map_or(self.other, |(_, state)| *state)
    }
}

impl<'p> Automaton<'p> {
    /// Takes the paths; each is known by its number from then on.
    pub(crate) fn new(paths: Vec<&'p [Step]>) -> Self {
        let mut names: Vec<&Name> = Vec::new();
        for step in paths.iter().copied().flatten() {
            if let Step::Member { name, .. } = step
                && !names.contains(&name)
            {
                names.push(name);
            }
        }
        let mut automaton = Self {
            paths,
            names,
            states: Vec::new(),
            by_places: HashMap::new(),
            classes: vec![Vec::new()],
        };
        let dead = automaton.state(Vec::new());
        debug_assert_eq!(dead, DEAD);
        automaton
    }

    /// The state before the document.
    pub(crate) fn start(&mut self) -> StateId {
        self.state((0..self.paths.len()).map(|path| (path, 0)).collect())
    }

    /// The paths that the value in this state completes.
    #[inline]
    pub(crate) fn complete(&self, state: StateId) -> &[usize] {
        &self.states[state].complete
    }

    /// Whether anything below the value in this state can complete a path.
    #[inline]
    pub(crate) fn is_live(&self, state: StateId) -> bool {
        self.states[state].live
    }

    /// The class of a member's (decoded) name.
    pub(crate) fn classify(&mut self, name: &str) -> Class {
        let fulfils = |wanted: &Name| match wanted {
            Name::Is(wanted) => name == wanted,
            Name::EndsWith(suffix) => ends_with(name, suffix),
        };
        let names: Vec<_> = (0..self.names.len()).filter(|at| fulfils(self.names[*at])).collect();
        self.classes.iter().position(|known| *known == names).unwrap_or_else(|| {
            self.classes.push(names);
            self.classes.len() - 1
        })
    }

    /// The state of a member whose name is of this class.
    #[inline]
    pub(crate) fn member(&mut self, state: StateId, class: Class) -> StateId {
        match self.states[state].members.get(class) {
            Some(Some(next)) => *next,
            _ => self.make_member(state, class),
        }
    }

    /// The states of the elements of an array.
    pub(crate) fn elements(&mut self, state: StateId) -> Elements {
        match &self.states[state].elements {
            Some(elements) => elements.clone(),
            None => self.make_elements(state),
        }
    }

    #[cold]
    fn make_member(&mut self, state: StateId, class: Class) -> StateId {
        let next = self.advance(state, |automaton, step| match step {
            Step::Member { name, .. } => {
                automaton.classes[class].iter().any(|at| automaton.names[*at] == name)
            }
            Step::Each => true,
            Step::Index(_) | Step::Element | Step::AnyDepth => false,
        });
        let members = &mut self.states[state].members;
        if members.len() <= class {
            members.resize(class + 1, None);
        }
        members[class] = Some(next);
        next
    }

    #[cold]
    fn make_elements(&mut self, state: StateId) -> Elements {
        let number = |step: &Step| match step {
            Step::Index(index) | Step::Member { index: Some(index), .. } => Some(*index),
            _ => None,
        };
        let next_step = |(path, made): &Place| self.paths[*path].get(*made);
        let mut numbers: Vec<u64> =
            self.states[state].places.iter().filter_map(next_step).filter_map(number).collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut on = |index: Option<u64>| {
            self.advance(state, |_, step| match step {
                Step::Each | Step::Element => true,
                Step::AnyDepth => false,
                numbered => index.is_some() && number(numbered) == index,
            })
        };
        let elements = Elements {
            other: on(None),
            numbered: numbers.into_iter().map(|index| (index, on(Some(index)))).collect(),
        };
        self.states[state].elements = Some(elements.clone());
        elements
    }

    /// The state one level down, where `fits` says which steps lead there.
    fn advance(&mut self, state: StateId, fits: impl Fn(&Self, &Step) -> bool) -> StateId {
        let mut next = Vec::new();
        for (path, made) in &self.states[state].places {
            match self.paths[*path].get(*made) {
                Some(Step::AnyDepth) => next.push((*path, *made)),
                Some(step) if fits(self, step) => next.push((*path, made + 1)),
                _ => {}
            }
        }
        self.state(next)
    }

    /// The state for a set of places.
    fn state(&mut self, mut places: Vec<Place>) -> StateId {
        // `AnyDepth` may be no step at all: what follows it can be made from here too.
        let mut at = 0;
        while let Some((path, made)) = places.get(at).copied() {
            if self.paths[path].get(made) == Some(&Step::AnyDepth) {
                places.push((path, made + 1));
            }
            at += 1;
        }
        places.sort_unstable();
        places.dedup();
        if let Some(known) = self.by_places.get(&places) {
            return *known;
        }
        let ends = |(path, made): &&Place| *made == self.paths[*path].len();
        let complete: Vec<_> = places.iter().filter(ends).map(|(path, _)| *path).collect();
        let live = places.iter().any(|place| !ends(&place));
        let id = self.states.len();
        self.by_places.insert(places.clone(), id);
        self.states.push(State { places, complete, live, members: Vec::new(), elements: None });
        id
    }
}

/// Whether a name ends with a suffix (in lower case), whatever its own case.
fn ends_with(name: &str, suffix: &str) -> bool {
    if name.is_ascii() && suffix.is_ascii() {
        let tail = name.len().checked_sub(suffix.len());
        return tail.is_some_and(|at| name[at..].eq_ignore_ascii_case(suffix));
    }
    let mut letters = name.chars().rev().flat_map(char::to_lowercase);
    suffix.chars().rev().all(|wanted| letters.next() == Some(wanted))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Follows a way down from the start and shows which paths are complete at its end.
    fn check(paths: &[Vec<Step>], way: &[&str], expected: &[usize]) {
        let mut automaton = Automaton::new(paths.iter().map(Vec::as_slice).collect());
        let mut state = automaton.start();
        for step in way {
            state = if let Ok(index) = step.parse() {
                automaton.elements(state).at(index)
            } else {
                let class = automaton.classify(step);
                automaton.member(state, class)
            };
        }
        assert_eq!(automaton.complete(state), expected, "{way:?}");
    }

    #[test]
    fn paths_are_followed_together() {
        let member = Step::member;
        let suffix = Name::EndsWith("groups".into());
        let paths = [
            vec![member("a"), Step::Each, member("b")],
            vec![Step::AnyDepth, member("b")],
            vec![member("a"), Step::Index(1)],
            vec![Step::AnyDepth, Step::Element, member("b")],
            vec![Step::AnyDepth, Step::Member { name: suffix, index: None }],
            vec![],
        ];
        check(&paths, &[], &[5]);
        check(&paths, &["b"], &[1]);
        check(&paths, &["a", "0", "b"], &[0, 1, 3]);
        check(&paths, &["a", "x", "b"], &[0, 1]);
        check(&paths, &["a", "1"], &[2]);
        check(&paths, &["a", "1", "b"], &[0, 1, 3]);
        check(&paths, &["x", "y", "skuGroups"], &[4]);
        check(&paths, &["x"], &[]);
    }

    #[test]
    fn what_cannot_go_on_is_dead() {
        let paths = [vec![Step::member("a"), Step::member("b")]];
        let mut automaton = Automaton::new(paths.iter().map(Vec::as_slice).collect());
        let start = automaton.start();
        let other = automaton.classify("c");
        assert_eq!(other, 0);
        assert_eq!(automaton.member(start, other), DEAD);
        assert_eq!(automaton.elements(start).at(3), DEAD);
    }
}

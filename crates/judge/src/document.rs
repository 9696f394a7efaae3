//! What was collected of a document, as the checks ask for it.

use crate::{
    aggregate::Aggregate,
    arrays::{Candidate, Judged},
    found::Found,
    nearest,
    plan::Plan,
    raw::Raw,
    walk::{Collected, Facts, Lengths},
    wish::Slot,
};
use contract::Json;
use serde_json_path::JsonPath;
use std::cell::OnceCell;

/// A document after the walk.
pub(crate) struct Document<'f, 't> {
    plan: &'f Plan,
    facts: &'f Facts<'t>,
    tree: OnceCell<Tree>,
}

/// The judged value as a tree, for the paths that need one.
struct Tree {
    exact: Json,
    /// The same with numbers that the JSONPath library can hold.
    nearest: serde_json::Value,
}

/// A node that a JSONPath selected: where, and its text.
pub(crate) struct Node {
    pub(crate) pointer: String,
    pub(crate) text: String,
}

impl<'f, 't> Document<'f, 't> {
    pub(crate) fn new(plan: &'f Plan, facts: &'f Facts<'t>) -> Self {
        Self { plan, facts, tree: OnceCell::new() }
    }

    /// The judged value itself.
    pub(crate) fn root(&self) -> Option<Raw<'t>> {
        self.value(self.plan.root)
    }

    /// The status code of the response.
    pub(crate) fn status_code(&self) -> Option<Raw<'t>> {
        self.value(self.plan.about.status_code)
    }

    /// How a place below the judged value is called: `response.body.items`.
    pub(crate) fn place(&self, below: &str) -> String {
        let root = &self.plan.root_name;
        match (root.is_empty(), below) {
            (true, "") => "the document".into(),
            (true, below) => below.into(),
            (false, "") => root.clone(),
            (false, below) if below.starts_with('[') => format!("{root}{below}"),
            (false, below) => format!("{root}.{below}"),
        }
    }

    /// How the place of a path is called, a JSONPath or a dotted one.
    pub(crate) fn path(&self, path: &str) -> String {
        if path.starts_with('$') {
            return format!("{path} of {}", self.place(""));
        }
        self.place(path)
    }

    /// How a place is called that is given as a pointer.
    pub(crate) fn pointer(&self, pointer: &str) -> String {
        if pointer.is_empty() {
            return self.place("");
        }
        if self.plan.root_name.is_empty() {
            return pointer.into();
        }
        format!("{pointer} of {}", self.plan.root_name)
    }

    pub(crate) fn value(&self, slot: Slot) -> Option<Raw<'t>> {
        match &self.facts.collected[slot] {
            Collected::Value(value) => value.map(|(raw, _)| raw),
            _ => None,
        }
    }

    /// The same, with the length of an array.
    pub(crate) fn found(&self, slot: Slot) -> Found<'t> {
        match &self.facts.collected[slot] {
            Collected::Value(Some((raw, None))) => Found::One(*raw),
            Collected::Value(Some((raw, Some(length)))) => Found::Counted(*raw, *length),
            _ => Found::Absent,
        }
    }

    pub(crate) fn nodes(&self, slot: Slot) -> &'f [Raw<'t>] {
        match &self.facts.collected[slot] {
            Collected::Nodes(nodes) => nodes,
            other => other.not_wished_for(),
        }
    }

    pub(crate) fn aggregate(&self, slot: Slot) -> &'f Aggregate<'t> {
        match &self.facts.collected[slot] {
            Collected::Aggregate(aggregate) => aggregate,
            other => other.not_wished_for(),
        }
    }

    pub(crate) fn judged(&self, slot: Slot) -> &'f Judged<'t> {
        match &self.facts.collected[slot] {
            Collected::Each(judged) => judged,
            other => other.not_wished_for(),
        }
    }

    pub(crate) fn candidates(&self, slot: Slot) -> Vec<Candidate<'f, 't>> {
        match &self.facts.collected[slot] {
            Collected::Every(every) => every.candidates(&self.facts.arrays).collect(),
            other => other.not_wished_for(),
        }
    }

    pub(crate) fn lengths(&self, slot: Slot) -> &'f Lengths {
        match &self.facts.collected[slot] {
            Collected::Lengths(lengths) => lengths,
            other => other.not_wished_for(),
        }
    }

    /// The nodes that a JSONPath selects, found in a tree of the judged value. Which nodes a filter
    /// selects is decided on the nearest numbers the library can hold; what is judged are the exact
    /// ones.
    pub(crate) fn select(&self, path: &JsonPath) -> Vec<Node> {
        let Some(root) = self.root() else { return Vec::new() };
        let tree = self.tree.get_or_init(|| {
            let exact = root.to_json();
            Tree { nearest: nearest::value(&exact), exact }
        });
        let located = path.query_located(&tree.nearest);
        let pointers = located.locations().map(serde_json_path::NormalizedPath::to_json_pointer);
        pointers
            .filter_map(|pointer| {
                let text = tree.exact.pointer(&pointer)?.to_string();
                Some(Node { pointer, text })
            })
            .collect()
    }
}

//! Where a walk stands: the steps from the start of the document, and the names made of them.

use std::borrow::Cow;

/// One step of the way down.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Down<'t> {
    /// A member, by its name as it is written (escapes not decoded).
    Member(&'t str),
    /// An element, by its number.
    Element(u64),
}

/// The way from the start of the document to the present value.
#[derive(Debug, Default)]
pub(crate) struct Way<'t> {
    steps: Vec<Down<'t>>,
    /// How many steps lead to the judged value.
    root: usize,
}

impl<'t> Way<'t> {
    pub(crate) fn new(root: usize) -> Self {
        Self { steps: Vec::new(), root }
    }

    #[inline]
    pub(crate) fn push(&mut self, step: Down<'t>) {
        self.steps.push(step);
    }

    #[inline]
    pub(crate) fn pop(&mut self) {
        self.steps.pop();
    }

    #[inline]
    pub(crate) fn depth(&self) -> usize {
        self.steps.len()
    }

    /// How many steps lead to the judged value.
    pub(crate) fn root(&self) -> usize {
        self.root
    }

    /// The number of the element that was stepped into from a container at `depth`.
    #[inline]
    pub(crate) fn element_at(&self, depth: usize) -> Option<u64> {
        match self.steps.get(depth) {
            Some(Down::Element(index)) => Some(*index),
            _ => None,
        }
    }

    /// The members stepped into from `depth` on, until the present value.
    pub(crate) fn members_from(&self, depth: usize) -> impl Iterator<Item = &'t str> {
        self.steps.iter().skip(depth).filter_map(|step| match step {
            Down::Member(name) => Some(*name),
            Down::Element(_) => None,
        })
    }

    /// The JSON pointer of the present value from the judged value.
    pub(crate) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for step in self.steps.iter().skip(self.root) {
            pointer.push('/');
            match step {
                Down::Member(name) => {
                    pointer.push_str(&decoded(name).replace('~', "~0").replace('/', "~1"));
                }
                Down::Element(index) => pointer.push_str(&index.to_string()),
            }
        }
        pointer
    }
}

/// A name with its escapes decoded.
pub(crate) fn decoded(raw: &str) -> Cow<'_, str> {
    if !raw.contains('\\') {
        return Cow::Borrowed(raw);
    }
    let quoted = format!("\"{raw}\"");
    let decoded = crate::raw::Raw::from_checked(&quoted).as_string().map(Cow::into_owned);
    decoded.map_or(Cow::Borrowed(raw), Cow::Owned)
}

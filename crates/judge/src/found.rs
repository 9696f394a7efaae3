//! What a check found in the document.

use crate::raw::{Elements, Raw};

/// The value that is judged.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Found<'t> {
    /// Nothing stands there.
    Absent,
    /// One value.
    One(Raw<'t>),
    /// An array whose length the walk has counted.
    Counted(Raw<'t>, u64),
    /// The nodes that a path with a wildcard selects: they stand for a list.
    Many(&'t [Raw<'t>]),
}

impl<'t> Found<'t> {
    /// The one value.
    pub(crate) fn value(self) -> Option<Raw<'t>> {
        match self {
            Self::One(raw) | Self::Counted(raw, _) => Some(raw),
            Self::Absent | Self::Many(_) => None,
        }
    }

    /// How many elements or nodes there are.
    pub(crate) fn count(self) -> Option<u64> {
        match self {
            Self::Counted(_, count) => Some(count),
            _ => self.elements().map(|items| items.count() as u64),
        }
    }

    /// The elements of an array, or the nodes.
    pub(crate) fn elements(self) -> Option<Items<'t>> {
        match self {
            Self::One(raw) if raw.kind() == contract::json::Kind::Array => {
                Some(Items::Elements(raw.elements()))
            }
            Self::Counted(raw, _) => Some(Items::Elements(raw.elements())),
            Self::Many(nodes) => Some(Items::Nodes(nodes.iter())),
            _ => None,
        }
    }

    /// What a reader calls it.
    pub(crate) fn type_name(self) -> &'static str {
        match self {
            Self::Absent => "nothing",
            Self::One(raw) | Self::Counted(raw, _) => raw.type_name(),
            Self::Many(_) => "a list of nodes",
        }
    }

    /// The value for a sentence.
    pub(crate) fn quote(self) -> String {
        match self {
            Self::Absent => "nothing".into(),
            Self::One(raw) | Self::Counted(raw, _) => crate::excerpt::quote(raw.text()),
            Self::Many(nodes) => match crate::excerpt::actual_list(nodes) {
                contract::Json::String(text) => text,
                list => crate::excerpt::quote(&list.to_string()),
            },
        }
    }
}

/// The elements of an array or the nodes of a list.
#[derive(Clone)]
pub(crate) enum Items<'t> {
    Elements(Elements<'t>),
    Nodes(std::slice::Iter<'t, Raw<'t>>),
}

impl<'t> Iterator for Items<'t> {
    type Item = Raw<'t>;

    fn next(&mut self) -> Option<Raw<'t>> {
        match self {
            Self::Elements(elements) => elements.next(),
            Self::Nodes(nodes) => nodes.next().copied(),
        }
    }
}

//! What one check finds, and the sentence about it.

use crate::{
    document::Document,
    excerpt,
    expectation::Expectation,
    folding,
    found::Found,
    plan::{Lookup, Otherwise, Planned, Target},
    raw::Raw,
    search,
};
use contract::Json;

/// A judged check.
pub(crate) struct Finding {
    pub(crate) actual: Json,
    pub(crate) holds: bool,
    pub(crate) detail: String,
}

impl Finding {
    pub(crate) fn fail(actual: impl Into<Json>, detail: impl Into<String>) -> Self {
        Self { actual: actual.into(), holds: false, detail: detail.into() }
    }

    /// Judges a list of nodes; `locate` gives the pointer of one of them by its number.
    fn of_nodes(
        expectation: &Expectation,
        nodes: &[Raw<'_>],
        place: &str,
        locate: impl Fn(usize) -> Option<String>,
    ) -> Self {
        let (found, count) = (Found::Many(nodes), nodes.len());
        let actual = excerpt::actual_list(nodes);
        let Err(mismatch) = expectation.test(found) else {
            let detail = format!("{place}: {count} nodes {}", found.quote());
            return Self { actual, holds: true, detail };
        };
        let located = mismatch.node().and_then(|(node, below)| Some((locate(node)?, below)));
        let at = match located {
            Some((pointer, below)) => format!(" at {pointer}{below}"),
            None => String::new(),
        };
        Self::fail(actual, format!("{place}: {count} nodes,{at} {}", mismatch.what))
    }

    /// Judges what was found at a place.
    pub(crate) fn of(expectation: &Expectation, found: Found<'_>, place: &str) -> Self {
        let actual = found.value().map_or(Json::Null, excerpt::actual);
        match expectation.test(found) {
            Ok(()) => Self { actual, holds: true, detail: format!("{place}: {}", found.quote()) },
            Err(mismatch) => {
                let at = match mismatch.pointer() {
                    pointer if pointer.is_empty() => pointer,
                    pointer => format!(" at {pointer}"),
                };
                Self::fail(actual, format!("{place}{at}: {}", mismatch.what))
            }
        }
    }
}

/// Judges the status code of the response.
pub(crate) fn status(expectation: &Expectation, document: &Document<'_, '_>) -> Finding {
    match document.status_code() {
        Some(code) => Finding::of(expectation, Found::One(code), "response.status_code"),
        None => Finding::fail(Json::Null, "the document has no response.status_code"),
    }
}

/// Judges a check that looks at the judged value.
pub(crate) fn look(planned: &Planned, lookup: &Lookup, document: &Document<'_, '_>) -> Finding {
    let expectation = &planned.expectation;
    if document.root().is_none() {
        return Finding::fail(Json::Null, format!("nothing stands at {}", document.place("")));
    }
    match lookup {
        Lookup::Aggregate { function, path, fold } => {
            folding::aggregate(expectation, *function, path, fold, document)
        }
        Lookup::All { field, slots } => search::all(field, slots, document),
        Lookup::Path(target) => path(planned, target, document),
        Lookup::Field { exact, otherwise } => match document.found(*exact) {
            Found::Absent => named(planned, otherwise, document),
            found => Finding::of(expectation, found, &document.place(&planned.key)),
        },
    }
}

fn path(planned: &Planned, target: &Target, document: &Document<'_, '_>) -> Finding {
    let (key, expectation) = (&planned.key, &planned.expectation);
    let place = document.path(key);
    match target {
        Target::One(slot) => Finding::of(expectation, document.found(*slot), &place),
        Target::Many(slot) => {
            let nodes = document.nodes(*slot);
            Finding::of_nodes(expectation, nodes, &place, |node| {
                document.root()?.pointer_to(*nodes.get(node)?)
            })
        }
        Target::Tree { path, many } => {
            let nodes = document.select(path);
            let texts: Vec<_> = nodes.iter().map(|node| Raw::from_checked(&node.text)).collect();
            if *many {
                return Finding::of_nodes(expectation, &texts, &place, |node| {
                    Some(nodes.get(node)?.pointer.clone())
                });
            }
            let found = texts.first().map_or(Found::Absent, |only| Found::One(*only));
            Finding::of(expectation, found, &place)
        }
    }
}

fn named(planned: &Planned, otherwise: &Otherwise, document: &Document<'_, '_>) -> Finding {
    let expectation = &planned.expectation;
    match otherwise {
        Otherwise::TotalQuantity(slot) => folding::total(expectation, *slot, document),
        Otherwise::EachQuantity(slot) => search::each_quantity(*slot, document),
        Otherwise::Count { array, tiers, camel } => search::count(planned, array, tiers, document)
            .unwrap_or_else(|| camel_field(planned, camel.as_ref(), document)),
        Otherwise::Null { field, wanted_null, slots } => {
            search::null(planned, field, *wanted_null, slots, document)
        }
        Otherwise::Camel(camel) => camel_field(planned, camel.as_ref(), document),
    }
}

/// The field in camel case, the last thing that a name can mean.
fn camel_field(
    planned: &Planned,
    camel: Option<&(String, usize)>,
    document: &Document<'_, '_>,
) -> Finding {
    let found = camel.map(|(name, slot)| (name, document.found(*slot)));
    match found {
        Some((name, found @ (Found::One(_) | Found::Counted(..)))) => {
            Finding::of(&planned.expectation, found, &document.place(name))
        }
        // `$exists: false` holds for a field that is not there.
        _ if planned.expectation.test(Found::Absent).is_ok() && search::has_fields(document) => {
            let detail = format!("{}: absent", document.place(&planned.key));
            Finding { actual: Json::Null, holds: true, detail }
        }
        _ => search::missing(&planned.key, document),
    }
}

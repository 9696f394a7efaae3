//! What one check finds, and the sentence about it.

use crate::{
    aggregate::{Aggregate, Misfit},
    document::{Document, Node, fold},
    excerpt::{self, quote},
    expectation::Expectation,
    found::Found,
    key::Function,
    plan::{Otherwise, Planned, Source, Target},
    raw::Raw,
    search,
    wish::Needs,
};
use contract::{Json, Number, json::Kind};

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

/// Judges a check that looks at the document.
pub(crate) fn find(planned: &Planned, document: &Document<'_, '_>) -> Finding {
    let expectation = &planned.expectation;
    if let Source::Status = planned.source {
        return status(expectation, document);
    }
    if document.root().is_none() {
        return Finding::fail(Json::Null, format!("nothing stands at {}", document.place("")));
    }
    match &planned.source {
        // Judged elsewhere.
        Source::Status | Source::Change(_) => Finding::fail(Json::Null, ""),
        Source::Aggregate { function, path, target } => {
            aggregate(expectation, *function, path, target, document)
        }
        Source::All { field, slots } => search::all(field, slots, document),
        Source::Path(target) => path(planned, target, document),
        Source::Field { exact, otherwise } => match document.found(*exact) {
            Found::Absent => named(planned, otherwise, document),
            found => Finding::of(expectation, found, &document.place(&planned.key)),
        },
    }
}

fn status(expectation: &Expectation, document: &Document<'_, '_>) -> Finding {
    match document.status_code() {
        Some(code) => Finding::of(expectation, Found::One(code), "response.status_code"),
        None => Finding::fail(Json::Null, "the document has no response.status_code"),
    }
}

fn path(planned: &Planned, target: &Target, document: &Document<'_, '_>) -> Finding {
    let (key, expectation) = (&planned.key, &planned.expectation);
    let place = match key.strip_prefix('$') {
        Some(_) => format!("{key} of {}", document.place("")),
        None => document.place(key),
    };
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
        Target::Folded(_) | Target::FoldedElements { .. } => Finding::fail(Json::Null, place),
    }
}

fn named(planned: &Planned, otherwise: &Otherwise, document: &Document<'_, '_>) -> Finding {
    let expectation = &planned.expectation;
    match otherwise {
        Otherwise::TotalQuantity(slot) => match document.aggregate(*slot) {
            Some(all) => computed(expectation, Function::Sum, all, "every `quantity`", document),
            None => search::missing(&planned.key, document),
        },
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

fn aggregate(
    expectation: &Expectation,
    function: Function,
    path: &str,
    target: &Target,
    document: &Document<'_, '_>,
) -> Finding {
    let place = if path.starts_with('$') {
        format!("{path} of {}", document.place(""))
    } else {
        document.place(path)
    };
    match target {
        Target::Folded(slot) => match document.aggregate(*slot) {
            Some(all) => computed(expectation, function, all, &place, document),
            None => Finding::fail(Json::Null, place),
        },
        Target::FoldedElements { value, elements } => {
            let Some(elements) = document.aggregate(*elements) else {
                return Finding::fail(Json::Null, place);
            };
            let value = document.value(*value);
            of_elements(expectation, function, value, elements, &place, document)
        }
        Target::Tree { path, many } => {
            let nodes = document.select(path);
            let nodes = if *many { nodes } else { elements_of(nodes) };
            let all = fold(&nodes, Needs { sum: true, extremes: true, distinct: true });
            computed(expectation, function, &all, &place, document)
        }
        Target::One(_) | Target::Many(_) => Finding::fail(Json::Null, place),
    }
}

/// A path without a wildcard that leads to an array means its elements; one that leads to a number
/// means that number, and one that leads nowhere means nothing.
fn of_elements(
    expectation: &Expectation,
    function: Function,
    value: Option<Raw<'_>>,
    elements: &Aggregate<'_>,
    place: &str,
    document: &Document<'_, '_>,
) -> Finding {
    match value {
        None => computed(expectation, function, elements, place, document),
        Some(array) if array.kind() == Kind::Array => {
            let place = format!("the elements of {place}");
            computed(expectation, function, elements, &place, document)
        }
        Some(value) => {
            let detail =
                format!("{place} is {} and no array: {}", value.type_name(), quote(value.text()));
            Finding::fail(excerpt::actual(value), detail)
        }
    }
}

/// The elements of the array that a single node is, or the node itself.
fn elements_of(nodes: Vec<Node>) -> Vec<Node> {
    match &nodes[..] {
        [only] if Raw::from_checked(&only.text).kind() == Kind::Array => {
            let elements = Raw::from_checked(&only.text).elements().enumerate();
            elements
                .map(|(index, element)| Node {
                    pointer: format!("{}/{index}", only.pointer),
                    text: element.text().into(),
                })
                .collect()
        }
        _ => nodes,
    }
}

/// Judges an aggregate of the values at a place.
fn computed(
    expectation: &Expectation,
    function: Function,
    all: &Aggregate<'_>,
    place: &str,
    document: &Document<'_, '_>,
) -> Finding {
    let count = all.count;
    let nothing = |word: &str| {
        Finding::fail(Json::Null, format!("the {word} of nothing: there is no value at {place}"))
    };
    let misfit = |Misfit(pointer, value): Misfit<'_, '_>| {
        let why = match (function, value.kind()) {
            (Function::Min | Function::Max, _) => "has no order with the values before it",
            (_, Kind::Number) => "is too large to be added exactly",
            _ => "is no number",
        };
        let (at, text) = (document.pointer(pointer), quote(value.text()));
        Finding::fail(excerpt::actual(value), format!("{place}: {text} at {at} {why}"))
    };
    let judge = |text: &str, words: String| {
        let mut finding = Finding::of(expectation, Found::One(Raw::from_checked(text)), "");
        let rest = finding.detail.trim_start_matches(": ");
        finding.detail =
            if finding.holds { format!("{words} is {rest}") } else { format!("{words}: {rest}") };
        finding
    };
    let number = |number: &Number, words: String| judge(number.as_str(), words);
    match function {
        Function::Count => judge(&count.to_string(), format!("the count of {place}")),
        Function::Distinct => {
            let words = format!("the count of different values among {count} of {place}");
            judge(&all.distinct().to_string(), words)
        }
        Function::Sum if count == 0 => nothing("sum"),
        Function::Sum => match all.sum() {
            Ok(sum) => number(&sum, format!("the sum of {count} values of {place}")),
            Err(error) => misfit(error),
        },
        Function::Avg if count == 0 => nothing("average"),
        Function::Avg => match all.average() {
            Ok((average, ends)) => {
                let cut = if ends { "" } else { " (it does not end; `$approx` allows for that)" };
                number(&average, format!("the average of {count} values of {place}{cut}"))
            }
            Err(error) => misfit(error),
        },
        Function::Min | Function::Max => match all.extremes() {
            Ok(Some((least, greatest))) => {
                let (value, word) = if function == Function::Min {
                    (least, "least")
                } else {
                    (greatest, "greatest")
                };
                judge(value.text(), format!("the {word} of {count} values of {place}"))
            }
            Ok(None) => nothing(if function == Function::Min { "least" } else { "greatest" }),
            Err(error) => misfit(error),
        },
    }
}

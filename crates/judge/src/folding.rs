//! Findings of aggregates: `sum(path)` and its kin, and `total_qty`.

use crate::{
    aggregate::{Aggregate, Misfit},
    document::{Document, Node},
    excerpt::{self, quote},
    expectation::Expectation,
    finding::Finding,
    found::Found,
    key::Function,
    plan::Fold,
    raw::Raw,
    wish::{Needs, Slot},
};
use contract::{Json, Number, json::Kind};

/// Judges `function(path)`.
pub(crate) fn aggregate(
    expectation: &Expectation,
    function: Function,
    path: &str,
    fold: &Fold,
    document: &Document<'_, '_>,
) -> Finding {
    let place = document.path(path);
    match fold {
        Fold::Nodes(slot) => {
            computed(expectation, function, document.aggregate(*slot), &place, document)
        }
        Fold::Elements { value, elements } => {
            let (value, elements) = (document.value(*value), document.aggregate(*elements));
            of_elements(expectation, function, value, elements, &place, document)
        }
        Fold::Tree { path, many } => {
            let nodes = document.select(path);
            let nodes = if *many { nodes } else { elements_of(nodes) };
            computed(expectation, function, &over(&nodes), &place, document)
        }
    }
}

/// Judges `total_qty`: the sum of every `quantity`.
pub(crate) fn total(expectation: &Expectation, slot: Slot, document: &Document<'_, '_>) -> Finding {
    let all = document.aggregate(slot);
    computed(expectation, Function::Sum, all, "every `quantity`", document)
}

/// Aggregates over nodes that are at hand.
fn over(nodes: &[Node]) -> Aggregate<'_> {
    let mut all = Aggregate::new(Needs { sum: true, extremes: true, distinct: true });
    for node in nodes {
        all.add(Raw::from_checked(&node.text), || node.pointer.clone());
    }
    all
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

//! The plain evaluation on the value tree.

use crate::random::{Down, Key};
use contract::{
    Json, Object,
    json::{canonical, parse},
};
use std::{cmp::Ordering, collections::HashSet};

/// Whether a value (`None`: nothing is there) is as expected.
fn fits(expected: &Json, actual: Option<&Json>) -> bool {
    let operator = |name| expected.get(name);
    if let Some(wanted) = operator("$exists") {
        return wanted == &Json::Bool(actual.is_some());
    }
    let Some(actual) = actual else { return false };
    if let Some(bound) = operator("$gte") {
        return match (actual, bound) {
            (Json::Number(actual), Json::Number(bound)) => {
                actual.cmp_value(bound) != Ordering::Less
            }
            _ => false,
        };
    }
    if operator("$null").is_some() {
        return actual.is_null();
    }
    if let Some(unwanted) = operator("$ne") {
        return !fits(unwanted, Some(actual));
    }
    if let Some(inner) = operator("$each") {
        return actual.as_array().is_some_and(|elements| {
            !elements.is_empty() && elements.iter().all(|element| fits(inner, Some(element)))
        });
    }
    if let Some(length) = operator("$length") {
        let actual = match actual {
            Json::String(text) => text.chars().count(),
            Json::Array(elements) => elements.len(),
            _ => return false,
        };
        return *length == Json::from(actual);
    }
    match (expected, actual) {
        (Json::String(_), Json::Object(members)) => {
            matches!(members.get("name"), Some(name @ Json::String(_)) if name == expected)
        }
        (Json::Array(expected), Json::Array(actual)) => {
            expected.len() == actual.len()
                && expected.iter().zip(actual).all(|(a, b)| fits(a, Some(b)))
        }
        (Json::Object(expected), Json::Object(actual)) => {
            expected.len() == actual.len()
                && expected.iter().all(|(name, value)| fits(value, actual.get(name)))
        }
        _ => expected == actual,
    }
}

fn follow<'j>(root: &'j Json, steps: &[Down]) -> Vec<&'j Json> {
    let Some((first, rest)) = steps.split_first() else { return vec![root] };
    let next: Vec<&Json> = match (first, root) {
        (Down::Name(name), Json::Object(members)) => members.get(name).into_iter().collect(),
        (Down::Index(index), Json::Array(elements)) => elements.get(*index).into_iter().collect(),
        (Down::Each, Json::Array(elements)) => elements.iter().collect(),
        (Down::Each, Json::Object(members)) => members.values().collect(),
        _ => Vec::new(),
    };
    next.into_iter().flat_map(|value| follow(value, rest)).collect()
}

/// Every value of a document with its place, element numbers left out, and its member name.
fn everything<'j>(
    value: &'j Json,
    place: &str,
    out: &mut Vec<(String, Option<&'j str>, &'j Json)>,
) {
    match value {
        Json::Array(elements) => {
            for element in elements {
                let place = format!("{place}[*]");
                out.push((place.clone(), None, element));
                everything(element, &place, out);
            }
        }
        Json::Object(members) => {
            for (name, member) in members {
                let place = format!("{place}.{}", name.len()) + name;
                out.push((place.clone(), Some(name), member));
                everything(member, &place, out);
            }
        }
        _ => {}
    }
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |camel, word| {
        let (head, tail) = word.split_at(usize::from(!word.is_empty()));
        camel + &head.to_uppercase() + tail
    })
}

fn number(value: &Json) -> bool {
    matches!(value, Json::Number(_))
}

/// The expected outcome of an aggregate, by brute force on small numbers and their texts.
fn aggregate(function: &str, values: &[&Json], expected: &Json) -> bool {
    let fits = |value: Json| fits(expected, Some(&value));
    match function {
        "count" => fits(values.len().into()),
        "distinct" => {
            fits(values.iter().map(|value| canonical(value)).collect::<HashSet<_>>().len().into())
        }
        _ if values.is_empty() => false,
        "sum" | "avg" => {
            use bigdecimal::BigDecimal;
            if !values.iter().all(|value| number(value)) {
                return false;
            }
            let decimals = values.iter().map(|value| value.to_string().parse::<BigDecimal>());
            let sum: BigDecimal = decimals.map(|decimal| decimal.expect("a number")).sum();
            let count = if function == "avg" { values.len() as u64 } else { 1 };
            let result = (sum / BigDecimal::from(count)).to_string().to_lowercase();
            fits(parse(&result).expect("a number"))
        }
        _ => {
            let wanted = if function == "min" { Ordering::Less } else { Ordering::Greater };
            let order = |a: &Json, b: &Json| match (a, b) {
                (Json::Number(a), Json::Number(b)) => Some(a.cmp_value(b)),
                (Json::String(a), Json::String(b)) => Some(a.cmp(b)),
                _ => None,
            };
            let comparable = values.iter().all(|value| order(values[0], value).is_some());
            let best = values.iter().copied().reduce(|best, value| {
                if order(value, best) == Some(wanted) { value } else { best }
            });
            comparable && best.is_some_and(|best| fits(best.clone()))
        }
    }
}

fn all(names: &[String], root: &Json, expected: &Json) -> bool {
    let mut values = vec![(String::new(), None, root)];
    everything(root, "", &mut values);
    let spellings = [names.join("."), camel(&names.join("."))];
    for spelling in spellings {
        let steps: Vec<_> = spelling.split('.').map(|name| Down::Name(name.into())).collect();
        let mut places: Vec<&str> = Vec::new();
        let arrays = values.iter().filter_map(|(place, _, value)| Some((place, value.as_array()?)));
        for (place, elements) in arrays.clone() {
            let has = elements.iter().any(|element| !follow(element, &steps).is_empty());
            if has && !places.contains(&place.as_str()) {
                places.push(place);
            }
        }
        match places[..] {
            [] => {}
            [only] => {
                let mut elements = arrays.filter(|(place, _)| *place == only).flat_map(|(_, e)| e);
                return elements.all(|element| fits(expected, follow(element, &steps).pop()));
            }
            _ => return false,
        }
    }
    false
}

fn count(
    name: &str,
    root: Option<&Object>,
    values: &[(String, Option<&str>, &Json)],
    expected: &Json,
) -> bool {
    let arrays: Vec<(&str, usize)> = values
        .iter()
        .filter_map(|(_, name, value)| Some(((*name)?, value.as_array()?.len())))
        .collect();
    let suffixes = [name.to_lowercase(), camel(name).to_lowercase()];
    let is_exact = |found: &str| found == name;
    let is_camel = |found: &str| found == camel(name);
    let ends = |found: &str| suffixes.iter().any(|suffix| found.to_lowercase().ends_with(suffix));
    let tiers: [&dyn Fn(&str) -> bool; 3] = [&is_exact, &is_camel, &ends];
    for tier in tiers {
        let met: Vec<_> = arrays.iter().filter(|(name, _)| tier(name)).collect();
        match met[..] {
            [] => {}
            [(_, length)] => return fits(expected, Some(&(*length).into())),
            _ => return false,
        }
    }
    root.is_some_and(|root| fits(expected, root.get(&camel(&format!("{name}_count")))))
}

pub(crate) fn reference(key: &Key, expected: &Json, root: &Json) -> bool {
    let mut values = Vec::new();
    everything(root, "", &mut values);
    let fields = root.as_object();
    let field = |name: &str| fields.and_then(|fields| fields.get(name));
    if let Some(exact) = field(&key.text())
        && !matches!(key, Key::Path(..) | Key::Aggregate(..) | Key::All(_))
    {
        return fits(expected, Some(exact));
    }
    let quantities = values.iter().filter(|(_, name, _)| *name == Some("quantity"));
    let quantities: Vec<&Json> = quantities.map(|(_, _, value)| *value).collect();
    let null = |name: &str| field(name).or_else(|| field(&camel(name))).is_none_or(Json::is_null);
    let answer = |answer: bool| {
        let wanted = if expected.is_null() { &Json::Bool(true) } else { expected };
        fields.is_some() && fits(wanted, Some(&Json::Bool(answer)))
    };
    match key {
        Key::Field(name) => {
            let found = field(&camel(name));
            // Absence is judged only where there are fields.
            (found.is_some() || fields.is_some()) && fits(expected, found)
        }
        Key::Path(_, steps) => {
            let nodes = follow(root, steps);
            if steps.iter().any(|step| matches!(step, Down::Each)) {
                let list = Json::Array(nodes.iter().map(|node| (*node).clone()).collect());
                let exists = !nodes.is_empty() || expected.get("$exists").is_none();
                fits(expected, exists.then_some(&list))
            } else {
                fits(expected, nodes.first().copied())
            }
        }
        Key::Aggregate(function, _, steps) => {
            let nodes = follow(root, steps);
            if steps.iter().any(|step| matches!(step, Down::Each)) {
                return aggregate(function, &nodes, expected);
            }
            match nodes.first() {
                None => aggregate(function, &[], expected),
                Some(Json::Array(elements)) => {
                    aggregate(function, &elements.iter().collect::<Vec<_>>(), expected)
                }
                Some(_) => false,
            }
        }
        Key::All(names) => all(names, root, expected),
        Key::Count(name) => count(name, fields, &values, expected),
        Key::Null(name) if name.len() >= 3 => answer(null(name)),
        Key::Null(name) => {
            let found = field(&camel(&format!("{name}_null")));
            fields.is_some() && fits(expected, found)
        }
        Key::NonNull(name) => answer(!null(name)),
        Key::TotalQuantity => aggregate("sum", &quantities, expected),
        Key::EachQuantity => {
            !quantities.is_empty() && quantities.iter().all(|value| fits(expected, Some(value)))
        }
    }
}

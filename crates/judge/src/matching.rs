//! Whether a value fulfils an operator.

use crate::{
    excerpt::quote,
    expectation::{Expectation, Mismatch, Outcome},
    found::Found,
    operator::{Operator, Relation, Type},
    order::{self, Moment},
    raw::Raw,
    unordered,
};
use contract::json::{Json, Kind, Number};
use std::{borrow::Cow, cmp::Ordering};

impl Operator {
    /// Judges what was found. Nothing fulfils no operator but `$exists: false`.
    pub(crate) fn test(&self, found: Found<'_>) -> Outcome {
        if let Self::Exists(wanted) = self {
            return exists(*wanted, found);
        }
        if matches!(found, Found::Absent) {
            return Err(Mismatch::new("expected a value, found nothing"));
        }
        match self {
            // Done above.
            Self::Exists(_) => Ok(()),
            Self::Eq(expected) => expected.test(found),
            Self::Ne(expected) => match expected.test(found) {
                Ok(()) => Err(Mismatch::new(format!("expected anything but {}", found.quote()))),
                Err(_) => Ok(()),
            },
            Self::Order { relation, bound } => in_relation(*relation, bound, found),
            Self::Between { low, high } => in_relation(Relation::AT_LEAST, low, found)
                .and_then(|()| in_relation(Relation::AT_MOST, high, found)),
            Self::In(choices) => one_of(choices, found),
            Self::NotIn(banned) => match one_of(banned, found) {
                Ok(()) => Err(Mismatch::new(format!("found the unwanted {}", found.quote()))),
                Err(_) => Ok(()),
            },
            Self::Regex(pattern) => matches_pattern(pattern, found),
            Self::Contains(part) => contains(part, found),
            Self::Length(expected) => measured(expected, length(found), "length", found),
            Self::Size(expected) => measured(expected, size(found), "size", found),
            Self::Type(types) => has_type(types, found),
            Self::Null(wanted) => is_null(*wanted, found),
            Self::Approx { low, high } => approximately(low, high, found),
            Self::Unordered(expected) => in_any_order(expected, found),
            Self::Each(expected) => each(expected, found),
            Self::Any(expected) => any(expected, found),
            Self::Before(bound) => in_time(*bound, Relation::AT_MOST, "before", found),
            Self::After(bound) => in_time(*bound, Relation::AT_LEAST, "after", found),
            Self::Schema(schema) => schema.test(found),
        }
    }
}

fn exists(wanted: bool, found: Found<'_>) -> Outcome {
    let there = match found {
        Found::Absent => false,
        Found::One(_) | Found::Counted(..) => true,
        Found::Many(nodes) => !nodes.is_empty(),
    };
    match (wanted, there) {
        (true, false) => Err(Mismatch::new("expected that it exists, found nothing")),
        (false, true) => {
            Err(Mismatch::new(format!("expected that it is absent, found {}", found.quote())))
        }
        _ => Ok(()),
    }
}

fn is_null(wanted: bool, found: Found<'_>) -> Outcome {
    let null = matches!(found, Found::One(raw) if raw.kind() == Kind::Null);
    match (wanted, null) {
        (true, false) => Err(Mismatch::new(format!("expected null, found {}", found.quote()))),
        (false, true) => Err(Mismatch::new("expected a value, found null")),
        _ => Ok(()),
    }
}

/// The text of a string, or of the `name` of an object.
fn text(found: Found<'_>) -> Option<Cow<'_, str>> {
    let Found::One(raw) = found else { return None };
    match raw.kind() {
        Kind::String => raw.as_string(),
        Kind::Object => raw.member("name")?.as_string(),
        _ => None,
    }
}

fn in_relation(relation: Relation, bound: &Json, found: Found<'_>) -> Outcome {
    let ordering = match (bound, found) {
        (Json::String(bound), _) => text(found).map(|text| order::compare_text(&text, bound)),
        (bound, Found::One(raw)) => order::compare(&raw.to_json_scalar(), bound),
        _ => None,
    };
    let expected = || format!("expected {} {}", relation.words, quote(&bound.to_string()));
    match ordering {
        Some(ordering) if relation.holds(ordering) => Ok(()),
        Some(_) => Err(Mismatch::new(format!("{}, found {}", expected(), found.quote()))),
        None => Err(Mismatch::new(format!(
            "{}, found {} {}, which has no order with it",
            expected(),
            found.type_name(),
            found.quote()
        ))),
    }
}

fn one_of(choices: &[Expectation], found: Found<'_>) -> Outcome {
    if choices.iter().any(|choice| choice.test(found).is_ok()) {
        return Ok(());
    }
    let count = choices.len();
    Err(Mismatch::new(format!("expected one of {count} values, found {}", found.quote())))
}

fn matches_pattern(pattern: &regex_lite::Regex, found: Found<'_>) -> Outcome {
    match text(found) {
        Some(text) if pattern.is_match(&text) => Ok(()),
        Some(_) => Err(Mismatch::new(format!(
            "expected a match of `{}`, found {}",
            quote(pattern.as_str()),
            found.quote()
        ))),
        None => Err(no_fit("a string", found)),
    }
}

fn contains(part: &Expectation, found: Found<'_>) -> Outcome {
    if let Some(mut items) = found.elements() {
        if items.any(|item| part.holds(item)) {
            return Ok(());
        }
        return Err(Mismatch::new(format!("no element is as expected in {}", found.quote())));
    }
    match (part, found) {
        (Expectation::Members(expected), Found::One(raw)) if raw.kind() == Kind::Object => {
            let actual = raw.members();
            expected.iter().try_for_each(|(name, expected)| {
                let found = actual.get(name.as_str());
                let found = found.map_or(Found::Absent, |value| Found::One(*value));
                expected.test(found).map_err(|mismatch| mismatch.below(&**name))
            })
        }
        (Expectation::Scalar(Json::String(part)), _) => match text(found) {
            Some(text) if text.contains(part.as_str()) => Ok(()),
            Some(_) => Err(Mismatch::new(format!(
                "expected a part {}, found {}",
                quote(&Json::from(&**part).to_string()),
                found.quote()
            ))),
            None => Err(no_fit("a string or an array", found)),
        },
        _ => Err(no_fit("something that can contain it", found)),
    }
}

/// Characters of a string, elements of an array.
fn length(found: Found<'_>) -> Option<u64> {
    match found {
        Found::One(raw) if raw.kind() == Kind::String => {
            Some(raw.as_string()?.chars().count() as u64)
        }
        _ => found.count(),
    }
}

/// Keys of an object, elements of an array.
fn size(found: Found<'_>) -> Option<u64> {
    match found {
        Found::One(raw) if raw.kind() == Kind::Object => Some(raw.members().len() as u64),
        _ => found.count(),
    }
}

fn measured(expected: &Expectation, size: Option<u64>, word: &str, found: Found<'_>) -> Outcome {
    let Some(size) = size else {
        return Err(no_fit(&format!("something with a {word}"), found));
    };
    let text = size.to_string();
    let outcome = expected.test(Found::One(Raw::from_checked(&text)));
    outcome.map_err(|mismatch| Mismatch::new(format!("{word}: {}", mismatch.what)))
}

fn has_type(types: &[Type], found: Found<'_>) -> Outcome {
    let fits = |wanted: &Type| match found {
        Found::Absent => false,
        Found::Many(_) | Found::Counted(..) => *wanted == Type::Array,
        Found::One(raw) => match (wanted, raw.kind()) {
            (Type::Integer, Kind::Number) => {
                Number::new(raw.text()).is_some_and(|number| number.is_integer())
            }
            (Type::Null, Kind::Null)
            | (Type::Boolean, Kind::Bool)
            | (Type::Number, Kind::Number)
            | (Type::String, Kind::String)
            | (Type::Array, Kind::Array)
            | (Type::Object, Kind::Object) => true,
            _ => false,
        },
    };
    if types.iter().any(fits) {
        return Ok(());
    }
    let names: Vec<_> = types.iter().map(|one| one.words()).collect();
    Err(no_fit(&names.join(" or "), found))
}

fn approximately(low: &Number, high: &Number, found: Found<'_>) -> Outcome {
    let number = match found {
        Found::One(raw) if raw.kind() == Kind::Number => Number::new(raw.text()),
        _ => None,
    };
    let Some(number) = number else { return Err(no_fit("a number", found)) };
    if low.cmp_value(&number) != Ordering::Greater && number.cmp_value(high) != Ordering::Greater {
        return Ok(());
    }
    Err(Mismatch::new(format!("expected between {low} and {high}, found {}", found.quote())))
}

fn in_any_order(expected: &[Expectation], found: Found<'_>) -> Outcome {
    let Some(items) = found.elements() else { return Err(no_fit("an array", found)) };
    unordered::compare(expected, &items.collect::<Vec<_>>())
}

fn each(expected: &Expectation, found: Found<'_>) -> Outcome {
    let Some(items) = found.elements() else { return Err(no_fit("an array", found)) };
    let mut last = None;
    for (index, item) in items.enumerate() {
        // Long lists often repeat one text, and its answer is known.
        if last != Some(item) {
            expected.test(Found::One(item)).map_err(|mismatch| mismatch.below(index))?;
            last = Some(item);
        }
    }
    if last.is_none() { Err(Mismatch::new("the array is empty: nothing to check")) } else { Ok(()) }
}

fn any(expected: &Expectation, found: Found<'_>) -> Outcome {
    let Some(items) = found.elements() else { return Err(no_fit("an array", found)) };
    let mut count = 0;
    for item in items {
        if expected.holds(item) {
            return Ok(());
        }
        count += 1;
    }
    Err(Mismatch::new(format!("none of the {count} elements is as expected: {}", found.quote())))
}

fn in_time(bound: Moment, relation: Relation, word: &str, found: Found<'_>) -> Outcome {
    let Some(moment) = text(found).as_deref().and_then(Moment::parse) else {
        return Err(no_fit("a time", found));
    };
    match moment.compare(bound) {
        Some(ordering) if relation.holds(ordering) => Ok(()),
        Some(_) => {
            Err(Mismatch::new(format!("expected a time {word} {bound}, found {}", found.quote())))
        }
        None => Err(Mismatch::new(format!(
            "{} and {bound} cannot be compared: one has an offset, the other has none",
            found.quote()
        ))),
    }
}

fn no_fit(wanted: &str, found: Found<'_>) -> Mismatch {
    match found {
        Found::One(raw) if raw.kind() == Kind::Null => {
            Mismatch::new(format!("expected {wanted}, found null"))
        }
        _ => Mismatch::new(format!(
            "expected {wanted}, found {} {}",
            found.type_name(),
            found.quote()
        )),
    }
}

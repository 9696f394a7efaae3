//! Findings of the keys that look for fields and arrays by name: `all_X`, `each_qty`, `X_count`,
//! `X_null`, `X_non_null`.

use crate::{
    arrays::Candidate,
    document::Document,
    excerpt::{self, quote},
    expectation::Expectation,
    finding::Finding,
    found::Found,
    plan::Planned,
    raw::Raw,
    walk::Lengths,
    wish::Slot,
};
use contract::{Json, json::Kind};

/// `all_X`: every element of the one array whose elements have X.
pub(crate) fn all(field: &str, slots: &[Slot], document: &Document<'_, '_>) -> Finding {
    let found = slots.iter().map(|slot| document.candidates(*slot)).find(|found| !found.is_empty());
    let candidates = found.unwrap_or_default();
    match &candidates[..] {
        [] => {
            let place = document.place("");
            let detail =
                format!("nothing to check: {place} has no array whose elements have `{field}`");
            Finding::fail(Json::Null, detail)
        }
        [only] => all_of(field, only, document),
        [first, second, ..] => {
            let (a, b) = (document.place(first.name), document.place(second.name));
            let detail = format!(
                "ambiguous: the elements of {a} and those of {b} have `{field}`; \
                 write a path with `[*]` and `$each`"
            );
            Finding::fail(Json::Null, detail)
        }
    }
}

fn all_of(field: &str, candidate: &Candidate<'_, '_>, document: &Document<'_, '_>) -> Finding {
    let (judged, total) = (&candidate.tally.judged, candidate.elements);
    let array = document.place(candidate.name);
    let mut wrong = Vec::new();
    if let Some((pointer, _, mismatch)) = &judged.first_failing {
        let at = document.pointer(&format!("{pointer}{}", mismatch.pointer()));
        wrong.push(format!(
            "{} of {} values differ, the first at {at}: {}",
            judged.failing, judged.count, mismatch.what
        ));
    }
    let without = candidate.without();
    if without > 0 {
        let pointer = candidate.tally.first_without.as_deref().unwrap_or_default();
        let at = document.pointer(pointer);
        wrong.push(format!("{without} of {total} elements have no `{field}`, the first at {at}"));
    }
    let first = judged.first.unwrap_or(Raw::from_checked("null"));
    match &judged.first_failing {
        Some((_, value, _)) => {
            Finding::fail(excerpt::actual(*value), format!("{array}: {}", wrong.join("; ")))
        }
        None if !wrong.is_empty() => {
            Finding::fail(Json::Null, format!("{array}: {}", wrong.join("; ")))
        }
        None => {
            let shown = quote(first.text());
            let (actual, detail) = if judged.uniform {
                (excerpt::actual(first), format!("{array}: all {total} elements have {shown}"))
            } else {
                let detail = format!("{array}: all {total} elements fit, the first has {shown}");
                (Json::from(format!("{} values", judged.count)), detail)
            };
            Finding { actual, holds: true, detail }
        }
    }
}

/// `each_qty`: every `quantity`, wherever it stands.
pub(crate) fn each_quantity(slot: Slot, document: &Document<'_, '_>) -> Finding {
    let place = document.place("");
    let nothing = || {
        Finding::fail(Json::Null, format!("nothing to check: there is no `quantity` in {place}"))
    };
    let judged = document.judged(slot);
    let Some(first) = judged.first else { return nothing() };
    if let Some((pointer, value, mismatch)) = &judged.first_failing {
        let at = document.pointer(&format!("{pointer}{}", mismatch.pointer()));
        let detail = format!(
            "{} of {} quantities differ, the first at {at}: {}",
            judged.failing, judged.count, mismatch.what
        );
        return Finding::fail(excerpt::actual(*value), detail);
    }
    let shown = quote(first.text());
    let (actual, what) = if judged.uniform {
        (excerpt::actual(first), format!("are {shown}"))
    } else {
        (Json::from(format!("{} values", judged.count)), format!("fit, the first is {shown}"))
    };
    let detail = format!("{place}: all {} quantities {what}", judged.count);
    Finding { actual, holds: true, detail }
}

/// `X_count`: the length of the one array that is called X; `None` when there is none.
pub(crate) fn count(
    planned: &Planned,
    array: &str,
    tiers: &[Vec<Slot>],
    document: &Document<'_, '_>,
) -> Option<Finding> {
    tiers.iter().find_map(|tier| {
        let mut met: Vec<&Lengths> = tier.iter().map(|slot| document.lengths(*slot)).collect();
        met.retain(|lengths| lengths.count > 0);
        // Two spellings of a suffix meet the same arrays.
        met.dedup_by(|a, b| a.first == b.first && a.count == b.count);
        let first = met.first()?;
        let (pointer, length) = first.first.as_ref()?;
        let other = first.second.as_ref().or_else(|| Some(&met.get(1)?.first.as_ref()?.0));
        Some(match other {
            None => {
                let text = length.to_string();
                let place = format!("the length of {}", document.pointer(pointer));
                Finding::of(&planned.expectation, Found::One(Raw::from_checked(&text)), &place)
            }
            Some(other) => {
                let total: u64 = met.iter().map(|lengths| lengths.count).sum();
                let (a, b) = (document.pointer(pointer), document.pointer(other));
                let more = if total > 2 { format!(" ({total} in all)") } else { String::new() };
                let detail = format!(
                    "ambiguous: `{array}` can mean the array {a} or the array {b}{more}; \
                     write `count(path[*])`"
                );
                Finding::fail(Json::Null, detail)
            }
        })
    })
}

/// `X_null` and `X_non_null`.
pub(crate) fn null(
    planned: &Planned,
    field: &str,
    wanted_null: bool,
    slots: &[(String, Slot)],
    document: &Document<'_, '_>,
) -> Finding {
    if !has_fields(document) {
        return missing(field, document);
    }
    let value = slots.iter().find_map(|(name, slot)| Some((name, document.value(*slot)?)));
    let (state, null) = match &value {
        Some((name, raw)) if raw.kind() == Kind::Null => {
            (format!("{} is null", document.place(name)), true)
        }
        Some((name, raw)) => (format!("{} is {}", document.place(name), quote(raw.text())), false),
        None => (format!("{} is absent", document.place(field)), true),
    };
    let answer = if null == wanted_null { "true" } else { "false" };
    let holds = match &planned.expectation {
        // `X_null: null` says the same as `X_null: true`.
        Expectation::Scalar(Json::Null) => answer == "true",
        expectation => expectation.holds(Raw::from_checked(answer)),
    };
    let actual = value.map_or(Json::Null, |(_, raw)| excerpt::actual(raw));
    Finding { actual, holds, detail: state }
}

/// A field that is not there, with a hint at what is.
pub(crate) fn missing(name: &str, document: &Document<'_, '_>) -> Finding {
    let place = document.place("");
    let detail = match document.root() {
        Some(root) if root.kind() == Kind::Object => {
            format!("{place} has no field `{name}`{}", names_of(root))
        }
        Some(root) if root.kind() == Kind::Array => format!(
            "{place} is an array, it has no field `{name}`; `[0].{name}` is that of its first element, \
             `all_{name}` that of every one"
        ),
        Some(root) => format!(
            "{place} is {}, it has no field `{name}`: {}",
            root.type_name(),
            quote(root.text())
        ),
        None => format!("nothing stands at {place}"),
    };
    Finding::fail(Json::Null, detail)
}

/// Whether the judged value is an object, so that a field can be absent from it.
pub(crate) fn has_fields(document: &Document<'_, '_>) -> bool {
    document.root().is_some_and(|root| root.kind() == Kind::Object)
}

/// The first names that an object has.
fn names_of(object: Raw<'_>) -> String {
    const SHOWN: usize = 12;
    let members = object.members();
    if members.is_empty() {
        return "; it is empty".into();
    }
    let names: Vec<_> = members.keys().take(SHOWN).map(|name| quote(name)).collect();
    let more = if members.len() > SHOWN { ", …" } else { "" };
    format!("; it has {}{more}", names.join(", "))
}

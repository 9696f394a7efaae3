//! Documents, keys and expectations at random, from few names and values, so that they often meet.

use contract::json::write_string;
use proptest::prelude::*;

/// A value as it is written: members may repeat, names may be escaped.
#[derive(Clone, Debug)]
pub(crate) enum Written {
    Plain(String),
    Array(Vec<Written>),
    Object(Vec<(String, bool, Written)>),
}

impl Written {
    pub(crate) fn text(&self, out: &mut String) {
        match self {
            Self::Plain(text) => out.push_str(text),
            Self::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    out.push_str(if index > 0 { " , " } else { "" });
                    element.text(out);
                }
                out.push(']');
            }
            Self::Object(members) => {
                out.push_str("{ ");
                for (index, (name, escaped, value)) in members.iter().enumerate() {
                    out.push_str(if index > 0 { "," } else { "" });
                    if *escaped {
                        let units = name.encode_utf16().map(|unit| format!("\\u{unit:04x}"));
                        out.push('"');
                        out.extend(units);
                        out.push('"');
                    } else {
                        write_string(name, out);
                    }
                    out.push_str(": ");
                    value.text(out);
                }
                out.push('}');
            }
        }
    }
}

pub(crate) const NAMES: [&str; 11] = [
    "a",
    "b",
    "groups",
    "skuGroups",
    "sku_groups",
    "quantity",
    "state",
    "name",
    "aB",
    "a_b",
    "q\"/~",
];
pub(crate) const SCALARS: [&str; 12] = [
    "0",
    "1",
    "1.0",
    "2",
    "0.10",
    "1e0",
    "1e400",
    "null",
    "true",
    "\"a\"",
    "\"b\"",
    "1234567890123456789",
];

pub(crate) fn name() -> impl Strategy<Value = String> {
    prop::sample::select(&NAMES[..]).prop_map(Into::into)
}

pub(crate) fn document() -> impl Strategy<Value = Written> {
    let scalar = prop::sample::select(&SCALARS[..]).prop_map(|text| Written::Plain(text.into()));
    scalar.prop_recursive(5, 40, 5, |inner| {
        let member = (name(), prop::bool::weighted(0.1), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..5).prop_map(Written::Array),
            prop::collection::vec(member, 0..6).prop_map(Written::Object),
        ]
    })
}

#[derive(Clone, Debug)]
pub(crate) enum Down {
    Name(String),
    Index(usize),
    Each,
}

pub(crate) fn steps() -> impl Strategy<Value = Vec<Down>> {
    let step = prop_oneof![
        4 => name().prop_map(Down::Name),
        1 => (0..3_usize).prop_map(Down::Index),
        2 => Just(Down::Each),
    ];
    prop::collection::vec(step, 1..4)
}

pub(crate) fn path_text(steps: &[Down]) -> String {
    let show = |step: &Down| match step {
        Down::Name(name) => format!("['{name}']"),
        Down::Index(index) => format!("[{index}]"),
        Down::Each => "[*]".into(),
    };
    steps.iter().map(show).collect()
}

#[derive(Clone, Debug)]
pub(crate) enum Key {
    Field(String),
    Path(bool, Vec<Down>),
    Aggregate(&'static str, bool, Vec<Down>),
    All(Vec<String>),
    Count(String),
    Null(String),
    NonNull(String),
    TotalQuantity,
    EachQuantity,
}

pub(crate) fn key() -> impl Strategy<Value = Key> {
    // A name with a quote or a dot cannot stand in these keys as it is.
    let plain = prop::sample::select(&NAMES[..10]).prop_map(String::from);
    let functions = &["sum", "count", "min", "max", "avg", "distinct"][..];
    prop_oneof![
        plain.clone().prop_map(Key::Field),
        (any::<bool>(), steps()).prop_map(|(dollar, steps)| Key::Path(dollar, steps)),
        (prop::sample::select(functions), any::<bool>(), steps())
            .prop_map(|(function, dollar, steps)| Key::Aggregate(function, dollar, steps)),
        prop::collection::vec(plain.clone(), 1..3).prop_map(Key::All),
        plain.clone().prop_map(Key::Count),
        plain.clone().prop_map(Key::Null),
        plain.prop_map(Key::NonNull),
        Just(Key::TotalQuantity),
        Just(Key::EachQuantity),
    ]
}

impl Key {
    pub(crate) fn text(&self) -> String {
        let path = |dollar: &bool, steps| {
            format!("{}{}", if *dollar { "$" } else { "" }, path_text(steps))
        };
        match self {
            Self::Field(name) => name.clone(),
            Self::Path(dollar, steps) => path(dollar, steps),
            Self::Aggregate(function, dollar, steps) => {
                format!("{function}({})", path(dollar, steps))
            }
            Self::All(names) => format!("all_{}", names.join(".")),
            Self::Count(name) => format!("{name}_count"),
            Self::Null(name) => format!("{name}_null"),
            Self::NonNull(name) => format!("{name}_non_null"),
            Self::TotalQuantity => "total_qty".into(),
            Self::EachQuantity => "each_qty".into(),
        }
    }
}

pub(crate) fn expectation() -> impl Strategy<Value = String> {
    let matchers = [
        r#"{"$gte":1}"#,
        r#"{"$exists":true}"#,
        r#"{"$exists":false}"#,
        r#"{"$null":true}"#,
        r#"{"$ne":1}"#,
        r#"{"$each":{"$gte":1}}"#,
        r#"{"$length":2}"#,
        "[1,1]",
        "[]",
        r#"{"a":1}"#,
    ];
    prop_oneof![
        2 => prop::sample::select(&SCALARS[..]).prop_map(String::from),
        1 => prop::sample::select(matchers.to_vec()).prop_map(String::from),
    ]
}

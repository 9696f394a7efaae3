//! From a flat expectation to checks, and to what must be collected for them.

use crate::{
    changes::Change,
    error::JudgeError,
    expectation::Expectation,
    key::{Function, Key, Meaning, camel_case},
    path::{self, Form, Name, Query, Step},
    wish::{Expectations, Needs, Slot, What, Wishes},
};
use contract::{Json, Object};
use indexmap::IndexMap;
use serde_json_path::JsonPath;

/// Names of arrays that are meant by a field name (`verdict.aliases` of the configuration).
pub type Aliases = IndexMap<String, Vec<String>>;

/// The checks of one expectation, ready to judge any number of documents.
#[derive(Debug)]
pub struct Plan {
    pub(crate) checks: Vec<Planned>,
    pub(crate) wishes: Wishes,
    pub(crate) about: About,
    /// The judged value itself.
    pub(crate) root: Slot,
    /// Where it lies, as the user wrote it; empty for the whole document.
    pub(crate) root_name: String,
}

/// One check.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) key: String,
    pub(crate) expected: Json,
    pub(crate) expectation: Expectation,
    pub(crate) source: Source,
}

/// Where a check takes its value from.
#[derive(Debug)]
pub(crate) enum Source {
    /// The status code of the response.
    Status,
    /// The diff of two snapshots.
    Change(Box<Change>),
    /// The judged value.
    Body(Lookup),
}

/// How a check looks at the judged value.
#[derive(Debug)]
pub(crate) enum Lookup {
    Aggregate { function: Function, path: String, fold: Fold },
    All { field: String, slots: Vec<Slot> },
    Path(Target),
    Field { exact: Slot, otherwise: Otherwise },
}

/// What a path selects.
#[derive(Debug)]
pub(crate) enum Target {
    One(Slot),
    Many(Slot),
    Tree { path: Box<JsonPath>, many: bool },
}

/// What an aggregate goes over.
#[derive(Debug)]
pub(crate) enum Fold {
    /// The nodes of a path with a wildcard.
    Nodes(Slot),
    /// The elements of the one array that a path leads to.
    Elements { value: Slot, elements: Slot },
    /// The same two, for a path that needs the tree.
    Tree { path: Box<JsonPath>, many: bool },
}

/// What a name means when there is no field of exactly that name.
#[derive(Debug)]
pub(crate) enum Otherwise {
    TotalQuantity(Slot),
    EachQuantity(Slot),
    /// Arrays by tier (exact name, camel case, aliases, suffix), then the field in camel case.
    Count {
        array: String,
        tiers: Vec<Vec<Slot>>,
        camel: Option<(String, Slot)>,
    },
    /// Whether a field is not null (`wanted_null` false) or null; the field and its camel case.
    Null {
        field: String,
        wanted_null: bool,
        slots: Vec<(String, Slot)>,
    },
    Camel(Option<(String, Slot)>),
}

/// What the document says of itself, by slot (`{TC}_stimulus.json`).
#[derive(Debug)]
pub(crate) struct About {
    pub(crate) tc_id: Slot,
    pub(crate) response: Slot,
    pub(crate) status_code: Slot,
    pub(crate) error: Slot,
    pub(crate) truncated: Slot,
}

impl Plan {
    /// Reads a flat expectation: keys to values or matchers, judged at `actual_path` (dotted; empty
    /// for the whole document).
    pub fn new(
        expected: &Object,
        actual_path: &str,
        aliases: &Aliases,
    ) -> Result<Self, JudgeError> {
        let mut wishes = Wishes { root: path::place(actual_path)?, list: Vec::new() };
        let root = wishes.add(&[], What::Value);
        let about = About::wish(&mut wishes);
        let root_name = actual_path.strip_prefix("$.").unwrap_or(actual_path);
        let root_name = root_name.strip_prefix('$').unwrap_or(root_name).to_owned();
        let mut plan = Self { checks: Vec::new(), wishes, about, root, root_name };
        for key in ["fields", "static_fields"] {
            if expected.contains_key(key) {
                return Err(JudgeError::SpecBlock { key });
            }
        }
        for (key, value) in expected {
            plan.add(key, value, aliases)?;
        }
        if plan.checks.is_empty() {
            return Err(JudgeError::NoChecks);
        }
        Ok(plan)
    }

    fn add(&mut self, key: &str, value: &Json, aliases: &Aliases) -> Result<(), JudgeError> {
        let source = match Key::parse(key) {
            Key::DbChanges => return self.add_changes(value),
            Key::HttpStatus => Source::Status,
            Key::Aggregate(function, path) => {
                let fold = self.fold(function, path).map_err(|error| of_key(error, key))?;
                Source::Body(Lookup::Aggregate { function, path: path.into(), fold })
            }
            Key::All(field) => Source::Body(self.all(field).map_err(|error| of_key(error, key))?),
            Key::Path(path) => Source::Body(Lookup::Path(self.select(path)?)),
            Key::Name(name) => Source::Body(self.field(name, value, aliases)?),
        };
        let expectation = Expectation::parse(value, key)?;
        let expected = value.clone();
        self.checks.push(Planned { key: key.into(), expected, expectation, source });
        Ok(())
    }

    fn add_changes(&mut self, list: &Json) -> Result<(), JudgeError> {
        for change in Change::list(list)? {
            self.checks.push(Planned {
                key: change.label(),
                expected: change.expected(),
                // A change judges its two sides itself.
                expectation: Expectation::literal(&Json::Null),
                source: Source::Change(Box::new(change)),
            });
        }
        Ok(())
    }

    fn fold(&mut self, function: Function, path: &str) -> Result<Fold, JudgeError> {
        let needs = Needs {
            sum: matches!(function, Function::Sum | Function::Avg),
            extremes: matches!(function, Function::Min | Function::Max),
            distinct: function == Function::Distinct,
        };
        let Query { form, many } = Query::parse(path)?;
        Ok(match form {
            Form::Tree(path) => Fold::Tree { path, many },
            Form::Steps(steps) if many => {
                Fold::Nodes(self.wishes.add(&steps, What::Aggregate(needs)))
            }
            Form::Steps(mut steps) => {
                let value = self.wishes.add(&steps, What::Value);
                steps.push(Step::Element);
                let elements = self.wishes.add(&steps, What::Aggregate(needs));
                Fold::Elements { value, elements }
            }
        })
    }

    fn select(&mut self, path: &str) -> Result<Target, JudgeError> {
        let Query { form, many } = Query::parse(path)?;
        Ok(match form {
            Form::Tree(path) => Target::Tree { path, many },
            Form::Steps(steps) if many => Target::Many(self.wishes.add(&steps, What::Nodes)),
            Form::Steps(steps) => Target::One(self.wishes.add(&steps, What::Value)),
        })
    }

    /// `all_X`: X as it is written, then in camel case.
    fn all(&mut self, field: &str) -> Result<Lookup, JudgeError> {
        let check = self.checks.len();
        let mut slots = Vec::new();
        let camel = camel_case(field);
        for name in std::iter::once(field).chain(camel.as_deref()) {
            let Form::Steps(below_element) = Query::parse(name)?.form else {
                let message = "only names, numbers and `[*]` can follow `all_`".into();
                return Err(JudgeError::Path { key: name.into(), message });
            };
            let depth = below_element.len();
            let steps: Vec<_> =
                [Step::AnyDepth, Step::Element].into_iter().chain(below_element).collect();
            slots.push(self.wishes.add(&steps, What::Every { check, depth }));
        }
        Ok(Lookup::All { field: field.into(), slots })
    }

    fn field(&mut self, name: &str, value: &Json, aliases: &Aliases) -> Result<Lookup, JudgeError> {
        let exact = self.member(name);
        let otherwise = match Meaning::of(name) {
            Meaning::TotalQuantity => {
                let needs = Needs { sum: true, ..Needs::default() };
                Otherwise::TotalQuantity(self.wishes.add(&every_quantity(), What::Aggregate(needs)))
            }
            Meaning::EachQuantity => {
                let check = self.checks.len();
                Otherwise::EachQuantity(self.wishes.add(&every_quantity(), What::Each { check }))
            }
            Meaning::Count(array) => Otherwise::Count {
                array: array.into(),
                tiers: self.tiers(name, array, aliases),
                camel: self.camel(name),
            },
            Meaning::NonNull(field) => self.null(name, field, value, false)?,
            Meaning::Null(field) => self.null(name, field, value, true)?,
            Meaning::Plain => Otherwise::Camel(self.camel(name)),
        };
        Ok(Lookup::Field { exact, otherwise })
    }

    /// The names under which an array is looked for, the surest first.
    fn tiers(&mut self, key: &str, array: &str, aliases: &Aliases) -> Vec<Vec<Slot>> {
        let camel = camel_case(array);
        let mut tiers = vec![vec![array.to_owned()], camel.clone().into_iter().collect()];
        let aliases = [array, key].into_iter().filter_map(|name| aliases.get(name));
        tiers.push(aliases.flatten().cloned().collect());
        let mut slots: Vec<Vec<Slot>> = tiers
            .into_iter()
            .map(|names| names.into_iter().map(|name| self.arrays(Name::Is(name))).collect())
            .collect();
        let suffixes: Vec<_> = [Some(array), camel.as_deref()]
            .into_iter()
            .flatten()
            .map(|name| self.arrays(Name::EndsWith(name.to_lowercase())))
            .collect();
        slots.push(suffixes);
        slots.retain(|tier| !tier.is_empty());
        slots
    }

    fn null(
        &mut self,
        key: &str,
        field: &str,
        value: &Json,
        wanted_null: bool,
    ) -> Result<Otherwise, JudgeError> {
        let matcher = matches!(value, Json::Object(_));
        if !matcher && !matches!(value, Json::Bool(_) | Json::Null) {
            return Err(JudgeError::Operand {
                key: key.into(),
                operator: key.into(),
                wanted: "true, false or null",
                found: crate::excerpt::quote(&value.to_string()),
            });
        }
        let mut slots = vec![(field.to_owned(), self.member(field))];
        slots.extend(self.camel(field));
        Ok(Otherwise::Null { field: field.into(), wanted_null, slots })
    }

    fn member(&mut self, name: &str) -> Slot {
        self.wishes.add(&[Step::member(name)], What::Value)
    }

    fn camel(&mut self, name: &str) -> Option<(String, Slot)> {
        camel_case(name).map(|camel| {
            let slot = self.member(&camel);
            (camel, slot)
        })
    }

    fn arrays(&mut self, name: Name) -> Slot {
        self.wishes.add(&[Step::AnyDepth, Step::Member { name, index: None }], What::Lengths)
    }
}

impl Expectations for Plan {
    fn of(&self, check: usize) -> &Expectation {
        &self.checks[check].expectation
    }
}

impl About {
    fn wish(wishes: &mut Wishes) -> Self {
        let mut at = |names: &[&str]| {
            let steps = names.iter().map(|name| Step::member(name)).collect();
            wishes.add_absolute(steps, What::Value)
        };
        Self {
            tc_id: at(&["tc_id"]),
            response: at(&["response"]),
            status_code: at(&["response", "status_code"]),
            error: at(&["response", "error"]),
            truncated: at(&["response", "body_truncated"]),
        }
    }
}

fn every_quantity() -> [Step; 2] {
    [Step::AnyDepth, Step::member("quantity")]
}

/// A path inside a key is reported with the whole key.
fn of_key(error: JudgeError, key: &str) -> JudgeError {
    match error {
        JudgeError::Path { message, .. } => JudgeError::Path { key: key.into(), message },
        other => other,
    }
}

//! The matchers: what an object with an operator key asks of a value.

use crate::{
    error::JudgeError, expectation::Expectation, operand::Operand, order::Moment, schema::Schema,
};
use contract::json::{Json, Number};
use std::cmp::Ordering;

/// Every operator, in the order of the contract.
pub(crate) const NAMES: [&str; 23] = [
    "$eq",
    "$ne",
    "$gt",
    "$gte",
    "$lt",
    "$lte",
    "$in",
    "$nin",
    "$regex",
    "$contains",
    "$length",
    "$type",
    "$exists",
    "$null",
    "$approx",
    "$unordered",
    "$each",
    "$any",
    "$size",
    "$between",
    "$before",
    "$after",
    "$schema",
];

/// One operator with what it was given.
#[derive(Debug)]
pub(crate) enum Operator {
    Eq(Expectation),
    Ne(Expectation),
    /// `$gt`, `$gte`, `$lt`, `$lte`.
    Order {
        relation: Relation,
        bound: Json,
    },
    In(Vec<Expectation>),
    NotIn(Vec<Expectation>),
    Regex(regex_lite::Regex),
    Contains(Expectation),
    /// Characters of a string, elements of an array.
    Length(Expectation),
    Type(Vec<Type>),
    Exists(bool),
    Null(bool),
    /// Both bounds inclusive.
    Approx {
        low: Number,
        high: Number,
    },
    Unordered(Vec<Expectation>),
    Each(Expectation),
    Any(Expectation),
    /// Keys of an object, elements of an array.
    Size(Expectation),
    /// Both bounds inclusive.
    Between {
        low: Json,
        high: Json,
    },
    /// Inclusive, as all bounds are.
    Before(Moment),
    /// Inclusive, as all bounds are.
    After(Moment),
    Schema(Box<Schema>),
}

/// How a value must lie to a bound.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Relation {
    /// `greater than`, …
    pub(crate) words: &'static str,
    side: Ordering,
    inclusive: bool,
}

impl Relation {
    pub(crate) const GREATER: Self =
        Self { words: "greater than", side: Ordering::Greater, inclusive: false };
    pub(crate) const AT_LEAST: Self =
        Self { words: "at least", side: Ordering::Greater, inclusive: true };
    pub(crate) const LESS: Self =
        Self { words: "less than", side: Ordering::Less, inclusive: false };
    pub(crate) const AT_MOST: Self =
        Self { words: "at most", side: Ordering::Less, inclusive: true };

    /// True when a value that compares so with the bound fulfils it.
    pub(crate) fn holds(self, value_to_bound: Ordering) -> bool {
        value_to_bound == self.side || (self.inclusive && value_to_bound == Ordering::Equal)
    }
}

/// A JSON type by its name in JSON Schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Null,
    Boolean,
    Number,
    /// A number without a fraction.
    Integer,
    String,
    Array,
    Object,
}

impl Type {
    const NAMES: [(&'static str, &'static str, Self); 7] = [
        ("null", "null", Self::Null),
        ("boolean", "a boolean", Self::Boolean),
        ("number", "a number", Self::Number),
        ("integer", "a whole number", Self::Integer),
        ("string", "a string", Self::String),
        ("array", "an array", Self::Array),
        ("object", "an object", Self::Object),
    ];

    pub(crate) fn of(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(known, ..)| *known == name).map(|(.., kind)| *kind)
    }

    /// What a reader calls it.
    pub(crate) fn words(self) -> &'static str {
        Self::NAMES.iter().find(|(.., kind)| *kind == self).map_or("", |(_, words, _)| words)
    }
}

impl Operator {
    /// Reads one operator of the check with this key.
    pub(crate) fn parse(name: &str, given: &Json, key: &str) -> Result<Self, JudgeError> {
        let operand = Operand { name, given, key };
        Ok(match name {
            "$eq" => Self::Eq(Expectation::literal(given)),
            "$ne" => Self::Ne(Expectation::literal(given)),
            "$gt" => Self::Order { relation: Relation::GREATER, bound: operand.bound()? },
            "$gte" => Self::Order { relation: Relation::AT_LEAST, bound: operand.bound()? },
            "$lt" => Self::Order { relation: Relation::LESS, bound: operand.bound()? },
            "$lte" => Self::Order { relation: Relation::AT_MOST, bound: operand.bound()? },
            "$in" => Self::In(operand.literals()?),
            "$nin" => Self::NotIn(operand.literals()?),
            "$regex" => Self::Regex(operand.regex()?),
            "$contains" => Self::Contains(operand.expectation()?),
            "$length" => Self::Length(operand.size()?),
            "$size" => Self::Size(operand.size()?),
            "$type" => Self::Type(operand.types()?),
            "$exists" => Self::Exists(operand.switch()?),
            "$null" => Self::Null(operand.switch()?),
            "$approx" => {
                let (low, high) = operand.approx()?;
                Self::Approx { low, high }
            }
            "$unordered" => Self::Unordered(operand.expectations()?),
            "$each" => Self::Each(operand.expectation()?),
            "$any" => Self::Any(operand.expectation()?),
            "$between" => {
                let (low, high) = operand.between()?;
                Self::Between { low, high }
            }
            "$before" => Self::Before(operand.moment()?),
            "$after" => Self::After(operand.moment()?),
            "$schema" => Self::Schema(Box::new(Schema::compile(given, key)?)),
            _ => {
                let operator = name.into();
                return Err(JudgeError::UnknownOperator { key: key.into(), operator });
            }
        })
    }
}

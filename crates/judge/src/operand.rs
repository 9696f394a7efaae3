//! Reads what an operator was given, and says what is accepted when it does not fit.

use crate::{
    decimal,
    error::JudgeError,
    excerpt,
    expectation::Expectation,
    operator::Type,
    order::{self, Moment},
};
use contract::json::{Json, Number};

/// An operator's name, what it was given, and the key of the check it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Operand<'a> {
    pub(crate) name: &'a str,
    pub(crate) given: &'a Json,
    pub(crate) key: &'a str,
}

impl<'a> Operand<'a> {
    /// A value or a matcher.
    pub(crate) fn expectation(self) -> Result<Expectation, JudgeError> {
        Expectation::parse(self.given, self.key)
    }

    /// A list of values or matchers.
    pub(crate) fn expectations(self) -> Result<Vec<Expectation>, JudgeError> {
        self.list()?.iter().map(|element| Expectation::parse(element, self.key)).collect()
    }

    /// A list of plain values.
    pub(crate) fn literals(self) -> Result<Vec<Expectation>, JudgeError> {
        Ok(self.list()?.iter().map(Expectation::literal).collect())
    }

    /// A number of elements, characters or keys, or a matcher for it.
    pub(crate) fn size(self) -> Result<Expectation, JudgeError> {
        match self.given {
            Json::Number(_) | Json::Object(_) => self.expectation(),
            _ => Err(self.wrong("a number or a matcher")),
        }
    }

    pub(crate) fn switch(self) -> Result<bool, JudgeError> {
        self.given.as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    pub(crate) fn bound(self) -> Result<Json, JudgeError> {
        match self.given {
            Json::Number(_) | Json::String(_) => Ok(self.given.clone()),
            _ => Err(self.wrong("a number or a string")),
        }
    }

    pub(crate) fn between(self) -> Result<(Json, Json), JudgeError> {
        match self.given {
            Json::Array(bounds) => match &bounds[..] {
                [low, high] if order::compare(low, high).is_some() => {
                    Ok((low.clone(), high.clone()))
                }
                _ => Err(self.wrong("[low, high], two numbers or two strings")),
            },
            _ => Err(self.wrong("[low, high], two numbers or two strings")),
        }
    }

    /// The bounds of `{"value": v, "within": w}`.
    pub(crate) fn approx(self) -> Result<(Number, Number), JudgeError> {
        let wrong = || self.wrong("{\"value\": number, \"within\": number of zero or more}");
        let members = self.given.as_object().filter(|members| members.len() == 2);
        let number = |name: &str| members?.get(name)?.as_number();
        let (value, within) = number("value").zip(number("within")).ok_or_else(wrong)?;
        if within.as_str().starts_with('-') {
            return Err(wrong());
        }
        decimal::around(value, within).map_err(|_| self.wrong("numbers with a usable exponent"))
    }

    pub(crate) fn moment(self) -> Result<Moment, JudgeError> {
        let moment = self.given.as_str().and_then(Moment::parse);
        moment.ok_or_else(|| self.wrong("a time such as 2026-01-31T09:00:00+09:00"))
    }

    pub(crate) fn regex(self) -> Result<regex_lite::Regex, JudgeError> {
        let pattern = self.given.as_str().ok_or_else(|| self.wrong("a string"))?;
        regex_lite::Regex::new(pattern)
            .map_err(|source| JudgeError::Pattern { key: self.key.into(), source })
    }

    pub(crate) fn types(self) -> Result<Vec<Type>, JudgeError> {
        let one = |name: &Json| name.as_str().and_then(Type::of);
        let types = match self.given {
            Json::Array(names) if !names.is_empty() => names.iter().map(one).collect(),
            name => one(name).map(|kind| vec![kind]),
        };
        types.ok_or_else(|| {
            self.wrong("null, boolean, number, integer, string, array, object, or a list of them")
        })
    }

    fn list(self) -> Result<&'a [Json], JudgeError> {
        self.given.as_array().ok_or_else(|| self.wrong("an array"))
    }

    fn wrong(self, wanted: &'static str) -> JudgeError {
        JudgeError::Operand {
            key: self.key.into(),
            operator: self.name.into(),
            wanted,
            found: excerpt::quote(&self.given.to_string()),
        }
    }
}

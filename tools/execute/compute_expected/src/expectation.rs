//! The flat expectation as it grows: fixed values, computed ones, and what was skipped.

use crate::{
    Error,
    plan::{Plan, Question, Questions},
};
use contract::{
    Json, Object,
    expected::{Query, SkippedField},
};
use database::public_name;

/// What a question gave.
pub(crate) struct Answer {
    /// The statement as it was run.
    pub(crate) sql: String,
    /// Its rows.
    pub(crate) rows: Vec<Object>,
}

/// What the verdict will compare with.
#[derive(Debug, Default)]
pub(crate) struct Expectation {
    pub(crate) expected: Object,
    pub(crate) skipped: Vec<SkippedField>,
    pub(crate) queries: Vec<Query>,
    /// How many values came from the database.
    pub(crate) computed: usize,
    /// Fields with several rows where one was meant.
    ambiguous: Vec<String>,
}

impl Expectation {
    /// Puts the plan's fixed values and the answers to its questions together.
    ///
    /// `ask` gives the rows of a question, or the reason why its field is skipped.
    pub(crate) fn of(
        plan: &Plan,
        questions: Questions<'_>,
        mut ask: impl FnMut(&Question<'_>) -> Result<Result<Answer, String>, Error>,
    ) -> Result<Self, Error> {
        let mut expectation = Self::of_fixed_values(plan)?;
        for (field, question) in questions {
            let question = match question {
                Ok(question) => question,
                Err(reason) => {
                    expectation.skip(&field.path, reason);
                    continue;
                }
            };
            match ask(&question).map_err(|error| plan.blame(&question, error))? {
                Ok(answer) => expectation.answer(plan, &question, answer)?,
                Err(reason) => expectation.skip(question.path, reason),
            }
        }
        Ok(expectation)
    }

    /// Whether there were fields and none has a value.
    pub(crate) fn all_skipped(&self) -> bool {
        self.computed == 0 && !self.skipped.is_empty()
    }

    /// `3 computed, 5 fixed, 1 skipped`
    pub(crate) fn counts(&self) -> String {
        let fixed = self.expected.len() - self.computed;
        format!("{} computed, {fixed} fixed, {} skipped", self.computed, self.skipped.len())
    }

    /// What a person should know though nothing failed.
    pub(crate) fn remarks(&self) -> Vec<String> {
        let skipped =
            self.skipped.iter().map(|it| format!("{} is skipped: {}", it.path, it.reason));
        skipped.chain(self.ambiguous.iter().cloned()).collect()
    }

    /// The values that are known beforehand, as the plan has them.
    fn of_fixed_values(plan: &Plan) -> Result<Self, Error> {
        let mut expectation = Self::default();
        let fixed = &plan.expected.static_fields;
        if let Some(status) = plan.expected.http_status.as_ref().filter(|it| !it.is_null()) {
            if fixed.get("http_status").is_some_and(|other| other != status) {
                return Err(Error::TwoExpectations {
                    path: plan.path.clone(),
                    pointer: plan.pointer("static_fields/http_status"),
                    key: "http_status".into(),
                });
            }
            expectation.expected.insert("http_status".into(), status.clone());
        }
        let values = fixed.iter().map(|(key, value)| (key.clone(), value.clone()));
        expectation.expected.extend(values);
        Ok(expectation)
    }

    /// Notes that a field has no value.
    fn skip(&mut self, path: &str, reason: String) {
        self.skipped.push(SkippedField { path: path.into(), reason });
    }

    fn answer(
        &mut self,
        plan: &Plan,
        question: &Question<'_>,
        Answer { sql, rows }: Answer,
    ) -> Result<(), Error> {
        let Question { path, key, db, .. } = question;
        if self.expected.contains_key(key) {
            return Err(Error::TwoExpectations {
                path: plan.path.clone(),
                pointer: question.pointer.clone(),
                key: key.clone(),
            });
        }
        let value = rows.first().and_then(|row| row.values().next()).cloned();
        let query = Query {
            path: (*path).into(),
            db: public_name(db),
            sql,
            value: value.clone().unwrap_or_default(),
        };
        self.queries.push(query);
        match (value, question.aggregation) {
            (None, _) => self.skip(path, "the query gave no row".into()),
            (Some(Json::Null), Some(aggregation)) if !aggregation.counts() => {
                self.skip(path, "there is nothing to aggregate: the query gave NULL".into());
            }
            (Some(value), aggregation) => {
                let first = |row: &Object| row.values().next().cloned();
                let all_alike = rows.iter().all(|row| first(row).as_ref() == Some(&value));
                if aggregation.is_none() && !all_alike {
                    let count = rows.len();
                    self.ambiguous
                        .push(format!("{path}: {count} different rows, the first is taken"));
                }
                self.expected.insert(key.clone(), value);
                self.computed += 1;
            }
        }
        Ok(())
    }
}

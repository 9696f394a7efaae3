//! What the plan and the mapping say about one test case.

use crate::{
    Args, Error,
    field::{self, Aggregation},
};
use cli::Io;
use contract::{
    Object,
    mapping::Mapping,
    tc_spec::{DataRequirement, Expected, ExpectedField, TcSpec},
};
use database::Dialect;
use evidence::Input;
use std::path::PathBuf;

/// The test case's part of the files.
#[derive(Debug)]
pub(crate) struct Plan {
    /// The plan's path.
    pub(crate) path: PathBuf,
    /// What is expected.
    pub(crate) expected: Expected,
    requirement: Option<DataRequirement>,
    /// The values of placeholders.
    pub(crate) data: Object,
    /// The files that were read.
    pub(crate) inputs: Vec<Input>,
    tc_id: String,
}

/// A field that can be asked.
#[derive(Debug)]
pub(crate) struct Question<'a> {
    pub(crate) path: &'a str,
    /// The key of the verdict.
    pub(crate) key: String,
    pub(crate) aggregation: Option<Aggregation>,
    pub(crate) db: &'a str,
    /// Placeholders unfilled.
    pub(crate) sql: String,
    /// Where in the plan the field stands.
    pub(crate) pointer: String,
}

/// Each field of the plan as a question, or the reason why it cannot be asked.
pub(crate) type Questions<'a> = Vec<(&'a ExpectedField, Result<Question<'a>, String>)>;

impl Plan {
    pub(crate) fn read(args: &Args, io: &mut Io) -> Result<Self, Error> {
        let source = io.input(&args.tc_spec)?;
        let mut spec: TcSpec = source.document()?;
        let mut inputs = vec![Input::of(&source)];
        let (path, tc_id) = (source.path().to_owned(), args.tc_id.clone());
        let Some(tc) = spec.tcs.swap_remove(&tc_id) else {
            return Err(Error::UnknownTc { path, tc_id });
        };
        let expected = tc.expected.unwrap_or_default();
        let is_empty = expected.fields.is_empty()
            && expected.static_fields.is_empty()
            && expected.http_status.is_none();
        if is_empty {
            return Err(Error::NoExpectation { path, tc_id });
        }
        let mut data = Object::new();
        if let Some(file) = &args.mapping {
            let source = io.input(file)?;
            let mapping: Mapping = source.document()?;
            let entry = mapping.mappings.get(&tc_id);
            data = entry.and_then(|entry| entry.values()).cloned().unwrap_or_default();
            inputs.push(Input::of(&source));
        }
        Ok(Self { path, expected, requirement: tc.data_requirement, data, inputs, tc_id })
    }

    /// Each field as a question, or the reason why it cannot be asked. `db` overrules the fields'.
    pub(crate) fn questions<'a>(
        &'a self,
        db: Option<&'a str>,
        dialect: impl Fn(&str) -> Dialect,
    ) -> Questions<'a> {
        let fields = self.expected.fields.iter().enumerate();
        fields
            .map(|(index, field)| {
                let pointer = self.pointer(&format!("fields/{index}"));
                (field, self.question(field, db, &dialect, pointer))
            })
            .collect()
    }

    fn question<'a>(
        &self,
        field: &'a ExpectedField,
        db: Option<&'a str>,
        dialect: impl Fn(&str) -> Dialect,
        pointer: String,
    ) -> Result<Question<'a>, String> {
        if field.path.trim().is_empty() {
            return Err("the field has no path".into());
        }
        let aggregation = Aggregation::parse(field.aggregation.as_deref())?;
        let db = db.or(field.source_db.as_deref()).filter(|db| !db.trim().is_empty());
        let db = db.ok_or("the field has no source_db")?;
        let requirement = self.requirement.as_ref();
        let sql = field::statement(field, aggregation, requirement, &self.data, dialect(db))?;
        let key = field::key(&field.path, aggregation);
        Ok(Question { path: &field.path, key, aggregation, db, sql, pointer })
    }

    /// The JSON pointer of something in the test case's `expected` block.
    pub(crate) fn pointer(&self, below: &str) -> String {
        format!("/tcs/{}/expected/{below}", self.tc_id)
    }

    /// Says of an error with this question where the field stands.
    pub(crate) fn blame(&self, question: &Question<'_>, error: Error) -> Error {
        Error::Field {
            path: self.path.clone(),
            pointer: question.pointer.clone(),
            source: Box::new(error),
        }
    }
}

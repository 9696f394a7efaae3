//! What is expected: the flat object that is judged, put together from the plan and from what was
//! computed or given.

use crate::{Args, Error};
use cli::Io;
use contract::{
    Json, Object, SideCar, expected::ExpectedFile, expected::SkippedField, mapping::Mapping,
    placeholder, plan, tc_spec,
};
use evidence::Input;
use std::path::{Path, PathBuf};
use store::Source;

/// The expectation of one test case.
#[derive(Debug)]
pub(crate) struct Expectation {
    /// Keys to values and matchers.
    pub(crate) flat: Object,
    /// Fields that could not be computed.
    pub(crate) skipped: Vec<SkippedField>,
    /// Hash of the plan's `expected` block, else of the object that was given.
    pub(crate) spec_sha256: String,
    /// The files that were read.
    pub(crate) inputs: Vec<Input>,
    /// Where the expectation comes from, for errors.
    pub(crate) path: PathBuf,
}

/// What `--expected` or `--expected-file` gave.
#[derive(Debug, Default)]
struct Given {
    flat: Object,
    skipped: Vec<SkippedField>,
    path: PathBuf,
    is_file: bool,
}

impl Expectation {
    /// Reads what the arguments name.
    pub(crate) fn read(args: &Args, io: &mut Io) -> Result<Self, Error> {
        let mut inputs = Vec::new();
        let given = Given::read(args, io, &mut inputs)?;
        let Some(path) = &args.tc_spec else {
            let given = given.unwrap_or_default();
            return Ok(Self {
                spec_sha256: plan::sha256(&Json::Object(given.flat.clone())),
                flat: given.flat,
                skipped: given.skipped,
                inputs,
                path: given.path,
            });
        };
        let source = io.input(path)?;
        inputs.push(Input::of(&source));
        let tree = source.json()?;
        let place = PlaceInPlan::of(args);
        let Some(block) = place.block(&tree) else {
            let (path, pointer) = (source.path().to_owned(), place.pointer());
            return Err(Error::NothingPlanned { path, pointer });
        };
        let data = Data::read(args, io, &mut inputs)?;
        let planned = Planned { block, data, path: source.path(), pointer: place.pointer() };
        let expectation = planned.join(given)?;
        Ok(Self { inputs, ..expectation })
    }
}

impl Given {
    fn read(args: &Args, io: &mut Io, inputs: &mut Vec<Input>) -> Result<Option<Self>, Error> {
        let (source, is_file) = match (&args.expected, &args.expected_file) {
            (Some(text), _) => (Source::from_bytes("--expected", text.clone().into_bytes()), false),
            (None, Some(path)) => (io.input(path)?, true),
            (None, None) => return Ok(None),
        };
        if is_file {
            inputs.push(Input::of(&source));
        }
        let path = source.path().to_owned();
        let flat = match source.json()? {
            Json::Object(flat) => flat,
            other => return Err(Error::NotFlat { path, found: other.type_name() }),
        };
        if !is_file || !is_document(&flat) {
            return Ok(Some(Self { flat, skipped: Vec::new(), path, is_file }));
        }
        let document: ExpectedFile = source.document()?;
        if !document.tc_id.is_empty() && document.tc_id != args.tc_id {
            let (found, tc_id) = (document.tc_id, args.tc_id.clone());
            return Err(Error::OtherTc { path, found, tc_id });
        }
        let (flat, skipped) = (document.expected, document.skipped);
        Ok(Some(Self { flat, skipped, path, is_file }))
    }

    /// Whether a field of the plan was looked at, with or without success.
    fn covers(&self, field: &tc_spec::ExpectedField) -> bool {
        self.flat.contains_key(&field.key())
            || self.skipped.iter().any(|it| it.path == field.path || it.path == field.key())
    }
}

/// Whether an object is the file of `compute_expected`, and not a bare flat object.
fn is_document(object: &Object) -> bool {
    const MEMBERS: [&str; 6] = ["tc_id", "expected", "skipped", "queries", "generated_at", "tool"];
    matches!(object.get("expected"), Some(Json::Object(_)))
        && object.keys().all(|key| MEMBERS.contains(&key.as_str()))
}

/// Which `expected` block of the plan is meant.
struct PlaceInPlan<'a> {
    tc_id: &'a str,
    /// The checkpoint, from 1, whose exchange is judged.
    checkpoint: Option<u32>,
}

impl<'a> PlaceInPlan<'a> {
    /// The test case's own; a file `{TC}_stimulus_{n}.json` is judged by its checkpoint's.
    fn of(args: &'a Args) -> Self {
        let name = args.actual_file.file_name().and_then(|name| name.to_str());
        let checkpoint = match name.and_then(SideCar::parse) {
            Some((_, SideCar::StimulusStep(n))) => Some(n),
            _ => None,
        };
        Self { tc_id: &args.tc_id, checkpoint }
    }

    fn block<'t>(&self, tree: &'t Json) -> Option<&'t Json> {
        match self.checkpoint {
            None => plan::part(tree, self.tc_id, "expected"),
            Some(n) => plan::checkpoint_part(tree, self.tc_id, n as usize, "expected"),
        }
    }

    fn pointer(&self) -> String {
        let tc = format!("/tcs/{}", self.tc_id);
        match self.checkpoint {
            None => format!("{tc}/expected"),
            Some(n) => format!("{tc}/checkpoints/{}/expected", n.saturating_sub(1)),
        }
    }
}

/// The values of placeholders: the mapping's data for the test case.
struct Data {
    values: Object,
    path: PathBuf,
}

impl Data {
    fn read(args: &Args, io: &mut Io, inputs: &mut Vec<Input>) -> Result<Option<Self>, Error> {
        let Some(path) = &args.mapping else { return Ok(None) };
        let source = io.input(path)?;
        inputs.push(Input::of(&source));
        let mapping: Mapping = source.document()?;
        let entry = mapping.mappings.get(&args.tc_id);
        let values = entry.and_then(|entry| entry.values()).cloned().unwrap_or_default();
        Ok(Some(Self { values, path: source.path().to_owned() }))
    }
}

/// The plan's expectation of the test case.
struct Planned<'a> {
    block: &'a Json,
    data: Option<Data>,
    path: &'a Path,
    /// JSON pointer of the block.
    pointer: String,
}

impl Planned<'_> {
    /// What the plan says, and with it what was computed or given.
    fn join(&self, given: Option<Given>) -> Result<Expectation, Error> {
        let fields = self.fields()?;
        let computed = given.as_ref().is_some_and(|given| given.is_file);
        if !fields.is_empty() && !computed {
            let pointer = format!("{}/fields", self.pointer);
            return Err(Error::NotComputed { path: self.path.to_owned(), pointer });
        }
        let given = given.unwrap_or_default();
        if let Some(field) = fields.iter().find(|field| !given.covers(field)) {
            return Err(Error::FieldLeftOut { path: given.path, key: field.key() });
        }
        let mut flat = Object::new();
        for (key, planned) in self.keys() {
            let value = self.value(key, planned, given.flat.get(key), &given.path)?;
            if let Some(first) = flat.insert(key.to_owned(), value.clone())
                && first != value
            {
                return Err(not_as_planned(self.path, key, &first, &value));
            }
        }
        for (key, value) in given.flat {
            flat.entry(key).or_insert(value);
        }
        Ok(Expectation {
            flat,
            skipped: given.skipped,
            spec_sha256: plan::sha256(self.block),
            inputs: Vec::new(),
            path: self.path.to_owned(),
        })
    }

    fn fields(&self) -> Result<Vec<tc_spec::ExpectedField>, Error> {
        let block = self.block.to_typed::<tc_spec::Expected>();
        block.map(|block| block.fields).map_err(|error| {
            Error::File(store::Error::WrongShape {
                path: self.path.to_owned(),
                pointer: self.pointer.clone(),
                message: error.to_string(),
            })
        })
    }

    /// The keys that need no computing, as they stand in the file.
    fn keys(&self) -> impl Iterator<Item = (&str, &Json)> {
        let one = |key: &'static str| {
            self.block.get(key).filter(|value| !value.is_null()).map(|value| (key, value))
        };
        let statics = self.block.get("static_fields").and_then(Json::as_object);
        let statics = statics.into_iter().flatten().map(|(key, value)| (key.as_str(), value));
        one("http_status").into_iter().chain(statics).chain(one("db_changes"))
    }

    /// The planned value of a key, its placeholders filled; a given value must be the same.
    fn value(
        &self,
        key: &str,
        planned: &Json,
        given: Option<&Json>,
        given_path: &Path,
    ) -> Result<Json, Error> {
        let empty = Object::new();
        let data = self.data.as_ref().map_or(&empty, |data| &data.values);
        let given_is_filled = given.is_some_and(|given| given != planned);
        match (placeholder::fill_json(planned, data), given) {
            (Ok(value), Some(given)) if given_is_filled && *given != value => {
                Err(not_as_planned(given_path, key, given, &value))
            }
            (Ok(value), _) => Ok(value),
            // Whoever made the expectation has filled it.
            (Err(_), Some(given)) if given_is_filled && self.data.is_none() => Ok(given.clone()),
            (Err(unknown), _) => Err(Error::Placeholder {
                path: self.data.as_ref().map_or(self.path, |data| &data.path).to_owned(),
                key: key.into(),
                name: unknown.name,
                known: unknown.known,
            }),
        }
    }
}

fn not_as_planned(path: &Path, key: &str, given: &Json, planned: &Json) -> Error {
    Error::NotAsPlanned {
        path: path.to_owned(),
        key: key.into(),
        given: given.to_string(),
        planned: planned.to_string(),
    }
}

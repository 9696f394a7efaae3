//! The files that the steps of a test case left, each read once.

use crate::{
    Error,
    changes::{self, Changes},
    events,
    exchange::{self, Exchange},
    judgement::{self, Judgement},
    rows::{self, Rows},
};
use contract::{Json, SideCar};
use evidence::Input;
use indexmap::IndexMap;
use std::path::Path;
use store::Source;

/// What the files say.
#[derive(Debug, Default)]
pub(crate) struct SideCars {
    /// The request and its answer.
    pub(crate) stimulus: Option<Exchange>,
    /// The first snapshot.
    pub(crate) before: Option<Rows>,
    /// The second snapshot.
    pub(crate) after: Option<Rows>,
    /// The difference of the two.
    pub(crate) diff: Option<Changes>,
    /// The verdict.
    pub(crate) verdict: Option<Judgement>,
    /// Requests and verdicts of segments or of a sequence of calls, in order.
    pub(crate) steps: Vec<StepFiles>,
    /// Matched events.
    pub(crate) events: Option<Json>,
    /// Why provisioning failed.
    pub(crate) provisioning_failure: Option<String>,
    /// Kind of file (`stimulus`, `stimulus_1`) to the hash of its bytes.
    pub(crate) hashes: IndexMap<String, String>,
    /// All that was read, for the ledger.
    pub(crate) inputs: Vec<Input>,
}

/// What one segment, or one call of a sequence, left.
#[derive(Debug, Default)]
pub(crate) struct StepFiles {
    /// The request and its answer.
    pub(crate) exchange: Option<Exchange>,
    /// The verdict on it.
    pub(crate) judgement: Option<Judgement>,
}

impl SideCars {
    /// Reads them; at least `segments` steps are looked for, and provisioning under these names.
    pub(crate) fn read(
        folder: &Path,
        tc_id: &str,
        segments: usize,
        instances: &[String],
    ) -> Result<Self, Error> {
        let mut opener = Opener { folder, tc_id, hashes: IndexMap::new(), inputs: Vec::new() };
        let mut files = Self {
            stimulus: opener.owned(&SideCar::Stimulus, exchange::read)?,
            before: opener.plain(&SideCar::Before, rows::read)?,
            after: opener.plain(&SideCar::After, rows::read)?,
            diff: opener.plain(&SideCar::Diff, changes::read)?,
            verdict: opener.owned(&SideCar::Verdict, judgement::read)?,
            ..Self::default()
        };
        opener.plain(&SideCar::Expected, |_| Ok(()))?;
        files.events = opener.owned(&SideCar::Events, events::read)?;
        for n in 1.. {
            let exchange = opener.owned(&SideCar::StimulusStep(n), exchange::read)?;
            let judgement = opener.owned(&SideCar::VerdictStep(n), judgement::read)?;
            if exchange.is_none() && judgement.is_none() && files.steps.len() >= segments {
                break;
            }
            files.steps.push(StepFiles { exchange, judgement });
        }
        let instances = instances.iter().map(Some).chain([None]);
        for instance in instances {
            let side_car = SideCar::Provisioning(instance.cloned());
            if let Some(source) = opener.open(&side_car)? {
                files.provisioning_failure =
                    files.provisioning_failure.or(provisioning_failure(&source.json()?));
            }
        }
        // Rules and results know the files of the seven steps only.
        opener.hashes.retain(|kind, _| !kind.starts_with("provisioning"));
        Ok(Self { hashes: opener.hashes, inputs: opener.inputs, ..files })
    }
}

fn provisioning_failure(file: &Json) -> Option<String> {
    let failed = file.get("status").and_then(Json::as_str) == Some("FAILED");
    let error = file.get("error").filter(|error| !error.is_null());
    failed.then(|| error.map_or_else(|| "FAILED".into(), Json::to_plain_text))
}

struct Opener<'a> {
    folder: &'a Path,
    tc_id: &'a str,
    hashes: IndexMap<String, String>,
    inputs: Vec<Input>,
}

impl Opener<'_> {
    fn open(&mut self, side_car: &SideCar) -> Result<Option<Source>, Error> {
        let name = side_car.file_name(self.tc_id);
        let source = match Source::open(&self.folder.join(&name)) {
            Ok(source) => source,
            Err(store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let input = Input::of(&source);
        let kind = name.strip_prefix(self.tc_id).and_then(|kind| kind.strip_suffix(".json"));
        let kind = kind.unwrap_or_default().trim_start_matches('_');
        self.hashes.insert(kind.into(), input.sha256.clone());
        self.inputs.push(input);
        Ok(Some(source))
    }

    /// A file that names no test case.
    fn plain<T>(
        &mut self,
        side_car: &SideCar,
        read: impl Fn(&Source) -> Result<T, store::Error>,
    ) -> Result<Option<T>, Error> {
        let Some(source) = self.open(side_car)? else { return Ok(None) };
        let value = read(&source)?;
        source.check_unchanged()?;
        Ok(Some(value))
    }

    /// A file that names its test case: it must be this one.
    fn owned<T>(
        &mut self,
        side_car: &SideCar,
        read: impl Fn(&Source) -> Result<(Option<String>, T), store::Error>,
    ) -> Result<Option<T>, Error> {
        let Some(source) = self.open(side_car)? else { return Ok(None) };
        let (named, value) = read(&source)?;
        source.check_unchanged()?;
        match named {
            Some(found) if found != self.tc_id => Err(Error::ForeignSideCar {
                path: source.path().to_owned(),
                found,
                expected: self.tc_id.into(),
            }),
            _ => Ok(Some(value)),
        }
    }
}

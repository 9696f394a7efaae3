//! Everything that a claim about a ticket's test cases is judged by: plan, gates, data and record.

use crate::{Error, Position, Record, Recorded, Scope, Trouble, Trust, key, pass::quoted};
use chain::sign::VerifyingKey;
use contract::{
    Json, Object, SideCar, TcType, behavioral_gate::BehavioralGate, claim::SealClaim, gate::Gate,
    mapping::Mapping, tc_spec::Tc, tc_spec::TcSpec,
};
use serde::de::DeserializeOwned;
use std::{
    cell::RefCell,
    collections::BTreeMap,
    path::{Path, PathBuf},
};
use store::{Config, DocumentKind, Env, Source, TicketFolder};

/// A document as a typed view beside its tree: hashes are taken over the tree.
#[derive(Debug)]
pub(crate) struct Document<T> {
    pub(crate) path: PathBuf,
    pub(crate) tree: Json,
    pub(crate) view: T,
}

/// A document that nothing is hashed of.
#[derive(Debug)]
pub(crate) struct View<T> {
    pub(crate) path: PathBuf,
    pub(crate) view: T,
}

/// A ticket folder's plan, gates, data and record, read once.
#[derive(Debug)]
pub struct CaseFile {
    pub(crate) folder: TicketFolder,
    /// The path of `partial_results/` as a shell takes it.
    pub(crate) results: String,
    pub(crate) config: Config,
    pub(crate) spec: Option<Document<TcSpec>>,
    pub(crate) gate: Option<Document<Gate>>,
    pub(crate) behavioral: Option<View<BehavioralGate>>,
    pub(crate) mapping: Option<View<Mapping>>,
    /// Other mappings of the ticket: the same name in another Unicode form or language.
    rivals: Vec<View<Mapping>>,
    pub(crate) record: Record,
    /// The seals from the oldest to the newest.
    pub(crate) seals: Vec<(Position, SealClaim)>,
    hashes: RefCell<BTreeMap<String, Result<String, String>>>,
    /// The names in `partial_results/` in byte order, where many files are asked for.
    present: Option<Vec<String>>,
}

/// From so many test cases on, a look at the folder costs less than one for each file of theirs.
const MANY: usize = 100;

impl CaseFile {
    /// Reads what concerns the test cases in `scope`. A document that is there and cannot be
    /// understood is an error: what cannot be checked is no evidence.
    pub fn open(
        folder: TicketFolder,
        scope: Scope<'_>,
        config: Config,
        root: &Path,
        env: &Env,
    ) -> Result<Self, Error> {
        let key: Option<VerifyingKey> = key(&config, root, env)?.map(|key| key.verifying());
        let trust = Trust { key: key.as_ref(), unsigned_before: 0 };
        let record = Record::read(&folder, scope, trust, env)?;
        let mut case = Self::with_record(folder, config, record)?;
        if matches!(scope, Scope::Of(tcs) if tcs.len() > MANY) {
            case.present = store::list(&case.folder.partial_results()).ok();
        }
        Ok(case)
    }

    /// The same with a record that was read by other means.
    pub(crate) fn with_record(
        folder: TicketFolder,
        config: Config,
        record: Record,
    ) -> Result<Self, Error> {
        let listing = folder.listing()?;
        let mappings = listing.documents(DocumentKind::Mapping).into_iter().map(|(path, _)| path);
        let mut rivals = mappings.map(view).collect::<Result<Vec<_>, _>>()?;
        let sealing = record.entries_of("seal_plan");
        let seals = sealing.filter_map(|entry| Some((entry.position, entry.claim()?))).collect();
        Ok(Self {
            spec: read(listing.tc_spec())?,
            gate: read(listing.gate())?,
            behavioral: listing.behavioral_gate().map(view).transpose()?,
            mapping: rivals.pop(),
            rivals,
            results: quoted(&folder.partial_results()),
            folder,
            config,
            record,
            seals,
            hashes: RefCell::default(),
            present: None,
        })
    }

    /// The plan of a test case.
    pub(crate) fn tc(&self, tc_id: &str) -> Option<&Tc> {
        self.spec.as_ref()?.view.tcs.get(tc_id)
    }

    /// A part of a test case's plan, as it stands.
    pub(crate) fn part(&self, tc_id: &str, name: &str) -> Option<&Json> {
        contract::plan::part(&self.spec.as_ref()?.tree, tc_id, name)
    }

    /// The test cases that the plan and the data mapping name; some of them twice.
    pub fn planned(&self) -> impl Iterator<Item = &str> {
        let spec = self.spec.iter().flat_map(|spec| spec.view.tcs.keys());
        let mapping = self.mapping.iter().flat_map(|mapping| mapping.view.mappings.keys());
        spec.chain(mapping).map(String::as_str)
    }

    /// What a test case is: the plan says it; only without a plan its title.
    pub fn tc_type(&self, tc_id: &str, title: &str) -> TcType {
        match (&self.spec, self.tc(tc_id)) {
            (Some(_), Some(tc)) => tc.kind(),
            (Some(_), None) => TcType::Active,
            (None, _) => TcType::from_title(title),
        }
    }

    /// The data that a test case's placeholders refer to.
    pub(crate) fn data(&self, tc_id: &str) -> Object {
        let entry = self.mapping.as_ref().and_then(|mapping| mapping.view.mappings.get(tc_id));
        entry.and_then(|entry| entry.values()).cloned().unwrap_or_default()
    }

    /// Another mapping of the ticket that has other data for a test case, or judges its data
    /// otherwise: which of the two it ran with cannot be told.
    pub fn rival_mapping(&self, tc_id: &str) -> Option<&Path> {
        let said = |mapping: &View<Mapping>| {
            let entry = mapping.view.mappings.get(tc_id)?;
            let check = entry.behavioral_check.as_ref().map(|check| check.verdict.clone());
            Some((entry.status, entry.values().cloned(), check))
        };
        let own = said(self.mapping.as_ref()?);
        self.rivals.iter().find(|rival| said(rival) != own).map(|rival| rival.path.as_path())
    }

    /// The plan's path as the ledger names it.
    pub(crate) fn spec_path(&self) -> Option<String> {
        self.folder.relative(&self.spec.as_ref()?.path)
    }

    /// The mapping's path as the ledger names it.
    pub(crate) fn mapping_path(&self) -> Option<String> {
        self.folder.relative(&self.mapping.as_ref()?.path)
    }

    /// Whether placeholders were filled from the ticket's mapping, where it has one.
    pub(crate) fn is_filled_by_mapping(&self, entry: &Recorded) -> bool {
        let mapping = self.mapping_path();
        mapping.is_none_or(|mapping| entry.inputs.iter().any(|input| input.path == mapping))
    }

    /// Whether the gate asks for snapshots before and after.
    pub(crate) fn db_verify(&self) -> bool {
        self.gate.as_ref().is_some_and(|gate| gate.view.test_types.db_verify)
    }

    /// The ticket's record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The name of a test case's side-car as the ledger writes it.
    pub(crate) fn side_car(tc_id: &str, side_car: &SideCar) -> String {
        [store::PARTIAL_RESULTS, "/", &side_car.file_name(tc_id)].concat()
    }

    /// The newest entry of a file, when it holds and the file's bytes are those that it names.
    pub fn standing(&self, file: &str) -> Result<&Recorded, Trouble> {
        let Some(entry) = self.record.latest(file) else {
            return match self.sha256(file) {
                Ok(_) => Err(Trouble::NoEntry),
                Err(reason) => Err(Trouble::FileMissing { entered: false, reason }),
            };
        };
        if let Some(trouble) = Trouble::of_entry(entry) {
            return Err(trouble);
        }
        let missing = |reason| Trouble::FileMissing { entered: true, reason };
        let found = self.sha256(file).map_err(missing)?;
        let entered = entry.output.as_ref().map(|output| output.sha256.as_str());
        if entered == Some(&found) { Ok(entry) } else { Err(Trouble::FileChanged) }
    }

    /// Whether a file, named relative to the ticket folder, may be there: false only when it was
    /// looked for and is not.
    pub fn may_have(&self, file: &str) -> bool {
        let Some(present) = &self.present else { return true };
        let name = file.strip_prefix(store::PARTIAL_RESULTS).and_then(|it| it.strip_prefix('/'));
        let plain = name.filter(|name| name.is_ascii());
        plain.is_none_or(|name| present.binary_search_by(|it| it.as_str().cmp(name)).is_ok())
    }

    /// The hash of a file's bytes as they are now, or why they cannot be read. Taken once.
    pub(crate) fn sha256(&self, file: &str) -> Result<String, String> {
        let mut hashes = self.hashes.borrow_mut();
        let hash = hashes.entry(file.to_owned()).or_insert_with(|| {
            if !self.may_have(file) {
                let path = self.folder.root().join(file);
                return Err(store::Error::NotFound { path }.to_string());
            }
            let source = Source::open_regular(&self.folder.root().join(file));
            source.map(|source| source.sha256()).map_err(|error| error.to_string())
        });
        hash.clone()
    }
}

fn view<T: DeserializeOwned>(path: PathBuf) -> Result<View<T>, Error> {
    let view = Source::open_regular(&path)?.document()?;
    Ok(View { path, view })
}

fn read<T: DeserializeOwned>(path: Option<PathBuf>) -> Result<Option<Document<T>>, Error> {
    let Some(path) = path else { return Ok(None) };
    let source = Source::open_regular(&path)?;
    let (tree, view) = (source.json()?, source.document()?);
    Ok(Some(Document { path, tree, view }))
}

//! The documents of the ticket that a result rests on: as given, else as found in its folder.

use crate::{Args, Error};
use cli::Io;
use evidence::Input;
use std::path::{Path, PathBuf};
use store::{DocumentKind, Source, TicketFolder};

/// The documents, each read once.
#[derive(Debug, Default)]
pub(crate) struct Papers {
    /// The plan.
    pub(crate) tc_spec: Option<Source>,
    /// The test sheet, read only when there is no plan.
    pub(crate) sheet: Option<Source>,
    /// The data mapping.
    pub(crate) mapping: Option<Source>,
    /// The gate file.
    pub(crate) gate: Option<Source>,
    /// The behavioural gate's answer.
    pub(crate) behavioral_gate: Option<Source>,
}

impl Papers {
    /// Opens what was given, and what the ticket folder holds of the rest.
    pub(crate) fn open(
        args: &Args,
        folder: Option<&TicketFolder>,
        io: &mut Io,
    ) -> Result<Self, Error> {
        let find = |search: fn(&TicketFolder) -> Found| folder.map_or(Ok(None), search);
        let tc_spec = open(args.tc_spec.as_deref(), || find(TicketFolder::tc_spec), io)?;
        let sheet = match tc_spec {
            None => open(None, || find(sheet), io)?,
            Some(_) => None,
        };
        Ok(Self {
            tc_spec,
            sheet,
            mapping: open(args.mapping.as_deref(), || find(mapping), io)?,
            gate: open(args.gate.as_deref(), || find(TicketFolder::gate), io)?,
            behavioral_gate: open(None, || find(TicketFolder::behavioral_gate), io)?,
        })
    }

    /// All of them, for the ledger.
    pub(crate) fn inputs(&self) -> Vec<Input> {
        let all = [&self.tc_spec, &self.sheet, &self.mapping, &self.gate, &self.behavioral_gate];
        all.into_iter().flatten().map(Input::of).collect()
    }
}

type Found = Result<Option<PathBuf>, store::Error>;

fn open(
    given: Option<&Path>,
    search: impl Fn() -> Found,
    io: &mut Io,
) -> Result<Option<Source>, Error> {
    if let Some(path) = given {
        return Ok(Some(io.input(path)?));
    }
    Ok(search()?.map(|path| Source::open(&path)).transpose()?)
}

fn sheet(folder: &TicketFolder) -> Found {
    Ok(folder.document(DocumentKind::Sheet)?.map(|(path, _)| path))
}

fn mapping(folder: &TicketFolder) -> Found {
    Ok(folder.document(DocumentKind::Mapping)?.map(|(path, _)| path))
}

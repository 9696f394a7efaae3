//! What to look at: one query of the command line, or the snapshot list of a test case.

use crate::{Args, Error};
use cli::Io;
use contract::{Object, mapping::Mapping, tc_spec};
use evidence::Input;
use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

/// A query, and what its rows are called.
#[derive(Clone, Debug)]
pub(crate) struct Look {
    /// The table's name in a snapshot of several.
    pub(crate) name: String,
    /// The database as the plan names it.
    pub(crate) db: String,
    /// The statement, placeholders unfilled.
    pub(crate) sql: String,
    /// The columns that tell rows apart.
    pub(crate) key: Vec<String>,
    /// Where in the plan it stands; `None` for the command line.
    pointer: Option<(PathBuf, String)>,
}

/// Everything that the command line and the files it names say.
#[derive(Debug)]
pub(crate) struct Plan {
    /// What to look at, in order; empty only when nothing is captured.
    pub(crate) looks: Vec<Look>,
    /// The values of placeholders.
    pub(crate) data: Object,
    /// What to wait for, with the plan's path.
    pub(crate) wait: Option<(PathBuf, tc_spec::Wait)>,
    /// The files that were read.
    pub(crate) inputs: Vec<Input>,
}

impl Plan {
    pub(crate) fn read(args: &Args, io: &mut Io) -> Result<Self, Error> {
        let mut inputs = Vec::new();
        let mut plan = match &args.tc_spec {
            Some(path) => Self::of_test_case(path, args, io, &mut inputs)?,
            None => Self::of_command_line(args),
        };
        if let (Some(path), Some(tc_id)) = (&args.mapping, &args.tc_id) {
            let source = io.input(path)?;
            let mapping: Mapping = source.document()?;
            plan.data = mapping
                .mappings
                .get(tc_id)
                .and_then(|entry| entry.values())
                .cloned()
                .unwrap_or_default();
            inputs.push(Input::of(&source));
        }
        plan.inputs = inputs;
        Ok(plan)
    }

    fn of_command_line(args: &Args) -> Self {
        let look = Look {
            name: String::new(),
            db: args.db.clone().unwrap_or_default(),
            sql: args.sql.clone().unwrap_or_default(),
            key: Vec::new(),
            pointer: None,
        };
        Self { looks: vec![look], data: Object::new(), wait: None, inputs: Vec::new() }
    }

    fn of_test_case(
        path: &Path,
        args: &Args,
        io: &mut Io,
        inputs: &mut Vec<Input>,
    ) -> Result<Self, Error> {
        let source = io.input(path)?;
        let mut spec: tc_spec::TcSpec = source.document()?;
        inputs.push(Input::of(&source));
        let tc_id = args.tc_id.clone().unwrap_or_default();
        let path = source.path().to_owned();
        let Some(tc) = spec.tcs.swap_remove(&tc_id) else {
            return Err(Error::UnknownTc { path, tc_id });
        };
        if tc.snapshot.is_empty() && !args.wait_only {
            return Err(Error::NoSnapshot { path, tc_id });
        }
        let looks = tc.snapshot.into_iter().enumerate().map(|(index, query)| Look {
            pointer: Some((path.clone(), format!("/tcs/{tc_id}/snapshot/{index}"))),
            name: query.name,
            db: query.db,
            sql: query.sql,
            key: query.key,
        });
        let looks = told_apart(looks.collect())?;
        let wait = tc.wait.map(|wait| (path, wait));
        Ok(Self { looks, data: Object::new(), wait, inputs: Vec::new() })
    }
}

/// Of several tables each has a name of its own.
fn told_apart(looks: Vec<Look>) -> Result<Vec<Look>, Error> {
    let mut names = HashSet::new();
    let several = looks.len() > 1;
    let bad = looks
        .iter()
        .find(|look| several && (look.name.trim().is_empty() || !names.insert(look.name.clone())));
    match bad {
        Some(Look { name, pointer: Some((path, pointer)), .. }) => Err(Error::SnapshotName {
            path: path.clone(),
            pointer: format!("{pointer}/name"),
            name: name.clone(),
        }),
        _ => Ok(looks),
    }
}

impl Look {
    /// Says of an error with this query where the query stands.
    pub(crate) fn blame(&self, error: Error) -> Error {
        let Some((path, pointer)) = &self.pointer else { return error };
        Error::Planned {
            path: path.clone(),
            pointer: format!("{pointer}/sql"),
            source: Box::new(error),
        }
    }
}

#[cfg(test)]
impl Look {
    /// A query of which only the name matters.
    pub(crate) fn named(name: &str) -> Self {
        Self {
            name: name.into(),
            db: String::new(),
            sql: String::new(),
            key: Vec::new(),
            pointer: None,
        }
    }
}

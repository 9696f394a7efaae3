//! Where the rows come from: the databases themselves, or an agent's own server.

use crate::{
    Args, Error,
    plan::Plan,
    since, supplied,
    wait::{Pause, Waited},
};
use cli::{Io, Project};
use contract::{Object, snapshot::Source};
use database::Directory;
use evidence::Input;
use std::path::Path;

/// The rows of every query of the plan, and how they came about.
pub(crate) struct Gathered {
    /// In the order of the plan's queries; empty for `--wait-only`.
    pub(crate) tables: Vec<Vec<Object>>,
    /// Who delivered them.
    pub(crate) source: Source,
    /// How the wait before went.
    pub(crate) waited: Option<Waited>,
}

impl Gathered {
    /// Waits and asks, or takes the rows of `--rows`, which become an input of the plan.
    pub(crate) fn by(
        args: &Args,
        plan: &mut Plan,
        project: &Project,
        io: &mut Io,
    ) -> Result<Self, Error> {
        if let Some(path) = &args.rows {
            let waited = wait_of_supplied(args, plan, project, io)?;
            let tables = supply(path, args, plan, io)?;
            return Ok(Self { tables, source: Source::Supplied, waited });
        }
        let (tables, waited) = ask(args, plan, project, io)?;
        Ok(Self { tables, source: Source::Captured, waited })
    }
}

/// Waits where the plan says so, then runs every query (none for `--wait-only`).
fn ask(
    args: &Args,
    plan: &Plan,
    project: &Project,
    io: &mut Io,
) -> Result<(Vec<Vec<Object>>, Option<Waited>), Error> {
    let Project { root, config, env, .. } = project;
    let known = config.databases.keys().map(String::as_str);
    let url_of = |name: &str| config.database_url(name, env).map_err(Error::from);
    let mut directory = Directory::new(root, known, url_of, args.limits());
    let mut waited = None;
    if args.waits() {
        waited = Some(match &plan.wait {
            None => Waited::for_nothing(),
            Some((path, wait)) => {
                let pause = Pause::read(wait, path, args.tc_id.as_deref().unwrap_or_default())?;
                let gone = since::stimulus(args, project, io)?;
                pause.perform(gone, |until| {
                    Ok(directory.ask(&until.db, &until.sql, &plan.data)?.rows)
                })?
            }
        });
    }
    let looks = if args.wait_only { &[] } else { plan.looks.as_slice() };
    let tables: Result<Vec<_>, Error> = looks
        .iter()
        .map(|look| {
            let rows = directory.ask(&look.db, &look.sql, &plan.data);
            rows.map(|rows| rows.rows).map_err(|error| look.blame(error))
        })
        .collect();
    Ok((tables?, waited))
}

/// What can be said of the wait when the rows are there already: seconds that are over by now were
/// waited for; whether a condition was true when the rows were read, nobody here knows.
fn wait_of_supplied(
    args: &Args,
    plan: &Plan,
    project: &Project,
    io: &mut Io,
) -> Result<Option<Waited>, Error> {
    let Some((path, wait)) = plan.wait.as_ref().filter(|_| args.waits()) else {
        return Ok(args.waits().then(Waited::for_nothing));
    };
    let pause = Pause::read(wait, path, args.tc_id.as_deref().unwrap_or_default())?;
    let waited = pause.over_by_now(since::stimulus(args, project, io)?);
    if waited.is_none() {
        io.warn("nothing shows that the plan's wait was over when these rows were read");
    }
    Ok(waited)
}

/// Reads the rows that an agent's own server delivered.
fn supply(
    path: &Path,
    args: &Args,
    plan: &mut Plan,
    io: &mut Io,
) -> Result<Vec<Vec<Object>>, Error> {
    let source = io.input(path)?;
    plan.inputs.push(Input::of(&source));
    supplied::rows(source.json()?, &plan.looks, args.tc_id.as_deref())
        .map_err(|reason| Error::BadRows { path: source.path().to_owned(), reason })
}

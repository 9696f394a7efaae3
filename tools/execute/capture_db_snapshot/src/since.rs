//! How long ago the stimulus was.

use crate::{Args, Error};
use cli::{Io, Project};
use contract::SideCar;
use jiff::Timestamp;
use serde::Deserialize;
use std::{path::PathBuf, time::Duration};
use store::{Source, TicketFolder};

/// The one member that matters of a file that can be large.
#[derive(Deserialize)]
struct Stamped {
    timestamp: String,
}

/// The time since the stimulus was sent; without a stimulus the wait counts from now.
pub(crate) fn stimulus(args: &Args, project: &Project, io: &mut Io) -> Result<Duration, Error> {
    let source = match (&args.stimulus, in_partial_results(args, io)) {
        (Some(file), _) => io.input(file)?,
        (None, Some(file)) if file.exists() => Source::open(&file)?,
        _ => {
            io.warn("there is no stimulus; the wait counts from now");
            return Ok(Duration::ZERO);
        }
    };
    let Stamped { timestamp } = source.view()?;
    let sent: Timestamp = timestamp
        .parse()
        .map_err(|_| Error::BadStamp { path: source.path().to_owned(), value: timestamp })?;
    // A stimulus from the future was not long ago at all.
    Ok(Duration::try_from(project.clock.now().duration_since(sent)).unwrap_or_default())
}

/// `{TC}_stimulus.json` of the ticket that the output, or else the plan, belongs to.
fn in_partial_results(args: &Args, io: &Io) -> Option<PathBuf> {
    let beside = io.path(args.output.as_ref().or(args.tc_spec.as_ref())?);
    let name = SideCar::Stimulus.file_name(args.tc_id.as_deref()?);
    Some(TicketFolder::holding(&beside)?.partial_results().join(name))
}

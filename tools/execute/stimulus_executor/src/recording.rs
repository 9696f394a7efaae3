//! The record as a file with its ledger entry, or on standard output.

use crate::{Error, args::RecordArgs};
use cli::{Io, Project, STANDARD_STREAM};
use contract::{
    SideCar,
    claim::{StimulusClaim, members},
};
use evidence::{Act, Committed, Input, Recorder, check_output, commit};
use exchange::{Exchange, Options, Record, mask_url, origin_of};
use std::path::{Path, PathBuf};
use store::Staged;

/// The program's name in records and in the ledger.
pub(crate) const TOOL: &str = "stimulus_executor";
/// Its version.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The output in absolute form; none for standard output.
pub(crate) fn output(args: &RecordArgs, io: &Io) -> Option<PathBuf> {
    let output = args.output.as_deref()?;
    (output.as_os_str() != STANDARD_STREAM).then(|| io.path(output))
}

/// The test case: the one that was named, else that of the output's name. The two must agree.
pub(crate) fn tc_id(args: &RecordArgs, output: Option<&Path>) -> Result<Option<String>, Error> {
    let name = output.and_then(|file| file.file_name()?.to_str());
    let of_name = name.and_then(SideCar::parse).map(|(tc_id, _)| tc_id.to_owned());
    match (&args.tc_id, of_name) {
        (Some(given), Some(named)) if *given != named => Err(Error::OtherTc {
            file: output.map(Path::to_owned).unwrap_or_default(),
            tc_id: given.clone(),
        }),
        (given, named) => Ok(given.clone().or(named)),
    }
}

/// Begins the output, so that one that cannot be written is noticed before anything is sent.
pub(crate) fn stage(output: Option<&Path>) -> Result<Option<Staged>, Error> {
    let Some(target) = output else { return Ok(None) };
    check_output(TOOL, target)?;
    Ok(Some(Staged::create(target)?))
}

/// What the ledger says of an exchange.
pub(crate) fn claim(
    exchange: &Exchange,
    options: &Options,
    service: Option<&str>,
    segment: Option<&str>,
) -> StimulusClaim {
    let request = &exchange.request;
    let origin = |url| origin_of(url).map(|origin| origin.to_string()).unwrap_or_default();
    let pinned = origin_of(request.url());
    let pinned = pinned.and_then(|origin| options.pins.service_of(&origin).map(str::to_owned));
    let mut redirects: Vec<String> = exchange.hops.iter().map(|hop| origin(&hop.url)).collect();
    if !redirects.is_empty() {
        redirects.insert(0, origin(request.url()));
    }
    StimulusClaim {
        status_code: exchange.outcome.as_ref().ok().map(|answer| answer.status),
        method: request.method().to_owned(),
        path: request.secrets().mask(request.url().path()).into_owned(),
        origin: origin(request.url()),
        service: service.map(str::to_owned).or(pinned),
        via_proxy: options.proxy.is_some(),
        insecure: options.insecure,
        redirects,
        segment: segment.map(str::to_owned),
        ..StimulusClaim::default()
    }
}

/// Writes the record and enters it into the ledger; to standard output when nothing was staged.
pub(crate) fn write(
    record: &Record<'_>,
    staged: Option<Staged>,
    act: Act,
    project: &Project,
    args: &RecordArgs,
    io: &mut Io,
) -> Result<Committed, Error> {
    let Some(mut staged) = staged else {
        record.write(io.stdout()).map_err(Io::stream_error)?;
        return Ok(Committed::default());
    };
    record.write(&mut staged).map_err(|error| store::Error::writing(staged.target(), error))?;
    let recorder = Recorder::new(TOOL, VERSION, project, args.lock.timeout());
    Ok(commit(staged, act, &recorder)?)
}

/// The act that the ledger enters.
pub(crate) fn act(tc_id: Option<String>, inputs: Vec<Input>, claim: &StimulusClaim) -> Act {
    Act { tc_id, inputs, claim: members(claim) }
}

/// `POST URL → HTTP 200 (12ms)`: the one line that skill documents read.
pub(crate) fn line(exchange: &Exchange) -> String {
    let request = &exchange.request;
    let url = mask_url(request.url(), request.secrets());
    let elapsed = exchange.elapsed.as_millis();
    let came = match &exchange.outcome {
        Ok(answer) => format!("HTTP {}", answer.status),
        Err(failure) => request.secrets().mask(&failure.to_string()).into_owned(),
    };
    format!("{} {url} → {came} ({elapsed}ms)", request.method())
}

/// Says what happened: one line on standard output beside a file, else on standard error.
pub(crate) fn close(
    args: &RecordArgs,
    to_file: bool,
    exchange: &Exchange,
    io: &mut Io,
) -> Result<(), Error> {
    let line = line(exchange);
    if to_file {
        io.print(&format!("{line}\n"))?;
        let file = args.output.as_deref().unwrap_or(Path::new(""));
        io.close(args.quiet, &format!("recorded in {}", file.display()));
    } else {
        io.close(args.quiet, &line);
    }
    Ok(())
}

//! What is sent, where it goes, and how: everything that is settled before anything is sent.

use crate::{Args, Error, draft, planned::planned, servers::Servers};
use cli::{Io, Project};
use evidence::Input;
use exchange::{Draft, Options, Pins, Proxy, Roots};

/// A request, where it goes, and what it was made from.
pub(crate) struct Aim {
    pub(crate) draft: Draft,
    /// The planned service.
    pub(crate) service: Option<String>,
    pub(crate) inputs: Vec<Input>,
}

/// The request of the plan, or of the command line.
pub(crate) fn aim(
    args: &Args,
    tc_id: Option<&str>,
    servers: Option<&Servers>,
    io: &mut Io,
) -> Result<Aim, Error> {
    let headers = draft::headers(&args.request, io)?;
    let segment = args.record.segment.as_deref();
    if let Some(planned) = planned(&args.plan, tc_id, segment, servers, io)? {
        let mut draft = planned.draft;
        // A header of the command line replaces the plan's of the same name.
        draft.headers.retain(|planned| {
            !headers.iter().any(|header| header.name.eq_ignore_ascii_case(&planned.name))
        });
        draft.headers.extend(headers);
        draft.query.extend(draft::pairs(&args.request.query, "--query")?);
        return Ok(Aim { draft, service: planned.service, inputs: planned.inputs });
    }
    let url = args.request.url.as_deref().unwrap_or_default();
    let draft = draft::draft(&args.request, url, headers, io)?;
    Ok(Aim { draft, service: None, inputs: Vec::new() })
}

/// How it is sent, and where it may go.
pub(crate) fn options(
    args: &Args,
    servers: Option<&Servers>,
    project: &Project,
    io: &mut Io,
) -> Result<Options, Error> {
    let sending = &args.sending;
    let mut pins = Pins::new(&project.config.production_hosts)?;
    if let Some(servers) = servers {
        servers.pin(&mut pins, project)?;
    }
    for host in &args.plan.allow_host {
        pins.allow_host(host)?;
    }
    let roots = match &sending.cacert {
        Some(file) => Some(Roots::from_pem(io.input(file)?.bytes(), &file.display().to_string())?),
        None => None,
    };
    Ok(Options {
        timeout: sending.timeout,
        follow: sending.follow,
        retry: sending.retry,
        retry_unsafe: sending.retry_unsafe,
        max_body: sending.max_body,
        insecure: sending.insecure,
        roots,
        proxy: sending.proxy.as_deref().map(Proxy::parse).transpose()?,
        pins,
    })
}

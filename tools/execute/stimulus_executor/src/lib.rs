//! `stimulus_executor`: one HTTP exchange, recorded.
//!
//! | module | what |
//! |---|---|
//! | `args` | the command line |
//! | `draft` | a request from the command line |
//! | `planned` | a request from the plan |
//! | `servers` | where services are and requests may go |
//! | `aim` | which request, where to, and how it is sent |
//! | `auth` | who logs in |
//! | `jar` | the cookie jar's file |
//! | `recording` | the record, its ledger entry and the line about it |

mod aim;
mod args;
mod auth;
mod draft;
mod error;
mod jar;
mod planned;
mod recording;
mod servers;

pub use args::Args;
pub use error::Error;

use cli::Io;
use exchange::{Meta, Path, Record};
use fault::Exit;
use servers::Servers;

/// Sends the request that the arguments describe and records what came of it.
#[expect(clippy::needless_pass_by_value, reason = "cli::main hands the arguments over")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    args.check_stdin()?;
    let output = recording::output(&args.record, io);
    let project = io.project(output.as_deref())?;
    if args.request.url.is_none() && args.plan.tc_spec.is_none() {
        return auth::print_token(&args, &project, io);
    }
    let tc_id = recording::tc_id(&args.record, output.as_deref())?;
    let segment = args.record.segment.as_deref();
    let servers = Servers::read(&args.plan, output.as_deref(), io)?;
    let mut aim = aim::aim(&args, tc_id.as_deref(), servers.as_ref(), io)?;
    let options = aim::options(&args, servers.as_ref(), &project, io)?;
    let mask = args.record.mask.iter().map(|path| Path::parse(path));
    let mask: Vec<Path> = mask.collect::<Result<_, _>>().map_err(exchange::Error::from)?;
    let mut jar = jar::read(&args, io)?;
    let login = auth::login(&args, aim.service.as_deref(), &project, io)?;
    let staged = recording::stage(output.as_deref())?;
    aim.inputs.extend(servers.and_then(|servers| servers.input));

    let request = auth::sign_in(aim.draft, login, &options)?;
    let timestamp = project.clock.stamp();
    let exchange = exchange::send(request, &options, jar.as_mut())?;
    let tool = format!("{} {}", recording::TOOL, recording::VERSION);
    let meta =
        Meta { tc_id: tc_id.as_deref(), timestamp: &timestamp, segment, tool: &tool, mask: &mask };
    let record = Record::of(&exchange, meta);
    let claim = recording::claim(&exchange, &options, aim.service.as_deref(), segment);
    let act = recording::act(tc_id.clone(), aim.inputs, &claim);
    let committed = recording::write(&record, staged, act, &project, &args.record, io)?;
    jar::write(&args, jar.as_ref(), io)?;
    for warning in &committed.warnings {
        io.warn(warning);
    }
    recording::close(&args.record, output.is_some(), &exchange, io)?;
    match exchange.refused_hop {
        Some(error) => Err(error.into()),
        None => Ok(Exit::from_answer(exchange.outcome.is_ok())),
    }
}

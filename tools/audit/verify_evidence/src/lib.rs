//! `verify_evidence`: check that every ledger entry holds and every evidence file is as it was
//! recorded. The walk itself is `evidence::audit`; here it is asked for and its report handed out.

mod args;
mod error;
mod head;
mod text;

pub use args::{Args, Format};
pub use error::Error;

use cli::{Io, Project, STANDARD_STREAM};
use contract::{json, tc, verification::Head};
use evidence::{audit, check_output};
use fault::Exit;
use std::path::Path;
use store::{Durability, PARTIAL_RESULTS, TicketFolder};

/// Runs the program.
#[expect(clippy::needless_pass_by_value, reason = "cli::main hands the arguments over")]
pub fn run(args: Args, io: &mut Io) -> Result<Exit, Error> {
    let folder = ticket_folder(&args, io)?;
    let project = io.project(Some(&folder.ledger()))?;
    if let Some(output) = &args.output {
        check_output(head::NAME, &io.path(output))?;
    }
    match &args.accept_head {
        Some(reason) => head::accept(reason, &args, &folder, &project, io),
        None if args.head => head::print(&args, &folder, io),
        None => verify(&args, &folder, &project, io),
    }
}

fn ticket_folder(args: &Args, io: &Io) -> Result<TicketFolder, Error> {
    let dir = io.path(&args.dir);
    let folder = if dir.ends_with(PARTIAL_RESULTS) && dir.is_dir() {
        dir.parent().map(TicketFolder::at)
    } else {
        dir.join(PARTIAL_RESULTS).is_dir().then(|| TicketFolder::at(&dir))
    };
    folder.ok_or(Error::NotResults { path: args.dir.clone() })
}

fn verify(
    args: &Args,
    folder: &TicketFolder,
    project: &Project,
    io: &mut Io,
) -> Result<Exit, Error> {
    if let Some(id) = args.tc.as_ref().filter(|id| !tc::is_id(id)) {
        return Err(Error::BadId { id: id.clone() });
    }
    let anchor = match &args.anchor {
        Some(path) => Some(io.input(path)?.document::<Head>()?),
        None => None,
    };
    let mut report = audit::verify(&audit::Request {
        folder,
        tc: args.tc.as_deref(),
        unsigned_before: args.allow_unsigned_before,
        anchor: anchor.as_ref(),
        config: &project.config,
        root: &project.root,
        env: &project.env,
    })?;
    report.dir = args.dir.display().to_string();
    let content = match args.format {
        Format::Json => json::pretty_document(&report),
        Format::Text => text::report(&report),
    };
    hand_out(&content, args, io)?;
    for warning in report.ledgers.iter().flat_map(|ledger| &ledger.warnings) {
        io.warn(warning);
    }
    io.close(args.quiet, &text::closing(&report));
    Ok(Exit::from_answer(report.verified))
}

fn hand_out(content: &str, args: &Args, io: &mut Io) -> Result<(), Error> {
    match args.output.as_deref().filter(|path| *path != Path::new(STANDARD_STREAM)) {
        Some(output) => {
            store::write(&io.path(output), content.as_bytes(), Durability::Atomic)?;
        }
        None => io.print(content)?,
    }
    Ok(())
}

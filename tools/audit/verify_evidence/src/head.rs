//! The ledger's head: printed for somebody who keeps it elsewhere, or accepted by a person who knows
//! why it was lost.

use crate::{Args, Error, hand_out};
use cli::{Io, Project};
use contract::json;
use evidence::{Recorder, accept_head, audit};
use fault::Exit;
use store::TicketFolder;

/// This program, as the ledger names it.
pub(crate) const NAME: &str = "verify_evidence";

/// Prints where the ledger ends.
pub(crate) fn print(args: &Args, folder: &TicketFolder, io: &mut Io) -> Result<Exit, Error> {
    let head = audit::head(folder)?.unwrap_or_default();
    hand_out(&json::pretty_document(&head), args, io)?;
    io.close(args.quiet, &format!("the ledger ends with seq {}", head.seq));
    Ok(Exit::Yes)
}

/// Accepts a head that was lost; the reason is entered into the ledger.
pub(crate) fn accept(
    reason: &str,
    args: &Args,
    folder: &TicketFolder,
    project: &Project,
    io: &mut Io,
) -> Result<Exit, Error> {
    if reason.trim().is_empty() {
        return Err(Error::BlankReason);
    }
    let recorder = Recorder::new(NAME, env!("CARGO_PKG_VERSION"), project, args.lock.timeout());
    let accepted = accept_head(folder, reason, &recorder)?;
    let line = match &accepted {
        Some(note) => {
            format!("accepted; the reason is seq {} of the ledger", note.seq.unwrap_or_default())
        }
        None => "there is nothing to accept: the ledger leads to the head that was noted".into(),
    };
    for warning in accepted.iter().flat_map(|note| &note.warnings) {
        io.warn(warning);
    }
    io.close(args.quiet, &line);
    Ok(Exit::Yes)
}

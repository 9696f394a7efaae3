//! Whether a message was refused before, and the notes that it leaves in the ledger.
//!
//! The memory is the ticket's ledger itself: a refusal enters a note with the hash of the message and
//! the speaker (session and subagent), and the same message of the same speaker is let go. No file
//! elsewhere could do this as well: notes come one after the other under the ledger's lock, so that
//! subagents in parallel neither lose nor take each other's; another session is refused anew; they go
//! away with the folder; and readers of the record see that a false claim was made. In a folder that
//! cannot be written nothing is remembered, and then only the client's own `stop_hook_active` ends the
//! loop.

use crate::objections::Objection;
use contract::claim::{self, NoteClaim};
use evidence::{Act, Record, Recorded, Recorder, Scope, Trust};
use hook::{Call, Failure};
use std::time::Duration;
use store::{Project, TicketFolder, sha256_hex};

/// Longer than any append takes, and shorter than the hook's own time.
const LOCK_TIMEOUT: Duration = Duration::from_secs(1);
/// Characters of a claim that a note quotes.
const QUOTED: usize = 80;

/// What the ledger knows of a message.
pub(crate) struct Memory<'a, 'c> {
    call: &'a Call<'c>,
    folder: &'a TicketFolder,
    text_sha256: String,
    speaker: String,
    /// Notes about this message by this speaker.
    notes: Vec<String>,
}

const REFUSED: &str = "refused";
const LET_GO: &str = "let go";

impl<'a, 'c> Memory<'a, 'c> {
    /// Looks for notes about a message.
    pub(crate) fn of(
        call: &'a Call<'c>,
        folder: &'a TicketFolder,
        message: &str,
    ) -> Result<Self, Failure> {
        let text_sha256 = sha256_hex(message.as_bytes());
        let event = call.event();
        let session = event.session_id.as_text().unwrap_or("unknown");
        let agent = event.agent_id.as_text().map(|agent| format!(", subagent {agent}"));
        let speaker = format!("(session {session}{})", agent.unwrap_or_default());
        let record = Record::read(folder, Scope::Of(&[]), Trust::default(), call.env())?;
        let own = record.entries_of(call.hook().name);
        let notes = own.filter_map(Recorded::claim::<NoteClaim>);
        let notes = notes.filter(|note| {
            note.text_sha256.as_deref() == Some(&text_sha256) && note.note.ends_with(&speaker)
        });
        let notes = notes.map(|note| note.note).collect();
        Ok(Self { call, folder, text_sha256, speaker, notes })
    }

    /// Whether this very message of this speaker was refused before.
    pub(crate) fn was_refused(&self) -> bool {
        !self.notes.is_empty()
    }

    /// Remembers that the message is refused now.
    pub(crate) fn refuse(&self, objections: &[Objection]) -> Result<(), Failure> {
        self.enter(REFUSED, objections)
    }

    /// Notes that the message stands though the record does not bear it out; once is enough.
    pub(crate) fn let_go(&self, objections: &[Objection]) -> Result<(), Failure> {
        if self.notes.iter().any(|note| note.starts_with(LET_GO)) {
            return Ok(());
        }
        self.enter(LET_GO, objections)
    }

    fn enter(&self, what: &str, objections: &[Objection]) -> Result<(), Failure> {
        store::make(&self.folder.partial_results())?;
        let project = Project::open(self.call.root(), self.call.env())?;
        let hook = self.call.hook();
        let recorder = Recorder::new(hook.name, hook.version, &project, LOCK_TIMEOUT);
        let quoted: Vec<String> = objections.iter().map(quote).collect();
        let note = format!("{what}: {} {}", quoted.join("; "), self.speaker);
        let claim =
            claim::members(&NoteClaim { note, text_sha256: Some(self.text_sha256.clone()) });
        evidence::enter(self.folder, Act { claim, ..Act::default() }, &recorder)?;
        Ok(())
    }
}

/// A claim and what the record says, short.
fn quote(objection: &Objection) -> String {
    let cut = |text: &str| text.chars().take(QUOTED).collect::<String>();
    format!("\"{}\", but {}", cut(&objection.words), cut(&objection.truth))
}

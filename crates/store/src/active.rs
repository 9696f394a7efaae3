//! The ticket that a session works on (hooks.md).

use crate::{Env, Error, Source, TicketFolder, landing::landing};
use contract::active_ticket::ActiveTickets;
use jiff::{SignedDuration, Timestamp};
use std::path::Path;

/// The variable that names the ticket folder whatever the file says.
const VARIABLE: &str = "PROCTOR_TICKET_FOLDER";
/// The file, below the project's root.
const FILE: &str = "test/.active_ticket";
/// An entry that is older than this was forgotten.
const LIFETIME: SignedDuration = SignedDuration::from_hours(24);

/// The ticket that a session works on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActiveTicket {
    /// None: no work on a ticket is going on.
    None,
    /// This one.
    One(TicketFolder),
    /// An entry that is too old to count.
    Stale {
        /// The folder that it names.
        folder: TicketFolder,
        /// When it was set, as it stands there.
        set_at: String,
    },
}

impl ActiveTicket {
    /// The ticket of a session in the project at `root`.
    pub fn of(root: &Path, session_id: Option<&str>, env: &Env) -> Result<Self, Error> {
        let at = |folder: &str| TicketFolder::at(landing(&root.join(folder)));
        if let Some(folder) = env.get(VARIABLE) {
            return Ok(Self::One(at(&folder)));
        }
        let tickets: ActiveTickets = match Source::open_regular(&root.join(FILE)) {
            Ok(source) => source.document()?,
            Err(Error::NotFound { .. }) => return Ok(Self::None),
            Err(error) => return Err(error),
        };
        let Some(session) = tickets.of(session_id) else { return Ok(Self::None) };
        let folder = at(&session.ticket_folder);
        if session.ticket_folder.is_empty() {
            return Ok(Self::None);
        }
        let age = session.set_at.parse().map(|set_at: Timestamp| now(env).duration_since(set_at));
        match age {
            Ok(age) if age <= LIFETIME => Ok(Self::One(folder)),
            _ => Ok(Self::Stale { folder, set_at: session.set_at.clone() }),
        }
    }

    /// The folder, when there is one that counts.
    pub fn folder(&self) -> Option<&TicketFolder> {
        if let Self::One(folder) = self { Some(folder) } else { None }
    }
}

fn now(env: &Env) -> Timestamp {
    let fixed = env.get("SOURCE_DATE_EPOCH").and_then(|text| text.parse().ok());
    fixed.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const TEXT: &str = r#"{"sessions":[
        {"ticket":"WO-1","ticket_folder":"test/WO-1_주문 취소","session_id":"s1","set_at":"2025-11-20T00:00:00.000+00:00"},
        {"ticket":"WO-2","ticket_folder":"test/WO-2_x","session_id":"s2","set_at":"2025-11-18T00:00:00.000+00:00"}]}"#;

    #[test]
    fn the_variable_wins_then_the_sessions_own_entry() {
        let project = tempfile::tempdir().unwrap();
        let root = landing(project.path());
        let of = |session, env: &[(&str, &str)]| {
            let now = [("SOURCE_DATE_EPOCH", "1763600000")];
            let env = Env::fixed(env.iter().copied().chain(now));
            ActiveTicket::of(&root, session, &env).unwrap()
        };
        assert_eq!(of(None, &[]), ActiveTicket::None);
        fs::create_dir(root.join("test")).unwrap();
        fs::write(root.join(FILE), TEXT).unwrap();
        assert_eq!(of(Some("s1"), &[]).folder().unwrap().root(), root.join("test/WO-1_주문 취소"));
        let old = of(Some("s2"), &[]);
        assert!(
            matches!(&old, ActiveTicket::Stale { set_at, .. } if set_at.starts_with("2025-11-18"))
        );
        assert_eq!(old.folder(), None);
        assert_eq!(of(Some("other"), &[]), ActiveTicket::None);
        let given = of(Some("s1"), &[(VARIABLE, "test/WO-3_y")]);
        assert_eq!(given.folder().unwrap().root(), root.join("test/WO-3_y"));
    }

    #[test]
    fn a_file_that_cannot_be_understood_is_an_error() {
        let project = tempfile::tempdir().unwrap();
        fs::create_dir(project.path().join("test")).unwrap();
        fs::write(project.path().join(FILE), "{").unwrap();
        let none = Env::fixed::<&str, &str>([]);
        assert!(ActiveTicket::of(project.path(), None, &none).is_err());
    }
}

//! `test/.active_ticket`: which ticket a session works on (hooks.md).

use crate::lenient::or_default;
use serde::{Deserialize, Serialize};

/// The tickets that are being worked on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct ActiveTickets {
    /// One entry a session.
    #[serde(deserialize_with = "or_default")]
    pub sessions: Vec<Session>,
}

/// The ticket of one session.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Session {
    /// The ticket's id.
    #[serde(deserialize_with = "or_default")]
    pub ticket: String,
    /// Its folder, absolute or relative to the project.
    #[serde(deserialize_with = "or_default")]
    pub ticket_folder: String,
    /// The session; empty when whoever set it did not know.
    #[serde(deserialize_with = "or_default")]
    pub session_id: String,
    /// When it was set; RFC 3339.
    #[serde(deserialize_with = "or_default")]
    pub set_at: String,
}

impl ActiveTickets {
    /// The entry of a session, else the only one.
    pub fn of(&self, session_id: Option<&str>) -> Option<&Session> {
        let own = self.sessions.iter().rev().find(|it| Some(it.session_id.as_str()) == session_id);
        own.or_else(|| self.sessions.first().filter(|_| self.sessions.len() == 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_has_its_own_ticket_or_the_only_one() {
        let tickets: ActiveTickets = serde_json::from_str(
            r#"{"sessions":[{"ticket":"A-1","session_id":"s1"},{"ticket":"A-2","session_id":"s2","set_at":null}]}"#,
        )
        .unwrap();
        let ticket = |session| tickets.of(session).map(|session| session.ticket.as_str());
        assert_eq!(ticket(Some("s2")), Some("A-2"));
        assert_eq!((ticket(Some("s3")), ticket(None)), (None, None));
        let only = ActiveTickets { sessions: tickets.sessions[..1].to_vec() };
        assert_eq!(only.of(Some("s3")).unwrap().ticket, "A-1");
    }
}

//! What a ticket folder has of the test cases that somebody speaks of.

use contract::{Status, json::Cursor};
use evidence::{
    CaseFile, Scope,
    pass::{Claim, Violation},
};
use hook::{Call, Failure, Objection};
use serde::Deserialize;
use std::path::Path;
use store::{Config, PARTIAL_RESULTS, Source, TicketFolder};

/// Plan, gates, data and record of a ticket folder, as far as some test cases need it.
pub(crate) struct Recorded {
    folder: TicketFolder,
    pub(crate) case: CaseFile,
}

/// What `partial_results/{TC}.json` says.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub(crate) struct Said {
    pub(crate) status: Status,
    #[serde(default)]
    pub(crate) error: Option<String>,
}

impl Said {
    /// The same of a result that is written plainly, without a look into its other members. `None`
    /// for any other text: what is wrong with it is for the reading in full to say.
    fn glance(text: &str) -> Option<Self> {
        let mut cursor = Cursor::new(text.as_bytes());
        let (mut status, mut error) = (None, None);
        let mut more = cursor.enter_object().ok()?;
        while more {
            let name = cursor.member_name().ok()?;
            let value = cursor.value().ok()?;
            match name {
                b"status" if status.is_none() => status = Some(value),
                b"error" if error.is_none() => error = Some(value),
                b"status" | b"error" => return None,
                _ if name.contains(&b'\\') => return None,
                _ => {}
            }
            more = cursor.next_member().ok()?;
        }
        cursor.end().ok()?;
        let error = match error {
            None | Some(b"null") => None,
            Some(value) => Some(plain(value)?.to_owned()),
        };
        Some(Self { status: Status::parse(plain(status?)?)?, error })
    }
}

/// A string without escapes.
fn plain(value: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(value).ok()?.strip_prefix('"')?.strip_suffix('"')?;
    (!text.contains('\\')).then_some(text)
}

impl Recorded {
    /// Opens what concerns these test cases, once.
    pub(crate) fn open(
        call: &Call<'_>,
        folder: TicketFolder,
        tcs: &[&str],
    ) -> Result<Self, Failure> {
        let (root, env) = (call.root(), call.env());
        let config = Config::load(root, env)?;
        let case = CaseFile::open(folder.clone(), Scope::Of(tcs), config, root, env)?;
        Ok(Self { folder, case })
    }

    /// What the result of a test case says; `None` when there is none.
    pub(crate) fn said(&self, tc_id: &str) -> Result<Option<Said>, Failure> {
        let file = format!("{PARTIAL_RESULTS}/{tc_id}.json");
        if !self.case.may_have(&file) {
            return Ok(None);
        }
        let path = self.folder.root().join(file);
        match Source::open_regular(&path) {
            Ok(source) => Ok(Some(match source.text().ok().and_then(Said::glance) {
                Some(said) => said,
                None => source.view()?,
            })),
            Err(store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// What stands against a claim, each with the line that makes it.
    pub(crate) fn object(
        &self,
        claim: &Claim<'_>,
        line: Option<usize>,
    ) -> impl Iterator<Item = Objection> {
        let ran = matches!(claim.status, Status::Pass | Status::Fail);
        let rival = self.case.rival_mapping(claim.tc_id).filter(|_| ran);
        let rival = rival.map(|path| rival_mapping(claim.tc_id, line, path));
        let violations = evidence::pass::judge(&self.case, claim).violations;
        let violations = violations.into_iter().map(move |violation| {
            let Violation { tc_id, sentence, command, .. } = violation;
            Objection { subject: Some(tc_id), line, what: sentence, mend: command }
        });
        violations.chain(rival)
    }
}

/// Two mappings that differ: the stricter answer is that neither bears anything out.
fn rival_mapping(tc_id: &str, line: Option<usize>, path: &Path) -> Objection {
    Objection {
        subject: Some(tc_id.into()),
        line,
        what: format!(
            "the ticket has two data mappings that differ for it, one of them {}",
            path.display()
        ),
        mend: "keep the one that it ran with, and delete the other".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a glance is enough; where it is, it sees what a reading in full sees.
    fn check(text: &str, is_enough: bool) {
        let glanced = Said::glance(text);
        assert_eq!(glanced.is_some(), is_enough, "{text}");
        if let Some(glanced) = glanced {
            assert_eq!(glanced, contract::typed::from_str(text).unwrap(), "{text}");
        }
    }

    #[test]
    fn a_glance_sees_what_a_reading_sees() {
        check(r#"{"tc_id":"TC-1","status":"PASS","x":[{"status":1e999}]}"#, true);
        check(r#" { "error" : null , "status" : "N/T" } "#, true);
        check(r#"{"status":"BLOCKED","error":"서버 없음"}"#, true);
        for odd in [
            r#"{"status":"BLOCKED","error":"a\"b\""}"#,
            r#"{"st\u0061tus":"PASS"}"#,
            r#"{"status":"PASS","status":"PASS"}"#,
            r#"{"status":"PASS","error":7}"#,
            r#"{"status":"DONE"}"#,
            r#"{"status":"PASS"} x"#,
            r#"["PASS",null]"#,
            "{}",
        ] {
            check(odd, false);
        }
    }
}

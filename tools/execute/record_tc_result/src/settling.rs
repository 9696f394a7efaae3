//! The status that stands: the computed one, or a lower one that an agent gives a reason for.

use crate::{Error, labels::Labels};
use contract::Status;
use testdoc::checklist::Mark;

/// What stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    /// The status.
    pub(crate) status: Status,
    /// The status that an agent lowered.
    pub(crate) lowered_from: Option<Status>,
    /// Why it is not PASS.
    pub(crate) error: Option<String>,
}

/// Lowers a computed status when that was asked for; it is never raised.
///
/// `N/T`, `BLOCKED` and `INCOMPLETE` claim nothing, so that each may stand for any status; `FAIL`
/// claims a defect, so that it may stand for a PASS only.
pub(crate) fn settle(
    computed: Status,
    reason: &str,
    asked: Option<Status>,
    error: Option<&str>,
) -> Result<Settled, Error> {
    if error.is_some_and(|error| error.trim().is_empty()) {
        return Err(Error::BlankError);
    }
    let status = match asked {
        None if computed == Status::Pass && error.is_some() => return Err(Error::ErrorOnPass),
        None => computed,
        Some(asked @ (Status::NotTested | Status::Blocked | Status::Incomplete)) => asked,
        Some(Status::Fail) if matches!(computed, Status::Pass | Status::Fail) => Status::Fail,
        Some(asked) => return Err(Error::Raised { asked, computed }),
    };
    let had_verdict = matches!(computed, Status::Pass | Status::Fail);
    Ok(Settled {
        status,
        lowered_from: (had_verdict && status != computed).then_some(computed),
        error: match (status, error) {
            (Status::Pass, _) => None,
            (_, Some(error)) => Some(error.trim().into()),
            (_, None) => Some(reason.into()),
        },
    })
}

impl Settled {
    /// The mark of step 7: there is a verdict, or there is none.
    pub(crate) fn mark(&self) -> Mark {
        match self.status {
            Status::Pass | Status::Fail => Mark::Done,
            Status::NotTested | Status::Blocked | Status::Incomplete => Mark::Failed,
        }
    }

    /// The text of step 7.
    pub(crate) fn verdict(&self, reason: &str, labels: Labels) -> String {
        match (self.lowered_from, &self.error) {
            (Some(computed), Some(why)) => {
                format!("{} ({})", self.status, labels.lowered(computed, why))
            }
            (None, Some(why)) if why != reason && self.status != Status::Fail => {
                format!("{} ({why})", self.status)
            }
            _ => format!("{} ({reason})", self.status),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Status::{Blocked, Fail, Incomplete, NotTested, Pass};

    fn check(computed: Status, asked: Status, expected: Option<(Status, Option<Status>)>) {
        let settled = settle(computed, "r", Some(asked), Some("e")).ok();
        let settled = settled.map(|settled| (settled.status, settled.lowered_from));
        assert_eq!(settled, expected, "{computed} → {asked}");
    }

    #[test]
    fn a_status_goes_down_and_never_up() {
        check(Pass, Fail, Some((Fail, Some(Pass))));
        check(Pass, Blocked, Some((Blocked, Some(Pass))));
        check(Fail, Fail, Some((Fail, None)));
        check(Fail, NotTested, Some((NotTested, Some(Fail))));
        check(Incomplete, Blocked, Some((Blocked, None)));
        for computed in [Incomplete, Blocked, NotTested] {
            check(computed, Fail, None);
        }
        for computed in [Fail, Incomplete, Blocked, NotTested, Pass] {
            check(computed, Pass, None);
        }
    }

    #[test]
    fn an_error_needs_words_and_a_status_that_has_one() {
        assert!(matches!(settle(Fail, "r", None, Some(" ")), Err(Error::BlankError)));
        assert!(matches!(settle(Pass, "r", None, Some("x")), Err(Error::ErrorOnPass)));
        let own = settle(Fail, "computed", None, Some("mine")).unwrap();
        assert_eq!(own.error.as_deref(), Some("mine"));
        let computed = settle(Fail, "computed", None, None).unwrap();
        assert_eq!(computed.error.as_deref(), Some("computed"));
        assert_eq!(settle(Pass, "r", None, None).unwrap().error, None);
    }
}

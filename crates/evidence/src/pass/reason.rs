//! INCOMPLETE, BLOCKED and N/T need a reason and nothing else: honesty is never refused.

use super::{Clause, Hearing};

pub(super) fn check(hearing: &mut Hearing<'_>) {
    if hearing.claim.reason.trim().is_empty() {
        let sentence = format!("{} is said without a reason", hearing.claim.status);
        hearing.object(Clause::Reason, sentence, "say why in `error`, or below the heading".into());
    }
}

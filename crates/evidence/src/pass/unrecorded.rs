//! With `evidence.require_ledger` off: what skill documents ask for. An ACTIVE test case needs its
//! stimulus file; the text evidence around it is looked at by whoever reads the text.

use super::{Clause, Hearing};
use crate::CaseFile;
use contract::{SideCar, TcType};

pub(super) fn check(hearing: &mut Hearing<'_>) {
    let case = hearing.case;
    if case.tc_type(hearing.tc_id(), hearing.claim.title) == TcType::Observation {
        return;
    }
    let file = CaseFile::side_car(hearing.tc_id(), &SideCar::Stimulus);
    if let Err(reason) = case.sha256(&file) {
        let command = format!("run: {}", hearing.commands().stimulus(&SideCar::Stimulus));
        hearing.object(Clause::Stimulus, format!("{file}: {reason}"), command);
    }
}

//! Writing a result and its ledger entry as one step.

use crate::Error;
use contract::{
    claim::{ResultClaim, members},
    result::TcResult,
};
use evidence::{Act, Input, Recorder};
use std::path::Path;
use store::Doc;

/// Writes the result over an earlier one, of which unknown members stay. Gives warnings.
pub(crate) fn record(
    target: &Path,
    result: TcResult,
    inputs: Vec<Input>,
    recorder: &Recorder<'_>,
) -> Result<Vec<String>, Error> {
    let act = Act {
        tc_id: Some(result.tc_id.clone()),
        inputs,
        claim: members(&ResultClaim { status: result.status }),
    };
    let text = match Doc::<TcResult>::open(target) {
        Ok(mut earlier) => {
            earlier.edit(|document| *document = result);
            earlier.to_text()
        }
        Err(store::Error::NotFound { .. }) => Doc::new(target, result).to_text(),
        Err(error) => return Err(error.into()),
    };
    Ok(evidence::write(target, text.as_bytes(), act, recorder)?.warnings)
}

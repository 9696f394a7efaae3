//! The test cases that must have a result: those of the sheet, of the mapping and of the seals.

use contract::{mapping::EntryStatus, tc};
use indexmap::IndexMap;
use serde::Deserialize;
use std::collections::BTreeSet;
use store::Source;

/// Test cases of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Planned {
    ids: BTreeSet<String>,
    skipped: BTreeSet<String>,
}

/// Only the statuses: entries may be large.
#[derive(Deserialize)]
struct MappingView {
    #[serde(default)]
    mappings: IndexMap<String, EntryView>,
}

#[derive(Deserialize)]
struct EntryView {
    #[serde(default)]
    status: Option<EntryStatus>,
}

impl Planned {
    /// Adds the test cases of a sheet.
    pub(crate) fn add_sheet(&mut self, sheet: &Source) -> Result<(), store::Error> {
        let scenarios = testdoc::sheet::scenarios(sheet.text()?);
        self.ids.extend(scenarios.into_iter().map(|scenario| scenario.tc_id));
        Ok(())
    }

    /// Adds the test cases of a data mapping.
    pub(crate) fn add_mapping(&mut self, mapping: &Source) -> Result<(), store::Error> {
        for (tc_id, entry) in mapping.view::<MappingView>()?.mappings {
            if entry.status == Some(EntryStatus::Skipped) {
                self.skipped.insert(tc_id.clone());
            }
            self.ids.insert(tc_id);
        }
        Ok(())
    }

    /// Adds test cases that were sealed.
    pub(crate) fn add_sealed<'a>(&mut self, sealed: impl IntoIterator<Item = &'a str>) {
        self.ids.extend(sealed.into_iter().map(Into::into));
    }

    /// Takes out test cases that are not counted.
    pub(crate) fn leave_out(&mut self, canaries: &BTreeSet<String>) {
        self.ids.retain(|tc_id| !canaries.contains(tc_id));
    }

    /// Whether the mapping says that a person left it out.
    pub(crate) fn is_skipped(&self, tc_id: &str) -> bool {
        self.skipped.contains(tc_id)
    }

    /// Those without a result, in natural order.
    pub(crate) fn missing<'a>(&self, with_result: impl Iterator<Item = &'a str>) -> Vec<String> {
        if self.ids.is_empty() {
            return Vec::new();
        }
        let with_result: BTreeSet<&str> = with_result.collect();
        let missing = self.ids.iter().filter(|tc_id| !with_result.contains(tc_id.as_str()));
        let mut missing: Vec<String> = missing.cloned().collect();
        missing.sort_by(|a, b| tc::natural_cmp(a, b));
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::from_bytes("x", text.as_bytes().to_vec())
    }

    #[test]
    fn sheet_mapping_and_seal_together_are_the_plan() {
        let mut planned = Planned::default();
        planned.add_sheet(&source("### TC-10: a\n### TC-2: b\n```\n### TC-3: c\n```")).unwrap();
        planned
            .add_mapping(&source(
                r#"{"mappings":{"TC-1":{"status":"SKIPPED","data":{"x":1e400}}}}"#,
            ))
            .unwrap();
        planned.add_sealed(["TC-4", "TC-9"]);
        planned.leave_out(&BTreeSet::from(["TC-9".into()]));
        assert_eq!(planned.missing(["TC-4"].into_iter()), ["TC-1", "TC-2", "TC-10"]);
        assert!(planned.is_skipped("TC-1") && !planned.is_skipped("TC-2"));
    }
}

//! The files under `partial_results/` that belong to one test case.

use crate::tc;

/// What a file beside a test case's result is. Ids hold no `_`, so a name is told apart at its first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SideCar {
    /// `{TC}.json`, the result itself.
    Result,
    /// `{TC}_before.json`
    Before,
    /// `{TC}_after.json`
    After,
    /// `{TC}_stimulus.json`
    Stimulus,
    /// `{TC}_stimulus_{n}.json`, the exchange of one checkpoint or step.
    StimulusStep(u32),
    /// `{TC}_diff.json`
    Diff,
    /// `{TC}_verdict.json`
    Verdict,
    /// `{TC}_verdict_{n}.json`, the verdict on one checkpoint.
    VerdictStep(u32),
    /// `{TC}_expected.json`
    Expected,
    /// `{TC}_events.json`
    Events,
    /// `{TC}_provisioning.json`, or `{TC}_provisioning_{as}.json`.
    Provisioning(Option<String>),
}

impl SideCar {
    /// The file's name for a test case.
    pub fn file_name(&self, tc_id: &str) -> String {
        let suffix = match self {
            Self::Result => "",
            Self::Before => "_before",
            Self::After => "_after",
            Self::Stimulus => "_stimulus",
            Self::StimulusStep(n) => return format!("{tc_id}_stimulus_{n}.json"),
            Self::Diff => "_diff",
            Self::Verdict => "_verdict",
            Self::VerdictStep(n) => return format!("{tc_id}_verdict_{n}.json"),
            Self::Expected => "_expected",
            Self::Events => "_events",
            Self::Provisioning(None) => "_provisioning",
            Self::Provisioning(Some(instance)) => {
                return format!("{tc_id}_provisioning_{instance}.json");
            }
        };
        [tc_id, suffix, ".json"].concat()
    }

    /// Reads a file's name: the test case and what the file is.
    pub fn parse(file_name: &str) -> Option<(&str, Self)> {
        let name = file_name.strip_suffix(".json")?;
        let (tc_id, suffix) = match name.split_once('_') {
            Some((tc_id, suffix)) => (tc_id, Some(suffix)),
            None => (name, None),
        };
        if !tc::is_id(tc_id) {
            return None;
        }
        let Some(suffix) = suffix else { return Some((tc_id, Self::Result)) };
        let (kind, detail) = match suffix.split_once('_') {
            Some((kind, detail)) => (kind, Some(detail)),
            None => (suffix, None),
        };
        let step = || detail.and_then(|n| n.parse().ok());
        let side_car = match (kind, detail) {
            ("before", None) => Self::Before,
            ("after", None) => Self::After,
            ("stimulus", None) => Self::Stimulus,
            ("stimulus", Some(_)) => Self::StimulusStep(step()?),
            ("diff", None) => Self::Diff,
            ("verdict", None) => Self::Verdict,
            ("verdict", Some(_)) => Self::VerdictStep(step()?),
            ("expected", None) => Self::Expected,
            ("events", None) => Self::Events,
            ("provisioning", instance) => Self::Provisioning(instance.map(Into::into)),
            _ => return None,
        };
        Some((tc_id, side_car))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_written_and_read_alike() {
        for side_car in [
            SideCar::Result,
            SideCar::Before,
            SideCar::StimulusStep(2),
            SideCar::VerdictStep(10),
            SideCar::Provisioning(None),
            SideCar::Provisioning(Some("order_a".into())),
        ] {
            let name = side_car.file_name("TC-1.3");
            assert_eq!(SideCar::parse(&name), Some(("TC-1.3", side_car)), "{name}");
        }
    }

    #[test]
    fn other_files_are_not_side_cars() {
        for name in
            ["_summary.json", "TC-1_note.json", "TC-1.txt", "TC-1_stimulus_x.json", "x.json"]
        {
            assert_eq!(SideCar::parse(name), None, "{name}");
        }
    }
}

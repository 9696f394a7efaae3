//! What the plan, the data mapping and the gates say about a test case before it runs.

use crate::{Error, data::Data, labels::Labels, papers::Papers};
use contract::{
    TcType,
    gate::TestTypes,
    tc_spec::{Stimulus, Tc, TcSpec},
};
use indexmap::IndexMap;
use serde::Deserialize;
use serde_json::value::RawValue;
use store::Source;

/// What is known of a test case before it runs.
#[derive(Clone, Debug, Default)]
pub(crate) struct Plan {
    /// Its title.
    pub(crate) title: String,
    /// What it is.
    pub(crate) tc_type: TcType,
    /// The data it runs with.
    pub(crate) data: Data,
    /// Whether snapshots before and after are needed.
    pub(crate) db_verify: bool,
    /// Names of the planned snapshots.
    pub(crate) tables: Vec<String>,
    /// Changes that mean nothing, as `orders.updated_at`.
    pub(crate) noise: Vec<String>,
    /// Whether it waits for something after the stimulus.
    pub(crate) waits: bool,
    /// Whether it has a stimulus of its own.
    pub(crate) has_stimulus: bool,
    /// Segments of an end-to-end case.
    pub(crate) segments: Vec<Segment>,
    /// Whether something is expected of the whole, not of segments only.
    pub(crate) expects: bool,
    /// Whether events must be matched.
    pub(crate) events: bool,
    /// Whether a sequence of calls of the gate stands for the stimulus.
    pub(crate) sequence: bool,
    /// Names under which entities are provisioned for it.
    pub(crate) instances: Vec<String>,
}

/// A planned segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Segment {
    /// Its name, such as `①`.
    pub(crate) name: String,
    /// Method and path.
    pub(crate) trigger: String,
}

/// A plan may hold thousands of test cases; only one is looked at.
#[derive(Deserialize)]
struct SpecView<'a> {
    #[serde(borrow, default)]
    tcs: IndexMap<String, &'a RawValue>,
}

#[derive(Deserialize)]
struct GateView {
    #[serde(default)]
    test_types: Option<TestTypes>,
}

impl Plan {
    /// Reads all of it.
    pub(crate) fn read(tc_id: &str, papers: &Papers, labels: Labels) -> Result<Self, Error> {
        let (mut plan, needs_data) = match &papers.tc_spec {
            Some(source) => Self::of_spec(tc_id, source)?.ok_or_else(|| Error::UnknownTc {
                path: source.path().into(),
                tc_id: tc_id.into(),
            })?,
            None => (Self::of_sheet(tc_id, papers.sheet.as_ref())?, true),
        };
        if let Some(source) = &papers.gate {
            let types = source.view::<GateView>()?.test_types.unwrap_or_default();
            plan.take_gate(&types, papers.tc_spec.is_some());
        }
        plan.data = Data::read(tc_id, papers, needs_data, labels)?;
        Ok(plan)
    }

    /// Reads only title and type, of a test case that does not run. It may be in no plan.
    pub(crate) fn outline(tc_id: &str, papers: &Papers) -> Result<Self, Error> {
        let planned = papers.tc_spec.as_ref().map(|source| Self::of_spec(tc_id, source));
        match planned.transpose()?.flatten() {
            Some((plan, _)) => Ok(plan),
            None => Self::of_sheet(tc_id, papers.sheet.as_ref()),
        }
    }

    /// What the machine-readable plan says, and whether it needs data; `None` for a test case that
    /// it does not have.
    fn of_spec(tc_id: &str, source: &Source) -> Result<Option<(Self, bool)>, Error> {
        let view: SpecView<'_> = source.view()?;
        let Some(raw) = view.tcs.get(tc_id) else { return Ok(None) };
        let tc = match serde_json::from_str::<Tc>(raw.get()) {
            Ok(tc) => tc,
            // Once more as a whole, for an error that says where.
            Err(_) => source.document::<TcSpec>()?.tcs.swap_remove(tc_id).unwrap_or_default(),
        };
        let needs_data = tc.data_requirement.is_some() || raw.get().contains("{data.");
        Ok(Some((Self::of_tc(tc), needs_data)))
    }

    fn of_tc(tc: Tc) -> Self {
        Self {
            tc_type: tc.kind(),
            title: tc.title.unwrap_or_default(),
            tables: tc.snapshot.into_iter().map(|query| query.name).collect(),
            noise: tc.noise.into_iter().map(|noise| noise.path).collect(),
            waits: tc.wait.is_some(),
            has_stimulus: tc.stimulus.is_some(),
            segments: tc.checkpoints.into_iter().enumerate().map(segment).collect(),
            expects: tc.expected.is_some(),
            events: !tc.events.is_empty(),
            instances: tc.requires.into_iter().filter_map(|required| required.instance).collect(),
            ..Self::default()
        }
    }

    /// Without a plan the sheet says what the test case is.
    fn of_sheet(tc_id: &str, sheet: Option<&Source>) -> Result<Self, Error> {
        let Some(sheet) = sheet else { return Ok(Self::default()) };
        let scenarios = testdoc::sheet::scenarios(sheet.text()?);
        let own = scenarios.into_iter().find(|scenario| scenario.tc_id == tc_id);
        Ok(own.map_or_else(Self::default, |scenario| Self {
            tc_type: scenario.kind(),
            title: scenario.title,
            ..Self::default()
        }))
    }

    /// The gate's sequences name no test case: they are for those without a stimulus of their own.
    fn take_gate(&mut self, types: &TestTypes, has_spec: bool) {
        self.db_verify = types.db_verify;
        self.sequence = types.mobile_api_simulation
            && !types.mobile_api_sequences.is_empty()
            && has_spec
            && self.tc_type == TcType::Active
            && !self.has_stimulus
            && self.segments.is_empty();
    }
}

fn segment((index, checkpoint): (usize, contract::tc_spec::Checkpoint)) -> Segment {
    let trigger = |stimulus: Stimulus| format!("{} {}", stimulus.method, stimulus.path);
    let name = Some(checkpoint.segment).filter(|name| !name.trim().is_empty());
    Segment {
        name: name.unwrap_or_else(|| (index + 1).to_string()),
        trigger: checkpoint.stimulus.map(trigger).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_spec(text: &str) -> (Plan, bool) {
        let source = Source::from_bytes("s.json", text.as_bytes().to_vec());
        Plan::of_spec("TC-1", &source).unwrap().unwrap()
    }

    #[test]
    fn the_plan_says_what_the_test_case_is() {
        let (plan, needs_data) = of_spec(
            r#"{"tcs":{"TC-1":{"title":"[관찰] 재고","snapshot":[{"name":"stock"}],"wait":{},
                "checkpoints":[{"segment":"①","stimulus":{"method":"GET","path":"/a"}},{}]}}}"#,
        );
        assert_eq!(plan.tc_type, TcType::Observation);
        assert_eq!((plan.tables.as_slice(), plan.waits), (&["stock".to_owned()][..], true));
        let segments: Vec<_> = plan.segments.iter().map(|s| (&*s.name, &*s.trigger)).collect();
        assert_eq!(segments, [("①", "GET /a"), ("2", "")]);
        assert!(!needs_data);
    }

    #[test]
    fn data_is_needed_when_the_plan_mentions_it() {
        assert!(of_spec(r#"{"tcs":{"TC-1":{"uses":["order:{data.id}"]}}}"#).1);
        assert!(of_spec(r#"{"tcs":{"TC-1":{"data_requirement":{}}}}"#).1);
    }

    #[test]
    fn a_wrong_type_in_the_plan_names_its_place() {
        let text = br#"{"tcs":{"TC-1":{"title":7}}}"#.to_vec();
        let error = Plan::of_spec("TC-1", &Source::from_bytes("s.json", text)).unwrap_err();
        assert!(fault::line(&error).contains("s.json at /tcs/TC-1/title"), "{error:?}");
    }
}

//! The commands that mend a violation, ready to be typed.

use crate::CaseFile;
use contract::SideCar;
use std::path::Path;

/// Commands for one test case.
pub(super) struct Commands<'a> {
    pub(super) case: &'a CaseFile,
    pub(super) tc_id: &'a str,
}

impl Commands<'_> {
    /// The planned request, or one without a plan.
    pub(super) fn stimulus(&self, side_car: &SideCar) -> String {
        let request = match self.plan() {
            Some(plan) => plan,
            None => "--method METHOD --url URL".into(),
        };
        let gate = self.case.gate.as_ref();
        let gate =
            gate.map(|gate| format!(" --env-map {}", quoted(&gate.path))).unwrap_or_default();
        let segment = self.segment(side_car).map(|name| format!(" --segment {name}"));
        let flags = format!("{request}{gate}{}", segment.unwrap_or_default());
        self.line("stimulus_executor", &flags, side_car)
    }

    /// The segment whose exchange a file is, as a shell takes it.
    fn segment(&self, side_car: &SideCar) -> Option<String> {
        let SideCar::StimulusStep(n) = side_car else { return None };
        let checkpoints = &self.case.tc(self.tc_id)?.checkpoints;
        let checkpoint = checkpoints.get(n.checked_sub(1)? as usize)?;
        Some(quoted(Path::new(&checkpoint.segment)))
    }

    /// A picture of a planned `ui` stimulus.
    pub(super) fn screen(&self) -> String {
        self.line("capture_screen", "--url URL --step STEP", &SideCar::Stimulus)
    }

    /// All segments, in order.
    pub(super) fn sequence(&self) -> String {
        let plan = self.plan().unwrap_or_default();
        format!("run_api_sequence {plan} --tc-id {} --dir {}", self.tc_id, self.results())
    }

    /// A snapshot before or after.
    pub(super) fn snapshot(&self, side_car: &SideCar) -> String {
        let phase = if *side_car == SideCar::After { "after" } else { "before" };
        let query = match self.plan().filter(|_| self.has_snapshots()) {
            Some(plan) => format!("{plan} --phase {phase}"),
            None => "--db NAME --sql SQL".into(),
        };
        self.line("capture_db_snapshot", &query, side_car)
    }

    /// The comparison of both.
    pub(super) fn diff(&self) -> String {
        let file = |side_car: SideCar| self.file(&side_car);
        let inputs = format!("--before {} --after {}", file(SideCar::Before), file(SideCar::After));
        format!("compare_db_snapshots {inputs} --output {}", file(SideCar::Diff))
    }

    /// The expectation computed from the database.
    pub(super) fn expected(&self) -> String {
        let plan = self.plan().unwrap_or_default();
        self.line("compute_expected", &plan, &SideCar::Expected)
    }

    /// The verdict on a file.
    pub(super) fn verdict(&self, actual: &SideCar, side_car: &SideCar) -> String {
        let tc = self.case.tc(self.tc_id);
        let expected = tc.and_then(|tc| tc.expected.as_ref());
        let mut flags = vec![self.plan().unwrap_or_else(|| "--expected JSON".into())];
        let of_case = expected.filter(|_| *side_car == SideCar::Verdict);
        if of_case.is_some_and(|expected| !expected.fields.is_empty()) {
            flags.push(format!("--expected-file {}", self.file(&SideCar::Expected)));
        }
        if of_case.is_some_and(|expected| !expected.db_changes.is_empty()) {
            flags.push(format!("--diff {}", self.file(&SideCar::Diff)));
        }
        flags.push(format!("--actual-file {}", self.file(actual)));
        self.line("verdict_calculator", &flags.join(" "), side_car)
    }

    /// The whole walk over the ledger.
    pub(super) fn audit(&self) -> String {
        format!("run: verify_evidence --dir {}", self.results())
    }

    /// What only a person may do.
    pub(super) fn accept_head(&self) -> String {
        format!(
            "a person who knows the cause runs: verify_evidence --dir {} --accept-head REASON",
            self.results()
        )
    }

    /// Whether the plan names snapshots.
    fn has_snapshots(&self) -> bool {
        self.case.tc(self.tc_id).is_some_and(|tc| !tc.snapshot.is_empty())
    }

    /// `--tc-spec` and `--mapping`, where there is a plan for the test case.
    fn plan(&self) -> Option<String> {
        let spec = self.case.spec.as_ref().filter(|_| self.case.tc(self.tc_id).is_some())?;
        let mapping = self.case.mapping.as_ref();
        let mapping = mapping.map(|mapping| format!(" --mapping {}", quoted(&mapping.path)));
        Some(format!("--tc-spec {}{}", quoted(&spec.path), mapping.unwrap_or_default()))
    }

    fn line(&self, program: &str, flags: &str, output: &SideCar) -> String {
        let file = self.file(output);
        [program, " ", flags, " --tc-id ", self.tc_id, " --output ", &file].concat()
    }

    fn file(&self, side_car: &SideCar) -> String {
        let results = &self.case.results;
        let name = side_car.file_name(self.tc_id);
        // The names of side-cars need no quotes; only the folder's path may.
        match results.strip_suffix('\'') {
            Some(open) => [open, "/", &name, "'"].concat(),
            None => [results, "/", &name].concat(),
        }
    }

    fn results(&self) -> &str {
        &self.case.results
    }
}

/// A path as a shell takes it.
pub fn quoted(path: &Path) -> String {
    let text = path.display().to_string();
    let is_plain = |c: char| match c {
        '/' | '.' | '_' | '-' | '+' | '=' | ':' | '@' | '%' | ',' => true,
        _ => c.is_alphanumeric(),
    };
    if text.chars().all(is_plain) { text } else { format!("'{}'", text.replace('\'', "'\\''")) }
}

//! The seven steps as lines, and what they say.

use crate::{
    changes::Changes,
    data::Data,
    excerpt::short,
    exchange::{Exchange, Outcome},
    labels::Labels,
    parts::segment_result,
    plan::{Plan, Segment},
    rows::Rows,
    ruling::Ruling,
    side_cars::SideCars,
};
use contract::{
    Json, TcType,
    result::{Checklist, CheckpointResult},
    snapshot::WaitResult,
};
use testdoc::checklist::{
    Line,
    Mark::{self, Done, Failed, Skipped},
    Step, segment_line, title_line,
};

/// Tables that a line shows.
const TABLES: usize = 4;
/// Changed cells that a line shows.
const CELLS: usize = 3;
/// Checks of a segment that a line shows.
const CHECKS: usize = 3;
/// Characters of an error that a line shows.
const ERROR: usize = 160;

/// Everything that the lines are made of.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// What was known before.
    pub(crate) plan: &'a Plan,
    /// What the steps left.
    pub(crate) files: &'a SideCars,
    /// What follows from both.
    pub(crate) ruling: &'a Ruling,
    /// The text of step 7.
    pub(crate) verdict: (Mark, &'a str),
    /// The agent's reason for a step that did not happen.
    pub(crate) reason: Option<&'a str>,
    /// The language.
    pub(crate) labels: Labels,
}

impl View<'_> {
    /// The seven lines.
    pub(crate) fn lines(&self) -> Vec<Line> {
        Step::ALL.into_iter().map(|step| self.line(step)).collect()
    }

    /// One step.
    pub(crate) fn line(&self, step: Step) -> Line {
        let (mark, text) = match step {
            Step::Data => self.data(),
            Step::Before => self.snapshot(step, self.files.before.as_ref()),
            Step::Stimulus => self.stimulus(),
            Step::Wait => self.wait(),
            Step::After => self.snapshot(step, self.files.after.as_ref()),
            Step::Compare => self.compare(),
            Step::Verdict => (self.verdict.0, self.verdict.1.to_owned()),
        };
        Line { mark, step, text }
    }

    /// Two lines for each segment that left something, to stand below step 3.
    pub(crate) fn segment_lines(&self) -> Vec<String> {
        let segments = self.plan.segments.iter().enumerate();
        segments.flat_map(|(index, segment)| self.lines_of_segment(index, segment)).collect()
    }

    fn data(&self) -> (Mark, String) {
        let labels = self.labels;
        if self.ruling.stops_at_data() {
            return (Failed, self.ruling.reason(self.files, labels));
        }
        match &self.plan.data {
            Data::Ready(values) => (Done, values.clone()),
            Data::Planned(values) if values.is_empty() => (Done, labels.data_comes_later().into()),
            Data::Planned(values) => (Done, format!("{values} ({})", labels.data_comes_later())),
            Data::Unknown => (Skipped, labels.no_mapping().into()),
            _ => (Done, labels.not_needed().into()),
        }
    }

    fn snapshot(&self, step: Step, rows: Option<&Rows>) -> (Mark, String) {
        if let Some(rows) = rows {
            return (Done, self.tables(rows));
        }
        self.absent(self.plan.db_verify, self.labels.skipped_without_db(), || {
            self.labels.no_snapshot(step)
        })
    }

    /// A step without a record: left out rightly, or missing.
    fn absent(
        &self,
        needed: bool,
        not_asked_for: &str,
        what: impl Fn() -> &'static str,
    ) -> (Mark, String) {
        let labels = self.labels;
        if self.ruling.stops_at_data() {
            (Skipped, labels.skipped_after_stop().into())
        } else if self.plan.tc_type == TcType::Observation {
            (Skipped, labels.skipped_for_observation().into())
        } else if needed {
            (Failed, labels.not_run(self.reason.unwrap_or_else(|| what())))
        } else {
            (Skipped, not_asked_for.into())
        }
    }

    fn tables(&self, rows: &Rows) -> String {
        let unnamed = match &self.plan.tables[..] {
            [only] => only.as_str(),
            _ => "",
        };
        let shown = rows.tables.iter().take(TABLES).map(|table| {
            let name = if table.name.is_empty() { unnamed } else { &table.name };
            let count = self.labels.rows(table.rows);
            let columns = table.first.iter().map(|(column, value)| format!("{column}={value}"));
            let columns = match table.rows {
                1 => format!(" ({})", columns.collect::<Vec<_>>().join(", ")),
                _ => String::new(),
            };
            format!("{name} {count}{columns}").trim().to_owned()
        });
        let mut shown: Vec<_> = shown.collect();
        if rows.tables.len() > TABLES {
            shown.push("…".into());
        }
        shown.join(", ")
    }

    fn stimulus(&self) -> (Mark, String) {
        let last = self.files.steps.iter().rev().find_map(|step| step.exchange.as_ref());
        match self.files.stimulus.as_ref().or(last) {
            Some(exchange) => self.exchange(exchange),
            None => self.absent(true, "", || self.labels.no_stimulus()),
        }
    }

    fn exchange(&self, exchange: &Exchange) -> (Mark, String) {
        let call = &exchange.call;
        match &exchange.outcome {
            Outcome::Answered(code) => (Done, format!("{call} → HTTP {code}")),
            Outcome::Steps(count) => (Done, format!("{call} → {}", self.labels.steps(*count))),
            Outcome::Unreachable(error) | Outcome::BrokenOff(error) => {
                let error = if error.is_empty() { self.labels.no_answer() } else { error };
                (Failed, self.labels.failed_run(&format!("{call} → {}", short(error, ERROR))))
            }
        }
    }

    fn wait(&self) -> (Mark, String) {
        let labels = self.labels;
        let Some(after) = &self.files.after else {
            return if self.plan.waits {
                self.absent(true, "", || labels.no_wait())
            } else if self.ruling.stops_at_data() {
                (Skipped, labels.skipped_after_stop().into())
            } else {
                (Done, labels.not_needed().into())
            };
        };
        let seconds = seconds(after.waited_ms.unwrap_or_default());
        match after.wait_result {
            Some(WaitResult::Elapsed | WaitResult::Met) => (Done, labels.waited(&seconds)),
            Some(WaitResult::Timeout) => (Failed, labels.wait_timed_out(&seconds)),
            Some(WaitResult::None) | None if self.plan.waits => (Skipped, labels.no_wait().into()),
            Some(WaitResult::None) | None => (Done, labels.not_needed().into()),
        }
    }

    fn compare(&self) -> (Mark, String) {
        let labels = self.labels;
        match &self.files.diff {
            Some(diff) if !diff.any() => (Done, labels.no_change().into()),
            Some(diff) => {
                let counts = labels.changes(diff.changed, diff.added, diff.removed);
                (Done, format!("{counts}{}", self.cells(diff)))
            }
            None if self.files.before.is_none() && self.files.after.is_some() => {
                (Skipped, labels.skipped_without_before().into())
            }
            None => {
                let both = self.files.before.is_some() && self.files.after.is_some();
                let needed = self.plan.db_verify || both;
                self.absent(needed, labels.skipped_without_db(), || labels.no_diff())
            }
        }
    }

    /// The first changed cells that mean something, in brackets.
    fn cells(&self, diff: &Changes) -> String {
        let is_noise = |name: &str| {
            let in_only_table = match &self.plan.tables[..] {
                [only] => format!("{only}.{name}"),
                _ => String::new(),
            };
            self.plan.noise.iter().any(|noise| noise == name || *noise == in_only_table)
        };
        let telling = diff.cells.iter().filter(|(name, _)| !is_noise(name)).take(CELLS);
        let telling: Vec<_> = telling.map(|(name, sides)| format!("{name} {sides}")).collect();
        if telling.is_empty() { String::new() } else { format!(" ({})", telling.join(", ")) }
    }

    fn lines_of_segment(&self, index: usize, segment: &Segment) -> Vec<String> {
        let name = &segment.name;
        let mut lines = Vec::new();
        let exchange = self.files.steps.get(index).and_then(|step| step.exchange.as_ref());
        if let Some(exchange) = exchange {
            let (mark, text) = self.exchange(exchange);
            lines.push(segment_line(
                mark,
                name,
                "STIMULUS",
                &self.labels.segment_call(name, &text),
            ));
        }
        if let Some(result) = checkpoint(self.files, index, segment) {
            let (actual, expected) = (&result.actual, &result.expected);
            let (actual, expected) = (actual.to_plain_text(), expected.to_plain_text());
            let text = self.labels.segment_result(name, &actual, &expected);
            let mark = if result.pass { Done } else { Failed };
            lines.push(segment_line(mark, name, "CHECK", &text));
        }
        lines
    }
}

/// The texts behind the dashes, as a result keeps them.
pub(crate) fn texts(lines: &[Line]) -> Checklist {
    let text = |step: Step| {
        let line = lines.iter().find(|line| line.step == step);
        line.map_or(Json::Null, |line| line.text.as_str().into())
    };
    Checklist {
        data: text(Step::Data),
        before: text(Step::Before),
        stimulus: text(Step::Stimulus),
        wait: text(Step::Wait),
        after: text(Step::After),
        compare: text(Step::Compare),
        verdict: text(Step::Verdict),
    }
}

/// Title and steps, or one step only; 0 is the title.
pub(crate) fn markdown(tc_id: &str, view: &View<'_>, lines: &[Line], only: Option<u8>) -> String {
    let asked_for = |number: u8| only.is_none_or(|only| only == number);
    let mut shown = Vec::new();
    if asked_for(0) {
        shown.push(title_line(tc_id, &view.plan.title));
    }
    for line in lines.iter().filter(|line| asked_for(line.step.number())) {
        shown.push(line.to_string());
        if line.step == Step::Stimulus {
            shown.extend(view.segment_lines());
        }
    }
    shown.join("\n") + "\n"
}

/// The results of the segments that have one.
pub(crate) fn checkpoints(plan: &Plan, files: &SideCars) -> Vec<CheckpointResult> {
    let segments = plan.segments.iter().enumerate();
    segments.filter_map(|(index, segment)| checkpoint(files, index, segment)).collect()
}

fn checkpoint(files: &SideCars, index: usize, segment: &Segment) -> Option<CheckpointResult> {
    let pass = segment_result(files, index, &segment.name)?;
    let own = files.steps.get(index).and_then(|step| step.judgement.as_ref());
    let Some(judgement) = own else {
        let left = &files.verdict.as_ref()?.checkpoints;
        return left.iter().find(|result| result.segment == segment.name).cloned();
    };
    // What did not hold is what a reader looks for; when all held, the first checks stand for it.
    let failed: Vec<_> = judgement.failed().take(CHECKS).collect();
    let shown = match failed[..] {
        [] => judgement.checks.iter().take(CHECKS).collect(),
        _ => failed,
    };
    let side = |value: fn(&crate::judgement::Check) -> &str| {
        let sides = shown.iter().map(|check| format!("{}={}", check.field, value(check)));
        sides.collect::<Vec<_>>().join(", ").into()
    };
    Some(CheckpointResult {
        segment: segment.name.clone(),
        trigger: segment.trigger.clone(),
        expected: side(|check| &check.expected),
        actual: side(|check| &check.actual),
        pass,
    })
}

/// Milliseconds as seconds, without trailing zeros.
fn seconds(milliseconds: u64) -> String {
    let text = format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_short_and_exact() {
        let shown = [0, 7, 250, 1000, 12_340].map(seconds);
        assert_eq!(shown, ["0", "0.007", "0.25", "1", "12.34"]);
    }
}

//! The detail of a test case.

use super::{
    Derivation, Stimulus, derivation::is_surely_one, stimulus::Scope, table::MOST_COLUMNS,
};
use crate::{
    checklist::{self, Step},
    labels::{self, Label, is_word},
    markdown::{Kind, Line},
};
use contract::TcType;
use std::borrow::Cow;

/// A test case as its detail section has it: what stands from its heading to the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case<'a> {
    /// Its id.
    pub tc_id: &'a str,
    /// Its title, with a tag such as `[관찰]`.
    pub title: &'a str,
    /// The line of its heading.
    pub line: usize,
    /// What the section itself says it is.
    pub tc_type: Option<TcType>,
    /// Why it was chosen.
    pub selection_reason: Option<Field<'a>>,
    /// What must hold for its data.
    pub behavioral_condition: Option<Field<'a>>,
    /// How its expectation is derived.
    pub derivation: Derivation,
    /// Its request.
    pub stimulus: Stimulus<'a>,
}

/// What is written for a label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field<'a> {
    /// The text; empty when the label stands alone.
    pub value: Cow<'a, str>,
    /// Where the label stands.
    pub line: usize,
}

/// A detail while its lines come in.
pub(super) struct Reading<'a> {
    /// The level of its heading.
    pub(super) level: u8,
    case: Case<'a>,
    scope: Scope,
    /// What has its text on the line below.
    open: Option<Open>,
    table: Columns,
}

/// What stands there alone, so that the next line is looked at for its text.
#[derive(Clone, Copy)]
enum Open {
    /// The label of a field.
    Field(Label),
    /// ④.
    Result,
}

/// What the columns of a table are about.
#[derive(Default)]
enum Columns {
    /// No table.
    #[default]
    None,
    /// A label and its value in each row.
    Pairs,
    /// A label at the head of each column.
    Headed(Vec<Option<Label>>),
}

/// What a line of a detail may be called.
const FIELDS: [Label; 4] =
    [Label::SelectionReason, Label::BehavioralCondition, Label::Type, Label::DerivationTree];
/// What a row or a column of a table in a detail may be called.
const CELLS: [Label; 4] =
    [Label::SelectionReason, Label::BehavioralCondition, Label::Type, Label::Stimulus];

/// Whether a heading is one of a part of a detail: a field, or a step.
pub(super) fn is_part(heading: &str) -> bool {
    let is_step = |step: &Step| labels::undress(heading).eq_ignore_ascii_case(step.name());
    Label::Stimulus.is_in(heading)
        || Label::one_of(&FIELDS, heading).is_some()
        || Step::ALL.iter().any(is_step)
}

impl<'a> Reading<'a> {
    pub(super) fn new(tc_id: &'a str, title: &'a str, level: u8, line: usize) -> Self {
        let case = Case {
            tc_id,
            title,
            line,
            tc_type: None,
            selection_reason: None,
            behavioral_condition: None,
            derivation: Derivation::default(),
            stimulus: Stimulus::default(),
        };
        Self { level, case, scope: Scope::Outside, open: None, table: Columns::None }
    }

    pub(super) fn tc_id(&self) -> &'a str {
        self.case.tc_id
    }

    pub(super) fn close(mut self) -> Case<'a> {
        self.case.derivation.stop();
        self.case
    }

    /// Takes a line in.
    pub(super) fn line(&mut self, line: &Line<'a>) {
        match line.kind {
            Kind::Row => return self.row(line),
            Kind::Delimiter => return,
            _ => self.table = Columns::None,
        }
        if matches!(line.kind, Kind::Blank | Kind::Comment | Kind::Fence { .. }) {
            return;
        }
        let text = line.content();
        if let Some(word) = checklist::divider(text) {
            self.open = None;
            self.case.derivation.stop();
            self.scope = self.case.stimulus.divider(word, line.number);
            return;
        }
        if self.derivation(line, text) {
            let derivation = &self.case.derivation;
            let is_bare = derivation.result().is_some() && !derivation.says_something;
            self.open = is_bare.then_some(Open::Result);
            return;
        }
        if text.starts_with(['├', '└', '│']) {
            // Below a mark of the tree; never a field, whatever it is called.
            self.case.derivation.says_something |= matches!(self.open.take(), Some(Open::Result));
            return;
        }
        if self.field(line, text) {
            self.case.derivation.stop();
            self.scope = Scope::Outside;
            return;
        }
        self.scope = self.case.stimulus.line(line, self.scope);
        if matches!(line.kind, Kind::Heading { .. } | Kind::Rule) || self.scope.is_open() {
            self.open = None;
            self.case.derivation.stop();
        }
        if text.contains(is_word) {
            match self.open.take() {
                Some(Open::Field(label)) => self.enter(label, text.into(), line.number),
                Some(Open::Result) => self.case.derivation.says_something = true,
                None => {}
            }
        }
    }

    /// Whether the line is one of the derivation.
    fn derivation(&mut self, line: &Line<'a>, text: &str) -> bool {
        match line.kind {
            Kind::Quote { .. } => self.case.derivation.quote(text, line.number),
            _ if self.scope.is_open() && !is_surely_one(text) => false,
            _ => self.case.derivation.line(text, line.number),
        }
    }

    /// Whether the line is a field of the detail; the request is looked for elsewhere.
    fn field(&mut self, line: &Line<'a>, text: &'a str) -> bool {
        let (label, value) =
            labels::dashed_field(text).or_else(|| labels::field(text)).unwrap_or((text, ""));
        let Some(label) = Label::one_of(&FIELDS, label) else { return false };
        if label == Label::DerivationTree {
            self.open = None;
            return true;
        }
        self.open = value.is_empty().then_some(Open::Field(label));
        self.enter(label, value.into(), line.number);
        true
    }

    /// The first value that a field is given stays.
    fn enter(&mut self, label: Label, value: Cow<'a, str>, line: usize) {
        let place = match label {
            Label::SelectionReason => &mut self.case.selection_reason,
            Label::BehavioralCondition => &mut self.case.behavioral_condition,
            _ => {
                self.case.tc_type = self.case.tc_type.or_else(|| labels::tc_type(&value));
                return;
            }
        };
        match place {
            None => *place = Some(Field { value, line }),
            Some(field) if field.value.is_empty() => field.value = value,
            Some(_) => {}
        }
    }

    fn row(&mut self, line: &Line<'a>) {
        if let Some(Open::Result) = self.open.take() {
            self.case.derivation.says_something = true;
        }
        if matches!(self.table, Columns::None) {
            self.table = Columns::of(line);
            if matches!(self.table, Columns::Headed(_)) {
                return;
            }
        }
        let mut entries = Vec::new();
        if let Columns::Headed(labels) = &self.table {
            let cells = labels.iter().zip(line.cells());
            entries.extend(cells.filter_map(|(label, cell)| label.map(|label| (label, cell))));
        } else {
            let mut cells = line.cells();
            let first = cells.next().unwrap_or_default();
            if let Some(label) = Label::one_of(&CELLS, &first) {
                let value = cells.find(|cell| !cell.is_empty()).unwrap_or_default();
                entries.push((label, value));
            }
        }
        let is_request = entries.iter().any(|(label, _)| *label == Label::Stimulus);
        if is_request {
            self.case.stimulus.row(line);
        } else if self.scope.is_open() {
            self.case.stimulus.scan(line.text);
        }
        for (label, value) in entries {
            if label != Label::Stimulus {
                self.enter(label, value, line.number);
            }
        }
    }
}

impl Columns {
    /// What the first row of a table says of it.
    fn of(line: &Line<'_>) -> Self {
        let label = |cell: Cow<'_, str>| Label::one_of(&CELLS, &cell);
        let labels: Vec<_> = line.cells().take(MOST_COLUMNS).map(label).collect();
        if labels.iter().skip(1).any(Option::is_some) { Self::Headed(labels) } else { Self::Pairs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Sheet;

    /// The selection reason and the behavioural condition of the first detail.
    fn check(detail: &str, reason: Option<&str>, condition: Option<&str>) {
        let document = format!("## 4. D\n### TC-1: t\n{detail}\n");
        let sheet = Sheet::read(&document);
        let case = &sheet.cases[0];
        let value = |field: &Option<Field<'_>>| field.as_ref().map(|field| field.value.to_string());
        let found = (value(&case.selection_reason), value(&case.behavioral_condition));
        assert_eq!((found.0.as_deref(), found.1.as_deref()), (reason, condition), "{detail}");
    }

    #[test]
    fn fields_are_known_in_every_form() {
        for detail in [
            "| 항목 | 내용 |\n|---|---|\n| 선정 이유 | a: b |\n| **행위적 조건** | x = 1 |",
            "| 선정 이유 | a: b |\n|---|---|\n| 행위적 조건 | x = 1 |",
            "| 선정 이유 | 행위적 조건 |\n|---|---|\n| a: b | x = 1 |",
            "> **선정 이유**: a: b\n\n- **행위적 조건**: x = 1",
            "- Selection reason: a: b\n- `Behavioral condition`：x = 1",
            "**Selection reason:** a: b\n**Behavioural Condition:** x = 1",
            "**선정 이유** — a: b\n\n1. Behavioral condition - x = 1",
            "#### 선정 이유\n\na: b\n\n#### 행위적 조건\n- x = 1",
            "- **선정 이유 (Selection reason)**:\n  - a: b\n- **행위적 조건**:\n  `x = 1`",
        ] {
            let value = if detail.ends_with('`') { "`x = 1`" } else { "x = 1" };
            check(detail, Some("a: b"), Some(value));
        }
    }

    #[test]
    fn fields_that_are_not_there() {
        check("선정 이유는 없다\n```\nx\n```", None, None);
        check("<!-- 선정 이유: x -->", None, None);
        check("- **선정 이유**:\n\n#### 행위적 조건\n━━━ BEFORE ━━━\nSELECT", Some(""), Some(""));
        check("| 선정 이유 | |\n|---|---|\n| 행위적 조건 |", Some(""), Some(""));
    }

    #[test]
    fn branches_of_the_tree_are_no_fields() {
        check("```\n① x\n│ └─ 선정 이유: x\n└─④ Expected:\n   └─ 1\n```", None, None);
        let sheet =
            Sheet::read("### TC-1: t\n① x\n│ └─ 유형: OBSERVATION\n└─④ Expected:\n   └─ 1\n");
        let case = &sheet.cases[0];
        assert!(
            case.tc_type.is_none() && case.derivation.is_tree() && case.derivation.says_something
        );
    }

    #[test]
    fn a_type_may_stand_in_the_detail() {
        for detail in ["- **유형**: OBSERVATION", "| Type | Observation |", "- TC 유형: [관찰]"]
        {
            let document = format!("### TC-1: t\n{detail}");
            assert_eq!(
                Sheet::read(&document).cases[0].tc_type,
                Some(TcType::Observation),
                "{detail}"
            );
        }
    }
}

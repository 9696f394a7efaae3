//! One pass over a document's lines.

use super::{
    Row, Section, Stated, TestResult, evidence, heading, listed, status, summary,
    table::{self, Table},
};
use crate::{
    labels::result::{Field, is_earlier, is_no_result, is_of_results, is_summary},
    markdown::{Kind, Line, lines},
};
use contract::Status;

/// Reads a document.
pub(super) fn read(markdown: &str) -> TestResult<'_> {
    let mut reader = Reader::default();
    for line in lines(markdown) {
        reader.line(&line);
    }
    reader.result
}

#[derive(Default)]
struct Reader<'a> {
    result: TestResult<'a>,
    /// The sections that are open, the outer ones first: level and place.
    open: Vec<(u8, usize)>,
    /// Whether the last heading is that of the document's own summary.
    in_summary: bool,
    /// Whether the last heading within a section is that of an earlier run.
    in_earlier: bool,
    /// What the headings outside of sections are about.
    part: Part,
    /// The level of the heading that says so.
    part_level: u8,
    /// The table that the last line belongs to.
    table: Option<Table<'a>>,
    tables: usize,
    /// The head of a table in the summary, whose numbers stand below.
    summary_head: summary::Head,
}

/// What a part of a document is about, by its headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    /// Nothing that its heading would say.
    #[default]
    Any,
    /// Results.
    Results,
    /// An earlier run.
    Earlier,
    /// Plans, data, rules: no result.
    NoResult,
}

impl Part {
    fn of(heading: &str) -> Self {
        if is_earlier(heading) {
            Self::Earlier
        } else if is_no_result(heading) {
            Self::NoResult
        } else if is_of_results(heading) {
            Self::Results
        } else {
            Self::Any
        }
    }
}

impl<'a> Reader<'a> {
    fn line(&mut self, line: &Line<'a>) {
        if !matches!(line.kind, Kind::Row | Kind::Delimiter) {
            self.table = None;
        }
        match line.kind {
            Kind::Heading { level, text } => self.heading(level, text, line.number),
            Kind::Underlined { level, text } => {
                // A rule below a line of text makes it a heading in form only.
                if heading::heading(text).is_some_and(|it| it.status.is_some()) {
                    self.heading(level, text, line.number);
                } else {
                    self.text(text, line.number, false);
                }
            }
            Kind::Row => self.row(line),
            Kind::Item { text } => self.text(text, line.number, true),
            Kind::Text { text } => self.text(text, line.number, false),
            Kind::Code { .. } | Kind::Quote { .. } if self.open.is_empty() => {}
            Kind::Code { .. } if self.is_more_json(line.text) => {}
            Kind::Code { .. } | Kind::Quote { .. } => {
                let text = line.content();
                self.shown(text, status::labelled(text));
            }
            Kind::Blank | Kind::Delimiter | Kind::Fence { .. } | Kind::Comment | Kind::Rule => {}
        }
    }

    fn heading(&mut self, level: u8, text: &'a str, line: usize) {
        while self.open.last().is_some_and(|(open, _)| *open >= level) {
            self.open.pop();
        }
        self.in_earlier = !self.open.is_empty() && is_earlier(text);
        if let Some(found) = heading::heading(text) {
            (self.in_summary, self.in_earlier) = (false, false);
            if level <= self.part_level {
                (self.part, self.part_level) = (Part::Any, level);
            }
            for (_, outer) in &self.open {
                let outer = &mut self.result.sections[*outer];
                let part = found.tc_id.strip_prefix(outer.tc_id);
                outer.is_group |= part.is_some_and(|part| part.starts_with(['.', '-']));
            }
            self.open.push((level, self.result.sections.len()));
            self.result.sections.push(Section {
                tc_id: found.tc_id,
                line,
                title: found.title,
                heading: found.status,
                hint: found.hint,
                ..Section::default()
            });
        } else if self.open.is_empty() {
            self.in_summary = is_summary(text);
            self.enter_part(level, text);
        } else {
            self.shown(text, None);
        }
    }

    /// A heading stands for all below it, unless it is the document's title.
    fn enter_part(&mut self, level: u8, text: &str) {
        let is_over = level <= self.part_level;
        if is_over || !matches!(self.part, Part::Earlier | Part::NoResult) {
            let part = Part::of(text);
            let is_title = level == 1 && part != Part::Results;
            self.part = if is_title { Part::Any } else { part };
            self.part_level = level;
        }
    }

    /// A line of the document's own text.
    fn text(&mut self, text: &'a str, line: usize, is_item: bool) {
        if self.open.is_empty() {
            if self.in_summary {
                summary::counts_of_line(text, line, &mut self.result.counts);
            }
            self.listed(text, line);
            return;
        }
        let labelled = status::labelled(text);
        self.shown(text, labelled);
        if self.in_earlier {
            return;
        }
        let Some(section) = self.innermost() else { return };
        match labelled {
            Some((Field::State, value)) => section.state(value, line, is_item),
            Some((Field::Result | Field::Verdict, value)) => section.verdict(value, line),
            Some((Field::Reason, value)) => section.say_why(status::bare(value)),
            Some(_) => {}
            None => section.own_line(text, line),
        }
    }

    /// A line outside of sections that says that test cases passed.
    fn listed(&mut self, text: &'a str, line: usize) {
        if matches!(self.part, Part::Earlier | Part::NoResult) {
            return;
        }
        let passed = listed::passed(text, self.part == Part::Results);
        if !passed.is_empty() {
            // Each line by itself: two of one test case do not make one claim of both.
            self.tables += 1;
        }
        self.result.rows.extend(passed.into_iter().map(|tc_id| Row {
            tc_id,
            line,
            status: Status::Pass,
            has_reason: false,
            table: self.tables,
            is_check: false,
            is_past: false,
        }));
    }

    /// A line that may show evidence, whoever's word it is.
    fn shown(&mut self, text: &str, labelled: Option<(Field, &str)>) {
        for (_, index) in &self.open {
            let shows = &mut self.result.sections[*index].shows;
            shows.stimulus = shows.stimulus || evidence::shows_stimulus(text);
            shows.fail_evidence = shows.fail_evidence || evidence::heads_fail_evidence(text);
            match labelled {
                Some((Field::Expected, value)) => {
                    shows.expected = true;
                    shows.actual = shows.actual || evidence::names_actual(value);
                }
                Some((Field::Actual, _)) => shows.actual = true,
                _ => {}
            }
        }
    }

    fn row(&mut self, line: &Line<'a>) {
        let Some(table) = self.table else {
            let table = Table::of_head(line);
            self.table = Some(table);
            self.tables += 1;
            for (_, index) in &self.open {
                self.result.sections[*index].shows.check_table |= table.is_of_checks;
            }
            if self.in_summary {
                self.summary_head = summary::Head::of(line);
                summary::counts_of_row(line, &mut self.result.counts);
            }
            return;
        };
        let tcs = table.tcs(line);
        if !tcs.is_empty() {
            self.claims_of_row(&table, &tcs, line);
        } else if self.open.is_empty() {
            if self.in_summary {
                self.summary_head.counts(line, &mut self.result.counts);
                summary::counts_of_row(line, &mut self.result.counts);
            }
        } else if !self.in_earlier {
            self.field_row(line);
        }
        for (_, index) in &self.open {
            let shows = &mut self.result.sections[*index].shows;
            shows.stimulus = shows.stimulus || evidence::shows_stimulus(line.text);
        }
    }

    /// A row that names test cases.
    fn claims_of_row(&mut self, table: &Table<'a>, tcs: &[&'a str], line: &Line<'a>) {
        let is_elsewhere = self.open.is_empty() && self.part == Part::NoResult;
        if is_elsewhere && !table.is_of_results() {
            return;
        }
        let Some(said) = table.status_of(line) else { return };
        // What is not a pass of several may be so of one of them.
        if tcs.len() > 1 && said.status != Status::Pass {
            return;
        }
        self.result.rows.extend(tcs.iter().map(|tc_id| Row {
            tc_id,
            line: line.number,
            status: said.status,
            has_reason: said.has_reason,
            table: self.tables,
            is_check: table.is_of_checks,
            is_past: self.in_earlier || self.part == Part::Earlier,
        }));
    }

    /// `| 상태 | PASS |`: a field as a row.
    fn field_row(&mut self, line: &Line<'a>) {
        let number = line.number;
        let mut cells = line.cells();
        let Some(field) = cells.next().and_then(|cell| Field::parse(&cell)) else { return };
        let Some(value) = cells.next() else { return };
        let is_alone = cells.next().is_none();
        let Some(section) = self.innermost().filter(|_| is_alone) else { return };
        let stated = status::value(&value).and_then(status::Value::status);
        let stated = stated.map(|status| Stated { status, line: number });
        match field {
            Field::State => section.states.extend(stated),
            Field::Result | Field::Verdict => section.fields.extend(stated),
            Field::Reason => section.say_why(table::second_cell(line)),
            _ => {}
        }
    }

    /// Whether a line of code is JSON, which has nothing to show but the request; and that is shown.
    fn is_more_json(&self, text: &str) -> bool {
        let first = text.bytes().find(|byte| *byte != b' ');
        let is_json = matches!(first, None | Some(b'"' | b'{' | b'}' | b']'));
        is_json && self.open.iter().all(|(_, index)| self.result.sections[*index].shows.stimulus)
    }

    fn innermost(&mut self) -> Option<&mut Section<'a>> {
        let (_, index) = self.open.last()?;
        self.result.sections.get_mut(*index)
    }
}

impl<'a> Section<'a> {
    /// `상태: …`: of the test case when it stands by itself; in a list it may be about the data.
    fn state(&mut self, value: &'a str, line: usize, is_item: bool) {
        let Some(found) = status::value(value) else { return };
        let stated = found.status().map(|status| Stated { status, line });
        if is_item {
            self.states.extend(stated);
        } else {
            self.fields.extend(stated);
        }
        self.say_why(found.rest);
    }

    /// `판정: …`, `결과: …`. A mark and a word that differ both count.
    fn verdict(&mut self, value: &'a str, line: usize) {
        let Some(found) = status::value(value) else { return };
        for status in [found.mark, found.word].into_iter().flatten() {
            self.fields.push(Stated { status, line });
        }
        self.say_why(found.rest);
    }

    fn say_why(&mut self, text: &'a str) {
        if self.reason.is_none() && says_something(text) {
            self.reason = Some(text);
        }
    }

    /// A line without a label: `✅ PASS` by itself says how the test case ended, if nothing else does.
    fn own_line(&mut self, text: &'a str, line: usize) {
        if let Some(status) = status::in_capitals(text) {
            self.states.push(Stated { status, line });
        }
        self.remark(text);
    }

    fn remark(&mut self, text: &'a str) {
        let is_own = !text.starts_with(['[', '━', '├', '└', '!']);
        if self.remark.is_none() && is_own && says_something(text) {
            self.remark = Some(text);
        }
    }
}

/// Whether a text has letters that could be a reason.
fn says_something(text: &str) -> bool {
    let is_status = || status::value(text).is_some_and(|value| value.rest.is_empty());
    text.chars().filter(|c| c.is_alphabetic()).take(2).count() == 2 && !is_status()
}

/// The order of statuses from the one that needs most to be said.
pub(super) fn severity(status: Status) -> u8 {
    match status {
        Status::Pass => 0,
        Status::NotTested => 1,
        Status::Blocked => 2,
        Status::Incomplete => 3,
        Status::Fail => 4,
    }
}

//! All that a document says of a test case, put together.

use super::{Count, Counted, Row, Section, Shows, Stated, TestResult, reader::severity};
use contract::Status;
use std::collections::HashMap;

/// What a document says of a test case.
#[derive(Clone, Debug)]
pub struct Case<'a> {
    /// The test case.
    pub tc_id: &'a str,
    /// The line that names it first.
    pub line: usize,
    /// Its title; empty when only tables name it.
    pub title: &'a str,
    /// How it is said to have ended.
    pub status: Status,
    /// The same by its heading alone, which may say less: ❌ for anything that did not pass.
    pub mark: Status,
    /// Whether it has a section.
    pub has_section: bool,
    /// Whether its section holds sections of parts of it, such as `TC-1.2` below `TC-1`.
    pub is_group: bool,
    /// What its sections show.
    pub shows: Shows,
    /// Why it did not pass, or why a PASS was lowered; empty when nothing says it.
    pub reason: &'a str,
    /// Where the document says something else of it.
    pub contradictions: Vec<Contradiction>,
}

/// Two statuses of one test case that cannot both be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// What stands.
    pub said: Stated,
    /// What contradicts it.
    pub other: Stated,
}

/// Puts together what sections and rows say.
pub(super) fn cases<'a>(result: &'a TestResult<'_>) -> Vec<Case<'a>> {
    let mut found: Vec<Case<'a>> = Vec::new();
    let mut index: HashMap<&str, usize> = HashMap::new();
    for section in &result.sections {
        let Some(claim) = Claim::of(section) else { continue };
        if let Some(known) = index.get(section.tc_id) {
            found[*known].add_section(section, &claim);
        } else {
            index.insert(section.tc_id, found.len());
            found.push(Case::of_section(section, &claim));
        }
    }
    for row in by_table(&result.rows, false) {
        if let Some(known) = index.get(row.tc_id) {
            found[*known].add_row(&row);
        } else {
            index.insert(row.tc_id, found.len());
            found.push(Case::of_row(&row));
        }
    }
    // Earlier runs may have ended as they will; but a pass that stands nowhere else is a claim.
    for row in by_table(&result.rows, true) {
        if row.status == Status::Pass && !index.contains_key(row.tc_id) {
            index.insert(row.tc_id, found.len());
            found.push(Case::of_row(&row));
        }
    }
    found
}

/// What a section claims.
struct Claim {
    said: Stated,
    contradiction: Option<Contradiction>,
}

impl Claim {
    /// The heading's mark and the status fields. ❌ stands for anything that did not pass, so that a
    /// field may say it more exactly.
    fn of(section: &Section<'_>) -> Option<Self> {
        let heading = section.heading.map(|status| Stated { status, line: section.line });
        let worst = section.fields.iter().copied().max_by_key(|it| severity(it.status));
        let skipped = section.fields.iter().copied().find(|it| is_skip(it.status));
        let failed = section.fields.iter().any(|it| it.status == Status::Fail);
        let agreed = |said| Some(Self { said, contradiction: None });
        let Some(said) = heading else {
            let hint = || section.hint.map(|status| Stated { status, line: section.line });
            let state = || section.states.iter().copied().max_by_key(|it| severity(it.status));
            return agreed(worst.or_else(hint).or_else(state)?);
        };
        let Some(worst) = worst else { return agreed(said) };
        let other = match said.status {
            Status::Pass => Some(worst).filter(|it| it.status != Status::Pass),
            Status::Fail if failed => None,
            _ if skipped.is_some() => return agreed(skipped?),
            _ => Some(worst),
        };
        Some(Self { said, contradiction: other.map(|other| Contradiction { said, other }) })
    }
}

fn is_skip(status: Status) -> bool {
    matches!(status, Status::Incomplete | Status::Blocked | Status::NotTested)
}

/// Whether two places can speak of the same end: passed or not.
fn agree(a: Status, b: Status) -> bool {
    (a == Status::Pass) == (b == Status::Pass)
}

/// One row for each test case and table: the worst, where a table has several of one; of earlier
/// runs the last.
fn by_table<'a>(rows: &[Row<'a>], of_past: bool) -> Vec<Row<'a>> {
    let mut joined: Vec<Row<'a>> = Vec::new();
    let mut index: HashMap<(usize, &str), usize> = HashMap::new();
    for row in rows.iter().filter(|row| row.is_past == of_past) {
        if let Some(known) = index.get(&(row.table, row.tc_id)) {
            let known = &mut joined[*known];
            if of_past || severity(row.status) > severity(known.status) {
                *known = *row;
            }
            continue;
        }
        index.insert((row.table, row.tc_id), joined.len());
        joined.push(*row);
    }
    joined
}

impl<'a> Case<'a> {
    fn of_section(section: &'a Section<'_>, claim: &Claim) -> Self {
        let status = claim.said.status;
        Self {
            tc_id: section.tc_id,
            line: section.line,
            title: section.title,
            status,
            mark: section.heading.unwrap_or(status),
            has_section: true,
            is_group: section.is_group,
            shows: section.shows,
            reason: why(section, status),
            contradictions: claim.contradiction.iter().copied().collect(),
        }
    }

    fn of_row(row: &Row<'a>) -> Self {
        Self {
            tc_id: row.tc_id,
            line: row.line,
            title: "",
            status: row.status,
            mark: row.status,
            has_section: false,
            is_group: false,
            shows: Shows::default(),
            reason: why_in(row),
            contradictions: Vec::new(),
        }
    }

    fn add_section(&mut self, section: &'a Section<'_>, claim: &Claim) {
        let said = Stated { status: self.status, line: self.line };
        if agree(said.status, claim.said.status) {
            // A later section may say more exactly what a mark left open.
            if is_skip(claim.said.status) {
                self.status = claim.said.status;
            }
        } else {
            self.contradictions.push(Contradiction { said, other: claim.said });
        }
        self.contradictions.extend(claim.contradiction);
        self.is_group &= section.is_group;
        self.shows.add(section.shows);
        if self.reason.is_empty() {
            self.reason = why(section, self.status);
        }
        if self.title.is_empty() {
            self.title = section.title;
        }
    }

    fn add_row(&mut self, row: &Row<'a>) {
        // A check of a test case is not the test case.
        if self.has_section && row.is_check {
            return;
        }
        if !agree(self.status, row.status) {
            let said = Stated { status: self.status, line: self.line };
            let other = Stated { status: row.status, line: row.line };
            self.contradictions.push(Contradiction { said, other });
        }
        if self.reason.is_empty() {
            self.reason = why_in(row);
        }
    }
}

/// Why a test case did not pass, as its section says it.
fn why<'a>(section: &'a Section<'_>, status: Status) -> &'a str {
    let of_failure = section.shows.fail_evidence.then_some("the section on the failure says why");
    match status {
        Status::Pass => "",
        Status::Fail => section.reason.or(of_failure).unwrap_or_default(),
        _ => section.reason.or(section.remark).unwrap_or_default(),
    }
}

fn why_in<'a>(row: &Row<'_>) -> &'a str {
    if row.has_reason { "the table says why" } else { "" }
}

/// The counts of a summary that the document's own test cases contradict, each with the number that
/// they come to. Only where the summary is plainly about just these test cases.
pub(super) fn miscounts(counts: &[Count], cases: &[Case<'_>]) -> Vec<(Count, u64)> {
    let cases_total = cases.len() as u64;
    let mut single: Vec<Count> = Vec::new();
    for count in counts {
        match single.iter().find(|known| known.what == count.what) {
            // Two numbers for one thing: whose they are cannot be told.
            Some(known) if known.number != count.number => return Vec::new(),
            Some(_) => {}
            None => single.push(*count),
        }
    }
    let all = single.iter().find(|count| count.what == Counted::All).map(|count| count.number);
    let sum = single.iter().filter(|count| count.what != Counted::All).map(|count| count.number);
    if all.unwrap_or_else(|| sum.fold(0, u64::saturating_add)) != cases_total {
        return Vec::new();
    }
    let wrong = single.into_iter().filter_map(|count| {
        let Counted::Of(status) = count.what else { return None };
        let number = |fits: fn(&Case<'_>, Status) -> bool| {
            cases.iter().filter(|case| fits(case, status)).count() as u64
        };
        let least = number(|case, status| case.status == status && case.mark == status);
        let most = number(|case, status| case.status == status || case.mark == status);
        let found = number(|case, status| case.status == status);
        (!(least..=most).contains(&count.number)).then_some((count, found))
    });
    wrong.collect()
}

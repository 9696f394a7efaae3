//! Clause 2: the verdict is on record, judged that very file, and covers the plan's expectation.

use super::{Clause, Hearing, observation};
use crate::{CaseFile, Recorded};
use contract::{
    Json, Object, SideCar, Status,
    claim::{ExpectedClaim, VerdictClaim},
    expected::ExpectedFile,
    placeholder, plan,
    snapshot::Source as Rows,
    tc_spec::Expected,
    verdict::Verdict,
};
use store::{PARTIAL_RESULTS, Source};

/// A verdict file and what it must have judged.
pub(super) struct Judged<'a> {
    pub(super) clause: Clause,
    pub(super) verdict: SideCar,
    pub(super) tools: &'a [&'a str],
    /// The judged file as the ledger names it.
    pub(super) actual: String,
    pub(super) actual_side_car: SideCar,
    /// The plan's expectation, as it stands in the file.
    pub(super) expectation: Option<&'a Json>,
}

impl Judged<'_> {
    /// The command that makes this verdict anew.
    fn mend(&self, hearing: &Hearing<'_>) -> String {
        format!("run: {}", hearing.commands().verdict(&self.actual_side_car, &self.verdict))
    }
}

/// The verdict on the stimulus of a test case without checkpoints.
pub(super) fn check(hearing: &mut Hearing<'_>) {
    let case = hearing.case;
    let judged = Judged {
        clause: Clause::Verdict,
        verdict: SideCar::Verdict,
        tools: &["verdict_calculator"],
        actual: CaseFile::side_car(hearing.tc_id(), &SideCar::Stimulus),
        actual_side_car: SideCar::Stimulus,
        expectation: case.part(hearing.tc_id(), "expected"),
    };
    if let Some(verdict) = weigh(hearing, &judged) {
        answer(hearing, judged.clause, &[verdict]);
    }
}

/// What the verdicts of a test case come to, against what is claimed.
pub(super) fn answer(hearing: &mut Hearing<'_>, clause: Clause, verdicts: &[Status]) {
    let failed = verdicts.contains(&Status::Fail);
    let lowered = !hearing.claim.reason.trim().is_empty();
    match hearing.claim.status {
        Status::Pass if failed => {
            let command = "say FAIL, or mend what failed and run the steps again".into();
            hearing.object(clause, "the verdict on record is FAIL", command);
        }
        Status::Fail if !failed && !lowered => {
            let sentence = "the verdict on record is PASS, and no reason is given for FAIL";
            hearing.object(clause, sentence, "say PASS, or say why the PASS is lowered".into());
        }
        _ => {}
    }
}

/// Everything about a verdict but its answer, which is handed back.
pub(super) fn weigh(hearing: &mut Hearing<'_>, judged: &Judged<'_>) -> Option<Status> {
    let file = CaseFile::side_car(hearing.tc_id(), &judged.verdict);
    let entry = hearing.standing(judged.clause, &file, judged.tools, |commands| {
        commands.verdict(&judged.actual_side_car, &judged.verdict)
    })?;
    let Some(claim) = entry.claim::<VerdictClaim>() else {
        let command = judged.mend(hearing);
        hearing.object(judged.clause, format!("{file}: its entry says no verdict"), command);
        return None;
    };
    let mut wrong = Vec::new();
    wrong.extend(subject(hearing, entry, judged));
    wrong.extend(foreign_input(hearing, entry));
    let is_of_this = wrong.is_empty();
    wrong.extend(place(&claim, judged));
    wrong.extend(counts(&claim));
    for sentence in wrong {
        let command = judged.mend(hearing);
        hearing.object(judged.clause, format!("{file}: {sentence}"), command);
    }
    // What a verdict on something else covers does not matter.
    if let Some(expectation) = judged.expectation.filter(|_| is_of_this) {
        coverage(hearing, judged, &file, entry, &claim, expectation);
    }
    Some(claim.verdict)
}

/// It judged the file as it is on record, and after it was made.
fn subject(hearing: &Hearing<'_>, entry: &Recorded, judged: &Judged<'_>) -> Option<String> {
    let actual = &judged.actual;
    let made = hearing.case.record.latest(actual)?;
    let output = made.output.as_ref()?;
    // What is judged comes first; a sequence judges several files at once.
    let judged = match entry.tool.as_str() {
        "verdict_calculator" => entry.inputs.first().filter(|input| input.path == *actual),
        _ => entry.inputs.iter().find(|input| input.path == *actual),
    };
    let Some(judged) = judged else { return Some(format!("it did not judge {actual}")) };
    if judged != output {
        return Some(format!("it judged another {actual} than the one on record"));
    }
    (entry.position < made.position).then(|| format!("it is older than {actual}"))
}

/// Nothing that it read belongs to another test case.
fn foreign_input(hearing: &Hearing<'_>, entry: &Recorded) -> Option<String> {
    entry.inputs.iter().find_map(|input| {
        let (folder, name) = input.path.rsplit_once('/')?;
        let (tc_id, _) = SideCar::parse(name)?;
        let foreign = folder.ends_with(PARTIAL_RESULTS) && tc_id != hearing.tc_id();
        foreign.then(|| format!("it read {}, which is another test case's", input.path))
    })
}

/// The judged value is what the system answered, not what we asked.
fn place(claim: &VerdictClaim, judged: &Judged<'_>) -> Option<String> {
    let path = claim.actual_path.as_deref().unwrap_or_default();
    let below = |root: &str| {
        path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    };
    let fits = match judged.actual_side_car {
        SideCar::Before | SideCar::After => observation::PLACES.iter().any(|root| below(root)),
        _ => below("response"),
    };
    let shown = if path.is_empty() { "no place that it names" } else { path };
    (!fits).then(|| format!("it judged {shown}, not what the system answered"))
}

fn counts(claim: &VerdictClaim) -> Option<String> {
    match claim.verdict {
        Status::Pass if claim.pass == 0 || claim.fail > 0 => Some(format!(
            "it says PASS with {} checks that held and {} that did not",
            claim.pass, claim.fail
        )),
        Status::Fail if claim.fail == 0 => Some("it says FAIL and no check failed".into()),
        Status::Pass | Status::Fail => None,
        other => Some(format!("it says {other}, which is no verdict")),
    }
}

/// The verdict covers every key of the plan's expectation with that value, and what is computed or
/// compared comes from files of this test case that are on record.
fn coverage(
    hearing: &mut Hearing<'_>,
    judged: &Judged<'_>,
    file: &str,
    entry: &Recorded,
    claim: &VerdictClaim,
    expectation: &Json,
) {
    let same = claim.spec_sha256.as_deref() == Some(&plan::sha256(expectation))
        && is_by_the_plan(hearing, entry, judged, expectation);
    let Ok(planned) = expectation.to_typed::<Expected>() else {
        if !same {
            let sentence = format!("{file}: it did not judge by the plan");
            let command = judged.mend(hearing);
            hearing.object(judged.clause, sentence, command);
        }
        return;
    };
    let mut computed = None;
    if !planned.fields.is_empty() {
        computed = read_by(hearing, judged, entry, &SideCar::Expected, "compute_expected");
    }
    if !planned.db_changes.is_empty() {
        read_by(hearing, judged, entry, &SideCar::Diff, "compare_db_snapshots");
    }
    if same {
        return;
    }
    for sentence in uncovered(hearing, file, &planned, computed.as_deref()) {
        let command = judged.mend(hearing);
        hearing.object(judged.clause, format!("{file}: {sentence}"), command);
    }
}

/// Nothing but the ticket's own plan, data and computations went into the expectation: then the
/// plan's hash says it all. Otherwise the checks themselves must be looked at.
fn is_by_the_plan(
    hearing: &Hearing<'_>,
    entry: &Recorded,
    judged: &Judged<'_>,
    expectation: &Json,
) -> bool {
    let case = hearing.case;
    let own = |side_car: &SideCar| Some(CaseFile::side_car(hearing.tc_id(), side_car));
    let known = [
        case.spec_path(),
        case.mapping_path(),
        own(&SideCar::Expected),
        own(&SideCar::Diff),
        Some(judged.actual.clone()),
    ];
    let only_known = entry.tool != "verdict_calculator"
        || entry.inputs.iter().all(|input| known.contains(&Some(input.path.clone())));
    let has_placeholders = !placeholder::find(&expectation.to_string()).is_empty();
    only_known && (!has_placeholders || case.is_filled_by_mapping(entry))
}

/// A file that the verdict must have read, standing and as it is on record; its name.
fn read_by(
    hearing: &mut Hearing<'_>,
    judged: &Judged<'_>,
    verdict: &Recorded,
    side_car: &SideCar,
    tool: &str,
) -> Option<String> {
    let file = CaseFile::side_car(hearing.tc_id(), side_car);
    let entry = hearing.standing(judged.clause, &file, &[tool], |commands| match side_car {
        SideCar::Diff => commands.diff(),
        _ => commands.expected(),
    })?;
    if *side_car == SideCar::Expected {
        computation(hearing, judged.clause, &file, entry);
    }
    let read = entry.output.as_ref().is_some_and(|output| verdict.read_file(output));
    if !read {
        let sentence = format!("the verdict was not made with {file} as it is on record");
        let command = judged.mend(hearing);
        hearing.object(judged.clause, sentence, command);
    }
    Some(file)
}

/// An expectation is computed by the ticket's own plan and data; whose rows it rests on is shown.
fn computation(hearing: &mut Hearing<'_>, clause: Clause, file: &str, entry: &Recorded) {
    let case = hearing.case;
    let command = format!("run: {}", hearing.commands().expected());
    let by_plan =
        case.spec_path().is_none_or(|spec| entry.inputs.iter().any(|input| input.path == spec));
    if !by_plan || !case.is_filled_by_mapping(entry) {
        let sentence = format!("{file}: it was computed by another plan or mapping");
        hearing.object(clause, sentence, command.clone());
    }
    let claim = entry.claim::<ExpectedClaim>().unwrap_or_default();
    if claim.source == Some(Rows::Supplied) {
        hearing.note_supplied(clause, file, command);
    }
}

/// Keys of the plan that the verdict's checks do not cover with the planned value.
fn uncovered(
    hearing: &Hearing<'_>,
    file: &str,
    planned: &Expected,
    computed: Option<&str>,
) -> Vec<String> {
    let root = hearing.case.folder.root();
    let open = |file: &str| Source::open_regular(&root.join(file));
    let Ok(verdict) = open(file).and_then(|source| source.document::<Verdict>()) else {
        return vec!["its checks cannot be read".into()];
    };
    let mut wanted = planned.static_fields.clone();
    wanted.extend(planned.http_status.clone().map(|status| ("http_status".into(), status)));
    if let Some(computed) = computed {
        match open(computed).and_then(|source| source.document::<ExpectedFile>()) {
            Ok(computed) => wanted.extend(computed.expected),
            Err(_) => return vec![format!("{computed} cannot be read")],
        }
    }
    let data = hearing.case.data(hearing.tc_id());
    let mut missing: Vec<String> = wanted
        .iter()
        .filter(|(key, value)| !is_covered(&verdict, key, value, &data))
        .map(|(key, value)| format!("the plan expects {key} to be {value}, which it did not check"))
        .collect();
    if !planned.db_changes.is_empty() {
        missing.push("the plan expects db_changes, which it did not check as planned".into());
    }
    missing
}

fn is_covered(verdict: &Verdict, key: &str, value: &Json, data: &Object) -> bool {
    let filled = placeholder::fill_json(value, data);
    let value = filled.as_ref().unwrap_or(value);
    verdict.checks.iter().any(|check| check.field == key && check.expected == *value)
}

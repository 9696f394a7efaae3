//! What the detail of each test case must say.

use contract::TcType;
use hook::{Findings, Objection};
use std::collections::BTreeMap;
use testdoc::{
    labels,
    sheet::{Case, Field, Sheet},
};

/// Objects to what a detail lacks.
pub(crate) fn judge(sheet: &Sheet<'_>, types: &BTreeMap<&str, TcType>, findings: &mut Findings) {
    let mut first_lines = BTreeMap::new();
    for case in &sheet.cases {
        let mut objects = |line: usize, what: String, mend: String| {
            let subject = Some(case.tc_id.to_owned());
            findings.objections.push(Objection { subject, line: Some(line), what, mend });
        };
        if let Some(first) = first_lines.get(case.tc_id) {
            objects(
                case.line,
                "a second detail section has the same id".into(),
                format!("give it an id of its own, or join it with that of line {first}"),
            );
        } else {
            first_lines.insert(case.tc_id, case.line);
        }
        reason(case, &mut objects);
        condition(case, &mut objects);
        derivation(case, &mut objects);
        if types.get(case.tc_id) != Some(&TcType::Observation) {
            stimulus(case, &mut objects);
        }
    }
}

/// Takes an objection in: line, what is wrong, what mends it.
type Objects<'a> = dyn FnMut(usize, String, String) + 'a;

fn is_blank(field: &Field<'_>) -> bool {
    !field.value.contains(char::is_alphanumeric)
}

fn reason(case: &Case<'_>, objects: &mut Objects<'_>) {
    let mend = "write `- **선정 이유**: …` (`- **Selection reason**: …`): which requirement or risk it covers";
    match &case.selection_reason {
        None => objects(case.line, "it has no selection reason".into(), mend.into()),
        Some(field) if is_blank(field) || labels::nothing_applies(&field.value) => {
            objects(field.line, "its selection reason says nothing".into(), mend.into());
        }
        Some(_) => {}
    }
}

fn condition(case: &Case<'_>, objects: &mut Objects<'_>) {
    let mend = "write `- **행위적 조건**: …` (`- **Behavioral condition**: …`): what must hold for its data to reach \
                the changed code";
    match &case.behavioral_condition {
        None => objects(case.line, "it has no behavioral condition".into(), mend.into()),
        Some(field) if labels::nothing_applies(&field.value) => {
            let steps = [(1, '②'), (2, '③')].into_iter();
            let mut steps = steps.filter_map(|(at, mark)| Some((mark, case.derivation.marks[at]?)));
            if let Some((mark, line)) = steps.next() {
                objects(
                    field.line,
                    format!(
                        "its behavioral condition is N/A, though its derivation tree has {mark}"
                    ),
                    format!("name the condition under which {mark} (line {line}) happens"),
                );
            }
        }
        Some(field) if is_blank(field) => {
            objects(field.line, "its behavioral condition says nothing".into(), mend.into());
        }
        Some(_) => {}
    }
}

fn derivation(case: &Case<'_>, objects: &mut Objects<'_>) {
    let derivation = &case.derivation;
    let labelled = "`④ 기대결과: …` (`④ Expected: …`)";
    match (derivation.result(), derivation.unfinished.or(derivation.quoted)) {
        (None, Some(line)) if derivation.unfinished.is_some() => objects(
            line,
            "its derivation tree does not end with ④".into(),
            format!("add what is expected: `└─④ 기대결과: …`, or {labelled}"),
        ),
        (None, Some(line)) => objects(
            line,
            "its derivation tree stands in a block quote, where it says nothing".into(),
            "take the `>` away, or put the tree in a code block".into(),
        ),
        (None, None) => objects(
            case.line,
            "it has no derivation tree".into(),
            format!(
                "say how the expectation comes about: ① source, ② and ③ steps, ④ result; or the one line {labelled}"
            ),
        ),
        (Some(line), _) if !derivation.is_tree() && !derivation.is_labelled => objects(
            line,
            "④ stands alone and is not called the expectation".into(),
            format!("write {labelled}"),
        ),
        (Some(line), _) if !derivation.says_something => {
            objects(line, "④ says nothing".into(), "write the value that is expected".into());
        }
        (Some(_), _) => {}
    }
}

fn stimulus(case: &Case<'_>, objects: &mut Objects<'_>) {
    let mend = "write `━━━ STIMULUS ━━━` with a line such as `POST /orders/{id}/cancel` below it, or \
                `- **STIMULUS**: POST /orders/{id}/cancel` (`UI https://…` for a screen); one that only looks \
                on is an OBSERVATION in the table of section 3";
    let stimulus = &case.stimulus;
    let what = match (stimulus.line, stimulus.method, stimulus.endpoint) {
        (Some(_), Some(_), Some(_)) => return,
        (None, ..) => "it is ACTIVE and has no STIMULUS",
        (_, None, None) => "it is ACTIVE, and its STIMULUS has no method and no endpoint",
        (_, None, Some(_)) => "it is ACTIVE, and its STIMULUS has no method",
        (_, Some(_), None) => "it is ACTIVE, and its STIMULUS has no endpoint",
    };
    objects(stimulus.line.unwrap_or(case.line), what.into(), mend.into());
}

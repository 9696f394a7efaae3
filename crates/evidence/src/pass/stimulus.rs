//! Clause 1: the stimulus is on record, got an answer, and is the planned one at the right place.

use super::{
    Clause, Hearing,
    address::{base_path, decode, origin, segments},
};
use crate::{CaseFile, Position, Recorded};
use contract::{
    SideCar,
    claim::StimulusClaim,
    placeholder,
    tc_spec::{self, Tc},
};

/// Programs that send requests.
const SENDERS: [&str; 2] = ["stimulus_executor", "run_api_sequence"];

/// When the stimuli of a test case were sent: the first and the last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) first: Position,
    pub(super) last: Position,
}

impl Span {
    /// The span with one more stimulus in it.
    pub(super) fn extend(span: Option<Self>, position: Position) -> Self {
        match span {
            None => Self { first: position, last: position },
            Some(span) => Self { first: span.first.min(position), last: span.last.max(position) },
        }
    }
}

/// The stimulus of a test case without checkpoints.
pub(super) fn check(hearing: &mut Hearing<'_>) -> Option<Span> {
    let planned = hearing.case.tc(hearing.tc_id()).and_then(|tc: &Tc| tc.stimulus.as_ref());
    let entry = check_file(hearing, Clause::Stimulus, &SideCar::Stimulus, planned);
    entry.map(|entry| Span::extend(None, entry.position))
}

/// One stimulus file against what was planned for it; its entry, when it stands at all.
pub(super) fn check_file<'a>(
    hearing: &mut Hearing<'a>,
    clause: Clause,
    side_car: &SideCar,
    planned: Option<&tc_spec::Stimulus>,
) -> Option<&'a Recorded> {
    let file = CaseFile::side_car(hearing.tc_id(), side_car);
    let is_ui = planned.is_some_and(|planned| planned.kind.as_deref() == Some("ui"));
    let tools = if is_ui { &["capture_screen"][..] } else { &SENDERS };
    let entry = hearing.standing(clause, &file, tools, |commands| {
        if is_ui { commands.screen() } else { commands.stimulus(side_car) }
    })?;
    let mut wrong = Vec::new();
    match entry.claim::<StimulusClaim>() {
        None => wrong.push("its entry does not say what was sent".into()),
        Some(_) if is_ui => {}
        Some(claim) => {
            wrong.extend(answer(&claim));
            wrong.extend(planned.and_then(|planned| request(hearing, &claim, planned).err()));
            wrong.extend(place(hearing, &claim, planned));
            wrong.extend(way(hearing, &claim));
        }
    }
    for sentence in wrong {
        let command = format!("run: {}", hearing.commands().stimulus(side_car));
        hearing.object(clause, format!("{file}: {sentence}"), command);
    }
    Some(entry)
}

fn answer(claim: &StimulusClaim) -> Option<String> {
    claim.status_code.is_none().then(|| "no answer came to this request".into())
}

/// Method and path are the planned ones, placeholders filled.
fn request(
    hearing: &Hearing<'_>,
    claim: &StimulusClaim,
    planned: &tc_spec::Stimulus,
) -> Result<(), String> {
    if !claim.method.eq_ignore_ascii_case(&planned.method) {
        return Err(format!("{} was sent, the plan says {}", claim.method, planned.method));
    }
    let base = server_url(hearing, planned).map_or("", base_path);
    let mut wanted: Vec<Wanted> =
        segments(base).into_iter().filter(|it| !it.is_empty()).map(Wanted::Text).collect();
    wanted.extend(planned_segments(hearing, planned)?);
    let sent = segments(&claim.path);
    let fits = wanted.len() == sent.len() && wanted.iter().zip(&sent).all(|(w, s)| w.fits(s));
    if fits {
        return Ok(());
    }
    let shown: Vec<_> = wanted.iter().map(Wanted::show).collect();
    Err(format!("it went to {}, the plan says /{}", claim.path, shown.join("/")))
}

/// One segment of the planned path.
enum Wanted {
    Text(String),
    /// A value that an earlier step gave: known only when the sequence runs.
    FromStep,
}

impl Wanted {
    fn fits(&self, sent: &str) -> bool {
        match self {
            Self::Text(text) => decode(text) == sent || text == sent,
            Self::FromStep => !sent.is_empty(),
        }
    }

    fn show(&self) -> &str {
        match self {
            Self::Text(text) => text,
            Self::FromStep => "*",
        }
    }
}

/// The planned path, segment by segment: a value with a slash in it stays one segment.
fn planned_segments(
    hearing: &Hearing<'_>,
    planned: &tc_spec::Stimulus,
) -> Result<Vec<Wanted>, String> {
    let data = hearing.case.data(hearing.tc_id());
    let path = planned.path.split(['?', '#']).next().unwrap_or_default();
    let fill = |segment: &str| {
        let mut text = segment.to_owned();
        for (name, value) in &planned.path_params {
            text = text.replace(&format!("{{{name}}}"), &value.to_plain_text());
        }
        if placeholder::find(&text).iter().any(|it| it.name.starts_with("steps.")) {
            return Ok(Wanted::FromStep);
        }
        placeholder::fill(&text, &data).map(Wanted::Text).map_err(|unknown| {
            format!("the planned path needs {}, which the mapping does not have", unknown.name)
        })
    };
    path.trim_start_matches('/').split('/').map(fill).collect()
}

/// Where there is a gate file, the origin is that of the stimulus's service.
fn place(
    hearing: &Hearing<'_>,
    claim: &StimulusClaim,
    planned: Option<&tc_spec::Stimulus>,
) -> Vec<String> {
    let Some(gate) = &hearing.case.gate else { return Vec::new() };
    let map = &gate.view.server_env_map;
    let all: Vec<String> = map.values().filter_map(|server| origin(&server.url)).collect();
    let service = planned.and_then(|planned| planned.service.as_deref());
    let mut wrong = Vec::new();
    let wanted = match service {
        Some(service) => match map.get(service).and_then(|server| origin(&server.url)) {
            Some(origin) => vec![origin],
            None => return vec![format!("the gate's server_env_map has no service {service}")],
        },
        None => all.clone(),
    };
    let sent = origin(&claim.origin).unwrap_or_else(|| claim.origin.clone());
    if !wanted.contains(&sent) {
        wrong.push(format!("it went to {sent}, the gate says {}", wanted.join(" or ")));
    }
    for hop in &claim.redirects {
        if origin(hop).is_none_or(|hop| !all.contains(&hop)) {
            wrong.push(format!("it was redirected to {hop}, which the gate does not name"));
        }
    }
    wrong
}

/// A proxied or insecure exchange counts only if the configuration names its origin.
fn way(hearing: &Hearing<'_>, claim: &StimulusClaim) -> Vec<String> {
    let config = &hearing.case.config;
    let sent = origin(&claim.origin);
    let named = |list: &[String]| list.iter().any(|it| sent.is_some() && origin(it) == sent);
    let mut wrong = Vec::new();
    if claim.via_proxy && !named(&config.proxied_origins) {
        let key = "evidence.proxied_origins";
        wrong.push(format!("it went through a proxy, and {key} does not name {}", claim.origin));
    }
    if claim.insecure && !named(&config.insecure_origins) {
        let key = "evidence.insecure_origins";
        wrong.push(format!("TLS went unchecked, and {key} does not name {}", claim.origin));
    }
    wrong
}

fn server_url<'a>(hearing: &Hearing<'a>, planned: &tc_spec::Stimulus) -> Option<&'a str> {
    let gate = hearing.case.gate.as_ref()?;
    let server = gate.view.server_env_map.get(planned.service.as_deref()?)?;
    Some(server.url.as_str())
}

//! Clause 1: the stimulus is on record, got an answer, and is the planned one at the right place.

use super::{
    Clause, Hearing,
    address::{base_path, segments},
};
use crate::{CaseFile, Position, Recorded};
use contract::{
    SideCar,
    claim::StimulusClaim,
    origin::Origin,
    route::{RouteError, route},
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
    let sent = segments(&claim.path);
    let base = server_url(hearing, planned).map_or("", base_path);
    let path = match route(planned, &hearing.case.data(hearing.tc_id())) {
        Ok(route) => format!("{base}{}", route.path),
        // A value that an earlier step gives is known only when the sequence runs.
        Err(error) if is_from_step(&error) => {
            let planned = format!("{base}/{}", planned.path.trim_start_matches('/'));
            let fits = segments(&planned).len() == sent.len();
            return if fits { Ok(()) } else { Err(elsewhere(claim, &planned)) };
        }
        Err(error) => return Err(unfilled(&error)),
    };
    if segments(&path) == sent { Ok(()) } else { Err(elsewhere(claim, &path)) }
}

fn elsewhere(claim: &StimulusClaim, planned: &str) -> String {
    format!("it went to {}, the plan says {planned}", claim.path)
}

fn is_from_step(error: &RouteError) -> bool {
    matches!(error, RouteError::Placeholder(unknown) if unknown.name.starts_with("steps."))
}

fn unfilled(error: &RouteError) -> String {
    let name = match error {
        RouteError::Placeholder(unknown) => &unknown.name,
        RouteError::Parameter { name, .. } | RouteError::Dots { name } => name,
    };
    format!("the planned path needs a value for {name}, and the mapping has none that fits")
}

/// Where there is a gate file, the origin is that of the stimulus's service.
fn place(
    hearing: &Hearing<'_>,
    claim: &StimulusClaim,
    planned: Option<&tc_spec::Stimulus>,
) -> Vec<String> {
    let Some(gate) = &hearing.case.gate else { return Vec::new() };
    let map = &gate.view.server_env_map;
    let all: Vec<Origin> = map.values().filter_map(|server| Origin::parse(&server.url)).collect();
    let service = planned.and_then(|planned| planned.service.as_deref());
    let mut wrong = Vec::new();
    let wanted = match service {
        Some(service) => match map.get(service).and_then(|server| Origin::parse(&server.url)) {
            Some(origin) => vec![origin],
            None => return vec![format!("the gate's server_env_map has no service {service}")],
        },
        None => all.clone(),
    };
    let is_one_of = |url: &str, known: &[Origin]| {
        Origin::parse(url).is_some_and(|origin| known.contains(&origin))
    };
    if !is_one_of(&claim.origin, &wanted) {
        let wanted: Vec<_> = wanted.iter().map(ToString::to_string).collect();
        let wanted = wanted.join(" or ");
        wrong.push(format!("it went to {}, the gate says {wanted}", claim.origin));
    }
    for hop in &claim.redirects {
        if !is_one_of(hop, &all) {
            wrong.push(format!("it was redirected to {hop}, which the gate does not name"));
        }
    }
    wrong
}

/// A proxied or insecure exchange counts only if the configuration names its origin.
fn way(hearing: &Hearing<'_>, claim: &StimulusClaim) -> Vec<String> {
    let config = &hearing.case.config;
    let sent = Origin::parse(&claim.origin);
    let named = |list: &[String]| list.iter().any(|it| sent.is_some() && Origin::parse(it) == sent);
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

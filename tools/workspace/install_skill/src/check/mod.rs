//! Proof that every gate is alive: each registered hook of ours is run as the client would run it,
//! with a call that it must catch and one that it must let through.

mod answer;
mod call;
mod canary;
mod child;
mod scratch;

use crate::{
    Args, Error, files,
    place::{Place, SETTINGS},
    record::Record,
    registration::{self, Group},
    report::{MINIMUM_CLIENT, counted},
    settings::Settings,
    switches,
};
use answer::{Answer, hear};
use canary::{CANARIES, Canary};
use child::Run;
use cli::Io;
use contract::Json;
use scratch::Scratch;
use serde::Serialize;
use std::{io::ErrorKind, time::Duration};

/// The state of all gates.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    status: Status,
    project: String,
    minimum_client: &'static str,
    /// What keeps all hooks from running.
    problems: Vec<String>,
    gates: Vec<Gate>,
    pub(crate) warnings: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum Status {
    Alive,
    Broken,
}

/// One hook at one event.
#[derive(Debug, Serialize)]
struct Gate {
    event: String,
    program: String,
    alive: bool,
    /// The settings file that registers it.
    #[serde(skip_serializing_if = "Option::is_none")]
    settings: Option<&'static str>,
    problems: Vec<String>,
}

/// A registration in a settings file.
struct Registered {
    settings: &'static str,
    matcher: Option<Json>,
    handler: Json,
}

impl Report {
    pub(crate) fn is_alive(&self) -> bool {
        self.status == Status::Alive
    }

    /// The closing line names what is broken, and how.
    pub(crate) fn closing(&self) -> String {
        let count = counted(self.gates.len(), "gate", "gates");
        if self.is_alive() {
            return format!("all {count} alive");
        }
        let mut lines = self.problems.clone();
        let broken = self.gates.iter().filter(|gate| !gate.alive);
        lines.extend(broken.map(|gate| {
            format!("{} ({}): {}", gate.program, gate.event, gate.problems.join("; "))
        }));
        format!("NOT GUARDED: {}", lines.join("\n  "))
    }
}

/// Checks all gates.
pub(crate) fn run(args: &Args, place: &Place, io: &Io) -> Result<Report, Error> {
    let problems = switches::in_the_way(place, io);
    let settings: Vec<_> = SETTINGS
        .into_iter()
        .filter_map(|name| Some((name, Settings::open(&place.settings(name)).ok()?)))
        .collect();
    let record = Record::open(place)?;
    let mut gates = Vec::new();
    for group in registration::wanted() {
        for program in &group.programs {
            let mut gate = gate(&group, program, &settings, args, place)?;
            if !files::is_as_left(&format!("bin/{program}"), place, &record)? {
                gate.problems.push("its program is not the one that was installed".into());
                gate.alive = false;
            }
            gates.push(gate);
        }
    }
    let is_alive = problems.is_empty() && gates.iter().all(|gate| gate.alive);
    Ok(Report {
        status: if is_alive { Status::Alive } else { Status::Broken },
        project: place.root.display().to_string(),
        minimum_client: MINIMUM_CLIENT,
        problems,
        gates,
        warnings: switches::ignored(place, io, None),
    })
}

fn gate(
    group: &Group,
    program: &str,
    files: &[(&'static str, Settings)],
    args: &Args,
    place: &Place,
) -> Result<Gate, Error> {
    let registered = registered(&group.event, program, files);
    let mut problems = Vec::new();
    match &registered {
        None => problems.push("it is not registered; run install_skill".into()),
        Some(found) => {
            if !is_as_wanted(found, group, program) {
                problems.push(format!(
                    "its registration in {} is not ours as it should be; run install_skill",
                    found.settings
                ));
            }
            problems.extend(switches::elsewhere(place, found.settings));
            problems.extend(prove(&group.event, program, &found.handler, args, place)?);
        }
    }
    Ok(Gate {
        event: group.event.clone(),
        program: program.to_owned(),
        alive: problems.is_empty(),
        settings: registered.map(|found| found.settings),
        problems,
    })
}

/// The registration of a hook at an event.
fn registered(
    event: &str,
    program: &str,
    files: &[(&'static str, Settings)],
) -> Option<Registered> {
    let names = [program.to_owned()];
    for (settings, file) in files {
        let groups = file.tree.get("hooks").and_then(|hooks| hooks.get(event)?.as_array());
        for group in groups.into_iter().flatten() {
            let handlers = registration::handlers(group).iter();
            let mut ours = handlers.filter(|handler| registration::ours(handler, &names).is_some());
            if let Some(handler) = ours.next() {
                let (matcher, handler) = (group.get("matcher").cloned(), handler.clone());
                return Some(Registered { settings, matcher, handler });
            }
        }
    }
    None
}

fn is_as_wanted(found: &Registered, group: &Group, program: &str) -> bool {
    let names = [program.to_owned()];
    found.matcher.as_ref() == group.value.get("matcher")
        && registration::handlers(&group.value)
            .iter()
            .filter(|handler| registration::ours(handler, &names).is_some())
            .any(|handler| *handler == found.handler)
}

/// Both calls of a hook; the second only when the first says that the program runs at all.
fn prove(
    event: &str,
    program: &str,
    handler: &Json,
    args: &Args,
    place: &Place,
) -> Result<Vec<String>, Error> {
    let Some(canary) = CANARIES.iter().find(|canary| canary.program == program) else {
        return Ok(vec!["no call is known that proves it alive".into()]);
    };
    let scratch = Scratch::new(place)?;
    let limit = args.limit.unwrap_or_else(|| half_of_timeout(handler));
    let ask = |call| {
        let payload = scratch.payload(event, call);
        answered(child::run(&mut scratch.command(handler), &payload, limit), event, limit)
    };
    let caught = match ask((canary.caught)(&scratch)) {
        Err(problem) => return Ok(vec![problem]),
        Ok(answer) => fails_open(canary, &answer),
    };
    let harmless = match ask((canary.harmless)(&scratch)) {
        Err(problem) => Some(problem),
        Ok(Answer::Silence | Answer::Context) => None,
        Ok(answer) => Some(format!("it stops a harmless call: {answer:?}")),
    };
    Ok(caught.into_iter().chain(harmless).collect())
}

fn fails_open(canary: &Canary, answer: &Answer) -> Option<String> {
    (*answer != canary.answer).then(|| match answer {
        Answer::Silence => "it lets through what it must catch".to_owned(),
        other => format!("it says {other:?} to what it must catch, not {:?}", canary.answer),
    })
}

/// The hook's answer, or what is wrong with the run.
fn answered(run: Run, event: &str, limit: Duration) -> Result<Answer, String> {
    match run {
        Run::NotStarted(error) => Err(match error.kind() {
            ErrorKind::NotFound => "its program is missing; run install_skill".into(),
            ErrorKind::PermissionDenied => "its program is not executable".into(),
            _ => format!("its program cannot be started: {error}"),
        }),
        Run::TooSlow => Err(format!("it is slow: no answer within {} s", limit.as_secs_f64())),
        Run::Killed(signal) => Err(format!("signal {signal} ended it")),
        Run::Ended { code: 127, .. } => Err("its program is missing (exit code 127)".into()),
        Run::Ended { code: 126, .. } => Err("its program is not executable (exit code 126)".into()),
        Run::Ended { code: 0, stdout, .. } => match hear(&stdout, event) {
            Answer::Unheard(why) => {
                Err(format!("the client does not understand what it prints: {why}"))
            }
            answer => Ok(answer),
        },
        Run::Ended { code, .. } => Err(format!("it ends with exit code {code}")),
    }
}

fn half_of_timeout(handler: &Json) -> Duration {
    let timeout = handler.get("timeout").and_then(Json::as_number);
    let seconds = timeout.and_then(|number| number.as_str().parse::<f64>().ok());
    Duration::try_from_secs_f64(seconds.unwrap_or(600.0) / 2.0).unwrap_or(Duration::from_mins(5))
}

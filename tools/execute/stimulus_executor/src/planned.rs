//! The request as the plan describes it, placeholders filled with the test case's data.

use crate::{
    Error,
    args::PlanArgs,
    draft::{json_or_text, says_other_than_json},
    servers::Servers,
};
use cli::Io;
use contract::{
    Json, Object,
    mapping::Mapping,
    placeholder::fill_json,
    route::{RouteError, pairs, route},
    tc_spec::{Stimulus, Tc, TcSpec},
};
use evidence::Input;
use exchange::{Body, Draft, Header};
use std::path::Path;

/// A planned request.
#[derive(Debug)]
pub(crate) struct Planned {
    pub(crate) draft: Draft,
    /// The service that it goes to.
    pub(crate) service: Option<String>,
    /// Plan and mapping.
    pub(crate) inputs: Vec<Input>,
}

/// Builds the request of a test case, or of one of its segments.
pub(crate) fn planned(
    plan: &PlanArgs,
    tc_id: Option<&str>,
    segment: Option<&str>,
    servers: Option<&Servers>,
    io: &mut Io,
) -> Result<Option<Planned>, Error> {
    let Some(file) = &plan.tc_spec else { return Ok(None) };
    let source = io.input(file)?;
    let spec: TcSpec = source.document()?;
    let tc_id = tc_id.unwrap_or_default();
    let tc = spec.tcs.get(tc_id).ok_or_else(|| Error::UnknownTc {
        file: file.clone(),
        tc_id: tc_id.into(),
        known: spec.tcs.keys().cloned().collect::<Vec<_>>().join(", "),
    })?;
    let stimulus = stimulus(tc, tc_id, segment)?;
    let mut inputs = vec![Input::of(&source)];
    let data = match &plan.mapping {
        Some(file) => {
            let source = io.input(file)?;
            inputs.push(Input::of(&source));
            let mapping: Mapping = source.document()?;
            mapping
                .mappings
                .get(tc_id)
                .and_then(|entry| entry.values().cloned())
                .unwrap_or_default()
        }
        None => Object::new(),
    };
    let (draft, service) =
        build(stimulus, &data, servers, file).map_err(|error| error.into_error(tc_id))?;
    Ok(Some(Planned { draft, service, inputs }))
}

fn stimulus<'a>(tc: &'a Tc, tc_id: &str, segment: Option<&str>) -> Result<&'a Stimulus, Error> {
    let (stimulus, place) = match segment {
        Some(segment) if !tc.checkpoints.is_empty() => {
            let known = || {
                let names: Vec<&str> =
                    tc.checkpoints.iter().map(|it| it.segment.as_str()).collect();
                names.join(", ")
            };
            let checkpoint = tc.checkpoints.iter().find(|it| it.segment == segment);
            let checkpoint = checkpoint
                .ok_or_else(|| Error::UnknownSegment { segment: segment.into(), known: known() })?;
            (&checkpoint.stimulus, format!("{tc_id} {segment}"))
        }
        _ => (&tc.stimulus, tc_id.to_owned()),
    };
    let is_http =
        |it: &&Stimulus| it.kind.as_deref().unwrap_or("http") == "http" && !it.method.is_empty();
    stimulus.as_ref().filter(is_http).ok_or(Error::NoStimulus { place })
}

/// A hole in the plan, or anything else.
enum BuildError {
    Route(RouteError),
    Other(Error),
}

impl BuildError {
    fn into_error(self, tc_id: &str) -> Error {
        match self {
            Self::Route(error) => Error::Route { tc_id: tc_id.into(), error },
            Self::Other(error) => error,
        }
    }
}

impl<E: Into<RouteError>> From<E> for BuildError {
    fn from(error: E) -> Self {
        Self::Route(error.into())
    }
}

fn build(
    stimulus: &Stimulus,
    data: &Object,
    servers: Option<&Servers>,
    file: &Path,
) -> Result<(Draft, Option<String>), BuildError> {
    let (url, query, service) = target(stimulus, data, servers, file)?;
    let mut headers = Vec::new();
    for (name, value) in pairs(&stimulus.headers, data)? {
        headers.push(Header::new(&name, &value).map_err(|error| BuildError::Other(error.into()))?);
    }
    let body = body(&fill_json(&stimulus.body, data)?, &headers).map_err(BuildError::Other)?;
    Ok((Draft { method: stimulus.method.clone(), url, query, headers, body }, service))
}

type Target = (String, Vec<(String, String)>, Option<String>);

fn target(
    stimulus: &Stimulus,
    data: &Object,
    servers: Option<&Servers>,
    file: &Path,
) -> Result<Target, BuildError> {
    let route = route(stimulus, data)?;
    let missing = || BuildError::Other(Error::NoEnvMap { file: file.to_owned() });
    let servers = servers.ok_or_else(missing)?;
    let (service, base) = servers.url_of(stimulus.service.as_deref()).map_err(BuildError::Other)?;
    let url = format!("{}{}", base.trim_end_matches('/'), route.path);
    Ok((url, route.query, Some(service.to_owned())))
}

/// A planned body: null is none; what a `Content-Type` says is no JSON is sent as form or text.
fn body(body: &Json, headers: &[Header]) -> Result<Body, Error> {
    if body.is_null() {
        return Ok(Body::None);
    }
    if !says_other_than_json(headers) {
        return json_or_text(&body.to_string(), headers, "the plan's body");
    }
    match body {
        Json::Object(members) => {
            let pairs = members.iter().map(|(name, value)| (name.clone(), value.to_plain_text()));
            Ok(Body::Form(pairs.collect()))
        }
        other => Ok(Body::Raw(other.to_plain_text().into_bytes())),
    }
}

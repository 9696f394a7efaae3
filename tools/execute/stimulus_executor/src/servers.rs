//! Where services are, and where requests may go: the gate's `server_env_map`.

use crate::{Error, args::PlanArgs};
use cli::{Io, Project};
use contract::{Json, gate::Server};
use evidence::Input;
use exchange::Pins;
use std::path::{Path, PathBuf};
use store::{Source, TicketFolder};

/// The services of a gate file.
#[derive(Debug, Default)]
pub(crate) struct Servers {
    services: Vec<(String, Server)>,
    /// The file that they come from.
    pub(crate) input: Option<Input>,
}

impl Servers {
    /// Reads `--env-map`; with a plan and without the flag, the newest gate file of the ticket folder
    /// that holds the output or the plan. None when there is none to read.
    pub(crate) fn read(
        plan: &PlanArgs,
        output: Option<&Path>,
        io: &mut Io,
    ) -> Result<Option<Self>, Error> {
        if let Some(file) = &plan.env_map {
            return Self::parse(&io.input(file)?).map(Some);
        }
        let Some(tc_spec) = &plan.tc_spec else { return Ok(None) };
        match newest_gate(&io.path(tc_spec), output)? {
            Some(gate) => Self::parse(&Source::open(&gate)?).map(Some),
            None => Ok(None),
        }
    }

    /// A gate file, or its `server_env_map` alone.
    fn parse(source: &Source) -> Result<Self, Error> {
        let tree = source.json()?;
        let missing = || Error::NoEnvMap { file: source.path().to_owned() };
        let is_server = |value: &Json| value.get("url").is_some();
        let map = match tree.get("server_env_map").filter(|map| !map.is_null()) {
            Some(map) => map.as_object().ok_or_else(missing)?,
            None => tree
                .as_object()
                .filter(|map| !map.is_empty() && map.values().all(is_server))
                .ok_or_else(missing)?,
        };
        let services = map.iter().map(|(name, value)| match value.to_typed() {
            Ok(server) => Ok((name.clone(), server)),
            Err(_) => Err(missing()),
        });
        Ok(Self { services: services.collect::<Result<_, _>>()?, input: Some(Input::of(source)) })
    }

    /// The base URL of a service; without a name, of the only one there is.
    pub(crate) fn url_of(&self, service: Option<&str>) -> Result<(&str, &str), Error> {
        let known = || {
            let names: Vec<&str> = self.services.iter().map(|(name, _)| name.as_str()).collect();
            names.join(", ")
        };
        let found = match (service, self.services.as_slice()) {
            (None, [only]) => Some(only),
            (None, _) => None,
            (Some(wanted), services) => services.iter().find(|(name, _)| name == wanted),
        };
        match found {
            Some((name, server)) if !server.url.trim().is_empty() => Ok((name, server.url.trim())),
            _ => Err(Error::UnknownService {
                service: service.unwrap_or("(none named)").to_owned(),
                known: known(),
            }),
        }
    }

    /// Pins the origins of all services, production ones as refused.
    pub(crate) fn pin(&self, pins: &mut Pins, project: &Project) -> Result<(), Error> {
        pins.restrict();
        for (name, server) in &self.services {
            let is_production =
                server.env.as_deref().is_some_and(|env| project.config.is_production_env(env));
            if !server.url.trim().is_empty() {
                pins.add_service(name, &server.url, is_production)?;
            }
        }
        Ok(())
    }
}

fn newest_gate(tc_spec: &Path, output: Option<&Path>) -> Result<Option<PathBuf>, Error> {
    let of_output = output.and_then(TicketFolder::holding);
    let of_spec = tc_spec.parent().map(TicketFolder::at);
    for folder in of_output.into_iter().chain(of_spec) {
        if let Some(gate) = folder.gate()? {
            return Ok(Some(gate));
        }
    }
    Ok(None)
}

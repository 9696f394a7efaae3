//! What can go wrong before anything is sent.

use contract::route::RouteError;
use exchange::LoginError;
use fault::{Exit, Fault, Place};
use std::path::PathBuf;

/// An error of `stimulus_executor`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A standard stream or a file.
    #[error(transparent)]
    Stream(#[from] cli::Error),
    /// A file.
    #[error(transparent)]
    File(#[from] store::Error),
    /// The ledger.
    #[error(transparent)]
    Evidence(#[from] evidence::Error),
    /// The request.
    #[error(transparent)]
    Request(#[from] exchange::Error),
    /// The login.
    #[error(transparent)]
    Login(#[from] LoginError),
    /// Nothing says where the request goes.
    #[error("there is nothing to send")]
    NoTarget,
    /// Two inputs want standard input.
    #[error("standard input can be read only once")]
    StdinTwice {
        /// The flags.
        flags: String,
    },
    /// A variable that is not set.
    #[error("the environment variable is not set")]
    NotSet {
        /// Its name.
        variable: String,
    },
    /// The plan does not know the test case, or none was named.
    #[error("the plan has no test case of that id")]
    UnknownTc {
        /// The plan.
        file: PathBuf,
        /// The id that was asked for.
        tc_id: String,
        /// Those it has.
        known: String,
    },
    /// The output's name belongs to another test case.
    #[error("the output belongs to another test case than {tc_id}")]
    OtherTc {
        /// The output.
        file: PathBuf,
        /// The test case that was named.
        tc_id: String,
    },
    /// The test case sends no request, or not in this way.
    #[error("the test case has no HTTP request to send")]
    NoStimulus {
        /// The test case, with its segment.
        place: String,
    },
    /// The test case has no such segment.
    #[error("the test case has no such segment")]
    UnknownSegment {
        /// The segment.
        segment: String,
        /// Those it has.
        known: String,
    },
    /// The planned request has a hole.
    #[error("{}", route_text(.error))]
    Route {
        /// The test case.
        tc_id: String,
        /// What is missing.
        error: RouteError,
    },
    /// The gate file does not say where the service is.
    #[error("server_env_map has no service of that name with a URL")]
    UnknownService {
        /// The service.
        service: String,
        /// Those it has.
        known: String,
    },
    /// There is no map that says where services are.
    #[error("nothing says where the services are: there is no server_env_map")]
    NoEnvMap {
        /// Where it was looked for.
        file: PathBuf,
    },
    /// A login was asked for, and there is nothing to log in with.
    #[error("the login cannot be built: {missing}")]
    NoLogin {
        /// What is missing.
        missing: &'static str,
        /// Where it was looked for.
        place: String,
    },
}

fn route_text(error: &RouteError) -> String {
    match error {
        RouteError::Placeholder(unknown) => {
            format!("there is no value for {{{}}}", unknown.name)
        }
        RouteError::Parameter { name, .. } => {
            format!("there is no value for the path parameter {{{name}}}")
        }
        RouteError::Dots { name } => {
            format!("the value of {{{name}}} is a step to another folder")
        }
    }
}

impl Fault for Error {
    fn code(&self) -> &'static str {
        match self {
            Self::Stream(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Evidence(error) => error.code(),
            Self::Request(error) => error.code(),
            Self::Login(error) => error.code(),
            Self::NoTarget => "stimulus_executor/no-target",
            Self::StdinTwice { .. } => "stimulus_executor/stdin-twice",
            Self::NotSet { .. } => "stimulus_executor/variable-not-set",
            Self::UnknownTc { .. } => "stimulus_executor/unknown-tc",
            Self::OtherTc { .. } => "stimulus_executor/other-tc",
            Self::NoStimulus { .. } => "stimulus_executor/no-stimulus",
            Self::UnknownSegment { .. } => "stimulus_executor/unknown-segment",
            Self::Route { error: RouteError::Placeholder(_), .. } => {
                "stimulus_executor/unknown-placeholder"
            }
            Self::Route { error: RouteError::Parameter { .. }, .. } => {
                "stimulus_executor/unknown-parameter"
            }
            Self::Route { error: RouteError::Dots { .. }, .. } => "stimulus_executor/path-leaves",
            Self::UnknownService { .. } => "stimulus_executor/unknown-service",
            Self::NoEnvMap { .. } => "stimulus_executor/no-env-map",
            Self::NoLogin { .. } => "stimulus_executor/no-login",
        }
    }

    fn place(&self) -> Option<Place> {
        let place = match self {
            Self::Stream(error) => return error.place(),
            Self::File(error) => return error.place(),
            Self::Evidence(error) => return error.place(),
            Self::Request(error) => return error.place(),
            Self::Login(error) => return error.place(),
            Self::UnknownTc { file, tc_id, .. } => {
                let pointer = format!("/tcs/{tc_id}");
                return Some(Place::Pointer { file: file.clone(), pointer });
            }
            Self::OtherTc { file, .. } | Self::NoEnvMap { file } => {
                return Some(Place::File(file.clone()));
            }
            Self::NoTarget => return None,
            Self::StdinTwice { flags } => flags,
            Self::NotSet { variable } => variable,
            Self::NoStimulus { place } | Self::NoLogin { place, .. } => place,
            Self::UnknownSegment { segment, .. } => segment,
            Self::Route { tc_id, .. } => tc_id,
            Self::UnknownService { service, .. } => service,
        };
        Some(Place::Value(place.clone()))
    }

    fn remedy(&self) -> String {
        let known = |what: &str, known: &str| format!("{what}: {known}");
        match self {
            Self::Stream(error) => error.remedy(),
            Self::File(error) => error.remedy(),
            Self::Evidence(error) => error.remedy(),
            Self::Request(error) => error.remedy(),
            Self::Login(error) => error.remedy(),
            Self::NoTarget => "give --url, or --tc-spec with --tc-id, or --auth-login".into(),
            Self::StdinTwice { .. } => "give only one of them as `-`".into(),
            Self::NotSet { .. } => "set it, or name another one".into(),
            Self::UnknownTc { known: ids, .. } => known("give --tc-id; it has", ids),
            Self::OtherTc { .. } => {
                "name the output after the test case, or correct --tc-id".into()
            }
            Self::NoStimulus { .. } => {
                "add a `stimulus` to the plan; one of kind `ui` is for capture_screen".into()
            }
            Self::UnknownSegment { known: segments, .. } => known("it has", segments),
            Self::Route { error, .. } => match error {
                RouteError::Placeholder(unknown) if unknown.known.is_empty() => {
                    "give the data mapping with --mapping; none is known".into()
                }
                RouteError::Placeholder(unknown) => known("known are", &unknown.known.join(", ")),
                RouteError::Parameter { known: names, .. } => {
                    known("add it to path_params, which has", &names.join(", "))
                }
                RouteError::Dots { .. } => "correct the data mapping".into(),
            },
            Self::UnknownService { known: services, .. } => {
                known("name one as `service` in the plan; it has", services)
            }
            Self::NoEnvMap { .. } => "name the gate file with --env-map".into(),
            Self::NoLogin { .. } => {
                "give --auth-url and one of --auth-body-env, --auth-body-file, --account".into()
            }
        }
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Stream(error) => error.exit(),
            Self::Login(error) => error.exit(),
            _ => Exit::CouldNotRun,
        }
    }
}

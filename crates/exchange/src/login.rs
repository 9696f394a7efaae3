//! Logging in: one request that is never recorded, and the token that it gives.

use crate::{
    Body, Draft, Error, Header, Options, Request,
    body::collect_json_secrets,
    names::is_secret_field,
    origin::origin_of,
    path::{Path, Progress, Step, Track},
    secrets::Secrets,
    send::send,
};
use contract::{Json, json};
use fault::{Exit, Fault, Place};

/// How to log in.
#[derive(Clone)]
pub struct Login {
    /// Where the body is posted.
    pub url: String,
    /// The body, JSON.
    pub body: String,
    /// Where the token stands in the answer; none for the usual places.
    pub token_path: Option<Path>,
    /// The header that carries the token; `Authorization` when absent.
    pub header: Option<String>,
}

/// What a login gave.
#[derive(Clone)]
pub struct Token {
    header: String,
    value: String,
    secrets: Secrets,
}

/// Why there is no token. No message repeats anything of the request or the answer.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// The login cannot be sent.
    #[error(transparent)]
    Request(#[from] Error),
    /// No answer came.
    #[error("the login got no answer ({failure})")]
    NoAnswer {
        /// What happened.
        failure: String,
        /// Where.
        origin: String,
    },
    /// The server said no.
    #[error("the login was refused with status {status}")]
    Refused {
        /// The status code.
        status: u16,
        /// Where.
        origin: String,
    },
    /// There is no token where one should be.
    #[error("the answer to the login has no token{place}")]
    NoToken {
        /// ` at $.…`, or nothing.
        place: String,
        /// Where.
        origin: String,
    },
}

/// Where servers put their tokens; the first that is there counts.
const USUAL_PLACES: [&str; 5] =
    ["$.accessToken", "$.access_token", "$.data.token", "$.data.accessToken", "$.token"];
/// Fields of a login that say who it is: no secrets, unless their name says otherwise.
const WHO: [&str; 16] = [
    "loginid",
    "userid",
    "username",
    "user",
    "id",
    "email",
    "login",
    "account",
    "name",
    "granttype",
    "scope",
    "clientid",
    "tenant",
    "realm",
    "audience",
    "type",
];

impl Login {
    /// The secrets in the body: what stands under the name of a secret, and when there is no such
    /// name, every text that does not merely say who it is.
    pub fn secrets(&self) -> Secrets {
        let mut secrets = Secrets::new();
        collect_json_secrets(&self.body, is_secret_field, &mut secrets);
        if secrets.is_empty() {
            let is_secret = |name: &str| {
                let plain = name.to_lowercase().replace(['_', '-'], "");
                !WHO.contains(&plain.as_str())
            };
            collect_json_secrets(&self.body, is_secret, &mut secrets);
        }
        secrets
    }

    /// Logs in.
    pub fn send(&self, options: &Options, user_agent: &str) -> Result<Token, LoginError> {
        let body = Body::json(&self.body, "the login body")?;
        let draft =
            Draft { method: "POST".into(), url: self.url.clone(), body, ..Draft::default() };
        let request = Request::build(draft, user_agent)?;
        let origin = origin_of(request.url()).map(|origin| origin.to_string()).unwrap_or_default();
        // A login server is not one of the services under test; only production is refused.
        let pins = options.pins.production_only();
        let options = Options { pins, follow: 0, retry: 0, ..options.clone() };
        let mut secrets = self.secrets();
        secrets.extend(request.secrets());
        let answer = match send(request, &options, None)?.outcome {
            Ok(answer) => answer,
            Err(failure) => {
                let failure = secrets.mask(&failure.to_string()).into_owned();
                return Err(LoginError::NoAnswer { failure, origin });
            }
        };
        if !(200..300).contains(&answer.status) {
            return Err(LoginError::Refused { status: answer.status, origin });
        }
        let answer = json::parse_bytes(&answer.body).unwrap_or_default();
        let text = answer.to_string();
        collect_json_secrets(&text, is_secret_field, &mut secrets);
        let token = self.token(&answer, text.as_bytes()).ok_or_else(|| {
            let place = self.token_path.as_ref().map(|path| format!(" at {path}"));
            LoginError::NoToken { place: place.unwrap_or_default(), origin }
        })?;
        secrets.add(&token);
        let header = self.header.clone().unwrap_or_else(|| "Authorization".into());
        let is_usual = header.eq_ignore_ascii_case("authorization");
        let value =
            if is_usual && !token.contains(' ') { format!("Bearer {token}") } else { token };
        Ok(Token { header, value, secrets })
    }

    fn token(&self, answer: &Json, answer_text: &[u8]) -> Option<String> {
        let at = |path: &Path| {
            let tracks = path.tracks(answer_text);
            tracks.iter().find_map(|track| find(answer, track, Track::start())).and_then(text)
        };
        match &self.token_path {
            Some(path) => at(path),
            None => USUAL_PLACES.iter().find_map(|place| at(&Path::parse(place).ok()?)),
        }
    }
}

impl Token {
    /// The header that carries it.
    pub fn header(&self) -> Result<Header, Error> {
        Header::new(&self.header, &self.value)
    }

    /// `Bearer …`, or the bare token for a header other than `Authorization`.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The token and all that must not be written down of the login.
    pub fn secrets(&self) -> &Secrets {
        &self.secrets
    }
}

fn text(value: &Json) -> Option<String> {
    let text = match value {
        Json::String(text) => text.trim().to_owned(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The first value on a track.
fn find<'a>(value: &'a Json, track: &Track, progress: Progress) -> Option<&'a Json> {
    if track.is_met(progress) {
        return Some(value);
    }
    match value {
        Json::Object(members) => members.iter().find_map(|(name, member)| {
            find(member, track, track.advance(progress, Step::Member(name)))
        }),
        Json::Array(elements) => elements.iter().enumerate().find_map(|(index, element)| {
            find(element, track, track.advance(progress, Step::Element(index)))
        }),
        _ => None,
    }
}

impl Fault for LoginError {
    fn code(&self) -> &'static str {
        match self {
            Self::Request(error) => error.code(),
            Self::NoAnswer { .. } => "exchange/login-no-answer",
            Self::Refused { .. } => "exchange/login-refused",
            Self::NoToken { .. } => "exchange/login-no-token",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Self::Request(error) => error.place(),
            Self::NoAnswer { origin, .. }
            | Self::Refused { origin, .. }
            | Self::NoToken { origin, .. } => Some(Place::Value(origin.clone())),
        }
    }

    fn remedy(&self) -> String {
        match self {
            Self::Request(error) => return error.remedy(),
            Self::NoAnswer { .. } => "check that the server runs and the login's URL is right",
            Self::Refused { .. } => "check the account and the login's URL",
            Self::NoToken { .. } => "say with --token-path where the token stands",
        }
        .into()
    }

    fn exit(&self) -> Exit {
        match self {
            Self::Request(error) => error.exit(),
            _ => Exit::No,
        }
    }
}

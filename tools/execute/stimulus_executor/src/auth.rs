//! Logging in: from the command line, the project's account list, or its configuration.

use crate::{Args, Error, aim, args::AuthArgs, draft::pairs, recording};
use cli::{Io, Project, STANDARD_STREAM};
use contract::{Json, json};
use exchange::{Draft, Error as RequestError, Login, Options, Path as JsonPath, Request, account};
use fault::Exit;
use std::path::{Path, PathBuf};
use store::{Auth, SharedFile, Source, check_secret_file};

/// The login of the command line, else the configuration's for the planned service.
pub(crate) fn login(
    args: &Args,
    service: Option<&str>,
    project: &Project,
    io: &mut Io,
) -> Result<Option<Login>, Error> {
    match (from_flags(&args.auth, project, io)?, service) {
        (None, Some(service)) => from_configuration(service, project, io),
        (login, _) => Ok(login),
    }
}

/// Builds the request; with a login, with its token in place of any header of that name. The request
/// is checked before the login is sent, so that a malformed one sends nothing at all.
pub(crate) fn sign_in(
    mut draft: Draft,
    login: Option<Login>,
    options: &Options,
) -> Result<Request, Error> {
    let user_agent = user_agent();
    let Some(login) = login else { return Ok(Request::build(draft, &user_agent)?) };
    options.check(&Request::build(draft.clone(), &user_agent)?)?;
    let token = login.send(options, &user_agent)?;
    let header = token.header()?;
    draft.headers.retain(|other| !other.name.eq_ignore_ascii_case(&header.name));
    draft.headers.push(header);
    let mut request = Request::build(draft, &user_agent)?;
    request.add_secrets(token.secrets());
    Ok(request)
}

/// `--auth-login` alone.
pub(crate) fn print_token(args: &Args, project: &Project, io: &mut Io) -> Result<Exit, Error> {
    if !args.auth.auth_login {
        return Err(Error::NoTarget);
    }
    let options = aim::options(args, None, project, io)?;
    let login = from_flags(&args.auth, project, io)?.ok_or(Error::NoTarget)?;
    let token = login.send(&options, &user_agent())?;
    io.print(&format!("{}\n", token.value()))?;
    Ok(Exit::Yes)
}

fn user_agent() -> String {
    format!("proctor/{}", recording::VERSION)
}

/// The login that the command line asks for; none when it asks for none.
fn from_flags(args: &AuthArgs, project: &Project, io: &mut Io) -> Result<Option<Login>, Error> {
    let Some(body) = body(args, project, io)? else {
        let asked = args.auth_login || args.auth_url.is_some();
        if asked {
            let place = "--auth-body-env, --auth-body-file, --account".into();
            return Err(Error::NoLogin { missing: "there is no login body", place });
        }
        return Ok(None);
    };
    let url = match &args.auth_url {
        Some(url) => url.clone(),
        None => auth_url(project)?,
    };
    let token_path = args.token_path.as_deref().map(JsonPath::parse).transpose();
    let token_path = token_path.map_err(RequestError::from)?;
    Ok(Some(Login { url, body, token_path, header: None }))
}

/// The login that the configuration has for a service; none when it has none.
fn from_configuration(
    service: &str,
    project: &Project,
    io: &mut Io,
) -> Result<Option<Login>, Error> {
    let Some(auth) = project.config.auth.get(service) else { return Ok(None) };
    let url = match &auth.url {
        Some(url) => url.clone(),
        None => auth_url(project)?,
    };
    let token_path = auth.token_path.as_deref().map(JsonPath::parse).transpose();
    let token_path = token_path.map_err(RequestError::from)?;
    let body = configured_body(auth, service, project, io)?;
    Ok(Some(Login { url, body, token_path, header: auth.header.clone() }))
}

fn configured_body(
    auth: &Auth,
    service: &str,
    project: &Project,
    io: &mut Io,
) -> Result<String, Error> {
    if let Some(variable) = &auth.body_env {
        return variable_text(variable, io);
    }
    match &auth.body_file {
        Some(file) => secret_file(&project.root.join(file), project),
        None => Err(Error::NoLogin {
            missing: "neither body_env nor body_file is there",
            place: format!("auth.{service} of the configuration"),
        }),
    }
}

/// The login body with the further fields.
fn body(args: &AuthArgs, project: &Project, io: &mut Io) -> Result<Option<String>, Error> {
    let fields = pairs(&args.auth_field, "--auth-field")?;
    if let Some(name) = &args.account {
        let file = shared(SharedFile::Accounts, project)?;
        let missing = || Error::NoLogin {
            missing: "the account is not in the list",
            place: format!("{} ({name})", file.display()),
        };
        let found = account::account(Source::open(&file)?.text()?, name).ok_or_else(missing)?;
        return Ok(Some(account::login_body(&found, &fields)));
    }
    let text = if let Some(text) = &args.auth_body {
        text.clone()
    } else if let Some(variable) = &args.auth_body_env {
        variable_text(variable, io)?
    } else if let Some(file) = &args.auth_body_file {
        if file.as_os_str() == STANDARD_STREAM {
            io.input(file)?.text()?.to_owned()
        } else {
            secret_file(&io.path(file), project)?
        }
    } else {
        return Ok(None);
    };
    if fields.is_empty() {
        return Ok(Some(text));
    }
    // What is no object is left as it is: the login says what is wrong with it.
    match json::parse(&text) {
        Ok(Json::Object(members)) => Ok(Some(account::with_fields(members, &fields))),
        _ => Ok(Some(text)),
    }
}

fn variable_text(variable: &str, io: &Io) -> Result<String, Error> {
    io.env().get(variable).ok_or_else(|| Error::NotSet { variable: variable.to_owned() })
}

fn secret_file(file: &Path, project: &Project) -> Result<String, Error> {
    check_secret_file(file, &project.root)?;
    Ok(Source::open(file)?.text()?.to_owned())
}

fn auth_url(project: &Project) -> Result<String, Error> {
    let file = shared(SharedFile::Endpoints, project)?;
    let missing =
        || Error::NoLogin { missing: "there is no AUTH_URL", place: file.display().to_string() };
    account::endpoint(Source::open(&file)?.text()?, "AUTH_URL").ok_or_else(missing)
}

fn shared(kind: SharedFile, project: &Project) -> Result<PathBuf, Error> {
    let missing = match kind {
        SharedFile::Accounts => "there is no list of accounts",
        SharedFile::Endpoints => "there is no list of endpoints",
    };
    let place = || {
        let [korean, english] = kind.names();
        format!("test/_shared/환경/{korean} or test/_shared/environment/{english}")
    };
    kind.find_in(&project.root).ok_or_else(|| Error::NoLogin { missing, place: place() })
}

//! The command line.

use crate::Error;
use clap::{ArgGroup, Args as ClapArgs, Parser};
use cli::{LockArgs, QuietArgs, STANDARD_STREAM};
use std::{path::PathBuf, time::Duration};

/// Send one HTTP request and record the exchange as evidence.
#[derive(Clone, Debug, Parser)]
#[command(name = "stimulus_executor", version, about, after_help = AFTER_HELP)]
#[command(group = ArgGroup::new("target").args(["url", "tc_spec"]))]
#[command(group = ArgGroup::new("body_of").args(["body", "body_file", "form", "multipart", "raw_body_file", "tc_spec"]))]
pub struct Args {
    #[command(flatten)]
    pub(crate) request: RequestArgs,
    #[command(flatten)]
    pub(crate) plan: PlanArgs,
    #[command(flatten)]
    pub(crate) auth: AuthArgs,
    #[command(flatten)]
    pub(crate) sending: SendingArgs,
    #[command(flatten)]
    pub(crate) record: RecordArgs,
}

/// What is sent.
#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "Request")]
pub(crate) struct RequestArgs {
    /// HTTP method, in any letter case [default: GET, or POST with a body]
    #[arg(long, value_name = "METHOD", conflicts_with = "tc_spec")]
    pub(crate) method: Option<String>,
    /// Whole URL; user info in it becomes Basic authentication
    #[arg(long, value_name = "URL")]
    pub(crate) url: Option<String>,
    /// Header line; may be repeated, also with one name
    #[arg(long, value_name = "NAME: VALUE", allow_hyphen_values = true)]
    pub(crate) header: Vec<String>,
    /// Environment variable with header lines, for secrets
    #[arg(long, value_name = "NAME")]
    pub(crate) header_env: Vec<String>,
    /// File with header lines, for secrets; `-` for standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) header_file: Option<PathBuf>,
    /// Pair added to the URL's query; may be repeated
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(crate) query: Vec<String>,
    /// JSON body; an empty object or array is sent too
    #[arg(long, value_name = "JSON", allow_hyphen_values = true)]
    pub(crate) body: Option<String>,
    /// File with the JSON body; `-` for standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) body_file: Option<PathBuf>,
    /// Field of a form body; may be repeated
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(crate) form: Vec<String>,
    /// Part of a multipart body, text or a file; may be repeated
    #[arg(long, value_name = "NAME=VALUE|NAME=@FILE", allow_hyphen_values = true)]
    pub(crate) multipart: Vec<String>,
    /// File that is sent as it is, of any content type; `-` for standard input
    #[arg(long, value_name = "FILE|-")]
    pub(crate) raw_body_file: Option<PathBuf>,
}

/// A request from the plan, and where it may go.
#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "Plan and pins")]
pub(crate) struct PlanArgs {
    /// Plan ({T}_tc_spec.json) that method, URL and body are built from; needs a test case
    #[arg(long, value_name = "FILE")]
    pub(crate) tc_spec: Option<PathBuf>,
    /// Data mapping whose values fill the plan's placeholders
    #[arg(long, value_name = "FILE", requires = "tc_spec")]
    pub(crate) mapping: Option<PathBuf>,
    /// Gate file whose server_env_map pins the origins [default with --tc-spec: the newest of the
    /// ticket folder]
    #[arg(long, value_name = "GATE_JSON")]
    pub(crate) env_map: Option<PathBuf>,
    /// One more host or origin that may be spoken to, never a production one; may be repeated
    #[arg(long, value_name = "HOST|ORIGIN")]
    pub(crate) allow_host: Vec<String>,
}

/// Who sends it.
#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "Login")]
pub(crate) struct AuthArgs {
    /// Only log in: print the token as `Bearer …` and write nothing
    #[arg(long)]
    pub(crate) auth_login: bool,
    /// Where to log in [default with --account: AUTH_URL of the project's endpoints]
    #[arg(long, value_name = "URL")]
    pub(crate) auth_url: Option<String>,
    /// Login body
    #[arg(long, value_name = "JSON", group = "auth_body_of")]
    pub(crate) auth_body: Option<String>,
    /// Environment variable with the login body
    #[arg(long, value_name = "NAME", group = "auth_body_of")]
    pub(crate) auth_body_env: Option<String>,
    /// Login body from a pipe, `-`, or a file outside the project that only its owner can read
    #[arg(long, value_name = "FILE|-", group = "auth_body_of")]
    pub(crate) auth_body_file: Option<PathBuf>,
    /// Account of the project's list to log in with [default name: its first row]
    #[arg(long, value_name = "NAME", num_args = 0..=1, default_missing_value = "", group = "auth_body_of")]
    pub(crate) account: Option<String>,
    /// Further field of the login body, such as forceLogin=true; may be repeated
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    pub(crate) auth_field: Vec<String>,
    /// Where the token stands in the login's answer [default: accessToken, access_token,
    /// data.token, data.accessToken, token, the first that is there]
    #[arg(long, value_name = "JSONPATH")]
    pub(crate) token_path: Option<String>,
    /// Cookie jar in Netscape's format, read and written
    #[arg(long, value_name = "FILE")]
    pub(crate) cookie_jar: Option<PathBuf>,
}

/// How it is sent.
#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "Sending")]
pub(crate) struct SendingArgs {
    /// Time for one request and its whole answer, in seconds
    #[arg(long, value_name = "SECONDS", default_value = "30", value_parser = seconds)]
    pub(crate) timeout: Duration,
    /// Redirects that are followed
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) follow: u32,
    /// Times a request is tried again when no byte of an answer came (GET, HEAD, PUT, DELETE)
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) retry: u32,
    /// Try other methods again as well
    #[arg(long)]
    pub(crate) retry_unsafe: bool,
    /// Certificates (PEM) that are trusted in place of the built-in ones
    #[arg(long, value_name = "FILE")]
    pub(crate) cacert: Option<PathBuf>,
    /// Accept any certificate; the ledger says so
    #[arg(long)]
    pub(crate) insecure: bool,
    /// HTTP proxy; the ledger says so. Proxies of the environment are never used
    #[arg(long, value_name = "http://HOST:PORT")]
    pub(crate) proxy: Option<String>,
    /// Longest body that is kept, in bytes after decoding
    #[arg(long, value_name = "BYTES", default_value_t = 64 << 20)]
    pub(crate) max_body: u64,
}

/// What is written down.
#[derive(Clone, Debug, ClapArgs)]
#[command(next_help_heading = "Record")]
pub(crate) struct RecordArgs {
    /// Test case [default: that of the output's name]
    #[arg(long, value_name = "TC")]
    pub(crate) tc_id: Option<String>,
    /// Segment of a test case with checkpoints; with --tc-spec its request is sent
    #[arg(long, value_name = "ID")]
    pub(crate) segment: Option<String>,
    /// Value of the answer to mask besides those under the names of secrets; may be repeated
    #[arg(long, value_name = "JSONPATH")]
    pub(crate) mask: Vec<String>,
    /// File for the record; without it the record goes to standard output
    #[arg(long, value_name = "FILE|-")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) lock: LockArgs,
    #[command(flatten)]
    pub(crate) quiet: QuietArgs,
}

impl Args {
    /// Refuses to read standard input twice; nobody should wonder why the second reader got nothing.
    pub(crate) fn check_stdin(&self) -> Result<(), Error> {
        let is_stdin = |path: &Option<PathBuf>| {
            path.as_ref().is_some_and(|path| path.as_os_str() == STANDARD_STREAM)
        };
        let (request, plan) = (&self.request, &self.plan);
        let mut flags: Vec<&str> = [
            ("--header-file", is_stdin(&request.header_file)),
            ("--body-file", is_stdin(&request.body_file)),
            ("--raw-body-file", is_stdin(&request.raw_body_file)),
            ("--tc-spec", is_stdin(&plan.tc_spec)),
            ("--mapping", is_stdin(&plan.mapping)),
            ("--env-map", is_stdin(&plan.env_map)),
            ("--auth-body-file", is_stdin(&self.auth.auth_body_file)),
            ("--cookie-jar", is_stdin(&self.auth.cookie_jar)),
            ("--cacert", is_stdin(&self.sending.cacert)),
        ]
        .into_iter()
        .filter_map(|(flag, reads)| reads.then_some(flag))
        .collect();
        let parts = request.multipart.iter().filter(|part| part.ends_with("=@-"));
        flags.extend(parts.map(|_| "--multipart"));
        if flags.len() > 1 {
            return Err(Error::StdinTwice { flags: flags.join(" and ") });
        }
        Ok(())
    }
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds: f64 = text.parse().map_err(|_| "a number of seconds is accepted".to_owned())?;
    Duration::try_from_secs_f64(seconds)
        .ok()
        .filter(|timeout| !timeout.is_zero())
        .ok_or_else(|| "a number of seconds above 0 is accepted".to_owned())
}

const AFTER_HELP: &str = "\
Exit codes:
  0  an answer came, whatever its status, and was recorded
  1  no answer came (recorded, status_code null), or the login failed (nothing recorded)
  2  it could not run, and nothing was sent; or a redirect led where nothing may be sent

Example:
  stimulus_executor --method POST --url http://localhost:8080/orders/1/cancel --body '{}' \\
    --account --tc-id TC-1 --output test/WO-1_cancel/partial_results/TC-1_stimulus.json";

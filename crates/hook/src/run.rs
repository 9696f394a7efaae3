//! From standard input to standard output: the whole life of a hook's process.

use crate::{Call, Decision, Failure, Hook, Policy, error::Error};
use contract::{hook_event::Event, json::SyntaxError};
use fault::Fault;
use std::{
    ffi::OsString,
    io::{IsTerminal, Read, Write},
    panic::PanicHookInfo,
    process::ExitCode,
};
use store::Env;

/// Bytes of a call that fits without growing: what a pipe holds.
const USUAL_CALL: usize = 1 << 16;

const PRE_TOOL_USE: &str = "PreToolUse";
/// Events that come with a tool.
const TOOL_EVENTS: [&str; 3] = [PRE_TOOL_USE, "PostToolUse", "PostToolUseFailure"];

/// What a hook decides.
type Decide = fn(&Call<'_>) -> Result<Decision, Failure>;

/// Runs a hook: reads the call, decides, answers.
///
/// The exit code is 0, whatever the answer is; it is never 2, which the client takes for "block".
/// It is 1 only when the hook was started wrongly: with an unknown flag, or by a person without a
/// call on standard input.
pub fn main(hook: &'static Hook, decide: Decide) -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    if let Some(argument) = arguments.next() {
        return explain(hook, &argument);
    }
    let mut stdin = std::io::stdin().lock();
    if stdin.is_terminal() {
        return wrong_start(&Error::NoCall);
    }
    let policy = hook.policy;
    std::panic::set_hook(Box::new(move |panic| answer_a_panic(hook, panic)));
    let mut bytes = Vec::with_capacity(USUAL_CALL);
    let (event, decision) = match stdin.read_to_end(&mut bytes) {
        Ok(_) => decide_on(hook, &bytes, decide),
        Err(error) => {
            (PRE_TOOL_USE.into(), Err(Failure::Fault(format!("standard input: {error}"))))
        }
    };
    let decision = decision.unwrap_or_else(|failure| match policy {
        Policy::Guard => refuse(hook, &failure.to_string()),
        Policy::Advise => Decision::Silent,
    });
    answer(&decision.output(&event));
    ExitCode::SUCCESS
}

/// The event's name, and the decision on it.
fn decide_on(
    hook: &'static Hook,
    bytes: &[u8],
    decide: Decide,
) -> (String, Result<Decision, Failure>) {
    let event = match text(bytes).and_then(Event::read) {
        Ok(event) => event,
        Err(SyntaxError { offset, message }) => {
            let fault =
                format!("the call is not JSON that a hook can read: {message}, at offset {offset}");
            return (PRE_TOOL_USE.into(), Err(Failure::Fault(fault)));
        }
    };
    let name = event.hook_event_name.as_text().unwrap_or(PRE_TOOL_USE).to_owned();
    let decision = match unusable(&event, &name) {
        Some(fault) => Err(Failure::Fault(fault)),
        // Only before a tool runs can a guard still refuse it.
        None if hook.policy == Policy::Guard && name != PRE_TOOL_USE => Ok(Decision::Silent),
        None => decide(&Call::new(hook, event, Env::Process)),
    };
    (name, decision)
}

/// Bytes from which on a check with vector instructions is worth asking the processor for them: text
/// that is not ASCII is slow to check byte by byte.
const LARGE_CALL: usize = 1 << 14;

fn text(bytes: &[u8]) -> Result<&str, SyntaxError> {
    let text = if bytes.len() < LARGE_CALL {
        std::str::from_utf8(bytes).map_err(|error| error.valid_up_to())
    } else {
        simdutf8::compat::from_utf8(bytes).map_err(|error| error.valid_up_to())
    };
    text.map_err(|offset| SyntaxError { offset, message: "a byte that is not UTF-8" })
}

fn unusable(event: &Event<'_>, name: &str) -> Option<String> {
    let nameless = event.tool_name.as_text().is_none_or(str::is_empty);
    let lacks_tool = TOOL_EVENTS.contains(&name) && nameless;
    lacks_tool.then(|| "the call names no tool".to_owned())
}

/// The answer of a guard that could not check.
fn refuse(hook: &Hook, fault: &str) -> Decision {
    Decision::Deny(format!("{}: what cannot be checked is refused: {fault}", hook.name))
}

/// One write; a client that has gone away needs no answer.
fn answer(output: &str) {
    if !output.is_empty() {
        let mut stdout = std::io::stdout().lock();
        let _ = stdout.write_all(output.as_bytes()).and_then(|()| stdout.flush());
    }
}

/// A panic ends the process here, before it could end in a way that the client takes for consent.
#[expect(clippy::exit, reason = "nothing of the hook may run on after a panic")]
fn answer_a_panic(hook: &Hook, panic: &PanicHookInfo<'_>) {
    if hook.policy == Policy::Guard {
        let fault = format!("the hook itself failed ({panic}); report this");
        answer(&refuse(hook, &fault).output(PRE_TOOL_USE));
    }
    std::process::exit(0);
}

/// `--help` and `--version`; any other argument is a wrong start.
fn explain(hook: &Hook, argument: &OsString) -> ExitCode {
    let Hook { name, version, about, help, .. } = hook;
    match argument.to_str() {
        Some("--help" | "-h") => answer(&format!(
            "{about}\n\n\
             Usage: {name} < CALL\n\n\
             A hook of the agent's client: it reads one call (a JSON object) from standard input and\n\
             prints one JSON object, or nothing when it has no opinion. `install_skill` registers it.\n\n\
             {help}\n\n\
             Options:\n  -h, --help     Print help\n  -V, --version  Print version\n\n\
             Exit codes: 0 always, the decision is in the JSON; 1 the hook was started wrongly.\n"
        )),
        Some("--version" | "-V") => answer(&format!("{name} {version}\n")),
        _ => return wrong_start(&Error::Argument { argument: argument.display().to_string() }),
    }
    ExitCode::SUCCESS
}

fn wrong_start(error: &Error) -> ExitCode {
    // Without standard error there is nobody to tell.
    let _ = writeln!(std::io::stderr(), "{}", fault::line(error));
    ExitCode::from(error.exit().code())
}

//! A hook that fails in the way that its call asks for; `tests/policy.rs` looks at what comes of it.

use hook::{Call, Decision, Failure, Hook, Policy};
use std::process::ExitCode;

const GUARD: Hook = Hook {
    name: "faulty",
    version: env!("CARGO_PKG_VERSION"),
    about: "Fail in the way that the call asks for",
    help: "It is for tests.",
    policy: Policy::Guard,
};
const ADVISER: Hook = Hook { policy: Policy::Advise, ..GUARD };

fn main() -> ExitCode {
    let advises = std::env::var_os("FAULTY_ADVISES").is_some();
    hook::main(if advises { &ADVISER } else { &GUARD }, decide)
}

fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    match call.event().tool_input.text("command") {
        Some("panic") => panic!("as it was asked to"),
        Some("be late") => loop {
            call.check_time()?;
        },
        Some("fault") => Err(Failure::Fault("evidence.json cannot be read".into())),
        Some("deny") => Ok(Decision::Deny("no".into())),
        Some("ask") => Ok(Decision::Ask("may it?".into())),
        Some("context") => Ok(Decision::Context("by the way".into())),
        _ => Ok(Decision::Silent),
    }
}

//! `remind_caution`: remind of the known mistakes that a command could repeat.

use hook::{Call, Decision, Failure, Hook, Policy};

/// What this hook is.
pub const HOOK: Hook = Hook {
    name: env!("CARGO_PKG_NAME"),
    version: env!("CARGO_PKG_VERSION"),
    about: env!("CARGO_PKG_DESCRIPTION"),
    help: "",
    policy: Policy::Advise,
};

/// Decides on a call.
pub fn decide(_call: &Call<'_>) -> Result<Decision, Failure> {
    Ok(Decision::Silent)
}

//! The hook: see [`behavioral_gate::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&behavioral_gate::HOOK, behavioral_gate::decide)
}

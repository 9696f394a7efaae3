//! The hook: see [`guard_evidence::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&guard_evidence::HOOK, guard_evidence::decide)
}

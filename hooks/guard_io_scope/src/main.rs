//! The hook: see [`guard_io_scope::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&guard_io_scope::HOOK, guard_io_scope::decide)
}

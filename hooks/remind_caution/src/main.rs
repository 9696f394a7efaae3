//! The hook: see [`remind_caution::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&remind_caution::HOOK, remind_caution::decide)
}

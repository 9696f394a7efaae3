//! The hook: see [`validate_final_message::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&validate_final_message::HOOK, validate_final_message::decide)
}

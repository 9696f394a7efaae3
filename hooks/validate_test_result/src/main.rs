//! The hook: see [`validate_test_result::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&validate_test_result::HOOK, validate_test_result::decide)
}

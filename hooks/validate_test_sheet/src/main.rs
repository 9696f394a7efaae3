//! The hook: see [`validate_test_sheet::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&validate_test_sheet::HOOK, validate_test_sheet::decide)
}

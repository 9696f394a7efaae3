//! The hook: see [`validate_data_mapping::decide`].

use std::process::ExitCode;

fn main() -> ExitCode {
    hook::main(&validate_data_mapping::HOOK, validate_data_mapping::decide)
}

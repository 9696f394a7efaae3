//! Hook and tool: see [`behavioral_gate::main`].

use std::process::ExitCode;

fn main() -> ExitCode {
    behavioral_gate::main()
}

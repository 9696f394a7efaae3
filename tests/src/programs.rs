//! The built programs. Cargo builds a program before the tests of its own package only, so these
//! tests look for them where the same build puts them: beside the test's own executable.

use std::path::PathBuf;

/// The path of one of our programs.
///
/// # Panics
/// When it has not been built.
pub fn program(name: &str) -> PathBuf {
    let own = std::env::current_exe().expect("a test runs from a file");
    // target/debug/deps/test-0123 → target/debug/program
    let program = own.ancestors().nth(2).map(|folder| folder.join(name)).unwrap_or_default();
    assert!(program.exists(), "{} is not built: run `make test`", program.display());
    program
}

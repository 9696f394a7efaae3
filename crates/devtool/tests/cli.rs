//! `cargo dev` as developers run it, as far as it leaves the repository as it is.

use std::process::{Command, Output};

fn dev(arguments: &[&str]) -> Output {
    let mut dev = Command::new(env!("CARGO_BIN_EXE_devtool"));
    dev.args(arguments).output().expect("the built devtool")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn generated_pages_are_up_to_date() {
    for pages in [
        &["schemas", "--mode=check"][..],
        &["errors", "--mode=check"],
        &["help-pages", "--mode=check", "--no-build"],
    ] {
        let output = dev(pages);
        assert!(output.status.success(), "{pages:?}: {}", said(&output));
    }
}

#[test]
fn help_names_every_chore() {
    let help = String::from_utf8(dev(&["--help"]).stdout).expect("UTF-8");
    for chore in
        ["schemas", "help-pages", "errors", "tidy", "build", "doctor", "seed-ledger", "new-tool"]
    {
        assert!(help.contains(chore), "{chore} is not in {help}");
    }
}

#[test]
fn a_new_tool_takes_no_wrong_or_present_name() {
    for (group, name, reason) in [
        ("Execute", "probe", "snake_case"),
        ("execute", "probe-server", "snake_case"),
        ("execute", "../../x", "snake_case"),
        ("execute", "verdict_calculator", "is there already"),
    ] {
        let output = dev(&["new-tool", group, name]);
        assert!(!output.status.success());
        assert!(said(&output).contains(reason), "{}", said(&output));
    }
}

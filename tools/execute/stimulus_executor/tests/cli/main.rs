//! Drives the built program: arguments, files, both streams, exit codes, real servers.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on says so")]
#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

mod login;
mod planned;
mod recording;
mod refusals;
mod request;
mod secrets;

use std::path::PathBuf;
use testkit::{
    Project,
    http::{Reply, Server},
};

/// One run of the program.
struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

/// Runs the program in a project; what it says is kept.
fn run(project: &Project, args: &[&str]) -> Run {
    run_with(project, args, &[], "")
}

fn run_with(project: &Project, args: &[&str], env: &[(&str, &str)], stdin: &str) -> Run {
    let mut command = project.command(env!("CARGO_BIN_EXE_stimulus_executor"));
    let output = command.args(args).envs(env.iter().copied()).write_stdin(stdin).output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// The record on standard output.
    fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.stdout)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.stdout, self.stderr))
    }

    #[track_caller]
    fn expect(&self, code: i32, fault: &str) {
        assert_eq!(self.code, code, "{} {}", self.stdout, self.stderr);
        assert!(self.stderr.contains(&format!("[{fault}]")), "{fault}: {}", self.stderr);
        assert_eq!(self.stdout, "", "{fault}");
        assert_eq!(self.stderr.lines().count(), 1, "{}", self.stderr);
    }
}

/// A server that gives `{}`.
fn server() -> Server {
    Server::scripted(vec![Reply::json(200, "{}")])
}

/// The usual place of a record, in a folder with Korean and a blank in its name.
fn output(project: &Project, name: &str) -> PathBuf {
    project.ticket("partial_results").join(name)
}

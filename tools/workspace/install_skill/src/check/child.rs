//! A hook as a child process, with an end to its time.

use rustix::process::{Pid, Signal, kill_process_group};
use std::{
    io::{self, Read, Write},
    os::unix::process::{CommandExt, ExitStatusExt},
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};
use wait_timeout::ChildExt;

/// More than any decision needs. A program that goes on is told that nobody reads.
const OUTPUT_LIMIT: u64 = 1 << 20;
/// How long output may take to arrive once the program and all that it started are gone.
const GRACE: Duration = Duration::from_secs(1);

/// How a run ended.
#[derive(Debug)]
pub(super) enum Run {
    /// It could not be started.
    NotStarted(io::Error),
    /// It was still running at the end of its time.
    TooSlow,
    /// A signal ended it.
    Killed(i32),
    /// It ended by itself.
    Ended {
        /// Its exit code.
        code: i32,
        /// What it printed.
        stdout: Vec<u8>,
    },
}

/// Runs a program with this on its standard input. When its time is over, it is killed together
/// with all that it started.
pub(super) fn run(command: &mut Command, input: &str, limit: Duration) -> Run {
    let piped = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut child = match piped.process_group(0).spawn() {
        Ok(child) => child,
        Err(error) => return Run::NotStarted(error),
    };
    let stdout = child.stdout.take().map(|pipe| {
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let mut bytes = Vec::new();
            let _ = pipe.take(OUTPUT_LIMIT).read_to_end(&mut bytes);
            let _ = sender.send(bytes);
        });
        receiver
    });
    if let Some(mut stdin) = child.stdin.take() {
        // A hook that never reads is a hook all the same.
        let _ = stdin.write_all(input.as_bytes());
    }
    let status = child.wait_timeout(limit);
    if let Some(group) = i32::try_from(child.id()).ok().and_then(Pid::from_raw) {
        // Nothing may be left of it, and what is left may hold its standard output open.
        let _ = kill_process_group(group, Signal::KILL);
    }
    let _ = child.wait();
    match status {
        Err(error) => Run::NotStarted(error),
        Ok(None) => Run::TooSlow,
        Ok(Some(status)) => match status.code() {
            None => Run::Killed(status.signal().unwrap_or_default()),
            Some(code) => {
                let stdout = stdout.and_then(|stdout| stdout.recv_timeout(GRACE).ok());
                Run::Ended { code, stdout: stdout.unwrap_or_default() }
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str, limit: Duration) -> Run {
        run(Command::new("sh").args(["-c", script]), "in\n", limit)
    }

    #[test]
    fn what_it_prints_is_heard() {
        match shell("read line; echo \"got $line\"; exit 3", Duration::from_secs(20)) {
            Run::Ended { code: 3, stdout, .. } => assert_eq!(stdout, b"got in\n"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_child_that_stays_does_not_delay_the_answer() {
        match shell("sleep 100 & echo done", Duration::from_secs(20)) {
            Run::Ended { code: 0, stdout, .. } => assert_eq!(stdout, b"done\n"),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_whole_group_ends_with_its_time() {
        assert!(matches!(shell("sleep 100; true", Duration::from_millis(50)), Run::TooSlow));
    }

    #[test]
    fn endless_output_ends() {
        let run = shell("exec yes", Duration::from_secs(20));
        assert!(matches!(run, Run::Killed(13) | Run::Ended { .. }), "{run:?}");
    }

    #[test]
    fn a_signal_and_a_missing_program_are_told_apart() {
        assert!(matches!(shell("kill -9 $$", Duration::from_secs(20)), Run::Killed(9)));
        let missing = run(&mut Command::new("/없음"), "", Duration::from_secs(20));
        assert!(
            matches!(missing, Run::NotStarted(error) if error.kind() == io::ErrorKind::NotFound)
        );
    }
}

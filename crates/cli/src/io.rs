//! Everything a program may touch besides files: streams, working folder, clock, environment.

use crate::{Error, QuietArgs};
use std::{
    io::{self, BufWriter, IsTerminal, Read, Write},
    path::{Path, PathBuf},
};
use store::{Env, Project, Source, TicketFolder, absolute};

/// The path that means standard input or standard output.
pub const STANDARD_STREAM: &str = "-";

/// The streams, the working folder and the environment of one run. A test passes its own.
pub struct Io {
    stdin: Box<dyn Read>,
    stdout: Box<dyn Write>,
    stderr: Box<dyn Write>,
    cwd: PathBuf,
    env: Env,
    is_terminal: bool,
}

impl Io {
    /// The real ones of this process.
    pub fn of_process() -> Self {
        Self {
            stdin: Box::new(io::stdin()),
            stdout: Box::new(BufWriter::new(io::stdout())),
            stderr: Box::new(io::stderr()),
            cwd: std::env::current_dir().unwrap_or_default(),
            env: Env::Process,
            is_terminal: io::stderr().is_terminal(),
        }
    }

    /// Streams and surroundings made up by a test.
    pub fn new(
        stdin: impl Read + 'static,
        stdout: impl Write + 'static,
        stderr: impl Write + 'static,
        cwd: impl Into<PathBuf>,
        env: Env,
    ) -> Self {
        Self {
            stdin: Box::new(stdin),
            stdout: Box::new(stdout),
            stderr: Box::new(stderr),
            cwd: cwd.into(),
            env,
            is_terminal: false,
        }
    }

    /// The environment.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The working folder.
    pub fn cwd(&self) -> &Path {
        &self.cwd
    }

    /// A path of the command line in absolute form.
    pub fn path(&self, path: &Path) -> PathBuf {
        absolute(&self.cwd, path)
    }

    /// Reads an input; `-` is standard input.
    pub fn input(&mut self, path: &Path) -> Result<Source, Error> {
        if path.as_os_str() == STANDARD_STREAM {
            let mut bytes = Vec::new();
            self.stdin.read_to_end(&mut bytes).map_err(Error::Stdin)?;
            return Ok(Source::from_bytes(STANDARD_STREAM, bytes));
        }
        Ok(Source::open(&self.path(path))?)
    }

    /// Prints the result to standard output as it is.
    pub fn print(&mut self, text: &str) -> Result<(), Error> {
        self.print_bytes(text.as_bytes())
    }

    /// Prints bytes of a result to standard output.
    pub fn print_bytes(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.stdout.write_all(bytes).map_err(Error::stdout)
    }

    /// Standard output, for a result that is streamed. Pass its errors through [`Io::stream_error`].
    pub fn stdout(&mut self) -> &mut dyn Write {
        &mut self.stdout
    }

    /// What a failed write to [`Io::stdout`] means.
    pub fn stream_error(error: io::Error) -> Error {
        Error::stdout(error)
    }

    /// The closing line for a person, unless `--quiet`, or the result cannot be printed: then only
    /// the error is said.
    pub fn close(&mut self, quiet: QuietArgs, line: &str) {
        if !quiet.quiet && self.stdout.flush().is_ok() {
            self.say(line);
        }
    }

    /// A warning for a person; it never changes the exit code.
    pub fn warn(&mut self, text: &str) {
        self.say(&format!("warning: {text}"));
    }

    /// Whether progress may be shown: standard error is a terminal.
    pub fn shows_progress(&self) -> bool {
        self.is_terminal
    }

    /// One line to standard error. That it cannot be written is nobody's business.
    pub(crate) fn say(&mut self, line: &str) {
        let _ = writeln!(self.stderr, "{line}");
    }

    pub(crate) fn flush(&mut self) -> Result<(), Error> {
        self.stdout.flush().map_err(Error::stdout)
    }

    /// The project that `output` belongs to: found from its ticket folder when it lies in one, else
    /// from the working folder.
    pub fn project(&self, output: Option<&Path>) -> Result<Project, Error> {
        let ticket = output.and_then(|path| TicketFolder::holding(&self.path(path)));
        let from = ticket.as_ref().map_or(self.cwd.as_path(), TicketFolder::root);
        Ok(Project::open(from, &self.env)?)
    }
}

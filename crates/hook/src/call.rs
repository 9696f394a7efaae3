//! A call with what can be asked about it. Nothing is looked up before it is asked for.

use crate::{Change, Failure, Hook, Target, change};
use contract::hook_event::Event;
use std::{
    cell::OnceCell,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};
use store::{ActiveTicket, Env};

/// A hook's own time (hooks.md): less than the time-out with which it is registered.
const DEADLINE: Duration = Duration::from_secs(2);
/// Shortens [`DEADLINE`], in milliseconds, for a registration with a shorter time-out.
const DEADLINE_VARIABLE: &str = "PROCTOR_HOOK_DEADLINE_MS";

/// The tools that hooks tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Writes a whole file.
    Write,
    /// Replaces a text in a file.
    Edit,
    /// The same several times, in older clients.
    MultiEdit,
    /// Changes a cell of a notebook.
    NotebookEdit,
    /// Reads a file.
    Read,
    /// Looks for text in files.
    Grep,
    /// Looks for files.
    Glob,
    /// Runs a command: Bash, PowerShell or Monitor.
    Shell,
    /// A tool of a server, `mcp__SERVER__TOOL`.
    Mcp,
    /// Any other.
    Other,
}

impl Tool {
    fn of(name: &str) -> Self {
        match name {
            "Write" => Self::Write,
            "Edit" => Self::Edit,
            "MultiEdit" => Self::MultiEdit,
            "NotebookEdit" => Self::NotebookEdit,
            "Read" => Self::Read,
            "Grep" => Self::Grep,
            "Glob" => Self::Glob,
            "Bash" | "PowerShell" | "Monitor" => Self::Shell,
            _ if name.starts_with("mcp__") => Self::Mcp,
            _ => Self::Other,
        }
    }

    /// The argument that names its file or folder.
    fn path_argument(self) -> Option<&'static str> {
        match self {
            Self::Write | Self::Edit | Self::MultiEdit | Self::Read => Some("file_path"),
            Self::NotebookEdit => Some("notebook_path"),
            Self::Grep | Self::Glob => Some("path"),
            Self::Shell | Self::Mcp | Self::Other => None,
        }
    }
}

/// One call of a hook.
#[derive(Debug)]
pub struct Call<'a> {
    hook: &'static Hook,
    event: Event<'a>,
    env: Env,
    started: Instant,
    cwd: OnceCell<PathBuf>,
    root: OnceCell<PathBuf>,
    target: OnceCell<Option<Target>>,
}

impl<'a> Call<'a> {
    /// A call that begins now.
    pub(crate) fn new(hook: &'static Hook, event: Event<'a>, env: Env) -> Self {
        Self {
            hook,
            event,
            env,
            started: Instant::now(),
            cwd: OnceCell::new(),
            root: OnceCell::new(),
            target: OnceCell::new(),
        }
    }

    /// The hook that is called.
    pub fn hook(&self) -> &'static Hook {
        self.hook
    }

    /// What the client wrote.
    pub fn event(&self) -> &Event<'a> {
        &self.event
    }

    /// The tool that is about to run, or has run.
    pub fn tool(&self) -> Tool {
        self.event.tool_name.as_text().map_or(Tool::Other, Tool::of)
    }

    /// The environment.
    pub fn env(&self) -> &Env {
        &self.env
    }

    /// The session's working folder, absolute.
    pub fn cwd(&self) -> &Path {
        self.cwd.get_or_init(|| {
            let given = Path::new(self.event.cwd.as_text().unwrap_or_default());
            if given.is_absolute() {
                return given.to_owned();
            }
            // A process without a working folder of its own sees everything from the root.
            let own = std::env::current_dir().unwrap_or_else(|_| "/".into());
            store::absolute(&own, given)
        })
    }

    /// The project's root: `$CLAUDE_PROJECT_DIR`, else from the session's working folder
    /// (conventions.md, "The project"); its real path.
    pub fn root(&self) -> &Path {
        self.root.get_or_init(|| store::landing(&store::project_root(self.cwd(), &self.env)))
    }

    /// The file or folder that a tool names; `None` for tools that name none, and for Grep and Glob
    /// without a folder, which look in the working folder.
    pub fn target(&self) -> Option<&Target> {
        let target = self.target.get_or_init(|| {
            let argument = self.tool().path_argument()?;
            self.event.tool_input.text(argument).map(|path| self.resolve(path))
        });
        target.as_ref()
    }

    /// The file or folder that a path means in the session's working folder; `~` is the home folder.
    pub fn resolve(&self, path: &str) -> Target {
        self.resolve_from(self.cwd(), path)
    }

    /// The same in another folder, where a command changed to it.
    pub fn resolve_from(&self, folder: &Path, path: &str) -> Target {
        let home = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
        match home.and_then(|rest| Some((self.env.get("HOME")?, rest))) {
            Some((home, rest)) => Target::at(Path::new(&(home + rest))),
            None => Target::at(&folder.join(path)),
        }
    }

    /// The document as it will be after Write, Edit, MultiEdit or NotebookEdit. `None` for other
    /// tools, and where the tool itself will refuse, because what it should replace is not there or
    /// is there more than once.
    pub fn change(&self) -> Result<Option<Change<'_>>, Failure> {
        match self.target() {
            Some(target) => change::of(self, target),
            None => Ok(None),
        }
    }

    /// Says so when the hook's own time is over. To be asked between files.
    pub fn check_time(&self) -> Result<(), Failure> {
        let asked = self.env.get(DEADLINE_VARIABLE).and_then(|text| text.parse().ok());
        let deadline = asked.map_or(DEADLINE, |ms| DEADLINE.min(Duration::from_millis(ms)));
        if self.started.elapsed() < deadline { Ok(()) } else { Err(Failure::Late) }
    }

    /// The ticket that this session works on: `PROCTOR_TICKET_FOLDER`, else its entry in
    /// `test/.active_ticket`.
    pub fn ticket(&self) -> Result<ActiveTicket, Failure> {
        let session = self.event.session_id.as_text();
        Ok(ActiveTicket::of(self.root(), session, &self.env)?)
    }
}

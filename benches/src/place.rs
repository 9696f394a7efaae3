//! Where things lie.

use std::{
    error::Error,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The folders of a measurement.
#[derive(Debug)]
pub(crate) struct Place {
    /// Our programs, release builds.
    pub(crate) programs: PathBuf,
    /// Floors: programs of this package that do the least that is possible.
    floors: PathBuf,
    /// Generated inputs.
    pub(crate) inputs: PathBuf,
    /// Where contenders write.
    out: PathBuf,
    /// This package.
    pub(crate) package: PathBuf,
    /// The Python interpreter itself: a shim before it would be measured, too.
    pub(crate) python: String,
    /// Small inputs and few runs.
    pub(crate) quick: bool,
}

impl Place {
    /// Makes the folders.
    pub(crate) fn prepare(quick: bool) -> Result<Self, Box<dyn Error>> {
        let package = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
        let target = package.join("../target").canonicalize()?;
        let own = std::env::current_exe()?;
        let place = Self {
            programs: target.join("bin"),
            floors: own.parent().ok_or("this program lies in a folder")?.to_owned(),
            inputs: target.join("bench/inputs"),
            out: target.join("bench/out"),
            package,
            python: python()?,
            quick,
        };
        fs::create_dir_all(&place.inputs)?;
        fs::create_dir_all(&place.out)?;
        Ok(place)
    }

    /// One of our programs.
    pub(crate) fn program(&self, name: &str) -> String {
        text(&self.programs.join(name))
    }

    /// A floor.
    pub(crate) fn floor(&self, name: &str) -> String {
        text(&self.floors.join(name))
    }

    /// An input.
    pub(crate) fn input(&self, name: &str) -> String {
        text(&self.inputs.join(name))
    }

    /// A file that contenders may write.
    pub(crate) fn output(&self, name: &str) -> String {
        text(&self.out.join(name))
    }

    /// A peer's script.
    pub(crate) fn peer(&self, name: &str) -> String {
        text(&self.package.join("peers").join(name))
    }

    /// Where a command runs: the calls of hooks name files from the inputs' folder, and the head of
    /// their ledger is noted in a folder of the bench's own.
    pub(crate) fn settle(&self, command: &mut Command) {
        command.current_dir(&self.inputs);
        command.env("CLAUDE_PROJECT_DIR", self.inputs.join("hooks"));
        command.env("XDG_STATE_HOME", self.out.join("state"));
    }

    /// How large an input is, in bytes.
    pub(crate) fn size(&self, name: &str) -> u64 {
        fs::metadata(self.inputs.join(name)).map_or(0, |data| data.len())
    }
}

fn python() -> Result<String, Box<dyn Error>> {
    let own_path = "import sys; print(sys.executable)";
    let said = Command::new("python3").args(["-c", own_path]).output()?;
    Ok(String::from_utf8(said.stdout)?.trim().to_owned())
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

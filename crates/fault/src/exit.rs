//! How a program ends (conventions.md, "Exit codes").

/// The three ways in which a program of Proctor ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// 0: it ran; for a gate, it passed.
    Yes,
    /// 1: it ran, and the answer is no.
    No,
    /// 2: it could not run: wrong usage, unreadable or malformed input, unwritable output.
    CouldNotRun,
}

impl Exit {
    /// The number that the calling shell sees.
    pub fn code(self) -> u8 {
        match self {
            Self::Yes => 0,
            Self::No => 1,
            Self::CouldNotRun => 2,
        }
    }

    /// `Yes` for true: for a gate, or for `--exit-code`.
    pub fn from_answer(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

//! A script as a flat list of commands.

use crate::Word;

/// All the commands that a text names, in the order in which they would run, nested ones included.
#[derive(Debug, Default)]
pub struct Script {
    /// The commands.
    pub commands: Vec<Command>,
    /// Whether the text was read to the end; not so when it is nested too deeply or makes too much
    /// of itself.
    pub is_whole: bool,
}

/// A command with its words; no quotes, wrappers or variables of the script are left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Command {
    /// The program's name without its folder; empty when it is not known, or when there are only
    /// redirections.
    pub program: String,
    /// What follows the program.
    pub args: Vec<Word>,
    /// Where it runs; empty for where the script began.
    pub folder: Word,
    /// Files that its output goes to, seen from where the script began.
    pub writes: Vec<Word>,
    /// Files that its input comes from.
    pub reads: Vec<Word>,
    /// Its here-document or here-string.
    pub input: Option<Word>,
    /// The command whose output it reads.
    pub fed_by: Option<usize>,
    /// Variables that are set for it, or for all that follow.
    pub sets: Vec<String>,
}

impl Command {
    /// A path among its arguments, seen from where the script began.
    pub(crate) fn path(&self, word: &Word) -> Word {
        word.below(&self.folder)
    }
}

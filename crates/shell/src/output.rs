//! What a command prints, where its words tell: for variables that are set from it, for `xargs`,
//! and for a shell that reads it as a script.

use crate::{Command, Part, Word, run::Run};

/// How far a pipeline is followed back.
const STEPS: usize = 16;

impl Run {
    /// The words that a command prints; each may be one of several.
    pub(crate) fn printed(&self, index: usize) -> Vec<Word> {
        let mut at = index;
        for _ in 0..STEPS {
            let Some(command) = self.commands.get(at) else { break };
            if let Some(words) = own(command) {
                return words;
            }
            let Some(feeder) = command.fed_by.filter(|feeder| *feeder < at) else { break };
            at = feeder;
        }
        vec![Word::unknown()]
    }
}

/// What a command prints of its own; `None` when it passes on what it reads.
fn own(command: &Command) -> Option<Vec<Word>> {
    let args = &command.args;
    let operands = || args.iter().filter(|word| !word.lead().starts_with('-'));
    let paths = || operands().map(|word| command.path(word));
    match command.program.as_str() {
        "echo" => Some(vec![joined(operands())]),
        "printf" => Some(printf(args)),
        "pwd" => Some(vec![command.path(&Word::text("."))]),
        "mktemp" => Some(vec![Word::text("/tmp/mktemp")]),
        "realpath" | "readlink" => Some(paths().collect()),
        "dirname" => Some(operands().map(Word::folder).collect()),
        "basename" => Some(operands().take(1).map(Word::file_name).collect()),
        "find" => Some(found(command)),
        "ls" => Some(listed(paths().collect())),
        "git" if args.first().and_then(Word::literal) == Some("ls-files") => {
            Some(args[1..].iter().map(|word| command.path(word)).collect())
        }
        "grep" | "rg" | "fgrep" | "egrep" => {
            let lists = args.iter().any(|word| matches!(word.lead(), "-l" | "-rl" | "-lr" | "-L"));
            lists.then(|| operands().skip(1).map(|word| command.path(word)).collect())
        }
        "cat" => match (&command.input, operands().next()) {
            (Some(text), None) => Some(vec![text.clone()]),
            (None, None) => None,
            _ => Some(vec![Word::unknown()]),
        },
        "head" | "tail" | "sort" | "uniq" | "tac" | "tr" | "sed" | "awk" | "tee" | "cut" => None,
        _ => Some(vec![Word::unknown()]),
    }
}

fn joined<'a>(words: impl Iterator<Item = &'a Word>) -> Word {
    let mut line = Word::default();
    for word in words {
        if !line.parts().is_empty() {
            line.push(Part::Text(" ".into()));
        }
        line.extend(word.parts());
    }
    line
}

/// The arguments of `printf`, or its format when it has none.
fn printf(args: &[Word]) -> Vec<Word> {
    match args {
        [format] => {
            let text = format.to_script().replace("\\n", "\n");
            vec![Word::text(text)]
        }
        [_, rest @ ..] => rest.to_vec(),
        [] => Vec::new(),
    }
}

/// The named files, and for what may be a folder, what lies in it.
fn listed(paths: Vec<Word>) -> Vec<Word> {
    let all = || {
        let mut all = Word::default();
        all.push(Part::Glob("*".into()));
        all
    };
    let mut words = Vec::new();
    for path in paths {
        if !path.is_glob() {
            // Of a folder `ls` prints bare names, of files their paths.
            words.extend([path.join(&all()), all()]);
        }
        words.push(path);
    }
    if words.is_empty() { vec![all()] } else { words }
}

/// What `find` finds: below each of its folders, names of its pattern.
pub(crate) fn found(command: &Command) -> Vec<Word> {
    let args = &command.args;
    let is_test = |word: &Word| word.lead().starts_with(['-', '(', '!']);
    let folders = args.iter().take_while(|word| !is_test(word));
    let mut folders: Vec<Word> = folders.map(|word| command.path(word)).collect();
    if folders.is_empty() {
        folders.push(command.path(&Word::text(".")));
    }
    let mut names = Vec::new();
    for pair in args.windows(2) {
        if matches!(pair[0].literal(), Some("-name" | "-iname")) {
            names.push(pair[1].globbed());
        }
    }
    if names.is_empty() {
        names.push(Word::text("*").globbed());
    }
    let mut anywhere = Word::default();
    anywhere.push(Part::Glob("**".into()));
    let below = |folder: &Word| {
        let folder = folder.join(&anywhere);
        names.iter().map(move |name| folder.join(name)).collect::<Vec<_>>()
    };
    folders.iter().flat_map(below).collect()
}

//! `git`, as far as it changes the working tree.

use crate::{
    Word,
    effect::{Act, Effects},
    options::Options,
};

/// Notes what a call of git does; `false` when it is none.
pub(crate) fn note(on: &mut Effects<'_>) -> bool {
    if on.command.program != "git" {
        return false;
    }
    let args = &on.command.args;
    let mut folder = on.command.folder.clone();
    let mut at = 0;
    while let Some(word) = args.get(at).filter(|word| word.lead().starts_with('-')) {
        let takes = matches!(word.literal(), Some("-C" | "-c" | "--git-dir" | "--work-tree"));
        if word.literal() == Some("-C") {
            folder = args.get(at + 1).map_or_else(Word::unknown, |to| to.below(&folder));
        }
        at += if takes { 2 } else { 1 };
    }
    let Some(verb) = args.get(at).and_then(Word::literal) else { return true };
    let call = Call { folder, args: &args[at + 1..] };
    match verb {
        "checkout" => call.checkout(on),
        "restore" => call.restore(on),
        "reset" => {
            let options = call.options(&[]);
            if ["--hard", "--merge", "--keep"].iter().any(|flag| options.has(flag)) {
                call.all(on);
            }
        }
        "stash" => call.stash(on),
        "clean" => call.clean(on),
        "rm" => {
            let options = call.options(&[]);
            if !options.has("--cached") && !options.has("-n") {
                call.each(on, Act::Delete, &options.operands);
            }
        }
        "mv" => {
            let options = call.options(&[]);
            if let Some((target, sources)) = options.operands.split_last() {
                call.each(on, Act::Delete, sources);
                call.each(on, Act::Write, &[target]);
                for source in sources {
                    call.each(on, Act::Write, &[&target.join(&source.file_name())]);
                }
            }
        }
        "apply" | "am" => on.patched(),
        _ => {
            let options = call.options(&[]);
            call.each(on, Act::Mention, &options.operands);
        }
    }
    true
}

struct Call<'a> {
    folder: Word,
    args: &'a [Word],
}

impl Call<'_> {
    fn options(&self, valued: &[&str]) -> Options<'_> {
        Options::of(self.args, valued)
    }

    fn each(&self, on: &mut Effects<'_>, act: Act, words: &[&Word]) {
        for word in words {
            on.note(act, pathspec(word).below(&self.folder));
        }
    }

    fn all(&self, on: &mut Effects<'_>) {
        on.note(Act::RewindAll, Word::text(".").below(&self.folder));
    }

    fn checkout(&self, on: &mut Effects<'_>) {
        let options = self.options(&["-b", "-B", "--orphan"]);
        if !options.values.is_empty() {
            return;
        }
        // A word before `--` may be a branch; as a path it is then nothing.
        self.each(on, Act::Rewind, &options.operands);
        if options.operands.len() < 2 && (options.has("-f") || options.has("--force")) {
            self.all(on);
        }
    }

    fn restore(&self, on: &mut Effects<'_>) {
        let options = self.options(&["-s", "--source"]);
        let staged = options.has("-S") || options.has("--staged");
        if !staged || options.has("-W") || options.has("--worktree") {
            self.each(on, Act::Rewind, &options.operands);
        }
    }

    fn stash(&self, on: &mut Effects<'_>) {
        let options = self.options(&["-m", "--message"]);
        let (verb, paths) = match options.operands.split_first() {
            Some((verb, paths)) => (verb.literal().unwrap_or_default(), paths),
            None => ("push", &[][..]),
        };
        match verb {
            "list" | "show" | "drop" | "clear" | "branch" | "create" | "store" => {}
            "push" if !paths.is_empty() => self.each(on, Act::Rewind, paths),
            _ => self.all(on),
        }
    }

    fn clean(&self, on: &mut Effects<'_>) {
        let options = self.options(&["-e", "--exclude"]);
        if options.has("-n") || options.has("--dry-run") {
            return;
        }
        if options.operands.is_empty() {
            // Only from here downwards.
            on.note(Act::Rewind, Word::text(".").below(&self.folder));
        }
        self.each(on, Act::Delete, &options.operands);
    }
}

/// A path without the magic in front of it.
fn pathspec(word: &Word) -> Word {
    let text = word.lead();
    let magic = match text.strip_prefix(":(") {
        Some(rest) => rest.find(')').map(|end| end + 3),
        None => text.starts_with(":/").then_some(2),
    };
    match magic {
        Some(length) => word.strip_prefix(&text[..length]).unwrap_or_default(),
        None => word.clone(),
    }
}

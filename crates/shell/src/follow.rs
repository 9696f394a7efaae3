//! What a command does to the script itself: it changes the folder, sets variables, or starts
//! further commands that its words name.

use crate::{
    Command, Word, code, interpreter,
    output::found,
    powershell,
    run::{Run, Streams},
};

impl Run {
    /// Acts on a command that was taken note of.
    pub(crate) fn follow(&mut self, command: &Command, index: usize) {
        let args = &command.args;
        match command.program.as_str() {
            "cd" | "pushd" => self.change_folder(args),
            "popd" => self.folder = Word::unknown(),
            "export" | "declare" | "local" | "readonly" | "typeset" => self.declare(args, index),
            "unset" => {
                for name in args.iter().filter_map(Word::literal) {
                    self.set(name, Vec::new());
                }
            }
            "read" | "mapfile" | "readarray" => self.read_variable(command),
            "eval" => {
                let words: Vec<String> = args.iter().map(Word::to_script).collect();
                self.text(&words.join(" "));
            }
            "trap" => {
                if let Some(action) = args.first() {
                    self.text(&action.to_script());
                }
            }
            "watch" | "parallel" => {
                // The command may be one word or many; a number belongs to an option.
                let is_own = |word: &&Word| {
                    word.lead().starts_with('-') || word.lead().parse::<f64>().is_ok()
                };
                let words = args.iter().skip_while(is_own).map(Word::to_script);
                let words: Vec<String> = words.filter(|word| word != ":::").collect();
                self.apart(|run| run.text(&words.join(" ")));
            }
            "find" => self.find_exec(command, index),
            "sh" | "bash" | "dash" | "zsh" | "ksh" | "ash" | "fish" | "su" | "script" => {
                self.nested_script(command);
            }
            "pwsh" | "powershell" => self.nested_powershell(command),
            name => {
                if !self.call(name, args) {
                    self.code(command);
                }
            }
        }
    }

    /// The shell commands of a program in another language.
    fn code(&mut self, command: &Command) {
        let Some(text) = interpreter::program_text(command, &self.commands) else { return };
        if self.spend(text.len()) {
            for script in code::scripts(&text) {
                self.apart(|run| run.text(&script));
            }
        }
    }

    fn change_folder(&mut self, args: &[Word]) {
        let target = args.iter().find(|word| !word.lead().starts_with('-'));
        let back = args.iter().any(|word| word.literal() == Some("-"));
        let here = if self.folder.parts().is_empty() { Word::here() } else { self.folder.clone() };
        self.folder = match target {
            Some(folder) => folder.below(&here),
            None if back => Word::unknown(),
            None => Word::text("~"),
        };
    }

    fn declare(&mut self, args: &[Word], index: usize) {
        for word in args {
            if let Some((name, _)) = word.lead().split_once('=')
                && let Some(value) = word.strip_prefix(&format!("{name}="))
            {
                self.commands[index].sets.push(name.to_owned());
                self.set(name, vec![value]);
            }
        }
    }

    /// `read name`: any of the words that the feeding command prints.
    fn read_variable(&mut self, command: &Command) {
        let values = match (&command.input, command.fed_by) {
            (Some(text), _) => text.split(),
            (None, Some(feeder)) => self.printed(feeder),
            (None, None) => vec![Word::unknown()],
        };
        let names = command.args.iter().filter_map(Word::literal);
        for name in names.filter(|name| !name.starts_with('-')) {
            self.set(name, values.clone());
        }
    }

    /// The commands of `-exec`, `-execdir`, `-ok` and `-okdir`.
    fn find_exec(&mut self, command: &Command, index: usize) {
        let mut args = command.args.iter();
        while let Some(word) = args.next() {
            let starts = ["-exec", "-execdir", "-ok", "-okdir"];
            if !word.literal().is_some_and(|text| starts.contains(&text)) {
                continue;
            }
            let ends =
                |word: &&Word| !word.literal().is_some_and(|text| text == ";" || text == "+");
            let files = found(command);
            let mut words = Vec::new();
            for word in args.by_ref().take_while(ends) {
                if word.literal() == Some("{}") {
                    words.extend(files.iter().cloned());
                } else {
                    words.push(word.clone());
                }
            }
            let streams = Streams { fed_by: Some(index), ..Streams::default() };
            self.apart(|run| {
                run.command(words, streams);
            });
        }
    }

    /// `sh -c '…' name args`, or a script on the standard input.
    fn nested_script(&mut self, command: &Command) {
        let Some((text, args)) = interpreter::script(command) else {
            let text = self.standard_input(command);
            return self.apart(|run| run.text(&text));
        };
        self.apart(|run| {
            run.positional(args);
            run.text(&text.to_script());
        });
    }

    fn nested_powershell(&mut self, command: &Command) {
        let is_command = |word: &Word| {
            word.lead().to_ascii_lowercase().trim_start_matches(['-', '/']) == "command"
        };
        let is_short = |word: &Word| matches!(word.literal(), Some("-c" | "-C"));
        let at = command.args.iter().position(|word| is_command(word) || is_short(word));
        let text = match at {
            Some(at) => {
                let words: Vec<String> =
                    command.args[at + 1..].iter().map(Word::to_script).collect();
                words.join(" ")
            }
            None => self.standard_input(command),
        };
        let folder = self.folder.clone();
        if self.spend(text.len()) {
            let commands = powershell::parse(&text, &folder);
            self.commands.extend(commands);
        }
    }

    /// The text of a here-document, or what the feeding command surely prints.
    fn standard_input(&self, command: &Command) -> String {
        let is_stdin = |word: &Word| {
            let text = word.lead();
            text.starts_with('-') || text.is_empty()
        };
        if !command.args.iter().all(is_stdin) {
            return String::new();
        }
        let printed = match (&command.input, command.fed_by) {
            (Some(text), _) => return text.to_script(),
            (None, Some(feeder)) => self.printed(feeder),
            (None, None) => return String::new(),
        };
        let words: Vec<String> = printed.iter().map(Word::to_script).collect();
        words.join(" ")
    }
}

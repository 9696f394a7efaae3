//! A program's words: options, their values, and operands.

use crate::Word;

/// The words of a call told apart.
#[derive(Debug, Default)]
pub(crate) struct Options<'a> {
    /// What is no option.
    pub(crate) operands: Vec<&'a Word>,
    /// Options without a value, as they stand.
    pub(crate) flags: Vec<&'a str>,
    /// Options with their value.
    pub(crate) values: Vec<(String, Word)>,
}

impl<'a> Options<'a> {
    /// Tells them apart. `valued` names the options that take a value: `-o` (glued, or the next
    /// word) and `--output` (behind `=`, or the next word).
    pub(crate) fn of(args: &'a [Word], valued: &[&str]) -> Self {
        let mut options = Self::default();
        let mut at = 0;
        while let Some(word) = args.get(at) {
            at += 1;
            let text = word.lead();
            if text == "--" && word.literal().is_some() {
                options.operands.extend(&args[at..]);
                break;
            }
            if !text.starts_with('-') || text.len() == 1 {
                options.operands.push(word);
                continue;
            }
            let Some(name) = options.inline(word, text, valued) else { continue };
            if let Some(value) = args.get(at) {
                options.values.push((name, value.clone()));
                at += 1;
            }
        }
        options
    }

    /// Notes an option that is one word; gives its name when its value is the next word.
    fn inline(&mut self, word: &'a Word, text: &'a str, valued: &[&str]) -> Option<String> {
        if valued.contains(&text) && word.literal().is_some() {
            return Some(text.to_owned());
        }
        if text.starts_with("--") {
            let name = text.split_once('=').map_or(text, |(name, _)| name);
            match word.strip_prefix(&format!("{name}=")) {
                Some(value) => self.values.push((name.to_owned(), value)),
                None => self.flags.push(text),
            }
            return None;
        }
        // Short ones may be glued together, and the last of them to its value.
        for (index, c) in text.char_indices().skip(1) {
            let end = index + c.len_utf8();
            let is_valued = valued.iter().any(|option| {
                option.strip_prefix('-').is_some_and(|name| name == &text[index..end])
            });
            if !is_valued {
                continue;
            }
            self.flags.push(&text[..index]);
            let name = format!("-{c}");
            if end == text.len() && word.literal().is_some() {
                return Some(name);
            }
            self.values.extend(word.strip_prefix(&text[..end]).map(|value| (name, value)));
            return None;
        }
        self.flags.push(text);
        None
    }

    /// Whether a flag was given: `-r` (alone or glued to others) or `--recursive`.
    pub(crate) fn has(&self, flag: &str) -> bool {
        self.flags.iter().any(|given| {
            *given == flag
                || flag.len() == 2
                    && !given.starts_with("--")
                    && given[1.min(given.len())..].contains(&flag[1..])
        })
    }

    /// The values of any of these options.
    pub(crate) fn values_of<'b>(&'b self, names: &'b [&str]) -> impl Iterator<Item = &'b Word> {
        self.values
            .iter()
            .filter(|(name, _)| names.contains(&name.as_str()))
            .map(|(_, value)| value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, valued: &[&str], expected: &str) {
        let args: Vec<Word> = line.split(' ').map(Word::text).collect();
        let options = Options::of(&args, valued);
        let operands: Vec<String> = options.operands.iter().map(ToString::to_string).collect();
        let with_values: Vec<String> =
            options.values.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let found = format!("{} | {}", operands.join(" "), with_values.join(" "));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn options_and_operands_are_told_apart() {
        check("-r a b", &[], "a b | ");
        check("-o f a", &["-o"], "a | -o=f");
        check("-of a", &["-o"], "a | -o=f");
        check("-so f a", &["-o"], "a | -o=f");
        check("--output=f --output g a", &["--output"], "a | --output=f --output=g");
        check("-- -r a", &[], "-r a | ");
        check("- a", &[], "- a | ");
    }

    #[test]
    fn flags_are_found_glued_or_alone() {
        let args: Vec<Word> = ["-rf", "--force"].map(Word::text).into();
        let options = Options::of(&args, &[]);
        assert!(options.has("-r") && options.has("-f") && options.has("--force"));
        assert!(!options.has("-x"));
    }
}

//! Programs that run the text of one of their arguments.

use crate::{Command, Word};

/// The text behind `-c`, and the arguments behind it; `None` when the script comes from elsewhere.
pub(crate) fn script(command: &Command) -> Option<(&Word, &[Word])> {
    let args = &command.args;
    let at = args.iter().position(|word| {
        let text = word.lead();
        text.starts_with('-') && !text.starts_with("--") && text.ends_with('c')
            || text == "--command"
    })?;
    // `-c` may be followed by further options before its text.
    let text =
        at + 1 + args[at + 1..].iter().position(|word| !word.lead().starts_with(['-', '+']))?;
    let rest = args.get(text + 2..).unwrap_or_default();
    Some((&args[text], rest))
}

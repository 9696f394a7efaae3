//! What command lines do, one row a case; and texts that nobody would write.

mod hostile;
mod lines;
mod nested;
mod programs;

use shell::{Act, Dialect, effects, read};

/// Compares the effects of a text, but for mentions, with `act:path` words.
fn check_in(dialect: Dialect, text: &str, expected: &str) {
    let script = read(text, dialect);
    assert!(script.is_whole, "{text}");
    let found: Vec<String> = effects(&script)
        .into_iter()
        .filter(|effect| !matches!(effect.act, Act::Mention | Act::Set))
        .map(|effect| format!("{:?}:{}", effect.act, effect.on).to_lowercase())
        .collect();
    assert_eq!(found.join(" "), expected, "{text}");
}

fn check(text: &str, expected: &str) {
    check_in(Dialect::Posix, text, expected);
}

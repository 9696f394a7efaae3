//! Ways to cheat: each is stopped by a hook, or seen by `verify_evidence`. A row is a case.

mod behind;
mod commands;
mod forms;
mod messages;
mod tampering;
mod writing;

use e2e::{Desk, Language};
use testkit::hook::Payload;

/// What an agent tries: a sentence, the call, and a word of the reason that it gets.
type Row = (&'static str, fn(&Desk) -> Payload, &'static str);

/// All rows that went through are shown at once.
fn each_is_stopped(rows: &[Row], language: Language) {
    let mut through = Vec::new();
    // What an attempt leaves behind is no evidence, and none of it is another's concern.
    let desk = Desk::new(language);
    for (name, attempt, word) in rows {
        let outcome = desk.send(&attempt(&desk));
        if !outcome.is_stopped() || !outcome.answer.text().contains(word) {
            through.push((name, word, outcome));
        }
    }
    assert!(through.is_empty(), "{through:#?}");
}

fn configure_key(desk: &Desk) {
    let project = &desk.scene.project;
    let mut config = project.json("test/_config.json");
    config["evidence"]["key_file"] = "key.txt".into();
    project.write("test/_config.json", config.to_string());
    project.write("key.txt", "sixteen bytes at least");
}

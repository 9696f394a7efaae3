//! The hook as the agent's client runs it: each rule denied, and what stands just inside it allowed.

#![expect(clippy::disallowed_methods, reason = "tests make their own files")]

mod calls;
mod cases;
mod scenarios;
mod sections;

use testkit::{
    Project,
    hook::{Answer, Payload, ask},
};

const HOOK: &str = env!("CARGO_BIN_EXE_validate_test_sheet");

/// A sheet with nothing against it, in a language: its name, its text, and words to find places by.
struct Sheet {
    name: &'static str,
    text: &'static str,
    reason: &'static str,
    condition: &'static str,
    none: &'static str,
    expected: &'static str,
    /// The derivation of TC-1.2, which only looks on.
    observed: &'static str,
}

const KOREAN: Sheet = Sheet {
    name: "WO-1_테스트시트_v1_2026-11-20.md",
    text: include_str!("sheet_ko.md"),
    reason: "- **선정 이유**: ",
    condition: "- **행위적 조건**: ",
    none: "해당 없음",
    expected: "④ 기대결과: ",
    observed: "④ 기대결과: 예약 재고 0",
};

const ENGLISH: Sheet = Sheet {
    name: "WO-1_test_sheet_v1_2026-11-20.md",
    text: include_str!("sheet_en.md"),
    reason: "- **Selection reason**: ",
    condition: "- **Behavioral condition**: ",
    none: "N/A",
    expected: "④ Expected: ",
    observed: "④ Expected: reserved stock 0",
};

const BOTH: [&Sheet; 2] = [&KOREAN, &ENGLISH];

fn write(name: &str, text: &str) -> Answer {
    let project = Project::new();
    ask(&project, HOOK, &Payload::write(project.ticket(name), text))
}

impl Sheet {
    /// The sheet with its one occurrence of a text replaced.
    fn with(&self, old: &str, new: &str) -> String {
        assert_eq!(self.text.matches(old).count(), 1, "{old}");
        self.text.replace(old, new)
    }

    /// The sheet without the lines that hold a text.
    fn without(&self, word: &str) -> String {
        assert!(self.text.contains(word), "{word}");
        self.text
            .lines()
            .filter(|line| !line.contains(word))
            .fold(String::new(), |text, line| text + line + "\n")
    }

    /// The value of a field of TC-1.1.
    fn value(&self, label: &str) -> &'static str {
        let (_, case) = self.text.split_once("### TC-1.1:").expect("the first test case");
        let (_, value) = case.split_once(label).expect("the field");
        value.lines().next().expect("a line")
    }

    fn denied(&self, text: &str, words: &[&str]) {
        write(self.name, text).assert_denied(words);
    }

    fn allowed(&self, text: &str) {
        write(self.name, text).assert_silent();
    }

    fn warned(&self, text: &str, words: &[&str]) {
        let answer = write(self.name, text);
        assert!(matches!(answer, Answer::Context(_)), "{answer:?}");
        assert!(words.iter().all(|word| answer.text().contains(word)), "{answer:?}");
    }
}

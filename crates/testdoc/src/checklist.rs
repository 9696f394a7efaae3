//! The seven steps of a test case, as they are shown while it runs.
//!
//! `record_tc_result` prints these lines and the hook on test results accepts exactly these marks,
//! so that names, marks and form stand here once. They are the same in both languages.

use std::fmt;

/// One of the seven steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The data it runs with.
    Data,
    /// The state before.
    Before,
    /// The request.
    Stimulus,
    /// Waiting for what happens later.
    Wait,
    /// The state after.
    After,
    /// What changed.
    Compare,
    /// How it ended.
    Verdict,
}

impl Step {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Data,
        Self::Before,
        Self::Stimulus,
        Self::Wait,
        Self::After,
        Self::Compare,
        Self::Verdict,
    ];

    /// Its number, from 1.
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// Its name in a line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Data => "DATA",
            Self::Before => "BEFORE",
            Self::Stimulus => "STIMULUS",
            Self::Wait => "WAIT",
            Self::After => "AFTER",
            Self::Compare => "COMPARE",
            Self::Verdict => "VERDICT",
        }
    }
}

/// How a step went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It was done.
    Done,
    /// It was left out, and rightly.
    Skipped,
    /// It should have been done and was not, or it went wrong.
    Failed,
}

impl Mark {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Done, Self::Skipped, Self::Failed];

    /// The sign between the brackets.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Done => "✅",
            Self::Skipped => "⏭️",
            Self::Failed => "❌",
        }
    }
}

/// A line: `[✅] 3. STIMULUS — POST /orders/1/cancel → HTTP 200`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How it went.
    pub mark: Mark,
    /// Which step.
    pub step: Step,
    /// The text after the dash.
    pub text: String,
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, number, name) = (self.mark.sign(), self.step.number(), self.step.name());
        write!(f, "[{sign}] {number}. {name} — {}", self.text)
    }
}

/// A line of one segment below step 3: `[✅] 3-① CHECK — …`.
pub fn segment_line(mark: Mark, segment: &str, name: &str, text: &str) -> String {
    format!("[{}] {}-{segment} {name} — {text}", mark.sign(), Step::Stimulus.number())
}

/// The line above the steps: `━━━ TC-1: title ━━━`.
pub fn title_line(tc_id: &str, title: &str) -> String {
    let colon = if title.is_empty() { "" } else { ": " };
    format!("━━━ {tc_id}{colon}{title} ━━━")
}

/// What stands between the bars of a divider: `━━━ STIMULUS ━━━`, also drawn with `═`, `=`, `-` or `─`. Only heavy bars
/// may be missing at the end; the others start comments and the branches of trees, too.
pub fn divider(line: &str) -> Option<&str> {
    let bar = line.chars().next().filter(|c| matches!(c, '━' | '═' | '─' | '=' | '-'))?;
    let rest = line.trim_start_matches(bar);
    let inner = rest.trim_end_matches(bar);
    let length = (line.len() - rest.len()) / bar.len_utf8();
    let is_closed = inner.len() < rest.len() || matches!(bar, '━' | '═');
    (length >= 2 && is_closed && inner.contains(char::is_alphanumeric)).then(|| inner.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_one_form() {
        let line =
            Line { mark: Mark::Skipped, step: Step::Stimulus, text: "생략 (관찰 TC)".into() };
        assert_eq!(line.to_string(), "[⏭️] 3. STIMULUS — 생략 (관찰 TC)");
        assert_eq!(segment_line(Mark::Done, "①", "CHECK", "x"), "[✅] 3-① CHECK — x");
        assert_eq!(title_line("TC-1", "취소"), "━━━ TC-1: 취소 ━━━");
        assert_eq!(title_line("TC-1", ""), "━━━ TC-1 ━━━");
    }

    #[test]
    fn dividers_are_known_by_their_bars() {
        assert_eq!(divider(&title_line("TC-1", "취소")), Some("TC-1: 취소"));
        for line in ["━━━ STIMULUS ━━━", "━━ STIMULUS", "=== STIMULUS ===", "── STIMULUS ──"]
        {
            assert_eq!(divider(line), Some("STIMULUS"), "{line}");
        }
        for line in ["STIMULUS ━━━", "━━━━━", "├─① x", "── ① x", "-- x", "- STIMULUS", ""]
        {
            assert_eq!(divider(line), None, "{line}");
        }
    }

    #[test]
    fn steps_count_from_one_to_seven() {
        let numbers: Vec<_> = Step::ALL.iter().map(|step| step.number()).collect();
        assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    }
}

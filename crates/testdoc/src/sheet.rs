//! The test cases of a test sheet: headings `### TC-…: title`, and rows of the scenario table.
//!
//! What stands in a code block, in a comment or in a quote is not the sheet's own word.

use contract::{TcType, tc};

/// A test case as a sheet names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenario {
    /// Its id.
    pub tc_id: String,
    /// Its title, with a tag such as `[관찰]`.
    pub title: String,
    /// What the scenario table says it is; `None` when only a heading names it.
    pub tc_type: Option<TcType>,
    /// The line that names it first, from 1.
    pub line: usize,
}

impl Scenario {
    /// What it is: the table's word, else the tag in its title.
    pub fn kind(&self) -> TcType {
        self.tc_type.unwrap_or_else(|| TcType::from_title(&self.title))
    }
}

/// The test cases of a sheet, each once, in the order in which they are first named.
pub fn scenarios(markdown: &str) -> Vec<Scenario> {
    let mut found: Vec<Scenario> = Vec::new();
    let mut prose = Prose::default();
    let mut table = Table::default();
    for (index, text) in markdown.lines().enumerate() {
        let text = text.trim_end();
        let own_word = prose.is_own_word(text);
        let named = if own_word { heading(text).or_else(|| table.row(text)) } else { None };
        if let Some(named) = named {
            enter(&mut found, Scenario { line: index + 1, ..named });
        }
    }
    found
}

/// A second mention fills in what the first left open; the heading's title is the fuller one.
fn enter(found: &mut Vec<Scenario>, named: Scenario) {
    match found.iter_mut().find(|scenario| scenario.tc_id == named.tc_id) {
        None => found.push(named),
        Some(known) => {
            known.tc_type = known.tc_type.or(named.tc_type);
            if known.title.is_empty() || named.tc_type.is_none() && !named.title.is_empty() {
                known.title = named.title;
            }
        }
    }
}

/// `### TC-1: title`, at any level below the document's own title, with a mark in front or none.
fn heading(text: &str) -> Option<Scenario> {
    let level = text.bytes().take_while(|byte| *byte == b'#').count();
    let rest = text[level..].strip_prefix(' ')?.trim_start();
    if !(2..=6).contains(&level) {
        return None;
    }
    let at = rest.find("TC-")?;
    let only_a_mark = rest[..at].chars().all(|c| !c.is_alphanumeric());
    let (tc_id, title) = split_id(&rest[at..])?;
    let title = title.trim_start_matches([':', '：', '—', '-', '.', ' ', '*', '`']);
    let title = title.trim_end_matches(['#', ' ']);
    only_a_mark.then(|| Scenario { tc_id, title: title.into(), tc_type: None, line: 0 })
}

/// The id at the start of a text and what follows it.
fn split_id(text: &str) -> Option<(String, &str)> {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '-'));
    let (id, rest) = text.split_at(end.unwrap_or(text.len()));
    let id = id.trim_end_matches(['.', '-']);
    let followed_well = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (tc::is_id(id) && followed_well).then(|| (id.to_owned(), rest))
}

/// Inside a table whose first column is headed `TC`.
#[derive(Default)]
struct Table {
    is_of_scenarios: bool,
    is_open: bool,
}

impl Table {
    fn row(&mut self, text: &str) -> Option<Scenario> {
        let Some(cells) = cells(text) else {
            self.is_open = false;
            return None;
        };
        if !self.is_open {
            self.is_open = true;
            let head = cells[0].to_ascii_uppercase();
            self.is_of_scenarios = head == "TC" || head.starts_with("TC ") || head == "TC-ID";
            return None;
        }
        let (tc_id, rest) = split_id(cells[0].trim_matches(['*', '`', '[', ' ']))?;
        let only_an_id = rest.chars().all(|c| !c.is_alphanumeric());
        let word = |word: &str| cells.iter().skip(2).any(|cell| cell.eq_ignore_ascii_case(word));
        let tc_type = match (word("OBSERVATION") || word("관찰"), word("ACTIVE")) {
            (true, _) => Some(TcType::Observation),
            (_, true) => Some(TcType::Active),
            _ => None,
        };
        let title = cells.get(1).cloned().unwrap_or_default();
        (self.is_of_scenarios && only_an_id).then_some(Scenario { tc_id, title, tc_type, line: 0 })
    }
}

/// The cells of a table row; `None` for other lines.
fn cells(text: &str) -> Option<Vec<String>> {
    let inner = text.trim_start().strip_prefix('|')?;
    let inner = inner.strip_suffix('|').unwrap_or(inner).replace("\\|", "\u{0}");
    Some(inner.split('|').map(|cell| cell.trim().replace('\u{0}', "|")).collect())
}

/// Tells a sheet's own lines from code, comments and quotes.
#[derive(Default)]
struct Prose {
    /// The fence that would close the code block.
    fence: Option<(char, usize)>,
    in_comment: bool,
}

impl Prose {
    fn is_own_word(&mut self, text: &str) -> bool {
        let indent = text.len() - text.trim_start_matches(' ').len();
        let inner = text.trim_start();
        if self.in_comment {
            self.in_comment = !inner.contains("-->");
            return false;
        }
        let fence = if indent < 4 { fence(inner) } else { None };
        match (self.fence, fence) {
            (Some((sign, length)), Some(this)) => {
                let closes = this.0 == sign && this.1 >= length;
                if closes && inner.trim_matches(sign).is_empty() {
                    self.fence = None;
                }
                return false;
            }
            (Some(_), None) => return false,
            (None, Some(this)) => {
                self.fence = Some(this);
                return false;
            }
            (None, None) => {}
        }
        if let Some((_, comment)) = inner.split_once("<!--") {
            self.in_comment = !comment.contains("-->");
            return !inner.starts_with("<!--");
        }
        indent < 4 && !text.starts_with('\t') && !inner.starts_with('>')
    }
}

/// The sign and the length of a code fence.
fn fence(text: &str) -> Option<(char, usize)> {
    let sign = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = text.chars().take_while(|c| *c == sign).count();
    let info_is_plain = sign == '~' || !text[length..].contains('`');
    (length >= 3 && info_is_plain).then_some((sign, length))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(markdown: &str, expected: &[(&str, &str, TcType)]) {
        let found = scenarios(markdown);
        let found: Vec<_> =
            found.iter().map(|s| (s.tc_id.as_str(), s.title.as_str(), s.kind())).collect();
        assert_eq!(found, expected, "{markdown}");
    }

    const ACTIVE: TcType = TcType::Active;
    const OBSERVATION: TcType = TcType::Observation;

    #[test]
    fn headings_name_test_cases() {
        check("### TC-1: 주문 취소", &[("TC-1", "주문 취소", ACTIVE)]);
        check("#### TC-1.3 — [관찰] 재고 ##", &[("TC-1.3", "[관찰] 재고", OBSERVATION)]);
        check("### ✅ TC-2\n### **TC-3**: x", &[("TC-2", "", ACTIVE), ("TC-3", "x", ACTIVE)]);
        check("# TC-1: the title\n###TC-1: no blank\n### Notes on TC-4", &[]);
        check("### TC-1_before\n### TC-", &[]);
    }

    #[test]
    fn rows_of_the_scenario_table_name_them_too() {
        check(
            "| TC | 제목 | 유형 |\n|---|---|---|\n| TC-2 | a \\| b | ACTIVE |\n| `TC-1` | c | OBSERVATION |",
            &[("TC-2", "a | b", ACTIVE), ("TC-1", "c", OBSERVATION)],
        );
        check("| Data | TC |\n|---|---|\n| TC-9 | TC-1 |", &[]);
        check(
            "| Check | Expected |\n|---|---|\n| TC-9 | 1 |\n\n| TC | t |\n|--|--|\n| TC-1 | x |",
            &[("TC-1", "x", ACTIVE)],
        );
    }

    #[test]
    fn each_counts_once_with_what_both_places_say() {
        check(
            "| TC | Title | Type |\n|--|--|--|\n| TC-1 | short | OBSERVATION |\n\n### TC-1: the long title\n### TC-1: again",
            &[("TC-1", "again", OBSERVATION)],
        );
    }

    #[test]
    fn code_comments_and_quotes_do_not_count() {
        check("```\n### TC-1: x\n```\n### TC-2: y", &[("TC-2", "y", ACTIVE)]);
        check("````\n```\n### TC-1: x\n````\n~~~ md\n### TC-3: z\n~~~\n", &[]);
        check("<!-- ### TC-1: x\n### TC-2: y\n-->\n### TC-3: z", &[("TC-3", "z", ACTIVE)]);
        check("> ### TC-1: x\n    ### TC-2: y", &[]);
        check("```a`b\n### TC-1: x", &[("TC-1", "x", ACTIVE)]);
    }

    #[test]
    fn lines_and_line_ends() {
        let found = scenarios("# Sheet\r\n\r\n### TC-1: 취소\r\n");
        assert_eq!((found[0].line, found[0].title.as_str()), (3, "취소"));
    }
}

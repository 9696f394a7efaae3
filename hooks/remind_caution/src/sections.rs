//! The sections of a project's rules.

use crate::triggers::{Words, word};

/// Characters that are added at most.
const MOST: usize = 600;
/// Lines of a section that are shown.
const LINES: usize = 3;
/// What stands before the sections.
const HEADING: &str = "Known mistakes that this could repeat:";

/// A section with keywords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Section<'a> {
    /// Its heading.
    pub(crate) title: &'a str,
    keywords: &'a str,
    /// The first lines with words in them.
    lines: Vec<&'a str>,
}

/// The sections that are about any of these words, those about most of them first; each title once.
pub(crate) fn about<'a>(texts: impl Iterator<Item = &'a str>, words: &Words) -> Vec<Section<'a>> {
    let mut found: Vec<(usize, Section<'a>)> = Vec::new();
    for section in texts.flat_map(sections) {
        let hits = section.keywords.split(',').filter_map(word).filter(|it| words.contains(it));
        let hits = hits.count();
        if hits > 0 && found.iter().all(|(_, known)| known.title != section.title) {
            found.push((hits, section));
        }
    }
    found.sort_by_key(|(hits, _)| std::cmp::Reverse(*hits));
    found.into_iter().map(|(_, section)| section).collect()
}

/// The sections of a text that have a line of keywords above their heading.
fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut keywords = None;
    let mut is_inside = false;
    let mut is_code = false;
    for line in text.lines().map(str::trim) {
        is_code ^= line.starts_with("```") || line.starts_with("~~~");
        if let Some(title) = line.strip_prefix("## ").filter(|_| !is_code) {
            is_inside = keywords.is_some();
            if let Some(keywords) = keywords.take() {
                sections.push(Section { title: title.trim(), keywords, lines: Vec::new() });
            }
        } else if let Some(listed) = listed(line).filter(|_| !is_code) {
            keywords = Some(listed);
            is_inside = false;
        } else if !line.is_empty() {
            // Keywords are those of the heading right below them.
            keywords = None;
            let open = sections.last_mut().filter(|open| is_inside && open.lines.len() < LINES);
            if let Some(open) = open.filter(|_| !line.starts_with("<!--")) {
                open.lines.push(line);
            }
        }
    }
    sections
}

/// What `<!-- keywords: a, b -->` lists.
fn listed(line: &str) -> Option<&str> {
    let inner = line.strip_prefix("<!--")?.strip_suffix("-->")?.trim();
    let (name, listed) = inner.split_once(':')?;
    name.trim().eq_ignore_ascii_case("keywords").then_some(listed)
}

/// Titles and first lines, and of how many sections. What does not fit is left for another time.
pub(crate) fn text(sections: &[&Section<'_>]) -> (String, usize) {
    let mut text = HEADING.to_owned();
    let mut left = MOST - HEADING.chars().count();
    let mut shown = 0;
    for section in sections {
        let title = format!("\n\n## {}", section.title);
        let length = title.chars().count();
        if length > left && shown > 0 {
            break;
        }
        push(&mut text, &title, &mut left);
        for line in &section.lines {
            push(&mut text, &format!("\n{line}"), &mut left);
        }
        shown += 1;
    }
    (text, shown)
}

/// Adds a line as far as it fits.
fn push(text: &mut String, line: &str, left: &mut usize) {
    let length = line.chars().count();
    if length <= *left {
        text.push_str(line);
        *left -= length;
    } else {
        text.extend(line.chars().take(left.saturating_sub(1)));
        text.extend((*left > 0).then_some('…'));
        *left = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: &str = "\
# 자주 하는 실수

<!-- keywords: join, left_join -->
## 조인에서 행이 늘어난다

LEFT JOIN은 오른쪽 행 수만큼 늘어난다.
먼저 세어 본다.

셋째 줄
넷째 줄

## A section without keywords
not shown

<!-- Keywords: Is Null,enum -->

## NULL is not a value
```
## not a heading
<!-- keywords: limit -->
```
<!-- keywords: lost -->
a line between
## Nobody's
<!-- keywords: api -->
";

    fn words(words: &[&str]) -> Words {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    fn titles(asked: &[&str]) -> Vec<&'static str> {
        about([RULES].into_iter(), &words(asked)).iter().map(|it| it.title).collect()
    }

    #[test]
    fn keywords_lead_to_sections() {
        assert_eq!(titles(&["left_join"]), ["조인에서 행이 늘어난다"]);
        assert_eq!(titles(&["is_null"]), ["NULL is not a value"]);
        assert_eq!(titles(&["enum", "join", "left_join"])[0], "조인에서 행이 늘어난다");
        assert_eq!(titles(&["is_null", "enum", "join"])[0], "NULL is not a value");
        for other in ["limit", "lost", "api", ""] {
            assert!(titles(&[other]).is_empty(), "{other}");
        }
    }

    #[test]
    fn titles_and_first_lines_are_shown() {
        let found = about([RULES, RULES].into_iter(), &words(&["join"]));
        let (text, shown) = text(&found.iter().collect::<Vec<_>>());
        assert_eq!(shown, 1, "the same title in both files");
        let expected = format!(
            "{HEADING}\n\n## 조인에서 행이 늘어난다\nLEFT JOIN은 오른쪽 행 수만큼 늘어난다.\n먼저 세어 본다.\n셋째 줄"
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn a_text_is_600_characters_at_most() {
        let long = "가".repeat(300);
        let section = |title: &'static str| Section { title, keywords: "", lines: vec![&long] };
        let sections = [section("a"), section("b"), section("c")];
        let (cut, shown) = text(&sections.iter().collect::<Vec<_>>());
        assert_eq!((cut.chars().count(), shown), (600, 2));
        assert!(cut.ends_with('…'));
        let endless: &'static str = Box::leak("x".repeat(700).into_boxed_str());
        let (cut, shown) = text(&[&section(endless)]);
        assert_eq!((cut.chars().count(), shown), (600, 1));
    }
}

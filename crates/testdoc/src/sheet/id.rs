//! Test case ids in headings and cells.

use contract::tc;

/// `TC-1: title`, with a mark, a number or a tag such as `[관찰]` in front or none: the id and the title.
pub(super) fn heading(text: &str) -> Option<(&str, &str)> {
    let at = text.find("TC-")?;
    let front = text[..at].trim_start_matches(|c: char| !c.is_alphabetic() && c != '[');
    let front =
        front.strip_prefix('[').and_then(|tag| tag.split_once(']')).map_or(front, |it| it.1);
    if front.contains(char::is_alphabetic) {
        return None;
    }
    let (id, rest) = split(&text[at..])?;
    // `TC-1 ~ TC-3` and `TC-1, TC-2` speak of several.
    if rest.trim_start().starts_with(['~', ',', '/', '&', '+', '·']) {
        return None;
    }
    Some((id, rest.trim_start_matches([':', '：', '—', '–', '-', '.', ' ', '*', '`', ']', ')'])))
}

/// The id at the start of a text and what follows it.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let id = text[..text.find(ends_id).unwrap_or(text.len())].trim_end_matches(['.', '-']);
    let rest = &text[id.len()..];
    let followed_well = !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (tc::is_id(id) && followed_well).then_some((id, rest))
}

fn ends_id(c: char) -> bool {
    !(c.is_ascii_alphanumeric() || c == '.' || c == '-')
}

/// All ids in a text; a range counts as its two ends.
pub(super) fn all(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find("TC-") {
        let starts_well = !rest[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let run = &rest[at..];
        rest = if let Some((id, behind)) = split(run).filter(|_| starts_well) {
            found.push(id.to_owned());
            behind
        } else {
            &run[run.find(ends_id).unwrap_or(run.len())..]
        };
    }
    found
}

/// Whether a cell holds ids and nothing else.
pub(super) fn is_only_ids(cell: &str) -> bool {
    let mut rest = cell;
    let mut found = false;
    loop {
        rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
        match split(rest) {
            Some((_, behind)) => (rest, found) = (behind, true),
            None => return found && rest.is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_one_test_case() {
        fn check(text: &str, expected: Option<(&str, &str)>) {
            assert_eq!(heading(text), expected, "{text}");
        }
        check("TC-1: 주문 취소", Some(("TC-1", "주문 취소")));
        check("✅ **TC-1.3** — [관찰] 재고", Some(("TC-1.3", "[관찰] 재고")));
        check("[TC-2] x", Some(("TC-2", "x")));
        check("4.1 TC-2. x", Some(("TC-2", "x")));
        check("✅ [관찰] TC-2: x", Some(("TC-2", "x")));
        check("TC-3", Some(("TC-3", "")));
        check("Notes on TC-4", None);
        check("TC-1 ~ TC-3", None);
        check("TC-1, TC-2: common", None);
        check("TC-1_before", None);
        check("TC-", None);
    }

    #[test]
    fn cells_name_several() {
        assert_eq!(all("TC-2, TC-3.1, **TC-7**"), ["TC-2", "TC-3.1", "TC-7"]);
        assert_eq!(all("TC-1~TC-3 XTC-9 TC- TC-4_x TC-5"), ["TC-1", "TC-3", "TC-5"]);
        assert!(all(&format!("{}1_", "TC-".repeat(300_000))).is_empty());
        for (cell, expected) in [
            ("`TC-1`", true),
            ("TC-1, TC-2", true),
            ("TC-1 (new)", false),
            ("-", false),
            ("", false),
        ] {
            assert_eq!(is_only_ids(cell), expected, "{cell}");
        }
    }
}

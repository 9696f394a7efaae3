//! The request of a test case: a block `━━━ STIMULUS ━━━`, a heading, a list field or a row of a table.

use crate::{
    labels::{self, Label, is_word},
    markdown::{Kind, Line},
};

/// What a request is made with; the last two are what is done on a screen.
const METHODS: [&str; 9] =
    ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "UI", "화면"];

/// What a test case says of its request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stimulus<'a> {
    /// Where the sheet first speaks of it.
    pub line: Option<usize>,
    /// The method, or `UI` (`화면`) for what is done on a screen.
    pub method: Option<&'a str>,
    /// The path or the URL.
    pub endpoint: Option<&'a str>,
}

/// How far what stands below a line `STIMULUS` still belongs to it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) enum Scope {
    /// Not at all.
    #[default]
    Outside,
    /// Up to the next heading that is not deeper, divider or rule.
    Block { level: u8 },
    /// As long as lines are further to the right.
    Indented { indent: usize },
    /// Up to the next field of the same list, or the next line in bold.
    Field { indent: usize, is_item: bool },
}

impl Scope {
    pub(super) fn is_open(self) -> bool {
        !matches!(self, Self::Outside)
    }

    /// Whether a line still belongs to it.
    fn holds(self, line: &Line<'_>) -> bool {
        if matches!(line.kind, Kind::Blank | Kind::Fence { .. } | Kind::Comment | Kind::Code { .. })
        {
            return self.is_open();
        }
        let own = indent_of(line.text);
        let ends_all = matches!(line.kind, Kind::Heading { .. } | Kind::Rule);
        match self {
            Self::Outside => false,
            Self::Block { level } => match line.kind {
                Kind::Heading { level: own, .. } => own > level,
                Kind::Rule => false,
                _ => true,
            },
            Self::Indented { indent } => !ends_all && own > indent,
            Self::Field { indent, is_item } => {
                let is_next_item = is_item && matches!(line.kind, Kind::Item { .. });
                let is_bold_text =
                    matches!(line.kind, Kind::Text { text } if text.starts_with("**"));
                !ends_all && (own > indent || !(is_next_item || is_bold_text))
            }
        }
    }
}

fn indent_of(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

impl<'a> Stimulus<'a> {
    /// Takes in a divider such as `━━━ STIMULUS ━━━`.
    pub(super) fn divider(&mut self, word: &str, number: usize) -> Scope {
        if !Label::Stimulus.is_in(word) {
            return Scope::Outside;
        }
        self.line.get_or_insert(number);
        Scope::Block { level: 0 }
    }

    /// Takes in any other line.
    pub(super) fn line(&mut self, line: &Line<'a>, scope: Scope) -> Scope {
        if let Kind::Heading { level, text } = line.kind
            && Label::Stimulus.is_in(text)
        {
            self.line.get_or_insert(line.number);
            self.scan(text);
            return Scope::Block { level };
        }
        if let Some(value) = named(line.content()) {
            self.line.get_or_insert(line.number);
            self.scan(value);
            let indent = indent_of(line.text);
            return if value.contains(char::is_alphanumeric) {
                Scope::Indented { indent }
            } else {
                Scope::Field { indent, is_item: matches!(line.kind, Kind::Item { .. }) }
            };
        }
        if !scope.holds(line) {
            return Scope::Outside;
        }
        self.scan(line.text);
        scope
    }

    /// Takes in a row of a table that is about the request.
    pub(super) fn row(&mut self, line: &Line<'a>) {
        self.line.get_or_insert(line.number);
        self.scan(line.text);
    }

    /// Looks for a method and an endpoint.
    pub(super) fn scan(&mut self, text: &'a str) {
        let mut follows_method = false;
        let is_gap = |c: char| c.is_whitespace() || "`\"'|,;()<>[]*→=".contains(c);
        for word in text.split(is_gap).map(|word| word.trim_matches([':', '.', '：'])) {
            let word = word.strip_prefix("-X").unwrap_or(word);
            if word.is_empty() {
                continue;
            }
            if METHODS.iter().any(|method| method.eq_ignore_ascii_case(word)) {
                self.method.get_or_insert(word);
                follows_method = true;
                continue;
            }
            if is_endpoint(word) || follows_method && word.contains('/') {
                self.endpoint.get_or_insert(word);
            }
            follows_method = false;
        }
        let said = labels::field(text).filter(|(label, value)| {
            Label::Endpoint.is(label) && value.contains('/') && !labels::nothing_applies(value)
        });
        if let Some((_, value)) = said {
            self.endpoint.get_or_insert(value);
        }
    }
}

/// What stands behind `STIMULUS` at the start of a text, a step's number before it or none.
fn named(text: &str) -> Option<&str> {
    let bare = text.trim_start_matches(|c: char| !is_word(c) || matches!(c, '0'..='9' | '①'..='⑳'));
    let behind = Label::Stimulus.strip(bare)?;
    Some(behind)
        .filter(|behind| !behind.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'))
}

fn is_endpoint(word: &str) -> bool {
    let is_path = word.starts_with('/') && word.len() > 1 && !word.starts_with("//");
    is_path || word.contains("://") || word.starts_with(['{', '$']) && word.contains("}/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{checklist, markdown};

    fn read(document: &str) -> Stimulus<'_> {
        let mut stimulus = Stimulus::default();
        let mut scope = Scope::Outside;
        for line in markdown::lines(document) {
            scope = match checklist::divider(line.content()) {
                Some(word) => stimulus.divider(word, line.number),
                None => stimulus.line(&line, scope),
            };
        }
        stimulus
    }

    fn check(document: &str, expected: Option<(&str, &str)>) {
        let found = read(document);
        assert_eq!(found.method.zip(found.endpoint), expected, "{document}");
    }

    const CANCEL: Option<(&str, &str)> = Some(("POST", "/orders/{id}/cancel"));

    #[test]
    fn a_request_is_known_in_every_form() {
        for document in [
            "━━━ STIMULUS ━━━\nPOST /orders/{id}/cancel\n━━━ AFTER ━━━",
            "```\n━━━ 3. STIMULUS ━━━\n\nPOST /orders/{id}/cancel\n```",
            "- **STIMULUS**: POST /orders/{id}/cancel",
            "- **STIMULUS**: `POST` `/orders/{id}/cancel` (body: 없음)",
            "- **STIMULUS**:\n  - Method: POST\n  - Endpoint: /orders/{id}/cancel\n- **WAIT**: no",
            "#### STIMULUS\n\n```http\nPOST /orders/{id}/cancel HTTP/1.1\n```",
            "**자극**\n- 메서드: POST\n- 경로: /orders/{id}/cancel",
            "[ ] 3. STIMULUS — POST /orders/{id}/cancel",
            "#### STIMULUS\n| Method | POST |\n|---|---|\n| Path | /orders/{id}/cancel |",
            "```bash\n[STIMULUS]\ncurl -XPOST -d x /orders/{id}/cancel\n[AFTER]\n```",
            "STIMULUS: method=POST, path=/orders/{id}/cancel",
            "STIMULUS:\n{\"method\": \"POST\", \"path\": \"/orders/{id}/cancel\"}",
        ] {
            check(document, CANCEL);
        }
        check("━━━ STIMULUS ━━━\nPOST https://a.test/x\n", Some(("POST", "https://a.test/x")));
        check("- **STIMULUS**: GET {base}/orders", Some(("GET", "{base}/orders")));
        check(
            "- **STIMULUS**: UI https://a.test/orders, press cancel",
            Some(("UI", "https://a.test/orders")),
        );
        check("- **STIMULUS**: 화면 https://a.test 에서 취소", Some(("화면", "https://a.test")));
        check("- **STIMULUS**: ① GET /a ② POST /b", Some(("GET", "/a")));
    }

    #[test]
    fn what_stands_beside_it_is_not_its_own() {
        for document in [
            "POST /orders/{id}/cancel",
            "━━━ STIMULUS ━━━\nlater\n━━━ AFTER ━━━\nGET /orders/1",
            "- **STIMULUS**: 생략\n- **WAIT**: GET /orders/1",
            "- **STIMULUS**:\n- **WAIT**: GET /orders/1",
            "#### STIMULUS\n\nN/A\n\n#### AFTER\n\nGET /orders/1",
            "- **STIMULUS**: POST",
            "- **STIMULUS**: /orders/1",
            "- **STIMULUS**: N/A",
        ] {
            check(document, None);
        }
        assert_eq!(read("POST /x").line, None);
        assert_eq!(read("\n- **STIMULUS**: N/A").line, Some(2));
    }
}

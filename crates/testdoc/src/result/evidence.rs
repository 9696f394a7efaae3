//! What the text of a section shows: the evidence that a reader looks for.

use super::status::{bare, labelled, mark_at_start};
use crate::{
    checklist::Step,
    labels::result::{FAIL_EVIDENCE, Field},
};
use contract::Status;

const METHODS: [&str; 7] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"];

/// Whether a line shows that a request was sent: the checklist's line of step 3, a method with a
/// URL, an HTTP status, or the name of a stimulus file.
pub(super) fn shows_stimulus(text: &str) -> bool {
    is_done_stimulus(text) || has_request(text) || has_http_status(text) || names_file(text)
}

/// `[✅] 3. STIMULUS`, or the line of a segment, `[✅] 3-① …`.
fn is_done_stimulus(text: &str) -> bool {
    let Some((Status::Pass, rest)) = text.strip_prefix('[').and_then(mark_at_start) else {
        return false;
    };
    let Some(rest) = rest.trim_start().strip_prefix(']') else { return false };
    let Some(rest) = rest.trim_start().strip_prefix('3') else { return false };
    rest.starts_with('-')
        || rest.trim_start_matches(['.', ' ', ')', '*']).starts_with(Step::Stimulus.name())
}

/// `POST https://host/path`, `POST /path`, either in code quotes.
fn has_request(text: &str) -> bool {
    if memchr::memchr(b'/', text.as_bytes()).is_none() {
        return false;
    }
    let mut words = text.split_ascii_whitespace().map(bare_word).peekable();
    while let Some(word) = words.next() {
        let is_url = |next: &&str| {
            next.starts_with('/') || next.starts_with("http://") || next.starts_with("https://")
        };
        if METHODS.contains(&word) && words.peek().is_some_and(is_url) {
            return true;
        }
    }
    false
}

fn bare_word(word: &str) -> &str {
    word.trim_matches(['`', '*', '_', '"', '\'', '(', ')', '[', ']', ',', ':', '<', '>', '|'])
}

/// `HTTP 200`, `HTTP/1.1 409 Conflict`, `"status_code": 200`, `응답 코드: 200`.
fn has_http_status(text: &str) -> bool {
    const SIGNS: [&str; 6] =
        ["HTTP", "status_code", "statusCode", "status code", "Status code", "응답 코드"];
    // Few lines hold such a number, and fewer one of the signs.
    let after = |sign: &&str| text.find(*sign).map(|at| &text[at + sign.len()..]);
    has_code(text) && SIGNS.iter().filter_map(after).any(next_is_code)
}

/// Whether a number from 100 to 599 stands somewhere.
fn has_code(text: &str) -> bool {
    let is_code = |three: &[u8]| matches!(three, [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9']);
    text.as_bytes().windows(3).any(is_code)
}

/// Whether one of the next words is a status code.
fn next_is_code(text: &str) -> bool {
    let mut words = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
    words.by_ref().take(4).any(|word| word.len() == 3 && has_code(word))
}

/// `TC-1_stimulus.json`, `TC-1_stimulus_2.json`.
fn names_file(text: &str) -> bool {
    let names =
        |at: usize| text[at..].strip_prefix("_stimulus").is_some_and(|rest| rest.contains(".json"));
    memchr::memchr_iter(b'_', text.as_bytes()).any(names)
}

/// `[Fail 근거]`, `#### Fail evidence`, `**[Fail evidence]** …`
pub(super) fn heads_fail_evidence(text: &str) -> bool {
    let is_dress = |byte: &u8| matches!(byte, b'*' | b'_' | b'`' | b'[' | b' ' | b'#');
    let start = text.bytes().position(|byte| !is_dress(&byte)).unwrap_or(text.len());
    // The names, or a sign in front of them: most lines differ at the first letter.
    match text.as_bytes()[start..] {
        [b'F' | b'f' | b'E' | b'e' | 0xec | 0xe3, ..] | [0xe2, 0x9d, ..] => {}
        _ => return false,
    }
    let inner = bare(text).trim_start_matches(['[', '*', '_', '`', ' ', '❌', '【']);
    FAIL_EVIDENCE.iter().any(|name| {
        let front = inner.get(..name.len());
        let behind = || inner[name.len()..].chars().next();
        front.is_some_and(|front| front.eq_ignore_ascii_case(name))
            && behind().is_none_or(|c| !c.is_alphanumeric())
    })
}

/// Whether a line about what was expected goes on with what came: `기대: 5 / 실제: 4`.
pub(super) fn names_actual(value: &str) -> bool {
    let behind_sign = value.split([',', '/', ';', '|', '→']).skip(1);
    behind_sign
        .into_iter()
        .any(|piece| matches!(labelled(piece.trim_start()), Some((Field::Actual, _))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_shows_in_four_ways() {
        for shown in [
            "[✅] 3. STIMULUS",
            "[✅] 3. STIMULUS — POST /orders/1/cancel → HTTP 200",
            "[✅] 3-① CHECK — x",
            "POST https://api.example.test/x → HTTP 200",
            "- `POST` `https://api.example.test/x`",
            "GET /orders/1",
            "HTTP/1.1 409 Conflict",
            "응답: HTTP 200 OK",
            "\"status_code\": 200,",
            "partial_results/TC-1_stimulus.json",
        ] {
            assert!(shows_stimulus(shown), "{shown}");
        }
        for silent in [
            "[❌] 3. STIMULUS",
            "[✅] 4. WAIT",
            "POST 요청을 보냈다",
            "see /tmp/x",
            "the HTTP request was sent",
            "TC-1_before.json",
            "",
        ] {
            assert!(!shows_stimulus(silent), "{silent}");
        }
    }

    #[test]
    fn the_evidence_of_a_failure_has_a_heading() {
        for head in ["[Fail 근거]", "**[FAIL 근거]**", "Fail evidence", "[Fail evidence]: stock"]
        {
            assert!(heads_fail_evidence(head), "{head}");
        }
        for other in ["FAIL 판정", "[Pass 근거]", "Fail 근거는 아래에"] {
            assert!(!heads_fail_evidence(other), "{other}");
        }
    }
}

//! What of a large value goes into a result: its start, and where the whole of it is.

use contract::{Json, Object, json};
use std::path::Path;
use store::sha256_hex;

/// Values with more bytes of JSON text than this are cut: a result is read by people, agents and
/// reports; the whole value stays in its side-car.
pub(crate) const LIMIT: usize = 1 << 16;
/// Bytes of a cut value that are kept.
const KEPT: usize = 1 << 12;

/// The start of a value's text, and `{bytes, sha256, file}` of the whole.
pub(crate) fn excerpt(text: &str, file: &Path) -> (String, Json) {
    (format!("{}…", &text[..text.floor_char_boundary(KEPT)]), omitted(text, file))
}

/// `{bytes, sha256, file}` of a value's text.
fn omitted(text: &str, file: &Path) -> Json {
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Json::Object(Object::from_iter([
        ("bytes".into(), text.len().into()),
        ("sha256".into(), sha256_hex(text.as_bytes()).into()),
        ("file".into(), name.into()),
    ]))
}

/// The tree of a small document, or `{omitted}` for a large one.
pub(crate) fn small_tree(text: &str, file: &Path) -> Json {
    if text.len() <= LIMIT {
        return json::parse(text).unwrap_or_default();
    }
    Json::Object(Object::from_iter([("omitted".into(), omitted(text, file))]))
}

/// A text of at most `limit` characters, on one line.
pub(crate) fn short(text: &str, limit: usize) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if one_line.chars().count() <= limit {
        return one_line;
    }
    one_line.chars().take(limit.saturating_sub(1)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_never_splits_a_character() {
        let (start, _) = excerpt(&"가".repeat(LIMIT), Path::new("x"));
        assert!(start.len() <= KEPT + "…".len());
        assert_eq!(short("가 나\n다", 5), "가 나 다");
        assert_eq!(short("가나다라마", 3), "가나…");
    }
}

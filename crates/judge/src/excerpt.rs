//! Values as they stand in a report: whole when short, the beginning and the size when long.

use crate::raw::Raw;
use contract::json::Json;

/// Longest value, in characters, that a sentence quotes whole.
const SENTENCE: usize = 120;
/// Longest value, in bytes of JSON, that a check's `actual` holds whole.
const ACTUAL: usize = 4096;

/// The text of a value for a sentence.
pub(crate) fn quote(text: &str) -> String {
    shorten(text, SENTENCE)
}

/// A value for a check's `actual`: itself, or its beginning as a string when it is long.
pub(crate) fn actual(value: Raw<'_>) -> Json {
    if value.text().len() <= ACTUAL {
        value.to_json()
    } else {
        Json::String(shorten(value.text(), SENTENCE))
    }
}

/// A list of values for a check's `actual`.
pub(crate) fn actual_list(values: &[Raw<'_>]) -> Json {
    let mut room = ACTUAL;
    let fits = values.iter().all(|value| {
        let size = value.text().len() + 1;
        let fits = size <= room;
        room = room.saturating_sub(size);
        fits
    });
    if fits {
        return Json::Array(values.iter().map(|value| value.to_json()).collect());
    }
    let mut text = String::from("[");
    for value in values {
        text.push_str(&quote(value.text()));
        if text.chars().count() > SENTENCE {
            break;
        }
        text.push_str(", ");
    }
    Json::String(format!("{} ({} values)", shorten(&text, SENTENCE), values.len()))
}

fn shorten(text: &str, room: usize) -> String {
    match text.char_indices().nth(room) {
        None => text.into(),
        Some((end, _)) => format!("{}… ({} bytes)", &text[..end], text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_values_are_cut_between_characters() {
        assert_eq!(quote("12"), "12");
        let long = "가".repeat(200);
        let cut = quote(&long);
        assert!(cut.starts_with("가가") && cut.ends_with("… (600 bytes)"), "{cut}");
        let values = vec![Raw::from_checked("123456789"); 10_000];
        let Json::String(text) = actual_list(&values) else { panic!("a string was expected") };
        assert!(text.len() < 300 && text.ends_with("(10000 values)"), "{text}");
    }
}

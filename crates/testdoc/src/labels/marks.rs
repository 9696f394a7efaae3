//! Marks, signs and short words that stand for a status.

use super::{same, undress};
use contract::Status;

/// The marks that stand for a status in headings and tables.
pub const MARKS: [(char, Status); 10] = [
    ('✅', Status::Pass),
    ('❌', Status::Fail),
    ('⏭', Status::NotTested),
    ('🚫', Status::Blocked),
    ('⚠', Status::Incomplete),
    ('✔', Status::Pass),
    ('☑', Status::Pass),
    ('✓', Status::Pass),
    ('✘', Status::Fail),
    ('✗', Status::Fail),
];

/// Signs that stand for a status where nothing but a status can stand.
pub(crate) const SIGNS: [(&str, Status); 10] = [
    ("🟢", Status::Pass),
    ("⭕", Status::Pass),
    ("🟩", Status::Pass),
    ("🔴", Status::Fail),
    (":white_check_mark:", Status::Pass),
    (":heavy_check_mark:", Status::Pass),
    (":check_mark:", Status::Pass),
    ("(/)", Status::Pass),
    (":x:", Status::Fail),
    ("(x)", Status::Fail),
];

/// Words that say a status where nothing but a status can stand: alone in the cell of a result.
const CELLS: [(Status, &[&str]); 2] = [
    (
        Status::Pass,
        &["OK", "P", "O", "pass", "passes", "success", "successful", "succeeded", "정상"],
    ),
    (Status::Fail, &["NG", "X", "F", "fails", "failure", "비정상"]),
];

/// The status that the first mark in a text stands for.
pub fn mark(text: &str) -> Option<Status> {
    text.chars().find_map(mark_of)
}

/// The status that a mark stands for.
pub(crate) fn mark_of(c: char) -> Option<Status> {
    // All marks lie on both sides of what Korean needs.
    if !matches!(c, '\u{2300}'..='\u{2bff}' | '\u{1f000}'..) {
        return None;
    }
    MARKS.iter().find(|(mark, _)| *mark == c).map(|(_, status)| *status)
}

/// The status that a word alone in the cell of a result says.
pub(crate) fn cell_status(cell: &str) -> Option<Status> {
    let cell = undress(cell);
    let is_one = |names: &&[&str]| names.iter().any(|name| same(cell, name));
    CELLS.iter().find(|(_, names)| is_one(names)).map(|(status, _)| *status)
}

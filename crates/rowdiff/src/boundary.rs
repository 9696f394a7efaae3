//! Guesses where, in the middle of two long arrays, a row begins: the same row on both sides.

use crate::stream::Stream;
use contract::json::Cursor;
use memchr::memmem;

/// How far behind its expected place a boundary is looked for.
const REACH: usize = 1 << 20;
/// How many rows of the before side are looked for on the after side.
const TRIES: usize = 4;
/// How many bytes behind the name of its first column tell a row from its neighbours.
const PROBE: usize = 40;

/// Into how many parts a pair of arrays is cut.
#[derive(Clone, Copy)]
pub(crate) struct Cut {
    /// At most so many.
    pub(crate) threads: usize,
    /// At least so many bytes of both sides each.
    pub(crate) worth: usize,
}

impl Cut {
    /// What a thread of its own is worth.
    pub(crate) fn for_threads(threads: usize) -> Self {
        Self { threads, worth: 1 << 22 }
    }
}

/// Boundaries in rising order, as bytes of the before side and of the after side.
pub(crate) fn guess(before: &Stream<'_>, after: &Stream<'_>, cut: Cut) -> Vec<(usize, usize)> {
    let sizes = [before, after].map(|side| side.rows.text.len() - side.offset());
    let parts = cut.threads.min((sizes[0] + sizes[1]) / cut.worth);
    if parts < 2 {
        return Vec::new();
    }
    let (Some(before), Some(after)) = (Seam::of(before), Seam::of(after)) else {
        return Vec::new();
    };
    let mut boundaries: Vec<(usize, usize)> = Vec::new();
    for part in 1..parts {
        let targets =
            [before.start + sizes[0] / parts * part, after.start + sizes[1] / parts * part];
        let found = same_row(&before, targets[0], &after, targets[1])
            .or_else(|| Some((before.next_row(targets[0])?, after.next_row(targets[1])?)));
        let last = boundaries.last().copied().unwrap_or((before.start, after.start));
        boundaries.extend(found.filter(|next| next.0 > last.0 && next.1 > last.1));
    }
    boundaries
}

/// The bytes from the end of a row to the first value of the next, as they were met first.
struct Seam<'a> {
    text: &'a [u8],
    start: usize,
    bytes: &'a [u8],
    /// Where in `bytes` the next row begins.
    row: usize,
}

impl<'a> Seam<'a> {
    fn of(stream: &Stream<'a>) -> Option<Self> {
        let (text, start) = (stream.rows.text, stream.offset());
        let mut cursor = Cursor::starting_at(text, start);
        cursor.skip_value().ok()?;
        let end = cursor.offset() - 1;
        cursor.next_element().ok().filter(|more| *more)?;
        cursor.skip_space();
        let row = cursor.offset() - end;
        cursor.enter_object().ok().filter(|more| *more)?;
        cursor.member_name().ok()?;
        cursor.skip_space();
        Some(Self { text, start, bytes: &text[end..cursor.offset()], row })
    }

    /// The next seam from byte `from` on.
    fn find(&self, from: usize) -> Option<usize> {
        let window = self.text.get(from..self.text.len().min(from + REACH))?;
        Some(from + memmem::find(window, self.bytes)?)
    }

    fn next_row(&self, from: usize) -> Option<usize> {
        Some(self.find(from)? + self.row)
    }
}

/// A row of the before side near its target whose beginning is found on the after side, too.
fn same_row(
    before: &Seam<'_>,
    before_target: usize,
    after: &Seam<'_>,
    after_target: usize,
) -> Option<(usize, usize)> {
    let reach = (after.text.len() / 32).max(REACH);
    let from = after_target.saturating_sub(reach).max(after.start);
    let window = after.text.get(from..after.text.len().min(after_target + reach))?;
    let mut seam = before_target;
    for _ in 0..TRIES {
        seam = before.find(seam + 1)?;
        let end = before.text.len().min(seam + before.bytes.len() + PROBE);
        if let Some(at) = memmem::find(window, &before.text[seam..end]) {
            return Some((seam + before.row, from + at + before.row));
        }
    }
    None
}

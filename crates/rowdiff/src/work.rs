//! Work on a long list of rows, on several threads.

use std::{ops::Range, panic::resume_unwind, thread};

/// A range is worth a thread from this many rows on.
const WORTH: usize = 1 << 13;

/// How many threads to take for so many rows.
pub(crate) fn worth(rows: usize, threads: usize) -> usize {
    threads.min(rows / WORTH).max(1)
}

/// Does pieces 0, 1, 2… of a work in threads of their own; gives their results in order.
pub(crate) fn in_pieces<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let work = &work;
    thread::scope(|scope| {
        let others: Vec<_> = (1..count).map(|piece| scope.spawn(move || work(piece))).collect();
        let mut results = vec![work(0)];
        for other in others {
            results.push(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        results
    })
}

/// Cuts a range of rows and works on each part in a thread of its own; gives the results in order.
pub(crate) fn in_ranges<T: Send>(
    range: Range<u32>,
    threads: usize,
    work: impl Fn(Range<u32>) -> T + Sync,
) -> Vec<T> {
    let count = worth(range.len(), threads);
    let cut = |piece: usize| {
        let offset = range.len() / count * piece + (range.len() % count).min(piece);
        range.start + u32::try_from(offset).unwrap_or(u32::MAX)
    };
    in_pieces(count, |piece| work(cut(piece)..cut(piece + 1)))
}

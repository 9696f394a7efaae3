//! The unchanged rows of a table: by far the most of a report, laid out on several threads.

use crate::page::{Page, break_line, lay_out};
use rowdiff::TableDiff;
use std::{
    io,
    ops::Range,
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

/// Rows that one thread lays out before it is the next one's turn.
const BLOCK: usize = 2048;
/// Text is handed over from this many bytes on, so that long rows do not pile up.
const HANDOVER: usize = 1 << 20;

/// Writes the elements of `unchanged`.
pub(crate) fn write(table: &TableDiff<'_>, threads: usize, page: &mut Page<'_>) -> io::Result<()> {
    let depth = page.depth();
    let blocks = table.after_len().div_ceil(BLOCK);
    let threads = threads.min(blocks);
    if threads < 2 {
        let mut outcome = Ok(());
        block(table, 0..table.after_len(), depth, &mut |text| {
            outcome = page.elements(&text);
            outcome.is_ok()
        });
        return outcome;
    }
    thread::scope(|scope| {
        let writers: Vec<Receiver<Piece>> = (0..threads)
            .map(|first| {
                let (sender, receiver) = sync_channel(2);
                scope.spawn(move || {
                    for number in (first..blocks).step_by(threads) {
                        let start = number * BLOCK;
                        let range = start..table.after_len().min(start + BLOCK);
                        if !send_block(table, range, depth, &sender) {
                            return;
                        }
                    }
                });
                receiver
            })
            .collect();
        for number in 0..blocks {
            while let Ok(Piece::Text(text)) = writers[number % threads].recv() {
                page.elements(&text)?;
            }
        }
        Ok(())
    })
}

/// What a thread hands over.
enum Piece {
    /// Some elements.
    Text(Vec<u8>),
    /// The block has no more.
    End,
}

/// Hands over the elements of one block; false when nobody wants them any more.
fn send_block(
    table: &TableDiff<'_>,
    range: Range<usize>,
    depth: usize,
    sender: &SyncSender<Piece>,
) -> bool {
    block(table, range, depth, &mut |text| sender.send(Piece::Text(text)).is_ok())
        && sender.send(Piece::End).is_ok()
}

/// Lays out the unchanged rows among these; stops when `take` wants no more.
fn block(
    table: &TableDiff<'_>,
    range: Range<usize>,
    depth: usize,
    take: &mut dyn FnMut(Vec<u8>) -> bool,
) -> bool {
    let mut text = Vec::new();
    for row in table.unchanged(range) {
        text.push(b',');
        break_line(depth, &mut text);
        lay_out(row, depth, &mut text);
        if text.len() >= HANDOVER && !take(std::mem::take(&mut text)) {
            return false;
        }
    }
    text.is_empty() || take(text)
}

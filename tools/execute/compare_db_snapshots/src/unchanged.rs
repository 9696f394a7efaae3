//! The unchanged rows of a table: by far the most of a report, laid out on several threads.

use crate::{page::Page, row_page::RowPage};
use rowdiff::TableDiff;
use std::{
    io,
    ops::Range,
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
    thread,
};

/// Rows that one thread lays out before it is the next one's turn.
const BLOCK: usize = 1024;
/// A piece of text is handed over from this many bytes on, so that long rows do not pile up.
const PIECE: usize = 1 << 18;
/// The same for the only thread: more than the buffers on the way hold, so that they are passed by.
const FEW: usize = 1 << 16;
/// Pieces that a thread may be ahead of the writing.
const AHEAD: usize = 3;

/// Writes the elements of `unchanged`.
pub(crate) fn write(table: &TableDiff<'_>, threads: usize, page: &mut Page<'_>) -> io::Result<()> {
    let depth = page.depth();
    let all = table.after_len();
    let blocks = all.div_ceil(BLOCK);
    let threads = threads.min(blocks);
    if threads < 2 {
        let mut rows = RowPage::new(depth);
        let mut text = Vec::with_capacity(FEW);
        for row in table.unchanged(0..all) {
            rows.add(row, &mut text);
            if text.len() >= FEW {
                page.elements(&text)?;
                text.clear();
            }
        }
        return page.elements(&text);
    }
    thread::scope(|scope| {
        let readers: Vec<Reader> = (0..threads)
            .map(|first| {
                let (author, reader) = pair();
                scope.spawn(move || {
                    let mut rows = RowPage::new(depth);
                    (first..blocks).step_by(threads).all(|number| {
                        let start = number * BLOCK;
                        let range = start..all.min(start + BLOCK);
                        author.write(table, range, &mut rows)
                    })
                });
                reader
            })
            .collect();
        (0..blocks).try_for_each(|number| readers[number % threads].pass_on(page))
    })
}

/// A piece of a block, laid out.
struct Piece {
    text: Vec<u8>,
    is_last: bool,
}

/// The side of a thread that lays rows out. Buffers come back to be used again.
struct Author {
    pieces: SyncSender<Piece>,
    buffers: Receiver<Vec<u8>>,
}

/// The side of the thread that writes the file.
struct Reader {
    pieces: Receiver<Piece>,
    buffers: Sender<Vec<u8>>,
}

fn pair() -> (Author, Reader) {
    let (to_reader, pieces) = sync_channel(AHEAD);
    let (to_author, buffers) = channel();
    (Author { pieces: to_reader, buffers }, Reader { pieces, buffers: to_author })
}

impl Author {
    /// Lays out the unchanged rows of one block; false when nobody wants them any more.
    fn write<'a>(
        &self,
        table: &TableDiff<'a>,
        range: Range<usize>,
        rows: &mut RowPage<'a>,
    ) -> bool {
        let mut text = self.buffer();
        for row in table.unchanged(range) {
            rows.add(row, &mut text);
            if text.len() >= PIECE {
                let full = std::mem::replace(&mut text, self.buffer());
                if self.pieces.send(Piece { text: full, is_last: false }).is_err() {
                    return false;
                }
            }
        }
        self.pieces.send(Piece { text, is_last: true }).is_ok()
    }

    fn buffer(&self) -> Vec<u8> {
        let mut buffer = self.buffers.try_recv().unwrap_or_default();
        buffer.clear();
        buffer.reserve(PIECE + PIECE / 4);
        buffer
    }
}

impl Reader {
    /// Writes the next block.
    fn pass_on(&self, page: &mut Page<'_>) -> io::Result<()> {
        while let Ok(Piece { text, is_last }) = self.pieces.recv() {
            page.elements(&text)?;
            // The author may have ended already.
            let _ = self.buffers.send(text);
            if is_last {
                break;
            }
        }
        Ok(())
    }
}

//! Two arrays read side by side: a row of the after side that repeats the bytes of the next row of
//! the before side is passed over, for that row has been checked.
//!
//! Most rows of two snapshots are the same and stand in the same order, so that most of the after
//! side is compared and never parsed. Rows that were added, removed or moved put the two out of step;
//! the hash of their keys brings them back. Being out of step costs time, never a wrong answer.

use crate::stream::{Row, State, Stream};
use std::collections::VecDeque;

/// How many rows of the before side are held while a row of the after side is looked for.
const WINDOW: usize = 128;
/// After so many rows in a row without a partner the two sides are read one by one.
const PATIENCE: usize = 1024;

/// Reads both sides to their ends.
pub(crate) fn read<'a>(before: &mut Stream<'a>, after: &mut Stream<'a>) {
    let mut ahead = VecDeque::with_capacity(WINDOW);
    let mut misses = 0;
    while misses < PATIENCE && *after.state() == State::AtRow {
        if ahead.is_empty() {
            match before.next() {
                Some(row) => ahead.push_back(row),
                None => break,
            }
        }
        if after.pass_twin(&ahead[0]) {
            ahead.pop_front();
            misses = 0;
            continue;
        }
        let Some(row) = after.next() else { break };
        match find(&row, &mut ahead, before) {
            Some(at) => {
                ahead.drain(..=at);
                misses = 0;
            }
            None => misses += 1,
        }
    }
    before.drain();
    after.drain();
}

/// Where among the rows ahead the one with this row's key stands; reads more of them when needed.
fn find<'a>(
    row: &Row<'a>,
    ahead: &mut VecDeque<Row<'a>>,
    before: &mut Stream<'a>,
) -> Option<usize> {
    if let Some(at) = ahead.iter().position(|other| other.hash == row.hash) {
        return Some(at);
    }
    while ahead.len() < WINDOW {
        ahead.push_back(before.next()?);
        if ahead[ahead.len() - 1].hash == row.hash {
            return Some(ahead.len() - 1);
        }
    }
    None
}

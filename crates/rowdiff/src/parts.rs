//! Large arrays are read in several parts at once.
//!
//! Where a part begins is a guess. It is believed only when the stream of the part before arrives at
//! exactly that byte between two rows: then what was read from there on is what it would have read
//! itself. A wrong guess costs time, never a wrong answer.

use crate::{
    Error,
    boundary::{self, Cut},
    lockstep,
    rows::{NO_ROW, Rows},
    stream::{State, Stream},
};
use std::thread;

/// Reads two arrays, each from the first byte of its first row. Gives the rows of each and the byte
/// behind it, or what is wrong with it.
pub(crate) fn read<'a>(
    before: Stream<'a>,
    after: Stream<'a>,
    cut: Cut,
) -> [Result<(Rows<'a>, usize), Error>; 2] {
    let twins_from = before.offset();
    let mut parts = run(split(before, after, cut));
    let rest = parts.split_off(1);
    let (mut before, mut after) = parts.remove(0);
    let (before_parts, mut after_parts): (Vec<_>, Vec<_>) = rest.into_iter().unzip();
    let bases = join(&mut before, before_parts);
    for (part, after) in after_parts.iter_mut().enumerate() {
        rebase(&mut after.rows, bases.get(part).copied());
    }
    join(&mut after, after_parts);
    after.rows.twins_from = twins_from;
    [finish(before), finish(after)]
}

/// Reads one array alone.
pub(crate) fn read_alone(mut stream: Stream<'_>) -> Result<(Rows<'_>, usize), Error> {
    stream.drain();
    finish(stream)
}

fn finish(stream: Stream<'_>) -> Result<(Rows<'_>, usize), Error> {
    let end = stream.offset();
    match stream.state() {
        State::Failed(error) => Err(error.clone()),
        // Each part can be counted, and all together cannot.
        _ if stream.rows.numbers().end == NO_ROW => {
            Err(Error::TooManyRows { side: stream.rows.side })
        }
        _ => Ok((stream.rows, end)),
    }
}

type Pair<'a> = (Stream<'a>, Stream<'a>);

fn run(mut parts: Vec<Pair<'_>>) -> Vec<Pair<'_>> {
    let work = |(before, after): &mut Pair<'_>| lockstep::read(before, after);
    let (first, rest) = parts.split_at_mut(1);
    thread::scope(|scope| {
        for pair in rest {
            scope.spawn(move || work(pair));
        }
        first.iter_mut().for_each(work);
    });
    parts
}

/// Puts the parts of one side together, as far as each ended where the next began. Gives the number
/// of rows before each part that was believed.
fn join<'a>(first: &mut Stream<'a>, parts: Vec<Stream<'a>>) -> Vec<u32> {
    let mut bases = Vec::new();
    let mut state = first.state().clone();
    let mut end = first.offset();
    for part in parts {
        if state != State::AtStop {
            break;
        }
        bases.push(u32::try_from(first.rows.len()).unwrap_or(NO_ROW));
        state = part.state().clone();
        end = part.offset();
        first.rows.append(part.rows);
    }
    first.conclude(state, end);
    bases
}

/// Turns twins that were counted within a part into row numbers, or forgets them.
fn rebase(rows: &mut Rows<'_>, base: Option<u32>) {
    match base {
        None => rows.forget_twins(),
        Some(base) => {
            for twin in rows.twins.iter_mut().filter(|twin| **twin != NO_ROW) {
                *twin = twin.saturating_add(base);
            }
        }
    }
}

fn split<'a>(before: Stream<'a>, after: Stream<'a>, cut: Cut) -> Vec<Pair<'a>> {
    let boundaries = boundary::guess(&before, &after, cut);
    let mut parts = vec![(before, after)];
    for (before_at, after_at) in boundaries {
        if let Some((before, after)) = parts.last_mut() {
            let next = (before.split_off(before_at), after.split_off(after_at));
            parts.push(next);
        }
    }
    parts
}

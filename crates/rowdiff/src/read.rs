//! Both snapshots read together, array of rows by array of rows.

use crate::{
    Error, Options, Side,
    boundary::Cut,
    outlook::Outlook,
    parts,
    snapshot::{Snapshot, Walk},
    stream::Stream,
};

/// Reads and checks both texts. Of two errors that of the before side is told.
pub(crate) fn read<'a>(
    before: &'a [u8],
    after: &'a [u8],
    options: Options<'_>,
    cut: Cut,
) -> Result<(Snapshot<'a>, Snapshot<'a>), Error> {
    let mut before = Walk::new(Side::Before, before);
    let mut after = Walk::new(Side::After, after);
    let mut failed = None;
    loop {
        let before_at = before.next_array()?;
        let after_at = match &failed {
            None => after.next_array().unwrap_or_else(|error| {
                failed = Some(error);
                None
            }),
            Some(_) => None,
        };
        if before_at.is_none() && after_at.is_none() {
            break;
        }
        let outlook = outlook(&before, before_at, &after, after_at, options);
        let (before_text, after_text) = (before.text(), after.text());
        let streams = (
            before_at.map(|at| Stream::new(Side::Before, before_text, at, outlook.clone())),
            after_at.map(|at| {
                let is_other_side = before_at.is_some();
                let outlook = if is_other_side { outlook.of_other() } else { outlook.clone() };
                Stream::new(Side::After, after_text, at, outlook)
            }),
        );
        let (before_rows, after_rows) = match streams {
            (Some(before), Some(after)) => {
                let [before, after] = parts::read(before, after, cut);
                (Some(before), Some(after))
            }
            (before, after) => (before.map(parts::read_alone), after.map(parts::read_alone)),
        };
        if let Some(read) = before_rows {
            let (rows, end) = read?;
            before.give(rows, end);
        }
        match after_rows {
            Some(Ok((rows, end))) => after.give(rows, end),
            Some(Err(error)) => failed = Some(error),
            None => {}
        }
    }
    match failed {
        Some(error) => Err(error),
        None => Ok((before.finish(), after.finish())),
    }
}

/// What is known of the key before the rows are read.
fn outlook(
    before: &Walk<'_>,
    before_at: Option<usize>,
    after: &Walk<'_>,
    after_at: Option<usize>,
    options: Options<'_>,
) -> Outlook {
    for named in [options.key, before.key(), after.key()] {
        if !named.is_empty() {
            return Outlook::named(named);
        }
    }
    let mut places = [(before, before_at), (after, after_at)]
        .into_iter()
        .filter_map(|(walk, at)| Some((walk.text(), at?)));
    match places.next() {
        Some(first) => Outlook::of(first, places.next(), options.rules.ignored),
        None => Outlook::default(),
    }
}

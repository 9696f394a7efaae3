//! Both snapshots read together, array of rows by array of rows.

use crate::{
    Error, Options, Side,
    boundary::Cut,
    key,
    layout::Layout,
    parts,
    snapshot::{Snapshot, Walk},
    stream::Stream,
};
use contract::json::Cursor;
use std::collections::HashSet;

/// Rows that are looked at to guess the key.
const GLANCE: usize = 64;

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
        let key = guess(&before, before_at, &after, after_at, options);
        let (before_text, after_text) = (before.text(), after.text());
        let streams = (
            before_at.map(|at| Stream::new(Side::Before, before_text, at, key.clone())),
            after_at.map(|at| Stream::new(Side::After, after_text, at, key.clone())),
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

/// The key that the rows will probably turn out to have; its hashes are made while they are read.
fn guess(
    before: &Walk<'_>,
    before_at: Option<usize>,
    after: &Walk<'_>,
    after_at: Option<usize>,
    options: Options<'_>,
) -> Vec<String> {
    for named in [options.key, before.key(), after.key()] {
        if !named.is_empty() {
            return named.to_vec();
        }
    }
    let places = [(before, before_at), (after, after_at)];
    let glances: Vec<Vec<String>> = places
        .into_iter()
        .filter_map(|(walk, at)| Some(likely(walk.text(), at?, options)))
        .collect();
    let Some((first, others)) = glances.split_first() else { return Vec::new() };
    let in_all = |name: &&String| others.iter().all(|names| names.contains(*name));
    first.iter().find(in_all).cloned().into_iter().collect()
}

/// The columns among the first rows' that are probably a key, the most probable first.
fn likely(text: &[u8], at: usize, options: Options<'_>) -> Vec<String> {
    let mut cursor = Cursor::starting_at(text, at);
    let mut layout = Layout::new();
    if layout.read(&mut cursor).is_err() {
        return Vec::new();
    }
    let mut names: Vec<String> = layout.names().map(Into::into).collect();
    names.retain(|name| !(options.rules.ignored)(name));
    if names.iter().any(|name| name == "id") {
        return vec!["id".into()];
    }
    names.retain(|name| name.ends_with("_id"));
    let mut seen: Vec<HashSet<u64>> = names.iter().map(|_| HashSet::new()).collect();
    let mut fits = vec![true; names.len()];
    for _ in 0..GLANCE {
        for ((name, seen), fits) in names.iter().zip(&mut seen).zip(&mut fits) {
            let value = layout.position(name).map(|at| layout.value(at));
            *fits &= value.is_some_and(|raw| key::is_key(raw) && seen.insert(key::hash(raw)));
        }
        let is_at_row = cursor.next_element().is_ok_and(|more| more);
        cursor.skip_space();
        if !is_at_row || layout.read(&mut cursor).is_err() {
            break;
        }
    }
    names.into_iter().zip(fits).filter(|(_, fits)| *fits).map(|(name, _)| name).collect()
}

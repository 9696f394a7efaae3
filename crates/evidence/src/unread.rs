//! An entry that is read in full, its hash taken, only when somebody asks for it.
//!
//! Of most files of a test case no clause asks, and to read their entries is most of the cost of a
//! record.

use crate::{Position, Recorded, Trust, glance::Links, seen::Members};
use std::cell::OnceCell;

/// An entry as a look at its line shows it.
#[derive(Debug)]
pub(crate) struct Unread {
    pub(crate) position: Position,
    /// The program.
    pub(crate) tool: String,
    /// The path of what it wrote.
    pub(crate) output: Option<String>,
    line: Box<[u8]>,
    /// The hash of the line before; `None` when there is no such entry.
    before: Option<String>,
    /// The hash that the line after says this entry has; `None` when this is the last line.
    after: Option<String>,
    /// Boxed, for most stay empty.
    read: OnceCell<Option<Box<Recorded>>>,
}

impl Unread {
    /// The entry of a line with these members; `after` is the hash that the line after it, if there
    /// is one, says it has.
    pub(crate) fn new(
        position: Position,
        line: &[u8],
        members: &Members<'_>,
        after: Option<&str>,
    ) -> Self {
        Self {
            position,
            tool: members.tool.clone().into_owned(),
            output: members.output.as_ref().map(|(path, _)| path.clone().into_owned()),
            line: line.into(),
            before: None,
            after: after.map(Into::into),
            read: OnceCell::new(),
        }
    }

    /// Takes note of the line before.
    pub(crate) fn set_before(&mut self, links: Option<Links<'_>>) {
        self.before = links.map(|links| links.hash.into());
    }

    /// Whether it was read and is none.
    pub(crate) fn is_refuted(&self) -> bool {
        matches!(self.read.get(), Some(None))
    }

    /// The entry; `None` when the line only looked like one.
    pub(crate) fn read(&self, trust: Trust<'_>) -> Option<&Recorded> {
        let read = || {
            let mut entry = Recorded::read(&self.line, self.position.rank, trust)?;
            if let Some(named) = &self.after {
                entry.check_successor(named);
            }
            entry.check_predecessor(self.before.as_deref());
            Some(Box::new(entry))
        };
        self.read.get_or_init(read).as_deref()
    }
}

impl From<Recorded> for Unread {
    fn from(entry: Recorded) -> Self {
        Self {
            position: entry.position,
            tool: entry.tool.clone(),
            output: entry.output.as_ref().map(|output| output.path.clone()),
            line: Box::default(),
            before: None,
            after: None,
            read: OnceCell::from(Some(Box::new(entry))),
        }
    }
}

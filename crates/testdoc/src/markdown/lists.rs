//! How deep in list items a line stands.

/// Lists deeper than this are read as if they were this deep.
pub(super) const DEEPEST: usize = 8;

/// The open list items: the column at which the content of each starts.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Lists {
    columns: [usize; DEEPEST],
    depth: usize,
}

impl Lists {
    /// How many items are open.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// How many of the open items hold a line that starts at a column.
    pub(super) fn enclosing(&self, column: usize) -> usize {
        self.columns[..self.depth].iter().take_while(|start| column >= **start).count()
    }

    /// The column at which the content of an item starts; `depth` counts from 1, 0 is the document.
    pub(super) fn column(&self, depth: usize) -> usize {
        depth.checked_sub(1).map_or(0, |index| self.columns[index])
    }

    /// Closes the items that are deeper.
    pub(super) fn leave(&mut self, depth: usize) {
        self.depth = self.depth.min(depth);
    }

    /// Opens an item.
    pub(super) fn enter(&mut self, column: usize) {
        if self.depth < DEEPEST {
            self.columns[self.depth] = column;
            self.depth += 1;
        }
    }
}

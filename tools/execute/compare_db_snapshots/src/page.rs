//! A JSON document as it is written member by member, with two-space indentation.

use contract::json::{write_pretty, write_string};
use std::io::{self, Write};

/// The document so far.
pub(crate) struct Page<'w> {
    out: &'w mut dyn Write,
    depth: usize,
    /// Nothing stands in the innermost object or array yet.
    is_empty: bool,
    line: Vec<u8>,
}

impl<'w> Page<'w> {
    pub(crate) fn new(out: &'w mut dyn Write) -> Self {
        Self { out, depth: 0, is_empty: true, line: Vec::new() }
    }

    /// How many objects and arrays are open.
    pub(crate) fn depth(&self) -> usize {
        self.depth
    }

    /// Opens an object or an array.
    pub(crate) fn open(&mut self, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.is_empty = true;
        self.out.write_all(bracket)
    }

    /// Closes the innermost one.
    pub(crate) fn close(&mut self, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if !std::mem::replace(&mut self.is_empty, false) {
            self.new_line(b"")?;
        }
        self.out.write_all(bracket)
    }

    /// Starts an element, or a member before its name.
    pub(crate) fn item(&mut self) -> io::Result<()> {
        let comma: &[u8] = if std::mem::replace(&mut self.is_empty, false) { b"" } else { b"," };
        self.new_line(comma)
    }

    /// Starts a member.
    pub(crate) fn name(&mut self, name: &str) -> io::Result<()> {
        self.item()?;
        let mut quoted = String::new();
        write_string(name, &mut quoted);
        quoted.push_str(": ");
        self.out.write_all(quoted.as_bytes())
    }

    /// Writes a whole value, given as checked JSON text.
    pub(crate) fn value(&mut self, text: &[u8]) -> io::Result<()> {
        self.line.clear();
        lay_out(text, self.depth, &mut self.line);
        self.out.write_all(&self.line)
    }

    /// Writes elements that are laid out already, each behind `,` and a new line. The page takes the
    /// first comma away when they are the first.
    pub(crate) fn elements(&mut self, text: &[u8]) -> io::Result<()> {
        if text.is_empty() {
            return Ok(());
        }
        let is_first = std::mem::replace(&mut self.is_empty, false);
        self.out.write_all(if is_first { text.strip_prefix(b",").unwrap_or(text) } else { text })
    }

    /// Ends the document.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        self.out.write_all(b"\n")
    }

    fn new_line(&mut self, before: &[u8]) -> io::Result<()> {
        self.line.clear();
        self.line.extend_from_slice(before);
        break_line(self.depth, &mut self.line);
        self.out.write_all(&self.line)
    }
}

/// A line break and the blanks of this depth.
pub(crate) fn break_line(depth: usize, out: &mut Vec<u8>) {
    out.push(b'\n');
    out.resize(out.len() + depth * 2, b' ');
}

/// Lays checked JSON text out as if it stood this deep.
pub(crate) fn lay_out(text: &[u8], depth: usize, out: &mut Vec<u8>) {
    let laid_out = write_pretty(text, depth, out);
    debug_assert!(laid_out.is_ok(), "memory takes what was checked");
}

//! Rows laid out one after the other: what stands between two values is worked out once for all rows
//! with the same columns.

use crate::page::{break_line, lay_out};
use contract::json::Cursor;
use rowdiff::Layout;

/// Lays out rows as elements of an array at some depth.
pub(crate) struct RowPage<'a> {
    depth: usize,
    layout: Layout<'a>,
    known: u64,
    /// What stands before each value, and behind the last one.
    leads: Vec<Vec<u8>>,
    close: Vec<u8>,
}

impl<'a> RowPage<'a> {
    pub(crate) fn new(depth: usize) -> Self {
        Self { depth, layout: Layout::new(), known: 0, leads: Vec::new(), close: Vec::new() }
    }

    /// Adds a comma, a line break and a checked row.
    pub(crate) fn add(&mut self, row: &'a [u8], out: &mut Vec<u8>) {
        let read = self.layout.read(&mut Cursor::new(row));
        debug_assert!(read.is_ok(), "rows were checked when they were compared");
        if self.layout.version() != self.known {
            self.known = self.layout.version();
            self.learn();
        }
        for (lead, value) in self.leads.iter().zip(self.layout.values()) {
            out.extend_from_slice(lead);
            if matches!(value.first(), Some(b'{' | b'[')) {
                lay_out(value, self.depth + 1, out);
            } else {
                out.extend_from_slice(value);
            }
        }
        out.extend_from_slice(&self.close);
    }

    fn learn(&mut self) {
        let mut open = vec![b','];
        break_line(self.depth, &mut open);
        open.push(b'{');
        self.leads = Vec::new();
        for name in self.layout.raw_names() {
            let mut lead = std::mem::replace(&mut open, vec![b',']);
            break_line(self.depth + 1, &mut lead);
            lead.push(b'"');
            lead.extend_from_slice(name);
            lead.extend_from_slice(b"\": ");
            self.leads.push(lead);
        }
        self.close = Vec::new();
        if self.leads.is_empty() {
            self.close = open;
        } else {
            break_line(self.depth, &mut self.close);
        }
        self.close.push(b'}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json;

    #[test]
    fn rows_look_as_the_layout_of_every_document_has_them() {
        let rows = [
            r#"{"id":1,"a":{"b":[1,{}],"c":[]}}"#,
            r#"{"id":0.10,"a":null}"#,
            "{}",
            "{ }",
            r#"{ "\u0061" : "x" , "a" : 1e2 }"#,
            r#"{"id":2,"a":[{"x":[2]}]}"#,
        ];
        let mut page = RowPage::new(1);
        let mut text = Vec::new();
        for row in rows {
            page.add(row.as_bytes(), &mut text);
        }
        let text = format!("[{}\n]", String::from_utf8(text[1..].to_vec()).unwrap());
        assert_eq!(text, json::pretty(&format!("[{}]", rows.join(","))).unwrap());
    }
}

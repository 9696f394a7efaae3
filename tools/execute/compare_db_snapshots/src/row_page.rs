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
    /// What stands before each leaf, and how deep the leaf stands.
    leads: Vec<(Vec<u8>, usize)>,
    /// What stands behind the last leaf.
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
        for ((lead, depth), leaf) in self.leads.iter().zip(self.layout.leaves()) {
            out.extend_from_slice(lead);
            if matches!(leaf.first(), Some(b'{' | b'[')) {
                lay_out(leaf, *depth, out);
            } else {
                out.extend_from_slice(leaf);
            }
        }
        out.extend_from_slice(&self.close);
    }

    fn learn(&mut self) {
        let mut lead = vec![b','];
        break_line(self.depth, &mut lead);
        let mut depth = self.depth;
        self.leads.clear();
        for raw in self.layout.leads() {
            lay_out_lead(raw, &mut depth, &mut lead);
            self.leads.push((std::mem::take(&mut lead), depth));
        }
        self.close = self.leads.pop().map(|(close, _)| close).unwrap_or_default();
    }
}

/// Lays out what stands between two leaves: names, and brackets of objects.
fn lay_out_lead(raw: &[u8], depth: &mut usize, out: &mut Vec<u8>) {
    let mut cursor = Cursor::new(raw);
    loop {
        cursor.skip_space();
        let Some(byte) = cursor.peek() else { return };
        if byte == b'"' {
            let start = cursor.offset();
            let name = cursor.raw_string();
            debug_assert!(name.is_ok(), "a lead holds whole names");
            out.extend_from_slice(&raw[start..cursor.offset()]);
            continue;
        }
        cursor.eat(byte);
        match byte {
            b'{' => {
                cursor.skip_space();
                if cursor.eat(b'}') {
                    out.extend_from_slice(b"{}");
                    continue;
                }
                *depth += 1;
                out.push(byte);
                break_line(*depth, out);
            }
            b'}' => {
                *depth -= 1;
                break_line(*depth, out);
                out.push(byte);
            }
            b':' => out.extend_from_slice(b": "),
            _ => {
                out.push(byte);
                break_line(*depth, out);
            }
        }
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
            r#"{"id":2,"a":{"b":{"c":{"d":1}, "e":{}}},"f":{"g":"}{:,"}}"#,
            r#"{"id":3,"a":{"b":{"c":{"d":[2]}, "e":{}}},"f":{"g":"\\\""}}"#,
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

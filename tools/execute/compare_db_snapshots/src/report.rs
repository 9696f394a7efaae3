//! `{TC}_diff.json`, written as it is found: no list of rows is held in memory.
//!
//! The document is that of `contract::diff::Diff`; a test reads it back as one.

use crate::{args::Unchanged, page::Page, unchanged};
use contract::{Json, diff::DiffSummary, json::write_string};
use rowdiff::{Change, Comparison, Counts, FieldChange, Rules, Side, TableDiff};
use std::io::{self, Write};

/// What the document says beside the comparison, and how it is written.
pub(crate) struct Report<'a> {
    pub(crate) comparison: &'a Comparison<'a>,
    pub(crate) rules: Rules<'a>,
    pub(crate) unchanged: Unchanged,
    pub(crate) threads: usize,
    pub(crate) generated_at: String,
    pub(crate) before_file: String,
    pub(crate) after_file: String,
}

impl Report<'_> {
    /// Writes the document with two-space indentation and a final newline.
    pub(crate) fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut page = Page::new(out);
        page.open(b"{")?;
        if self.comparison.has_tables {
            page.name("tables")?;
            page.open(b"{")?;
            for table in &self.comparison.tables {
                page.name(&table.name)?;
                page.open(b"{")?;
                self.table(table, &mut page)?;
                page.close(b"}")?;
            }
            page.close(b"}")?;
            page.name("summary")?;
            page.value(text_of(&summary_of_all(self.comparison)).as_bytes())?;
        } else {
            for table in &self.comparison.tables {
                self.table(table, &mut page)?;
            }
        }
        for (name, text) in [
            ("generated_at", &self.generated_at),
            ("before_file", &self.before_file),
            ("after_file", &self.after_file),
        ] {
            page.name(name)?;
            page.value(quoted(text).as_bytes())?;
        }
        page.close(b"}")?;
        page.end()
    }

    fn table(&self, table: &TableDiff<'_>, page: &mut Page<'_>) -> io::Result<()> {
        page.name("changed")?;
        page.open(b"[")?;
        let pk_column = names_text(&table.key);
        let mut text = Vec::new();
        for change in table.changed(self.rules) {
            text.clear();
            write_change(&change, &pk_column, &mut text);
            page.item()?;
            page.value(&text)?;
        }
        page.close(b"]")?;
        page.name("unchanged")?;
        page.open(b"[")?;
        if self.unchanged == Unchanged::Full {
            unchanged::write(table, self.threads, page)?;
        }
        page.close(b"]")?;
        page.name("added")?;
        list(table.added(), page)?;
        page.name("removed")?;
        list(table.removed(), page)?;
        page.name("summary")?;
        page.value(text_of(&summary(table)).as_bytes())
    }
}

fn list<'a>(rows: impl Iterator<Item = &'a [u8]>, page: &mut Page<'_>) -> io::Result<()> {
    page.open(b"[")?;
    for row in rows {
        page.item()?;
        page.value(row)?;
    }
    page.close(b"]")
}

/// A member of `changed` as JSON text; rows and values as they stand in their snapshots.
fn write_change(change: &Change<'_>, pk_column: &str, out: &mut Vec<u8>) {
    let mut add = |parts: &[&[u8]]| parts.iter().for_each(|part| out.extend_from_slice(part));
    add(&[b"{\"key\":", names_text(&change.key).as_bytes()]);
    add(&[b",\"pk_column\":", pk_column.as_bytes()]);
    add(&[b",\"before\":", change.before, b",\"after\":", change.after, b",\"diff_fields\":{"]);
    for (index, field) in change.fields.iter().enumerate() {
        let comma: &[u8] = if index == 0 { b"" } else { b"," };
        add(&[comma, quoted(&field.name).as_bytes(), b":"]);
        let FieldChange { before, after, .. } = field;
        add(&[b"{\"before\":", before.unwrap_or(b"null")]);
        add(&[b",\"after\":", after.unwrap_or(b"null")]);
        if let Some(diff) = field.text_diff() {
            add(&[b",\"diff\":", quoted(&diff).as_bytes()]);
        }
        add(&[b"}"]);
    }
    add(&[b"}}"]);
}

/// A string for one text, an array for several.
fn names_text<T: AsRef<str>>(names: &[T]) -> String {
    if let [only] = names {
        return quoted(only.as_ref());
    }
    let texts: Vec<String> = names.iter().map(|name| quoted(name.as_ref())).collect();
    format!("[{}]", texts.join(","))
}

fn quoted(text: &str) -> String {
    let mut quoted = String::new();
    write_string(text, &mut quoted);
    quoted
}

fn text_of(summary: &DiffSummary) -> String {
    Json::from_serialize(summary).map(|tree| tree.to_string()).unwrap_or_default()
}

fn summary(table: &TableDiff<'_>) -> DiffSummary {
    let pk_column_used = match table.key.as_slice() {
        [] => Json::Null,
        [only] => only.as_str().into(),
        several => several.iter().map(|name| name.as_str().into()).collect::<Vec<Json>>().into(),
    };
    DiffSummary {
        pk_column_used,
        columns_added: table.columns_added.clone(),
        columns_removed: table.columns_removed.clone(),
        ..summary_of(table.counts)
    }
}

fn summary_of_all(comparison: &Comparison<'_>) -> DiffSummary {
    let only_in = |side: Side| {
        let tables = comparison.tables.iter().filter(|table| table.only_in == Some(side));
        tables.map(|table| table.name.clone()).collect()
    };
    DiffSummary {
        tables_added: only_in(Side::After),
        tables_removed: only_in(Side::Before),
        ..summary_of(comparison.counts())
    }
}

fn summary_of(counts: Counts) -> DiffSummary {
    DiffSummary {
        changed_count: counts.changed as u64,
        unchanged_count: counts.unchanged as u64,
        added_count: counts.added as u64,
        removed_count: counts.removed as u64,
        ..DiffSummary::default()
    }
}

//! The one line with the totals that standard output has beside `--output`.

use rowdiff::Comparison;

/// `changed=1, added=0, removed=0, unchanged=5, pk: id`
pub(crate) fn line(comparison: &Comparison<'_>) -> String {
    let counts = comparison.counts();
    let numbers = format!(
        "changed={}, added={}, removed={}, unchanged={}",
        counts.changed, counts.added, counts.removed, counts.unchanged
    );
    let key = |key: &[String]| match key {
        // Whole rows are compared: the word that readers of this line know for it.
        [] => "fingerprint".to_owned(),
        columns => columns.join("+"),
    };
    if comparison.has_tables {
        let tables = comparison.tables.iter();
        let names: Vec<String> =
            tables.map(|table| format!("{} (pk: {})", table.name, key(&table.key))).collect();
        return format!("{numbers}, tables: {}\n", names.join(", "));
    }
    let keys = comparison.tables.iter().map(|table| key(&table.key));
    format!("{numbers}, pk: {}\n", keys.collect::<String>())
}

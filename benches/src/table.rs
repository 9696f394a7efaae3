//! The results as a Markdown table.

use crate::{case::Limit, measure::Row, place::Place};
use std::{error::Error, fmt::Write, fs};

const BEGIN: &str = "<!-- begin of the table -->";
const END: &str = "<!-- end of the table -->";

/// The table.
pub(crate) fn markdown(rows: &[Row]) -> String {
    let mut text = "| Case | Contender | Median | Ratio | Wanted | Memory | Wanted |\n".to_owned();
    text.push_str("|---|---|---:|---:|---|---:|---|\n");
    let mut last = "";
    for row in rows {
        let case = if row.case == last { "" } else { &row.case };
        last = &row.case;
        let median = row.median.map_or_else(|| "–".into(), time);
        let (ratio, wanted) = row.limit.map_or_else(Default::default, |(is, limit)| match limit {
            Limit::Times(most, other) => {
                (bold_if(is > most, &format!("{is:.2}")), format!("≤ {most} × {other}"))
            }
            Limit::More(most, other) => {
                (bold_if(is > most, &format!("+{is:.2} ms")), format!("≤ {other} + {most} ms"))
            }
        });
        let (memory, limit) = row.memory.map_or_else(Default::default, |(is, limit)| {
            (bold_if(is > limit, &format!("{is} MiB")), format!("≤ {limit} MiB"))
        });
        let label = &row.label;
        let _ = writeln!(
            text,
            "| {case} | {label} | {median} | {ratio} | {wanted} | {memory} | {limit} |"
        );
    }
    text
}

fn time(seconds: f64) -> String {
    if seconds < 1.0 { format!("{:.2} ms", seconds * 1e3) } else { format!("{seconds:.2} s") }
}

/// What is not reached stands out.
fn bold_if(bold: bool, text: &str) -> String {
    if bold { format!("**{text}**") } else { text.to_owned() }
}

/// Puts machine and table into benches/README.md.
pub(crate) fn write(place: &Place, machine: &str, table: &str) -> Result<(), Box<dyn Error>> {
    let path = place.package.join("README.md");
    let text = fs::read_to_string(&path)?;
    let (head, rest) = text.split_once(BEGIN).ok_or("README.md has no place for the table")?;
    let (_, tail) = rest.split_once(END).ok_or("README.md has no place for the table")?;
    let text = format!("{head}{BEGIN}\n{machine}\n\n{table}\n{END}{tail}");
    fs::write(path, text)?;
    Ok(())
}

//! A notebook as it will be after a cell was changed.

use contract::{Json, Object, hook_event::Argument, json};

/// The notebook's text afterwards; `None` when it is no notebook, or has no such cell.
pub(crate) fn edit(input: &Argument<'_>, text: &str) -> Option<String> {
    let mut notebook = json::parse(text).ok()?;
    let Json::Object(members) = &mut notebook else { return None };
    let Some(Json::Array(cells)) = members.get_mut("cells") else { return None };
    let source = Json::from(input.text("new_source").unwrap_or_default());
    let at = match input.text("cell_id") {
        Some(id) => Some(position(cells, id)?),
        None => None,
    };
    match input.text("edit_mode") {
        Some("insert") => cells.insert(at.map_or(0, |at| at + 1), cell(input, source)),
        Some("delete") => {
            cells.remove(at?);
        }
        _ => {
            let Json::Object(cell) = cells.get_mut(at?)? else { return None };
            cell.insert("source".into(), source);
        }
    }
    Some(json::pretty_document(&notebook))
}

/// A cell by its id, or by its number as `cell-N`, from 0.
fn position(cells: &[Json], id: &str) -> Option<usize> {
    let by_id = cells.iter().position(|cell| cell.get("id").and_then(Json::as_str) == Some(id));
    let by_number = || id.strip_prefix("cell-")?.parse().ok().filter(|at| *at < cells.len());
    by_id.or_else(by_number)
}

fn cell(input: &Argument<'_>, source: Json) -> Json {
    let kind = input.text("cell_type").unwrap_or("code");
    Json::Object(Object::from_iter([("cell_type".into(), kind.into()), ("source".into(), source)]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(arguments: &str, expected: Option<&[&str]>) {
        let notebook = r#"{"cells":[{"id":"a","source":"1"},{"source":["2"]}]}"#;
        let arguments: Argument<'_> = Argument::read(arguments).unwrap();
        let after = edit(&arguments, notebook).map(|text| json::parse(&text).unwrap());
        let sources = after.map(|after| {
            let cells = after.get("cells").unwrap().as_array().unwrap();
            let source = |cell: &Json| cell.get("source").unwrap().to_plain_text();
            cells.iter().map(source).collect::<Vec<_>>()
        });
        let expected = expected.map(|texts| texts.iter().map(ToString::to_string).collect());
        assert_eq!(sources, expected, "{arguments:?}");
    }

    #[test]
    fn a_cell_is_replaced_inserted_or_deleted() {
        check(r#"{"cell_id":"a","new_source":"x"}"#, Some(&["x", "[\"2\"]"]));
        check(r#"{"cell_id":"cell-1","new_source":"x","edit_mode":"replace"}"#, Some(&["1", "x"]));
        check(r#"{"new_source":"x","edit_mode":"insert"}"#, Some(&["x", "1", "[\"2\"]"]));
        check(
            r#"{"cell_id":"a","new_source":"x","edit_mode":"insert"}"#,
            Some(&["1", "x", "[\"2\"]"]),
        );
        check(r#"{"cell_id":"a","edit_mode":"delete"}"#, Some(&["[\"2\"]"]));
        check(r#"{"cell_id":"cell-2","new_source":"x"}"#, None);
        check(r#"{"new_source":"x"}"#, None);
    }

    #[test]
    fn what_is_no_notebook_is_left_to_the_tool() {
        for text in ["", "[]", "{}", "{\"cells\":1}"] {
            assert_eq!(edit(&Argument::Nothing, text), None, "{text}");
        }
    }
}

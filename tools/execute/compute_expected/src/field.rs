//! A field of the plan as a statement.

use contract::{
    Json, Object, placeholder,
    tc_spec::{DataRequirement, ExpectedField},
};
use database::{Dialect, identifier};

/// What the values of a column become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aggregation {
    Sum,
    Count,
    Max,
    Min,
    Avg,
    /// How many different values there are.
    Distinct,
}

impl Aggregation {
    /// Reads the plan's word; `Ok(None)` for the column itself.
    pub(crate) fn parse(word: Option<&str>) -> Result<Option<Self>, String> {
        Ok(Some(match word.map(|word| word.trim().to_ascii_lowercase()).as_deref() {
            None | Some("" | "null" | "none") => return Ok(None),
            Some("sum") => Self::Sum,
            Some("count") => Self::Count,
            Some("max") => Self::Max,
            Some("min") => Self::Min,
            Some("avg") => Self::Avg,
            Some("distinct") => Self::Distinct,
            Some(other) => {
                return Err(format!("`{other}` is none of sum, count, max, min, avg, distinct"));
            }
        }))
    }

    /// Its name in a key of the verdict: `sum(lines[*].quantity)`.
    fn name(self) -> &'static str {
        match self {
            Self::Sum => "sum",
            Self::Count => "count",
            Self::Max => "max",
            Self::Min => "min",
            Self::Avg => "avg",
            Self::Distinct => "distinct",
        }
    }

    fn of(self, column: &str) -> String {
        match self {
            Self::Distinct => format!("count(DISTINCT {column})"),
            other => format!("{}({column})", other.name()),
        }
    }

    /// Whether over no rows there is a value, namely zero.
    pub(crate) fn counts(self) -> bool {
        matches!(self, Self::Count | Self::Distinct)
    }
}

/// The key of the verdict that the field's value is expected under.
pub(crate) fn key(path: &str, aggregation: Option<Aggregation>) -> String {
    match aggregation {
        Some(aggregation) if path.contains("[*]") => format!("{}({path})", aggregation.name()),
        _ => path.to_owned(),
    }
}

/// Builds the statement, with a placeholder for the identifier's value; the error is the reason why
/// the field is skipped.
pub(crate) fn statement(
    field: &ExpectedField,
    aggregation: Option<Aggregation>,
    requirement: Option<&DataRequirement>,
    data: &Object,
    dialect: Dialect,
) -> Result<String, String> {
    let column = named(field.source_column.as_deref(), "source_column")?;
    let column = match (column, aggregation) {
        ("*", Some(Aggregation::Count)) => column.to_owned(),
        _ => quoted(column, dialect)?,
    };
    let selected = aggregation.map_or_else(|| column.clone(), |it| it.of(&column));
    let table = table(named(field.source_table.as_deref(), "source_table")?, dialect)?;
    let requirement = requirement.ok_or("the test case has no data_requirement")?;
    let of_requirement = |name| format!("data_requirement has no {name}");
    let by = requirement.identifier_column.as_deref().map(str::trim);
    let by = by.filter(|it| !it.is_empty()).ok_or_else(|| of_requirement("identifier_column"))?;
    let by = quoted(by, dialect)?;
    let member = requirement.identifier_field.as_deref().map(str::trim);
    let member =
        member.filter(|it| !it.is_empty()).ok_or_else(|| of_requirement("identifier_field"))?;
    let name = format!("data.{member}");
    let comparison = match placeholder::value(&name, data) {
        Err(_) | Ok(Json::Null) => return Err(format!("the mapping has no `{member}`")),
        Ok(Json::Array(_)) => format!("{by} IN ({{{name}}})"),
        Ok(_) => format!("{by} = {{{name}}}"),
    };
    let mut sql = format!("SELECT {selected} FROM {table}");
    if let Some(join) = fragment(field.extra_join.as_deref()) {
        sql = format!("{sql} {join}");
    }
    Ok(match fragment(field.source_where.as_deref()) {
        // The line break ends a comment that the fragment may end with.
        Some(condition) if condition.contains("--") => {
            format!("{sql} WHERE ({condition}\n) AND {comparison}")
        }
        Some(condition) => format!("{sql} WHERE ({condition}) AND {comparison}"),
        None => format!("{sql} WHERE {comparison}"),
    })
}

fn fragment(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn named<'a>(value: Option<&'a str>, member: &str) -> Result<&'a str, String> {
    fragment(value).ok_or_else(|| format!("the field has no {member}"))
}

fn quoted(name: &str, dialect: Dialect) -> Result<String, String> {
    identifier(name, dialect).ok_or_else(|| format!("`{name}` is no name of a column or table"))
}

/// A table, perhaps with an alias: `order_lines`, `order_lines l`, `order_lines AS l`.
fn table(text: &str, dialect: Dialect) -> Result<String, String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    match words.as_slice() {
        [name, alias] => Ok(format!("{} {}", quoted(name, dialect)?, quoted(alias, dialect)?)),
        [name, word, alias] if word.eq_ignore_ascii_case("as") => {
            Ok(format!("{} AS {}", quoted(name, dialect)?, quoted(alias, dialect)?))
        }
        _ => quoted(text, dialect),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn check(field: &str, requirement: &str, expected: Result<&str, &str>) {
        let typed = |text: &str| parse(text).unwrap();
        let field: ExpectedField = typed(field).to_typed().unwrap();
        let requirement: Option<DataRequirement> = typed(requirement).to_typed().unwrap();
        let data = typed(r#"{"order_id":7,"ids":[1,2],"none":null,"a":{"id":3}}"#);
        let aggregation = Aggregation::parse(field.aggregation.as_deref()).unwrap();
        let data = data.as_object().unwrap();
        let found = statement(&field, aggregation, requirement.as_ref(), data, Dialect::Postgres);
        match expected {
            Ok(expected) => assert_eq!(found.as_deref(), Ok(expected)),
            Err(part) => assert!(found.clone().unwrap_err().contains(part), "{found:?}"),
        }
    }

    const BY_ID: &str = r#"{"identifier_column":"id","identifier_field":"order_id"}"#;

    #[test]
    fn statements_are_built_as_the_contract_says() {
        check(
            r#"{"source_table":"order_lines","source_column":"quantity","aggregation":"sum",
                "source_where":"state = 'PICKING'","extra_join":"JOIN orders o ON o.id = order_id"}"#,
            BY_ID,
            Ok("SELECT sum(quantity) FROM order_lines JOIN orders o ON o.id = order_id \
                WHERE (state = 'PICKING') AND id = {data.order_id}"),
        );
        check(
            r#"{"source_table":"shop.totals AS t","source_column":"t.total","aggregation":null}"#,
            r#"{"identifier_column":"t.id","identifier_field":"a.id"}"#,
            Ok("SELECT t.total FROM shop.totals AS t WHERE t.id = {data.a.id}"),
        );
        check(
            r#"{"source_table":"order","source_column":"*","aggregation":"COUNT",
                "source_where":"a OR b -- why"}"#,
            r#"{"identifier_column":"user","identifier_field":"ids"}"#,
            Ok(
                "SELECT count(*) FROM \"order\" WHERE (a OR b -- why\n) AND \"user\" IN ({data.ids})",
            ),
        );
        check(
            r#"{"source_table":"t","source_column":"x; DROP TABLE t","aggregation":"distinct"}"#,
            BY_ID,
            Ok("SELECT count(DISTINCT \"x; DROP TABLE t\") FROM t WHERE id = {data.order_id}"),
        );
    }

    #[test]
    fn what_is_missing_is_the_reason() {
        let field = r#"{"source_table":"t","source_column":"c"}"#;
        check(r#"{"source_table":"t"}"#, BY_ID, Err("no source_column"));
        check(r#"{"source_column":"c","source_table":" "}"#, BY_ID, Err("no source_table"));
        check(field, "null", Err("no data_requirement"));
        check(field, r#"{"identifier_field":"order_id"}"#, Err("no identifier_column"));
        check(field, r#"{"identifier_column":"id"}"#, Err("no identifier_field"));
        let missing =
            |name: &str| format!(r#"{{"identifier_column":"id","identifier_field":"{name}"}}"#);
        check(field, &missing("nope"), Err("no `nope`"));
        check(field, &missing("none"), Err("no `none`"));
        check(r#"{"source_table":"a b c d","source_column":"x..y"}"#, BY_ID, Err("`x..y`"));
    }

    #[test]
    fn keys_are_those_of_the_verdict() {
        assert_eq!(key("lines[*].quantity", Some(Aggregation::Sum)), "sum(lines[*].quantity)");
        assert_eq!(key("lines[*].sku", None), "lines[*].sku");
        assert_eq!(key("total", Some(Aggregation::Sum)), "total");
        assert_eq!(Aggregation::parse(Some("NONE")), Ok(None));
        assert!(Aggregation::parse(Some("median")).is_err());
    }
}

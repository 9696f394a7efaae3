//! Placeholders (`{data.order_id}`) become literals of the dialect: data stays data.
//!
//! Outside of quotes a placeholder becomes an expression: a text a string literal, a number a
//! number, an array a list for `IN (…)`. Inside of quotes (`'{data.order_id}'`, `'%{data.name}%'`)
//! it becomes part of that text. In quoted names, dollar quotes and comments nothing is filled.

use super::{
    lexer::{Piece, pieces},
    literal::{self, Inside},
};
use crate::{Dialect, Error};
use contract::{
    Json, Object,
    placeholder::{self, UnknownPlaceholder},
};

/// The statement with every placeholder filled from the test case's `data`, comments and a closing
/// semicolon left out.
pub(super) fn fill(template: &str, dialect: Dialect, data: &Object) -> Result<String, Error> {
    let pieces =
        pieces(template, dialect).map_err(|reason| Error::NotOneQuery { reason: reason.into() })?;
    let filler = Filler { dialect, data };
    let mut out = String::with_capacity(template.len());
    for piece in pieces {
        match piece {
            Piece::Code(code) => filler.code(code, &mut out)?,
            Piece::Comment => out.push(' '),
            Piece::Literal { quote, body, escapes } => {
                filler.literal(quote, body, escapes, &mut out)?;
            }
            Piece::Sealed(text) => {
                if let Some((_, name, _)) = next_in_text(text) {
                    return Err(Error::MisplacedPlaceholder { name: name.into() });
                }
                out.push_str(text);
            }
        }
    }
    let end = out.trim_end_matches(|c: char| c.is_whitespace() || c == ';').len();
    out.truncate(end);
    Ok(out.trim_start().to_owned())
}

struct Filler<'a> {
    dialect: Dialect,
    data: &'a Object,
}

impl Filler<'_> {
    fn code(&self, mut code: &str, out: &mut String) -> Result<(), Error> {
        while let Some((before, after)) = code.split_once('{') {
            let Some((name, behind)) = after.split_once('}') else {
                return Err(Error::NotOneQuery { reason: "a `{` has no `}`".into() });
            };
            out.push_str(before);
            let name = name.trim();
            out.push_str(&literal::expression(name, self.value(name)?, self.dialect)?);
            code = behind;
        }
        out.push_str(code);
        Ok(())
    }

    fn literal(
        &self,
        quote: char,
        body: &str,
        escapes: bool,
        out: &mut String,
    ) -> Result<(), Error> {
        let mut parts: Vec<Inside> = Vec::new();
        let mut rest = body;
        while let Some((before, name, behind)) = next_in_text(rest) {
            if self.dialect == Dialect::Postgres && out.to_ascii_lowercase().ends_with("u&") {
                return Err(Error::MisplacedPlaceholder { name: name.into() });
            }
            let mut text = literal::text(name, self.value(name)?)?;
            if self.dialect == Dialect::Postgres && escapes {
                text = text.replace('\\', "\\\\");
            }
            parts.push(Inside::Plain(before.into()));
            parts.push(literal::inside(name, &text, quote, self.dialect)?);
            rest = behind;
        }
        parts.push(Inside::Plain(rest.into()));
        if parts.iter().any(|part| matches!(part, Inside::Apart(_))) {
            let texts: Vec<String> = parts
                .into_iter()
                .filter_map(|part| match part {
                    Inside::Plain(text) if text.is_empty() => None,
                    Inside::Plain(text) => Some(format!("{quote}{text}{quote}")),
                    Inside::Apart(expression) => Some(expression),
                })
                .collect();
            out.push_str("CONCAT(");
            out.push_str(&texts.join(", "));
            out.push(')');
        } else {
            out.push(quote);
            for part in &parts {
                let (Inside::Plain(text) | Inside::Apart(text)) = part;
                out.push_str(text);
            }
            out.push(quote);
        }
        Ok(())
    }

    fn value(&self, name: &str) -> Result<&Json, Error> {
        placeholder::value(name, self.data)
            .map_err(|UnknownPlaceholder { name, known }| Error::UnknownPlaceholder { name, known })
    }
}

/// The next placeholder in a text: what stands before it, its name, what follows. Inside of quotes
/// only a name with a dot is one: `'{1,2}'` and `'{"a": 1}'` are data.
fn next_in_text(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(at) = text[from..].find('{').map(|at| from + at) {
        if let Some(length) = text[at + 1..].find('}') {
            let name = &text[at + 1..at + 1 + length];
            if is_dotted_name(name) {
                return Some((&text[..at], name, &text[at + length + 2..]));
            }
        }
        from = at + 1;
    }
    None
}

fn is_dotted_name(name: &str) -> bool {
    name.contains('.')
        && name.starts_with(|c: char| c.is_alphabetic() || c == '_')
        && name.split('.').all(|part| {
            !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '-')
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;
    use proptest::prelude::*;

    fn values() -> Object {
        let text = r#"{"id":7,"name":"O'Brien","path":"C:\\x","neg":-1,"ids":[1,2],
            "order_a":{"order_id":9},"b.id":"flat","none":null,"한글":"값"}"#;
        parse(text).unwrap().as_object().unwrap().clone()
    }

    fn check(dialect: Dialect, template: &str, expected: &str) {
        assert_eq!(fill(template, dialect, &values()).unwrap(), expected);
    }

    #[test]
    fn placeholders_become_literals() {
        check(Dialect::Sqlite, "a = {data.id}", "a = 7");
        check(Dialect::Sqlite, "a = '{data.id}'", "a = '7'");
        check(Dialect::Sqlite, "a = {data.name}", "a = 'O''Brien'");
        check(Dialect::Postgres, "a LIKE '%{data.name}%'", "a LIKE '%O''Brien%'");
        check(Dialect::Sqlite, "a IN ({data.ids})", "a IN (1, 2)");
        check(Dialect::Sqlite, "1 -{data.neg}", "1 -(-1)");
        check(Dialect::Sqlite, "{data.order_a.order_id} {data.b.id}", "9 'flat'");
        check(Dialect::Sqlite, "{ data.한글 }", "'값'");
    }

    #[test]
    fn a_backslash_is_safe_in_every_dialect() {
        check(Dialect::Postgres, "'{data.path}'", r"'C:\x'");
        check(Dialect::Postgres, "E'{data.path}\\n'", r"E'C:\\x\n'");
        check(Dialect::Sqlite, "'{data.path}'", r"'C:\x'");
        check(Dialect::Mysql, "'{data.path}'", "CONCAT(_utf8mb4 X'433A5C78')");
        check(Dialect::Mysql, "\"a{data.path}%\"", "CONCAT(\"a\", _utf8mb4 X'433A5C78', \"%\")");
    }

    #[test]
    fn comments_and_the_closing_semicolon_go() {
        check(Dialect::Sqlite, " SELECT 1 /* {data.nope} */ ; -- x", "SELECT 1");
        check(Dialect::Sqlite, "SELECT';'", "SELECT';'");
    }

    #[test]
    fn braces_that_are_data_stay() {
        check(
            Dialect::Postgres,
            "'{1,2}' '{}' '{\"a\":{\"b\":1}}'",
            "'{1,2}' '{}' '{\"a\":{\"b\":1}}'",
        );
        check(Dialect::Postgres, "'{\"a.b\"}' '{a}'", "'{\"a.b\"}' '{a}'");
    }

    #[test]
    fn mistakes_are_named() {
        let error =
            |template| fill(template, Dialect::Postgres, &values()).unwrap_err().to_string();
        assert!(error("{data.nope}").contains("`{data.nope}`"));
        assert!(error("'{date.id}'").contains("`{date.id}`"));
        assert!(error("{id}").contains("`{id}`"));
        assert!(error("\"{data.id}\"").contains("`{data.id}`"));
        assert!(error("$${data.id}$$").contains("`{data.id}`"));
        assert!(error("U&'{data.id}'").contains("`{data.id}`"));
        assert!(error("{data.none}").contains("null"));
        assert!(error("{data.id").contains("no `}`"));
    }

    #[test]
    fn an_unknown_placeholder_lists_the_known_ones() {
        let Err(Error::UnknownPlaceholder { known, .. }) =
            fill("{x.y}", Dialect::Sqlite, &values())
        else {
            panic!("unknown names are errors");
        };
        assert_eq!(known[..2], ["data.id", "data.name"]);
    }

    proptest! {
        /// Whatever the value is, the filled statement has one literal where the template had one.
        #[test]
        fn a_value_never_leaves_its_literal(
            value in "[a-z'\"\\\\;`%_{}$#/*\\- \n]{0,12}", dialect in 0..3usize, bare: bool
        ) {
            let dialect = [Dialect::Sqlite, Dialect::Postgres, Dialect::Mysql][dialect];
            let values = [("v".to_owned(), Json::from(value))].into_iter().collect();
            let template = if bare { "a = {data.v} AND b" } else { "a = 'x{data.v}y' AND b" };
            let filled = fill(template, dialect, &values).unwrap();
            let pieces = pieces(&filled, dialect).unwrap();
            let code: String = pieces
                .iter()
                .map(|piece| match piece { Piece::Code(code) => code, _ => "?" })
                .collect();
            let concat = code.replace("_utf8mb4 X?", "?").replace("?, ", "");
            prop_assert_eq!(concat.replace("CONCAT(?)", "?"), "a = ? AND b");
        }
    }
}

//! The text of a PostgreSQL array (`{1,"a,b",NULL,{2}}`), as JSON.

use super::decode;
use contract::Json;
use postgres::types::Type;

/// Reads the text of an array with elements of this type.
pub(super) fn value(text: &str, element: &Type) -> Result<Json, String> {
    // Bounds that do not begin at 1 stand in front: `[0:1]={a,b}`.
    let braces = text.find('{').map_or(text, |at| &text[at..]);
    // Boxes contain commas, so a semicolon stands between them.
    let delimiter = if *element == Type::BOX { b';' } else { b',' };
    let mut reader = Reader { text: braces, at: 0, delimiter, element };
    let value = reader.array()?;
    if reader.at == braces.len() { Ok(value) } else { Err(BROKEN.into()) }
}

const BROKEN: &str = "its text is no array";

struct Reader<'a> {
    text: &'a str,
    at: usize,
    delimiter: u8,
    element: &'a Type,
}

impl Reader<'_> {
    fn next(&mut self) -> Result<u8, String> {
        let byte = self.text.as_bytes().get(self.at).copied().ok_or(BROKEN)?;
        self.at += 1;
        Ok(byte)
    }

    fn array(&mut self) -> Result<Json, String> {
        if self.next()? != b'{' {
            return Err(BROKEN.into());
        }
        let mut elements = Vec::new();
        if self.text[self.at..].starts_with('}') {
            self.at += 1;
            return Ok(Json::Array(elements));
        }
        loop {
            elements.push(match self.text.as_bytes().get(self.at) {
                Some(b'{') => self.array()?,
                Some(b'"') => self.quoted()?,
                _ => self.bare()?,
            });
            match self.next()? {
                b'}' => return Ok(Json::Array(elements)),
                byte if byte == self.delimiter => {}
                _ => return Err(BROKEN.into()),
            }
        }
    }

    fn quoted(&mut self) -> Result<Json, String> {
        self.at += 1;
        let mut content = String::new();
        let mut characters = self.text[self.at..].char_indices();
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.at += at + 1;
                    return decode::value(Some(&content), self.element);
                }
                '\\' => content.push(characters.next().ok_or(BROKEN)?.1),
                other => content.push(other),
            }
        }
        Err(BROKEN.into())
    }

    fn bare(&mut self) -> Result<Json, String> {
        let rest = &self.text[self.at..];
        let end =
            rest.bytes().position(|byte| byte == self.delimiter || byte == b'}').ok_or(BROKEN)?;
        self.at += end;
        let word = &rest[..end];
        decode::value((word != "NULL").then_some(word), self.element)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, element: &Type, expected: &str) {
        assert_eq!(value(text, element).map(|json| json.to_string()).as_deref(), Ok(expected));
    }

    #[test]
    fn arrays_become_arrays() {
        check("{}", &Type::INT4, "[]");
        check("{1,NULL,3}", &Type::INT4, "[1,null,3]");
        check("{0.10,NaN}", &Type::NUMERIC, r#"[0.10,"NaN"]"#);
        check(
            r#"{a,"b,c","d\"e\\f","NULL",""}"#,
            &Type::TEXT,
            r#"["a","b,c","d\"e\\f","NULL",""]"#,
        );
        check("{{1,2},{3,4}}", &Type::INT8, "[[1,2],[3,4]]");
        check("[0:1]={t,f}", &Type::BOOL, "[true,false]");
        check("{(1,1),(0,0);(2,2),(1,1)}", &Type::BOX, r#"["(1,1),(0,0)","(2,2),(1,1)"]"#);
        check(r#"{"{\"a\": 0.10}"}"#, &Type::JSONB, r#"[{"a":0.10}]"#);
        check(
            r#"{"2026-01-02 03:04:05+00"}"#,
            &Type::TIMESTAMPTZ,
            r#"["2026-01-02T03:04:05+00:00"]"#,
        );
    }

    #[test]
    fn broken_text_is_an_error() {
        for text in ["", "{", "{1", "{1}x", "{\"a}", "1"] {
            assert!(value(text, &Type::INT4).is_err(), "{text}");
        }
    }
}

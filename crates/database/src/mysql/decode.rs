//! Values of MariaDB and MySQL, as JSON.

use crate::value;
use contract::{Json, json};
use mysql::{
    Column, Value,
    consts::{ColumnFlags, ColumnType},
};

/// The character set that means bytes.
const BINARY: u16 = 63;

/// Turns the values of one column into JSON.
pub(super) struct Decoder {
    kind: Kind,
    /// Digits of a second, when the column says how many.
    digits: Option<usize>,
    /// The offset behind a time stamp.
    offset: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Text,
    Bytes,
    Number,
    Bit,
    Json,
    Date,
    Plain,
}

impl Decoder {
    /// `is_json` for MariaDB's texts that are checked to be JSON; `offset` of the session's zone.
    pub(super) fn new(column: &Column, is_json: bool, offset: Option<&str>) -> Self {
        use ColumnType as T;
        let kind = match column.column_type() {
            T::MYSQL_TYPE_JSON => Kind::Json,
            _ if is_json => Kind::Json,
            T::MYSQL_TYPE_DECIMAL | T::MYSQL_TYPE_NEWDECIMAL => Kind::Number,
            T::MYSQL_TYPE_BIT => Kind::Bit,
            T::MYSQL_TYPE_GEOMETRY | T::MYSQL_TYPE_VECTOR => Kind::Bytes,
            T::MYSQL_TYPE_DATE | T::MYSQL_TYPE_NEWDATE => Kind::Date,
            T::MYSQL_TYPE_ENUM | T::MYSQL_TYPE_SET => Kind::Text,
            _ if is_text(column) && column.character_set() != BINARY => Kind::Text,
            _ if is_text(column) && !is_named(column) => Kind::Bytes,
            _ => Kind::Plain,
        };
        let digits = usize::from(column.decimals());
        let is_stamp = column.column_type() == T::MYSQL_TYPE_TIMESTAMP;
        Self {
            kind,
            digits: (digits <= 6).then_some(digits),
            offset: offset.filter(|_| is_stamp).map(ToOwned::to_owned),
        }
    }

    /// The value; the error says what is wrong with it.
    pub(super) fn value(&self, value: Value) -> Result<Json, String> {
        Ok(match value {
            Value::NULL => Json::Null,
            Value::Int(integer) => Json::from(integer),
            Value::UInt(integer) => Json::from(integer),
            Value::Float(float) => value::short_float(float),
            Value::Double(float) => value::float(float),
            Value::Bytes(bytes) => self.bytes(bytes)?,
            Value::Date(year, month, day, ..) if self.kind == Kind::Date => {
                Json::from(format!("{year:04}-{month:02}-{day:02}"))
            }
            Value::Date(year, month, day, hour, minute, second, micros) => {
                let fraction = self.fraction(micros);
                // A zero date is no instant, so no offset belongs to it.
                let offset = self.offset.as_deref().filter(|_| month > 0).unwrap_or_default();
                Json::from(format!(
                    "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}{offset}"
                ))
            }
            Value::Time(negative, days, hours, minutes, seconds, micros) => {
                let sign = if negative { "-" } else { "" };
                let hours = days * 24 + u32::from(hours);
                let fraction = self.fraction(micros);
                Json::from(format!("{sign}{hours:02}:{minutes:02}:{seconds:02}{fraction}"))
            }
        })
    }

    fn bytes(&self, bytes: Vec<u8>) -> Result<Json, String> {
        if self.kind == Kind::Bytes {
            return Ok(value::bytes(&bytes));
        }
        if self.kind == Kind::Bit {
            let bits = bytes.iter().fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
            return Ok(Json::from(bits));
        }
        let text = String::from_utf8(bytes).map_err(|_| "its text is not UTF-8")?;
        Ok(match self.kind {
            Kind::Number => value::number(without_zeros(&text)),
            Kind::Json => json::parse(&text).map_err(|error| error.to_string())?,
            _ => Json::from(text),
        })
    }

    fn fraction(&self, micros: u32) -> String {
        let all = format!("{micros:06}");
        match self.digits {
            Some(0) => String::new(),
            Some(digits) => format!(".{}", &all[..digits]),
            None if micros == 0 => String::new(),
            None => format!(".{}", all.trim_end_matches('0')),
        }
    }
}

/// A decimal with ZEROFILL has zeros in front, which JSON does not know.
fn without_zeros(text: &str) -> &str {
    let trimmed = text.trim_start_matches('0');
    let needs_one = !trimmed.starts_with(|c: char| c.is_ascii_digit());
    if text.starts_with('0') && needs_one {
        // The last of the zeros stays: `000.10` is `0.10`.
        &text[text.len() - trimmed.len() - 1..]
    } else {
        trimmed
    }
}

fn is_text(column: &Column) -> bool {
    use ColumnType as T;
    matches!(
        column.column_type(),
        T::MYSQL_TYPE_STRING
            | T::MYSQL_TYPE_VAR_STRING
            | T::MYSQL_TYPE_VARCHAR
            | T::MYSQL_TYPE_TINY_BLOB
            | T::MYSQL_TYPE_BLOB
            | T::MYSQL_TYPE_MEDIUM_BLOB
            | T::MYSQL_TYPE_LONG_BLOB
    )
}

/// True for enums and sets, which come as strings with a flag.
fn is_named(column: &Column) -> bool {
    column.flags().intersects(ColumnFlags::ENUM_FLAG | ColumnFlags::SET_FLAG)
}

/// Whether MariaDB may mean JSON by this column: a long text.
pub(super) fn may_be_json(column: &Column) -> bool {
    is_text(column) && column.character_set() != BINARY
}

/// The offset of a zone that never changes it: `UTC`, `+09:00`.
pub(super) fn fixed_offset(zone: &str) -> Option<String> {
    if ["UTC", "GMT", "Etc/UTC", "Z"].contains(&zone) {
        return Some("+00:00".into());
    }
    let is_offset = zone.len() == 6
        && zone.starts_with(['+', '-'])
        && zone.as_bytes()[3] == b':'
        && zone.bytes().filter(u8::is_ascii_digit).count() == 4;
    is_offset.then(|| zone.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zeros_in_front_of_a_decimal_go() {
        for (text, expected) in
            [("00012.50", "12.50"), ("000.10", "0.10"), ("0", "0"), ("-0.5", "-0.5"), ("000", "0")]
        {
            assert_eq!(without_zeros(text), expected);
        }
    }

    #[test]
    fn only_zones_without_summer_time_have_an_offset() {
        assert_eq!(fixed_offset("UTC").as_deref(), Some("+00:00"));
        assert_eq!(fixed_offset("+09:00").as_deref(), Some("+09:00"));
        assert_eq!(fixed_offset("KST"), None);
        assert_eq!(fixed_offset("Europe/Berlin"), None);
    }
}

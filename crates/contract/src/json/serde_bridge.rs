//! [`Json`] as a field of serde types, through `RawValue`, so that its numbers keep their text.
//!
//! Works with serde_json only, and not below `flatten` or `untagged` (which this workspace bans).

use super::Json;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};
use serde_json::value::RawValue;

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        super::parse(raw.get()).map_err(de::Error::custom)
    }
}

impl Serialize for Json {
    /// Only a number needs to be handed over as raw text; all else serde_json writes as we do.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(elements) => serializer.collect_seq(elements),
            Self::Object(members) => serializer.collect_map(members),
            Self::Number(number) => RawValue::from_string(number.as_str().to_owned())
                .map_err(ser::Error::custom)?
                .serialize(serializer),
        }
    }
}

impl Json {
    /// The tree of any serialisable value.
    pub fn from_serialize<T: Serialize>(value: &T) -> serde_json::Result<Self> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }

    /// A typed view of this tree.
    pub fn to_typed<T: de::DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(&self.to_string())
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Json {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Json".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        true.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, Serialize)]
    struct Holder {
        id: Json,
        #[serde(default)]
        other: Option<Json>,
    }

    #[test]
    fn numbers_pass_through_typed_documents() {
        let text = r#"{"id":{"price":0.10,"big":1e400},"other":12345678901234567890}"#;
        let holder: Holder = serde_json::from_str(text).unwrap();
        assert_eq!(serde_json::to_string(&holder).unwrap(), text);
    }

    #[test]
    fn null_is_a_missing_option() {
        let holder: Holder = serde_json::from_str(r#"{"id":1,"other":null}"#).unwrap();
        assert!(holder.other.is_none());
    }
}

//! Reading rules that all documents share.

use serde::{Deserialize, Deserializer};

/// `null` reads as the default, as a missing key does.
pub(crate) fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Default + Deserialize<'de>,
{
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}

//! Hashes of the parts of a plan, the same for every program: a verdict names the expectation that
//! it judged, a seal names all of them (evidence.md).
//!
//! A hash is taken over the part as it stands in the file, with unknown members, in canonical form:
//! numbers as exact decimals, placeholders unfilled. So it works on the tree, never on a typed view.

use crate::{Json, json::canonical_sha256};

/// Hash of a part of a plan or of a gate file.
pub fn sha256(part: &Json) -> String {
    canonical_sha256(part)
}

/// A part of a test case in the tree of a `tc_spec`: `expected`, `stimulus`, `snapshot`, `checkpoints`.
/// Null is as good as absent.
pub fn part<'a>(tc_spec: &'a Json, tc_id: &str, name: &str) -> Option<&'a Json> {
    tc_spec.get("tcs")?.get(tc_id)?.get(name).filter(|part| !part.is_null())
}

/// A part (`expected`, `stimulus`) of a test case's checkpoint `n`, counted from 1.
pub fn checkpoint_part<'a>(
    tc_spec: &'a Json,
    tc_id: &str,
    n: usize,
    name: &str,
) -> Option<&'a Json> {
    let checkpoints = part(tc_spec, tc_id, "checkpoints")?.as_array()?;
    checkpoints.get(n.checked_sub(1)?)?.get(name).filter(|part| !part.is_null())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::parse;

    #[test]
    fn a_part_is_hashed_as_it_stands() {
        let spec = |text: &str| parse(text).unwrap();
        let a = spec(r#"{"tcs":{"TC-1":{"expected":{"x_new":1.50,"http_status":200}}}}"#);
        let b = spec(r#"{"tcs":{"TC-1":{"expected":{"http_status":2e2,"x_new":1.5}}}}"#);
        let hash = |spec| sha256(part(spec, "TC-1", "expected").unwrap());
        assert_eq!(hash(&a), hash(&b));
        assert_eq!(part(&a, "TC-1", "stimulus"), None);
        assert_eq!(part(&a, "TC-2", "expected"), None);
    }

    #[test]
    fn checkpoints_count_from_one() {
        let spec = parse(r#"{"tcs":{"TC-1":{"checkpoints":[{"expected":1},{"expected":null}]}}}"#);
        let spec = spec.unwrap();
        assert_eq!(checkpoint_part(&spec, "TC-1", 1, "expected"), Some(&Json::from(1)));
        assert_eq!(checkpoint_part(&spec, "TC-1", 2, "expected"), None);
        assert_eq!(checkpoint_part(&spec, "TC-1", 0, "expected"), None);
    }
}

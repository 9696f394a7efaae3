//! The program as the agent's client and as a shell runs it.

#![expect(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make their own files")]

mod hook;
mod tool;

const PROGRAM: &str = env!("CARGO_BIN_EXE_behavioral_gate");
const NAMES: [&str; 2] = ["WO-1_데이터매핑.json", "WO-1_data_mapping.json"];

/// TC-2 is blocked by its check, TC-7 by its status.
const MAPPING: &str = r#"{"ticket": "WO-1", "sheet_version": "v1", "created_at": "x", "mappings": {
  "TC-10": {"status": "MAPPED", "behavioral_check": {"verdict": "PASS", "method": "sql", "conditions": ["a"]}},
  "TC-2": {"status": "MAPPED", "behavioral_check": {"verdict": "FAIL", "method": "sql", "conditions": [
    {"field": "orders.state", "expected": "PAID", "actual": "PACKED", "result": "FAIL"}]}},
  "TC-3": {"status": "MAPPED", "data": {"id": 1}},
  "TC-4": {"status": "NOT_FOUND", "reason": "없음"},
  "TC-5": {"status": "SKIPPED", "reason": "later"},
  "TC-6": {"status": "MAPPED", "behavioral_check": {"method": "sql"}},
  "TC-7": {"status": "BEHAVIORAL_MISMATCH", "expected": "PAID", "actual": "OPEN"}
}}"#;

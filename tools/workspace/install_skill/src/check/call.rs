//! Calls of the agent in the scratch project, as the client tells a hook of them.

use super::scratch::Scratch;
use serde_json::{Value, json};

/// The end of a turn with this message.
pub(super) fn stop(message: &str) -> Value {
    json!({ "stop_hook_active": false, "last_assistant_message": message })
}

impl Scratch {
    /// A call of Write; the path is taken from the ticket's folder.
    pub(super) fn write(&self, file: &str, content: &str) -> Value {
        let input = json!({ "file_path": self.ticket(file), "content": content });
        json!({ "tool_name": "Write", "tool_input": input })
    }

    /// A call of Bash in the ticket's folder.
    pub(super) fn bash(&self, command: &str) -> Value {
        json!({
            "cwd": self.ticket(""),
            "tool_name": "Bash",
            "tool_input": { "command": command },
        })
    }

    /// A payload as the client writes it: one object on one line.
    pub(super) fn payload(&self, event: &str, call: Value) -> String {
        let mut payload = json!({
            "session_id": self.session,
            "transcript_path": self.root.join("../transcript.jsonl"),
            "cwd": self.root,
            "permission_mode": "default",
            "hook_event_name": event,
        });
        if event == "PostToolUse" {
            payload["tool_response"] = json!({ "stdout": "", "stderr": "", "interrupted": false });
        }
        if event.ends_with("ToolUse") {
            payload["tool_use_id"] = "toolu_canary".into();
        }
        if event == "SubagentStop" {
            payload["agent_id"] = "canary".into();
            payload["agent_type"] = "general-purpose".into();
        }
        if let (Value::Object(payload), Value::Object(call)) = (&mut payload, call) {
            payload.extend(call);
        }
        format!("{payload}\n")
    }
}

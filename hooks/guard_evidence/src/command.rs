//! What a command of the shell would do to evidence.

use crate::{
    key::Key,
    place::{Place, Ward},
    reason::Reasons,
    server::{Server, servers},
};
use hook::{Call, Decision, Failure};
use shell::{Act, Command, Dialect, Effect, Part, Script, Word};

/// The variable that holds the key itself, and the settings that an agent should not change.
const KEY_VARIABLE: &str = "PROCTOR_EVIDENCE_KEY";
const SETTINGS: &str = "PROCTOR_EVIDENCE_";

/// Programs whose text may read a variable by its name.
const INTERPRETERS: [&str; 7] = ["python", "node", "deno", "bun", "perl", "ruby", "php"];

/// Decides on a command.
pub(crate) fn decide(call: &Call<'_>) -> Result<Decision, Failure> {
    let Some(text) = call.event().tool_input.text("command") else { return Ok(Decision::Silent) };
    let is_powershell = call.event().tool_name.as_text() == Some("PowerShell");
    let dialect = if is_powershell { Dialect::PowerShell } else { Dialect::Posix };
    let script = shell::read(text, dialect);
    let ward = Ward::new(call);
    let mut judge =
        Judge { call, ward, key: Key::of(call), servers: None, reasons: Reasons::default() };
    if !script.is_whole && concerns_evidence(text) {
        judge.reasons.deny(
            "The command names evidence and is nested too deeply to be read; write it as plain \
             commands."
                .into(),
        );
    }
    if text.contains(KEY_VARIABLE) {
        judge.key_variable(&script);
    }
    judge.acts_of_a_person(&script);
    for effect in shell::effects(&script) {
        call.check_time()?;
        judge.weigh(&effect)?;
    }
    Ok(judge.reasons.decision())
}

/// Whether a text that cannot be read names something of ours.
fn concerns_evidence(text: &str) -> bool {
    ["partial_results", "_ledger", "_stimulus", "_verdict", "_summary.json", ".claude/settings"]
        .iter()
        .any(|word| text.contains(word))
}

/// A command in the course of being judged.
pub(crate) struct Judge<'a, 'c> {
    pub(crate) call: &'a Call<'c>,
    pub(crate) ward: Ward<'a, 'c>,
    pub(crate) key: Key<'a, 'c>,
    servers: Option<Vec<Server>>,
    pub(crate) reasons: Reasons,
}

impl Judge<'_, '_> {
    fn weigh(&mut self, effect: &Effect) -> Result<(), Failure> {
        match effect.act {
            Act::Read | Act::Mention => self.read(effect),
            Act::Request => self.request(effect),
            Act::Set => {
                self.set(effect);
                Ok(())
            }
            Act::Rewind => self.rewind(effect),
            Act::RewindAll => self.rewind_all(effect),
            _ => self.change(effect),
        }
    }

    /// Reading is free, but for the key.
    fn read(&mut self, effect: &Effect) -> Result<(), Failure> {
        let Some(key) = self.key.file()?.cloned() else { return Ok(()) };
        let word = self.call.fill(&effect.on);
        let name = key.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if !shell::may_be(word.file_name().parts(), name) && word.literal().is_none() {
            return Ok(());
        }
        let is_key = self.call.files(&word)?.iter().any(|target| target.path() == key);
        let may_be = word.is_open() && word.file_name().literal() == Some(name);
        if is_key || may_be {
            self.reasons.add(&Place::Key, &self.ward.show(&key), &effect.by);
        }
        Ok(())
    }

    /// The key's own variable, printed or handed on.
    fn key_variable(&mut self, script: &Script) {
        let is_key = |part: &Part| *part == Part::Variable(KEY_VARIABLE.into());
        let holds = |word: &Word| word.parts().iter().any(is_key);
        let names = |word: &Word| word.to_string().contains(KEY_VARIABLE);
        let reads = |command: &Command| {
            let program = command.program.as_str();
            let is_code = INTERPRETERS.iter().any(|name| program.starts_with(name))
                && command.args.iter().chain(&command.input).any(names);
            let prints = program == "printenv"
                && command.args.iter().any(|word| word.literal() == Some(KEY_VARIABLE));
            let looks = ["test", "[", "[["].contains(&program);
            prints || is_code || !looks && command.args.iter().chain(&command.input).any(holds)
        };
        if script.commands.iter().any(reads) {
            self.reasons.add(&Place::Key, &format!("${KEY_VARIABLE}"), "");
        }
    }

    /// Programs of ours that are a person's to run.
    fn acts_of_a_person(&mut self, script: &Script) {
        for command in &script.commands {
            let has = |flag: &str| command.args.iter().any(|word| word.lead().starts_with(flag));
            let says = match command.program.as_str() {
                "install_skill" if has("--uninstall") => {
                    "takes away the hooks that keep the tests honest"
                }
                "install_skill"
                    if !["--check", "--dry-run", "--help", "-h", "--version", "-V"]
                        .iter()
                        .any(|flag| has(flag)) =>
                {
                    "puts the hooks and their programs in place"
                }
                "verify_evidence" if has("--accept-head") => {
                    "accepts that entries of the ledger are lost"
                }
                _ => continue,
            };
            self.reasons.ask(format!("`{}` {says}; a person agrees to that.", command.program));
        }
    }

    fn set(&mut self, effect: &Effect) {
        let name = effect.on.literal().unwrap_or_default();
        if name.starts_with(SETTINGS) {
            self.reasons.ask(format!(
                "{name} says what counts as evidence, and wins over test/_config.json; a person \
                 agrees to a change."
            ));
        }
    }

    fn request(&mut self, effect: &Effect) -> Result<(), Failure> {
        if self.servers.is_none() {
            self.servers = Some(servers(self.call)?);
        }
        let url = self.call.fill(&effect.on);
        let asked = self.servers.iter().flatten().find(|server| server.is_asked_by(&url));
        if let Some(server) = asked {
            self.reasons.deny(format!(
                "`{}` would ask {}, which the gate file maps to the service {}. An exchange counts \
                 only when it is recorded: use `stimulus_executor` (a sequence: `run_api_sequence`; \
                 whether servers are up: `check_servers`; test data: `provision_entity`).",
                effect.by,
                server.address(),
                server.service
            ));
        }
        Ok(())
    }
}

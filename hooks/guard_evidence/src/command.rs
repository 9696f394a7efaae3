//! What a command of the shell would do to evidence.

use crate::{
    key::Key,
    place::{Place, Ward},
    reason::Reasons,
    server::{Server, servers},
};
use hook::{Call, Decision, Failure, Target};
use shell::{Act, Command, Dialect, Effect, Part, Script, Word};
use std::path::{Path, PathBuf};
use store::PARTIAL_RESULTS;

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

struct Judge<'a> {
    call: &'a Call<'a>,
    ward: Ward<'a>,
    key: Key<'a>,
    servers: Option<Vec<Server>>,
    reasons: Reasons,
}

impl Judge<'_> {
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

    /// A file that is written, deleted, filled, linked, or whose permissions change.
    fn change(&mut self, effect: &Effect) -> Result<(), Failure> {
        let word = self.call.fill(&effect.on);
        if word.is_open() {
            for (path, name) in self.guesses(&word) {
                let place = self.ward.of_path(&path, &name);
                // A result's name may be any name, as long as nothing says that it is a test case's.
                let vague =
                    place == Some(Place::Judged) && !word.file_name().lead().starts_with("TC-");
                if let Some(place) = place.filter(|_| !vague) {
                    self.object(effect, &place, &word.to_string());
                }
            }
            return Ok(());
        }
        for target in self.call.files(&word)? {
            let path = self.ward.show(target.path());
            let place =
                match self.ward.place(&target).or_else(|| self.spelled_place(&word, &target)) {
                    Some(Place::Gate) if !self.ward.is_sealed(&target)? => None,
                    Some(place) => Some(place),
                    None if self.is_folder_change(effect.act, target.path()) => Some(Place::Folder),
                    None => self.key.is(&target)?.then_some(Place::Key),
                };
            if let Some(place) = place {
                self.object(effect, &place, &path);
            }
        }
        Ok(())
    }

    /// Adds an objection, unless this act does no harm to such a file.
    fn object(&mut self, effect: &Effect, place: &Place, path: &str) {
        let is_harmless = match effect.act {
            // Permissions of evidence are nobody's concern; those of a hook switch it off.
            Act::Mode => !matches!(place, Place::Program | Place::Settings),
            // To clear away one's own draft is no claim; a result has an entry in the ledger.
            Act::Delete => *place == Place::Judged && !path.ends_with(".json"),
            Act::Link => matches!(place, Place::Judged | Place::Gate),
            _ => false,
        };
        if !is_harmless {
            self.reasons.add(place, path, &effect.by);
        }
    }

    fn is_folder_change(&self, act: Act, path: &Path) -> bool {
        match act {
            Act::Fill => path.ends_with(PARTIAL_RESULTS) && self.ward.is_evidence_folder(path),
            Act::Delete => self.ward.holds_ledger(path),
            _ => false,
        }
    }

    /// What the path is as it is spelled, its folder's links followed and not its own: a link can be
    /// replaced, too.
    fn spelled_place(&self, word: &Word, target: &Target) -> Option<Place> {
        let text = word.literal()?.trim_end_matches('/');
        let (folder, name) = text.rsplit_once('/').unwrap_or((".", text));
        if name == target.name() || matches!(name, "" | "." | "..") {
            return None;
        }
        let folder = if folder.is_empty() { "/" } else { folder };
        self.ward.of_path(&self.call.resolve(folder).path().join(name), name)
    }

    /// Names that an open word may stand for, in the folder that it names, or in one of evidence.
    fn guesses(&self, word: &Word) -> Vec<(PathBuf, String)> {
        let (folder, name) = (word.folder(), word.file_name());
        let at = match folder.literal() {
            Some(folder) => self.call.resolve(folder).path().to_owned(),
            None if folder.to_string().ends_with("partial_results")
                || name.lead().starts_with("TC-") =>
            {
                self.call.root().join("test/_/partial_results")
            }
            None => return Vec::new(),
        };
        let guess = |stands_for: &str| {
            let text = |part: &Part| match part {
                Part::Text(text) => text.clone(),
                Part::Glob(_) => "1".into(),
                Part::Variable(_) | Part::Unknown => stands_for.into(),
            };
            name.parts().iter().map(text).collect::<String>()
        };
        let mut names = vec![guess("TC-1"), guess("1")];
        names.dedup();
        names.into_iter().map(|name| (at.join(&name), name)).collect()
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

    /// git, on a path.
    fn rewind(&mut self, effect: &Effect) -> Result<(), Failure> {
        let word = self.call.fill(&effect.on);
        for target in self.call.files(&word)? {
            let path = target.path();
            let place = match self.ward.place(&target) {
                // A document that was checked before goes back to what it was.
                Some(Place::Judged) if !target.name().ends_with(".json") => None,
                Some(Place::Gate) if !self.ward.is_sealed(&target)? => None,
                Some(place) => Some(place),
                None if !self.ward.holds_ledger(path) => None,
                None if self.ward.is_evidence_folder(path) => Some(Place::Folder),
                None => Some(Place::Tree),
            };
            if let Some(place) = place {
                self.reasons.add(&place, &self.ward.show(path), &effect.by);
            }
        }
        Ok(())
    }

    /// git, on a whole working tree.
    fn rewind_all(&mut self, effect: &Effect) -> Result<(), Failure> {
        let word = self.call.fill(&effect.on);
        for target in self.call.files(&word)? {
            let tree = Ward::working_tree(target.path());
            if self.ward.holds_ledger(tree) {
                self.reasons.add(&Place::Tree, &tree.display().to_string(), &effect.by);
            }
        }
        Ok(())
    }
}

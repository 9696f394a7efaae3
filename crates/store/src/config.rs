//! `test/_config.json` and the environment variables that win over it (conventions.md).

use crate::{Env, Error, Source};
use contract::{Json, Object, json};
use indexmap::IndexMap;
use serde::Deserialize;
use std::path::Path;

/// Environments that are always production, whatever a configuration says.
const PRODUCTION_ENVS: [&str; 4] = ["production", "prod", "prd", "live"];
/// Host patterns that are always production.
const PRODUCTION_HOSTS: [&str; 6] =
    ["prod.*", "*.prod.*", "prod-*", "*-prod.*", "production.*", "*.production.*"];

/// The language that file names and texts for people are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Naming {
    /// Korean.
    #[default]
    Ko,
    /// English.
    En,
}

/// How a service logs in (`auth` of the configuration); values stay out of the file.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Eq)]
pub struct Auth {
    /// Where to log in.
    #[serde(default)]
    pub url: Option<String>,
    /// Environment variable that holds the login body.
    #[serde(default)]
    pub body_env: Option<String>,
    /// File that holds the login body.
    #[serde(default)]
    pub body_file: Option<String>,
    /// JSONPath of the token in the answer.
    #[serde(default)]
    pub token_path: Option<String>,
    /// Header that carries the token (`Authorization` when absent).
    #[serde(default)]
    pub header: Option<String>,
}

/// Everything a project can set. `Default` is what holds without a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `naming`: `ko` or `en`.
    pub naming: Naming,
    /// `timezone`: an IANA name or an offset; `None` means `TZ`, then UTC.
    pub timezone: Option<String>,
    /// `evidence.require_ledger`: whether a claim needs ledger entries.
    pub require_ledger: bool,
    /// `evidence.allow_supplied_rows`: whether rows that an agent delivered count.
    pub allow_supplied_rows: bool,
    /// `evidence.key_file`: file with the signing or verifying key.
    pub key_file: Option<String>,
    /// `evidence.proxied_origins`: origins whose exchanges count though they went through a proxy.
    pub proxied_origins: Vec<String>,
    /// `evidence.insecure_origins`: origins whose exchanges count though TLS was not checked.
    pub insecure_origins: Vec<String>,
    /// `production_envs`: names of environments that are production, lower case.
    pub production_envs: Vec<String>,
    /// `production_hosts`: globs of hosts that are production, lower case.
    pub production_hosts: Vec<String>,
    /// `ignore_columns`: globs of columns that a comparison leaves out.
    pub ignore_columns: Vec<String>,
    /// `databases`: name to URL, `${NAME}` not yet filled.
    pub databases: IndexMap<String, String>,
    /// `max_parallel`: tasks in one batch.
    pub max_parallel: u32,
    /// `verdict.aliases`: field name to the names that mean the same.
    pub verdict_aliases: IndexMap<String, Vec<String>>,
    /// `auth`: service to log-in.
    pub auth: IndexMap<String, Auth>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            naming: Naming::Ko,
            timezone: None,
            require_ledger: true,
            allow_supplied_rows: true,
            key_file: None,
            proxied_origins: Vec::new(),
            insecure_origins: Vec::new(),
            production_envs: PRODUCTION_ENVS.map(Into::into).into(),
            production_hosts: PRODUCTION_HOSTS.map(Into::into).into(),
            ignore_columns: Vec::new(),
            databases: IndexMap::new(),
            max_parallel: 4,
            verdict_aliases: IndexMap::new(),
            auth: IndexMap::new(),
        }
    }
}

impl Config {
    /// Reads the configuration of the project at `root`; a missing file means the defaults.
    pub fn load(root: &Path, env: &Env) -> Result<Self, Error> {
        let path = root.join("test/_config.json");
        let file = match Source::open_regular(&path) {
            Ok(source) => source.json()?,
            Err(Error::NotFound { .. }) => Json::Object(Object::new()),
            Err(error) => return Err(error),
        };
        Self::build(&Reader { file: &file, origin: path.display().to_string(), env })
    }

    fn build(reader: &Reader<'_>) -> Result<Self, Error> {
        let mut config = Self::default();
        if let Some(value) = reader.value("naming") {
            config.naming = match value.as_str() {
                Some("ko") => Naming::Ko,
                Some("en") => Naming::En,
                _ => return Err(reader.wrong("naming", "`ko` and `en` are accepted")),
            };
        }
        config.timezone = reader.text("timezone")?;
        config.key_file = reader.text("evidence.key_file")?;
        if let Some(value) = reader.flag("evidence.require_ledger")? {
            config.require_ledger = value;
        }
        if let Some(value) = reader.flag("evidence.allow_supplied_rows")? {
            config.allow_supplied_rows = value;
        }
        config.proxied_origins = reader.list("evidence.proxied_origins")?;
        config.insecure_origins = reader.list("evidence.insecure_origins")?;
        for (key, built_in) in [
            ("production_envs", &mut config.production_envs),
            ("production_hosts", &mut config.production_hosts),
        ] {
            built_in.extend(reader.list(key)?.into_iter().map(|name| name.to_lowercase()));
        }
        config.ignore_columns = reader.list("ignore_columns")?;
        config.databases = reader.object("databases")?.unwrap_or_default();
        config.auth = reader.object("auth")?.unwrap_or_default();
        config.verdict_aliases = reader.object("verdict.aliases")?.unwrap_or_default();
        if let Some(value) = reader.value("max_parallel") {
            let number = value.as_number().and_then(contract::Number::as_u64);
            config.max_parallel = number
                .and_then(|n| u32::try_from(n).ok())
                .filter(|n| *n > 0)
                .ok_or_else(|| reader.wrong("max_parallel", "a whole number from 1 is accepted"))?;
        }
        Ok(config)
    }

    /// Whether an environment's name means production, in any letter case.
    pub fn is_production_env(&self, name: &str) -> bool {
        let name = name.trim().to_lowercase();
        self.production_envs.contains(&name)
    }

    /// The URL of a named database with `${NAME}` filled from the environment; `None` for an
    /// unknown name.
    pub fn database_url(&self, name: &str, env: &Env) -> Result<Option<String>, Error> {
        let Some(template) = self.databases.get(name) else { return Ok(None) };
        let mut url = String::new();
        let mut rest = template.as_str();
        while let Some((before, after)) = rest.split_once("${") {
            let (variable, behind) = after.split_once('}').unwrap_or((after, ""));
            let value = env.get(variable).ok_or_else(|| Error::BadConfig {
                key: format!("databases.{name}"),
                origin: format!("${{{variable}}}"),
                message: "the environment variable it names is not set".into(),
            })?;
            url.push_str(before);
            url.push_str(&value);
            rest = behind;
        }
        url.push_str(rest);
        Ok(Some(url))
    }
}

/// One key at a time: the environment first, then the file.
struct Reader<'a> {
    file: &'a Json,
    origin: String,
    env: &'a Env,
}

impl Reader<'_> {
    fn variable(key: &str) -> String {
        format!("PROCTOR_{}", key.to_uppercase().replace('.', "_"))
    }

    fn wrong(&self, key: &str, message: &str) -> Error {
        let variable = Self::variable(key);
        let origin = if self.env.get(&variable).is_some() { variable } else { self.origin.clone() };
        Error::BadConfig { key: key.into(), origin, message: message.into() }
    }

    fn in_file(&self, key: &str) -> Option<&Json> {
        let value = key.split('.').try_fold(self.file, |value, step| value.get(step))?;
        (!value.is_null()).then_some(value)
    }

    /// Text of the environment as a JSON string, or the file's value.
    fn value(&self, key: &str) -> Option<Json> {
        let Some(text) = self.env.get(&Self::variable(key)) else {
            return self.in_file(key).cloned();
        };
        Some(contract::Number::new(&text).map_or(Json::String(text), Json::Number))
    }

    fn text(&self, key: &str) -> Result<Option<String>, Error> {
        match self.value(key) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text)),
            Some(_) => Err(self.wrong(key, "a string is accepted")),
        }
    }

    fn flag(&self, key: &str) -> Result<Option<bool>, Error> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match value.to_plain_text().as_str() {
            "true" | "1" => Ok(Some(true)),
            "false" | "0" => Ok(Some(false)),
            _ => Err(self.wrong(key, "true and false are accepted")),
        }
    }

    fn list(&self, key: &str) -> Result<Vec<String>, Error> {
        if let Some(text) = self.env.get(&Self::variable(key)) {
            let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
            return Ok(parts.map(Into::into).collect());
        }
        let Some(value) = self.in_file(key) else { return Ok(Vec::new()) };
        let texts = value.as_array().map(|elements| elements.iter().map(Json::as_str));
        let texts = texts.and_then(|texts| texts.map(|t| t.map(Into::into)).collect());
        texts.ok_or_else(|| self.wrong(key, "a list of strings is accepted"))
    }

    fn object<T: for<'de> Deserialize<'de>>(&self, key: &str) -> Result<Option<T>, Error> {
        let value = match self.env.get(&Self::variable(key)) {
            Some(text) => {
                json::parse(&text).map_err(|_| self.wrong(key, "a JSON object is accepted"))?
            }
            None => match self.in_file(key) {
                Some(value) => value.clone(),
                None => return Ok(None),
            },
        };
        let typed = serde_json::from_str(&value.to_string());
        typed.map(Some).map_err(|error| {
            let message = error.to_string();
            self.wrong(key, message.split(" at line ").next().unwrap_or_default())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use fault::Fault;

    fn build(file: &str, env: &[(&str, &str)]) -> Result<Config, Error> {
        let file = json::parse(file).unwrap();
        let env = Env::fixed(env.iter().copied());
        Config::build(&Reader { file: &file, origin: "_config.json".into(), env: &env })
    }

    #[test]
    fn the_environment_wins_over_the_file() {
        let file = r#"{"naming":"ko","evidence":{"require_ledger":true},"ignore_columns":["a"]}"#;
        let env = [("PROCTOR_NAMING", "en"), ("PROCTOR_EVIDENCE_REQUIRE_LEDGER", "0")];
        let config = build(file, &env).unwrap();
        assert_eq!(config.naming, Naming::En);
        assert!(!config.require_ledger);
        assert_eq!(config.ignore_columns, ["a"]);
    }

    #[test]
    fn production_can_only_be_added_to() {
        let config = build(r#"{"production_envs":["운영"]}"#, &[]).unwrap();
        for name in ["PROD", " live ", "운영", "Production"] {
            assert!(config.is_production_env(name), "{name}");
        }
        assert!(!config.is_production_env("staging"));
    }

    #[test]
    fn database_urls_are_filled_from_the_environment() {
        let config = build(r#"{"databases":{"orders":"postgres://u:${PW}@h/d"}}"#, &[]).unwrap();
        let env = Env::fixed([("PW", "x")]);
        let url = config.database_url("orders", &env).unwrap();
        assert_eq!(url.as_deref(), Some("postgres://u:x@h/d"));
        assert_eq!(config.database_url("other", &env).unwrap(), None);
        let unset = config.database_url("orders", &Env::fixed::<&str, &str>([])).unwrap_err();
        assert_eq!(unset.code(), "store/bad-config");
    }

    #[test]
    fn wrong_values_name_key_and_origin() {
        let error = build(r#"{"naming":"fr"}"#, &[]).unwrap_err();
        assert_eq!(
            fault::line(&error),
            "error: the configuration value naming cannot be used: `ko` and `en` are accepted: \
             _config.json; correct or remove it [store/bad-config]"
        );
        let error = build("{}", &[("PROCTOR_MAX_PARALLEL", "0")]).unwrap_err();
        assert!(fault::line(&error).contains("PROCTOR_MAX_PARALLEL"));
        assert!(build(r#"{"auth":{"shop":{"url":1}}}"#, &[]).is_err());
    }
}

//! The finished statements, for a database that only an agent's own server reaches.

use crate::{
    Args, Error, Phase,
    plan::{Look, Plan},
};
use contract::Object;
use database::{Query, dialect_for, public_name};
use serde::Serialize;
use store::Config;

/// What `--emit-sql` prints.
#[derive(Serialize)]
pub(crate) struct Emission {
    #[serde(skip_serializing_if = "Option::is_none")]
    tc_id: Option<String>,
    queries: Vec<Statement>,
    /// The condition to wait for before the second look.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Condition>,
}

#[derive(Serialize)]
struct Statement {
    #[serde(skip_serializing_if = "String::is_empty")]
    name: String,
    db: String,
    sql: String,
}

#[derive(Serialize)]
struct Condition {
    db: String,
    sql: String,
    assert: String,
}

impl Emission {
    /// All statements of the plan; the condition to wait for unless it is the first look.
    pub(crate) fn of(plan: &Plan, args: &Args, config: &Config) -> Result<Self, Error> {
        let statement = |look: &Look| {
            let sql = finished(&look.db, &look.sql, &plan.data, config);
            let sql = sql.map_err(|error| look.blame(error))?;
            Ok(Statement { name: look.name.clone(), db: public_name(&look.db), sql })
        };
        let queries: Result<Vec<_>, Error> = plan.looks.iter().map(statement).collect();
        let until = plan.wait.as_ref().and_then(|(_, wait)| wait.until.as_ref());
        let until = until.filter(|_| args.phase != Some(Phase::Before)).map(|until| {
            let sql = finished(&until.db, &until.sql, &plan.data, config)?;
            Ok::<_, Error>(Condition {
                db: public_name(&until.db),
                sql,
                assert: until.assert.clone(),
            })
        });
        Ok(Self { tc_id: args.tc_id.clone(), queries: queries?, until: until.transpose()? })
    }
}

fn finished(db: &str, sql: &str, data: &Object, config: &Config) -> Result<String, Error> {
    let dialect = dialect_for(db, |name| config.databases.get(name).map(String::as_str));
    Ok(Query::new(sql, dialect, data)?.as_str().to_owned())
}

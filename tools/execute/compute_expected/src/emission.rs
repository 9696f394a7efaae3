//! The finished statements, for a database that only an agent's own server reaches.

use crate::{Args, Error, plan::Plan};
use contract::expected::SkippedField;
use database::{Query, dialect_for, public_name};
use serde::Serialize;
use store::Config;

/// What `--emit-sql` prints.
#[derive(Serialize)]
pub(crate) struct Emission {
    tc_id: String,
    queries: Vec<Statement>,
    skipped: Vec<SkippedField>,
}

#[derive(Serialize)]
struct Statement {
    path: String,
    /// The key of the verdict; `--rows` takes it in place of the path.
    key: String,
    db: String,
    sql: String,
}

impl Emission {
    /// All statements of the plan.
    pub(crate) fn of(plan: &Plan, args: &Args, config: &Config) -> Result<Self, Error> {
        let url = |name: &str| config.databases.get(name).map(String::as_str);
        let dialect = |db: &str| dialect_for(db, url);
        let mut emission =
            Self { tc_id: args.tc_id.clone(), queries: Vec::new(), skipped: Vec::new() };
        for (field, question) in plan.questions(args.db.as_deref(), dialect) {
            match question {
                Err(reason) => {
                    emission.skipped.push(SkippedField { path: field.path.clone(), reason });
                }
                Ok(question) => {
                    let sql = Query::new(&question.sql, dialect(question.db), &plan.data)
                        .map_err(|error| plan.blame(&question, error.into()))?;
                    emission.queries.push(Statement {
                        path: question.path.into(),
                        key: question.key,
                        db: public_name(question.db),
                        sql: sql.as_str().to_owned(),
                    });
                }
            }
        }
        Ok(emission)
    }

    /// Whether there is nothing to ask though there should be.
    pub(crate) fn is_empty(&self) -> bool {
        self.queries.is_empty() && !self.skipped.is_empty()
    }
}

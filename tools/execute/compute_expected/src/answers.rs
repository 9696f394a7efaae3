//! Where the values come from: the databases themselves, or an agent's own server.

use crate::{
    Args, Error,
    expectation::{Answer, Expectation},
    plan::Plan,
    supplied::Supplied,
};
use cli::Project;
use database::{Dialect, Directory, Query, dialect_for};
use store::Config;

/// Asks the databases. A query that the database refuses (a column that it does not have) is a
/// reason to skip its field; a database that cannot be asked at all is an error.
pub(crate) fn of_databases(
    plan: &Plan,
    args: &Args,
    project: &Project,
) -> Result<Expectation, Error> {
    let Project { root, config, env, .. } = project;
    let known = config.databases.keys().map(String::as_str);
    let url_of = |name: &str| config.database_url(name, env).map_err(Error::from);
    let mut directory = Directory::new(root, known, url_of, args.limits());
    let dialect = |db: &str| directory.dialect(db).unwrap_or_else(|_| Dialect::of_server(db));
    let questions = plan.questions(args.db.as_deref(), dialect);
    Expectation::of(plan, questions, |question| {
        let query = directory.query(question.db, &question.sql, &plan.data)?;
        match directory.run(question.db, &query) {
            Ok(rows) => Ok(Ok(Answer { sql: query.as_str().to_owned(), rows: rows.rows })),
            Err(Error::Database(database::Error::QueryFailed { reason, .. })) => {
                Ok(Err(format!("the query failed: {reason}")))
            }
            Err(error) => Err(error),
        }
    })
}

/// Takes the rows that an agent's own server delivered.
pub(crate) fn of_supplied(
    plan: &Plan,
    args: &Args,
    supplied: &Supplied,
    config: &Config,
) -> Result<Expectation, Error> {
    let url = |name: &str| config.databases.get(name).map(String::as_str);
    let dialect = |db: &str| dialect_for(db, url);
    let questions = plan.questions(args.db.as_deref(), dialect);
    Expectation::of(plan, questions, |question| {
        let query = Query::new(&question.sql, dialect(question.db), &plan.data)?;
        Ok(match supplied.rows(&question.key, question.path)? {
            Some(rows) => Ok(Answer { sql: query.as_str().to_owned(), rows }),
            None => Err("no rows were supplied".into()),
        })
    })
}

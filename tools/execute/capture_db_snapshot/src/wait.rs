//! The pause between stimulus and second look: some seconds, then a condition that is polled.
//!
//! Both are counted from the stimulus, so that time already gone by is not waited for again.

use crate::Error;
use contract::{
    Json, Object,
    snapshot::WaitResult,
    tc_spec::{Wait, WaitUntil},
};
use judge::assert::{Assert, Outcome};
use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

const TIMEOUT: u64 = 30;
const EVERY: u64 = 250;
/// No plan waits longer than a day.
const LONGEST: f64 = 86_400.0;

/// How a wait went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Waited {
    /// How long it took, from when it was asked for.
    pub(crate) time: Duration,
    /// How it ended.
    pub(crate) result: WaitResult,
    /// What the condition found at the last look.
    pub(crate) found: Option<String>,
}

impl Waited {
    /// No wait was planned.
    pub(crate) fn for_nothing() -> Self {
        Self { time: Duration::ZERO, result: WaitResult::None, found: None }
    }

    /// The time in whole milliseconds.
    pub(crate) fn milliseconds(&self) -> u64 {
        u64::try_from(self.time.as_millis()).unwrap_or(u64::MAX)
    }
}

/// A wait as the plan has it, understood.
#[derive(Debug)]
pub(crate) struct Pause<'a> {
    seconds: Duration,
    until: Option<(&'a WaitUntil, Assert)>,
    plan: &'a Path,
    pointer: String,
}

impl<'a> Pause<'a> {
    /// Reads the plan's `wait` of a test case.
    pub(crate) fn read(wait: &'a Wait, plan: &'a Path, tc_id: &str) -> Result<Self, Error> {
        let pointer = format!("/tcs/{tc_id}/wait");
        let seconds = match &wait.seconds {
            None => Duration::ZERO,
            Some(value) => seconds(value).ok_or_else(|| Error::BadSeconds {
                path: plan.to_owned(),
                pointer: format!("{pointer}/seconds"),
                value: value.to_string(),
            })?,
        };
        let until = wait.until.as_ref().map(|until| match Assert::parse(&until.assert) {
            Ok(assert) => Ok((until, assert)),
            Err(reason) => Err(Error::BadAssert {
                path: plan.to_owned(),
                pointer: format!("{pointer}/until/assert"),
                reason,
            }),
        });
        Ok(Self { seconds, until: until.transpose()?, plan, pointer })
    }

    /// How the wait ended if it is over without any doing of ours: seconds only, all of them gone.
    pub(crate) fn over_by_now(&self, gone: Duration) -> Option<Waited> {
        let is_over = self.until.is_none() && gone >= self.seconds;
        is_over.then(|| Waited {
            time: Duration::ZERO,
            result: self.result_of_seconds(),
            found: None,
        })
    }

    fn result_of_seconds(&self) -> WaitResult {
        if self.seconds.is_zero() { WaitResult::None } else { WaitResult::Elapsed }
    }

    /// Waits. `gone` is the time since the stimulus; `ask` runs the condition's query.
    pub(crate) fn perform(
        &self,
        gone: Duration,
        mut ask: impl FnMut(&WaitUntil) -> Result<Vec<Object>, Error>,
    ) -> Result<Waited, Error> {
        let start = Instant::now();
        thread::sleep(self.seconds.saturating_sub(gone));
        let Some((until, assert)) = &self.until else {
            let result = self.result_of_seconds();
            return Ok(Waited { time: start.elapsed(), result, found: None });
        };
        let end = Duration::from_secs(until.timeout_s.unwrap_or(TIMEOUT)).saturating_sub(gone);
        let every = Duration::from_millis(until.every_ms.unwrap_or(EVERY).max(1));
        loop {
            let Outcome { satisfied, found } = self.look(until, assert, &mut ask)?;
            let left = end.saturating_sub(start.elapsed());
            if satisfied || left.is_zero() {
                let result = if satisfied { WaitResult::Met } else { WaitResult::Timeout };
                return Ok(Waited { time: start.elapsed(), result, found: Some(found) });
            }
            // One more look at the very end of the time.
            thread::sleep(every.min(left));
        }
    }

    fn look(
        &self,
        until: &WaitUntil,
        assert: &Assert,
        ask: &mut impl FnMut(&WaitUntil) -> Result<Vec<Object>, Error>,
    ) -> Result<Outcome, Error> {
        let rows = ask(until).map_err(|source| Error::Planned {
            path: self.plan.to_owned(),
            pointer: format!("{}/until/sql", self.pointer),
            source: Box::new(source),
        })?;
        assert.check(&rows).map_err(|reason| Error::AssertColumn {
            path: self.plan.to_owned(),
            pointer: format!("{}/until/assert", self.pointer),
            reason,
        })
    }
}

/// A length of time from 0 to a day.
fn seconds(value: &Json) -> Option<Duration> {
    let text = match value {
        Json::Number(number) => number.as_str(),
        Json::String(text) => text.trim(),
        _ => return None,
    };
    let seconds: f64 = text.parse().ok()?;
    (0.0..=LONGEST).contains(&seconds).then(|| Duration::from_secs_f64(seconds))
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::json::parse;

    fn wait(text: &str) -> Wait {
        parse(text).unwrap().to_typed().unwrap()
    }

    fn rows(state: &str) -> Vec<Object> {
        vec![Object::from_iter([("state".to_owned(), Json::from(state))])]
    }

    fn check(text: &str, gone: u64, states: &[&str]) -> (Waited, usize) {
        let wait = wait(text);
        let pause = Pause::read(&wait, Path::new("plan"), "TC-1").unwrap();
        let mut looks = 0;
        let waited = pause.perform(Duration::from_secs(gone), |_| {
            looks += 1;
            Ok(rows(states[(looks - 1).min(states.len() - 1)]))
        });
        (waited.unwrap(), looks)
    }

    const UNTIL: &str = r#"{"until":{"assert":"all_eq('DONE')","timeout_s":60,"every_ms":1}}"#;

    #[test]
    fn a_condition_is_polled_until_it_is_met() {
        let (waited, looks) = check(UNTIL, 0, &["OPEN", "OPEN", "DONE"]);
        assert_eq!((waited.result, looks), (WaitResult::Met, 3));
        assert_eq!(waited.found.as_deref(), Some(r#"state is "DONE""#));
    }

    #[test]
    fn time_since_the_stimulus_counts() {
        let (waited, looks) = check(UNTIL, 60, &["OPEN"]);
        assert_eq!((waited.result, looks), (WaitResult::Timeout, 1));
        let (waited, _) = check(r#"{"seconds":3600}"#, 3600, &["OPEN"]);
        assert_eq!(waited.result, WaitResult::Elapsed);
    }

    #[test]
    fn nothing_to_wait_for_is_none() {
        for text in ["{}", r#"{"seconds":0}"#, r#"{"seconds":null,"until":null}"#] {
            assert_eq!(check(text, 0, &["OPEN"]).0.result, WaitResult::None);
        }
    }

    #[test]
    fn seconds_are_a_number_within_a_day() {
        for (text, expected) in [
            ("1.5", Some(Duration::from_millis(1500))),
            ("\"2\"", Some(Duration::from_secs(2))),
            ("-1", None),
            ("1e9", None),
            ("true", None),
            ("\"soon\"", None),
        ] {
            assert_eq!(seconds(&parse(text).unwrap()), expected, "{text}");
        }
    }
}

//! Time stamps: RFC 3339 with an offset and milliseconds.

use crate::{Config, Env, Error};
use jiff::{Timestamp, tz::TimeZone};

/// The clock and the zone that stamps are written in.
#[derive(Clone, Debug)]
pub struct Clock {
    fixed: Option<Timestamp>,
    zone: TimeZone,
}

impl Clock {
    /// The zone is `timezone` of the configuration, else `TZ`, else UTC. `SOURCE_DATE_EPOCH`
    /// (seconds), when set, is the time.
    pub fn new(config: &Config, env: &Env) -> Result<Self, Error> {
        let zone = match (&config.timezone, env.get("TZ")) {
            (Some(name), _) => named_zone(name).ok_or_else(|| Error::BadConfig {
                key: "timezone".into(),
                origin: name.clone(),
                message: "it is not a time zone name such as Asia/Seoul or an offset".into(),
            })?,
            (None, Some(name)) => named_zone(name.trim_start_matches(':')).unwrap_or(TimeZone::UTC),
            (None, None) => TimeZone::UTC,
        };
        let seconds = env.get("SOURCE_DATE_EPOCH").and_then(|text| text.parse().ok());
        let fixed = seconds.and_then(|seconds| Timestamp::from_second(seconds).ok());
        Ok(Self { fixed, zone })
    }

    /// The time: that of the machine, or the fixed one.
    pub fn now(&self) -> Timestamp {
        self.fixed.unwrap_or_else(Timestamp::now)
    }

    /// The time as `2026-11-20T19:00:00.000+09:00`.
    pub fn stamp(&self) -> String {
        self.format(self.now())
    }

    /// Any time as a stamp in this clock's zone.
    pub fn format(&self, at: Timestamp) -> String {
        at.to_zoned(self.zone.clone()).strftime("%Y-%m-%dT%H:%M:%S%.3f%:z").to_string()
    }
}

fn named_zone(name: &str) -> Option<TimeZone> {
    if name.eq_ignore_ascii_case("utc") || name == "Z" {
        return Some(TimeZone::UTC);
    }
    TimeZone::get(name).ok().or_else(|| fixed_offset(name))
}

/// `+09:00`
fn fixed_offset(text: &str) -> Option<TimeZone> {
    let stamp = format!("2000-01-01T00:00:00{text}");
    let offset = jiff::fmt::temporal::Pieces::parse(&stamp).ok()?.to_numeric_offset()?;
    Some(TimeZone::fixed(offset))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(zone: Option<&str>, env: &[(&str, &str)], expected: &str) {
        let config = Config { timezone: zone.map(Into::into), ..Config::default() };
        let env = Env::fixed(env.iter().copied().chain([("SOURCE_DATE_EPOCH", "1763600000")]));
        assert_eq!(Clock::new(&config, &env).unwrap().stamp(), expected);
    }

    #[test]
    fn configuration_then_tz_then_utc() {
        check(None, &[], "2025-11-20T00:53:20.000+00:00");
        check(None, &[("TZ", "Asia/Seoul")], "2025-11-20T09:53:20.000+09:00");
        check(Some("+05:30"), &[("TZ", "Asia/Seoul")], "2025-11-20T06:23:20.000+05:30");
        check(None, &[("TZ", "no such zone")], "2025-11-20T00:53:20.000+00:00");
    }

    #[test]
    fn an_unknown_zone_in_the_configuration_is_an_error() {
        let config = Config { timezone: Some("Mars/Base".into()), ..Config::default() };
        assert!(Clock::new(&config, &Env::fixed::<&str, &str>([])).is_err());
    }
}

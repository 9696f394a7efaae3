//! Which origins a request may go to.

use crate::{
    Error,
    origin::{origin_of, parse_origin},
};
use contract::origin::Origin;
use globset::Glob;
use url::Url;

/// The origins that were agreed on, and the hosts that are never spoken to.
#[derive(Clone, Debug, Default)]
pub struct Pins {
    /// None: every origin that is not production.
    allowed: Option<Vec<Allowed>>,
    production_origins: Vec<(Origin, String)>,
    production_hosts: Vec<Pattern>,
}

#[derive(Clone, Debug)]
struct Allowed {
    service: Option<String>,
    place: Place,
}

/// A pattern of hosts.
#[derive(Clone, Debug)]
struct Pattern(Glob);

#[derive(Clone, Debug)]
enum Place {
    Origin(Origin),
    Host { host: String, port: Option<u16> },
}

impl Pins {
    /// No pin: any origin but hosts that match one of the production patterns, in any letter case.
    pub fn new(production_hosts: &[String]) -> Result<Self, Error> {
        let parse = |pattern: &String| Pattern::parse(pattern);
        let production_hosts = production_hosts.iter().map(parse).collect::<Result<_, _>>()?;
        Ok(Self { production_hosts, ..Self::default() })
    }

    /// From now on only pinned origins are spoken to.
    pub fn restrict(&mut self) {
        self.allowed.get_or_insert_default();
    }

    /// Pins the origin of a service; `is_production` when its environment is.
    pub fn add_service(
        &mut self,
        service: &str,
        url: &str,
        is_production: bool,
    ) -> Result<(), Error> {
        self.restrict();
        let origin = parse_origin(url).ok_or_else(|| Error::Url {
            message: format!("the service `{service}` has no http:// or https:// URL"),
            url: String::new(),
        })?;
        if is_production {
            self.production_origins.push((origin, service.to_owned()));
        } else if let Some(allowed) = &mut self.allowed {
            let service = Some(service.to_owned());
            allowed.push(Allowed { service, place: Place::Origin(origin) });
        }
        Ok(())
    }

    /// Allows `HOST`, `HOST:PORT` (with any scheme) or an origin besides; production stays refused.
    pub fn allow_host(&mut self, text: &str) -> Result<(), Error> {
        self.restrict();
        let text = text.trim();
        let malformed = || Error::Url {
            message: "neither a host nor an origin".into(),
            url: format!("--allow-host {text}"),
        };
        let place = if text.contains("://") {
            Place::Origin(parse_origin(text).ok_or_else(malformed)?)
        } else {
            let url = Url::parse(&format!("http://{text}/")).map_err(|_| malformed())?;
            let origin = origin_of(&url).ok_or_else(malformed)?;
            if url.path() != "/" || !url.username().is_empty() {
                return Err(malformed());
            }
            // The scheme's own port is not told apart from none: it was written when it is there.
            let written = text.rsplit_once(':').and_then(|(_, port)| port.parse().ok());
            let port = if text.ends_with(']') { None } else { written };
            Place::Host { host: origin.host().to_owned(), port }
        };
        if let Place::Host { host, .. } = &place {
            self.check_host(host)
                .map_err(|reason| Error::Origin { reason, origin: host.clone() })?;
        }
        if let Place::Origin(origin) = &place {
            self.check_production(origin)?;
        }
        if let Some(allowed) = &mut self.allowed {
            allowed.push(Allowed { service: None, place });
        }
        Ok(())
    }

    /// The same without its pins: only production is refused.
    #[must_use]
    pub fn production_only(&self) -> Self {
        Self { allowed: None, ..self.clone() }
    }

    /// Refuses an origin that is production or not pinned.
    pub fn check(&self, origin: &Origin) -> Result<(), Error> {
        self.check_production(origin)?;
        let Some(allowed) = &self.allowed else { return Ok(()) };
        if allowed.iter().any(|allowed| allowed.place.covers(origin)) {
            return Ok(());
        }
        let known: Vec<String> = allowed.iter().map(|allowed| allowed.place.to_string()).collect();
        let known = if known.is_empty() { "none".into() } else { known.join(", ") };
        let reason = format!("it is not one of the agreed origins ({known})");
        Err(Error::Origin { reason, origin: origin.to_string() })
    }

    /// Refuses a `Host` header that names another place than an origin that may be spoken to.
    pub fn check_host_header(&self, url: &Url, host: &str) -> Result<(), Error> {
        let named = Url::parse(&format!("{}://{host}/", url.scheme())).ok();
        let origin = named
            .as_ref()
            .and_then(origin_of)
            .ok_or(Error::Header { message: "it names no host", header: "Host".into() })?;
        self.check(&origin)
    }

    /// The service whose origin this is.
    pub fn service_of(&self, origin: &Origin) -> Option<&str> {
        let allowed = self.allowed.as_ref()?;
        allowed.iter().find(|allowed| allowed.place.covers(origin))?.service.as_deref()
    }

    fn check_production(&self, origin: &Origin) -> Result<(), Error> {
        let refused = |reason| Err(Error::Origin { reason, origin: origin.to_string() });
        if let Some((_, service)) =
            self.production_origins.iter().find(|(known, _)| known == origin)
        {
            return refused(format!("it is the production environment of `{service}`"));
        }
        self.check_host(origin.host()).or_else(refused)
    }

    fn check_host(&self, host: &str) -> Result<(), String> {
        match self.production_hosts.iter().find(|pattern| pattern.is_match(host)) {
            Some(Pattern(glob)) => {
                Err(format!("it is a production host (production_hosts has `{glob}`)"))
            }
            None => Ok(()),
        }
    }
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, Error> {
        let glob = Glob::new(&text.trim().to_lowercase());
        glob.map(Self).map_err(|error| Error::Pattern {
            message: error.kind().to_string(),
            pattern: text.to_owned(),
        })
    }

    /// Compiling a pattern costs more than a small exchange: it is done only when the host holds all
    /// that the pattern says letter by letter.
    fn is_match(&self, host: &str) -> bool {
        let text = self.0.glob();
        let is_simple = !text.contains(['[', '{', '\\']);
        let holds_all = || text.split(['*', '?']).all(|literal| host.contains(literal));
        (!is_simple || holds_all()) && self.0.compile_matcher().is_match(host)
    }
}

impl Place {
    fn covers(&self, origin: &Origin) -> bool {
        match self {
            Self::Origin(pinned) => pinned == origin,
            Self::Host { host, port } => {
                host == origin.host() && port.is_none_or(|port| port == origin.port())
            }
        }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Origin(origin) => origin.fmt(f),
            Self::Host { host, port: Some(port) } => write!(f, "{host}:{port}"),
            Self::Host { host, port: None } => f.write_str(host),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pins() -> Pins {
        let mut pins =
            Pins::new(&["*.Prod.*".into(), "live-*".into(), "[xy]{1,2}.test".into()]).unwrap();
        pins.add_service("orders", "http://Orders.dev:8080/api", false).unwrap();
        pins.add_service("stock", "https://stock.dev", false).unwrap();
        pins.add_service("pay", "https://pay.example.test", true).unwrap();
        pins.allow_host("localhost").unwrap();
        pins.allow_host("127.0.0.1:9000").unwrap();
        pins
    }

    fn check(pins: &Pins, url: &str, expected: bool) {
        let outcome = pins.check(&parse_origin(url).unwrap());
        assert_eq!(outcome.is_ok(), expected, "{url}: {outcome:?}");
    }

    #[test]
    fn an_origin_is_pinned_by_scheme_host_and_port() {
        let pins = pins();
        for url in [
            "http://ORDERS.DEV.:8080/x",
            "https://stock.dev:443/",
            "http://localhost:5/",
            "https://localhost/",
            "http://127.0.0.1:9000",
        ] {
            check(&pins, url, true);
        }
        for url in [
            "https://orders.dev:8080/",
            "http://orders.dev/",
            "https://stock.dev:8443",
            "http://127.0.0.1:9001",
            "https://stock.dev.evil.test",
            "https://pay.example.test/",
        ] {
            check(&pins, url, false);
        }
        assert_eq!(
            pins.service_of(&parse_origin("http://orders.dev:8080").unwrap()),
            Some("orders")
        );
    }

    #[test]
    fn production_is_refused_with_and_without_pins() {
        check(&Pins::new(&["*.prod.*".into()]).unwrap(), "http://api.PROD.example.test", false);
        check(&Pins::new(&["*.prod.*".into()]).unwrap(), "http://api.dev.example.test", true);
        let mut pins = pins();
        assert!(pins.allow_host("live-1").is_err());
        assert!(pins.allow_host("https://x.prod.y").is_err());
        assert!(pins.allow_host("y2.test").is_err() && pins.allow_host("y3.test").is_ok());
        pins.allow_host("pay.example.test").unwrap();
        check(&pins, "https://pay.example.test", false);
        assert!(Pins::new(&["[".into()]).is_err());
    }

    #[test]
    fn a_host_header_is_pinned_too() {
        let pins = pins();
        let url = Url::parse("http://orders.dev:8080/").unwrap();
        assert!(pins.check_host_header(&url, "orders.dev:8080").is_ok());
        assert!(pins.check_host_header(&url, "pay.example.test").is_err());
        assert!(pins.check_host_header(&url, "").is_err());
    }
}

//! The servers of the newest gate file: only `stimulus_executor` and its like may ask them.

use contract::{gate::Gate, origin::Origin};
use hook::{ActiveTicket, Call, Failure};
use shell::Word;
use store::{Source, TicketFolder};

/// A server under test.
pub(crate) struct Server {
    /// The service's name in `server_env_map`.
    pub(crate) service: String,
    origin: Origin,
}

/// The servers of the active ticket; of all tickets, when none is active.
pub(crate) fn servers(call: &Call<'_>) -> Result<Vec<Server>, Failure> {
    let mut servers = Vec::new();
    if let ActiveTicket::One(folder) = call.ticket()? {
        add(&folder, &mut servers)?;
        return Ok(servers);
    }
    let tests = call.root().join("test");
    for name in store::names(&tests).into_iter().flatten().flatten() {
        call.check_time()?;
        // A broken gate file of a ticket that nobody works on refuses nothing.
        let _ = add(&TicketFolder::at(tests.join(name)), &mut servers);
    }
    Ok(servers)
}

fn add(folder: &TicketFolder, servers: &mut Vec<Server>) -> Result<(), store::Error> {
    let file = match folder.gate() {
        Ok(Some(file)) => file,
        Ok(None) | Err(store::Error::NotFound { .. }) => return Ok(()),
        Err(error) => return Err(error),
    };
    let gate: Gate = Source::open_regular(&file)?.document()?;
    for (service, server) in gate.server_env_map {
        if let Some(origin) = Origin::parse(&server.url) {
            servers.push(Server { service, origin });
        }
    }
    Ok(())
}

impl Server {
    /// Whether a request goes there. On this machine the port tells servers apart; elsewhere the
    /// host alone does.
    pub(crate) fn is_asked_by(&self, url: &Word) -> bool {
        let Some((host, port)) = host_and_port(url) else { return false };
        if is_here(self.origin.host()) {
            return is_here(&host) && port.is_none_or(|port| port == self.origin.port());
        }
        host == self.origin.host()
    }

    pub(crate) fn address(&self) -> String {
        self.origin.to_string()
    }
}

/// The host, in lower case, and the port; `None` for a port that is open.
fn host_and_port(url: &Word) -> Option<(String, Option<u16>)> {
    let text = url.lead();
    let is_cut = url.literal().is_none();
    let (scheme, rest) = text.split_once("://").unwrap_or(("http", text));
    let end = rest.find(['/', '?', '#', '\\']);
    let authority = &rest[..end.unwrap_or(rest.len())];
    let place = authority.rsplit_once('@').map_or(authority, |(_, place)| place);
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port))
            if !port.contains(']') && (host.starts_with('[') || !host.contains(':')) =>
        {
            (host, Some(port))
        }
        _ => (place, None),
    };
    let own = if scheme.eq_ignore_ascii_case("https") { 443 } else { 80 };
    let port = match port {
        Some(port) => port.parse().ok(),
        None if is_cut && end.is_none() => None,
        None => Some(own),
    };
    let host = host.trim_end_matches('.').to_lowercase();
    (!host.is_empty()).then_some((host, port))
}

/// Whether a host is this machine, however it is written.
fn is_here(host: &str) -> bool {
    let host = host.trim_matches(['[', ']']);
    matches!(host, "localhost" | "::1" | "0.0.0.0" | "0" | "2130706433" | "0x7f000001")
        || host.starts_with("127.")
        || host.ends_with(".localhost")
        || host.strip_prefix("::ffff:").is_some_and(|mapped| mapped.starts_with("127."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(server: &str, url: &str, expected: bool) {
        let server = Server { service: "orders".into(), origin: Origin::parse(server).unwrap() };
        assert_eq!(server.is_asked_by(&Word::text(url)), expected, "{url}");
    }

    #[test]
    fn a_server_of_this_machine_has_a_port() {
        let server = "http://localhost:8080";
        check(server, "http://localhost:8080/orders", true);
        check(server, "localhost:8080", true);
        check(server, "http://127.0.0.1:8080/x?y", true);
        check(server, "http://[::1]:8080/", true);
        check(server, "http://a:b@LOCALHOST:8080", true);
        check(server, "http://localhost:9090/", false);
        check(server, "http://localhost/", false);
        check("http://localhost", "localhost/x", true);
    }

    #[test]
    fn a_server_elsewhere_is_its_host() {
        let server = "https://shop.example.test";
        check(server, "https://shop.example.test/a", true);
        check(server, "shop.example.test:8443", true);
        check(server, "https://SHOP.example.test./", true);
        check(server, "https://example.test/", false);
        check(server, "https://docs.rs/?q=shop.example.test", false);
    }

    #[test]
    fn an_open_port_may_be_any() {
        let server =
            Server { service: "a".into(), origin: Origin::parse("http://localhost:80").unwrap() };
        let script = shell::read(
            "curl http://localhost:$PORT/x http://localhost/$ID",
            shell::Dialect::Posix,
        );
        assert!(script.commands[0].args.iter().all(|url| server.is_asked_by(&url.fill(|_| None))));
    }
}

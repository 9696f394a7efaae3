//! A proxy that was asked for by name. Those of the environment are never used.

use crate::{Error, Header, request::basic_credentials, secrets::Secrets};
use url::Url;

/// An HTTP proxy: plain requests are handed to it as they are, TLS goes through a tunnel.
#[derive(Clone, Debug)]
pub struct Proxy {
    url: Url,
}

impl Proxy {
    /// Reads `http://[user:password@]host:port`, or `host:port`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let whole = if text.contains("://") { text.to_owned() } else { format!("http://{text}") };
        let url = Url::parse(&whole).map_err(|_| Error::Proxy { message: "it is no URL" })?;
        if url.scheme() != "http" {
            return Err(Error::Proxy { message: "only http:// is spoken to a proxy" });
        }
        if url.host_str().is_none_or(str::is_empty) {
            return Err(Error::Proxy { message: "it names no host" });
        }
        Ok(Self { url })
    }

    /// `http://host:port`, without user info.
    pub fn origin(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        format!("http://{host}:{}", self.url.port().unwrap_or(80))
    }

    /// The URL with user info, as ureq wants it for a tunnel.
    pub(crate) fn url(&self) -> &str {
        self.url.as_str()
    }

    /// The header that goes with a request that is handed to the proxy as it is.
    pub(crate) fn authorization(&self) -> Option<Header> {
        if self.url.username().is_empty() && self.url.password().is_none() {
            return None;
        }
        Some(Header { name: "Proxy-Authorization".into(), value: basic_credentials(&self.url) })
    }

    /// Adds its credentials to the secrets of a call.
    pub(crate) fn collect_secrets(&self, secrets: &mut Secrets) {
        if let Some(header) = self.authorization() {
            secrets.add_credentials(&header.name, &header.value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proxies_are_read_and_shown_without_user_info() {
        let proxy = Proxy::parse("http://kim:s3cr%40t@Proxy.Test:3128/").unwrap();
        assert_eq!(proxy.origin(), "http://proxy.test:3128");
        assert_eq!(proxy.authorization().unwrap().value, "Basic a2ltOnMzY3JAdA==");
        assert_eq!(Proxy::parse("localhost:8").unwrap().origin(), "http://localhost:8");
        for text in ["", "socks5://h:1", "https://h", "http://"] {
            assert!(Proxy::parse(text).is_err(), "{text}");
        }
    }
}

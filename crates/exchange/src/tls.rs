//! Which certificates are trusted.

use crate::Error;
use std::sync::Arc;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// Certificate authorities that are trusted in place of the built-in ones.
#[derive(Clone, Debug)]
pub struct Roots(Arc<Vec<Certificate<'static>>>);

impl Roots {
    /// Reads certificates in PEM form; `file` is named in an error.
    pub fn from_pem(pem: &[u8], file: &str) -> Result<Self, Error> {
        let error = || Error::Certificate { file: file.into() };
        let mut certificates = Vec::new();
        for item in parse_pem(pem) {
            if let PemItem::Certificate(certificate) = item.map_err(|_| error())? {
                certificates.push(certificate);
            }
        }
        if certificates.is_empty() {
            return Err(error());
        }
        Ok(Self(Arc::new(certificates)))
    }
}

/// What ureq is told about TLS.
pub(crate) fn config(roots: Option<&Roots>, insecure: bool) -> TlsConfig {
    let roots = roots.map_or(RootCerts::WebPki, |roots| RootCerts::Specific(Arc::clone(&roots.0)));
    TlsConfig::builder().root_certs(roots).disable_verification(insecure).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_certificates_are_roots() {
        let pem = testkit::http::Identity::loopback().root_pem().to_owned();
        assert!(Roots::from_pem(pem.as_bytes(), "ca.pem").is_ok());
        for text in ["", "not PEM", "-----BEGIN CERTIFICATE-----\n!!\n-----END CERTIFICATE-----\n"]
        {
            let error = Roots::from_pem(text.as_bytes(), "ca.pem").unwrap_err();
            assert_eq!(error, Error::Certificate { file: "ca.pem".into() }, "{text}");
        }
    }
}

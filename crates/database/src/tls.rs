//! How a connection is encrypted, and what is checked about the server.

use rustls::{
    ClientConfig, DigitallySignedStruct, Error, RootCertStore, SignatureScheme,
    client::{
        WebPkiServerVerifier,
        danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    },
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, ServerName, UnixTime, pem::PemObject},
};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

/// The levels that PostgreSQL and MySQL clients have in common.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    /// Never encrypted.
    Disable,
    /// Encrypted when the server can, nothing checked.
    #[default]
    Prefer,
    /// Encrypted or nothing; the certificate is not checked.
    Require,
    /// The certificate must come from a known authority.
    VerifyCa,
    /// And it must be for this host.
    VerifyFull,
}

/// What a URL says about encryption.
#[derive(Clone, Debug, Default)]
pub(crate) struct Encryption {
    pub(crate) level: Level,
    /// PEM file of the authorities; those of the web without it.
    pub(crate) roots: Option<PathBuf>,
}

impl Encryption {
    /// Takes one parameter of a URL; false when it is not about encryption.
    pub(crate) fn take(&mut self, name: &str, value: &str, project: &Path) -> Result<bool, String> {
        match name {
            "sslmode" | "ssl-mode" | "ssl_mode" | "sslMode" => {
                self.level = level(value).ok_or_else(|| {
                    format!(
                        "`{name}={value}` is none of disable, prefer, require, verify-ca, verify-full"
                    )
                })?;
            }
            "sslrootcert" | "ssl-ca" | "ssl_ca" => self.roots = Some(project.join(value)),
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// `require` with a file of authorities checks them, as libpq does.
    pub(crate) fn effective(&self) -> Level {
        match self.level {
            Level::Require if self.roots.is_some() => Level::VerifyCa,
            level => level,
        }
    }

    /// The TLS configuration of this level.
    pub(crate) fn client_config(&self) -> Result<ClientConfig, String> {
        let provider = Arc::new(ring::default_provider());
        let builder = ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
            .map_err(|error| error.to_string())?;
        let level = self.effective();
        if level == Level::VerifyFull {
            return Ok(builder.with_root_certificates(self.root_store()?).with_no_client_auth());
        }
        let authorities = match level {
            Level::VerifyCa => Some(
                WebPkiServerVerifier::builder_with_provider(
                    Arc::new(self.root_store()?),
                    Arc::clone(&provider),
                )
                .build()
                .map_err(|error| error.to_string())?,
            ),
            _ => None,
        };
        let verifier = Arc::new(AnyHost { authorities, provider });
        Ok(builder.dangerous().with_custom_certificate_verifier(verifier).with_no_client_auth())
    }

    fn root_store(&self) -> Result<RootCertStore, String> {
        let mut store = RootCertStore::empty();
        let Some(file) = &self.roots else {
            store.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
            return Ok(store);
        };
        let unreadable = |error: &dyn std::fmt::Display| format!("{}: {error}", file.display());
        let certificates = CertificateDer::pem_file_iter(file).map_err(|e| unreadable(&e))?;
        for certificate in certificates {
            let certificate = certificate.map_err(|e| unreadable(&e))?;
            store.add(certificate).map_err(|e| unreadable(&e))?;
        }
        Ok(store)
    }
}

fn level(word: &str) -> Option<Level> {
    Some(match word.to_ascii_lowercase().replace('_', "-").as_str() {
        "disable" | "disabled" => Level::Disable,
        "allow" | "prefer" | "preferred" => Level::Prefer,
        "require" | "required" => Level::Require,
        "verify-ca" => Level::VerifyCa,
        "verify-full" | "verify-identity" => Level::VerifyFull,
        _ => return None,
    })
}

/// Accepts a certificate for any host: of any authority, or of known ones only.
#[derive(Debug)]
struct AnyHost {
    authorities: Option<Arc<WebPkiServerVerifier>>,
    provider: Arc<CryptoProvider>,
}

impl ServerCertVerifier for AnyHost {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, Error> {
        use rustls::CertificateError::{NotValidForName, NotValidForNameContext};
        let Some(authorities) = &self.authorities else {
            return Ok(ServerCertVerified::assertion());
        };
        let verdict = authorities.verify_server_cert(
            end_entity,
            intermediates,
            server_name,
            ocsp_response,
            now,
        );
        match verdict {
            Err(Error::InvalidCertificate(NotValidForName | NotValidForNameContext { .. })) => {
                Ok(ServerCertVerified::assertion())
            }
            verdict => verdict,
        }
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls12_signature(message, certificate, signature, algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        certificate: &CertificateDer<'_>,
        signature: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, Error> {
        let algorithms = &self.provider.signature_verification_algorithms;
        rustls::crypto::verify_tls13_signature(message, certificate, signature, algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

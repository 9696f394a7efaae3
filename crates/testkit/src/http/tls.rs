//! A certificate authority of our own, with one certificate for loopback.

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use std::sync::Arc;

/// What a TLS server shows, and the root that a client must know to trust it.
pub struct Identity {
    root_pem: String,
    chain: Vec<CertificateDer<'static>>,
    key: Vec<u8>,
}

impl Identity {
    /// A fresh root and a certificate for `127.0.0.1` and `localhost` signed by it.
    ///
    /// # Panics
    /// When the machine gives no randomness.
    pub fn loopback() -> Self {
        Self::for_names(&["127.0.0.1", "localhost"])
    }

    /// A fresh root and a certificate for other names, signed by it.
    ///
    /// # Panics
    /// When a name is not one, or the machine gives no randomness.
    pub fn for_names(names: &[&str]) -> Self {
        let mut root = CertificateParams::new(Vec::new()).expect("no names, no error");
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root_key = KeyPair::generate().expect("randomness is there");
        let root = CertifiedIssuer::self_signed(root, root_key).expect("a root signs itself");
        let names: Vec<String> = names.iter().copied().map(str::to_owned).collect();
        let key = KeyPair::generate().expect("randomness is there");
        let leaf = CertificateParams::new(names).expect("these are names");
        let leaf = leaf.signed_by(&key, &root).expect("the root signs");
        Self { root_pem: root.pem(), chain: vec![leaf.into()], key: key.serialize_der() }
    }

    /// The root certificate, in PEM.
    pub fn root_pem(&self) -> &str {
        &self.root_pem
    }

    pub(super) fn server_config(&self) -> Arc<rustls::ServerConfig> {
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(self.key.clone()));
        let config = rustls::ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("ring knows the usual versions")
            .with_no_client_auth()
            .with_single_cert(self.chain.clone(), key)
            .expect("key and certificate belong together");
        Arc::new(config)
    }
}

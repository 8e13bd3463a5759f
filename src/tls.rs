//! TLS for what Siku asks for itself: mail servers, webhooks, object stores, log-in by another system.

/// Chooses the cipher suites of this process, once: with several to choose from, the libraries choose none.
pub fn provide() {
    // An error says that it was chosen before.
    let _chosen = rustls::crypto::ring::default_provider().install_default();
}

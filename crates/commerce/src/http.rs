//! The one HTTP client for calls to other systems.

use crate::Broken;
use reqwest::{Client, redirect::Policy};
use std::{sync::LazyLock, time::Duration};

static CLIENT: LazyLock<Result<Client, String>> = LazyLock::new(|| {
    encrypt_with_ring();
    Client::builder()
        .connect_timeout(Duration::from_secs(2))
        .timeout(Duration::from_secs(10))
        .redirect(Policy::none())
        .user_agent("Stoa")
        .build()
        .map_err(|error| error.to_string())
});

/// Names the library that encrypts; whoever makes a client of their own says so first.
pub(crate) fn encrypt_with_ring() {
    // Errs only when somebody installed a provider before; either is fine.
    let _ = rustls::crypto::ring::default_provider().install_default();
}

/// The client: 2 s to connect, 10 s in all, no redirects.
pub fn client() -> Result<&'static Client, Broken> {
    CLIENT.as_ref().map_err(Broken::other)
}

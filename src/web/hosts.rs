//! Under which names the shop answers. A page made for a foreign name could be kept and shown to others.

use axum::http::{Request, Uri, header, uri::Authority};
use commerce::settings::{Mode, ServerSettings};
use std::net::IpAddr;

/// The names of a shop.
#[derive(Clone)]
pub struct Hosts {
    /// Host and port of the public address.
    public: Option<Authority>,
    /// In development, any address and `localhost` will do; a name would let other sites point at this machine.
    addresses: bool,
}

impl Hosts {
    /// The names that the settings give.
    pub fn new(settings: &ServerSettings) -> Self {
        let public = settings.public_url.parse::<Uri>().ok().and_then(|uri| uri.into_parts().authority);
        Self { public, addresses: settings.mode == Mode::Development }
    }

    /// Whether a request is for this shop. Monitors ask by address.
    pub fn knows<B>(&self, request: &Request<B>) -> bool {
        let header = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
        let Some(host) = request.uri().authority().map(Authority::as_str).or(header) else { return false };
        if self.public.as_ref().is_some_and(|public| public.as_str().eq_ignore_ascii_case(host)) {
            return true;
        }
        let is_address = host.parse().is_ok_and(|name: Authority| is_address(name.host()));
        is_address && (self.addresses || matches!(request.uri().path(), "/healthz" | "/readyz" | "/metrics"))
    }
}

fn is_address(host: &str) -> bool {
    host == "localhost" || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known(mode: Mode, host: &str, path: &str) -> bool {
        let settings = ServerSettings { mode, public_url: "https://shop.example".into(), ..ServerSettings::default() };
        Hosts::new(&settings).knows(&Request::builder().uri(path).header("host", host).body(()).unwrap())
    }

    #[test]
    fn the_shop_answers_under_its_own_name() {
        assert!(known(Mode::Production, "shop.example", "/"));
        assert!(known(Mode::Production, "SHOP.example", "/"));
        for host in ["evil.example", "shop.example.evil", "shop.example:81", "", "127.0.0.1:3000", "localhost"] {
            assert!(!known(Mode::Production, host, "/"), "{host}");
        }
        assert!(known(Mode::Production, "127.0.0.1:3000", "/healthz"));
    }

    #[test]
    fn development_takes_any_address_but_no_name() {
        for host in ["127.0.0.1:3000", "localhost:3700", "[::1]:3000", "192.0.2.1"] {
            assert!(known(Mode::Development, host, "/"), "{host}");
        }
        assert!(!known(Mode::Development, "rebound.example", "/"));
    }
}

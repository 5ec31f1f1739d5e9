//! Pictures from the web, fetched as from a stranger: the name is resolved here, only public addresses are connected to
//! (after every redirect anew), and everything has an end: hops, seconds, bytes.

use super::fields::Flaw;
use crate::{Settings, media::MAX_BYTES};
use reqwest::{
    Client, Response, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    header::LOCATION,
    redirect::Policy,
};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

/// Most redirects that are followed.
const MOST_HOPS: usize = 3;
/// Seconds for one picture, with all its redirects.
const SECONDS: u64 = 5;
/// Longest address.
const LONGEST: usize = 2_048;

/// Fetches pictures for one import.
#[derive(Clone)]
pub(super) struct Fetcher {
    client: Client,
    /// Hosts with ports that may lie in the shop's own network.
    trusted: Arc<Vec<String>>,
}

impl Fetcher {
    /// A fetcher under the shop's settings; nothing where pictures are not to be fetched.
    pub fn of(settings: &Settings) -> Option<Self> {
        if !settings.import.fetch_pictures {
            return None;
        }
        let trusted = Arc::new(settings.import.trusted_hosts.clone());
        // Errs only when somebody installed a provider before; either is fine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .connect_timeout(Duration::from_secs(2))
            .timeout(Duration::from_secs(SECONDS))
            .redirect(Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Public { trusted: trusted.clone() }))
            .user_agent("Stoa")
            .build();
        match client {
            Ok(client) => Some(Self { client, trusted }),
            Err(error) => {
                tracing::warn!(%error, "pictures cannot be fetched");
                None
            }
        }
    }

    /// The bytes behind an address.
    pub async fn fetch(&self, address: &str) -> Result<Vec<u8>, Flaw> {
        let limit = Duration::from_secs(SECONDS);
        tokio::time::timeout(limit, self.follow(address)).await.unwrap_or(Err("picture-slow"))
    }

    async fn follow(&self, address: &str) -> Result<Vec<u8>, Flaw> {
        if address.len() > LONGEST {
            return Err("picture-address");
        }
        let mut url = Url::parse(address).map_err(|_| "picture-address")?;
        for _ in 0..=MOST_HOPS {
            url = self.permit(url)?;
            let answer = self.client.get(url.clone()).send().await.map_err(|error| flaw(&error))?;
            if answer.status().is_redirection() {
                let to = answer.headers().get(LOCATION).and_then(|to| to.to_str().ok()).ok_or("picture-redirect")?;
                url = url.join(to).map_err(|_| "picture-redirect")?;
                continue;
            }
            return match answer.status().as_u16() {
                200 => body(answer).await,
                404 | 410 => Err("picture-not-found"),
                _ => Err("picture-refused"),
            };
        }
        Err("picture-redirect")
    }

    /// The address that is asked, in secret even where it was written without, and nothing of it where no picture on the web
    /// has it: said before anything is connected to.
    fn permit(&self, mut url: Url) -> Result<Url, Flaw> {
        if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
            return Err("picture-address");
        }
        let host = url.host_str().ok_or("picture-address")?.to_owned();
        let port = url.port_or_known_default().ok_or("picture-address")?;
        if self.trusted.contains(&format!("{host}:{port}")) {
            return Ok(url);
        }
        // The name is let into the shop's own network, but only at the port that was named with it.
        if is_trusted(&self.trusted, &host) {
            return Err("picture-private");
        }
        // Numbers are not asked of the resolver.
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        if bare.parse::<IpAddr>().is_ok_and(|ip| !is_public(ip)) || !matches!(port, 80 | 443) {
            return Err("picture-private");
        }
        // Nobody on the way shall read along, or send another picture.
        url.set_port(None).and_then(|()| url.set_scheme("https")).map_err(|()| "picture-address")?;
        Ok(url)
    }
}

/// Whether a name stands among the trusted ones, at whatever port.
fn is_trusted(trusted: &[String], name: &str) -> bool {
    trusted.iter().any(|host| host.rsplit_once(':').is_some_and(|(host, _)| host == name))
}

async fn body(mut answer: Response) -> Result<Vec<u8>, Flaw> {
    if answer.content_length().is_some_and(|length| length > MAX_BYTES as u64) {
        return Err("picture-bytes");
    }
    let mut bytes = vec![];
    while let Some(chunk) = answer.chunk().await.map_err(|error| flaw(&error))? {
        if bytes.len() + chunk.len() > MAX_BYTES {
            return Err("picture-bytes");
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn flaw(error: &reqwest::Error) -> Flaw {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(one) = cause {
        if one.is::<Private>() {
            return "picture-private";
        }
        cause = one.source();
    }
    if error.is_timeout() { "picture-slow" } else { "picture-unreachable" }
}

/// A name that leads into a network that is nobody else's business.
#[derive(Debug, thiserror::Error)]
#[error("the name leads to an address that is not public")]
struct Private;

/// Resolves names to public addresses only; what it gives is what is connected to.
struct Public {
    trusted: Arc<Vec<String>>,
}

impl Resolve for Public {
    fn resolve(&self, name: Name) -> Resolving {
        let trusted = is_trusted(&self.trusted, name.as_str());
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let fine: Vec<SocketAddr> = found.into_iter().filter(|at| trusted || is_public(at.ip())).collect();
            if fine.is_empty() {
                return Err(Box::new(Private) as Box<dyn std::error::Error + Send + Sync>);
            }
            Ok(Box::new(fine.into_iter()) as Addrs)
        })
    }
}

/// Whether an address belongs to the web: no network of its own, no machine itself, no service of a cloud.
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_documentation()
        || matches!(
            (a, b, c),
            (0, ..) | (100, 64..=127, _) | (192, 0, 0) | (192, 88, 99) | (198, 18..=19, _) | (224.., ..)
        ))
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    let parts = ip.segments();
    let inner = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        // An address of the old kind inside one of the new.
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] => !ip.is_loopback() && !ip.is_unspecified() && inner(high, low),
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] | [0x2002, high, low, ..] => inner(high, low),
        [0x2001, 0xdb8, ..] | [0x2001, 0, ..] => false,
        // Only this eighth is given out.
        [first, ..] => first & 0xe000 == 0x2000,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_public() {
        for private in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "198.18.0.1",
            "::1",
            "::",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::7f00:1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "2001:db8::1",
            "100::1",
        ] {
            assert!(!is_public(private.parse().unwrap()), "{private}");
        }
        for public in ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1"] {
            assert!(is_public(public.parse().unwrap()), "{public}");
        }
    }

    #[tokio::test]
    async fn strange_addresses_are_refused_before_anything_is_connected_to() {
        let fetcher = Fetcher::of(&Settings::default()).unwrap();
        for (address, why) in [
            ("ftp://pictures.example/a.png", "picture-address"),
            ("file:///etc/passwd", "picture-address"),
            ("http://user:word@pictures.example/a.png", "picture-address"),
            ("http://127.0.0.1/a.png", "picture-private"),
            ("http://0x7f000001/a.png", "picture-private"),
            ("http://2130706433/a.png", "picture-private"),
            ("http://[::1]/a.png", "picture-private"),
            ("http://[::ffff:169.254.169.254]/latest/meta-data", "picture-private"),
            ("http://localhost/a.png", "picture-private"),
            ("http://93.184.216.34:8080/a.png", "picture-private"),
            ("no address", "picture-address"),
        ] {
            assert_eq!(fetcher.fetch(address).await, Err(why), "{address}");
        }
    }

    #[test]
    fn pictures_come_in_secret_and_a_trusted_name_has_one_port() {
        let mut settings = Settings::default();
        settings.import.trusted_hosts = vec!["pictures.local:8080".into()];
        let fetcher = Fetcher::of(&settings).unwrap();
        for (address, asked) in [
            ("https://pictures.example/a.png", Ok("https://pictures.example/a.png")),
            ("http://pictures.example/a.png", Ok("https://pictures.example/a.png")),
            ("http://pictures.example:443/a.png", Ok("https://pictures.example/a.png")),
            ("https://pictures.example:80/a.png", Ok("https://pictures.example/a.png")),
            ("http://pictures.local:8080/a.png", Ok("http://pictures.local:8080/a.png")),
            ("http://pictures.local/a.png", Err("picture-private")),
            ("https://pictures.local/a.png", Err("picture-private")),
            ("https://pictures.local:8081/a.png", Err("picture-private")),
        ] {
            let url = fetcher.permit(Url::parse(address).unwrap());
            assert_eq!(url.as_ref().map(Url::as_str), asked.as_ref().copied(), "{address}");
        }
    }
}

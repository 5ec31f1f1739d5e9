//! The address of the visitor, for limits.

use axum::{
    extract::ConnectInfo,
    http::{Extensions, HeaderMap, header, request::Parts},
};
use std::net::{IpAddr, SocketAddr};

/// The address that limits count: the caller's, IPv6 cut to its /64.
pub fn client_address(parts: &Parts) -> String {
    match client_ip(&parts.extensions) {
        Some(IpAddr::V4(v4)) => v4.to_string(),
        Some(IpAddr::V6(v6)) => {
            let s = v6.segments();
            format!("{:x}:{:x}:{:x}:{:x}::/64", s[0], s[1], s[2], s[3])
        }
        None => String::from("unknown"),
    }
}

/// The caller's address.
pub fn client_ip(extensions: &Extensions) -> Option<IpAddr> {
    extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip())
}

/// Whether limits by address count a request: all but those of this machine's own callers, which are tests, benchmarks
/// and monitors. What came through a proxy is nobody's own, even where the proxy is not known.
pub fn is_counted(extensions: &Extensions, headers: &HeaderMap) -> bool {
    client_ip(extensions).is_some_and(|ip| !ip.to_canonical().is_loopback() || is_forwarded(headers))
}

/// Whether a proxy says that it asks for somebody else.
pub fn is_forwarded(headers: &HeaderMap) -> bool {
    headers.contains_key("x-forwarded-for") || headers.contains_key(header::FORWARDED)
}

/// Who calls: the peer, or, where that is a proxy of ours, the last hop before our proxies.
pub fn caller(headers: &HeaderMap, peer: SocketAddr, proxies: &[String]) -> SocketAddr {
    let ours = |ip: IpAddr| proxies.iter().any(|proxy| proxy.parse() == Ok(ip));
    if proxies.is_empty() || !ours(peer.ip().to_canonical()) {
        return peer;
    }
    let values = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = values.flat_map(|value| value.split(',')).collect();
    // From the right: each of our proxies wrote down who spoke to it, and whatever the client wrote stands before.
    let read = hops.iter().rev().map_while(|hop| hop.trim().parse::<IpAddr>().ok());
    let client = read.map(|hop| hop.to_canonical()).find(|hop| !ours(*hop));
    client.map_or(peer, |ip| SocketAddr::new(ip, 0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(peer: &str, forwarded: &'static str, proxies: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", forwarded.parse().unwrap());
        let proxies: Vec<_> = proxies.iter().map(|proxy| (*proxy).to_owned()).collect();
        caller(&headers, SocketAddr::new(peer.parse().unwrap(), 9), &proxies).ip().to_string()
    }

    #[test]
    fn callers_of_this_machine_are_not_counted_but_those_behind_a_proxy_are() {
        let counted = |ip: &str, forwarded: bool| {
            let mut extensions = Extensions::new();
            extensions.insert(ConnectInfo(SocketAddr::new(ip.parse().unwrap(), 9)));
            let headers = forwarded.then(|| (header::FORWARDED, "for=192.0.2.1".parse().unwrap()));
            is_counted(&extensions, &HeaderMap::from_iter(headers))
        };
        assert!(!counted("127.0.0.1", false) && !counted("::1", false) && !counted("::ffff:127.0.0.1", false));
        assert!(counted("127.0.0.1", true) && counted("192.0.2.1", false));
    }

    #[test]
    fn forwarded_headers_are_believed_from_our_proxies_alone() {
        assert_eq!(seen("198.51.100.7", "192.0.2.1", &[]), "198.51.100.7");
        assert_eq!(seen("198.51.100.7", "192.0.2.1", &["10.0.0.1"]), "198.51.100.7");
        assert_eq!(seen("10.0.0.1", "192.0.2.1", &["10.0.0.1"]), "192.0.2.1");
        // What the client itself wrote stands further to the left.
        assert_eq!(seen("10.0.0.1", "127.0.0.1, 192.0.2.1, 10.0.0.2", &["10.0.0.1", "10.0.0.2"]), "192.0.2.1");
        assert_eq!(seen("10.0.0.1", "nonsense, 192.0.2.1", &["10.0.0.1"]), "192.0.2.1");
        assert_eq!(seen("10.0.0.1", "nonsense", &["10.0.0.1"]), "10.0.0.1");
        assert_eq!(seen("::ffff:10.0.0.1", "2001:db8::1", &["10.0.0.1"]), "2001:db8::1");
    }
}

//! Holding off floods, in memory and for this node alone. The finer limits are in `commerce::limits`.

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
};
use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
};

/// Requests of an address in a second, in the long run.
const STEADY: NonZeroU32 = NonZeroU32::MIN.saturating_add(49);
/// Requests of an address at once: a page with its pictures, and some to spare.
const BURST: NonZeroU32 = NonZeroU32::MIN.saturating_add(299);
/// After so many requests, addresses that were quiet are forgotten.
const TIDY: u32 = 16_384;

/// Counts the requests of every address.
pub struct Flood {
    limiter: DefaultKeyedRateLimiter<IpAddr>,
    clock: DefaultClock,
    since_tidied: AtomicU32,
}

impl Default for Flood {
    /// Nobody was counted yet.
    fn default() -> Self {
        Self {
            limiter: RateLimiter::keyed(Quota::per_second(STEADY).allow_burst(BURST)),
            clock: DefaultClock::default(),
            since_tidied: AtomicU32::new(0),
        }
    }
}

impl Flood {
    /// Counts a request; the seconds to wait when the address sends too many.
    pub fn holds_off(&self, caller: IpAddr) -> Option<u32> {
        if self.since_tidied.fetch_add(1, Ordering::Relaxed) % TIDY == TIDY - 1 {
            self.limiter.retain_recent();
        }
        let until = self.limiter.check_key(&network(caller)).err()?;
        Some(until.wait_time_from(self.clock.now()).as_secs() as u32 + 1)
    }
}

/// One household: an IPv4 address, or an IPv6 /64.
fn network(ip: IpAddr) -> IpAddr {
    match ip.to_canonical() {
        IpAddr::V6(v6) => {
            let s = v6.segments();
            IpAddr::V6(Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0))
        }
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_held_off_and_others_are_not() {
        let flood = Flood::default();
        let ip = |text: &str| text.parse().unwrap();
        let through = (0..1000).filter(|_| flood.holds_off(ip("192.0.2.1")).is_none()).count();
        assert!((300..400).contains(&through), "{through} got through");
        assert!(flood.holds_off(ip("192.0.2.1")).is_some_and(|seconds| seconds >= 1));
        assert!(flood.holds_off(ip("192.0.2.2")).is_none());
        for _ in 0..1000 {
            flood.holds_off(ip("2001:db8::1"));
        }
        assert!(flood.holds_off(ip("2001:db8::2")).is_some(), "one household");
    }
}

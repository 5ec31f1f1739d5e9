//! The arithmetic of a sliding window, kept as two fixed ones.

use super::Limit;

/// Seconds to wait before another hit is within the limit, if this one is not. `elapsed` are microseconds of the current
/// window; `now` counts its hits with this one, `before` those of the window before.
pub(super) fn wait(limit: Limit, now: u32, before: u32, elapsed: i64) -> Option<u32> {
    let window = i64::from(limit.seconds) * 1_000_000;
    let elapsed = elapsed.clamp(0, window - 1);
    let weighed = i64::from(before) * (window - elapsed);
    let room = i64::from(limit.hits) - i64::from(now);
    if weighed <= room * window {
        return None;
    }
    let until = if room >= 0 {
        // Enough of the window before has to slide out of reach.
        window - room * window / i64::from(before.max(1))
    } else {
        // This window's own hits have to, in the next one: the wanted one must fit beside those that count.
        2 * window - (i64::from(limit.hits) - 1).max(0) * window / i64::from(now.max(1))
    };
    let seconds = (until - elapsed + 999_999) / 1_000_000;
    Some(u32::try_from(seconds.max(1)).unwrap_or(limit.seconds))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Limit = Limit { name: "test", hits: 10, seconds: 60 };
    const SECOND: i64 = 1_000_000;

    #[test]
    fn a_fresh_window_holds_as_many_as_the_limit() {
        assert_eq!(wait(LIMIT, 1, 0, 0), None);
        assert_eq!(wait(LIMIT, 10, 0, 59 * SECOND), None);
        assert!(wait(LIMIT, 11, 0, 0).is_some());
    }

    #[test]
    fn the_window_before_counts_by_what_is_in_reach() {
        // Half of ten is five; five more fit.
        assert_eq!(wait(LIMIT, 5, 10, 30 * SECOND), None);
        assert_eq!(wait(LIMIT, 6, 10, 30 * SECOND), Some(6));
        assert_eq!(wait(LIMIT, 6, 10, 36 * SECOND), None);
    }

    #[test]
    fn the_wait_that_is_told_is_enough() {
        for now in 11..=11 {
            for second in 0..60 {
                let told = i64::from(wait(LIMIT, now, 0, second * SECOND).unwrap());
                let after = second + told;
                let (hits, before, at) = if after >= 60 { (1, now, after - 60) } else { (now + 1, 0, after) };
                assert!(at < 60, "told to wait {told} s");
                assert_eq!(wait(LIMIT, hits, before, at * SECOND), None, "at second {second}, told {told} s");
            }
        }
    }
}

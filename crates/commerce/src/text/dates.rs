//! Dates as people write them: "Tuesday 24 November".

use chrono::{DateTime, Datelike};
use chrono_tz::Tz;
use model::Time;
use std::sync::OnceLock;

static ZONE: OnceLock<Tz> = OnceLock::new();

/// Sets the zone in which all dates of this process are written; the first call counts.
pub fn set_zone(zone: Tz) {
    let _ = ZONE.set(zone);
}

fn local(time: Time) -> DateTime<Tz> {
    time.utc().with_timezone(ZONE.get().unwrap_or(&chrono_tz::Europe::Vienna))
}

/// "24 November 2026".
pub fn date(time: Time) -> String {
    local(time).format("%-d %B %Y").to_string()
}

/// "Tuesday 24 November".
pub fn day(time: Time) -> String {
    local(time).format("%A %-d %B").to_string()
}

/// "Tue 24 Nov", where there is little room.
pub fn short_day(time: Time) -> String {
    local(time).format("%a %-d %b").to_string()
}

/// "24 November 2026, 14:05".
pub fn date_time(time: Time) -> String {
    local(time).format("%-d %B %Y, %H:%M").to_string()
}

/// "Tuesday 24 November", or "Tuesday 24 to Thursday 26 November".
pub fn date_span(from: Time, to: Time) -> String {
    let (first, last) = (local(from), local(to));
    match (first.date_naive() == last.date_naive(), first.month() == last.month()) {
        (true, _) => day(from),
        (false, true) => format!("{} to {}", first.format("%A %-d"), last.format("%A %-d %B")),
        (false, false) => format!("{} to {}", day(from), day(to)),
    }
}

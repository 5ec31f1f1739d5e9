//! Ways to ship: what they cost for a cart and when the parcel arrives.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Timelike, Utc, Weekday};
use chrono_tz::Tz;
use model::{Currency, Money, Time, checkout::ShippingChoice};
use sqlx::MySqlConnection;
use uuid::Uuid;

/// Orders before this hour of a working day leave on the same day.
const CUTOFF_HOUR: u32 = 13;

/// A way to ship within a zone.
#[derive(Clone, Debug)]
pub(super) struct Method {
    pub code: String,
    pub name: String,
    pub hint: String,
    pub amount: i64,
    pub free_from: Option<i64>,
    pub min_days: u8,
    pub max_days: u8,
}

impl Method {
    /// What it costs for goods of this worth.
    pub fn price(&self, subtotal: Money) -> Money {
        let free = self.free_from.is_some_and(|limit| subtotal.minor >= limit);
        Money::new(if free { 0 } else { self.amount }, subtotal.currency)
    }

    /// The choice as the checkout shows it to somebody who orders now.
    pub fn choice(&self, subtotal: Money, now: DateTime<Utc>, zone: Tz) -> ShippingChoice {
        ShippingChoice {
            code: self.code.clone(),
            name: self.name.clone(),
            hint: self.hint.clone(),
            price: self.price(subtotal),
            arrives: self.arrival(now, zone),
        }
    }

    /// First and last day of arrival for an order of this moment.
    pub fn arrival(&self, now: DateTime<Utc>, zone: Tz) -> (Time, Time) {
        let leaves = day_of_leaving(now.with_timezone(&zone));
        let noon = |days: u8| noon(working_days_after(leaves, days), zone);
        (noon(self.min_days), noon(self.max_days))
    }
}

/// The ways to ship of a zone, in the order of the owner.
pub(super) async fn methods(
    conn: &mut MySqlConnection,
    zone: Uuid,
    currency: Currency,
) -> Result<Vec<Method>, sqlx::Error> {
    sqlx::query_as!(
        Method,
        "SELECT code, name, hint, amount, free_from, min_days, max_days FROM shipping_methods
         WHERE zone_id = ? AND currency = ? ORDER BY position, code",
        zone,
        currency.code(),
    )
    .fetch_all(conn)
    .await
}

/// Working days are Monday to Friday; public holidays differ by carrier and country and are not counted.
fn day_of_leaving(now: DateTime<Tz>) -> NaiveDate {
    let today = now.date_naive();
    if works(today) && now.hour() < CUTOFF_HOUR { today } else { working_days_after(today, 1) }
}

fn working_days_after(day: NaiveDate, days: u8) -> NaiveDate {
    let mut reached = day;
    for _ in 0..days {
        reached = reached + Days::new(1);
        while !works(reached) {
            reached = reached + Days::new(1);
        }
    }
    reached
}

fn works(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Noon on the shop's clock: the same date wherever it is read.
fn noon(day: NaiveDate, zone: Tz) -> Time {
    let local = day.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
    zone.from_local_datetime(&local).earliest().map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc)).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono_tz::Europe::Vienna;

    fn method(min_days: u8, max_days: u8) -> Method {
        Method {
            code: "standard".into(),
            name: String::new(),
            hint: String::new(),
            amount: 490,
            free_from: Some(7_500),
            min_days,
            max_days,
        }
    }

    fn days(now: &str, min: u8, max: u8) -> (String, String) {
        let now = now.parse::<DateTime<Utc>>().unwrap();
        let (first, last) = method(min, max).arrival(now, Vienna);
        let day = |time: Time| time.utc().with_timezone(&Vienna).format("%a %F").to_string();
        (day(first), day(last))
    }

    #[test]
    fn counts_working_days_on_the_clock_of_the_shop() {
        let cases = [
            // Friday, 12:59 in Vienna: still leaves today.
            ("2026-11-20T11:59:00Z", 1, 1, "Mon 2026-11-23", "Mon 2026-11-23"),
            // Friday, 13:00 in Vienna: leaves on Monday.
            ("2026-11-20T12:00:00Z", 1, 1, "Tue 2026-11-24", "Tue 2026-11-24"),
            ("2026-11-21T09:00:00Z", 2, 4, "Wed 2026-11-25", "Fri 2026-11-27"),
            // Sunday 23:30 in London is Monday in Vienna.
            ("2026-11-22T23:30:00Z", 2, 4, "Wed 2026-11-25", "Fri 2026-11-27"),
            ("2026-11-18T08:00:00Z", 2, 4, "Fri 2026-11-20", "Tue 2026-11-24"),
        ];
        for (now, min, max, first, last) in cases {
            assert_eq!(days(now, min, max), (first.to_owned(), last.to_owned()), "{now}");
        }
    }

    #[test]
    fn is_free_from_the_limit_on() {
        let price = |subtotal| method(2, 4).price(Money::new(subtotal, Currency::EUR)).minor;
        assert_eq!((price(7_499), price(7_500)), (490, 0));
    }
}

//! When a parcel would arrive, as pages promise it before there is a cart.

use super::{CheckoutError, shipping};
use crate::{Shop, cart};
use chrono::Utc;
use chrono_tz::Tz;
use model::{Currency, Money, Time};

/// The first way to ship within the shop's own country.
#[derive(Clone, Debug)]
pub struct Delivery {
    method: shipping::Method,
    zone: Tz,
    currency: Currency,
}

impl Delivery {
    /// First and last day of arrival of what is ordered now.
    pub fn arrives(&self) -> (Time, Time) {
        self.method.arrival(Utc::now(), self.zone)
    }

    /// Its name as the checkout shows it.
    pub fn name(&self) -> &str {
        &self.method.name
    }

    /// What it costs below the limit from which it is free.
    pub fn price(&self) -> Money {
        Money::new(self.method.amount, self.currency)
    }

    /// From which worth of goods on it costs nothing.
    pub fn free_from(&self) -> Option<Money> {
        self.method.free_from.map(|minor| Money::new(minor, self.currency))
    }
}

/// What can be promised; `None` where the shop does not ship to its own country.
pub async fn delivery(shop: &Shop) -> Result<Option<Delivery>, CheckoutError> {
    let currency = shop.settings.shop.currency;
    let mut conn = shop.pool.acquire().await?;
    let region = cart::region(&mut conn, &shop.settings.shop.country, currency).await?;
    let Some(zone) = region.and_then(|region| region.zone) else { return Ok(None) };
    let first = shipping::methods(&mut conn, zone, currency).await?.into_iter().next();
    Ok(first.map(|method| Delivery { method, zone: shop.settings.shop.zone(), currency }))
}

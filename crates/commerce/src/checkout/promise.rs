//! When a parcel would arrive, as pages promise it before there is a cart.

use super::{CheckoutError, postcode, shipping, view};
use crate::{Shop, cart};
use chrono::Utc;
use chrono_tz::Tz;
use model::{Currency, Money, Time};

/// The first way to ship to a country.
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

    /// What it costs for goods of this worth, alone in a cart.
    pub fn price_for(&self, goods: Money) -> Money {
        self.method.price(goods)
    }

    /// From which worth of goods on it costs nothing.
    pub fn free_from(&self) -> Option<Money> {
        self.method.free_from.map(|minor| Money::new(minor, self.currency))
    }
}

/// What can be promised within the shop's own country; `None` where the shop does not ship to it.
pub async fn delivery(shop: &Shop, currency: Currency) -> Result<Option<Delivery>, CheckoutError> {
    delivery_to(shop, &shop.settings.shop.country, currency).await
}

/// What can be promised for a country; `None` where the shop does not ship to it.
pub async fn delivery_to(shop: &Shop, country: &str, currency: Currency) -> Result<Option<Delivery>, CheckoutError> {
    let mut conn = shop.pool.acquire().await?;
    let region = cart::region(&mut conn, country, currency).await?;
    let Some(zone) = region.and_then(|region| region.zone) else { return Ok(None) };
    let first = shipping::methods(&mut conn, zone, currency).await?.into_iter().next();
    Ok(first.map(|method| Delivery { method, zone: shop.settings.shop.zone(), currency }))
}

/// Countries that the shop ships to, by name: code and name.
pub async fn destinations(shop: &Shop) -> Result<Vec<(String, String)>, CheckoutError> {
    let mut conn = shop.pool.acquire().await?;
    view::countries(&mut conn, shop.settings.shop.currency).await
}

/// Whether a postcode is one of its country; else the code of the sentence that says what is expected. None at all will
/// do, since the promise is made for the whole country.
pub fn check_postcode(text: &str, country: &str) -> Result<(), &'static str> {
    if text.is_empty() { Ok(()) } else { postcode::check(text, country) }
}

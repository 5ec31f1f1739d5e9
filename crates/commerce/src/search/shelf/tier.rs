//! Prices of a further currency beside the shelf: what lists show, count and sort by in it.

use super::{Items, Shelf, order::Amounts, rows};
use insight::RangeIndex;
use model::{Currency, ProductId, Time};
use roaring::RoaringBitmap;
use sqlx::MySqlConnection;
use std::sync::Arc;

/// What differs in a currency; a product that has no price in it is not shown in it.
#[derive(Clone)]
pub struct Tier {
    pub currency: Currency,
    prices: RangeIndex,
    amounts: Amounts,
    live: Arc<RoaringBitmap>,
    buyable: Arc<RoaringBitmap>,
}

/// Lowest price of a product and whether it can be bought; `None` where it has no price.
pub type Offer = Option<(i64, bool)>;

impl Tier {
    /// The prices of products by their places.
    pub fn build(currency: Currency, offers: &[(u32, i64, bool)], items: &Items, now: Time) -> Self {
        let mut tier = Self {
            currency,
            prices: RangeIndex::build(offers.iter().map(|(at, price, _)| (*at, *price))),
            amounts: Amounts::default(),
            live: Arc::default(),
            buyable: Arc::new(offers.iter().filter(|(.., buyable)| *buyable).map(|(at, ..)| *at).collect()),
        };
        for (at, price, _) in offers {
            tier.amounts.set(*at, Some(*price));
        }
        tier.publish(items, now);
        tier
    }

    /// Shows what is published by now.
    pub fn publish(&mut self, items: &Items, now: Time) {
        let shown = (0..).zip(items.iter()).filter(|(at, item)| self.amounts.get(*at).is_some() && item.timely(now));
        self.live = Arc::new(shown.map(|(at, _)| at).collect());
    }

    /// Gives a product its price as it is now; `published` says whether lists may show it.
    pub fn set(&mut self, at: u32, offer: Offer, published: bool) {
        let (was, now) = (self.amounts.get(at), offer.map(|(price, _)| price));
        if was != now {
            self.prices.set(at, was, now);
            self.amounts.set(at, now);
        }
        super::patch::set(&mut self.buyable, at, offer.is_some_and(|(_, buyable)| buyable));
        super::patch::set(&mut self.live, at, published && now.is_some());
    }

    /// Whether a product has just this price and stock.
    pub fn holds(&self, at: u32, offer: Offer) -> bool {
        self.amounts.get(at).map(|price| (price, self.buyable.contains(at))) == offer
    }
}

impl Shelf {
    /// The shelf with the prices of a currency; as it is in the shop's own, and in one that is not sold.
    pub fn sold_in(self: Arc<Self>, currency: Currency) -> Arc<Self> {
        let Some(tier) = self.tiers.iter().find(|tier| tier.currency == currency) else { return self };
        Arc::new(Self {
            prices: tier.prices.clone(),
            live: tier.live.clone(),
            buyable: tier.buyable.clone(),
            amounts: Some(tier.amounts.clone()),
            ..Self::clone(&self)
        })
    }

    /// The lowest price of the product at a place, in the currency that the shelf is sold in.
    pub fn price(&self, at: u32) -> Option<i64> {
        match &self.amounts {
            None => self.item(at)?.price,
            Some(amounts) => amounts.get(at),
        }
    }

    /// What a product costs in the further currencies, in the order of the tiers.
    pub async fn further(&self, conn: &mut MySqlConnection, product: ProductId) -> Result<Vec<Offer>, sqlx::Error> {
        let mut offers = Vec::with_capacity(self.tiers.len());
        for tier in self.tiers.iter() {
            offers.push(rows::offer(conn, product, tier.currency).await?);
        }
        Ok(offers)
    }

    /// Whether every further currency has these prices of a product, in the order of the tiers.
    pub fn tiers_hold(&self, at: u32, offers: &[Offer]) -> bool {
        self.tiers.iter().zip(offers).all(|(tier, offer)| tier.holds(at, *offer))
    }

    /// Gives a product its prices in the further currencies, in the order of the tiers.
    pub fn set_tiers(&mut self, at: u32, offers: &[Offer], now: Time) {
        let Some(published) = self.item(at).map(|item| item.timely(now)) else { return };
        for (tier, offer) in Arc::make_mut(&mut self.tiers).iter_mut().zip(offers) {
            tier.set(at, *offer, published);
        }
    }
}

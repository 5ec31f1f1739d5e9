//! A shop of any size for measuring: made-up goods with variants, options, attributes, categories, prices, stock and
//! ratings. The same number of products is the same shop on every machine, and a larger one holds every smaller one.

pub mod product;
pub mod tree;
pub mod vocabulary;
mod write;

use crate::{Broken, Shop, outbox};
use model::{PriceListId, event::Event};
use std::{str::FromStr, sync::Arc};
use write::Batch;

/// Products written in one transaction.
const BATCH: u64 = 1_000;
/// Ids leave no room for more.
const MOST: u64 = 10_000_000;

/// How many products a shop is to have: `1k`, `50k`, `1M`, or a plain number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (digits, factor) = match text.as_bytes().last() {
            Some(b'k' | b'K') => (&text[..text.len() - 1], 1_000),
            Some(b'm' | b'M') => (&text[..text.len() - 1], 1_000_000),
            _ => (text, 1),
        };
        let number = digits.parse::<u64>().ok().and_then(|number| number.checked_mul(factor));
        match number {
            Some(number @ 1..=MOST) => Ok(Self(number)),
            _ => Err("a number of products such as 1k, 50k or 1M, at most 10M".into()),
        }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Scaled {
    /// Made-up products that the shop has now.
    pub products: u64,
    /// Those of them that were written now.
    pub written: u64,
}

/// Brings the shop to a number of made-up products, after [`bootstrap`](super::bootstrap). What is there stays, so a run
/// that was cut off goes on and a second one changes nothing. `told` hears how many are done.
pub async fn scale(shop: &Shop, size: Size, mut told: impl FnMut(u64)) -> Result<Scaled, Broken> {
    let currency = shop.settings.shop.currency;
    let list: PriceListId = sqlx::query_scalar("SELECT id FROM price_lists WHERE is_default AND currency = ?")
        .bind(currency.code())
        .fetch_one(&shop.pool)
        .await?;
    write::categories(&mut *shop.pool.acquire().await?).await?;
    let there: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM products WHERE id BETWEEN ? AND ?")
        .bind(product::id(0))
        .bind(product::id(MOST))
        .fetch_one(&shop.pool)
        .await?;
    let there = there.cast_unsigned();
    let mut done = there;
    while done < size.0 {
        let next = (done + BATCH).min(size.0);
        let goods = (done..next).map(product::product).collect();
        let batch = Arc::new(Batch { goods, list });
        shop.transaction(batch, |tx, batch| Box::pin(async move { write::goods(tx, &batch).await })).await?;
        done = next;
        told(done);
    }
    shop.transaction((), |tx, ()| {
        Box::pin(async move { Ok::<_, Broken>(outbox::write(tx, &Event::CatalogReplaced).await?) })
    })
    .await?;
    Ok(Scaled { products: done, written: done - there })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_sizes() {
        let size = |text: &str| text.parse::<Size>().map(|size| size.0).ok();
        assert_eq!(size("1k"), Some(1_000));
        assert_eq!(size("50K"), Some(50_000));
        assert_eq!(size("1M"), Some(1_000_000));
        assert_eq!(size("250"), Some(250));
        for odd in ["", "k", "0", "-1", "1.5k", "11M", "99999999999999999999", "many", "1kk", "é"] {
            assert_eq!(size(odd), None, "{odd}");
        }
    }
}

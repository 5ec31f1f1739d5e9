//! A list as its page shows it: prices and stock of this moment.

use super::{WishlistError, sql};
use crate::{
    Actor, Shop,
    catalog::{self, query_sellable},
};
use model::{
    Currency, Money, ProductId, VariantId, WishlistId,
    catalog::{Availability, Pricing},
    wishlist::{GoneWish, Wish, WishVariant, WishlistView},
};
use sqlx::MySqlConnection;
use std::collections::HashMap;

/// The shopper's list; an empty one where there is none.
pub async fn view(shop: &Shop, actor: &Actor, pricing: Pricing) -> Result<WishlistView, WishlistError> {
    let nothing = WishlistView { items: vec![], gone: vec![], shared: false };
    let Some(token) = actor.wishes() else { return Ok(nothing) };
    let mut conn = shop.pool.acquire().await?;
    match sql::find(&mut conn, token).await? {
        Some(list) => show(shop, &mut conn, list.id, list.shared, pricing).await,
        None => Ok(nothing),
    }
}

/// A list by its id.
pub(super) async fn show(
    shop: &Shop,
    conn: &mut MySqlConnection,
    list: WishlistId,
    shared: bool,
    pricing: Pricing,
) -> Result<WishlistView, WishlistError> {
    let saved = saved(conn, list).await?;
    let ids: Vec<_> = saved.iter().map(|row| row.product).collect();
    let cards = catalog::cards(shop, &ids, pricing).await?;
    let mut variants = variants(conn, list, pricing.currency).await?;
    let mut cards: HashMap<_, _> = cards.into_iter().map(|card| (card.id, card)).collect();
    let (mut items, mut gone) = (vec![], vec![]);
    for row in saved {
        let Some(card) = cards.remove(&row.product) else {
            gone.push(GoneWish { product: row.product, title: row.title });
            continue;
        };
        let seen = row.seen_price.filter(|_| row.currency == pricing.currency.code());
        let less = seen.map(|seen| seen - card.price.now.minor).filter(|less| *less > 0);
        items.push(Wish {
            less: less.map(|minor| Money { minor, currency: pricing.currency }),
            variants: variants.remove(&row.product).unwrap_or_default(),
            card,
        });
    }
    Ok(WishlistView { items, gone, shared })
}

/// What is on a list, newest first.
pub(super) async fn products(conn: &mut MySqlConnection, list: WishlistId) -> Result<Vec<ProductId>, sqlx::Error> {
    Ok(saved(conn, list).await?.into_iter().map(|row| row.product).collect())
}

struct Saved {
    product: ProductId,
    title: String,
    seen_price: Option<i64>,
    currency: String,
}

async fn saved(conn: &mut MySqlConnection, list: WishlistId) -> Result<Vec<Saved>, sqlx::Error> {
    sqlx::query_as!(
        Saved,
        r#"SELECT wi.product_id as "product: ProductId", p.title, wi.seen_price, wi.currency
           FROM wishlist_items wi JOIN products p ON p.id = wi.product_id
           WHERE wi.wishlist_id = ? ORDER BY wi.added_at DESC, wi.product_id"#,
        list
    )
    .fetch_all(conn)
    .await
}

struct VariantRow {
    product: ProductId,
    id: VariantId,
    option1: String,
    option2: String,
    option3: String,
    options: i64,
    tracked: bool,
    continue_selling: bool,
    free: i64,
}

/// The variants of everything on a list that have a price.
async fn variants(
    conn: &mut MySqlConnection,
    list: WishlistId,
    currency: Currency,
) -> Result<HashMap<ProductId, Vec<WishVariant>>, sqlx::Error> {
    let rows = query_sellable!(
        VariantRow,
        r#"SELECT v.product_id as "product: ProductId", v.id as "id: VariantId", v.option1, v.option2, v.option3,
                  (SELECT COUNT(*) FROM product_options po WHERE po.product_id = v.product_id) as "options!: i64",
                  v.tracked as "tracked: bool", v.continue_selling as "continue_selling: bool",
                  COALESCE("#,
        r#", 0) as "free!: i64"
           FROM wishlist_items wi
           JOIN variants v ON v.product_id = wi.product_id AND v.archived_at IS NULL
           JOIN price_lists pl ON pl.is_default AND pl.currency = ?
           JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = pl.id
           LEFT JOIN inventory i ON i.variant_id = v.id
           WHERE wi.wishlist_id = ? ORDER BY v.product_id, v.position"#,
        currency.code(),
        list
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<ProductId, Vec<WishVariant>> = HashMap::new();
    for row in rows {
        let values = [row.option1, row.option2, row.option3];
        let title: Vec<_> = values.into_iter().take(row.options as usize).collect();
        found.entry(row.product).or_default().push(WishVariant {
            id: row.id,
            title: title.join(", "),
            availability: Availability::of(row.free, row.tracked, row.continue_selling),
        });
    }
    Ok(found)
}

//! The cart as it stands now: prices and stock of this moment.

use super::{CartError, Line, Region, region, sql, totals};
use crate::{Actor, Shop, catalog::query_sellable};
use model::{
    CartId, Currency, Money,
    cart::{CartView, Totals},
};
use sqlx::MySqlConnection;

/// The shopper's cart; an empty one where there is none. Taxes are those of the shop's own country.
pub async fn view(shop: &Shop, actor: &Actor) -> Result<CartView, CartError> {
    let (settings, currency) = (&shop.settings.shop, actor.currency(shop));
    let mut conn = shop.pool.acquire().await?;
    let cart = match actor.cart() {
        Some(token) => sql::find(&mut conn, token).await?,
        None => None,
    };
    match cart {
        Some(cart) => show(&mut conn, cart.id, currency, &settings.country).await,
        None => empty_view(&mut conn, currency, &settings.country).await,
    }
}

/// Units in the cart that can be bought, for the badge.
pub async fn count(shop: &Shop, actor: &Actor) -> Result<u32, CartError> {
    let Some(token) = actor.cart() else { return Ok(0) };
    let (hash, currency) = (token.hash(), actor.currency(shop));
    let found = query_sellable!(
        Units,
        r#"SELECT CAST(COALESCE(SUM(IF(v.tracked AND NOT v.continue_selling,
                  LEAST(cl.quantity, GREATEST(COALESCE("#,
        r#", 0), 0)), cl.quantity)), 0) AS SIGNED) as "units!: i64"
           FROM carts c
           JOIN cart_lines cl ON cl.cart_id = c.id
           JOIN variants v ON v.id = cl.variant_id AND v.archived_at IS NULL
           JOIN products p ON p.id = v.product_id AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
           JOIN price_lists pl ON pl.is_default AND pl.currency = ?
           JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = pl.id
           LEFT JOIN inventory i ON i.variant_id = v.id
           WHERE c.token_hash = ?"#,
        currency.code(),
        &hash[..],
    )
    .fetch_one(&shop.pool)
    .await?;
    Ok(u32::try_from(found.units).unwrap_or_default())
}

struct Units {
    units: i64,
}

/// A cart as pages show it, within the running transaction or on any connection.
pub(super) async fn show(
    conn: &mut MySqlConnection,
    cart: CartId,
    currency: Currency,
    country: &str,
) -> Result<CartView, CartError> {
    let version = sqlx::query_scalar!("SELECT version FROM carts WHERE id = ?", cart).fetch_one(&mut *conn).await?;
    let lines = sql::lines(conn, cart, currency).await?;
    let region = region(conn, country, currency).await?.unwrap_or_else(|| Region::unknown(country));
    let sums = sums(&lines, &region, None, Money::zero(currency), currency)?;
    Ok(assemble(&lines, &region, sums, version, currency))
}

/// The cart of somebody who has none.
pub(super) async fn empty_view(
    conn: &mut MySqlConnection,
    currency: Currency,
    country: &str,
) -> Result<CartView, CartError> {
    let region = region(conn, country, currency).await?.unwrap_or_else(|| Region::unknown(country));
    let sums = sums(&[], &region, None, Money::zero(currency), currency)?;
    Ok(assemble(&[], &region, sums, 0, currency))
}

/// The sums of what can be bought of the lines. Not limited: a cart that grew too dear is shown, and refused when ordered.
pub(crate) fn sums(
    lines: &[Line],
    region: &Region,
    shipping: Option<Money>,
    fee: Money,
    currency: Currency,
) -> Result<Totals, CartError> {
    let taxed: Vec<_> = lines.iter().filter_map(|line| line.taxed(region, currency)).collect();
    let sums = totals::add_up(&taxed, shipping, fee, region.mode, currency).map_err(crate::Broken::other)?;
    Ok(sums.totals)
}

/// Puts lines and sums together.
pub(crate) fn assemble(lines: &[Line], region: &Region, totals: Totals, version: u32, currency: Currency) -> CartView {
    let to_free_shipping = region.free_from.map(|limit| Money::new((limit - totals.subtotal.minor).max(0), currency));
    CartView { lines: lines.iter().map(|line| line.show(currency)).collect(), totals, to_free_shipping, version }
}

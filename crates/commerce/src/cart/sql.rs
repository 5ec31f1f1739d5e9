//! The statements of the cart. No decisions here.

use super::Line;
use crate::{
    catalog::{pictures::PictureColumns, query_sellable},
    secret::Token,
};
use model::{CartId, Currency, MediaId, OrderId, ProductId, VariantId};
use sqlx::{MySqlConnection, types::Json};

/// A cart without its lines.
#[derive(Clone, Copy, Debug)]
pub struct CartHead {
    pub id: CartId,
    pub version: u32,
}

/// The cart behind a cookie, without locking it.
pub async fn find(conn: &mut MySqlConnection, token: &Token) -> Result<Option<CartHead>, sqlx::Error> {
    let hash = token.hash();
    sqlx::query_as!(CartHead, r#"SELECT id as "id: CartId", version FROM carts WHERE token_hash = ?"#, &hash[..])
        .fetch_optional(conn)
        .await
}

/// The cart behind a cookie, locked until the transaction ends.
pub async fn lock(conn: &mut MySqlConnection, token: &Token) -> Result<Option<CartHead>, sqlx::Error> {
    let hash = token.hash();
    sqlx::query_as!(
        CartHead,
        r#"SELECT id as "id: CartId", version FROM carts WHERE token_hash = ? FOR UPDATE"#,
        &hash[..]
    )
    .fetch_optional(conn)
    .await
}

/// Makes a cart for a cookie; nothing happens where one is there already.
pub(super) async fn create(conn: &mut MySqlConnection, token: &Token, currency: Currency) -> Result<(), sqlx::Error> {
    let hash = token.hash();
    sqlx::query!(
        "INSERT IGNORE INTO carts (id, token_hash, currency) VALUES (?, ?, ?)",
        CartId::new(),
        &hash[..],
        currency.code(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Marks a change of a locked cart.
pub(super) async fn raise_version(conn: &mut MySqlConnection, cart: CartId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE carts SET version = version + 1, updated_at = UTC_TIMESTAMP(6) WHERE id = ?", cart)
        .execute(conn)
        .await?;
    Ok(())
}

/// Every line of a cart with price, stock and picture of this moment, newest first.
pub async fn lines(conn: &mut MySqlConnection, cart: CartId, currency: Currency) -> Result<Vec<Line>, sqlx::Error> {
    query_sellable!(
        Line,
        r#"SELECT cl.variant_id as "variant: VariantId", p.id as "product: ProductId", cl.quantity as asked,
                  IF(c.currency = ?, cl.seen_price, NULL) as "seen_price?: i64", v.sku, p.handle, p.title, v.option1, v.option2, v.option3,
                  v.taxable as "taxable: bool", v.tracked as "tracked: bool",
                  v.continue_selling as "continue_selling: bool",
                  (p.status = 'active' AND COALESCE(UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at, FALSE)
                   AND v.archived_at IS NULL) as "for_sale!: bool",
                  pr.amount as "amount?", COALESCE("#,
        r#", 0) as "free!: i64", m.id as "media?: MediaId",
                  IF(m.id IS NULL, NULL,
                     JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, pm.alt))
                      as "picture: Json<PictureColumns>"
           FROM cart_lines cl
           JOIN carts c ON c.id = cl.cart_id
           JOIN variants v ON v.id = cl.variant_id
           JOIN products p ON p.id = v.product_id
           LEFT JOIN price_lists pl ON pl.is_default AND pl.currency = ?
           LEFT JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = pl.id
           LEFT JOIN inventory i ON i.variant_id = v.id
           LEFT JOIN product_media pm ON pm.product_id = p.id AND pm.position = COALESCE(v.media_position,
               (SELECT MIN(first.position) FROM product_media first WHERE first.product_id = p.id))
           LEFT JOIN media m ON m.id = pm.media_id
           WHERE cl.cart_id = ?
           ORDER BY cl.added_at DESC, cl.variant_id"#,
        currency.code(),
        currency.code(),
        cart,
    )
    .fetch_all(conn)
    .await
}

/// What must be known of a variant before it goes into a cart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    pub amount: i64,
    /// Whether stock limits the units.
    pub counted: bool,
    pub free: i64,
    /// Units of it in this cart already.
    pub in_cart: i64,
}

/// A variant on sale, as this cart sees it.
pub(super) async fn offer(
    conn: &mut MySqlConnection,
    cart: CartId,
    variant: VariantId,
    currency: Currency,
) -> Result<Option<Offer>, sqlx::Error> {
    query_sellable!(
        Offer,
        r#"SELECT pr.amount, (v.tracked AND NOT v.continue_selling) as "counted!: bool", COALESCE("#,
        r#", 0) as "free!: i64", CAST(COALESCE(cl.quantity, 0) AS SIGNED) as "in_cart!: i64"
           FROM variants v
           JOIN products p ON p.id = v.product_id AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
           JOIN price_lists pl ON pl.is_default AND pl.currency = ?
           JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = pl.id
           LEFT JOIN inventory i ON i.variant_id = v.id
           LEFT JOIN cart_lines cl ON cl.cart_id = ? AND cl.variant_id = v.id
           WHERE v.id = ? AND v.archived_at IS NULL"#,
        currency.code(),
        cart,
        variant,
    )
    .fetch_optional(conn)
    .await
}

/// How many lines a cart has.
pub(super) async fn line_count(conn: &mut MySqlConnection, cart: CartId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("SELECT COUNT(*) FROM cart_lines WHERE cart_id = ?", cart).fetch_one(conn).await
}

/// Writes a line at the price that the shopper sees now.
pub(super) async fn write_line(
    conn: &mut MySqlConnection,
    cart: CartId,
    variant: VariantId,
    quantity: u32,
    price: i64,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price) VALUES (?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE quantity = VALUES(quantity), seen_price = VALUES(seen_price)",
        cart,
        variant,
        quantity,
        price,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes a line, if it is there.
pub(super) async fn remove_line(
    conn: &mut MySqlConnection,
    cart: CartId,
    variant: VariantId,
) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM cart_lines WHERE cart_id = ? AND variant_id = ?", cart, variant).execute(conn).await?;
    Ok(())
}

/// Takes note that the shopper saw the prices of every line.
pub(super) async fn note_prices(
    conn: &mut MySqlConnection,
    cart: CartId,
    currency: Currency,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE cart_lines cl
         JOIN price_lists pl ON pl.is_default AND pl.currency = ?
         JOIN prices pr ON pr.variant_id = cl.variant_id AND pr.price_list_id = pl.id
         SET cl.seen_price = pr.amount WHERE cl.cart_id = ?",
        currency.code(),
        cart,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Turns a cart to a currency: its prices count as seen, since nobody has seen others in it. Nothing happens where it
/// is of that currency already.
pub(super) async fn turn(conn: &mut MySqlConnection, cart: CartId, currency: Currency) -> Result<(), sqlx::Error> {
    let turned = sqlx::query!(
        "UPDATE carts SET currency = ? WHERE id = ? AND currency <> ?",
        currency.code(),
        cart,
        currency.code(),
    )
    .execute(&mut *conn)
    .await?;
    if turned.rows_affected() == 0 {
        return Ok(());
    }
    sqlx::query!("UPDATE cart_lines SET seen_price = NULL WHERE cart_id = ?", cart).execute(&mut *conn).await?;
    note_prices(conn, cart, currency).await?;
    raise_version(conn, cart).await
}

/// Removes every line.
pub(super) async fn remove_lines(conn: &mut MySqlConnection, cart: CartId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM cart_lines WHERE cart_id = ?", cart).execute(conn).await?;
    Ok(())
}

/// Empties a locked cart and marks the change.
pub async fn empty(conn: &mut MySqlConnection, cart: CartId) -> Result<(), sqlx::Error> {
    remove_lines(conn, cart).await?;
    raise_version(conn, cart).await
}

/// Puts the lines of an order back into a locked cart, at the prices of the order, so that a change since is said.
/// A variant that is there again keeps the larger number; a full cart takes no more.
pub async fn put_back(conn: &mut MySqlConnection, cart: CartId, order: OrderId) -> Result<(), sqlx::Error> {
    let present = line_count(conn, cart).await?;
    let room = u32::try_from((super::lines::LINE_LIMIT - present).max(0)).unwrap_or_default();
    sqlx::query!(
        "INSERT INTO cart_lines (cart_id, variant_id, quantity, seen_price)
         SELECT c.id, ol.variant_id, ol.quantity, IF(c.currency = o.currency, ol.unit_price, NULL)
         FROM order_lines ol JOIN orders o ON o.id = ol.order_id JOIN carts c ON c.id = ?
         WHERE ol.order_id = ?
         ORDER BY ol.position LIMIT ?
         ON DUPLICATE KEY UPDATE quantity = GREATEST(cart_lines.quantity, VALUES(quantity))",
        cart,
        order,
        room,
    )
    .execute(&mut *conn)
    .await?;
    raise_version(conn, cart).await
}

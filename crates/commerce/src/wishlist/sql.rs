//! The statements of wishlists. No decisions here.

use crate::secret::Token;
use model::{Currency, ProductId, WishlistId};
use sqlx::MySqlConnection;

/// A list without its products.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub id: WishlistId,
    pub shared: bool,
    pub share_version: u32,
}

/// The list behind a cookie, without locking it.
pub(super) async fn find(conn: &mut MySqlConnection, token: &Token) -> Result<Option<Head>, sqlx::Error> {
    let hash = token.hash();
    sqlx::query_as!(
        Head,
        r#"SELECT id as "id: WishlistId", share_hash IS NOT NULL as "shared!: bool", share_version
           FROM wishlists WHERE token_hash = ?"#,
        &hash[..]
    )
    .fetch_optional(conn)
    .await
}

/// The same, locked until the transaction ends.
pub(super) async fn lock(conn: &mut MySqlConnection, token: &Token) -> Result<Option<Head>, sqlx::Error> {
    let hash = token.hash();
    sqlx::query_as!(
        Head,
        r#"SELECT id as "id: WishlistId", share_hash IS NOT NULL as "shared!: bool", share_version
           FROM wishlists WHERE token_hash = ? FOR UPDATE"#,
        &hash[..]
    )
    .fetch_optional(conn)
    .await
}

/// Makes a list for a cookie; nothing happens where one is there already.
pub(super) async fn create(conn: &mut MySqlConnection, token: &Token) -> Result<(), sqlx::Error> {
    let hash = token.hash();
    sqlx::query!("INSERT IGNORE INTO wishlists (id, token_hash) VALUES (?, ?)", WishlistId::new(), &hash[..])
        .execute(conn)
        .await?;
    Ok(())
}

/// Keeps a list for another year.
pub(super) async fn touch(conn: &mut MySqlConnection, list: WishlistId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE wishlists SET updated_at = UTC_TIMESTAMP(6) WHERE id = ?", list).execute(conn).await?;
    Ok(())
}

/// Opens a list to whoever holds a secret, or closes it; either makes the next link another one.
pub(super) async fn set_share(
    conn: &mut MySqlConnection,
    list: WishlistId,
    hash: Option<[u8; 32]>,
) -> Result<(), sqlx::Error> {
    let hash = hash.as_ref().map(|hash| &hash[..]);
    sqlx::query!(
        "UPDATE wishlists SET share_version = share_version + IF(? IS NULL, 1, 0), share_hash = ? WHERE id = ?",
        hash,
        hash,
        list
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The list that a link shows.
pub(super) async fn by_share(conn: &mut MySqlConnection, token: &Token) -> Result<Option<WishlistId>, sqlx::Error> {
    let hash = token.hash();
    sqlx::query_scalar!(r#"SELECT id as "id: WishlistId" FROM wishlists WHERE share_hash = ?"#, &hash[..])
        .fetch_optional(conn)
        .await
}

/// How many products are on a list.
pub(super) async fn count(conn: &mut MySqlConnection, list: WishlistId) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar!("SELECT COUNT(*) FROM wishlist_items WHERE wishlist_id = ?", list).fetch_one(conn).await
}

/// The lowest price of a product that is for sale.
pub(super) async fn lowest(
    conn: &mut MySqlConnection,
    product: ProductId,
    currency: Currency,
) -> Result<Option<i64>, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT MIN(pr.amount) as "amount: i64"
           FROM products p
           JOIN variants v ON v.product_id = p.id AND v.archived_at IS NULL
           JOIN price_lists pl ON pl.is_default AND pl.currency = ?
           JOIN prices pr ON pr.variant_id = v.id AND pr.price_list_id = pl.id
           WHERE p.id = ? AND p.status = 'active' AND UTC_TIMESTAMP(6) BETWEEN p.published_at
             AND p.unpublish_at"#,
        currency.code(),
        product,
    )
    .fetch_one(conn)
    .await
}

/// Puts a product on a list; one that is there already stays as it was.
pub(super) async fn add(
    conn: &mut MySqlConnection,
    list: WishlistId,
    product: ProductId,
    seen_price: i64,
    currency: Currency,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT IGNORE INTO wishlist_items (wishlist_id, product_id, seen_price, currency) VALUES (?, ?, ?, ?)",
        list,
        product,
        seen_price,
        currency.code()
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a product off a list.
pub(super) async fn remove(
    conn: &mut MySqlConnection,
    list: WishlistId,
    product: ProductId,
) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM wishlist_items WHERE wishlist_id = ? AND product_id = ?", list, product)
        .execute(conn)
        .await?;
    Ok(())
}

//! Rows of variants: made, written, taken off sale.

use super::{By, matrix::Tuple};
use crate::catalog::{NewPrice, Why, write_prices};
use model::{
    PriceListId, ProductId, VariantId,
    product::{Content, Reference, Unit, VariantDetails},
};
use sqlx::{Connection, MySqlConnection};

/// Where and by whom prices are written.
#[derive(Clone)]
pub(super) struct Ledger {
    pub list: PriceListId,
    pub reason: String,
    pub by: By,
}

/// Makes a variant with its price, and with its stock where that is counted.
pub(super) async fn insert(
    conn: &mut MySqlConnection,
    product: ProductId,
    (values, place): (&Tuple, u16),
    details: &VariantDetails,
    on_hand: i64,
    ledger: &Ledger,
) -> Result<VariantId, sqlx::Error> {
    let id = VariantId::new();
    let [option1, option2, option3] = values;
    sqlx::query!(
        "INSERT INTO variants (id, product_id, position, sku, option1, option2, option3) VALUES (?, ?, ?, ?, ?, ?, ?)",
        id,
        product,
        place,
        details.sku,
        option1,
        option2,
        option3,
    )
    .execute(&mut *conn)
    .await?;
    write(conn, product, id, details).await?;
    // Without a price it is not for sale; nothing is never meant as one here.
    if details.price > 0 {
        reprice(conn, id, details, None, ledger).await?;
    }
    count(conn, id, on_hand, ledger.by).await?;
    Ok(id)
}

/// Writes everything of a variant but its options, place and price.
pub(super) async fn write(
    conn: &mut MySqlConnection,
    product: ProductId,
    id: VariantId,
    details: &VariantDetails,
) -> Result<(), sqlx::Error> {
    let content = details.content;
    sqlx::query!(
        "UPDATE variants SET sku = ?, barcode = NULLIF(?, ''), weight_grams = ?, requires_shipping = ?, taxable = ?,
                tracked_since = IF(tracked, tracked_since, UTC_TIMESTAMP(6)), cost = ?,
                tracked = (? OR EXISTS (SELECT 1 FROM bundle_parts b WHERE b.bundle_id = variants.id)),
                continue_selling = (? AND NOT EXISTS (SELECT 1 FROM bundle_parts b WHERE b.bundle_id = variants.id)),
                content_milli = ?, content_unit = ?, content_reference = ?,
                media_position = (SELECT MIN(position) FROM product_media WHERE product_id = ? AND media_id = ?)
         WHERE id = ?",
        details.sku,
        details.barcode,
        details.weight_grams,
        details.requires_shipping,
        details.taxable,
        details.cost,
        details.tracked,
        details.continue_selling,
        content.map(|content| content.milli),
        content.map(|content: Content| Unit::as_str(content.unit)),
        content.map(|content: Content| Reference::as_str(content.reference)),
        product,
        details.picture,
        id,
    )
    .execute(&mut *conn)
    .await?;
    // Where stock is counted there is a count, even if it is none.
    sqlx::query!("INSERT IGNORE INTO inventory (variant_id, on_hand) VALUES (?, 0)", id).execute(conn).await.map(drop)
}

/// Writes the price of a variant where it is another; `before` is the amount with the old price beside it so far.
pub(super) async fn reprice(
    conn: &mut MySqlConnection,
    id: VariantId,
    details: &VariantDetails,
    before: Option<(i64, Option<i64>)>,
    ledger: &Ledger,
) -> Result<bool, sqlx::Error> {
    if before == Some((details.price, details.compare_at)) {
        return Ok(false);
    }
    let price = NewPrice {
        variant: id,
        amount: details.price,
        compare_at: details.compare_at,
        before: before.map(|(amount, _)| amount),
    };
    let why = Why { reason: &ledger.reason, actor: ledger.by.actor, user: ledger.by.user };
    write_prices(conn, ledger.list, &[price], why).await?;
    Ok(true)
}

/// The first count of a variant that was just made.
async fn count(conn: &mut MySqlConnection, id: VariantId, on_hand: i64, by: By) -> Result<(), sqlx::Error> {
    if on_hand == 0 {
        return Ok(());
    }
    sqlx::query!("UPDATE inventory SET on_hand = ? WHERE variant_id = ?", on_hand, id).execute(&mut *conn).await?;
    sqlx::query!(
        "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, actor, actor_id)
         VALUES (?, ?, ?, 'initial', ?, ?)",
        id,
        on_hand,
        on_hand,
        by.actor,
        by.user,
    )
    .execute(conn)
    .await
    .map(drop)
}

/// Takes a variant off sale: one that was ordered, or lies in a cart, stays as an archived one, so that the cart can say
/// so; any other goes with all that hangs on it.
pub(super) async fn remove(conn: &mut MySqlConnection, id: VariantId) -> Result<(), sqlx::Error> {
    let ordered = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT 1 FROM order_lines WHERE variant_id = ?) AS "ordered!: bool""#,
        id
    )
    .fetch_one(&mut *conn)
    .await?;
    if !ordered {
        let mut attempt = conn.begin().await?;
        match delete(&mut attempt, id).await {
            Ok(()) => return attempt.commit().await,
            // Something else still knows it.
            Err(error) if crate::db::violated(&error).is_some() => attempt.rollback().await?,
            Err(error) => return Err(error),
        }
    }
    archive(conn, id).await
}

async fn delete(conn: &mut MySqlConnection, id: VariantId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE reviews SET variant_id = NULL WHERE variant_id = ?", id).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM bundle_parts WHERE bundle_id = ?", id).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM price_history WHERE variant_id = ?", id).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM stock_movements WHERE variant_id = ?", id).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM inventory WHERE variant_id = ?", id).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM variants WHERE id = ?", id).execute(conn).await.map(drop)
}

async fn archive(conn: &mut MySqlConnection, id: VariantId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE variants SET archived_at = COALESCE(archived_at, UTC_TIMESTAMP(6)) WHERE id = ?", id)
        .execute(conn)
        .await
        .map(drop)
}

/// Gives up the combination of a variant, so that another one may take it.
pub(super) async fn step_aside(conn: &mut MySqlConnection, id: VariantId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE variants SET option1 = CONCAT('~', HEX(id)), option2 = '', option3 = '' WHERE id = ?", id)
        .execute(conn)
        .await
        .map(drop)
}

/// Puts a variant on a combination and a place, on sale.
pub(super) async fn place(
    conn: &mut MySqlConnection,
    id: VariantId,
    [option1, option2, option3]: &Tuple,
    place: u16,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE variants SET option1 = ?, option2 = ?, option3 = ?, position = ?, archived_at = NULL WHERE id = ?",
        option1,
        option2,
        option3,
        place,
        id,
    )
    .execute(conn)
    .await
    .map(drop)
}

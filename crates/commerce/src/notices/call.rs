//! Calling those who wait: each of them once, whoever has waited longest first.

use super::{NoticeError, letter::NoticeMail};
use crate::{
    Actor, Broken, Shop, catalog::sellable, db::delete_in_batches, fault_point::fault_point, inventory::StockBack, jobs,
};
use model::{NoticeId, ProductId, VariantId, account::Permission};
use sqlx::MySqlConnection;

/// Notices of one transaction.
const BATCH: u32 = 100;
/// Variants of one sweep.
const SWEEP: u32 = 500;

/// Calls everybody who waits for a variant that can be bought now. Harmless when run twice, or by two at once.
pub async fn call(shop: &Shop, job: StockBack) -> Result<u64, NoticeError> {
    let mut called = 0;
    loop {
        let waiting = waiting_for(shop, job.variant).await?;
        if waiting.is_empty() {
            return Ok(called);
        }
        called += shop.transaction(waiting, |tx, waiting| Box::pin(async move { finish(tx, &waiting).await })).await?;
        fault_point("notice.called");
    }
}

/// Calls for all variants that came back in a way that nobody told of: published, no longer counted, sold on below zero,
/// or a bundle whose parts came back.
pub async fn sweep(shop: &Shop) -> Result<u64, NoticeError> {
    let sql = concat!(
        "SELECT DISTINCT n.variant_id FROM stock_notices n
           JOIN variants v ON v.id = n.variant_id JOIN products p ON p.id = v.product_id
           LEFT JOIN inventory i ON i.variant_id = v.id
         WHERE n.state = 'waiting' AND v.archived_at IS NULL AND p.status = 'active'
           AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
           AND (NOT v.tracked OR v.continue_selling OR ",
        sellable!(),
        " > 0) LIMIT ?"
    );
    let variants: Vec<VariantId> = sqlx::query_scalar(sql).bind(SWEEP).fetch_all(&shop.pool).await?;
    let mut called = 0;
    for variant in variants {
        called += call(shop, StockBack { variant }).await?;
    }
    Ok(called)
}

/// Deletes wishes that half a year did not fulfil, and those that were, a month later; returns how many.
pub async fn delete_old(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM stock_notices WHERE (state = 'waiting' AND created_at < UTC_TIMESTAMP(6) - INTERVAL 180 DAY)
                OR (state = 'sent' AND sent_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY) LIMIT ?",
            most
        )
    })
    .await
}

/// How many wait for each variant of a product. Needs `SeeProducts`.
pub async fn waiting(shop: &Shop, actor: &Actor, product: ProductId) -> Result<Vec<(VariantId, u32)>, NoticeError> {
    actor.require(Permission::SeeProducts).map_err(NoticeError::Refused)?;
    let rows = sqlx::query!(
        r#"SELECT n.variant_id AS "variant: VariantId", COUNT(*) AS "people: u32" FROM stock_notices n
           JOIN variants v ON v.id = n.variant_id WHERE v.product_id = ? AND n.state = 'waiting' GROUP BY n.variant_id"#,
        product
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(rows.into_iter().map(|row| (row.variant, row.people)).collect())
}

/// Who waits for something that can be bought now, oldest first.
async fn waiting_for(shop: &Shop, variant: VariantId) -> Result<Vec<(NoticeId, u32)>, NoticeError> {
    let sql = concat!(
        "SELECT n.id, n.round FROM stock_notices n
           JOIN variants v ON v.id = n.variant_id JOIN products p ON p.id = v.product_id
           LEFT JOIN inventory i ON i.variant_id = v.id
         WHERE n.variant_id = ? AND n.state = 'waiting' AND v.archived_at IS NULL AND p.status = 'active'
           AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at
           AND (NOT v.tracked OR v.continue_selling OR ",
        sellable!(),
        " > 0) ORDER BY n.created_at, n.id LIMIT ?"
    );
    Ok(sqlx::query_as(sql).bind(variant).bind(BATCH).fetch_all(&shop.pool).await?)
}

/// A wish is done and its letter on the way, both or neither.
async fn finish(tx: &mut MySqlConnection, waiting: &[(NoticeId, u32)]) -> Result<u64, NoticeError> {
    let mut called = 0;
    for (notice, round) in waiting {
        let done = sqlx::query!(
            "UPDATE stock_notices SET state = 'sent', sent_at = UTC_TIMESTAMP(6)
             WHERE id = ? AND round = ? AND state = 'waiting'",
            notice,
            round
        )
        .execute(&mut *tx)
        .await?;
        if done.rows_affected() == 1 {
            jobs::enqueue(tx, NoticeMail { notice: *notice, round: *round }.job()).await?;
            called += 1;
        }
    }
    Ok(called)
}

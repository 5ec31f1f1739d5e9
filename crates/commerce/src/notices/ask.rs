//! Asking to be told when a variant can be bought again.

use super::{NoticeError, new_token};
use crate::{Shop, catalog::sellable};
use model::{Email, NoticeId, VariantId, catalog::Availability};
use sqlx::MySqlConnection;

/// Things that one address may wait for at once.
const MOST_OF_AN_ADDRESS: i64 = 20;

/// Asks for a notice.
#[derive(Clone, Debug)]
pub struct AskNotice {
    pub variant: VariantId,
    pub email: Email,
}

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// One letter will come. The same is said to whoever waits already.
    Waits,
    /// There is nothing to wait for: it can be bought now.
    Buyable,
}

/// A variant that somebody may wait for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    pub handle: String,
    pub title: String,
    /// "Spruce, 4.2 l"; empty where there is nothing to choose.
    pub options: String,
    pub buyable: bool,
}

/// The variant of an address, if its product is for sale.
pub async fn variant_to_wait_for(shop: &Shop, variant: VariantId) -> Result<Wanted, NoticeError> {
    let mut conn = shop.pool.acquire().await?;
    look(&mut conn, variant).await
}

/// Keeps a wish, one a person and variant.
pub async fn ask(shop: &Shop, command: AskNotice) -> Result<Asked, NoticeError> {
    let id = NoticeId::new();
    let hash = new_token(shop, id)?.hash();
    shop.transaction((id, hash, command), |tx, (id, hash, command)| {
        Box::pin(async move {
            // Held while the wish is written: whoever restocks meanwhile comes after it, and finds it.
            sqlx::query_scalar!("SELECT on_hand FROM inventory WHERE variant_id = ? FOR UPDATE", command.variant)
                .fetch_optional(&mut *tx)
                .await?;
            if look(tx, command.variant).await?.buyable {
                return Ok(Asked::Buyable);
            }
            write(tx, id, &hash, &command).await?;
            Ok(Asked::Waits)
        })
    })
    .await
}

async fn look(conn: &mut MySqlConnection, variant: VariantId) -> Result<Wanted, NoticeError> {
    let sql = concat!(
        "SELECT p.handle, p.title, CONCAT_WS(', ', NULLIF(v.option1, ''), NULLIF(v.option2, ''), NULLIF(v.option3, '')),
                v.tracked, v.continue_selling, ",
        sellable!(),
        " FROM variants v JOIN products p ON p.id = v.product_id LEFT JOIN inventory i ON i.variant_id = v.id
         WHERE v.id = ? AND v.archived_at IS NULL AND p.status = 'active'
           AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at"
    );
    let row: Option<(String, String, String, bool, bool, Option<i64>)> =
        sqlx::query_as(sql).bind(variant).fetch_optional(conn).await?;
    let (handle, title, options, tracked, continuing, sellable) = row.ok_or(NoticeError::NoVariant)?;
    let availability = Availability::of(sellable.unwrap_or_default(), tracked, continuing);
    Ok(Wanted { handle, title, options, buyable: availability.buyable() })
}

async fn write(
    tx: &mut MySqlConnection,
    id: NoticeId,
    hash: &[u8; 32],
    command: &AskNotice,
) -> Result<(), NoticeError> {
    let canonical = command.email.canonical();
    let waits = sqlx::query_scalar!(
        "SELECT COUNT(*) FROM stock_notices WHERE email_canonical = ? AND state = 'waiting' AND variant_id <> ?",
        canonical,
        command.variant
    )
    .fetch_one(&mut *tx)
    .await?;
    if waits >= MOST_OF_AN_ADDRESS {
        return Err(NoticeError::TooMany);
    }
    // Who waits already waits on; who was written to before waits anew. The state is set last: the others read it.
    sqlx::query!(
        "INSERT INTO stock_notices (id, variant_id, email, email_canonical, access_hash) VALUES (?, ?, ?, ?, ?)
         ON DUPLICATE KEY UPDATE round = round + (state = 'sent'), sent_at = NULL,
             created_at = IF(state = 'sent', UTC_TIMESTAMP(6), created_at), state = 'waiting'",
        id,
        command.variant,
        command.email.as_str(),
        canonical,
        &hash[..],
    )
    .execute(tx)
    .await?;
    Ok(())
}

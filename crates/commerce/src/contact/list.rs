//! The messages as staff see them.

use super::ContactError;
use crate::{Actor, Broken, Shop, db::delete_in_batches};
use model::{MessageId, Time, account::Permission};

const PER_PAGE: u32 = 50;

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub name: String,
    pub email: String,
    /// As it was typed; empty where it is not about an order.
    pub order_number: String,
    pub body: String,
    pub created_at: Time,
    pub answered_at: Option<Time>,
}

/// Messages that are answered, or those that are not, newest first; pages are counted from 1. Needs `SeeOrders`.
pub async fn messages(
    shop: &Shop,
    actor: &Actor,
    answered: bool,
    page: u32,
) -> Result<model::Page<Message>, ContactError> {
    actor.require(Permission::SeeOrders).map_err(ContactError::Refused)?;
    let page = page.clamp(1, 1000);
    let total =
        sqlx::query_scalar!("SELECT COUNT(*) FROM contact_messages WHERE (answered_at IS NOT NULL) = ?", answered)
            .fetch_one(&shop.pool)
            .await?;
    let items = sqlx::query_as!(
        Message,
        r#"SELECT id AS "id: MessageId", name, email, order_number, body, created_at AS "created_at: Time",
                  answered_at AS "answered_at: Time"
           FROM contact_messages WHERE (answered_at IS NOT NULL) = ? ORDER BY created_at DESC, id LIMIT ? OFFSET ?"#,
        answered,
        PER_PAGE,
        (page - 1) * PER_PAGE
    )
    .fetch_all(&shop.pool)
    .await?;
    Ok(model::Page { items, total: total.unsigned_abs(), page, per_page: PER_PAGE })
}

/// Ticks a message off as answered, or takes the tick away. Needs `SeeOrders`.
pub async fn tick(shop: &Shop, actor: &Actor, message: MessageId, answered: bool) -> Result<(), ContactError> {
    actor.require(Permission::SeeOrders).map_err(ContactError::Refused)?;
    let changed = sqlx::query!(
        "UPDATE contact_messages SET answered_at = IF(?, COALESCE(answered_at, UTC_TIMESTAMP(6)), NULL) WHERE id = ?",
        answered,
        message
    )
    .execute(&shop.pool)
    .await?;
    if changed.rows_affected() == 0 { Err(ContactError::NoMessage) } else { Ok(()) }
}

/// Deletes messages that were answered a year ago; returns how many.
pub async fn delete_old(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM contact_messages WHERE answered_at < UTC_TIMESTAMP(6) - INTERVAL 365 DAY LIMIT ?",
            most
        )
    })
    .await
}

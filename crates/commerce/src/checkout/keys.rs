//! The key in the form: whatever is pressed twice, reloaded or gone back to makes one order. The rows are kept for two
//! days; after that the order itself still keeps its key from being used again.

use super::CheckoutError;
use crate::{
    Broken,
    secret::{Token, hex, sha256},
};
use model::OrderId;
use sqlx::MySqlConnection;

/// A fresh key for a form that is shown.
pub fn new_key() -> String {
    Token::random().reveal()
}

/// A key within the reach of one cart: nobody else's key ever meets it.
#[derive(Clone, Debug)]
pub(super) struct Key {
    scope: [u8; 32],
    text: String,
    /// What was asked for with it.
    request: [u8; 32],
}

impl Key {
    /// The key of a form from the cart behind `cart`, sent with these contents.
    pub fn new(cart: &Token, text: &str, contents: &[u8]) -> Self {
        let scope = sha256(&[b"checkout:", &cart.hash()[..]].concat());
        Self { scope, text: text.to_owned(), request: sha256(contents) }
    }

    /// The name under which the order keeps it for ever, after the row of the key is gone.
    pub fn of_order(&self) -> String {
        hex(&sha256(&[&self.scope[..], self.text.as_bytes()].concat()))
    }
}

/// Claims a key for an order to be made in this transaction. `Some` where it made another order before: while
/// one transaction holds a key, a second with the same key waits here.
pub(super) async fn claim(conn: &mut MySqlConnection, key: &Key) -> Result<Option<OrderId>, CheckoutError> {
    let claimed = sqlx::query!(
        "INSERT IGNORE INTO idempotency_keys (scope, idem_key, request_hash, state, locked_until)
         VALUES (?, ?, ?, 'finished', UTC_TIMESTAMP(6))",
        &key.scope[..],
        key.text,
        &key.request[..],
    )
    .execute(&mut *conn)
    .await?;
    if claimed.rows_affected() == 1 {
        return Ok(None);
    }
    let row = sqlx::query!(
        r#"SELECT request_hash, order_id as "order: OrderId" FROM idempotency_keys WHERE scope = ? AND idem_key = ?"#,
        &key.scope[..],
        key.text,
    )
    .fetch_one(conn)
    .await?;
    if row.request_hash != key.request {
        return Err(CheckoutError::KeyReused);
    }
    row.order.map(Some).ok_or_else(|| Broken::other("a finished key has no order").into())
}

/// Notes which order a claimed key made, now that there is one.
pub(super) async fn keep(conn: &mut MySqlConnection, key: &Key, order: OrderId) -> Result<(), CheckoutError> {
    sqlx::query!(
        "UPDATE idempotency_keys SET order_id = ? WHERE scope = ? AND idem_key = ?",
        order,
        &key.scope[..],
        key.text,
    )
    .execute(conn)
    .await?;
    Ok(())
}

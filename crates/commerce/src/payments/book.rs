//! The books: payment rows and the ledger, two rows a movement that sum to zero.

use super::{
    PaymentError,
    gateway::{Charge, Gateways, NOBODY},
};
use crate::orders::{Head, word};
use model::{
    Money, OrderId, PaymentId, RefundId,
    payment::{PaymentMethod, PaymentState},
};
use sqlx::MySqlConnection;

/// What settling must know of a payment.
#[derive(Clone, Debug)]
pub struct Entry {
    pub id: PaymentId,
    pub order: OrderId,
    pub gateway: String,
    pub method: PaymentMethod,
    pub idem_key: String,
    pub reference: Option<String>,
    pub redirect_url: Option<String>,
    pub state: PaymentState,
    pub amount: Money,
    pub captured: i64,
    pub refunded: i64,
}

/// Records a payment before any provider is asked; the key it gets is used for every call about it.
pub async fn open(
    conn: &mut MySqlConnection,
    order: OrderId,
    method: PaymentMethod,
    amount: Money,
) -> Result<PaymentId, sqlx::Error> {
    // Where people move the money there is nobody to ask: it waits at once.
    let state = if method.online() { PaymentState::Created } else { PaymentState::Pending };
    insert(conn, order, Gateways::name_for(method), method, state, amount).await
}

/// Records that an order which costs nothing is paid with nothing.
pub async fn open_free(
    conn: &mut MySqlConnection,
    order: OrderId,
    method: PaymentMethod,
    nothing: Money,
) -> Result<PaymentId, sqlx::Error> {
    insert(conn, order, NOBODY, method, PaymentState::Captured, nothing).await
}

async fn insert(
    conn: &mut MySqlConnection,
    order: OrderId,
    gateway: &str,
    method: PaymentMethod,
    state: PaymentState,
    amount: Money,
) -> Result<PaymentId, sqlx::Error> {
    let id = PaymentId::new();
    sqlx::query!(
        "INSERT INTO payments (id, order_id, gateway, method, idem_key, state, currency, amount)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        id,
        order,
        gateway,
        method.as_str(),
        id.to_string(),
        state.as_str(),
        amount.currency.code(),
        amount.minor,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// The payments of an order that are under way, oldest first; its row is locked.
pub async fn under_way(conn: &mut MySqlConnection, order: OrderId) -> Result<Vec<Entry>, PaymentError> {
    let payments = sqlx::query_scalar!(
        r#"SELECT id AS "id: PaymentId" FROM payments WHERE order_id = ? ORDER BY id FOR UPDATE"#,
        order
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut open = vec![];
    for payment in payments {
        open.push(load(conn, payment).await?);
    }
    open.retain(|entry| entry.state.is_open());
    Ok(open)
}

/// Reads a payment; `lock` it only after its order.
pub(super) async fn load(conn: &mut MySqlConnection, payment: PaymentId) -> Result<Entry, PaymentError> {
    let row = sqlx::query!(
        r#"SELECT order_id AS "order: OrderId", gateway, method, idem_key, provider_ref, redirect_url, state, currency,
                  amount, captured, refunded
           FROM payments WHERE id = ?"#,
        payment
    )
    .fetch_optional(conn)
    .await?
    .ok_or(PaymentError::NoPayment)?;
    Ok(Entry {
        id: payment,
        order: row.order,
        gateway: row.gateway,
        method: word(&row.method)?,
        idem_key: row.idem_key,
        reference: row.provider_ref,
        redirect_url: row.redirect_url,
        state: word(&row.state)?,
        amount: Money::new(row.amount, word(&row.currency)?),
        captured: row.captured,
        refunded: row.refunded,
    })
}

/// Locks a payment's row and reads it.
pub(super) async fn lock(conn: &mut MySqlConnection, payment: PaymentId) -> Result<Entry, PaymentError> {
    sqlx::query!("SELECT id FROM payments WHERE id = ? FOR UPDATE", payment)
        .fetch_optional(&mut *conn)
        .await?
        .ok_or(PaymentError::NoPayment)?;
    load(conn, payment).await
}

/// Keeps the provider's name of a payment, once.
pub(super) async fn name(conn: &mut MySqlConnection, payment: PaymentId, reference: &str) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE payments SET provider_ref = ? WHERE id = ? AND provider_ref IS NULL", reference, payment)
        .execute(conn)
        .await?;
    Ok(())
}

/// Keeps what the provider answered when the payment was opened there.
pub(super) async fn charged(
    conn: &mut MySqlConnection,
    payment: PaymentId,
    charge: &Charge,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE payments SET provider_ref = ?, redirect_url = ?, updated_at = UTC_TIMESTAMP(6) WHERE id = ?",
        charge.reference,
        charge.url,
        payment,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Remembers that the provider was asked about a payment, so that the next run begins with others.
pub(super) async fn asked(conn: &mut MySqlConnection, payment: PaymentId) -> Result<(), sqlx::Error> {
    sqlx::query!("UPDATE payments SET updated_at = UTC_TIMESTAMP(6) WHERE id = ?", payment).execute(conn).await?;
    Ok(())
}

/// Moves a payment that stands in one of some states; false where it does not.
pub(super) async fn advance(
    conn: &mut MySqlConnection,
    entry: &Entry,
    to: PaymentState,
    failure: Option<&str>,
) -> Result<bool, PaymentError> {
    if !follows(entry.state, to) {
        return Ok(false);
    }
    let moved = sqlx::query!(
        "UPDATE payments SET state = ?, failure = ?, updated_at = UTC_TIMESTAMP(6) WHERE id = ? AND state = ?",
        to.as_str(),
        failure,
        entry.id,
        entry.state.as_str(),
    )
    .execute(conn)
    .await?;
    Ok(moved.rows_affected() == 1)
}

/// Which state of a payment may follow which. Success is final but for giving the money back.
fn follows(from: PaymentState, to: PaymentState) -> bool {
    use PaymentState::*;
    match from {
        Created => to != Created && to != Refunded,
        Pending => matches!(to, Unknown | Captured | Failed | Cancelled),
        Unknown => matches!(to, Pending | Captured | Failed | Cancelled),
        // A provider may let a person try another card after a refusal, or be slower than our own giving up.
        Failed | Cancelled => to == Captured,
        Captured => to == Refunded,
        Refunded => false,
    }
}

/// Books captured money.
pub(super) async fn capture(conn: &mut MySqlConnection, entry: &Entry) -> Result<bool, PaymentError> {
    if !advance(conn, entry, PaymentState::Captured, None).await? {
        return Ok(false);
    }
    sqlx::query!("UPDATE payments SET captured = amount WHERE id = ?", entry.id).execute(&mut *conn).await?;
    write(conn, entry, None, entry.amount.minor).await?;
    Ok(true)
}

/// Books money given back.
pub(super) async fn give_back(
    conn: &mut MySqlConnection,
    entry: &Entry,
    refund: RefundId,
    minor: i64,
) -> Result<(), PaymentError> {
    sqlx::query!("UPDATE payments SET refunded = refunded + ? WHERE id = ?", minor, entry.id)
        .execute(&mut *conn)
        .await?;
    if entry.refunded + minor == entry.captured {
        advance(conn, entry, PaymentState::Refunded, None).await?;
    }
    write(conn, entry, Some(refund), -minor).await
}

async fn write(
    conn: &mut MySqlConnection,
    entry: &Entry,
    refund: Option<RefundId>,
    into_till: i64,
) -> Result<(), PaymentError> {
    let kind = if refund.is_some() { "refund" } else { "capture" };
    for (account, minor) in [("customer", -into_till), ("till", into_till)] {
        sqlx::query!(
            "INSERT INTO ledger (order_id, payment_id, refund_id, account, kind, currency, amount)
             VALUES (?, ?, ?, ?, ?, ?, ?)",
            entry.order,
            entry.id,
            refund,
            account,
            kind,
            entry.amount.currency.code(),
            minor,
        )
        .execute(&mut *conn)
        .await?;
    }
    Ok(())
}

/// Books money that a person received, on the order's open payment of its method; the order's row is locked.
pub async fn by_hand(conn: &mut MySqlConnection, head: &Head) -> Result<(), PaymentError> {
    let waiting = sqlx::query_scalar!(
        r#"SELECT id AS "id: PaymentId" FROM payments
           WHERE order_id = ? AND method = ? AND state = 'pending' ORDER BY id DESC LIMIT 1"#,
        head.id,
        head.method.as_str(),
    )
    .fetch_optional(&mut *conn)
    .await?;
    let payment = match waiting {
        Some(payment) => payment,
        None => open(conn, head.id, head.method, head.total).await?,
    };
    let entry = lock(conn, payment).await?;
    if entry.amount != head.total || !capture(conn, &entry).await? {
        return Err(PaymentError::Illegal);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn success_is_final() {
        for to in PaymentState::ALL {
            assert_eq!(follows(PaymentState::Captured, *to), *to == PaymentState::Refunded, "{to:?}");
            assert!(!follows(PaymentState::Refunded, *to), "{to:?}");
        }
    }

    #[test]
    fn late_success_always_counts() {
        use PaymentState::*;
        for from in [Created, Pending, Unknown, Failed, Cancelled] {
            assert!(follows(from, Captured), "{from:?}");
        }
        assert!(!follows(Failed, Cancelled));
        assert!(!follows(Pending, Created));
    }
}

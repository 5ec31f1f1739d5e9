//! The provider's side of the calls.

use crate::{
    Broken, Settings, db,
    payments::{
        PaymentError,
        gateway::{Charge, GatewayError, Known, Lookup, NewCharge, NewRefund, Outcome, PaymentGateway, Webhook},
        signature,
    },
    secret::Token,
};
use async_trait::async_trait;
use model::{Currency, Money};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use sqlx::{MySqlConnection, MySqlPool};
use std::time::{SystemTime, UNIX_EPOCH};

/// A provider inside the program. It keeps its own tables and calls the shop back over HTTP like any other.
pub struct LocalGateway {
    pool: MySqlPool,
    secret: SecretString,
    previous_secret: SecretString,
    public_url: String,
}

/// The body of a webhook.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Body {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub reference: String,
    pub idem_key: String,
    pub amount: i64,
    pub currency: String,
}

struct Row {
    reference: String,
    currency: String,
    amount: i64,
    state: String,
    failure: Option<String>,
}

impl LocalGateway {
    /// The name in settings, rows and addresses.
    pub const NAME: &'static str = "local";

    /// A gateway on the shop's own database.
    pub fn new(settings: &Settings, pool: MySqlPool) -> Self {
        Self {
            pool,
            secret: settings.payments.local_secret.clone(),
            previous_secret: settings.payments.local_previous_secret.clone(),
            public_url: settings.server.public_url.clone(),
        }
    }

    /// Signs a body as this provider does.
    pub fn sign(&self, body: &[u8]) -> Result<String, PaymentError> {
        signature::sign(self.secret.expose_secret().as_bytes(), now(), body)
    }

    async fn find(&self, whose: &Lookup) -> Result<Option<Row>, sqlx::Error> {
        sqlx::query_as!(
            Row,
            "SELECT reference, currency, amount, state, failure FROM local_gateway_payments WHERE idem_key = ?",
            whose.idem_key
        )
        .fetch_optional(&self.pool)
        .await
    }
}

#[async_trait]
impl PaymentGateway for LocalGateway {
    fn name(&self) -> &'static str {
        Self::NAME
    }

    async fn create(&self, ask: &NewCharge) -> Result<Charge, GatewayError> {
        sqlx::query!(
            "INSERT IGNORE INTO local_gateway_payments (reference, idem_key, label, currency, amount, return_url)
             VALUES (?, ?, ?, ?, ?, ?)",
            format!("lp_{}", Token::random().reveal()),
            ask.idem_key,
            ask.label,
            ask.amount.currency.code(),
            ask.amount.minor,
            ask.return_url,
        )
        .execute(&self.pool)
        .await?;
        let row = self.find(&Lookup { idem_key: ask.idem_key.clone(), reference: None }).await?;
        let row = row.ok_or_else(|| GatewayError::Refused("charge_invalid".into()))?;
        if (row.amount, row.currency.as_str()) != (ask.amount.minor, ask.amount.currency.code()) {
            return Err(GatewayError::Refused("key_reused".into()));
        }
        Ok(Charge { url: format!("{}/pay/local/{}", self.public_url, row.reference), reference: row.reference })
    }

    async fn status(&self, whose: &Lookup) -> Result<Option<Known>, GatewayError> {
        self.find(whose).await?.map(known).transpose()
    }

    async fn cancel(&self, whose: &Lookup) -> Result<Option<Known>, GatewayError> {
        sqlx::query!(
            "UPDATE local_gateway_payments SET state = 'cancelled'
             WHERE idem_key = ? AND state IN ('open', 'challenged', 'silent')",
            whose.idem_key
        )
        .execute(&self.pool)
        .await?;
        self.status(whose).await
    }

    async fn refund(&self, ask: &NewRefund) -> Result<String, GatewayError> {
        let done = db::transaction(self.pool.clone(), ask.clone(), |conn, ask: NewRefund| {
            Box::pin(async move { give_back(conn, &ask).await })
        })
        .await
        .map_err(|broken| GatewayError::Away(broken.to_string()))?;
        done.map_err(|code: &str| GatewayError::Refused(code.into()))
    }

    fn verify(&self, signature: &str, body: &[u8]) -> Result<(), PaymentError> {
        let secrets = [self.secret.expose_secret().as_bytes(), self.previous_secret.expose_secret().as_bytes()];
        signature::verify(&secrets, signature, now(), body)
    }

    fn read(&self, body: &[u8]) -> Option<Webhook> {
        let body: Body = serde_json::from_slice(body).ok()?;
        let currency: Currency = body.currency.parse().ok()?;
        Some(Webhook {
            event_id: body.id,
            about_payment: matches!(body.kind.as_str(), "payment.paid" | "payment.failed"),
            idem_key: body.idem_key,
            reference: body.reference,
            amount: Money::new(body.amount, currency),
        })
    }
}

/// Gives money back once a key; the refund's name, or the code of a refusal.
async fn give_back(conn: &mut MySqlConnection, ask: &NewRefund) -> Result<Result<String, &'static str>, Broken> {
    let taken = sqlx::query!(
        "SELECT amount, refunded, state, currency FROM local_gateway_payments WHERE reference = ? FOR UPDATE",
        ask.reference
    )
    .fetch_optional(&mut *conn)
    .await?;
    let before = sqlx::query_scalar!("SELECT reference FROM local_gateway_refunds WHERE idem_key = ?", ask.idem_key)
        .fetch_optional(&mut *conn)
        .await?;
    if let Some(reference) = before {
        return Ok(Ok(reference));
    }
    let Some(taken) = taken else { return Ok(Err("no_such_payment")) };
    let left = taken.amount - taken.refunded;
    if taken.state != "paid" || taken.currency != ask.amount.currency.code() || ask.amount.minor > left {
        return Ok(Err("not_refundable"));
    }
    write_refund(conn, ask).await.map(Ok)
}

async fn write_refund(conn: &mut MySqlConnection, ask: &NewRefund) -> Result<String, Broken> {
    let reference = format!("lr_{}", Token::random().reveal());
    sqlx::query!(
        "INSERT INTO local_gateway_refunds (reference, payment_reference, idem_key, amount) VALUES (?, ?, ?, ?)",
        reference,
        ask.reference,
        ask.idem_key,
        ask.amount.minor,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE local_gateway_payments SET refunded = refunded + ? WHERE reference = ?",
        ask.amount.minor,
        ask.reference
    )
    .execute(&mut *conn)
    .await?;
    Ok(reference)
}

fn known(row: Row) -> Result<Known, GatewayError> {
    let currency = row.currency.parse().map_err(|_| GatewayError::Away("unreadable currency".into()))?;
    let outcome = match row.state.as_str() {
        "paid" => Outcome::Paid(Money::new(row.amount, currency)),
        "declined" => Outcome::Failed(row.failure.unwrap_or_else(|| "card_declined".into())),
        "cancelled" => Outcome::Cancelled,
        "silent" => return Err(GatewayError::Away("no answer".into())),
        _ => Outcome::Pending,
    };
    Ok(Known { reference: row.reference, outcome })
}

fn now() -> i64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs().cast_signed())
}

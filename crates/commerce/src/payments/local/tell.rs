//! Telling the shop: signed webhooks over HTTP, retried by the queue until the shop takes them.

use super::gateway::{Body, LocalGateway};
use crate::{
    Broken, Shop, http,
    jobs::{self, NewJob},
    payments::{PaymentError, signature},
};
use serde::{Deserialize, Serialize};

/// The job that posts how a payment ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PostWebhook {
    pub reference: String,
}

impl PostWebhook {
    /// The kind of the job.
    pub const KIND: &'static str = "local-webhook";
}

/// The job that ends a payment some time after the person has gone back to the shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SettleLate {
    pub reference: String,
}

impl SettleLate {
    /// The kind of the job.
    pub const KIND: &'static str = "local-settle";
}

/// Posts a payment's outcome to the shop's webhook address; errs until the shop answers with success.
pub async fn post_webhook(shop: &Shop, job: PostWebhook) -> Result<(), PaymentError> {
    let row = sqlx::query!(
        "SELECT idem_key, currency, amount, state FROM local_gateway_payments WHERE reference = ?",
        job.reference
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(PaymentError::NoPayment)?;
    let kind = if row.state == "paid" { "payment.paid" } else { "payment.failed" };
    let body = Body {
        id: format!("{}.{}", job.reference, row.state),
        kind: kind.into(),
        reference: job.reference,
        idem_key: row.idem_key,
        amount: row.amount,
        currency: row.currency,
    };
    let body = serde_json::to_vec(&body).map_err(Broken::other)?;
    post(shop, body).await
}

/// Ends a late payment and tells the shop.
pub async fn settle_late(shop: &Shop, job: SettleLate) -> Result<(), PaymentError> {
    shop.transaction(job.reference, |conn, reference| {
        Box::pin(async move {
            let moved = sqlx::query!(
                "UPDATE local_gateway_payments SET state = 'paid', decided_at = UTC_TIMESTAMP(6)
                 WHERE reference = ? AND state = 'processing'",
                reference
            )
            .execute(&mut *conn)
            .await?;
            if moved.rows_affected() == 1 {
                jobs::enqueue(conn, NewJob::new(PostWebhook::KIND, &PostWebhook { reference })).await?;
            }
            Ok::<_, PaymentError>(())
        })
    })
    .await
}

async fn post(shop: &Shop, body: Vec<u8>) -> Result<(), PaymentError> {
    let settings = &shop.settings;
    let gateway = shop.gateways.local().ok_or(PaymentError::NoPayment)?;
    let base = Some(settings.payments.webhook_url.as_str()).filter(|url| !url.is_empty());
    let url = format!("{}/webhooks/{}", base.unwrap_or(&settings.server.public_url), LocalGateway::NAME);
    let answer = http::client()?
        .post(url)
        .header("content-type", "application/json")
        .header(signature::HEADER, gateway.sign(&body)?)
        .body(body)
        .send()
        .await;
    match answer {
        Ok(answer) if answer.status().is_success() => Ok(()),
        Ok(answer) => {
            tracing::warn!(status = answer.status().as_u16(), "the shop does not take a webhook yet");
            Err(PaymentError::ProviderAway)
        }
        Err(error) => {
            tracing::warn!(%error, "a webhook was not delivered yet");
            Err(PaymentError::ProviderAway)
        }
    }
}

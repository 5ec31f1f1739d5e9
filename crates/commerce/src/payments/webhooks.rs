//! What providers tell: signature first, then the inbox, then a job.

use super::{
    PaymentError, Settled,
    gateway::{GatewayError, Lookup, PaymentGateway, Webhook},
    settle::told,
};
use crate::{
    Actor, Broken, Shop,
    db::delete_in_batches,
    jobs::{self, NewJob},
    secret::{hex, sha256},
};
use model::{Currency, JobId, Money, PaymentId};
use serde::{Deserialize, Serialize};

/// Most bytes of a webhook's body.
pub const MAX_WEBHOOK_BYTES: usize = 256 * 1024;

/// The job that acts on a stored webhook.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ProcessWebhook {
    /// Row of the inbox.
    pub row: JobId,
}

impl ProcessWebhook {
    /// The kind of the job.
    pub const KIND: &'static str = "webhook";
}

/// Checks the signature of a raw body and stores the event once; a job does the rest.
pub async fn receive_webhook(shop: &Shop, provider: &str, signature: &str, body: &[u8]) -> Result<(), PaymentError> {
    let gateway = shop.gateways.get(provider).ok_or(PaymentError::NoPayment)?;
    if body.len() > MAX_WEBHOOK_BYTES {
        return Err(PaymentError::BadSignature);
    }
    gateway.verify(signature, body).inspect_err(|_| tracing::warn!(provider, "a webhook with a wrong signature"))?;
    // A body that is signed but not understood is kept under its own hash.
    let event = gateway.read(body).map(|event| event.event_id).filter(|id| id.len() <= 191);
    let event = event.unwrap_or_else(|| hex(&sha256(body)));
    shop.transaction((gateway.name(), event, body.to_vec()), |conn, (provider, event, body)| {
        Box::pin(async move {
            let row = JobId::new();
            let stored = sqlx::query!(
                "INSERT IGNORE INTO webhook_inbox (id, provider, event_id, body) VALUES (?, ?, ?, ?)",
                row,
                provider,
                event,
                body,
            )
            .execute(&mut *conn)
            .await?;
            if stored.rows_affected() == 1 {
                jobs::enqueue(conn, NewJob::new(ProcessWebhook::KIND, &ProcessWebhook { row }).priority(50)).await?;
            }
            Ok::<_, PaymentError>(())
        })
    })
    .await
}

/// Acts on a stored webhook. What it says is only a hint: the provider is asked how the payment stands.
pub async fn process_webhook(shop: &Shop, job: ProcessWebhook) -> Result<(), PaymentError> {
    let row = sqlx::query!("SELECT provider, body, state FROM webhook_inbox WHERE id = ?", job.row)
        .fetch_optional(&shop.pool)
        .await?
        .ok_or(PaymentError::NoPayment)?;
    if row.state != "new" {
        return Ok(());
    }
    let gateway = shop.gateways.get(&row.provider).ok_or(PaymentError::NoPayment)?;
    let Some(event) = gateway.read(&row.body).filter(|event| event.about_payment) else {
        return close(shop, job.row, "ignored", None).await;
    };
    match act(shop, gateway.as_ref(), &event).await? {
        Ok(()) => close(shop, job.row, "done", None).await,
        Err(why) => {
            tracing::error!(provider = row.provider, event = event.event_id, why, "a webhook was put aside");
            close(shop, job.row, "quarantined", Some(&why)).await
        }
    }
}

/// Settles what a webhook is about, or says why it was put aside.
async fn act(shop: &Shop, gateway: &dyn PaymentGateway, event: &Webhook) -> Result<Result<(), String>, PaymentError> {
    let Some((payment, asked)) = find(shop, gateway.name(), event).await? else {
        return Ok(Err("no payment of ours".into()));
    };
    if event.amount != asked {
        return Ok(Err(format!("the event names {}, we asked for {asked}", event.amount)));
    }
    let whose = Lookup { idem_key: event.idem_key.clone(), reference: Some(event.reference.clone()) };
    let known = match gateway.status(&whose).await {
        Ok(Some(known)) => known,
        Ok(None) => return Ok(Err("the provider does not know the payment".into())),
        Err(GatewayError::Away(_)) => return Err(PaymentError::ProviderAway),
        Err(GatewayError::Refused(code)) => return Ok(Err(code)),
    };
    Ok(match told(shop, payment, known, &Actor::Provider).await? {
        Settled::Mismatch => Err("the provider names another amount than we asked for".into()),
        _ => Ok(()),
    })
}

/// Our payment that an event is about. The key is ours and older than the provider's name for the payment, which
/// may not be stored yet.
async fn find(shop: &Shop, gateway: &str, event: &Webhook) -> Result<Option<(PaymentId, Money)>, PaymentError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: PaymentId", amount, currency FROM payments
           WHERE gateway = ? AND idem_key = ? AND (provider_ref = ? OR provider_ref IS NULL)"#,
        gateway,
        event.idem_key,
        event.reference,
    )
    .fetch_optional(&shop.pool)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let currency: Currency = crate::orders::word(&row.currency)?;
    Ok(Some((row.id, Money::new(row.amount, currency))))
}

async fn close(shop: &Shop, row: JobId, state: &str, note: Option<&str>) -> Result<(), PaymentError> {
    sqlx::query!(
        "UPDATE webhook_inbox SET state = ?, note = ?, processed_at = UTC_TIMESTAMP(6) WHERE id = ? AND state = 'new'",
        state,
        note,
        row
    )
    .execute(&shop.pool)
    .await?;
    Ok(())
}

/// Removes webhooks that were acted on, or that were none of ours, thirty days after they came; returns how many. What
/// was put aside stays until a person has looked at it.
pub async fn delete_old_webhooks(shop: &Shop) -> Result<u64, Broken> {
    delete_in_batches(&shop.pool, |most| {
        sqlx::query!(
            "DELETE FROM webhook_inbox WHERE state IN ('done', 'ignored')
               AND received_at < UTC_TIMESTAMP(6) - INTERVAL 30 DAY LIMIT ?",
            most
        )
    })
    .await
}

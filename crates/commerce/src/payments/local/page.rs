//! What a person sees and presses at the gateway.

use super::tell::{PostWebhook, SettleLate};
use crate::{
    Shop,
    jobs::{self, NewJob},
    orders::word,
    payments::PaymentError,
};
use model::{Money, Time};
use sqlx::MySqlConnection;
use std::str::FromStr;

/// What the gateway's page shows.
#[derive(Clone, Debug)]
pub struct LocalPage {
    pub reference: String,
    pub label: String,
    pub amount: Money,
    /// Whether the bank's challenge is asked now.
    pub challenged: bool,
    /// Where to go at once, when there is nothing left to decide.
    pub done: Option<String>,
}

/// What the person on the page pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    Approve,
    Decline,
    Challenge,
    /// No answer ever reaches the shop from this visit; the payment stays open.
    TimeOut,
    /// Approves, sends the shopper back at once and the webhook only later.
    LateWebhook,
}

impl Decision {
    /// Every decision, in the order of the page's buttons.
    pub const ALL: [Decision; 5] = [Self::Approve, Self::Decline, Self::Challenge, Self::TimeOut, Self::LateWebhook];

    /// The word in the page's form.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Approve => "approve",
            Self::Decline => "decline",
            Self::Challenge => "challenge",
            Self::TimeOut => "time_out",
            Self::LateWebhook => "late_webhook",
        }
    }
}

impl FromStr for Decision {
    type Err = PaymentError;
    fn from_str(text: &str) -> Result<Self, PaymentError> {
        Self::ALL.into_iter().find(|decision| decision.as_str() == text).ok_or(PaymentError::Illegal)
    }
}

/// The page of a payment at the gateway.
pub async fn page(shop: &Shop, reference: &str) -> Result<LocalPage, PaymentError> {
    let row = sqlx::query!(
        "SELECT label, currency, amount, state, return_url FROM local_gateway_payments WHERE reference = ?",
        reference
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(PaymentError::NoPayment)?;
    Ok(LocalPage {
        reference: reference.to_owned(),
        label: row.label,
        amount: Money::new(row.amount, word(&row.currency)?),
        challenged: row.state == "challenged",
        done: (!open(&row.state)).then_some(row.return_url),
    })
}

/// Records what was pressed; returns the address to send the person to. What was decided before stays decided.
pub async fn decide(shop: &Shop, reference: &str, decision: Decision) -> Result<String, PaymentError> {
    let page = format!("{}/pay/local/{reference}", shop.settings.server.public_url);
    let late = shop.settings.payments.local_late_seconds;
    shop.transaction((reference.to_owned(), decision, page, late), |conn, (reference, decision, page, late)| {
        Box::pin(async move {
            let row = sqlx::query!(
                "SELECT state, return_url FROM local_gateway_payments WHERE reference = ? FOR UPDATE",
                reference
            )
            .fetch_optional(&mut *conn)
            .await?
            .ok_or(PaymentError::NoPayment)?;
            if !open(&row.state) {
                return Ok(row.return_url);
            }
            record(conn, &reference, &row.state, decision, late).await?;
            Ok::<_, PaymentError>(if decision == Decision::Challenge { page } else { row.return_url })
        })
    })
    .await
}

async fn record(
    conn: &mut MySqlConnection,
    reference: &str,
    before: &str,
    decision: Decision,
    late: u32,
) -> Result<(), PaymentError> {
    let (state, failure) = match decision {
        Decision::Approve => ("paid", None),
        Decision::Decline if before == "challenged" => ("declined", Some("challenge_failed")),
        Decision::Decline => ("declined", Some("card_declined")),
        Decision::Challenge => ("challenged", None),
        Decision::TimeOut => ("silent", None),
        Decision::LateWebhook => ("processing", None),
    };
    sqlx::query!(
        "UPDATE local_gateway_payments SET state = ?, failure = ?, decided_at = UTC_TIMESTAMP(6) WHERE reference = ?",
        state,
        failure,
        reference
    )
    .execute(&mut *conn)
    .await?;
    let reference = reference.to_owned();
    match decision {
        Decision::Approve | Decision::Decline => {
            jobs::enqueue(conn, NewJob::new(PostWebhook::KIND, &PostWebhook { reference })).await?;
        }
        Decision::LateWebhook => {
            let due =
                sqlx::query_scalar!(r#"SELECT DATE_ADD(UTC_TIMESTAMP(6), INTERVAL ? SECOND) AS "due!: Time""#, late)
                    .fetch_one(&mut *conn)
                    .await?;
            jobs::enqueue(conn, NewJob::new(SettleLate::KIND, &SettleLate { reference }).at(due)).await?;
        }
        Decision::Challenge | Decision::TimeOut => {}
    }
    Ok(())
}

fn open(state: &str) -> bool {
    matches!(state, "open" | "challenged" | "silent")
}

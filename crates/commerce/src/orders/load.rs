//! Reading an order: its locked head for moves, the whole of it for pages.

use super::{OrderError, carriers};
use crate::{
    Broken, Shop,
    catalog::pictures::{PictureColumns, picture},
    payments::money_back,
};
use model::{
    Currency, Money, OrderId, OrderLineId, PaymentId, ShipmentId, Time, VariantId,
    cart::Totals,
    order::{OrderLine, OrderState, OrderView, PaymentStatus, ShipmentState, ShipmentView, TimelineEntry},
    payment::{PaymentMethod, PaymentView},
};
use serde::de::DeserializeOwned;
use sqlx::{MySqlConnection, MySqlPool, types::Json};
use std::str::FromStr;

/// What a move must know of an order.
#[derive(Clone, Debug)]
pub struct Head {
    pub id: OrderId,
    pub state: OrderState,
    pub payment_status: PaymentStatus,
    pub shipment: ShipmentState,
    pub method: PaymentMethod,
    pub total: Money,
    pub version: u32,
    pub cancel_reason: Option<String>,
}

/// Locks an order and its parcel for the running transaction.
pub async fn lock(conn: &mut MySqlConnection, order: OrderId) -> Result<Option<Head>, OrderError> {
    let row = sqlx::query!(
        r#"SELECT o.state, o.payment_status, o.payment_method, o.currency, o.total, o.version, o.cancel_reason,
                  s.state AS shipment
           FROM orders o JOIN shipments s ON s.order_id = o.id WHERE o.id = ? FOR UPDATE"#,
        order
    )
    .fetch_optional(conn)
    .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Head {
        id: order,
        state: word(&row.state)?,
        payment_status: word(&row.payment_status)?,
        shipment: word(&row.shipment)?,
        method: word(&row.payment_method)?,
        total: Money::new(row.total, word(&row.currency)?),
        version: row.version,
        cancel_reason: row.cancel_reason,
    }))
}

/// Locks the order that a link's hash opens.
pub async fn lock_by_hash(conn: &mut MySqlConnection, hash: &[u8; 32]) -> Result<Option<Head>, OrderError> {
    let order = sqlx::query_scalar!(r#"SELECT id AS "id: OrderId" FROM orders WHERE access_hash = ?"#, &hash[..])
        .fetch_optional(&mut *conn)
        .await?;
    match order {
        Some(order) => lock(conn, order).await,
        None => Ok(None),
    }
}

/// A whole order.
pub async fn order(shop: &Shop, order: OrderId) -> Result<OrderView, OrderError> {
    let row = sqlx::query!(
        r#"SELECT number, state, payment_status, payment_method, email, currency, subtotal, discount, shipping, fee, tax,
                  tax_included AS "tax_included: bool", taxes, total, shipping_name, arrives_from AS "arrives_from: Time",
                  arrives_to AS "arrives_to: Time", ship_to, bill_to, version, placed_at AS "placed_at: Time"
           FROM orders WHERE id = ?"#,
        order
    )
    .fetch_optional(&shop.pool)
    .await?
    .ok_or(OrderError::NoOrder)?;
    let currency: Currency = word(&row.currency)?;
    let money = |minor| Money::new(minor, currency);
    let taxes: Vec<(u32, i64)> = json(&row.taxes)?;
    let state: OrderState = word(&row.state)?;
    let held_until = if state == OrderState::PendingPayment { held_until(&shop.pool, order).await? } else { None };
    Ok(OrderView {
        id: order,
        number: row.number,
        state,
        payment_status: word(&row.payment_status)?,
        shipment: shipment(&shop.pool, order).await?,
        email: row.email,
        ship_to: json(&row.ship_to)?,
        bill_to: json(&row.bill_to)?,
        lines: lines(&shop.pool, order, currency).await?,
        totals: Totals {
            subtotal: money(row.subtotal),
            discount: money(row.discount),
            shipping: Some(money(row.shipping)),
            fee: money(row.fee),
            tax: money(row.tax),
            tax_included: row.tax_included,
            taxes: taxes.into_iter().map(|(rate, minor)| (rate, money(minor))).collect(),
            total: money(row.total),
        },
        shipping_name: row.shipping_name,
        arrives: (row.arrives_from, row.arrives_to),
        payment_method: word(&row.payment_method)?,
        payments: payments(&shop.pool, order).await?,
        money_back: money_back(&shop.pool, order, currency).await?,
        timeline: timeline(&shop.pool, order).await?,
        placed_at: row.placed_at,
        held_until,
        version: row.version,
    })
}

async fn lines(pool: &MySqlPool, order: OrderId, currency: Currency) -> Result<Vec<OrderLine>, OrderError> {
    let rows = sqlx::query!(
        r#"SELECT l.id AS "id: OrderLineId", l.variant_id AS "variant: VariantId", l.sku, l.handle, l.title,
                  l.variant_title, l.quantity, l.unit_price, l.line_total,
                  (SELECT JSON_ARRAYAGG(JSON_ARRAY(p.units, p.title, p.variant_title) ORDER BY p.position)
                   FROM order_line_parts p WHERE p.line_id = l.id) AS "parts: Json<Vec<(u32, String, String)>>",
                  IF(m.id IS NULL, NULL,
                     JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, l.title))
                      AS "picture: Json<PictureColumns>"
           FROM order_lines l LEFT JOIN media m ON m.id = l.media_id WHERE l.order_id = ? ORDER BY l.position"#,
        order
    )
    .fetch_all(pool)
    .await?;
    let lines = rows.into_iter().map(|row| OrderLine {
        id: row.id,
        variant: row.variant,
        handle: row.handle,
        sku: row.sku,
        title: row.title,
        variant_title: with_parts(row.variant_title, row.parts.map(|list| list.0).unwrap_or_default()),
        picture: row.picture.map(|columns| picture(columns.0)),
        quantity: row.quantity,
        unit_price: Money::new(row.unit_price, currency),
        line_total: Money::new(row.line_total, currency),
    });
    Ok(lines.collect())
}

/// What was chosen, and what a bundle is made of: "Cream: 2 × Dune mug, 1 × Teapot (Clay)".
fn with_parts(title: String, parts: Vec<(u32, String, String)>) -> String {
    let part = |(units, title, variant): &(u32, String, String)| match variant.as_str() {
        "" => format!("{units} × {title}"),
        variant => format!("{units} × {title} ({variant})"),
    };
    let parts = parts.iter().map(part).collect::<Vec<_>>().join(", ");
    [title, parts].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(": ")
}

async fn shipment(pool: &MySqlPool, order: OrderId) -> Result<ShipmentView, OrderError> {
    let row = sqlx::query!(
        r#"SELECT id AS "id: ShipmentId", state, carrier, tracking_number FROM shipments WHERE order_id = ?"#,
        order
    )
    .fetch_optional(pool)
    .await?
    .ok_or(OrderError::NoOrder)?;
    let tracking_url = carriers::tracking_url(row.carrier.as_deref(), row.tracking_number.as_deref());
    Ok(ShipmentView {
        id: row.id,
        state: word(&row.state)?,
        carrier: row.carrier,
        tracking_number: row.tracking_number,
        tracking_url,
    })
}

async fn payments(pool: &MySqlPool, order: OrderId) -> Result<Vec<PaymentView>, OrderError> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id: PaymentId", method, state, currency, amount, captured, refunded, failure,
                  created_at AS "at: Time"
           FROM payments WHERE order_id = ? ORDER BY id"#,
        order
    )
    .fetch_all(pool)
    .await?;
    rows.into_iter()
        .map(|row| {
            let currency = word(&row.currency)?;
            Ok(PaymentView {
                id: row.id,
                method: word(&row.method)?,
                state: word(&row.state)?,
                amount: Money::new(row.amount, currency),
                captured: Money::new(row.captured, currency),
                refunded: Money::new(row.refunded, currency),
                failure: row.failure,
                at: row.at,
            })
        })
        .collect()
}

async fn timeline(pool: &MySqlPool, order: OrderId) -> Result<Vec<TimelineEntry>, OrderError> {
    let rows = sqlx::query!(
        r#"SELECT h.at AS "at: Time", h.machine, h.to_state, h.actor, h.note, u.name AS "name?"
           FROM order_history h LEFT JOIN users u ON u.id = h.actor_id WHERE h.order_id = ? ORDER BY h.id"#,
        order
    )
    .fetch_all(pool)
    .await?;
    let entries = rows.into_iter().map(|row| TimelineEntry {
        at: row.at,
        machine: row.machine,
        to: row.to_state,
        by_name: row.name.filter(|_| row.actor == "staff"),
        by: row.actor,
        note: row.note,
    });
    Ok(entries.collect())
}

async fn held_until(pool: &MySqlPool, order: OrderId) -> Result<Option<Time>, OrderError> {
    let until = sqlx::query_scalar!(
        r#"SELECT MIN(expires_at) AS "until: Time" FROM reservations WHERE order_id = ? AND state = 'held'"#,
        order
    )
    .fetch_one(pool)
    .await?;
    Ok(until)
}

/// A stored word as the value it stands for.
pub fn word<T: FromStr<Err: std::fmt::Display>>(text: &str) -> Result<T, Broken> {
    text.parse().map_err(|error| Broken::other(format_args!("the database holds `{text}`: {error}")))
}

fn json<T: DeserializeOwned>(text: &str) -> Result<T, Broken> {
    serde_json::from_str(text).map_err(|error| Broken::other(format_args!("the database holds bad JSON: {error}")))
}

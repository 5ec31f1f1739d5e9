//! The rows of a new order.

use super::{
    CheckoutError,
    place::{Placing, Priced},
};
use crate::{
    Actor, Broken,
    catalog::BundlePart,
    db,
    inventory::{self, Wanted},
    mail::{self, MailKind, Occasion},
    orders::status,
    outbox, payments,
};
use model::{
    OrderId, OrderLineId, ShipmentId, VariantId,
    event::Event,
    order::{OrderState, PaymentStatus},
};
use sqlx::{MySqlConnection, QueryBuilder};

/// What the lines want of the stock, with the ids that the line items will have.
pub(super) fn wishes(priced: &Priced) -> Vec<Wanted> {
    let wish =
        |line: &crate::cart::Line| Wanted { line: OrderLineId::new(), variant: line.variant, quantity: line.buyable() };
    priced.lines.iter().map(wish).collect()
}

/// Writes the order and all that belongs to it. Where no provider has to be asked, the stock is sold at once.
pub(super) async fn order(
    conn: &mut MySqlConnection,
    input: &Placing,
    priced: &Priced,
    (wanted, parts): (&[Wanted], &[(VariantId, BundlePart)]),
    taken: &[Wanted],
) -> Result<(), CheckoutError> {
    let free = priced.sums.totals.total.minor == 0;
    let waits = input.command.payment.online() && !free;
    let state = if waits { OrderState::PendingPayment } else { OrderState::Confirmed };
    head(conn, input, priced, state).await?;
    lines(conn, input.order, priced, wanted).await?;
    line_parts(conn, wanted, parts).await?;
    sqlx::query!("INSERT INTO shipments (id, order_id) VALUES (?, ?)", ShipmentId::new(), input.order)
        .execute(&mut *conn)
        .await?;
    inventory::record(conn, input.order, taken, input.shop.settings.payments.hold_minutes).await?;
    if !waits && !inventory::commit(conn, input.order).await? {
        return Err(Broken::other("units that were just taken are not held").into());
    }
    status::begin(conn, input.order, state, &input.actor).await?;
    payment(conn, input, priced, free).await?;
    outbox::write(conn, &Event::OrderPlaced { order: input.order }).await?;
    mail::enqueue(conn, MailKind::OrderPlaced, input.order, Occasion::First).await?;
    Ok(())
}

/// Draws the order's number. The last statement before the commit: the row of the series is locked for every sale until
/// then. A number of an order that was not made is drawn again, so the series has no gaps.
pub(super) async fn number(conn: &mut MySqlConnection, order: OrderId) -> Result<(), CheckoutError> {
    let drawn = sqlx::query!("UPDATE series SET next = LAST_INSERT_ID(next) + 1 WHERE name = 'order'")
        .execute(&mut *conn)
        .await?;
    sqlx::query!("UPDATE orders SET number = ? WHERE id = ?", drawn.last_insert_id().to_string(), order)
        .execute(conn)
        .await?;
    Ok(())
}

async fn head(
    conn: &mut MySqlConnection,
    input: &Placing,
    priced: &Priced,
    state: OrderState,
) -> Result<(), CheckoutError> {
    let (command, totals) = (&input.command, &priced.sums.totals);
    let taxes: Vec<(u32, i64)> = totals.taxes.iter().map(|(rate, tax)| (*rate, tax.minor)).collect();
    let (arrives_from, arrives_to) = priced.method.arrival(input.now, input.shop.settings.shop.zone());
    let json = |value: serde_json::Result<String>| value.map_err(Broken::other);
    sqlx::query!(
        "INSERT INTO orders (id, number, checkout_key, access_hash, cart_id, user_id, email, state, payment_method,
             currency, subtotal, discount, shipping, fee, tax, tax_included, taxes, total, shipping_code, shipping_name,
             arrives_from, arrives_to, ship_to, bill_to, customer_name)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        input.order,
        // Stands in for the number until `number` draws it.
        input.order.0.simple().to_string(),
        input.key.of_order(),
        &input.access[..],
        priced.cart,
        input.actor.user(),
        command.email.as_str(),
        state.as_str(),
        command.payment.as_str(),
        totals.total.currency.code(),
        totals.subtotal.minor,
        totals.discount.minor,
        totals.shipping.map_or(0, |shipping| shipping.minor),
        totals.fee.minor,
        totals.tax.minor,
        totals.tax_included,
        json(serde_json::to_string(&taxes))?,
        totals.total.minor,
        priced.method.code,
        priced.method.name,
        arrives_from,
        arrives_to,
        json(serde_json::to_string(&command.ship_to))?,
        json(serde_json::to_string(&command.bill_to))?,
        command.ship_to.name,
    )
    .execute(conn)
    .await
    .map_err(|error| match db::violated(&error) {
        // Only where the key's own row is gone after its two days.
        Some("uq_orders_checkout_key") => CheckoutError::KeyReused,
        _ => error.into(),
    })?;
    Ok(())
}

async fn lines(
    conn: &mut MySqlConnection,
    order: OrderId,
    priced: &Priced,
    wanted: &[Wanted],
) -> Result<(), CheckoutError> {
    let mut insert = QueryBuilder::new(
        "INSERT INTO order_lines (id, order_id, position, variant_id, sku, handle, title, variant_title, media_id, \
         quantity, unit_price, line_total, tax_rate, tax) ",
    );
    let taxes = priced.rates.iter().zip(&priced.sums.line_taxes);
    let rows = priced.lines.iter().zip(wanted).zip(taxes).enumerate();
    insert.push_values(rows, |mut row, (position, ((line, wish), (rate, tax)))| {
        let unit = line.amount.unwrap_or_default();
        row.push_bind(wish.line)
            .push_bind(order)
            .push_bind(position as u16)
            .push_bind(line.variant)
            .push_bind(&line.sku)
            .push_bind(&line.handle)
            .push_bind(&line.title)
            .push_bind(line.variant_title())
            .push_bind(line.media)
            .push_bind(wish.quantity)
            .push_bind(unit)
            // At most 10^9 times 999; the totals were checked before.
            .push_bind(unit.saturating_mul(i64::from(wish.quantity)))
            .push_bind(rate)
            .push_bind(tax);
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// What the bundles were made of on the day of the order.
async fn line_parts(
    conn: &mut MySqlConnection,
    wanted: &[Wanted],
    parts: &[(VariantId, BundlePart)],
) -> Result<(), CheckoutError> {
    let of = |wish: &Wanted| (wish.line, wish.variant);
    let rows: Vec<_> = wanted
        .iter()
        .map(of)
        .flat_map(|(line, variant)| {
            let own = parts.iter().filter(move |(bundle, _)| *bundle == variant);
            (0u16..).zip(own).map(move |(place, (_, part))| (line, place, part))
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::new(
        "INSERT INTO order_line_parts (line_id, variant_id, position, units, sku, title, variant_title) ",
    );
    insert.push_values(rows, |mut row, (line, place, part)| {
        row.push_bind(line)
            .push_bind(part.variant)
            .push_bind(place)
            .push_bind(part.units)
            .push_bind(&part.sku)
            .push_bind(&part.title)
            .push_bind(&part.variant_title);
    });
    insert.build().execute(conn).await?;
    Ok(())
}

/// The first payment: to be started at the gateway, or to be collected at the door or from the bank. An order that
/// costs nothing is paid with nothing, and its story says so.
async fn payment(
    conn: &mut MySqlConnection,
    input: &Placing,
    priced: &Priced,
    free: bool,
) -> Result<(), CheckoutError> {
    let (method, total) = (input.command.payment, priced.sums.totals.total);
    if free {
        payments::open_free(conn, input.order, method, total).await?;
        let (from, to) = (PaymentStatus::Unpaid, PaymentStatus::Paid);
        status::advance(conn, input.order, from, to, &Actor::System, Some("free")).await?;
    } else {
        payments::open(conn, input.order, method, total).await?;
    }
    Ok(())
}

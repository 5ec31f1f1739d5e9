//! The list of orders.

use super::{
    page::{Heading, PageResult, page},
    parts::pill,
    table::{Asked, Column, Place, empty},
};
use crate::{
    islands::orders_live::OrdersLive,
    web::{Flash, StaffVisit},
};
use axum::extract::Query;
use commerce::{
    orders::{self, OrderError},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    OrderId, Page, Time,
    order::{OrderQuery, OrderRow, OrderState, PaymentStatus, ShipmentState},
};

/// Further back than an order takes to be written, and than the clocks of two machines are apart.
const OVERLAP: chrono::TimeDelta = chrono::TimeDelta::minutes(1);

const VIEWS: [(&str, &str); 6] = [
    ("all", "admin-view-all"),
    ("unpaid", "admin-view-unpaid"),
    ("to_fulfil", "admin-view-to-fulfil"),
    ("shipped", "admin-view-shipped"),
    ("cancelled", "admin-view-cancelled"),
    ("money_back", "admin-view-money-back"),
];

/// `GET /admin/orders`
pub async fn orders(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    let query = OrderQuery { page: asked.page(), view: asked.view, text: asked.q };
    let (news, rows, money_back) = look(&visit, query.clone()).await?;
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-orders"), move || list(query, &news, rows, money_back, &flash)))
}

/// From which moment on orders are new to the page, but for those that were there already.
struct News {
    since: Time,
    known: Vec<OrderId>,
}

async fn look(visit: &StaffVisit, query: OrderQuery) -> Result<(News, Page<OrderRow>, u64), OrderError> {
    let (shop, actor) = (&visit.state.shop, visit.actor());
    // Before the list, so that what the list does not show yet is new.
    let since = (chrono::Utc::now() - OVERLAP).into();
    let known = orders::placed_since(shop, &actor, since).await?;
    let page = orders::list(shop, &actor, query).await?;
    Ok((News { since, known }, page, orders::money_back_count(shop, &actor).await?))
}

fn list(
    query: OrderQuery,
    news: &News,
    rows: Page<OrderRow>,
    money_back: u64,
    flash: &Option<Flash>,
) -> impl IntoView + use<> {
    let place = Place::new("/admin/orders", &[("view", &query.view), ("q", &query.text)]);
    let known = news.known.iter().map(OrderId::to_string).collect::<Vec<_>>().join(" ");
    let since = news.since.0;
    let foot = place.pager(&rows);
    let table = match rows.items.is_empty() {
        true => empty("admin-orders-empty", None).into_any(),
        false => place
            .table("admin-orders", "orders-table", &columns(), rows.items.into_iter().map(row).collect())
            .into_any(),
    };
    let live = view! {
        <OrdersLive/>
        <span hidden id="orders-words" data-one=t("admin-one-new") data-many=t("admin-many-new")
            data-lost=t("admin-not-live") data-since=since data-known=known></span>
    };
    view! {
        <main class="page" id="main">
            {Heading::new(t("admin-orders")).signs(live).view(flash)}
            {(money_back > 0).then(|| money_back_note(money_back))}
            <section class="panel" aria-label=t("admin-orders")>
                {place.tabs("admin-order-views", &VIEWS)}
                {place.filter("admin-order-search", None)}
                {table}
                {foot}
            </section>
        </main>
    }
}

fn columns() -> [Column; 7] {
    [
        Column::new("admin-col-order", "c-primary"),
        Column::new("admin-col-placed", "c-date"),
        Column::new("admin-col-customer", "c-meta"),
        Column::new("admin-col-payment", "c-status"),
        Column::new("admin-col-fulfilment", "c-status"),
        Column::new("admin-col-items", "num c-hide"),
        Column::new("admin-col-total", "num c-amount"),
    ]
}

/// Money that nobody sends by itself must not wait on a later page of the list.
fn money_back_note(orders: u64) -> impl IntoView {
    let text = t_args("admin-money-back-waits", &[("count", orders.cast_signed().into())]);
    view! { <div class="notice notice-danger" role="status"><p><a href="/admin/orders?view=money_back">{text}</a></p></div> }
}

fn row(order: OrderRow) -> AnyView {
    view! {
        <tr>
            <td class="c-primary"><a class="row-link" href=format!("/admin/orders/{}", order.id)>{order.number}</a></td>
            <td class="c-date"><span class="muted">{text::date_time(order.placed_at)}</span></td>
            <td class="c-meta">{order.customer}" "<span class="subtle">{order.email}</span></td>
            <td class="c-status">{payment_pill(order.state, order.payment_status)}{order.money_back.then(money_back_pill)}</td>
            <td class="c-status">{shipment_pill(order.state, order.shipment)}</td>
            <td class="num c-hide">{order.items}</td>
            <td class="num c-amount">{order.total.to_string()}</td>
        </tr>
    }
    .into_any()
}

/// The money's state as a pill.
pub fn payment_pill(order: OrderState, status: PaymentStatus) -> impl IntoView {
    match (order, status) {
        (_, PaymentStatus::Paid) => pill("pill-done", "check", t("admin-paid").into()),
        (_, PaymentStatus::Refunded) => pill("pill-done", "refund", t("admin-refunded").into()),
        (_, PaymentStatus::PartlyRefunded) => pill("pill-done", "half", t("admin-partly-refunded").into()),
        (OrderState::Cancelled, PaymentStatus::Unpaid) => pill("pill-done", "stop", t("admin-not-paid").into()),
        (OrderState::PendingPayment, PaymentStatus::Unpaid) => {
            pill("pill-warning", "clock", t("admin-awaiting-payment").into())
        }
        (_, PaymentStatus::Unpaid) => pill("pill-warning", "ring", t("admin-unpaid").into()),
    }
}

/// Says that money is to go back and waits for a member of staff.
pub fn money_back_pill() -> impl IntoView {
    pill("pill-warning", "refund", t("admin-money-back").into())
}

/// The parcel's state as a pill.
pub fn shipment_pill(order: OrderState, shipment: ShipmentState) -> impl IntoView {
    match (order, shipment) {
        (OrderState::Cancelled, _) | (_, ShipmentState::Cancelled) => {
            pill("pill-done", "stop", t("admin-cancelled").into())
        }
        (OrderState::PendingPayment, _) => pill("", "ring", t("admin-not-yet").into()),
        (_, ShipmentState::Pending) => pill("pill-warning", "ring", t("admin-to-fulfil").into()),
        (_, ShipmentState::Packed) => pill("pill-info", "half", t("admin-packed").into()),
        (_, ShipmentState::Shipped) => pill("pill-done", "truck", t("admin-shipped").into()),
        (_, ShipmentState::Delivered) => pill("pill-done", "check", t("admin-delivered").into()),
    }
}

//! The list of orders.

use super::parts::{Wide, failed, pager, pill, view_tabs, visit};
use crate::{islands::orders_live::OrdersLive, web::StaffVisit};
use commerce::{
    orders::{self, OrderError},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_query_map;
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
#[component]
pub fn Orders() -> impl IntoView {
    let asked = use_query_map().get_untracked();
    let query = OrderQuery {
        view: asked.get("view").unwrap_or_default(),
        text: asked.get("q").unwrap_or_default(),
        page: asked.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
    };
    let visit = visit();
    view! {
        <Title text=t("admin-orders")/>
        {Suspend::new(async move {
            let Some(visit) = visit else { return ().into_any() };
            match look(&visit, query.clone()).await {
                Ok((news, page, money_back)) => list(query, &news, page, money_back).into_any(),
                Err(error) => failed(error.into()),
            }
        })}
    }
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

fn list(query: OrderQuery, news: &News, page: Page<OrderRow>, money_back: u64) -> impl IntoView + use<> {
    let known = news.known.iter().map(OrderId::to_string).collect::<Vec<_>>().join(" ");
    let since = news.since.0;
    let foot = pager(&page, "/admin/orders", &[("view", &query.view), ("q", &query.text)]);
    let empty = page.items.is_empty();
    view! {
        <main class="page" id="main">
            <header class="page-head">
                <div class="page-title">
                    <div class="page-title-row">
                        <h1>{t("admin-orders")}</h1>
                        <OrdersLive/>
                        <span hidden id="orders-words" data-one=t("admin-one-new") data-many=t("admin-many-new")
                            data-lost=t("admin-not-live") data-since=since data-known=known></span>
                    </div>
                </div>
            </header>
            {(money_back > 0).then(|| money_back_note(money_back))}
            <section class="panel" aria-label=t("admin-orders")>
                {view_tabs(t("admin-order-views"), "/admin/orders", &query.view, &VIEWS)}
                <form class="filter-bar" method="get" action="/admin/orders" role="search">
                    <input type="hidden" name="view" value=query.view.clone()/>
                    <label class="visually-hidden" for="q">{t("admin-order-search")}</label>
                    <input class="input" id="q" name="q" type="search" value=query.text placeholder=t("admin-order-search")/>
                    <button class="button button-secondary" type="submit">{t("admin-search")}</button>
                </form>
                {if empty { empty_note().into_any() } else { table(page.items).into_any() }}
                {foot}
            </section>
        </main>
    }
}

/// Money that nobody sends by itself must not wait on a later page of the list.
fn money_back_note(orders: u64) -> impl IntoView {
    let text = t_args("admin-money-back-waits", &[("count", orders.cast_signed().into())]);
    view! { <div class="notice notice-danger" role="status"><p><a href="/admin/orders?view=money_back">{text}</a></p></div> }
}

fn empty_note() -> impl IntoView {
    view! { <div class="panel-body"><p class="muted">{t("admin-orders-empty")}</p></div> }
}

fn table(rows: Vec<OrderRow>) -> impl IntoView {
    view! {
        <Wide label=t("admin-orders").to_owned()>
            <table class="data-table orders-table cards-on-phone">
                <caption class="visually-hidden">{t("admin-orders")}</caption>
                <thead><tr>
                    <th scope="col" class="c-primary">{t("admin-col-order")}</th>
                    <th scope="col" class="c-date">{t("admin-col-placed")}</th>
                    <th scope="col" class="c-meta">{t("admin-col-customer")}</th>
                    <th scope="col" class="c-status">{t("admin-col-payment")}</th>
                    <th scope="col" class="c-status">{t("admin-col-fulfilment")}</th>
                    <th scope="col" class="num c-hide">{t("admin-col-items")}</th>
                    <th scope="col" class="num c-amount">{t("admin-col-total")}</th>
                </tr></thead>
                <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
            </table>
        </Wide>
    }
}

fn row(order: OrderRow) -> impl IntoView {
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

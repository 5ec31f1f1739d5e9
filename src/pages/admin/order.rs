//! One order: what to do next, and everything known of it.

use super::{
    order_parts::{customer, ledger, lines, steps, timeline},
    orders::{money_back_pill, payment_pill, shipment_pill},
    parts::{failed, said, visit},
};
use crate::{islands::orders_live::ReloadOnChange, web::Flash};
use commerce::{
    orders,
    text::{self, t},
};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::use_params_map;
use model::{Fault, OrderId, order::OrderView};

/// `GET /admin/orders/{order}`
#[component]
pub fn Order() -> impl IntoView {
    let visit = visit();
    let asked = use_params_map().get_untracked().get("order").and_then(|text| text.parse::<OrderId>().ok());
    Suspend::new(async move {
        let Some(visit) = visit else { return ().into_any() };
        let Some(order) = asked else { return failed(Fault::not_found("no-order")) };
        match orders::order_for_staff(&visit.state.shop, &visit.actor(), order).await {
            Ok(order) => page(order, visit.said().await).into_any(),
            Err(error) => failed(error.into()),
        }
    })
}

fn page(order: OrderView, flash: Option<Flash>) -> impl IntoView {
    let items: u32 = order.lines.iter().map(|line| line.quantity).sum();
    let meta = text::t_args(
        "admin-order-meta",
        &[
            ("placed", text::date_time(order.placed_at).into()),
            ("items", items.into()),
            ("total", order.totals.total.into()),
        ],
    );
    view! {
        <Title text=order.number.clone()/>
        <main class="page order-page" id="main" data-order-number=order.number.clone() data-order=order.id.to_string()
            data-version=order.version>
            <header class="page-head order-head">
                <div class="page-title">
                    <nav class="breadcrumbs" aria-label=t("admin-breadcrumb")>
                        <ol><li><a href="/admin/orders">{t("admin-orders")}</a></li></ol>
                    </nav>
                    <div class="page-title-row">
                        <h1>{order.number.clone()}</h1>
                        {payment_pill(order.state, order.payment_status)}
                        {order.money_back.due().then(money_back_pill)}
                        {shipment_pill(order.state, order.shipment.state)}
                        <ReloadOnChange>{t("admin-order-changed")}</ReloadOnChange>
                    </div>
                    <p class="page-meta">{meta}</p>
                </div>
            </header>
            {said(&flash)}
            <div class="columns-2-1">
                <div>
                    {steps(&order, &flash)}
                    {lines(&order)}
                    {ledger(&order)}
                    {timeline(&order)}
                </div>
                {customer(&order)}
            </div>
        </main>
    }
}

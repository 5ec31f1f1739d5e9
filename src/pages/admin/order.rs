//! One order: what to do next, and everything known of it.

use super::{
    order_parts::{customer, ledger, lines, steps, timeline},
    orders::{money_back_pill, payment_pill, shipment_pill},
    page::{Heading, PageResult, page},
};
use crate::{
    islands::orders_live::ReloadOnChange,
    web::{Flash, StaffVisit},
};
use axum::extract::Path;
use commerce::{
    orders,
    text::{self, t},
};
use leptos::prelude::*;
use model::{Fault, OrderId, order::OrderView};

/// `GET /admin/orders/{order}`
pub async fn order(visit: StaffVisit, Path(order): Path<String>) -> PageResult {
    let order = order.parse().map_err(|_| Fault::not_found("no-order"))?;
    draw(&visit, order, None).await
}

/// The page with what one of its forms has to say, or else what the form before it had.
pub async fn draw(visit: &StaffVisit, order: OrderId, told: Option<Flash>) -> PageResult {
    let order = orders::order_for_staff(visit.shop(), &visit.actor(), order).await?;
    let flash = match told {
        Some(told) => Some(told),
        None => visit.said().await,
    };
    Ok(page(visit, &order.number.clone(), move || view(order, flash)))
}

fn view(order: OrderView, flash: Option<Flash>) -> impl IntoView {
    let items: u32 = order.lines.iter().map(|line| line.quantity).sum();
    let meta = text::t_args(
        "admin-order-meta",
        &[
            ("placed", text::date_time(order.placed_at).into()),
            ("items", items.into()),
            ("total", order.totals.total.into()),
        ],
    );
    let signs = view! {
        {payment_pill(order.state, order.payment_status)}
        {order.money_back.due().then(money_back_pill)}
        {shipment_pill(order.state, order.shipment.state)}
        <ReloadOnChange>{t("admin-order-changed")}</ReloadOnChange>
    };
    let heading = Heading::new(order.number.clone()).below("/admin/orders", t("admin-orders")).meta(meta).signs(signs);
    view! {
        <main class="page order-page" id="main" data-order-number=order.number.clone() data-order=order.id.to_string()
            data-version=order.version>
            {heading.view(&flash)}
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

//! An order as its owner sees it: where it stands in one headline, what happens next, what it holds.

use super::{
    order_pay, order_steps,
    parts::{self, Item, Tone},
};
use crate::{
    app::render,
    ui::{Icon, IconSize},
    web::Visit,
};
use commerce::{
    Shop, orders, reviews,
    text::{self, date_span, t, t_args},
};
use leptos::prelude::*;
use model::{
    Fault,
    checkout::PaymentChoice,
    order::{OrderLine, OrderState, OrderView, PaymentStatus, ShipmentState},
    payment::{PaymentMethod, PaymentState},
};

/// Where an order stands, as its owner thinks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// The provider has not said anything yet.
    Waiting,
    /// The last try to pay failed.
    Declined,
    /// Ordered; being made ready.
    Placed,
    Packed,
    Shipped,
    Delivered,
    /// Ended because no money came in time.
    Expired,
    Cancelled,
}

impl Stage {
    /// The stage of an order.
    pub fn of(order: &OrderView) -> Self {
        match (order.state, order.shipment.state) {
            (OrderState::Cancelled, _) if ended_by(order) == Some("expired") => Self::Expired,
            (OrderState::Cancelled, _) => Self::Cancelled,
            (OrderState::PendingPayment, _) => match order.payments.last().map(|payment| payment.state) {
                Some(PaymentState::Failed | PaymentState::Cancelled) => Self::Declined,
                _ => Self::Waiting,
            },
            (_, ShipmentState::Packed) => Self::Packed,
            (_, ShipmentState::Shipped) => Self::Shipped,
            (_, ShipmentState::Delivered) => Self::Delivered,
            _ => Self::Placed,
        }
    }
}

fn ended_by(order: &OrderView) -> Option<&str> {
    let end = order.timeline.iter().rev().find(|entry| entry.machine == "order" && entry.to == "cancelled")?;
    end.note.as_deref()
}

/// The title of the page.
pub fn title(order: &OrderView) -> String {
    t_args("order-title", &[("number", (&order.number).into())])
}

/// Everything of the page that moves with the order, as HTML.
pub async fn html(visit: &Visit, token: &str, order: &OrderView) -> Result<String, Fault> {
    let ways = orders::ways_to_pay(visit.shop(), order).await?;
    Ok(render(|| view(visit.shop(), token, order, &ways)))
}

fn view(shop: &Shop, token: &str, order: &OrderView, ways: &[PaymentChoice]) -> impl IntoView + use<> {
    let stage = Stage::of(order);
    view! {
        {head(order, stage)}
        <div class="two-col">
            <div class="stack stack--xl">
                {order_pay::section(&shop.settings, token, order, stage, ways)}
                {next(order, stage)}
                {tracked(stage).then(|| order_steps::timeline(order))}
            </div>
            <div class="stack stack--lg">{contents(shop, order, stage)}{cancel(token, order)}</div>
        </div>
    }
}

/// Whether the steps are worth a list: from the moment that something was done with the order.
fn tracked(stage: Stage) -> bool {
    !matches!(stage, Stage::Waiting | Stage::Declined)
}

fn head(order: &OrderView, stage: Stage) -> impl IntoView + use<> {
    let first_name = order.ship_to.name.split_whitespace().next().unwrap_or_default().to_owned();
    let when = date_span(order.arrives.0, order.arrives.1);
    let (mark, sign) = match stage {
        Stage::Declined | Stage::Expired | Stage::Cancelled => ("big-mark big-mark--plain", "warn"),
        Stage::Waiting => ("big-mark big-mark--plain", "clock"),
        Stage::Shipped | Stage::Delivered => ("big-mark", "truck"),
        Stage::Placed | Stage::Packed => ("big-mark", "check"),
    };
    let heading = match stage {
        Stage::Waiting => t("order-head-waiting").to_owned(),
        Stage::Declined => t("order-head-declined").to_owned(),
        Stage::Placed => t_args("order-head-placed", &[("name", first_name.into())]),
        Stage::Packed => t("order-head-packed").to_owned(),
        Stage::Shipped => t("order-head-shipped").to_owned(),
        Stage::Delivered => t("order-head-delivered").to_owned(),
        Stage::Expired => t("order-head-expired").to_owned(),
        Stage::Cancelled => t("order-head-cancelled").to_owned(),
    };
    let lead = t_args(
        lead_key(order, stage),
        &[("number", (&order.number).into()), ("when", when.into()), ("email", (&order.email).into())],
    );
    view! {
        <div class="page-head">
            <span class=mark><Icon name=sign/></span>
            <h1 tabindex="-1" id="order-head">{heading}</h1>
            <p class="lead">{lead}</p>
            {buttons(stage)}
        </div>
    }
}

fn lead_key(order: &OrderView, stage: Stage) -> &'static str {
    match stage {
        Stage::Waiting => "order-lead-waiting",
        Stage::Declined => "order-lead-declined",
        Stage::Placed if order.payment_status == PaymentStatus::Paid => "order-lead-paid",
        Stage::Placed if order.payment_method == PaymentMethod::BankTransfer => "order-lead-transfer",
        Stage::Placed => "order-lead-placed",
        Stage::Packed => "order-lead-packed",
        Stage::Shipped => "order-lead-shipped",
        Stage::Delivered => "order-lead-delivered",
        Stage::Expired => "order-lead-expired",
        Stage::Cancelled if order.payment_status == PaymentStatus::Unpaid => "order-lead-cancelled",
        Stage::Cancelled => "order-lead-cancelled-paid",
    }
}

fn buttons(stage: Stage) -> impl IntoView {
    let on =
        |text: &'static str, class: &'static str, href: &'static str| view! { <a class=class href=href>{text}</a> };
    let quiet = "button button--quiet button--lg";
    match stage {
        // Live updates do this by themselves.
        Stage::Waiting => view! {
            <p class="row no-script"><a class="button button--secondary button--lg" href="">{t("order-check-again")}</a></p>
        }
        .into_any(),
        Stage::Declined => ().into_any(),
        Stage::Expired => view! {
            <p class="row">
                {on(t("order-back-to-cart"), "button button--primary button--lg", "/cart")}
                {on(t("order-go-on"), quiet, "/")}
            </p>
        }
        .into_any(),
        _ => view! { <p class="row">{on(t("order-go-on"), "button button--secondary button--lg", "/")}</p> }.into_any(),
    }
}

/// What happens next, while nothing of it happened yet.
fn next(order: &OrderView, stage: Stage) -> Option<impl IntoView + use<>> {
    let when = date_span(order.arrives.0, order.arrives.1);
    let first = match (stage, order.payment_method, order.payment_status) {
        (Stage::Placed, PaymentMethod::BankTransfer, PaymentStatus::Unpaid) => {
            ("order-next-money", "order-next-money-note")
        }
        (Stage::Placed, ..) => ("order-next-pack", "order-next-pack-note"),
        _ => return None,
    };
    let step = |title: String, note: &'static str| {
        view! { <li><div><p class="strong">{title}</p><p class="meta">{note}</p></div></li> }
    };
    Some(view! {
        <section class="stack" aria-labelledby="nx">
            <h2 class="h3" id="nx">{t("order-next")}</h2>
            <ol class="next">
                {step(t(first.0).to_owned(), t(first.1))}
                {step(t("order-next-carrier").to_owned(), t("order-next-carrier-note"))}
                {step(t_args("order-next-arrives", &[("when", when.into())]), t("order-next-arrives-note"))}
            </ol>
        </section>
    })
}

fn contents(shop: &Shop, order: &OrderView, stage: Stage) -> impl IntoView + use<> {
    // Who has it in hands can say something about it.
    let review = |line: &OrderLine| {
        let link = (stage == Stage::Delivered).then(|| reviews::line_link(shop, line.id).ok()).flatten()?;
        Some((format!("/p/{}/review?line={link}", line.handle), t("review-write")))
    };
    let items = order.lines.iter().map(|line| Item {
        picture: line.picture.as_ref(),
        title: &line.title,
        variant_title: &line.variant_title,
        count: line.quantity,
        total: line.line_total,
        note: None,
        link: review(line),
    });
    let address = |address: &model::checkout::Address| address.lines(text::country(&address.country)).join(", ");
    let bill = (order.bill_to != order.ship_to).then(|| {
        view! { <div><dt class="strong">{t("order-bill-to")}</dt><dd>{address(&order.bill_to)}</dd></div> }
    });
    view! {
        <section class="panel stack" aria-labelledby="os">
            <h2 class="h3" id="os">{title(order)}</h2>
            {parts::items(items.collect())}
            {parts::sums(&order.totals, &order.shipping_name)}
            <dl class="stack stack--sm meta">
                <div><dt class="strong">{t("checkout-deliver-to")}</dt><dd>{address(&order.ship_to)}</dd></div>
                {bill}
                <div><dt class="strong">{t("checkout-payment")}</dt><dd>{paid_by(order)}</dd></div>
            </dl>
        </section>
    }
}

fn paid_by(order: &OrderView) -> String {
    let (_, name) = super::payment::sign_and_name(order.payment_method);
    let state = match order.payment_status {
        PaymentStatus::Unpaid if order.state == OrderState::Cancelled => t("order-pay-none"),
        PaymentStatus::Unpaid => t("order-pay-open"),
        PaymentStatus::Paid => t("order-pay-done"),
        PaymentStatus::PartlyRefunded => t("order-pay-partly-back"),
        PaymentStatus::Refunded => t("order-pay-back"),
    };
    format!("{name}, {state}")
}

/// Cancelling in two steps, until the parcel is packed.
fn cancel(token: &str, order: &OrderView) -> Option<AnyView> {
    let open = matches!(order.state, OrderState::PendingPayment | OrderState::Confirmed);
    if !open {
        return None;
    }
    if order.shipment.state != ShipmentState::Pending {
        let text = view! { <p>{t("order-cancel-over")}</p> };
        return Some(parts::note(Tone::Plain, "return", text).into_any());
    }
    let action = format!("/order/{token}/cancel");
    Some(
        view! {
            <details class="add-field add-field--danger withdraw__box" id="order-cancel">
                <summary id="order-cancel-ask"><Icon name="close" size=IconSize::Small/>{t("order-cancel")}</summary>
                <form class="stack" method="post" action=action>
                    <p>{t("order-cancel-text")}</p>
                    <input type="hidden" name="confirm" value="1"/>
                    <button class="button button--danger">{t("order-cancel-yes")}</button>
                </form>
            </details>
        }
        .into_any(),
    )
}

/// The sentence for the live region: the headline.
pub fn spoken(order: &OrderView) -> String {
    let key = match Stage::of(order) {
        Stage::Waiting => "order-head-waiting",
        Stage::Declined => "order-head-declined",
        Stage::Placed => "order-spoken-placed",
        Stage::Packed => "order-head-packed",
        Stage::Shipped => "order-head-shipped",
        Stage::Delivered => "order-head-delivered",
        Stage::Expired => "order-head-expired",
        Stage::Cancelled => "order-head-cancelled",
    };
    t_args(key, &[])
}

/// Whether the order waits for money that its owner can bring.
pub fn may_pay(order: &OrderView) -> bool {
    orders::may_pay(order)
}

//! The steps of an order from the till to the door, each with its moment.

use crate::ui::Icon;
use commerce::text::{date_span, date_time, t, t_args};
use leptos::prelude::*;
use model::{
    Time,
    order::{OrderState, OrderView, PaymentStatus, ShipmentState},
};

/// One step of the way.
struct Step {
    title: &'static str,
    sign: &'static str,
    /// When it was done.
    at: Option<Time>,
    note: Option<AnyView>,
}

/// The steps as a list: done, now, next.
pub fn timeline(order: &OrderView) -> impl IntoView + use<> {
    let steps = steps(order);
    let now = steps.iter().position(|step| step.at.is_none());
    let rows: Vec<_> = steps.into_iter().enumerate().map(|(place, step)| row(step, now == Some(place))).collect();
    view! {
        <section class="stack" aria-labelledby="tl">
            <h2 class="h3" id="tl">{t("order-steps")}</h2>
            <ol class="timeline">{rows}</ol>
        </section>
    }
}

fn row(step: Step, now: bool) -> impl IntoView {
    let (class, sign) = match (step.at, now) {
        (Some(_), _) => ("is-done", "check"),
        (None, true) => ("is-now", step.sign),
        (None, false) => ("is-next", step.sign),
    };
    view! {
        <li class=class aria-current=now.then_some("step")>
            <span class="timeline__mark"><Icon name=sign/></span>
            <div>
                <p class="timeline__title">{step.title}</p>
                {step.at.map(|at| view! { <p class="meta">{date_time(at)}</p> })}
                {step.note}
            </div>
        </li>
    }
}

fn steps(order: &OrderView) -> Vec<Step> {
    let ordered = Step { title: t("order-step-ordered"), sign: "doc", at: Some(order.placed_at), note: None };
    if order.state == OrderState::Cancelled {
        let at = when(order, "order", OrderState::Cancelled.as_str());
        return vec![ordered, Step { title: t("order-step-cancelled"), sign: "close", at, note: None }];
    }
    let packed = when(order, "shipment", ShipmentState::Packed.as_str());
    let shipped = when(order, "shipment", ShipmentState::Shipped.as_str());
    let delivered = when(order, "shipment", ShipmentState::Delivered.as_str());
    let arrives = date_span(order.arrives.0, order.arrives.1);
    let mut steps = vec![ordered];
    if let Some(at) = when(order, "payment", PaymentStatus::Paid.as_str()) {
        steps.push(Step { title: t("order-step-paid"), sign: "card", at: Some(at), note: None });
    }
    steps.push(Step { title: t("order-step-packed"), sign: "box", at: packed.or(shipped), note: None });
    steps.push(Step { title: t("order-step-shipped"), sign: "truck", at: shipped.or(delivered), note: parcel(order) });
    steps.push(Step {
        title: t("order-step-delivered"),
        sign: "home",
        at: delivered,
        note: delivered.is_none().then(|| meta(arrives).into_any()),
    });
    steps
}

/// The last time that a state was reached.
fn when(order: &OrderView, machine: &str, to: &str) -> Option<Time> {
    order.timeline.iter().rev().find(|entry| entry.machine == machine && entry.to == to).map(|entry| entry.at)
}

fn meta(text: String) -> impl IntoView {
    view! { <p class="meta">{text}</p> }
}

/// Carrier and number of the parcel, with a link to the carrier's own page where there is one.
fn parcel(order: &OrderView) -> Option<AnyView> {
    let number = order.shipment.tracking_number.clone()?;
    let carrier = order.shipment.carrier.clone().unwrap_or_default();
    let text = t_args("order-parcel", &[("carrier", carrier.into()), ("number", (&number).into())]);
    let link = order.shipment.tracking_url.clone().map(|url| {
        view! { <p class="meta"><a class="link" href=url rel="noreferrer">{t("order-parcel-follow")}</a></p> }
    });
    Some(view! { {meta(text)}{link} }.into_any())
}

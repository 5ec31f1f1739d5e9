//! Money on the order page: what was declined, what is open, and every way to pay that is left.

use super::{
    order_view::{Stage, may_pay},
    parts::{self, Tone},
    payment,
};
use crate::ui::Icon;
use commerce::{
    Settings, orders,
    text::{date, t, t_args},
};
use leptos::prelude::*;
use model::{
    checkout::PaymentChoice,
    order::{OrderView, PaymentStatus},
    payment::PaymentMethod,
};
use std::time::{SystemTime, UNIX_EPOCH};

/// Below so many minutes the page says how long the goods are held.
const SAY_BELOW_MINUTES: i64 = 5;

/// What there is to say and to do about the money; nothing once it is paid.
pub fn section(
    settings: &Settings,
    token: &str,
    order: &OrderView,
    stage: Stage,
    ways: &[PaymentChoice],
) -> Option<impl IntoView + use<>> {
    let transfer = transfer(settings, order);
    let again = (!ways.is_empty()).then(|| again(ways, token, order, stage));
    (transfer.is_some() || again.is_some()).then(|| {
        view! { <section class="stack" aria-label=t("checkout-payment")>{transfer}{again}</section> }
    })
}

/// Where the money of a bank transfer goes.
fn transfer(settings: &Settings, order: &OrderView) -> Option<impl IntoView + use<>> {
    let open = order.payment_method == PaymentMethod::BankTransfer
        && order.payment_status == PaymentStatus::Unpaid
        && may_pay(order);
    let account = settings.payments.bank_account.clone();
    let (total, number) = (order.totals.total.to_string(), order.number.clone());
    let until = date(orders::transfer_until(settings, order));
    open.then(|| {
        view! {
            <div class="stack stack--sm">
                <h2 class="h3">{t("order-transfer")}</h2>
                <dl class="facts facts--box">
                    <div><dt>{t("order-transfer-amount")}</dt><dd class="num strong">{total}</dd></div>
                    <div><dt>{t("order-transfer-to")}</dt><dd class="num">{account}</dd></div>
                    <div><dt>{t("order-transfer-reference")}</dt><dd class="num strong">{number}</dd></div>
                    <div><dt>{t("order-transfer-until")}</dt><dd>{until}</dd></div>
                </dl>
            </div>
        }
    })
}

fn again(ways: &[PaymentChoice], token: &str, order: &OrderView, stage: Stage) -> AnyView {
    let form = form(ways, token, order);
    match stage {
        Stage::Declined => view! { {declined()}{held(order)}{form} }.into_any(),
        Stage::Waiting => view! {
            {held(order)}
            <details class="add-field" id="order-again" open>
                <summary id="order-again-ask"><Icon name="card"/>{t("order-pay-again")}</summary>
                {form}
            </details>
        }
        .into_any(),
        // It stands already; paying otherwise is possible, but nothing to ask for.
        _ => view! {
            <details class="add-field" id="order-otherwise"><summary id="order-otherwise-ask"><Icon name="card"/>{t("order-pay-otherwise")}</summary>{form}</details>
        }
        .into_any(),
    }
}

/// No money was taken, everything is kept, and what to do now.
fn declined() -> impl IntoView {
    parts::note(
        Tone::Danger,
        "card",
        view! {
            <div class="stack stack--sm">
                <p><strong class="strong">{t("order-declined")}</strong>" "{t("order-declined-kept")}</p>
                <p class="meta">{t("order-declined-now")}</p>
            </div>
        },
    )
}

/// How long the goods are held, once it is worth saying.
fn held(order: &OrderView) -> Option<impl IntoView + use<>> {
    let until = order.held_until?.0;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?.as_micros();
    let seconds = (until - i64::try_from(now).ok()?) / 1_000_000;
    let minutes = (seconds + 59) / 60;
    (1..=SAY_BELOW_MINUTES).contains(&minutes).then(|| {
        let text = t_args("order-held", &[("minutes", minutes.into())]);
        parts::note(Tone::Plain, "clock", view! { <p>{text}</p> })
    })
}

fn form(ways: &[PaymentChoice], token: &str, order: &OrderView) -> impl IntoView + use<> {
    let action = format!("/order/{token}/pay");
    // Another way may have another fee, which is said beside it; then the button names no sum.
    let text = match ways.iter().all(|way| way.fee == order.totals.fee) {
        true => t_args("order-pay-button", &[("total", order.totals.total.into())]),
        false => t("order-pay-button-open").to_owned(),
    };
    let chosen = ways.iter().find(|way| way.method == order.payment_method).or(ways.first()).map(|way| way.method);
    view! {
        <form class="stack" method="post" action=action>
            <fieldset class="stack stack--sm">
                <legend class="vh">{t("checkout-payment")}</legend>
                {payment::choices(ways, chosen)}
            </fieldset>
            <button class="button button--primary button--lg button--wide">{text}</button>
        </form>
    }
}

//! The checkout: one page, one form. It is shown again with every answer that is not an order, and nothing is lost.

use super::{frame, order_kept};
use crate::{
    app::Head,
    fragments::{
        cart_lines,
        checkout::{Shown, shown},
        checkout_form, checkout_side,
    },
    islands::checkout_form::CheckoutIsland,
    web::{self, Failed, Form, Page, Visit, flash},
};
use axum::{
    extract::Query,
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    cart,
    checkout::{self, Placed},
    limits, orders,
    text::{self, t},
};
use leptos::prelude::*;
use model::{
    Fault, FaultKind,
    checkout::{CheckoutForm, Next},
    order::OrderState,
};
use serde::Deserialize;
use std::time::Duration;
use tokio::time::timeout;

/// How long an order may take to be made: less than any answer may, so that the form is kept.
const PATIENCE: Duration = Duration::from_secs(25);

/// What a link to the checkout may choose beforehand.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Choices {
    country: String,
    shipping: String,
    payment: String,
}

/// `GET /checkout`
pub async fn show(visit: Visit) -> Result<Response, Failed> {
    let cart = cart::view(visit.shop(), &visit.actor).await?;
    if cart.lines.is_empty() {
        return Ok(elsewhere(&visit).await);
    }
    if !cart.ready() {
        return Ok(Redirect::to("/cart").into_response());
    }
    let Query(choices) = Query::<Choices>::try_from_uri(&visit.uri).unwrap_or_default();
    let form = CheckoutForm {
        country: choices.country,
        shipping: choices.shipping,
        payment: choices.payment,
        key: checkout::new_key(),
        ..CheckoutForm::default()
    };
    Ok(page(&visit, shown(&visit, form).await?).into_response())
}

/// `POST /checkout/update`: other totals for another country, delivery or payment, without scripts.
pub async fn update(visit: Visit, Form(form): Form<CheckoutForm>) -> Response {
    match shown(&visit, form.clone()).await {
        Ok(shown) => page(&visit, shown).into_response(),
        Err(fault) if fault.code == "cart-empty" => elsewhere(&visit).await,
        Err(fault) => order_kept::page(&visit, "/checkout/update", &form, fault).into_response(),
    }
}

/// `POST /checkout`
pub async fn place(visit: Visit, Form(form): Form<CheckoutForm>) -> Response {
    // What takes longer is not ended by this: the same form, sent again, finds the order that was made meanwhile.
    let fault = match timeout(PATIENCE, order(&visit, &form)).await {
        Ok(Ok(placed)) => return go(&visit, &placed).await,
        Ok(Err(fault)) => fault,
        Err(_) => Fault::new(FaultKind::Unavailable, "too-slow").retry_after(5),
    };
    if fault.code == "cart-empty" {
        return elsewhere(&visit).await;
    }
    let drawn = match fault.kind {
        FaultKind::Internal | FaultKind::Unavailable => Err(fault),
        _ => again(&visit, form.clone(), fault).await,
    };
    // Without the database there is no form to draw, but what was typed is at hand.
    drawn.unwrap_or_else(|fault| order_kept::page(&visit, "/checkout", &form, fault).into_response())
}

/// A form without a wrong field becomes an order, so many times a minute.
async fn order(visit: &Visit, form: &CheckoutForm) -> Result<Placed, Fault> {
    let command = checkout::check_form(form)?;
    if let Some(address) = visit.counted_address() {
        limits::guard(visit.shop(), limits::PLACE_ORDER_HOUR, address).await?;
    }
    if let Some(token) = visit.actor.cart() {
        limits::guard(visit.shop(), limits::PLACE_ORDER, &token.reveal()).await?;
    }
    Ok(checkout::place_order(visit.shop(), &visit.actor, command).await?)
}

/// The form once more: what was typed, what is wrong, and what it costs now.
async fn again(visit: &Visit, mut form: CheckoutForm, fault: Fault) -> Result<Response, Fault> {
    let mut changes = vec![];
    if fault.kind == FaultKind::Conflict {
        let before = cart::view(visit.shop(), &visit.actor).await?;
        changes = before.lines.iter().flat_map(cart_lines::changes).collect();
        // It is said what changed, so the next press of the button may take what is left.
        web::cart::accept(visit).await?;
    }
    if fault.code == "checkout-key-reused" || fault.at("key").is_some() {
        form.key = checkout::new_key();
    }
    let mut shown = match shown(visit, form).await {
        Err(gone) if gone.code == "cart-empty" => return Ok(Redirect::to("/cart").into_response()),
        shown => shown?,
    };
    // Changes have a note of their own; without any, the fault's own sentence says what happened.
    shown.fault = (changes.is_empty() || fault.kind != FaultKind::Conflict).then(|| text::explain(fault.clone()));
    shown.changes = changes;
    Ok(page(visit, shown).fault(&fault).into_response())
}

fn page(visit: &Visit, shown: Shown) -> Page {
    let failed = shown.fault.is_some();
    let mut head = Head::new(if failed { t("checkout-title-error") } else { t("checkout-title") });
    head.noindex = true;
    head.class = "checkout-page";
    let header = frame::quiet_header(visit);
    Page::bare(visit, head, move || {
        view! {
            {header}
            <main id="main" class="container">
                <h1 class="vh">{t("checkout-title")}</h1>
                <div class="checkout">{checkout_side::side(&shown)}{checkout_form::form(&shown)}</div>
            </main>
            <CheckoutIsland>{t("checkout-unreached")}</CheckoutIsland>
        }
    })
}

/// Off to the order, or to the provider's page first.
async fn go(visit: &Visit, placed: &Placed) -> Response {
    let goal = match &placed.next {
        Next::Order { token } => format!("/order/{token}"),
        Next::Provider { url } => url.clone(),
    };
    let count = cart::count(visit.shop(), &visit.actor).await.unwrap_or(0);
    let mut response = Redirect::to(&goal).into_response();
    let mut cookies = web::cart::cookies(visit, count);
    cookies.push(flash::keep_order(visit, &placed.token));
    for value in cookies.iter().filter_map(|cookie| cookie.parse().ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// Where somebody without a cart belongs: to the order just placed while it waits for money, else to the empty cart.
async fn elsewhere(visit: &Visit) -> Response {
    if let Some(token) = flash::order(visit)
        && let Ok(order) = orders::by_token(visit.shop(), token).await
        && order.state == OrderState::PendingPayment
    {
        return Redirect::to(&format!("/order/{token}")).into_response();
    }
    Redirect::to("/cart").into_response()
}

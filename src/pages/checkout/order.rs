//! The page of one order behind its secret link: confirmation first, then tracking; paying again, and cancelling.

use crate::{
    app::Head,
    fragments::order_view,
    islands::order_live::OrderLive,
    web::{Failed, Form, Page, Visit},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    Actor, limits,
    orders::{self, OrderError},
    payments,
    secret::Token,
    text::{self, t},
};
use leptos::prelude::*;
use model::{Fault, FaultKind, checkout::Next, order::OrderView, payment::PaymentMethod};
use serde::Deserialize;

/// The form that pays an order once more.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PayAgain {
    #[serde(default)]
    payment: String,
}

/// The form that cancels an order: the second of two steps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cancel {
    #[serde(default)]
    confirm: String,
}

/// `GET /order/{token}`
pub async fn show(visit: Visit, Path(token): Path<String>) -> Result<Response, Failed> {
    if token.parse::<Token>().is_err() {
        return Err(unknown(&visit).await.into());
    }
    if let Some(payment) = returned_from_provider(&visit) {
        // The provider's answer may also come by itself, so a failure to ask is no failure of the page.
        if let Err(error) = payments::on_return(visit.shop(), &token, &payment).await {
            tracing::info!(%error, "the provider was not asked on the shopper's return");
        }
        return Ok(Redirect::to(&format!("/order/{token}")).into_response());
    }
    let order = match orders::by_token(visit.shop(), &token).await {
        Err(OrderError::NoOrder) => return Err(unknown(&visit).await.into()),
        order => order?,
    };
    page(&visit, &token, order, None).await
}

/// A link that opens nothing, said so often to one address and no more: nobody tries out links.
async fn unknown(visit: &Visit) -> Fault {
    let Actor::Shopper(shopper) = &visit.actor else { return OrderError::NoOrder.into() };
    match limits::guard_reading(visit.shop(), limits::ORDER_LINK, &shopper.address).await {
        Ok(()) => OrderError::NoOrder.into(),
        Err(fault) => fault,
    }
}

fn returned_from_provider(visit: &Visit) -> Option<String> {
    visit.uri.query()?.split('&').find_map(|pair| pair.strip_prefix("payment=")).map(str::to_owned)
}

/// `POST /order/{token}/pay`
pub async fn pay(visit: Visit, Path(token): Path<String>, Form(form): Form<PayAgain>) -> Result<Response, Failed> {
    match pay_again(&visit, &token, &form.payment).await {
        Ok(Next::Order { .. }) => Ok(Redirect::to(&format!("/order/{token}")).into_response()),
        Ok(Next::Provider { url }) => Ok(Redirect::to(&url).into_response()),
        Err(fault) => refused(&visit, &token, fault).await,
    }
}

async fn pay_again(visit: &Visit, token: &str, payment: &str) -> Result<Next, Fault> {
    let method: PaymentMethod = payment.parse().map_err(|_| Fault::invalid([("payment", "payment-method")]))?;
    Ok(orders::pay_again(visit.shop(), &visit.actor, token, method).await?)
}

/// `POST /order/{token}/cancel`
pub async fn cancel(visit: Visit, Path(token): Path<String>, Form(form): Form<Cancel>) -> Result<Response, Failed> {
    if form.confirm != "1" {
        return refused(&visit, &token, Fault::invalid([("confirm", "order-cancel-confirm")])).await;
    }
    match orders::cancel(visit.shop(), &visit.actor, &token).await.map_err(Fault::from) {
        Ok(_) => Ok(Redirect::to(&format!("/order/{token}")).into_response()),
        Err(fault) if fault.code == "order-step" => {
            refused(&visit, &token, Fault::new(FaultKind::Conflict, "order-cancel-late")).await
        }
        Err(fault) => refused(&visit, &token, fault).await,
    }
}

/// The page as it stands, with the reason on top.
async fn refused(visit: &Visit, token: &str, fault: Fault) -> Result<Response, Failed> {
    if matches!(fault.kind, FaultKind::NotFound | FaultKind::Internal | FaultKind::Unavailable) {
        return Err(fault.into());
    }
    let order = orders::by_token(visit.shop(), token).await?;
    page(visit, token, order, Some(text::explain(fault))).await
}

async fn page(visit: &Visit, token: &str, order: OrderView, fault: Option<Fault>) -> Result<Response, Failed> {
    let mut head = Head::new(order_view::title(&order));
    head.noindex = true;
    let sentence = fault.as_ref().map(|fault| fault.sentence().to_owned());
    let inside = order_view::html(visit, token, &order).await?;
    let version = order.version;
    let page = Page::storefront(visit, head, move || {
        view! {
            <div class="container">
                {sentence.map(|text| view! { <p class="note note--danger order-trouble" role="alert">{text}</p> })}
                <div id="order-live" data-order-number=order.number.clone() data-version=version data-updated=t("order-updated")
                    inner_html=inside></div>
                <OrderLive/>
            </div>
        }
    });
    Ok(match fault {
        Some(fault) => page.fault(&fault).into_response(),
        None => page.into_response(),
    })
}

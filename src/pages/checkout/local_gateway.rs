//! The pages of the local gateway: it plays a bank's page, for development and tests. It has a look of its own, so that
//! nobody takes it for a part of the shop, and works without scripts.

use crate::{
    app::Head,
    web::{Failed, Form, Page, Visit},
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    payments::local::{self, Decision, LocalPage},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::Fault;
use serde::Deserialize;

/// Rules of this page alone.
const STYLE: &str = include_str!("local_gateway.css");

/// What was pressed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pressed {
    decision: String,
}

/// `GET /pay/local/{reference}`
pub async fn show(visit: Visit, Path(reference): Path<String>) -> Result<Response, Failed> {
    only_where_it_is_the_gateway(&visit)?;
    let page = local::page(visit.shop(), &reference).await?;
    if let Some(back) = page.done {
        return Ok(Redirect::to(&back).into_response());
    }
    let mut head = Head::new(t("gateway-title"));
    head.noindex = true;
    head.class = "gateway";
    head.style = Some(STYLE.to_owned());
    Ok(Page::bare(&visit, head, move || body(&page)).into_response())
}

/// `POST /pay/local/{reference}`
pub async fn decide(
    visit: Visit,
    Path(reference): Path<String>,
    Form(form): Form<Pressed>,
) -> Result<Response, Failed> {
    only_where_it_is_the_gateway(&visit)?;
    let decision: Decision = form.decision.parse().map_err(|_| Fault::invalid([("decision", "gateway-decision")]))?;
    let goal = local::decide(visit.shop(), &reference, decision).await?;
    Ok(Redirect::to(&goal).into_response())
}

/// A shop without it, above all one in production, has no such page.
fn only_where_it_is_the_gateway(visit: &Visit) -> Result<(), Fault> {
    visit.shop().gateways.local().map(drop).ok_or_else(|| Fault::not_found("not-found"))
}

fn body(page: &LocalPage) -> impl IntoView + use<> {
    let action = format!("/pay/local/{}", page.reference);
    let (amount, label) = (page.amount.to_string(), page.label.clone());
    let lead = if page.challenged { t("gateway-challenge") } else { t("gateway-lead") };
    let buttons: Vec<_> = decisions(page).iter().map(|decision| button(*decision)).collect();
    view! {
        <main id="main" class="gateway__sheet">
            <p class="gateway__brand">{t("gateway-brand")}</p>
            <h1>{t_args("gateway-pay", &[("amount", amount.into())])}</h1>
            <p class="gateway__to">{label}</p>
            <p>{lead}</p>
            <form method="post" action=action>{buttons}</form>
            <p class="gateway__small">{t("gateway-small")}</p>
        </main>
    }
}

/// A challenge is answered with yes or no.
fn decisions(page: &LocalPage) -> &'static [Decision] {
    if page.challenged { &[Decision::Approve, Decision::Decline] } else { &Decision::ALL }
}

fn button(decision: Decision) -> impl IntoView {
    let (text, class) = match decision {
        Decision::Approve => (t("gateway-approve"), "gateway__yes"),
        Decision::Decline => (t("gateway-decline"), "gateway__no"),
        Decision::Challenge => (t("gateway-challenge-button"), "gateway__more"),
        Decision::TimeOut => (t("gateway-time-out"), "gateway__more"),
        Decision::LateWebhook => (t("gateway-late"), "gateway__more"),
    };
    view! { <button class=class name="decision" value=decision.as_str()>{text}</button> }
}

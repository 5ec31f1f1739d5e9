//! What people wrote by the contact form: to be answered by mail, and ticked off.

use super::{
    page::{Heading, PageResult, done, page},
    parts::press,
    table::{Place, empty},
};
use crate::web::{AppState, StaffVisit};
use axum::{
    Router,
    extract::{Path, Query},
    routing::{get, post},
};
use commerce::{
    contact::{self, Message},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{Fault, MessageId, account::Permission, percent};
use serde::Deserialize;

const BASE: &str = "/admin/messages";
const VIEWS: [(&str, &str); 2] = [("open", "admin-messages-open"), ("answered", "admin-messages-answered")];

/// The addresses of messages.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/messages", get(messages))
        .route("/admin/messages/{message}/answered", post(answered))
        .route("/admin/messages/{message}/open", post(open))
}

/// What is asked of the list.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    view: String,
    page: Option<u32>,
}

async fn messages(visit: StaffVisit, Query(asked): Query<Asked>) -> PageResult {
    let done = asked.view == "answered";
    let rows = contact::messages(visit.shop(), &visit.actor(), done, asked.page.unwrap_or(1)).await?;
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-messages"), move || {
        let place = Place::new(BASE, &[("view", &asked.view)]);
        let foot = place.pager(&rows);
        let list = match rows.items.is_empty() {
            true => empty("admin-messages-empty", None).into_any(),
            false => view! { <ol class="messages">{rows.items.into_iter().map(item).collect_view()}</ol> }.into_any(),
        };
        view! {
            <main class="page" id="main">
                {Heading::new(t("admin-messages")).meta(t("admin-messages-meta")).view(&flash)}
                <section class="panel" aria-label=t("admin-messages")>
                    {place.tabs("admin-messages-views", &VIEWS)}
                    {list}
                    {foot}
                </section>
            </main>
        }
    }))
}

async fn answered(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    tick(visit, &id, true, "admin-message-answered").await
}

async fn open(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    tick(visit, &id, false, "admin-message-opened").await
}

async fn tick(visit: StaffVisit, id: &str, answered: bool, said: &'static str) -> PageResult {
    visit.require(Permission::SeeOrders)?;
    let id: MessageId = id.parse().map_err(|_| Fault::not_found("no-message"))?;
    contact::tick(visit.shop(), &visit.actor(), id, answered).await?;
    Ok(done(&visit, t(said), BASE).await)
}

fn item(message: Message) -> impl IntoView {
    let subject = t_args("admin-message-subject", &[("name", (&message.name).into())]);
    let mail = format!("mailto:{}?subject={}", message.email, percent::encoded(&subject));
    let order = (!message.order_number.is_empty()).then(|| {
        let href = format!("/admin/orders?q={}", percent::encoded(&message.order_number));
        view! { <a href=href>{message.order_number.clone()}</a> }
    });
    let (way, label) = match message.answered_at {
        None => ("answered", "admin-message-tick"),
        Some(_) => ("open", "admin-message-untick"),
    };
    view! {
        <li class="panel-body message">
            <p class="row">
                <b>{message.name}</b>
                <a href=mail.clone()>{message.email}</a>
                {order}
                <span class="muted">{text::date_time(message.created_at)}</span>
            </p>
            <p class="message-body">{message.body}</p>
            <div class="row">
                <a class="button button-primary button-sm" href=mail>{t("admin-message-answer")}</a>
                {press(format!("{BASE}/{}/{way}", message.id), label, "button button-secondary button-sm")}
            </div>
        </li>
    }
}

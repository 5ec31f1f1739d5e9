//! `/contact`: writing to the shop, and what came of it.

use super::parts::crumbs;
use crate::{
    app::Head,
    fragments::{fields::Field, parts::field_error},
    ui::Icon,
    web::{Failed, Form, Page, Visit},
};
use axum::{
    extract::Query,
    response::{IntoResponse, Redirect, Response},
};
use commerce::{
    contact::{self, MOST_BODY, WriteMessage},
    content, limits,
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::Fault;
use serde::Deserialize;

const PATH: &str = "/contact";

/// What the address asks for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// After the message was kept.
    sent: Option<String>,
    /// The number of the order that it is about.
    order: String,
}

/// `GET /contact`
pub async fn page(visit: Visit, Query(asked): Query<Asked>) -> Page {
    match asked.sent {
        Some(_) => thanks(&visit),
        None => draw(&visit, WriteMessage { order_number: asked.order, ..WriteMessage::default() }, None).await,
    }
}

/// `POST /contact`
pub async fn write(visit: Visit, Form(form): Form<WriteMessage>) -> Result<Response, Failed> {
    let fault = match keep(&visit, form.clone()).await {
        Ok(()) => return Ok(Redirect::to("/contact?sent=1").into_response()),
        Err(fault) => text::explain(fault),
    };
    Ok(draw(&visit, form, Some(fault.clone())).await.fault(&fault).into_response())
}

async fn keep(visit: &Visit, form: WriteMessage) -> Result<(), Fault> {
    if let Some(address) = visit.counted_address() {
        limits::guard(visit.shop(), limits::CONTACT, address).await?;
    }
    Ok(contact::write(visit.shop(), form).await?)
}

async fn draw(visit: &Visit, typed: WriteMessage, fault: Option<Fault>) -> Page {
    let title = t("contact-title");
    let head = Head {
        description: Some(t("contact-lead").into()),
        canonical: Some(PATH.into()),
        class: "text-page",
        ..Head::new(title)
    };
    // What staff wrote about reaching the shop otherwise.
    let beside = match visit.frame.page("contact") {
        Some(_) => content::content_page(visit.shop(), "contact").await.ok(),
        None => None,
    };
    Page::storefront(visit, head, move || {
        view! {
            <div class="container">
                {crumbs(&[], title)}
                <div class="doc">
                    <div class="stack stack--lg">
                        <header class="stack"><h1>{title}</h1><p class="lead">{t("contact-lead")}</p></header>
                        {form(&typed, fault.as_ref())}
                    </div>
                    <aside class="doc__side">
                        {beside.map(|page| view! {
                            <section class="stack" aria-labelledby="t-otherwise">
                                <h2 class="h3" id="t-otherwise">{t("contact-otherwise")}</h2>
                                <div class="prose prose--small" inner_html=page.body></div>
                            </section>
                        })}
                    </aside>
                </div>
            </div>
        }
    })
}

fn form(typed: &WriteMessage, fault: Option<&Fault>) -> impl IntoView + use<> {
    let summary = fault.map(|fault| {
        let sentence = fault.message.clone();
        view! { <p class="note note--danger" role="alert"><Icon name="warn"/><span>{sentence}</span></p> }
    });
    let name = Field::text("name", t("contact-name"), "name").view(&typed.name, fault);
    let email = Field { kind: "email", inputmode: Some("email"), ..Field::text("email", t("contact-email"), "email") };
    let number =
        Field { hint: Some(t("contact-number-hint")), ..Field::text("order_number", t("contact-number"), "off") };
    view! {
        <form class="stack review-form" method="post" action=PATH>
            {summary}
            {name}
            {email.view(&typed.email, fault)}
            {number.optional().view(&typed.order_number, fault)}
            {body(typed, fault)}
            <div class="trap" aria-hidden="true">
                <label for="website">{t("review-website")}</label>
                <input id="website" name="website" autocomplete="off" tabindex="-1"/>
            </div>
            <button class="button button--primary button--lg start">{t("contact-send")}</button>
            <p class="field__hint">{t("contact-privacy")}</p>
        </form>
    }
}

fn body(typed: &WriteMessage, fault: Option<&Fault>) -> impl IntoView + use<> {
    let wrong = fault.and_then(|fault| fault.at("body")).map(|field| field.message.clone());
    // The first line break of a text area is not part of its text.
    let text = if typed.body.starts_with('\n') { format!("\n{}", typed.body) } else { typed.body.clone() };
    let (invalid, described) = (wrong.is_some().then_some("true"), wrong.is_some().then_some("body-error"));
    view! {
        <div class="field">
            <label class="field__label" for="body">{t("contact-body")}</label>
            {wrong.map(|sentence| field_error("body-error".into(), sentence))}
            <textarea class="input" id="body" name="body" rows="8" minlength="10" maxlength=MOST_BODY required
                aria-invalid=invalid aria-describedby=described>{text}</textarea>
        </div>
    }
}

fn thanks(visit: &Visit) -> Page {
    let title = t("contact-thanks");
    let head = Head { noindex: true, ..Head::new(title) };
    let lead = t_args("contact-thanks-lead", &[("email", visit.shop().settings.shop.email.as_str().into())]);
    Page::storefront(visit, head, move || {
        view! {
            <div class="container narrow">
                <div class="page-head">
                    <h1>{title}</h1>
                    <p class="lead" role="status">{lead}</p>
                    <div class="row"><a class="button button--primary button--lg" href="/">{t("shop-to-home")}</a></div>
                </div>
            </div>
        }
    })
}

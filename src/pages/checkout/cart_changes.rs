//! The cart's forms, as they work without scripts: change, then go on to where the change shows.

use super::cart;
use crate::{
    app::Head,
    fragments::cart_lines::Special,
    ui::{Icon, IconSize},
    web::{self, Failed, Form, Page, Visit, flash},
};
use axum::{
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use commerce::text::{self, t};
use leptos::prelude::*;
use model::{Fault, FaultKind};
use serde::Deserialize;

/// The form of a product page.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Add {
    variant: String,
    #[serde(default = "one")]
    quantity: String,
    /// "cart" on the cart page, where a removed line is put back.
    #[serde(default)]
    back: String,
}

/// The quantity of a line, with one less or one more when a stepper's button was pressed.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Set {
    variant: String,
    quantity: String,
    #[serde(default)]
    step: String,
}

/// A line to take out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Remove {
    variant: String,
}

/// A form without fields.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

fn one() -> String {
    String::from("1")
}

/// `POST /cart/add`
pub async fn add(mut visit: Visit, Form(form): Form<Add>) -> Result<Response, Failed> {
    match web::cart::add(&mut visit, &form.variant, &form.quantity).await {
        Ok(view) => Ok(to_cart(&visit, view.count())),
        Err(fault) if !shown_here(&fault) => Err(fault.into()),
        Err(fault) if form.back == "cart" => {
            Ok(cart::refused(&visit, Special::default(), text::explain(fault)).await?.into_response())
        }
        Err(fault) => Ok(not_added(&visit, &form, text::explain(fault)).into_response()),
    }
}

/// `POST /cart/set`
pub async fn set(visit: Visit, Form(form): Form<Set>) -> Result<Response, Failed> {
    let typed = stepped(&form.quantity, &form.step);
    match web::cart::set(&visit, &form.variant, &typed).await {
        Ok(view) => Ok(to_cart(&visit, view.count())),
        Err(fault) if !shown_here(&fault) => Err(fault.into()),
        Err(fault) => {
            let fault = text::explain(fault);
            let wrong = form.variant.parse().ok().map(|variant| (variant, typed, fault.sentence().to_owned()));
            Ok(cart::refused(&visit, Special { wrong, ..Special::default() }, fault).await?.into_response())
        }
    }
}

/// `POST /cart/remove`
pub async fn remove(visit: Visit, Form(form): Form<Remove>) -> Result<Response, Failed> {
    let (view, removed) = web::cart::remove(&visit, &form.variant).await?;
    let mut response = to_cart(&visit, view.count());
    if let Some(value) = removed.and_then(|removed| flash::keep(&visit, &removed).parse().ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    Ok(response)
}

/// `POST /cart/clear`
pub async fn clear(visit: Visit, Form(Nothing {}): Form<Nothing>) -> Result<Response, Failed> {
    let view = web::cart::clear(visit.shop(), &visit.actor).await?;
    Ok(to_cart(&visit, view.count()))
}

/// `POST /cart/accept`: takes what is left of lines that shrank, and goes on to the checkout.
pub async fn accept(visit: Visit, Form(Nothing {}): Form<Nothing>) -> Result<Response, Failed> {
    let view = web::cart::accept(&visit).await?;
    let goal = if view.lines.is_empty() { "/cart" } else { "/checkout" };
    Ok(go(&visit, view.count(), goal))
}

fn to_cart(visit: &Visit, count: u32) -> Response {
    go(visit, count, "/cart")
}

fn go(visit: &Visit, count: u32, goal: &str) -> Response {
    let mut response = Redirect::to(goal).into_response();
    for value in web::cart::cookies(visit, count).iter().filter_map(|cookie| cookie.parse().ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

/// What a stepper's button makes of the number beside it; anything else stays as it was typed.
fn stepped(typed: &str, step: &str) -> String {
    match (typed.trim().parse::<i64>(), step.parse::<i64>()) {
        (Ok(now), Ok(step @ (-1 | 1))) => now.saturating_add(step).to_string(),
        _ => typed.to_owned(),
    }
}

/// Whether a shopper can do something about it here; the rest has a page of its own.
fn shown_here(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::Invalid | FaultKind::Conflict | FaultKind::RateLimited) || fault.code == "not-sold"
}

/// Says why a product was not put into the cart; the form stands there again with what was typed, unless the product
/// is gone for good.
fn not_added(visit: &Visit, form: &Add, fault: Fault) -> Page {
    let mut head = Head::new(t("cart-not-added"));
    head.noindex = true;
    let (again, sentence, back) = (form.clone(), fault.sentence().to_owned(), same_site_referer(visit));
    let gone = fault.kind == FaultKind::NotFound;
    let page = Page::storefront(visit, head, move || {
        view! {
            <div class="container"><div class="page-head lost">
                <h1>{t("cart-not-added")}</h1>
                {match gone {
                    true => no_more(sentence).into_any(),
                    false => once_more(again, sentence, back).into_any(),
                }}
            </div></div>
        }
    });
    page.fault(&fault)
}

fn once_more(form: Add, sentence: String, back: Option<String>) -> impl IntoView {
    view! {
        <form class="stack" method="post" action="/cart/add" data-add-to-cart novalidate>
            <input type="hidden" name="variant" value=form.variant/>
            <div class="field">
                <label class="field__label" for="quantity">{t("cart-quantity")}</label>
                <p class="field__error" id="quantity-error" role="alert" data-cart-error>
                    <Icon name="warn" size=IconSize::Small/>{sentence}
                </p>
                <input class="input" id="quantity" name="quantity" inputmode="numeric" maxlength="6"
                    autocomplete="off" value=form.quantity aria-invalid="true" aria-describedby="quantity-error"/>
            </div>
            <div class="row">
                <button class="button button--primary button--lg">{t("cart-add")}</button>
                {back.map(|path| view! { <a class="button button--quiet button--lg" href=path>{t("cart-back")}</a> })}
            </div>
        </form>
    }
}

fn no_more(sentence: String) -> impl IntoView {
    view! {
        <p class="lead" role="alert">{sentence}</p>
        <p class="row"><a class="button button--primary button--lg" href="/">{t("cart-look-around")}</a></p>
    }
}

/// The page of this shop that the form was sent from.
fn same_site_referer(visit: &Visit) -> Option<String> {
    let referer = visit.headers.get(header::REFERER)?.to_str().ok()?;
    back_to(referer, visit.headers.get(header::HOST)?.to_str().ok()?)
}

fn back_to(referer: &str, ours: &str) -> Option<String> {
    let (_, rest) = referer.split_once("://")?;
    let (host, path) = rest.split_once('/')?;
    // Two slashes would lead to another host.
    let path = path.trim_start_matches(['/', '\\']);
    (host == ours && !path.starts_with("cart")).then(|| format!("/{path}"))
}

#[cfg(test)]
mod tests {
    use super::{back_to, stepped};

    #[test]
    fn the_way_back_stays_in_this_shop() {
        let back = |referer| back_to(referer, "shop.example");
        assert_eq!(back("https://shop.example/p/chair?variant=1").as_deref(), Some("/p/chair?variant=1"));
        assert_eq!(back("https://shop.example//evil.example/x").as_deref(), Some("/evil.example/x"));
        assert_eq!(
            [back("https://evil.example/x"), back("https://shop.example/cart"), back("none")],
            [None, None, None]
        );
    }

    #[test]
    fn steps_by_one_and_leaves_the_rest_as_typed() {
        assert_eq!(
            [stepped("2", "1"), stepped("1", "-1"), stepped("two", "1"), stepped("2", "50")],
            ["3", "0", "two", "2"]
        );
    }
}

//! The cart page below its frame: lines, summary, and the empty cart.

use super::{
    cart_lines::{self, Place, Special},
    parts::{self, Tone},
    payment,
};
use crate::{
    ui::{Icon, IconSize},
    web::Visit,
};
use commerce::{
    checkout,
    text::{date_span, t, t_args},
};
use leptos::prelude::*;
use model::{
    cart::CartView,
    checkout::{CheckoutForm, CheckoutView},
};

/// What delivery will cost where most orders of this shop go.
pub struct Estimate {
    view: CheckoutView,
    country: Option<String>,
}

/// Reckons with the shop's own country; `None` when nobody can say now.
pub async fn estimate(visit: &Visit, cart: &CartView) -> Option<Estimate> {
    if cart.lines.is_empty() {
        return None;
    }
    let country = visit.shop().settings.shop.country.clone();
    let form = CheckoutForm { country: country.clone(), ..CheckoutForm::default() };
    let view = checkout::view(visit.shop(), &visit.actor, &form).await.ok()?;
    let country = view.countries.iter().find(|(code, _)| *code == country).map(|(_, name)| name.clone());
    Some(Estimate { view, country })
}

/// "Cart, 3 items"
pub fn title(cart: &CartView) -> String {
    t_args("cart-title", &[("count", cart.count().into())])
}

/// Everything of the page that changes with the cart.
pub fn body(cart: &CartView, special: &Special, estimate: Option<&Estimate>) -> AnyView {
    if cart.lines.is_empty() {
        return empty(cart, special).into_any();
    }
    view! {
        <div class="page-head page-head--row">
            <h1 tabindex="-1">{title(cart)}</h1>
            <p class="meta">{t("cart-kept")}</p>
        </div>
        <div class="two-col two-col--cart">
            <div class="stack">{cart_lines::notices(cart)}{cart_lines::lines(cart, Place::Page, special)}</div>
            {summary(cart, estimate)}
        </div>
        {bar(cart, estimate)}
    }
    .into_any()
}

fn empty(cart: &CartView, special: &Special) -> impl IntoView + use<> {
    let removed = special.removed.is_some().then(|| cart_lines::lines(cart, Place::Page, special));
    view! {
        {removed}
        <div class="cart-empty cart-empty--plain">
            <div class="stack cart-empty__text">
                <h1 tabindex="-1">{t("cart-empty")}</h1>
                <p class="lead">{t("cart-empty-lead")}</p>
                <div class="row"><a class="button button--primary button--lg" href="/">{t("cart-look-around")}</a></div>
            </div>
        </div>
    }
}

fn summary(cart: &CartView, estimate: Option<&Estimate>) -> impl IntoView + use<> {
    let totals = estimate.map_or(&cart.totals, |estimate| &estimate.view.cart.totals);
    let row = |name: String, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let taxes: Vec<_> = parts::tax_rows(totals).into_iter().map(|(name, value)| row(name, value)).collect();
    let methods = estimate.map(|estimate| pay_list(&estimate.view));
    view! {
        <aside class="panel stack cart-sum" aria-labelledby="sum">
            <h2 class="h3" id="sum">{t("cart-summary")}</h2>
            <dl class="sums">
                {row(t("checkout-sum-products").into(), totals.subtotal.to_string())}
                {row(delivery_name(estimate), delivery_price(estimate))}
                {taxes}
            </dl>
            {free_shipping(cart)}
            <dl class="sums">
                <div class="sums__total"><dt>{total_name(cart)}</dt><dd>{totals.total.to_string()}</dd></div>
            </dl>
            <div class="stack cart-sum__act">{to_checkout(cart, "button button--primary button--lg button--wide")}</div>
            {methods}
            <p class="meta cart-sum__promise">
                <Icon name="return" size=IconSize::Small/>
                <span>{arrival(estimate)}{t("cart-promise")}</span>
            </p>
        </aside>
    }
}

fn delivery_name(estimate: Option<&Estimate>) -> String {
    let country = estimate.and_then(|estimate| estimate.country.as_ref());
    country.map_or_else(|| t("cart-delivery").to_owned(), |name| t_args("cart-delivery-to", &[("place", name.into())]))
}

fn delivery_price(estimate: Option<&Estimate>) -> String {
    let price = estimate.and_then(|estimate| estimate.view.cart.totals.shipping);
    price.map_or_else(|| t("cart-delivery-later").to_owned(), parts::or_free)
}

fn arrival(estimate: Option<&Estimate>) -> Option<String> {
    let view = &estimate?.view;
    let choice = view.shipping.iter().find(|choice| Some(&choice.code) == view.chosen_shipping.as_ref())?;
    let when = date_span(choice.arrives.0, choice.arrives.1);
    Some(t_args("cart-arrives", &[("when", when.into())]) + " ")
}

/// "Total with VAT", or without where taxes are added.
pub fn total_name(cart: &CartView) -> &'static str {
    if cart.totals.tax_included { t("cart-total-tax") } else { t("checkout-sum-total") }
}

/// How far it is to free delivery, or that it is reached.
pub fn free_shipping(cart: &CartView) -> Option<impl IntoView + use<>> {
    let missing = cart.to_free_shipping?;
    let (tone, sign, text) = match missing.minor {
        0 => (Tone::Success, "check", t("cart-free-reached").to_owned()),
        _ => (Tone::Plain, "truck", t_args("cart-free-missing", &[("missing", missing.into())])),
    };
    Some(parts::note(tone, sign, view! { <p>{text}</p> }))
}

/// The way to the checkout. Where lines shrank or went, it takes what is left, as the notice says.
pub fn to_checkout(cart: &CartView, class: &'static str) -> AnyView {
    if cart.ready() {
        return view! { <a class=class href="/checkout">{t("cart-checkout")}</a> }.into_any();
    }
    view! {
        <form method="post" action="/cart/accept"><button class=class>{t("cart-checkout")}</button></form>
    }
    .into_any()
}

fn pay_list(view: &CheckoutView) -> impl IntoView + use<> {
    let methods: Vec<_> = view
        .payment
        .iter()
        .map(|choice| {
            let (sign, name) = payment::sign_and_name(choice.method);
            view! { <li><Icon name=sign size=IconSize::Small/>{name}</li> }
        })
        .collect();
    view! { <ul class="pay-list" aria-label=t("cart-ways-to-pay")>{methods}</ul> }
}

/// Total and way to the checkout, at the foot of a phone.
fn bar(cart: &CartView, estimate: Option<&Estimate>) -> impl IntoView + use<> {
    let totals = estimate.map_or(&cart.totals, |estimate| &estimate.view.cart.totals);
    let caption = t_args(
        "cart-bar",
        &[("count", cart.count().into()), ("delivery", delivery_price(estimate).to_lowercase().into())],
    );
    view! {
        <aside class="buy-bar buy-bar--total" aria-label=t("cart-bar-label")>
            <div><p class="price"><span>{totals.total.to_string()}</span></p><span class="caption">{caption}</span></div>
            {to_checkout(cart, "button button--primary button--lg")}
        </aside>
    }
}

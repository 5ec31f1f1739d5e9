//! The cart as islands show it: the drawer, or the inside of the cart page, with the sentence to be spoken.

use super::{
    cart::{self, free_shipping, to_checkout, total_name},
    cart_lines::{self, Place, Special},
};
use crate::{
    app::render,
    ui::Icon,
    web::{cart::Removed, rpc::Call},
};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::cart::{CartChanged, CartView};

/// The answer after a line was put in.
pub async fn added(call: &Call, view: &CartView, variant: &str, place: &str) -> CartChanged {
    let variant = variant.trim().parse().ok();
    let line = view.lines.iter().find(|line| Some(line.variant) == variant);
    let name = line.map(|line| match line.variant_title.as_str() {
        "" => line.title.clone(),
        choice => format!("{}, {choice}", line.title),
    });
    let spoken = match name {
        Some(name) => t_args("cart-spoken-added", &[("name", name.into()), ("count", view.count().into())]),
        None => spoken(view),
    };
    answer(call, view, Special { added: variant, ..Special::default() }, place, spoken).await
}

/// The answer after any other change.
pub async fn changed(call: &Call, view: &CartView, removed: Option<Removed>, place: &str) -> CartChanged {
    let spoken = match &removed {
        Some(removed) => t_args("cart-removed", &[("title", (&removed.title).into())]) + " " + &spoken(view),
        None => spoken(view),
    };
    answer(call, view, Special { removed, ..Special::default() }, place, spoken).await
}

async fn answer(call: &Call, view: &CartView, special: Special, place: &str, spoken: String) -> CartChanged {
    call.cookies(crate::web::cart::cookies(&call.visit, view.count()));
    let drawer = match Place::of(place) {
        Place::Page => {
            let estimate = cart::estimate(&call.visit, view).await;
            render(|| cart::body(view, &special, estimate.as_ref()))
        }
        Place::Drawer => render(|| drawer(view, &special)),
    };
    CartChanged { count: view.count(), version: view.version, spoken, drawer }
}

fn spoken(view: &CartView) -> String {
    t_args("cart-spoken", &[("count", view.count().into()), ("total", view.totals.total.into())])
}

/// The inside of the drawer.
fn drawer(cart: &CartView, special: &Special) -> impl IntoView + use<> {
    let title = t_args("cart-title", &[("count", cart.count().into())]);
    let filled = !cart.lines.is_empty();
    view! {
        <header class="drawer__head">
            <h2 class="h3" id="cart-title" tabindex="-1">{title}</h2>
            <form method="dialog">
                <button class="icon-button" id="cart-close" aria-label=t("cart-close")><Icon name="close"/></button>
            </form>
        </header>
        <div class="drawer__body">
            {filled.then(|| free_shipping(cart))}
            {cart_lines::notices(cart)}
            {(!filled).then(|| view! { <p class="lead">{t("cart-empty")}</p> })}
            {(filled || special.removed.is_some()).then(|| cart_lines::lines(cart, Place::Drawer, special))}
        </div>
        {filled.then(|| foot(cart))}
    }
}

fn foot(cart: &CartView) -> impl IntoView + use<> {
    let free = cart.to_free_shipping.is_some_and(|missing| missing.minor == 0);
    let delivery = if free { t("checkout-free") } else { t("cart-delivery-later") };
    view! {
        <footer class="drawer__foot">
            <dl class="sums">
                <div><dt>{t("cart-delivery")}</dt><dd>{delivery}</dd></div>
                <div><dt class="strong">{total_name(cart)}</dt><dd class="strong">{cart.totals.total.to_string()}</dd></div>
            </dl>
            {to_checkout(cart, "button button--primary button--lg button--wide")}
            <a class="button button--quiet button--wide" href="/cart">{t("cart-view")}</a>
        </footer>
    }
}

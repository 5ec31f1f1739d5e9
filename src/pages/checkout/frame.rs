//! The quiet frame of the checkout: logo, a word on safety, help; nothing that leads away.

use crate::{ui::Icon, web::Visit};
use commerce::text::{t, t_args};
use leptos::prelude::*;

/// The header of pages on the way to an order.
pub fn quiet_header(visit: &Visit) -> impl IntoView + use<> {
    let name = visit.site().name.clone();
    let help = visit.frame.page("contact").is_some();
    let label = t_args("checkout-back-to-shop", &[("name", (&name).into())]);
    view! {
        <a class="skip" href="#main">{t("shop-skip")}</a>
        <header class="checkout-header"><div class="container">
            <a class="logo" href="/" aria-label=label>{name}</a>
            <span class="secure"><Icon name="lock"/>{t("checkout-secure")}</span>
            {help.then(|| view! { <a class="text-button" href="/contact">{t("checkout-help")}</a> })}
        </div></header>
    }
}

//! The cart page.

use crate::{
    app::Head,
    fragments::{
        cart::{body, estimate, title},
        cart_lines::{self, Special},
        parts::{self, Tone},
    },
    pages::storefront::parts::{grid, section_head},
    web::{Page, PageResult, Visit, flash},
};
use commerce::{cart, catalog, text::t};
use leptos::prelude::*;
use model::{Fault, VariantId, cart::CartView, catalog::ProductCard};

/// Most products beside the cart.
const BESIDE: usize = 2;

/// `GET /cart`
pub async fn cart(visit: Visit) -> PageResult {
    let special = Special { removed: flash::removed(&visit), ..Special::default() };
    let page = show(&visit, special, None).await?;
    Ok(if flash::removed(&visit).is_some() { page.cookie(flash::clear(&visit)) } else { page })
}

/// The cart page after a refused change: the words at the field, and what was typed.
pub async fn refused(visit: &Visit, special: Special, fault: Fault) -> PageResult {
    Ok(show(visit, special, Some(&fault)).await?.fault(&fault))
}

async fn show(visit: &Visit, special: Special, fault: Option<&Fault>) -> PageResult {
    let cart = cart::view(visit.shop(), &visit.actor).await?;
    // A line that went meanwhile has no field that could say it.
    let at_field = special.wrong.as_ref().is_some_and(|(variant, ..)| cart_lines::has_field(&cart, *variant));
    let trouble = fault.filter(|_| !at_field).map(|fault| fault.sentence().to_owned());
    let estimate = estimate(visit, &cart).await;
    let count = cart.count();
    let mut head = Head::new(title(&cart));
    head.noindex = true;
    head.class = "cart-page";
    let cookie = crate::web::cart::count_cookie(visit, count);
    let shown = count == visit.cart_count;
    let beside = beside(visit, &cart).await;
    let page = Page::storefront(visit, head, move || {
        let trouble = trouble.map(|text| parts::note(Tone::Danger, "warn", view! { <p role="alert">{text}</p> }));
        view! {
            <div class="container">
                {trouble}
                <div data-cart-page>{body(&cart, &special, estimate.as_ref())}</div>
                {(!beside.is_empty()).then(|| view! {
                    <section class="section" aria-labelledby="t-cross">
                        {section_head("t-cross", t("shop-links-cross").into(), None)}
                        {grid(beside, true, 0)}
                    </section>
                })}
            </div>
        }
    });
    Ok(if shown { page } else { page.cookie(cookie) })
}

/// What goes with the goods in the cart. The page does not depend on it.
async fn beside(visit: &Visit, cart: &CartView) -> Vec<ProductCard> {
    let variants: Vec<VariantId> = cart.lines.iter().map(|line| line.variant).collect();
    catalog::cross_sells(visit.shop(), &variants, BESIDE, visit.pricing).await.unwrap_or_default()
}

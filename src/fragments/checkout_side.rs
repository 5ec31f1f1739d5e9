//! The summary beside the checkout: a column on wide screens, a folding bar with the total on a phone.

use super::{
    checkout::Shown,
    parts::{self, Item, Tone},
};
use crate::{
    app::render,
    ui::{Icon, IconSize},
};
use commerce::text::{date_span, t, t_args};
use leptos::prelude::*;
use model::cart::LineNotice;

/// The whole summary.
pub fn side(shown: &Shown) -> impl IntoView + use<> {
    view! {
        <aside class="checkout__side" aria-label=t("checkout-summary")>
            <details class="fold-sum only-narrow">
                <summary id="checkout-fold-head">{fold_head(shown)}</summary>
                <div class="fold-sum__body stack" id="checkout-fold">{lines_and_sums(shown)}</div>
            </details>
            <div class="only-wide"><div class="stack">
                <h2 class="h3">{t("checkout-your-order")}</h2>
                <div class="stack" id="checkout-side">{lines_and_sums(shown)}</div>
            </div></div>
        </aside>
    }
}

fn fold_head(shown: &Shown) -> impl IntoView + use<> {
    let cart = &shown.view.cart;
    let count = t_args("checkout-order-of", &[("count", cart.count().into())]);
    view! {
        {count}
        <span class="icon--chevron"><Icon name="chevron" size=IconSize::Small/></span>
        <span class="price">{cart.totals.total.to_string()}</span>
    }
}

fn lines_and_sums(shown: &Shown) -> impl IntoView + use<> {
    let view = &shown.view;
    let lines = view.cart.lines.iter().filter(|line| line.counts()).map(|line| Item {
        picture: line.picture.as_ref(),
        title: &line.title,
        variant_title: &line.variant_title,
        count: line.quantity,
        total: line.line_total,
        note: match &line.notice {
            Some(LineNotice::Fewer { asked, left }) => {
                Some(t_args("checkout-fewer", &[("asked", (*asked).into()), ("left", (*left).into())]))
            }
            _ => None,
        },
        link: None,
    });
    let choice = view.shipping.iter().find(|choice| Some(&choice.code) == view.chosen_shipping.as_ref());
    let name = choice.map_or_else(|| t("checkout-delivery").to_owned(), |choice| choice.name.clone());
    let arrival = choice.map(|choice| {
        let text = t_args("cart-arrives", &[("when", date_span(choice.arrives.0, choice.arrives.1).into())]);
        parts::note(Tone::Plain, "truck", view! { <span>{text}" "{t("cart-promise")}</span> })
    });
    view! {
        {parts::items(lines.collect())}
        {parts::sums(&view.cart.totals, &name)}
        {arrival}
    }
}

/// The parts that follow country, delivery and payment, by the id of the element that holds them.
pub fn moving_parts(shown: &Shown) -> Vec<(String, String)> {
    vec![
        ("checkout-fold-head".into(), render(|| fold_head(shown))),
        ("checkout-fold".into(), render(|| lines_and_sums(shown))),
        ("checkout-side".into(), render(|| lines_and_sums(shown))),
    ]
}

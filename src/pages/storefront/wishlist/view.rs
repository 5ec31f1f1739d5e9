//! What a wishlist looks like, to its owner and to others.

use crate::{
    pages::storefront::parts::{CardExtras, card_with},
    ui::{Icon, IconSize},
};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    ProductId,
    catalog::Availability,
    wishlist::{GoneWish, Wish, WishVariant, WishlistView},
};

/// The list with all that its owner can do.
pub fn own(list: WishlistView, link: Option<String>) -> AnyView {
    let count = list.items.len();
    if count == 0 && list.gone.is_empty() {
        return nothing().into_any();
    }
    let cheaper = list.cheaper();
    let gone: Vec<_> = list.gone.into_iter().map(gone).collect();
    let cards: Vec<_> = list.items.into_iter().map(|wish| item(wish, true)).collect();
    view! {
        <div class="container">
            <div class="list-head">
                <h1>{t_args("shop-wishlist-title", &[("count", (count as i64).into())])}</h1>
                {(cheaper > 0).then(|| view! { <p class="lead">{t_args("shop-wishlist-cheaper", &[("count", (cheaper as i64).into())])}</p> })}
            </div>
            <div class="note note--plain"><Icon name="heart"/><p>{t("shop-wishlist-here")}</p></div>
            {sharing(link)}
            <h2 class="vh">{t("shop-list-products")}</h2>
            <ul class="grid grid--4">{cards}</ul>
            {(!gone.is_empty()).then(|| view! {
                <section class="section" aria-labelledby="t-gone">
                    <h2 class="h3" id="t-gone">{t("shop-wishlist-gone")}</h2>
                    <ul class="wish-gone">{gone}</ul>
                </section>
            })}
        </div>
    }
    .into_any()
}

/// The list as its link shows it.
pub fn shared(title: String, list: WishlistView) -> impl IntoView {
    let none = list.items.is_empty().then(|| view! { <p class="lead">{t("shop-wishlist-shared-empty")}</p> });
    let cards: Vec<_> = list.items.into_iter().map(|wish| item(Wish { less: None, ..wish }, false)).collect();
    view! {
        <div class="container">
            <div class="list-head"><h1>{title}</h1>{none}</div>
            <h2 class="vh">{t("shop-list-products")}</h2>
            <ul class="grid grid--4">{cards}</ul>
        </div>
    }
}

fn nothing() -> impl IntoView {
    view! {
        <div class="container">
            <div class="page-head">
                <h1>{t("shop-wishlist")}</h1>
                <p class="lead">{t("shop-wishlist-empty")}</p>
                <p><a class="button button--primary" href="/">{t("shop-wishlist-look")}</a></p>
            </div>
        </div>
    }
}

fn sharing(link: Option<String>) -> AnyView {
    match link {
        None => view! {
            <form class="wish-share" method="post" action="/wishlist/share">
                <button class="button button--secondary"><Icon name="share" size=IconSize::Small/>{t("shop-wishlist-share")}</button>
            </form>
        }
        .into_any(),
        Some(link) => view! {
            <div class="wish-share" id="share">
                <div class="field">
                    <label for="wish-link">{t("shop-wishlist-link")}</label>
                    <input class="input" id="wish-link" readonly aria-describedby="wish-link-hint" value=link/>
                    <p class="field__hint" id="wish-link-hint">{t("shop-wishlist-link-hint")}</p>
                </div>
                <form method="post" action="/wishlist/unshare">
                    <button class="button button--quiet">{t("shop-wishlist-unshare")}</button>
                </form>
            </div>
        }
        .into_any(),
    }
}

fn item(wish: Wish, own: bool) -> AnyView {
    let badge = wish.less.map(|less| t_args("shop-wishlist-less", &[("sum", less.into())]));
    let buy = buy(&wish);
    card_with(wish.card, CardExtras { badge, full: own.then_some(true), buy })
}

/// A size to choose, and the button; nothing where all is sold out.
fn buy(wish: &Wish) -> AnyView {
    let there: Vec<&WishVariant> = wish.variants.iter().filter(|variant| variant.availability.buyable()).collect();
    let label = t_args("shop-add-named", &[("title", (&wish.card.title).into())]);
    let Some(first) = there.first() else {
        return view! { <p class="meta wish-buy">{t("shop-sold-out")}</p> }.into_any();
    };
    let choice = match there.len() {
        1 => view! { <input type="hidden" name="variant" value=first.id.to_string()/> }.into_any(),
        _ => {
            let option =
                |variant: &WishVariant| view! { <option value=variant.id.to_string()>{named(variant)}</option> };
            let choose = t_args("shop-wishlist-choose", &[("title", (&wish.card.title).into())]);
            let options: Vec<_> = there.iter().map(|variant| option(variant)).collect();
            view! { <select class="input" name="variant" aria-label=choose>{options}</select> }.into_any()
        }
    };
    view! {
        <form class="wish-buy" method="post" action="/cart/add" data-add-to-cart>
            {choice}
            <input type="hidden" name="quantity" value="1"/>
            <button class="button button--secondary button--wide" aria-label=label>{t("shop-add")}</button>
        </form>
    }
    .into_any()
}

fn named(variant: &WishVariant) -> String {
    match variant.availability {
        Availability::Low(left) => {
            let left = t_args("shop-only-left", &[("left", left.into())]);
            format!("{} · {left}", variant.title)
        }
        _ => variant.title.clone(),
    }
}

fn gone(wish: GoneWish) -> impl IntoView {
    view! { <li><span>{wish.title}</span>{take_off(wish.product)}</li> }
}

fn take_off(product: ProductId) -> impl IntoView {
    view! {
        <form method="post" action="/wishlist/remove">
            <input type="hidden" name="product" value=product.to_string()/>
            <button class="button button--quiet button--sm">{t("shop-wishlist-take-off")}</button>
        </form>
    }
}

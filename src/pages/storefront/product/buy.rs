//! The buy column: everything that a decision needs, in one place.

use super::picker::picker;
use crate::{
    pages::storefront::parts::{five_stars, lowest, price, unit_price},
    ui::{Icon, IconSize, Thumb},
    web::Visit,
};
use commerce::{
    checkout::Delivery,
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    Quantity,
    catalog::{Availability, ProductView, Rating, VariantView},
    search::ListQuery,
};

/// Pages of running text that the column and the details refer to, where the shop has them.
pub struct Links {
    pub shipping: bool,
    pub returns: bool,
    pub delivery: Option<Delivery>,
    /// Where the promises go for.
    pub country: String,
}

impl Links {
    /// The pages that this shop has.
    pub fn of(visit: &Visit) -> Self {
        Self {
            shipping: visit.frame.page("shipping").is_some(),
            returns: visit.frame.page("returns").is_some(),
            delivery: visit.frame.delivery().cloned(),
            country: visit.shop().settings.shop.country.clone(),
        }
    }
}

/// The column for one variant.
pub fn buy(product: &ProductView, place: usize, links: &Links) -> impl IntoView + use<> {
    let Some(variant) = product.variants.get(place) else { return ().into_any() };
    let picture = variant.picture.map(|at| format!("picture-{at}"));
    view! {
        <div class="buy__head" data-picture=picture data-price=variant.price.now.to_string()>
            {maker(product, variant)}
            <h1 class="h1">{product.title.clone()}</h1>
            {product.rating.map(rating)}
            <p class="buy__price price--lg">
                {price(variant.price, false)}
                <span class="price__note">{t("shop-price-note")}</span>
                {unit_price(variant.price.now, variant.content)}
                {lowest(variant.price)}
            </p>
        </div>
        {picker(product, place)}
        {form(product, variant)}
        {facts(variant, links)}
    }
    .into_any()
}

fn maker(product: &ProductView, variant: &VariantView) -> impl IntoView + use<> {
    let vendor = (!product.vendor.is_empty()).then(|| {
        let search = ListQuery { text: Some(product.vendor.clone()), ..ListQuery::default() };
        view! { <a href=search.href(variant.price.now.currency)>{product.vendor.clone()}</a>" · " }
    });
    view! { <p class="meta">{vendor}{t("shop-sku")}" "{variant.sku.clone()}</p> }
}

fn rating(rating: Rating) -> impl IntoView {
    view! {
        <a class="stars" href="#reviews">
            {five_stars(rating.filled())}
            <span class="stars__value">{rating.to_string()}</span>
            <span class="vh">" "{t("shop-stars-of")}", "</span>
            <span>"("{rating.count}<span class="vh">" "{t("shop-stars-reviews")}</span>")"</span>
        </a>
    }
}

/// Quantity and button. The form works as it is; scripts only make it quicker.
fn form(product: &ProductView, variant: &VariantView) -> impl IntoView + use<> {
    let (act, buyable) = act(variant);
    let most = match variant.availability {
        Availability::Low(left) => left.min(Quantity::MAX),
        _ => Quantity::MAX,
    };
    let many = product.variants.len() > 1;
    let other = (!buyable && many).then(|| view! { <p class="meta">{t("shop-sold-out-other")}</p> });
    view! {
        <form class="stack stack--sm" id="buy-form" method="post" action="/cart/add" data-add-to-cart>
            <input type="hidden" name="variant" value=variant.id.to_string()/>
            <div class="buy__act">
                <div class="stepper stepper--lg">
                    <button class="only-script" type="button" data-step="-1" aria-label=t("shop-quantity-less") disabled=!buyable>
                        <Icon name="minus" size=IconSize::Small/>
                    </button>
                    <label class="vh" for="quantity">{t("shop-quantity")}</label>
                    <input id="quantity" name="quantity" inputmode="numeric" value="1" min="1" max=most maxlength="3"
                        autocomplete="off" disabled=!buyable/>
                    <button class="only-script" type="button" data-step="1" aria-label=t("shop-quantity-more") disabled=!buyable>
                        <Icon name="plus" size=IconSize::Small/>
                    </button>
                </div>
                <button class="button button--primary button--lg" id="add" disabled=!buyable>{act}</button>
            </div>
            <p class="field__error" data-cart-error hidden></p>
            {other}
        </form>
    }
}

/// What the buttons say, and whether they can be pressed.
fn act(variant: &VariantView) -> (&'static str, bool) {
    match variant.availability.buyable() {
        true => (t("shop-add"), true),
        false => (t("shop-sold-out"), false),
    }
}

fn facts(variant: &VariantView, links: &Links) -> impl IntoView + use<> {
    let (class, stock) = match variant.availability {
        Availability::InStock => ("stock", t("shop-stock-in").to_owned()),
        Availability::Low(left) => ("stock stock--low", t_args("shop-only-left", &[("left", left.into())])),
        Availability::BackOrder => ("stock stock--low", t("shop-stock-back").to_owned()),
        Availability::SoldOut => ("stock stock--out", t("shop-sold-out").to_owned()),
    };
    let delivery =
        links.delivery.as_ref().filter(|_| variant.availability.buyable()).map(|d| delivery(d, links.shipping));
    let returns = links.returns.then(|| {
        view! {
            <li><Icon name="return"/><div>
                <p>{t("shop-promise-returns")}</p>
                <p class="meta"><a class="link" href="/page/returns">{t("shop-fact-returns-more")}</a></p>
            </div></li>
        }
    });
    view! {
        <ul class="buy__facts">
            <li><Icon name="box"/><p role="status"><span class=class>{stock}</span></p></li>
            {delivery}
            {returns}
        </ul>
    }
}

/// The day of arrival, and what delivery costs.
fn delivery(delivery: &Delivery, page: bool) -> impl IntoView + use<> {
    let (from, to) = delivery.arrives();
    let day = t_args("shop-arrives", &[("day", text::date_span(from, to).into())]);
    let cost = match delivery.free_from() {
        Some(limit) => {
            let price = delivery.price();
            t_args(
                "shop-delivery-free",
                &[("name", delivery.name().into()), ("price", price.into()), ("limit", limit.into())],
            )
        }
        None => t_args("shop-delivery-price", &[("name", delivery.name().into()), ("price", delivery.price().into())]),
    };
    let more = page.then(|| view! { " "<a class="link" href="/page/shipping">{t("shop-fact-delivery-more")}</a> });
    view! { <li><Icon name="truck"/><div><p><strong class="strong">{day}</strong></p><p class="meta">{cost}{more}</p></div></li> }
}

/// Price and button at the foot of a phone, for as long as the real button is out of view. It says what that one says.
pub fn bar(product: &ProductView, place: usize) -> Option<impl IntoView + use<>> {
    let variant = product.variants.get(place)?;
    let (act, buyable) = act(variant);
    let picture = super::gallery::order(product, place).next().map(|(_, p)| {
        view! { <span class="picture"><Thumb picture=p.clone() width=44 height=52/></span> }
    });
    Some(view! {
        <div class="buy-bar">
            {picture.map(|p| p.into_any()).unwrap_or_else(|| view! { <span></span> }.into_any())}
            <p>
                <span class="price" id="bar-price">{variant.price.now.to_string()}</span>
                <span class="caption" id="bar-title">{product.title.clone()}</span>
            </p>
            <button class="button button--primary" id="bar-add" form="buy-form" disabled=!buyable>{act}</button>
        </div>
    })
}

//! The buy column: everything that a decision needs, in one place.

use super::{delivery, picker::picker, place::Place};
use crate::{
    pages::storefront::parts::{compare_button, five_stars, heart, lowest, price, unit_price},
    ui::{Icon, IconSize, Thumb},
    web::{Failed, Visit},
};
use commerce::{
    checkout::{self, Delivery},
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    Quantity,
    catalog::{Availability, ProductView, Rating, VariantView},
    search::ListQuery,
};

/// What the column and the details refer to beside the product.
pub struct Links {
    /// Pages of running text, where the shop has them.
    pub shipping: bool,
    pub returns: bool,
    pub delivery: Option<Delivery>,
    /// The shop's own country.
    pub home: String,
    /// The country that the promise is made for.
    pub country: Option<String>,
    pub destinations: Vec<(String, String)>,
    /// Where the visitor said to.
    pub place: Option<Place>,
}

impl Links {
    /// The pages that this shop has, and the promise for a place: the one said, or the shop's own country.
    pub async fn of(visit: &Visit, place: Option<Place>) -> Result<Self, Failed> {
        let home = visit.shop().settings.shop.country.clone();
        let (country, delivery) = match &place {
            Some(place) if place.country != home => (
                place.country.clone(),
                checkout::delivery_to(visit.shop(), &place.country, visit.pricing.currency).await?,
            ),
            _ => (home.clone(), visit.frame.delivery().cloned()),
        };
        Ok(Self {
            shipping: visit.frame.page("shipping").is_some(),
            returns: visit.frame.page("returns").is_some(),
            home,
            country: delivery.is_some().then_some(country),
            delivery,
            destinations: visit.frame.destinations().to_vec(),
            place,
        })
    }
}

/// The column for one variant.
pub fn buy(product: &ProductView, place: usize, links: &Links) -> impl IntoView + use<> {
    let Some(variant) = product.variants.get(place) else { return ().into_any() };
    let picture = variant.picture.map(|at| format!("picture-{at}"));
    view! {
        <div class="buy__head" data-picture=picture data-price=variant.price.now.to_string()
            data-note=note(product, variant, links) data-said=said(variant, links)>
            <div class="buy__tools">{compare_button(product.id, &product.title)}{heart(product.id, &product.title, false)}</div>
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
        {form(variant)}
        {sold_out(product, variant)}
        {facts(product, variant, links)}
    }
    .into_any()
}

fn maker(product: &ProductView, variant: &VariantView) -> impl IntoView + use<> {
    let vendor = (!product.vendor.is_empty()).then(|| {
        let search = ListQuery { text: Some(product.vendor.clone()), ..ListQuery::default() };
        view! { <a href=search.href(variant.price.now.currency)>{product.vendor.clone()}</a>" · " }
    });
    view! { <p class="meta">{vendor}<span class="buy__sku">{t("shop-sku")}" "{variant.sku.clone()}</span></p> }
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
fn form(variant: &VariantView) -> impl IntoView + use<> {
    let (act, buyable) = act(variant);
    let most = match variant.availability {
        Availability::Low(left) => left.min(Quantity::MAX),
        _ => Quantity::MAX,
    };
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
                        autocomplete="off" aria-describedby="quantity-error" disabled=!buyable/>
                    <button class="only-script" type="button" data-step="1" aria-label=t("shop-quantity-more") disabled=!buyable>
                        <Icon name="plus" size=IconSize::Small/>
                    </button>
                </div>
                <button class="button button--primary button--lg" id="add" disabled=!buyable>{act}</button>
            </div>
            <p class="field__error" id="quantity-error" role="alert" data-cart-error hidden></p>
        </form>
    }
}

/// Under a button that cannot be pressed: what can be done instead. It comes anew with each choice.
fn sold_out(product: &ProductView, variant: &VariantView) -> Option<impl IntoView + use<>> {
    let sentence = if product.variants.len() > 1 { t("shop-sold-out-other") } else { t("shop-sold-out-all") };
    let offer = super::notify::offer(&product.handle, variant);
    (!variant.availability.buyable())
        .then(|| view! { <div class="stack stack--sm" id="sold-out"><p class="meta">{sentence}</p>{offer}</div> })
}

/// What the buttons say, and whether they can be pressed.
fn act(variant: &VariantView) -> (&'static str, bool) {
    match variant.availability.buyable() {
        true => (t("shop-add"), true),
        false => (t("shop-sold-out"), false),
    }
}

fn facts(product: &ProductView, variant: &VariantView, links: &Links) -> impl IntoView + use<> {
    let delivery = delivery::line(product, variant, links).filter(|_| variant.availability.buyable());
    let (class, stock) = stock(variant);
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
            {delivery}
            <li><Icon name="box"/><p><span class=class>{stock}</span></p></li>
            {returns}
        </ul>
    }
}

fn stock(variant: &VariantView) -> (&'static str, String) {
    match variant.availability {
        Availability::InStock => ("stock", t("shop-stock-in").to_owned()),
        Availability::Low(left) => ("stock stock--low", t_args("shop-only-left", &[("left", left.into())])),
        Availability::BackOrder => ("stock stock--low", t("shop-stock-back").to_owned()),
        Availability::SoldOut => ("stock stock--out", t("shop-sold-out").to_owned()),
    }
}

/// What a screen reader hears when the column has changed.
fn said(variant: &VariantView, links: &Links) -> String {
    let arrives = links.delivery.as_ref().filter(|_| variant.availability.buyable()).map(delivery::arrives);
    let parts = [variant.title(), variant.price.now.to_string(), stock(variant).1, arrives.unwrap_or_default()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Under the price at the foot of a phone: what was chosen, and when it would come.
fn note(product: &ProductView, variant: &VariantView, links: &Links) -> String {
    let choice = Some(variant.title()).filter(|title| !title.is_empty()).unwrap_or_else(|| product.title.clone());
    match links.delivery.as_ref().filter(|_| variant.availability.buyable()) {
        Some(delivery) => {
            let day = text::short_day(delivery.arrives().1);
            t_args("shop-choice-by", &[("choice", choice.into()), ("day", day.into())])
        }
        None => choice,
    }
}

/// Price and button at the foot of a phone, for as long as the real button is out of view. It says what that one says.
pub fn bar(product: &ProductView, place: usize, links: &Links) -> Option<impl IntoView + use<>> {
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
                <span class="caption" id="bar-title">{note(product, variant, links)}</span>
            </p>
            <button class="button button--primary" id="bar-add" form="buy-form" disabled=!buyable>{act}</button>
        </div>
    })
}

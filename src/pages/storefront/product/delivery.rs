//! When a parcel would arrive, where, and what it would cost.

use super::{buy::Links, place::Place};
use crate::ui::Icon;
use commerce::{
    checkout::Delivery,
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    Money,
    catalog::{ProductView, VariantView},
};

/// The day of arrival, the place that it is said for, and what delivery costs.
pub fn line(product: &ProductView, variant: &VariantView, links: &Links) -> Option<impl IntoView + use<>> {
    let delivery = links.delivery.as_ref()?;
    let cost = cost(delivery, variant.price.now);
    let more =
        links.shipping.then(|| view! { " "<a class="link" href="/page/shipping">{t("shop-fact-delivery-more")}</a> });
    Some(view! {
        <li id="delivery"><Icon name="truck"/><div>
            <p class="strong">{arrives(delivery)}</p>
            {place(product, variant, links)}
            <p class="meta">{cost}{more}</p>
        </div></li>
    })
}

/// "Arrives Tuesday 24 November".
pub fn arrives(delivery: &Delivery) -> String {
    let (from, to) = delivery.arrives();
    t_args("shop-arrives", &[("day", text::date_span(from, to).into())])
}

fn cost(delivery: &Delivery, goods: Money) -> String {
    let (name, price) = (delivery.name(), delivery.price());
    if delivery.price_for(goods).minor == 0 {
        return t_args("shop-delivery-gratis", &[("name", name.into())]);
    }
    match delivery.free_from() {
        Some(limit) => {
            t_args("shop-delivery-free", &[("name", name.into()), ("price", price.into()), ("limit", limit.into())])
        }
        None => t_args("shop-delivery-price", &[("name", name.into()), ("price", price.into())]),
    }
}

/// The place, and the form for another one. It stands open where what was typed is wrong.
fn place(product: &ProductView, variant: &VariantView, links: &Links) -> Option<impl IntoView + use<>> {
    let country = links.country.as_deref()?;
    let name = links.destinations.iter().find(|(code, _)| code == country).map(|(_, name)| name.clone())?;
    let Place { postcode, wrong, .. } =
        links.place.clone().unwrap_or_else(|| Place { country: country.into(), postcode: String::new(), wrong: None });
    let here = if postcode.is_empty() || wrong.is_some() { name } else { format!("{postcode}, {name}") };
    let options: Vec<_> = links
        .destinations
        .iter()
        .map(|(code, name)| {
            let chosen = code == country;
            view! { <option value=code.clone() selected=chosen>{name.clone()}</option> }
        })
        .collect();
    let sentence = wrong.map(|code| {
        let sentence = t_args(&format!("fault-{code}"), &[]);
        view! { <p class="field__error" id="postcode-error">{sentence}</p> }
    });
    let (invalid, described) = (wrong.map(|_| "true"), wrong.map(|_| "postcode-error"));
    Some(view! {
        <details class="place" open=wrong.is_some()>
            <summary id="place"><span class="vh">{t("shop-place-change")}": "</span>{t("shop-place-to")}" "<span class="link">{here}</span></summary>
            <form class="place__form" action=format!("/p/{}#delivery", product.handle) data-place>
                <input type="hidden" name="variant" value=variant.id.to_string()/>
                <div class="field">
                    <label class="field__label" for="country">{t("checkout-country")}</label>
                    <select class="input input--sm" id="country" name="country" autocomplete="shipping country">{options}</select>
                </div>
                <div class="field">
                    <label class="field__label" for="postcode">{t("checkout-postcode")}</label>
                    <input class="input input--sm" id="postcode" name="postcode" maxlength="12" value=postcode
                        autocomplete="shipping postal-code" aria-invalid=invalid aria-describedby=described/>
                </div>
                <button class="button button--secondary">{t("shop-place-apply")}</button>
                {sentence}
            </form>
        </details>
    })
}

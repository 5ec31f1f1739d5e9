//! The choice of a variant as links: every value stays visible and says why it cannot be had.

use crate::pages::storefront::parts::dot;
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::catalog::{ProductOption, ProductView, Swatch, VariantView};

/// One group of links for each option.
pub fn picker(product: &ProductView, place: usize) -> Vec<AnyView> {
    let Some(chosen) = product.variants.get(place) else { return vec![] };
    product.options.iter().enumerate().map(|(at, option)| group(product, chosen, at, option)).collect()
}

fn group(product: &ProductView, chosen: &VariantView, at: usize, option: &ProductOption) -> AnyView {
    let now = chosen.options.get(at).cloned().unwrap_or_default();
    let colours = !option.values.is_empty() && option.values.iter().all(|value| value.color.is_some());
    let links: Vec<_> = option
        .values
        .iter()
        .filter_map(|value| Some(link(product, chosen, at, value, target(product, chosen, at, &value.value)?, colours)))
        .collect();
    view! {
        <div>
            <p class="buy__label"><span>{option.name.clone()}": "<strong>{now}</strong></span></p>
            <div class="options" role="group" aria-label=option.name.clone()>{links}</div>
        </div>
    }
    .into_any()
}

/// Where a value leads.
struct Target<'a> {
    variant: &'a VariantView,
    /// Whether all other options stay as they are.
    exact: bool,
}

/// The variant with this value and the other choices kept; where there is none, the nearest that has the value.
fn target<'a>(product: &'a ProductView, chosen: &VariantView, at: usize, value: &str) -> Option<Target<'a>> {
    let kept = |variant: &VariantView| {
        variant.options.iter().zip(&chosen.options).enumerate().filter(|(i, (a, b))| *i != at && a == b).count()
    };
    let with = product.variants.iter().filter(|variant| variant.options.get(at).is_some_and(|own| own == value));
    let variant = with.max_by_key(|variant| (kept(variant), variant.availability.buyable()))?;
    Some(Target { exact: kept(variant) + 1 >= chosen.options.len(), variant })
}

fn link(
    product: &ProductView,
    chosen: &VariantView,
    at: usize,
    value: &Swatch,
    target: Target<'_>,
    colours: bool,
) -> AnyView {
    let current = (target.variant.id == chosen.id).then_some("true");
    let href = format!("/p/{}?variant={}", product.handle, target.variant.id);
    let id = format!("choice-{at}-{}", target.variant.id);
    let out = !target.variant.availability.buyable();
    let reason = reason(product, chosen, at, &target, out);
    let label = value.value.clone();
    if colours {
        let class = if out || !target.exact { "swatch swatch--out" } else { "swatch" };
        let spoken = match &reason {
            Some(reason) => format!("{label}, {reason}"),
            None => label.clone(),
        };
        let slash = (out || !target.exact).then(|| {
            view! {
                <svg class="swatch__slash" viewBox="0 0 44 44" aria-hidden="true">
                    <line x1="10" y1="34" x2="34" y2="10"></line>
                    <line x1="10" y1="34" x2="34" y2="10"></line>
                </svg>
            }
        });
        return view! {
            <a class=class id=id href=href rel="nofollow" data-choice aria-current=current title=label>
                {value.color.clone().map(dot)}
                <span class="vh">{spoken}</span>
                {slash}
            </a>
        }
        .into_any();
    }
    let class = if out || !target.exact { "option option--out" } else { "option" };
    let price = (target.variant.price.now != chosen.price.now).then(|| target.variant.price.now.to_string());
    let note = reason.or(price).map(|note| view! { <span class="option__note">{note}</span> });
    view! {
        <a class=class id=id href=href rel="nofollow" data-choice aria-current=current>{label}{note}</a>
    }
    .into_any()
}

/// Why a value is not simply there.
fn reason(product: &ProductView, chosen: &VariantView, at: usize, target: &Target<'_>, out: bool) -> Option<String> {
    if !target.exact {
        // Names the first choice that would have to change.
        let lost =
            chosen.options.iter().zip(&target.variant.options).enumerate().find(|(i, (a, b))| *i != at && a != b);
        let (_, (kept, _)) = lost?;
        return Some(t_args("shop-not-with", &[("value", kept.into())]));
    }
    match (out, product.options.len()) {
        (false, _) => None,
        (true, _) => Some(t("shop-sold-out").to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::target;
    use model::{
        Currency, Money, ProductId, Time, VariantId,
        catalog::{Availability, Price, ProductView, VariantView},
    };

    fn variant(options: &[&str], availability: Availability) -> VariantView {
        VariantView {
            id: VariantId::new(),
            sku: options.join("-"),
            barcode: None,
            options: options.iter().map(|o| (*o).to_owned()).collect(),
            price: Price { now: Money::new(100, Currency::EUR), was: None, lowest: None },
            availability,
            picture: None,
            weight_grams: 0,
            content: None,
        }
    }

    fn product(variants: Vec<VariantView>) -> ProductView {
        ProductView {
            id: ProductId::new(),
            handle: "pot".into(),
            title: "Pot".into(),
            vendor: String::new(),
            product_type: String::new(),
            description: String::new(),
            seo_title: None,
            seo_description: None,
            crumbs: vec![],
            pictures: vec![],
            options: vec![],
            variants,
            attributes: vec![],
            safety: Default::default(),
            rating: None,
            updated_at: Time(0),
        }
    }

    #[test]
    fn keeps_the_other_choices_where_it_can() {
        use Availability::{InStock, SoldOut};
        let pot = product(vec![
            variant(&["Clay", "S"], InStock),
            variant(&["Clay", "L"], SoldOut),
            variant(&["Iron", "M"], SoldOut),
            variant(&["Iron", "S"], InStock),
        ]);
        let from = |place: usize, at: usize, value: &str| {
            let found = target(&pot, &pot.variants[place], at, value).unwrap();
            (found.variant.sku.clone(), found.exact)
        };
        assert_eq!(from(0, 1, "L"), ("Clay-L".into(), true));
        assert_eq!(from(0, 0, "Iron"), ("Iron-S".into(), true));
        assert_eq!(from(1, 0, "Iron"), ("Iron-S".into(), false));
        assert!(target(&pot, &pot.variants[0], 0, "Glass").is_none());
    }
}

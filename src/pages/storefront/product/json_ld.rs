//! The product for search engines: the same facts as on the page, never more.

use super::buy::Links;
use crate::web::Site;
use model::{
    Money,
    catalog::{Availability, ProductView, VariantView},
    product::{Content, Reference},
    review::{ReviewView, Reviews},
};
use serde_json::{Value, json};

/// Days to send something back, as the page of returns and the buy column promise.
const RETURN_DAYS: u32 = 30;
/// Variants that are listed; a product with more is described by the shown one.
const MOST: usize = 40;

/// A product, or a group of variants.
pub fn product(site: &Site, product: &ProductView, place: usize, reviews: &Reviews, links: &Links) -> String {
    let terms = terms(site, links);
    let offer = |url: &str, variant: &VariantView| offer(url, variant, &terms, links);
    let url = site.absolute(&format!("/p/{}", product.handle));
    let images: Vec<String> = product.pictures.iter().take(4).map(|p| site.absolute(&p.src(1280))).collect();
    let mut out = json!({ "@context": "https://schema.org", "name": product.title, "url": url });
    put(&mut out, "image", (!images.is_empty()).then(|| json!(images)));
    put(&mut out, "description", super::details::summary(&product.description).map(Value::from));
    put(&mut out, "brand", named("Brand", &product.vendor));
    // The first line is the name, the others are an address.
    let maker = product.safety.manufacturer.lines().next().unwrap_or_default();
    put(&mut out, "manufacturer", named("Organization", maker));
    put(&mut out, "review", written(reviews));
    put(
        &mut out,
        "aggregateRating",
        reviews.rating.map(|rating| {
            json!({
                "@type": "AggregateRating", "ratingCount": rating.count,
                "ratingValue": rating.to_string(),
            })
        }),
    );
    if (2..=MOST).contains(&product.variants.len()) {
        put(&mut out, "@type", Some("ProductGroup".into()));
        put(&mut out, "productGroupID", Some(product.id.to_string().into()));
        let variants: Vec<Value> =
            product.variants.iter().map(|variant| of_group(&url, &product.title, variant, &offer)).collect();
        put(&mut out, "hasVariant", Some(variants.into()));
    } else if let Some(variant) = product.variants.get(place) {
        put(&mut out, "@type", Some("Product".into()));
        identify(&mut out, variant);
        put(&mut out, "offers", Some(offer(&url, variant)));
    }
    out.to_string()
}

fn of_group(url: &str, title: &str, variant: &VariantView, offer: &impl Fn(&str, &VariantView) -> Value) -> Value {
    let url = format!("{url}?variant={}", variant.id);
    let mut out = json!({ "@type": "Product", "name": format!("{title}, {}", variant.title()) });
    identify(&mut out, variant);
    put(&mut out, "offers", Some(offer(&url, variant)));
    out
}

fn identify(out: &mut Value, variant: &VariantView) {
    put(out, "sku", Some(variant.sku.clone().into()));
    put(out, "gtin", variant.gtin().map(Value::from));
}

fn offer(url: &str, variant: &VariantView, terms: &Value, links: &Links) -> Value {
    let availability = match variant.availability {
        Availability::InStock => "https://schema.org/InStock",
        Availability::Low(_) => "https://schema.org/LimitedAvailability",
        Availability::BackOrder => "https://schema.org/BackOrder",
        Availability::SoldOut => "https://schema.org/OutOfStock",
    };
    let price = variant.price.now;
    let mut out = json!({
        "@type": "Offer", "url": url, "price": price.decimal(), "priceCurrency": price.currency.code(),
        "availability": availability, "itemCondition": "https://schema.org/NewCondition",
    });
    put(&mut out, "priceSpecification", variant.content.and_then(|content| unit_price(price, content)));
    put(&mut out, "shippingDetails", shipping(price, links));
    for (name, term) in terms.as_object().into_iter().flatten() {
        put(&mut out, name, Some(term.clone()));
    }
    out
}

/// What a kilogram, a litre or the like costs.
fn unit_price(price: Money, content: Content) -> Option<Value> {
    let unit = content.unit_price(price)?;
    let (value, code) = match content.reference {
        Reference::Ml100 => (100, "MLT"),
        Reference::L1 => (1, "LTR"),
        Reference::G100 => (100, "GRM"),
        Reference::Kg1 => (1, "KGM"),
        Reference::M1 => (1, "MTR"),
        Reference::Piece1 => (1, "C62"),
    };
    Some(json!({
        "@type": "UnitPriceSpecification", "price": unit.decimal(), "priceCurrency": unit.currency.code(),
        "referenceQuantity": { "@type": "QuantitativeValue", "value": value, "unitCode": code },
    }))
}

/// How something of this price is shipped, as far as the page says so.
fn shipping(goods: Money, links: &Links) -> Option<Value> {
    let price = links.delivery.as_ref()?.price_for(goods);
    Some(json!({
        "@type": "OfferShippingDetails",
        "shippingRate": { "@type": "MonetaryAmount", "value": price.decimal(), "currency": price.currency.code() },
        "shippingDestination": { "@type": "DefinedRegion", "addressCountry": links.country },
    }))
}

/// What goes for every offer of the shop: that it can be returned.
fn terms(site: &Site, links: &Links) -> Value {
    let mut out = json!({});
    put(
        &mut out,
        "hasMerchantReturnPolicy",
        links.returns.then(|| {
            json!({
                "@type": "MerchantReturnPolicy", "applicableCountry": links.home,
                "returnPolicyCategory": "https://schema.org/MerchantReturnFiniteReturnWindow",
                "merchantReturnDays": RETURN_DAYS, "returnMethod": "https://schema.org/ReturnByMail",
                "merchantReturnLink": site.absolute("/page/returns"),
            })
        }),
    );
    out
}

/// The reviews that the page shows.
fn written(reviews: &Reviews) -> Option<Value> {
    let one = |review: &ReviewView| {
        json!({
            "@type": "Review", "author": { "@type": "Person", "name": review.author }, "reviewBody": review.body,
            "reviewRating": { "@type": "Rating", "ratingValue": review.rating, "bestRating": 5 },
            "datePublished": review.at.utc().format("%Y-%m-%d").to_string(),
        })
    };
    (!reviews.shown.items.is_empty()).then(|| reviews.shown.items.iter().map(one).collect::<Vec<_>>().into())
}

fn named(kind: &str, name: &str) -> Option<Value> {
    (!name.is_empty()).then(|| json!({ "@type": kind, "name": name }))
}

fn put(out: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(map), Some(value)) = (out.as_object_mut(), value) {
        map.insert(key.to_owned(), value);
    }
}

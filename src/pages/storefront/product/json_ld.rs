//! The product for search engines: the same facts as on the page, never more.

use crate::web::Site;
use model::catalog::{Availability, ProductView, Reviews, VariantView};
use serde_json::{Value, json};

/// Variants that are listed; a product with more is described by the shown one.
const MOST: usize = 40;

/// A product, or a group of variants.
pub fn product(site: &Site, product: &ProductView, place: usize, reviews: &Reviews) -> String {
    let url = site.absolute(&format!("/p/{}", product.handle));
    let images: Vec<String> = product.pictures.iter().take(4).map(|p| site.absolute(&p.src(1280))).collect();
    let mut out = json!({ "@context": "https://schema.org", "name": product.title, "url": url });
    put(&mut out, "image", (!images.is_empty()).then(|| json!(images)));
    put(&mut out, "description", super::details::summary(&product.description).map(Value::from));
    put(&mut out, "brand", named("Brand", &product.vendor));
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
            product.variants.iter().map(|variant| of_group(&url, &product.title, variant)).collect();
        put(&mut out, "hasVariant", Some(variants.into()));
    } else if let Some(variant) = product.variants.get(place) {
        put(&mut out, "@type", Some("Product".into()));
        identify(&mut out, variant);
        put(&mut out, "offers", Some(offer(&url, variant)));
    }
    out.to_string()
}

fn of_group(url: &str, title: &str, variant: &VariantView) -> Value {
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

fn offer(url: &str, variant: &VariantView) -> Value {
    let availability = match variant.availability {
        Availability::InStock => "https://schema.org/InStock",
        Availability::Low(_) => "https://schema.org/LimitedAvailability",
        Availability::BackOrder => "https://schema.org/BackOrder",
        Availability::SoldOut => "https://schema.org/OutOfStock",
    };
    json!({
        "@type": "Offer", "url": url, "price": variant.price.now.decimal(),
        "priceCurrency": variant.price.now.currency.code(), "availability": availability,
    })
}

fn named(kind: &str, name: &str) -> Option<Value> {
    (!name.is_empty()).then(|| json!({ "@type": kind, "name": name }))
}

fn put(out: &mut Value, key: &str, value: Option<Value>) {
    if let (Some(map), Some(value)) = (out.as_object_mut(), value) {
        map.insert(key.to_owned(), value);
    }
}

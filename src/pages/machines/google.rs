//! `/feeds/google.xml`: what is for sale, as Google Merchant Center reads it
//! (<https://support.google.com/merchants/answer/7052112>). Sent while it is read, so that a large shop needs no more
//! memory than a small one.

use crate::{
    app::escape,
    web::{AppState, Failed, Site},
};
use axum::{
    body::Body,
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use commerce::{
    catalog::{self, Batch},
    text,
};
use futures::stream;
use model::{
    Currency, Fault, FaultKind, ProductId,
    catalog::{Availability, Pricing, ProductView, VariantView},
    product::Reference,
};
use serde::Deserialize;
use std::time::Duration;
use tokio::{sync::Semaphore, time::timeout};

/// Products that are read at once.
const BATCH: u32 = 200;
/// Most characters of a title and of a description, and most further pictures.
const TITLE: usize = 150;
const DESCRIPTION: usize = 5000;
const PICTURES: usize = 10;
/// Batches that are read at once; who reads slowly keeps nobody else waiting.
static READERS: Semaphore = Semaphore::const_new(2);
/// Seconds after which a reader who found no place comes again.
const COME_AGAIN: u32 = 30;
/// How long a batch waits for its place.
const WAIT: Duration = Duration::from_secs(10);

/// Where the next batch begins.
enum Next {
    Head,
    After(Option<ProductId>),
    End,
}

/// What the feed is asked for.
#[derive(Deserialize)]
pub struct Asked {
    /// Its prices; the shop's own where nothing is said.
    currency: Option<String>,
}

/// What does not change while the feed is read.
#[derive(Clone, Copy)]
struct Offering {
    currency: Currency,
    /// Whether its links must name the currency, because pages show another by themselves.
    named: bool,
}

/// `GET /feeds/google.xml`
pub async fn google(State(state): State<AppState>, Query(asked): Query<Asked>) -> Result<Response, Failed> {
    let offering = offering(&state, asked.currency.as_deref()).await?;
    // What cannot even begin is answered with its status; later there is only a broken end.
    let first = batch(&state, offering, None).await?;
    let rest =
        stream::try_unfold((state, offering, Next::Head, Some(first)), async |(state, offering, next, ready)| {
            let after = match next {
                Next::Head => return Ok(Some((head(&state.site), (state, offering, Next::After(None), ready)))),
                Next::After(after) => after,
                Next::End => return Ok::<_, std::io::Error>(None),
            };
            let batch = match ready {
                Some(batch) => batch,
                None => {
                    batch(&state, offering, after).await.map_err(|Failed(fault)| std::io::Error::other(fault.code))?
                }
            };
            let mut out: String = batch.products.iter().map(|product| items(&state.site, product, offering)).collect();
            let next = match batch.next {
                Some(last) => Next::After(Some(last)),
                None => {
                    out += "</channel>\n</rss>\n";
                    Next::End
                }
            };
            Ok(Some((out, (state, offering, next, None))))
        });
    let headers =
        [(header::CONTENT_TYPE, "application/xml; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=300")];
    Ok((headers, Body::from_stream(rest)).into_response())
}

async fn offering(state: &AppState, asked: Option<&str>) -> Result<Offering, Fault> {
    let own = state.shop.settings.shop.currency;
    let currency = match asked {
        None => own,
        Some(code) => {
            let sold = catalog::currencies(&state.shop).await?;
            let wanted = sold.into_iter().find(|currency| currency.code() == code);
            wanted.ok_or_else(|| Fault::new(FaultKind::Invalid, "currency-not-sold"))?
        }
    };
    Ok(Offering { currency, named: currency != own })
}

async fn batch(state: &AppState, offering: Offering, after: Option<ProductId>) -> Result<Batch, Failed> {
    let Ok(Ok(_place)) = timeout(WAIT, READERS.acquire()).await else {
        return Err(Fault::new(FaultKind::Unavailable, "too-busy").retry_after(COME_AGAIN).into());
    };
    Ok(catalog::products_for_sale(&state.shop, after, BATCH, Pricing { currency: offering.currency }).await?)
}

fn head(site: &Site) -> String {
    let mut out = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" xmlns:g=\"http://base.google.com/ns/1.0\">\n<channel>\n",
    );
    tag(&mut out, "title", &site.name);
    tag(&mut out, "link", &site.absolute("/"));
    tag(&mut out, "description", text::t("shop-footer-line"));
    out
}

/// An item a variant; several belong to a group.
fn items(site: &Site, product: &ProductView, offering: Offering) -> String {
    let mut out = String::new();
    for variant in &product.variants {
        out += "<item>\n";
        describe(&mut out, site, product, variant, offering);
        picture(&mut out, site, product, variant);
        offer(&mut out, variant);
        identify(&mut out, product, variant);
        out += "</item>\n";
    }
    out
}

fn describe(out: &mut String, site: &Site, product: &ProductView, variant: &VariantView, offering: Offering) {
    let many = product.variants.len() > 1;
    let title = if many { format!("{}, {}", product.title, variant.title()) } else { product.title.clone() };
    let words = text::without_marks(&product.description);
    let link = site.absolute(&format!("/p/{}", product.handle));
    tag(out, "g:id", &variant.id.to_string());
    tag(out, "g:title", cut(&title, TITLE));
    tag(out, "g:description", cut(if words.trim().is_empty() { &title } else { words.trim() }, DESCRIPTION));
    if many {
        let currency = if offering.named { format!("&currency={}", offering.currency) } else { String::new() };
        tag(out, "g:link", &format!("{link}?variant={}{currency}", variant.id));
        tag(out, "g:item_group_id", &product.id.to_string());
    } else {
        let currency = if offering.named { format!("?currency={}", offering.currency) } else { String::new() };
        tag(out, "g:link", &format!("{link}{currency}"));
    }
    let path: Vec<&str> = product.crumbs.iter().map(|crumb| crumb.title.as_str()).collect();
    if !path.is_empty() {
        tag(out, "g:product_type", &path.join(" > "));
    }
    for (option, value) in product.options.iter().zip(&variant.options) {
        match option.name.to_lowercase().as_str() {
            "colour" | "color" => tag(out, "g:color", value),
            "size" => tag(out, "g:size", value),
            "material" => tag(out, "g:material", value),
            _ => {}
        }
    }
}

/// The variant's own picture before the others.
fn picture(out: &mut String, site: &Site, product: &ProductView, variant: &VariantView) {
    let own = variant.picture.filter(|at| *at < product.pictures.len()).unwrap_or(0);
    let Some(first) = product.pictures.get(own) else { return };
    tag(out, "g:image_link", &site.absolute(&first.src(1280)));
    for (_, other) in product.pictures.iter().enumerate().filter(|(at, _)| *at != own).take(PICTURES) {
        tag(out, "g:additional_image_link", &site.absolute(&other.src(1280)));
    }
}

fn offer(out: &mut String, variant: &VariantView) {
    let availability = match variant.availability {
        Availability::InStock | Availability::Low(_) => "in_stock",
        // What is made to order has no day on which it is there, and a back order must name one.
        Availability::BackOrder | Availability::SoldOut => "out_of_stock",
    };
    tag(out, "g:availability", availability);
    let money = |money: model::Money| format!("{} {}", money.decimal(), money.currency.code());
    match variant.price.was {
        Some(was) => {
            tag(out, "g:price", &money(was));
            tag(out, "g:sale_price", &money(variant.price.now));
        }
        None => tag(out, "g:price", &money(variant.price.now)),
    }
    if let Some(content) = variant.content {
        tag(out, "g:unit_pricing_measure", &measure(&content.amount(), content.unit.as_str()));
        tag(out, "g:unit_pricing_base_measure", base_measure(content.reference));
    }
    if variant.weight_grams > 0 {
        tag(out, "g:shipping_weight", &format!("{} g", variant.weight_grams));
    }
}

/// "0.75 l"; pieces are counted as "ct".
fn measure(amount: &str, unit: &str) -> String {
    format!("{amount} {}", if unit == "piece" { "ct" } else { unit })
}

fn base_measure(reference: Reference) -> &'static str {
    match reference {
        Reference::Ml100 => "100 ml",
        Reference::L1 => "1 l",
        Reference::G100 => "100 g",
        Reference::Kg1 => "1 kg",
        Reference::M1 => "1 m",
        Reference::Piece1 => "1 ct",
    }
}

fn identify(out: &mut String, product: &ProductView, variant: &VariantView) {
    tag(out, "g:condition", "new");
    if !product.vendor.is_empty() {
        tag(out, "g:brand", &product.vendor);
    }
    match variant.gtin() {
        Some(gtin) => tag(out, "g:gtin", gtin),
        None if product.vendor.is_empty() => tag(out, "g:identifier_exists", "no"),
        None => tag(out, "g:mpn", &variant.sku),
    }
}

fn cut(text: &str, most: usize) -> &str {
    text.char_indices().nth(most).map_or(text, |(end, _)| &text[..end])
}

fn tag(out: &mut String, name: &str, value: &str) {
    out.push('<');
    out.push_str(name);
    out.push('>');
    // Signs that XML forbids, even escaped.
    let lawful: String = value
        .chars()
        .filter(|c| !(c.is_control() && !matches!(c, '\n' | '\t') || matches!(c, '\u{fffe}' | '\u{ffff}')))
        .collect();
    escape(&lawful, out);
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_between_signs() {
        assert_eq!(cut("Käse", 2), "Kä");
        assert_eq!(cut("Käse", 9), "Käse");
    }
}

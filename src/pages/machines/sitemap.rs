//! `/sitemap.xml` and its parts, as <https://www.sitemaps.org/protocol.html> and Google's image extension describe them:
//! canonical addresses that answer with 200, and nothing else.

use super::shared;
use crate::{
    app::escape,
    web::{AppState, Failed, Site},
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use commerce::{Shop, catalog, content, search};
use model::{
    Fault, Time,
    catalog::{CategoryNode, Picture},
};

const XML: &str = "application/xml; charset=utf-8";
const OPEN: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const IMAGES: &str = "http://www.google.com/schemas/sitemap-image/1.1";
/// The part that is not products: home, categories, collections and pages.
const SHOP: &str = "shop.xml";

/// `GET /sitemap.xml`: the parts.
pub async fn index(State(state): State<AppState>) -> Result<Response, Failed> {
    let parts = catalog::product_parts(&state.shop, catalog::default_pricing(&state.shop)).await?;
    let mut out = format!("{OPEN}<sitemapindex xmlns=\"{SPACE}\">\n");
    let mut part = |name: &str, changed: Option<Time>| {
        out.push_str("<sitemap>");
        place(&mut out, &state.site.absolute(&format!("/sitemap/{name}")), changed);
        out.push_str("</sitemap>\n");
    };
    part(SHOP, None);
    for (number, changed) in (1..).zip(parts) {
        part(&format!("products-{number}.xml"), Some(changed));
    }
    out.push_str("</sitemapindex>\n");
    Ok(shared(XML, out))
}

/// `GET /sitemap/{part}`
pub async fn part(State(state): State<AppState>, Path(part): Path<String>) -> Result<Response, Failed> {
    let mut out = format!("{OPEN}<urlset xmlns=\"{SPACE}\" xmlns:image=\"{IMAGES}\">\n");
    if part == SHOP {
        around(&mut out, &state.shop, &state.site).await?;
    } else {
        let number = part.strip_prefix("products-").and_then(|rest| rest.strip_suffix(".xml"));
        // One address a part, and no search for parts that cannot be.
        let number = number.and_then(|text| text.parse().ok().filter(|n: &u32| n.to_string() == text));
        let last = search::products_shown(&state.shop).await?.div_ceil(catalog::PART.into());
        let number = number.filter(|number| (1..=last).contains(&u64::from(*number)));
        products(&mut out, &state.shop, &state.site, number.ok_or_else(nowhere)?).await?;
    }
    out.push_str("</urlset>\n");
    Ok(shared(XML, out))
}

async fn products(out: &mut String, shop: &Shop, site: &Site, part: u32) -> Result<(), Failed> {
    let products = catalog::product_addresses(shop, part, catalog::default_pricing(shop)).await?;
    if products.is_empty() {
        return Err(nowhere().into());
    }
    for product in products {
        url(out, site, &format!("/p/{}", product.handle), Some(product.updated_at), &product.pictures);
    }
    Ok(())
}

async fn around(out: &mut String, shop: &Shop, site: &Site) -> Result<(), Failed> {
    for path in ["/", "/contact"] {
        url(out, site, path, None, &[]);
    }
    categories(out, site, &catalog::menu(shop).await?);
    let collections = catalog::collections(shop).await?;
    if !collections.is_empty() {
        url(out, site, "/collections", None, &[]);
    }
    for collection in collections {
        url(out, site, &format!("/collection/{}", collection.handle), None, collection.picture.as_slice());
    }
    for page in content::content_pages(shop).await? {
        url(out, site, &format!("/page/{}", page.handle), None, &[]);
    }
    Ok(())
}

/// Categories that have something for sale.
fn categories(out: &mut String, site: &Site, nodes: &[CategoryNode]) {
    for node in nodes.iter().filter(|node| node.products > 0) {
        url(out, site, &format!("/c/{}", node.handle), None, node.picture.as_slice());
        categories(out, site, &node.children);
    }
}

fn url(out: &mut String, site: &Site, path: &str, changed: Option<Time>, pictures: &[Picture]) {
    out.push_str("<url>");
    place(out, &site.absolute(path), changed);
    for picture in pictures {
        out.push_str("<image:image><image:loc>");
        escape(&site.absolute(&picture.src(1280)), out);
        out.push_str("</image:loc></image:image>");
    }
    out.push_str("</url>\n");
}

fn place(out: &mut String, address: &str, changed: Option<Time>) {
    out.push_str("<loc>");
    escape(address, out);
    out.push_str("</loc>");
    if let Some(changed) = changed {
        out.push_str(&changed.utc().format("<lastmod>%Y-%m-%dT%H:%M:%SZ</lastmod>").to_string());
    }
}

fn nowhere() -> Fault {
    Fault::not_found("no-page")
}

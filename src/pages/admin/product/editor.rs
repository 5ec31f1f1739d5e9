//! The editor: one form, of which every button saves everything first and then does its own thing.

use super::{counts, gallery, options, parts, place, read, view};
use crate::{
    pages::admin::{
        entries::{Entries, Fields},
        page::{PageResult, done, page},
    },
    web::StaffVisit,
};
use axum::extract::Path;
use commerce::{
    catalog::{self, SaveProduct, Target, Then},
    text::t,
};
use model::{CategoryId, Fault, ProductId, account::Permission, catalog::CategoryNode, product::ProductEditor};

/// What the editor offers beside the product itself.
pub struct Offer {
    /// Categories with the way to them.
    pub categories: Vec<(CategoryId, String)>,
    /// Names of types.
    pub types: Vec<String>,
}

/// `GET /admin/products/{product}`
pub async fn edit(visit: StaffVisit, Path(product): Path<String>) -> PageResult {
    let product = load(&visit, &product).await?;
    let mut entries = read::standing(&product, visit.shop().settings.shop.currency);
    place::standing(&visit, product.id, &mut entries).await?;
    draw(&visit, product, entries).await
}

/// `POST /admin/products/{product}`
pub async fn save(visit: StaffVisit, Path(product): Path<String>, fields: Fields) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let mut typed = Entries::typed(fields);
    let product = load(&visit, &product).await?;
    if !place::typed(&typed) {
        place::standing(&visit, product.id, &mut typed).await?;
    }
    if let Err(fault) = place::rearrange(&visit, &mut typed).await {
        return draw(&visit, product, typed.wrong(fault)?).await;
    }
    match write(&visit, &product, &typed).await {
        Ok(words) => Ok(done(&visit, words, &address(product.id)).await),
        Err(fault) => {
            let mut typed = typed.clone().wrong(options::placed(fault, &typed, &product.options))?;
            // What was told is known, and a count that was refused comes after all else: the next press saves over it.
            let product = catalog::product_editor(visit.shop(), &visit.actor(), product.id).await?;
            typed.set("version", product.version.to_string());
            for variant in &product.variants {
                typed.set(&counts::shown(variant.id), variant.on_hand.to_string());
            }
            draw(&visit, product, typed).await
        }
    }
}

/// The address of a product's editor.
pub fn address(product: ProductId) -> String {
    format!("/admin/products/{product}")
}

/// The product of an address.
pub async fn load(visit: &StaffVisit, product: &str) -> Result<ProductEditor, Fault> {
    let product: ProductId = product.parse().map_err(|_| Fault::not_found("no-product"))?;
    Ok(catalog::product_editor(visit.shop(), &visit.actor(), product).await?)
}

/// What categories and types there are.
pub async fn offer(visit: &StaffVisit) -> Result<Offer, Fault> {
    let mut categories = vec![];
    paths(&catalog::menu(visit.shop()).await?, "", &mut categories);
    Ok(Offer { categories, types: catalog::type_names(visit.shop(), &visit.actor()).await? })
}

fn paths(nodes: &[CategoryNode], above: &str, out: &mut Vec<(CategoryId, String)>) {
    for node in nodes {
        let path = if above.is_empty() { node.title.clone() } else { format!("{above} › {}", node.title) };
        out.push((node.id, path.clone()));
        paths(&node.children, &path, out);
    }
}

/// Saves everything, and does what the pressed button says. Returns what there is to say.
async fn write(visit: &StaffVisit, product: &ProductEditor, typed: &Entries) -> Result<&'static str, Fault> {
    let shop = visit.shop();
    let (act, which) = typed.value("act").split_once(':').unwrap_or((typed.value("act"), ""));
    let (then, words) = match act {
        "options" => (Then::Stay, t("admin-options-saved")),
        "remove-variant" => {
            let variant = which.parse().map_err(|_| Fault::not_found("no-variant"))?;
            (Then::Remove(variant), t("admin-variant-removed"))
        }
        "schedule" => (Then::Stay, t("admin-product-scheduled")),
        "publish" => (Then::Move(Target::Published), t("admin-product-published")),
        "draft" => (Then::Move(Target::Draft), t("admin-product-drafted")),
        _ => (Then::Stay, t("admin-product-saved")),
    };
    // Asked for by the button alone, options bring back combinations that were taken away.
    let options = act == "options" || options::changed(product, typed);
    let (collections, links) = place::told(typed);
    let counts = counts::read(product, typed)?;
    let command = SaveProduct {
        product: product.id,
        version: typed.value("version").parse().unwrap_or(0),
        details: read::details(product, typed)?,
        variants: read::variants(product, typed, shop.settings.shop.currency)?,
        reason: typed.trimmed("reason"),
        parts: parts::typed(product, typed)?,
        media: gallery::arranged(product, typed, act, which),
        collections,
        links,
        options: options.then(|| options::typed(product, typed)),
        moments: read::moments(product, typed, act, shop.settings.shop.zone())?,
        then,
    };
    catalog::save_product(shop, &visit.actor(), command).await?;
    counts::write(visit, counts).await?;
    Ok(words)
}

async fn draw(visit: &StaffVisit, product: ProductEditor, entries: Entries) -> PageResult {
    let offer = offer(visit).await?;
    let collections = catalog::collections_of(visit.shop(), &visit.actor(), product.id).await?;
    let flash = visit.said().await;
    let fault = entries.fault().cloned();
    let title = product.details.title.clone();
    let shop = visit.shop();
    let around = view::Around {
        offer,
        collections,
        public_url: shop.settings.server.public_url.clone(),
        currency: shop.settings.shop.currency,
        zone: shop.settings.shop.zone(),
    };
    let drawn = page(visit, &title, move || view::view(product, entries, around, flash));
    Ok(Entries::answer(fault, drawn))
}

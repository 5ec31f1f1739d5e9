//! The editor: one form, of which every button saves everything first and then does its own thing.

use super::{counts, gallery, options, place, read, view};
use crate::{
    pages::admin::{
        entries::{Entries, Fields},
        page::{PageResult, done, page},
    },
    web::StaffVisit,
};
use axum::extract::Path;
use commerce::{
    catalog::{self, EditProduct, EditVariants, MoveProducts, RemoveVariant, Schedule, SetMedia, SetOptions, Target},
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
            // What was told is known, and what was saved before the fault is there: the next press saves over it.
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

/// Saves everything, step by step, and then does what the pressed button says. Returns what there is to say.
async fn write(visit: &StaffVisit, product: &ProductEditor, typed: &Entries) -> Result<&'static str, Fault> {
    let (shop, actor, id) = (visit.shop(), visit.actor(), product.id);
    let (act, which) = typed.value("act").split_once(':').unwrap_or((typed.value("act"), ""));
    let details = read::details(product, typed)?;
    let variants = read::variants(product, typed, shop.settings.shop.currency)?;
    let moments = read::moments(product, typed, act, shop.settings.shop.zone())?;
    let counts = counts::read(product, typed)?;
    let version = typed.value("version").parse().unwrap_or(0);
    let version = catalog::update_product(shop, &actor, EditProduct { product: id, version, details }).await?;
    let reason = typed.trimmed("reason");
    let command = EditVariants { product: id, version, variants, reason };
    let version = catalog::edit_variants(shop, &actor, command).await?;
    let media = gallery::arranged(product, typed, act, which);
    let version = catalog::set_media(shop, &actor, SetMedia { product: id, version, media }).await?;
    let mut version = catalog::set_place(shop, &actor, place::command(id, version, typed)).await?;
    counts::write(visit, counts).await?;
    // Asked for by the button alone, options bring back combinations that were taken away.
    if act == "options" || options::changed(product, typed) {
        let options = options::typed(product, typed);
        version = catalog::set_options(shop, &actor, SetOptions { product: id, version, options }).await?;
    }
    if let Some((publish_at, unpublish_at)) = moments {
        let command = Schedule { product: id, version, publish_at, unpublish_at };
        version = catalog::schedule_product(shop, &actor, command).await?;
    }
    let target = match act {
        "options" => return Ok(t("admin-options-saved")),
        "remove-variant" => {
            let variant = which.parse().map_err(|_| Fault::not_found("no-variant"))?;
            catalog::remove_variant(shop, &actor, RemoveVariant { product: id, version, variant }).await?;
            return Ok(t("admin-variant-removed"));
        }
        "schedule" => return Ok(t("admin-product-scheduled")),
        "publish" => (Target::Published, t("admin-product-published")),
        "draft" => (Target::Draft, t("admin-product-drafted")),
        _ => return Ok(t("admin-product-saved")),
    };
    catalog::move_products(shop, &actor, MoveProducts { products: vec![id], to: target.0 }).await?;
    Ok(target.1)
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

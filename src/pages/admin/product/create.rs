//! A new product: what it is called, what it differs in, what it costs. Pictures and the rest follow in the editor.

use super::{
    editor::{address, offer},
    options, read, side,
};
use crate::{
    pages::admin::{
        entries::{Entries, Fields},
        fields::{Field, save_bar, summary},
        page::{Heading, PageResult, done, page},
    },
    web::StaffVisit,
};
use commerce::{
    catalog::{self, NewProduct},
    text::t,
};
use leptos::prelude::*;
use model::{
    Fault, ProductId,
    account::Permission,
    product::{OptionDetails, OptionValue, ProductDetails, VariantDetails},
};

const LABELS: [(&str, &str); 10] = [
    ("title", "admin-page-title"),
    ("description", "admin-description"),
    ("price", "admin-price"),
    ("compare_at", "admin-compare-at"),
    ("cost", "admin-cost"),
    ("sku", "admin-sku"),
    ("barcode", "admin-barcode"),
    ("weight", "admin-weight"),
    ("on_hand", "admin-on-hand"),
    ("options", "admin-options"),
];

/// `GET /admin/products/new`
pub async fn blank(visit: StaffVisit) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    draw(&visit, Entries::standing([("on_hand", "0"), ("weight", "0")])).await
}

/// `POST /admin/products/new`
pub async fn create(visit: StaffVisit, fields: Fields) -> PageResult {
    let typed = Entries::typed(fields);
    match make(&visit, &typed).await {
        Ok(product) => Ok(done(&visit, t("admin-product-made"), &address(product)).await),
        Err(fault) => {
            let fault = options::placed(fault, &typed, &[]);
            draw(&visit, typed.wrong(fault)?).await
        }
    }
}

async fn make(visit: &StaffVisit, typed: &Entries) -> Result<ProductId, Fault> {
    let mut variant =
        VariantDetails { requires_shipping: true, taxable: true, tracked: true, ..VariantDetails::default() };
    let mut wrong = read::read(&mut variant, typed, "", visit.shop().settings.shop.currency);
    let on_hand = typed.trimmed("on_hand").parse().unwrap_or_else(|_| {
        wrong.push(("on_hand".into(), "not-a-count"));
        0
    });
    if !wrong.is_empty() {
        return Err(Fault::invalid(wrong));
    }
    let categories = typed.filled("category").into_iter().chain(typed.all("categories").map(str::to_owned));
    let details = ProductDetails {
        title: typed.trimmed("title"),
        description: typed.value("description").replace("\r\n", "\n"),
        vendor: typed.trimmed("vendor"),
        product_type: typed.trimmed("product_type"),
        tags: typed.value("tags").split(',').map(str::to_owned).collect(),
        categories: categories.filter_map(|id| id.parse().ok()).collect(),
        ..ProductDetails::default()
    };
    let command = NewProduct { details, options: fresh(typed), variant, on_hand };
    Ok(catalog::create_product(visit.shop(), &visit.actor(), command).await?)
}

/// Options that are all new.
fn fresh(typed: &Entries) -> Vec<OptionDetails> {
    let options = options::named(typed, &[]).into_iter().map(|(_, name, values)| OptionDetails {
        was: None,
        name,
        values: values.into_iter().map(|value| OptionValue { was: None, value }).collect(),
    });
    options.collect()
}

async fn draw(visit: &StaffVisit, entries: Entries) -> PageResult {
    let offer = offer(visit).await?;
    let fault = entries.fault().cloned();
    let drawn = page(visit, t("admin-product-add"), move || {
        let wrong = entries.problem("options");
        view! {
            <main class="page" id="main">
                {Heading::new(t("admin-product-add")).below("/admin/products", t("admin-products")).meta(t("admin-product-add-meta")).view(&None)}
                {summary(&entries, &LABELS)}
                <form method="post" action="/admin/products/new">
                    <div class="columns-2-1">
                        <div>
                            <section class="panel"><div class="panel-body-top form-grid">
                                {Field::text("title", "admin-page-title").required().view(&entries)}
                                {Field::area("description", "admin-description", 8).hint("admin-description-hint").view(&entries)}
                            </div></section>
                            <section class="panel" aria-labelledby="options-h">
                                <div class="panel-head panel-head-line"><h2 id="options-h">{t("admin-options")}</h2><span class="panel-note">{t("admin-options-new-meta")}</span></div>
                                <div class="panel-body form-grid" id="options">
                                    {wrong.map(|text| view! { <p class="field-error">{text}</p> })}
                                    {options::rows(None, &entries)}
                                </div>
                            </section>
                            <section class="panel" aria-labelledby="price-h">
                                <div class="panel-head panel-head-line"><h2 id="price-h">{t("admin-every-variant")}</h2><span class="panel-note">{t("admin-every-variant-meta")}</span></div>
                                <div class="panel-body form-grid form-grid-3">
                                    {Field::number("price", "admin-price").required().view(&entries)}
                                    {Field::number("compare_at", "admin-compare-at").view(&entries)}
                                    {Field::number("cost", "admin-cost").view(&entries)}
                                    {Field::text("sku", "admin-sku").hint("admin-sku-hint").view(&entries)}
                                    {Field::text("barcode", "admin-barcode").view(&entries)}
                                    {Field::number("weight", "admin-weight").view(&entries)}
                                    {Field::number("on_hand", "admin-on-hand").view(&entries)}
                                </div>
                            </section>
                        </div>
                        <div>{side::organisation(&entries, &offer)}</div>
                    </div>
                    {save_bar("admin-product-create", "/admin/products")}
                </form>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}

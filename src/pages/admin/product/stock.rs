//! One product: prices and stock of its variants, each change with a reason.

use crate::pages::admin::{
    order_parts::text_field,
    page::{Heading, PageResult, page},
    parts::Wide,
    products::status_pill,
};
use crate::web::{Flash, StaffVisit};
use axum::extract::Path;
use commerce::{
    catalog, notices,
    text::{self, find, t},
};
use leptos::prelude::*;
use model::{
    Fault, Money, ProductId, VariantId,
    stock::{ChangeEntry, MovementKind, ProductRow, StockRow},
};

/// Entries of the history below the variants.
const HISTORY: u32 = 30;

/// `GET /admin/products/{product}/stock`
pub async fn product(visit: StaffVisit, Path(product): Path<String>) -> PageResult {
    let product = product.parse().map_err(|_| Fault::not_found("no-product"))?;
    draw(&visit, product, None).await
}

/// The page with what one of its forms has to say, or else what the form before it had.
pub async fn draw(visit: &StaffVisit, product: ProductId, told: Option<Flash>) -> PageResult {
    let (shop, actor) = (visit.shop(), visit.actor());
    let row = catalog::product_for_staff(shop, &actor, product).await?;
    let changes = catalog::changes(shop, &actor, product, HISTORY).await?;
    let waiting = notices::waiting(shop, &actor, product).await?;
    let flash = match told {
        Some(told) => Some(told),
        None => visit.said().await,
    };
    Ok(page(visit, &row.title.clone(), move || view(row, changes, waiting, flash)))
}

fn view(
    product: ProductRow,
    changes: Vec<ChangeEntry>,
    waiting: Vec<(VariantId, u32)>,
    flash: Option<Flash>,
) -> impl IntoView {
    let waits = |variant: VariantId| waiting.iter().find(|(of, _)| *of == variant).map_or(0, |(_, people)| *people);
    let (id, title) = (product.id, product.title.clone());
    let currency = product.variants.first().map(|v| v.price.currency);
    let variants = product
        .variants
        .iter()
        .map(|variant| variant_panel(id, variant, waits(variant.variant), &flash))
        .collect_view();
    let history = changes.into_iter().map(|change| change_row(change, currency)).collect_view();
    let see = view! {
        <a class="button button-secondary" href=format!("/p/{}", product.handle)>{t("admin-see-in-shop")}</a>
    };
    let heading = Heading::new(t("admin-stock-page"))
        .below("/admin/products", t("admin-products"))
        .below(&format!("/admin/products/{id}"), &title)
        .meta(product.vendor)
        .signs(status_pill(product.status))
        .actions(see);
    view! {
        <main class="page" id="main">
            {heading.view(&flash)}
            {variants}
            <section class="panel" aria-labelledby="history-h">
                <div class="panel-head panel-head-line"><h2 id="history-h">{t("admin-changes")}</h2></div>
                <Wide label=t("admin-changes").to_owned()><table class="data-table comfortable cards-on-phone">
                    <thead><tr>
                        <th scope="col" class="fit c-date">{t("admin-col-time")}</th>
                        <th scope="col" class="grow c-primary">{t("admin-col-what")}</th>
                        <th scope="col" class="num c-hide">{t("admin-col-before")}</th>
                        <th scope="col" class="num c-amount">{t("admin-col-after")}</th>
                        <th scope="col" class="c-meta">{t("admin-col-why")}</th>
                    </tr></thead>
                    <tbody>{history}</tbody>
                </table></Wide>
            </section>
        </main>
    }
}

fn variant_panel(product: ProductId, variant: &StockRow, waits: u32, flash: &Option<Flash>) -> impl IntoView + use<> {
    let waits = (waits > 0).then(|| text::t_args("admin-notices", &[("people", waits.into())]));
    let title = if variant.title.is_empty() { variant.sku.clone() } else { variant.title.clone() };
    let facts = text::t_args(
        "admin-stock-facts",
        &[
            ("sku", (&variant.sku).into()),
            ("on_hand", variant.on_hand.into()),
            ("reserved", variant.reserved.into()),
            ("available", (variant.on_hand - variant.reserved).into()),
        ],
    );
    let heading = format!("v-{}", variant.variant);
    view! {
        <section class="panel" aria-labelledby=heading.clone()>
            <div class="panel-head panel-head-line">
                <h2 id=heading.clone()>{title}</h2>
                <span class="panel-tools panel-note">{waits.map(|waits| view! { <strong>{waits}</strong>" · " })}{facts}</span>
            </div>
            <div class="panel-body variant-forms">
                {price_form(product, variant, flash)}
                {stock_form(product, variant, flash)}
            </div>
        </section>
    }
}

fn price_form(product: ProductId, variant: &StockRow, flash: &Option<Flash>) -> impl IntoView + use<> {
    let form = format!("price-{}", variant.variant);
    let typed = |field: &str| flash.as_ref().and_then(|f| f.typed(&form, field));
    let wrong = |field: &str| flash.as_ref().and_then(|f| f.wrong(&form, field));
    let amount = typed("amount").unwrap_or_else(|| variant.price.decimal());
    let was = typed("compare_at").unwrap_or_else(|| variant.compare_at.map(|m| m.decimal()).unwrap_or_default());
    view! {
        <form class="variant-form" method="post" action=format!("/admin/products/{product}/price")>
            <input type="hidden" name="variant" value=variant.variant.to_string()/>
            <input type="hidden" name="expected" value=variant.price.decimal()/>
            <input type="hidden" name="expected_compare_at" value=variant.compare_at.map(|m| m.decimal())/>
            {text_field(&form, "amount", "admin-price", amount, wrong("amount"))}
            {text_field(&form, "compare_at", "admin-compare-at", was, wrong("compare_at"))}
            {text_field(&form, "reason", "admin-reason", typed("reason").unwrap_or_default(), wrong("reason"))}
            <button class="button button-secondary" type="submit">{t("admin-change-price")}</button>
        </form>
    }
}

fn stock_form(product: ProductId, variant: &StockRow, flash: &Option<Flash>) -> impl IntoView + use<> {
    let form = format!("stock-{}", variant.variant);
    let typed = |field: &str| flash.as_ref().and_then(|f| f.typed(&form, field));
    let wrong = |field: &str| flash.as_ref().and_then(|f| f.wrong(&form, field));
    let chosen = typed("kind").unwrap_or_default();
    let kinds = MovementKind::BY_HAND
        .into_iter()
        .map(|kind| {
            let label = find(&format!("admin-movement-{}", kind.as_str())).unwrap_or(kind.as_str());
            view! { <option value=kind.as_str() selected=kind.as_str() == chosen>{label}</option> }
        })
        .collect_view();
    let kind_id = format!("{form}-kind");
    view! {
        <form class="variant-form" method="post" action=format!("/admin/products/{product}/stock")>
            <input type="hidden" name="variant" value=variant.variant.to_string()/>
            <input type="hidden" name="expected" value=variant.on_hand.to_string()/>
            {text_field(&form, "on_hand", "admin-on-hand", typed("on_hand").unwrap_or_else(|| variant.on_hand.to_string()), wrong("on_hand"))}
            <div class="field">
                <label class="label" for=kind_id.clone()>{t("admin-movement")}</label>
                <select class="select" id=kind_id name="kind">{kinds}</select>
            </div>
            {text_field(&form, "reason", "admin-reason", typed("reason").unwrap_or_default(), wrong("reason"))}
            <button class="button button-secondary" type="submit">{t("admin-change-stock")}</button>
        </form>
    }
}

fn change_row(change: ChangeEntry, currency: Option<model::Currency>) -> impl IntoView {
    let mut parts = change.what.splitn(3, ':');
    let (what, kind, sku) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let label = match what {
        "price" => t("admin-price"),
        _ => find(&format!("admin-movement-{kind}")).unwrap_or(t("admin-on-hand")),
    };
    // A price names the currency that it is in.
    let currency = kind.parse().ok().or(currency);
    let amount = |text: &str| match (what, text.parse(), currency) {
        ("price", Ok(minor), Some(currency)) => Money::new(minor, currency).to_string(),
        _ => text.to_owned(),
    };
    let by = find(&format!("admin-by-{}", change.by)).map_or(change.by.clone(), str::to_owned);
    view! {
        <tr>
            <td class="fit c-date"><span class="muted">{text::date_time(change.at)}</span></td>
            <td class="grow c-primary">{label}<span class="sub">{sku.to_owned()}</span></td>
            <td class="num c-hide">{amount(&change.before)}</td>
            <td class="num c-amount">{amount(&change.after)}</td>
            <td class="c-meta why">{change.reason}" "<span class="subtle">{by}</span></td>
        </tr>
    }
}

//! The grid of variants: one row each, every cell a field.

use super::counts;
use crate::pages::admin::{entries::Entries, fields::Field, parts::Wide};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{
    Currency,
    product::{ProductEditor, VariantEditor},
};

/// The panel of the variants.
pub fn panel(product: &ProductEditor, entries: &Entries, currency: Currency) -> impl IntoView + use<> {
    let count = product.variants.len();
    let meta = t_args("admin-variants", &[("count", (count as i64).into())]);
    let rows = product.variants.iter().map(|variant| row(product, variant, entries, count > 1)).collect_view();
    let heads = [
        "admin-col-variant",
        "admin-price",
        "admin-compare-at",
        "admin-on-hand",
        "admin-sku",
        "admin-cost",
        "admin-barcode",
        "admin-weight",
        "admin-picture",
        "admin-variant-take",
    ];
    let heads = heads.map(|key| view! { <th scope="col">{t(key)}</th> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="variants-h" id="variants">
            <div class="panel-head panel-head-line">
                <h2 id="variants-h">{t("admin-variants-title")}</h2>
                <span class="panel-note">{meta}" · "{currency.code().to_owned()}</span>
                <span class="panel-tools"><a class="button button-secondary button-sm" href=format!("/admin/products/{}/stock", product.id)>{t("admin-stock-page")}</a></span>
            </div>
            <Wide label=t("admin-variants-title").to_owned()>
                <table class="data-table variant-grid">
                    <caption class="visually-hidden">{t("admin-variants-title")}</caption>
                    <thead><tr>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </Wide>
            <div class="panel-section">{Field::text("reason", "admin-reason").most(500).hint("admin-reason-grid-hint").view(entries)}</div>
        </section>
    }
}

fn row(product: &ProductEditor, variant: &VariantEditor, entries: &Entries, removable: bool) -> impl IntoView + use<> {
    let words = match variant.options.is_empty() {
        true => variant.details.sku.clone(),
        false => variant.options.join(", "),
    };
    let end = format!(".{}", variant.id);
    let cell = |field: &str, label: &'static str, class: &'static str, keyboard: &'static str| {
        input(entries, &format!("{field}{end}"), label, &words, (class, keyboard))
    };
    let take = removable.then(|| {
        let label = t_args("admin-variant-remove", &[("words", words.as_str().into())]);
        view! {
            <button class="button button-quiet button-sm" type="submit" name="act" value=format!("remove-variant:{}", variant.id)
                aria-label=label.clone()>{t("admin-remove")}</button>
        }
    });
    let shown = counts::shown(variant.id);
    let count = match counts::counted(variant) {
        true => view! {
            {cell("stock", "admin-on-hand", "input num w-short", "numeric")}
            <input type="hidden" name=shown.clone() value=entries.value(&shown).to_owned()/>
        }
        .into_any(),
        false => {
            let why = if !variant.parts.is_empty() { t("admin-stock-of-parts") } else { t("admin-stock-not-counted") };
            view! { <span class="cell-label" aria-hidden="true">{t("admin-on-hand")}</span><span class="muted">{why}</span> }.into_any()
        }
    };
    view! {
        <tr>
            <th scope="row" class="variant-name">{words.clone()}</th>
            <td>{cell("price", "admin-price", "input num w-money", "decimal")}</td>
            <td>{cell("compare_at", "admin-compare-at", "input num w-money", "decimal")}</td>
            <td>{count}</td>
            <td>{cell("sku", "admin-sku", "input w-sku", "text")}</td>
            <td>{cell("cost", "admin-cost", "input num w-money", "decimal")}</td>
            <td>{cell("barcode", "admin-barcode", "input w-sku", "numeric")}</td>
            <td>{cell("weight", "admin-weight", "input num w-short", "numeric")}</td>
            <td>{pictures(product, entries, &format!("picture{end}"), &words)}</td>
            <td>{take}</td>
        </tr>
    }
}

fn input(
    entries: &Entries,
    name: &str,
    label: &'static str,
    words: &str,
    (class, keyboard): (&'static str, &'static str),
) -> impl IntoView + use<> {
    let wrong = entries.problem(name);
    let error = format!("{name}-error");
    let named = format!("{}: {words}", t(label));
    view! {
        <span class="cell-label" aria-hidden="true">{t(label)}</span>
        <input class=class id=name.to_owned() name=name.to_owned() value=entries.value(name).to_owned() inputmode=keyboard maxlength="100"
            autocomplete="off" aria-label=named aria-invalid=wrong.is_some().then_some("true")
            aria-describedby=wrong.is_some().then(|| error.clone())/>
        {wrong.map(|text| view! { <p class="field-error" id=error>{text}</p> })}
    }
}

fn pictures(product: &ProductEditor, entries: &Entries, name: &str, words: &str) -> impl IntoView + use<> {
    let chosen = entries.value(name).to_owned();
    let named = format!("{}: {words}", t("admin-picture"));
    let options = product.pictures.iter().enumerate().map(|(at, picture)| {
        let id = picture.id.to_string();
        let number = (at + 1).to_string();
        let label = if picture.alt.is_empty() {
            number
        } else {
            format!("{number}: {}", picture.alt.chars().take(24).collect::<String>())
        };
        view! { <option value=id.clone() selected=id == chosen>{label}</option> }
    });
    let options = options.collect_view();
    view! {
        <span class="cell-label" aria-hidden="true">{t("admin-picture")}</span>
        <select class="select w-money" id=name.to_owned() name=name.to_owned() aria-label=named>
            <option value="">"–"</option>
            {options}
        </select>
    }
}

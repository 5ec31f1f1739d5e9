//! How each variant is sold: whether its stock is counted, shipped, taxed, and how much is in it for the unit price.

use crate::pages::admin::{entries::Entries, parts::Wide};
use commerce::text::{find, t};
use leptos::prelude::*;
use model::product::{Content, ProductEditor, Reference, Unit, VariantDetails, VariantEditor};

/// The boxes, by the ends of their names: what they are called, and what they are about.
const BOXES: [(&str, &str); 4] = [
    ("tracked", "admin-tracked"),
    ("continue_selling", "admin-continue-selling"),
    ("requires_shipping", "admin-requires-shipping"),
    ("taxable", "admin-taxable"),
];

/// The fields of a variant as it stands.
pub fn standing(variant: &VariantEditor) -> Vec<(String, String)> {
    let (id, details) = (variant.id, &variant.details);
    let ticked = [details.tracked, details.continue_selling, details.requires_shipping, details.taxable];
    let boxes = BOXES.iter().zip(ticked).filter(|(_, on)| *on);
    let mut values: Vec<_> = boxes.map(|((name, _), _)| (format!("{name}.{id}"), "on".to_owned())).collect();
    if let Some(content) = details.content {
        values.push((format!("content.{id}"), content.amount()));
        values.push((format!("unit.{id}"), content.unit.as_str().to_owned()));
        values.push((format!("reference.{id}"), content.reference.as_str().to_owned()));
    }
    values
}

/// Reads what was typed of a variant, where the form had it; returns what cannot be read.
pub fn read(variant: &VariantEditor, details: &mut VariantDetails, typed: &Entries) -> Vec<(String, &'static str)> {
    let name = |field: &str| format!("{field}.{}", variant.id);
    if !typed.on(&name("sold")) {
        return vec![];
    }
    // A bundle is counted by its parts, and has no such boxes.
    if variant.parts.is_empty() {
        details.tracked = typed.on(&name("tracked"));
        details.continue_selling = typed.on(&name("continue_selling"));
    }
    details.requires_shipping = typed.on(&name("requires_shipping"));
    details.taxable = typed.on(&name("taxable"));
    let Some(amount) = typed.filled(&name("content")) else {
        details.content = None;
        return vec![];
    };
    let (amount, unit, reference) = (
        Content::read_amount(&amount),
        typed.value(&name("unit")).parse::<Unit>(),
        typed.value(&name("reference")).parse::<Reference>(),
    );
    let content = match (&amount, &unit, &reference) {
        (Ok(amount), Ok(unit), Ok(reference)) => Content::new(*amount, *unit, *reference),
        _ => {
            let wrong = [
                amount.err().map(|error| (name("content"), error.0)),
                unit.err().map(|error| (name("unit"), error.0)),
                reference.err().map(|error| (name("reference"), error.0)),
            ];
            return wrong.into_iter().flatten().collect();
        }
    };
    match content {
        Ok(content) => {
            details.content = Some(content);
            vec![]
        }
        Err(error) => vec![(name(if error.0 == "content-reference" { "reference" } else { "content" }), error.0)],
    }
}

/// The panel: a row for each variant.
pub fn panel(product: &ProductEditor, entries: &Entries) -> impl IntoView + use<> {
    let heads = BOXES.iter().map(|(_, label)| *label).chain(["admin-content", "admin-unit", "admin-reference"]);
    let heads = heads.map(|key| view! { <th scope="col">{t(key)}</th> }).collect_view();
    let rows = product.variants.iter().map(|variant| row(variant, entries)).collect_view();
    view! {
        <section class="panel" aria-labelledby="sold-h" id="sold">
            <div class="panel-head panel-head-line">
                <h2 id="sold-h">{t("admin-sold")}</h2>
                <span class="panel-note">{t("admin-sold-meta")}</span>
            </div>
            <Wide label=t("admin-sold").to_owned()>
                <table class="data-table variant-grid">
                    <caption class="visually-hidden">{t("admin-sold")}</caption>
                    <thead><tr><th scope="col">{t("admin-col-variant")}</th>{heads}</tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </Wide>
        </section>
    }
}

fn row(variant: &VariantEditor, entries: &Entries) -> impl IntoView + use<> {
    let words = name(variant);
    let end = variant.id.to_string();
    let of_parts = !variant.parts.is_empty();
    let boxes = BOXES.iter().enumerate().map(|(at, &(field, label))| match at < 2 && of_parts {
        true => view! { <td><span class="cell-label">{t(label)}</span><span class="muted">{t("admin-by-parts")}</span></td> }.into_any(),
        false => tick(entries, &format!("{field}.{end}"), label, &words).into_any(),
    });
    let units = Unit::ALL.iter().map(|unit| (unit.as_str(), find(&format!("admin-unit-{}", unit.as_str()))));
    let references = Reference::ALL.iter().map(|one| (one.as_str(), find(&format!("shop-reference-{}", one.as_str()))));
    let boxes = boxes.collect_view();
    view! {
        <tr>
            <th scope="row" class="variant-name">{words.clone()}<input type="hidden" name=format!("sold.{end}") value="on"/></th>
            {boxes}
            {amount(entries, &format!("content.{end}"), &words)}
            {choice(entries, &format!("unit.{end}"), "admin-unit", &words, units.collect())}
            {choice(entries, &format!("reference.{end}"), "admin-reference", &words, references.collect())}
        </tr>
    }
}

/// What a variant is called in the editor.
pub fn name(variant: &VariantEditor) -> String {
    match variant.options.is_empty() {
        true => variant.details.sku.clone(),
        false => variant.options.join(", "),
    }
}

fn tick(entries: &Entries, name: &str, label: &'static str, words: &str) -> impl IntoView + use<> {
    let named = format!("{}: {words}", t(label));
    view! {
        <td class="tick-cell">
            <label class="tick"><input type="checkbox" id=name.to_owned() name=name.to_owned() value="on" checked=entries.on(name) aria-label=named/>
                <span class="cell-label" aria-hidden="true">{t(label)}</span></label>
        </td>
    }
}

fn amount(entries: &Entries, name: &str, words: &str) -> impl IntoView + use<> {
    let (wrong, error) = (entries.problem(name), format!("{name}-error"));
    let named = format!("{}: {words}", t("admin-content"));
    view! {
        <td>
            <span class="cell-label" aria-hidden="true">{t("admin-content")}</span>
            <input class="input num w-short" id=name.to_owned() name=name.to_owned() value=entries.value(name).to_owned() inputmode="decimal"
                maxlength="20" autocomplete="off" aria-label=named aria-invalid=wrong.is_some().then_some("true")
                aria-describedby=wrong.is_some().then(|| error.clone())/>
            {wrong.map(|text| view! { <p class="field-error" id=error>{text}</p> })}
        </td>
    }
}

fn choice(
    entries: &Entries,
    name: &str,
    label: &'static str,
    words: &str,
    options: Vec<(&'static str, Option<&'static str>)>,
) -> impl IntoView + use<> {
    let (wrong, error) = (entries.problem(name), format!("{name}-error"));
    let chosen = entries.value(name).to_owned();
    let named = format!("{}: {words}", t(label));
    let options = options.into_iter().map(|(value, words)| {
        view! { <option value=value selected=value == chosen>{words.unwrap_or(value)}</option> }
    });
    let options = options.collect_view();
    view! {
        <td>
            <span class="cell-label" aria-hidden="true">{t(label)}</span>
            <select class="select w-money" id=name.to_owned() name=name.to_owned() aria-label=named
                aria-invalid=wrong.is_some().then_some("true") aria-describedby=wrong.is_some().then(|| error.clone())>
                <option value="">"–"</option>
                {options}
            </select>
            {wrong.map(|text| view! { <p class="field-error" id=error>{text}</p> })}
        </td>
    }
}

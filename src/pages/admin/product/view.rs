//! The page of the editor: texts, pictures and variants on the left, where the product belongs on the right.

use super::{
    editor::{Offer, address},
    gallery, options, parts, place, side, sold, variants,
};
use crate::{
    pages::admin::{
        entries::Entries,
        fields::{Field, save_bar, summary},
        page::Heading,
        parts::{icon, press},
    },
    web::Flash,
};
use commerce::{
    catalog::Membership,
    text::{self, t, t_args},
};
use leptos::prelude::*;
use model::{
    Currency,
    product::{AttributeKind, ProductEditor, ProductState},
};

const LABELS: [(&str, &str); 18] = [
    ("title", "admin-page-title"),
    ("handle", "admin-handle"),
    ("description", "admin-description"),
    ("vendor", "admin-vendor"),
    ("product_type", "admin-type"),
    ("tags", "admin-tags"),
    ("category", "admin-category-main"),
    ("attributes", "admin-attributes-free"),
    ("options", "admin-options"),
    ("publish_at", "admin-publish-at"),
    ("unpublish_at", "admin-unpublish-at"),
    ("collections", "admin-collections"),
    ("related", "admin-link-related"),
    ("related-add", "admin-link-related"),
    ("upsell", "admin-link-upsell"),
    ("upsell-add", "admin-link-upsell"),
    ("cross", "admin-link-cross"),
    ("cross-add", "admin-link-cross"),
];

/// What the page needs beside the product.
pub struct Around {
    pub offer: Offer,
    pub collections: Vec<Membership>,
    pub public_url: String,
    pub currency: Currency,
    pub zone: chrono_tz::Tz,
}

/// The page.
pub fn view(product: ProductEditor, entries: Entries, around: Around, flash: Option<Flash>) -> impl IntoView {
    let id = product.id;
    let changed = t_args("admin-changed", &[("at", text::date_time(product.updated_at).into())]);
    let heading = Heading::new(product.details.title.clone())
        .below("/admin/products", t("admin-products"))
        .meta(changed)
        .signs(side::state_pill(product.state))
        .actions(tools(&product));
    view! {
        <main class="page" id="main">
            {heading.view(&flash)}
            {summary(&entries, &LABELS)}
            <form method="post" action=address(id)>
                <input type="hidden" name="version" value=entries.value("version").to_owned()/>
                // Enter in a field presses the first button of a form; this one only saves.
                <button class="visually-hidden" type="submit" name="act" value="save" tabindex="-1" aria-hidden="true">{t("admin-save")}</button>
                <div class="columns-2-1">
                    <div>
                        {texts(&entries)}
                        {gallery::panel(&product, &entries)}
                        {options::panel(&product, &entries)}
                        {variants::panel(&product, &entries, around.currency)}
                        {sold::panel(&product, &entries)}
                        {parts::panel(&product, &entries)}
                        {attributes(&product, &entries)}
                        {place::links(&entries)}
                        {search_result(&product, &entries, &around.public_url)}
                    </div>
                    <div>
                        {side::status(&product, &entries, &around)}
                        {side::organisation(&entries, &around.offer)}
                        {place::collections(&around.collections, &entries)}
                        {side::safety(&entries)}
                    </div>
                </div>
                {save_bar("admin-save", &address(id))}
            </form>
            {gallery::upload(&product)}
        </main>
    }
}

fn tools(product: &ProductEditor) -> impl IntoView + use<> {
    let base = address(product.id);
    // Its words are those of the form as it was saved last.
    let (href, label) = match product.state {
        ProductState::Published => (format!("/p/{}", product.details.handle), "admin-see-in-shop"),
        _ => (format!("{base}/preview"), "admin-preview"),
    };
    let archive = match product.state {
        ProductState::Archived => press(format!("{base}/restore"), "admin-restore", "button button-secondary"),
        _ => press(format!("{base}/archive"), "admin-archive", "button button-danger"),
    };
    view! {
        <a class="button button-secondary" href=href>{icon("eye")}{t(label)}</a>
        {press(format!("{base}/duplicate"), "admin-duplicate", "button button-secondary")}
        {archive}
    }
}

fn texts(entries: &Entries) -> impl IntoView + use<> {
    view! {
        <section class="panel"><div class="panel-body-top form-grid">
            {Field::text("title", "admin-page-title").required().view(entries)}
            {Field::area("description", "admin-description", 8).hint("admin-description-hint").view(entries)}
        </div></section>
    }
}

/// What the type asks for, and whatever else there is to say.
fn attributes(product: &ProductEditor, entries: &Entries) -> impl IntoView + use<> {
    let asked = product.definitions.iter().map(|definition| {
        let name = format!("attribute.{}", definition.name);
        let none = [(String::new(), t("admin-none").to_owned())];
        let of =
            |choices: Vec<String>| none.clone().into_iter().chain(choices.into_iter().map(|one| (one.clone(), one)));
        // What stands there is among the choices even where the type knows it no longer: saving must not lose it.
        let stands = entries.value(&name).to_owned();
        let and_stands = |mut choices: Vec<String>| {
            choices.extend(Some(stands.clone()).filter(|stands| !stands.is_empty() && !choices.contains(stands)));
            of(choices)
        };
        let field = match definition.kind {
            AttributeKind::Choice => Field::select(name, "admin-attribute", and_stands(definition.choices.clone())),
            AttributeKind::Boolean => {
                Field::select(name, "admin-attribute", and_stands(vec!["Yes".into(), "No".into()]))
            }
            // A line cannot hold two; which of them goes is not for the browser to say.
            AttributeKind::Number | AttributeKind::Text if stands.contains('\n') => {
                Field::area(name, "admin-attribute", 3)
            }
            AttributeKind::Number => Field::number(name, "admin-attribute"),
            AttributeKind::List => Field::area(name, "admin-attribute", 3).note(definition.choices.join(", ")),
            AttributeKind::Text => Field::text(name, "admin-attribute"),
        };
        let unit = if definition.unit.is_empty() { String::new() } else { format!(", {}", definition.unit) };
        field.called(format!("{}{unit}", definition.name)).view(entries)
    });
    let asked: Vec<_> = asked.collect();
    let asked = (!asked.is_empty()).then(|| view! { <div class="form-grid form-grid-2">{asked}</div> });
    view! {
        <section class="panel" aria-labelledby="attributes-h">
            <div class="panel-head panel-head-line"><h2 id="attributes-h">{t("admin-attributes")}</h2></div>
            <div class="panel-body form-grid">
                {asked}
                {Field::area("attributes", "admin-attributes-free", 5).hint("admin-attributes-free-hint").view(entries)}
            </div>
        </section>
    }
}

/// How a search engine would show it, and the fields behind it.
fn search_result(product: &ProductEditor, entries: &Entries, public_url: &str) -> impl IntoView + use<> {
    let or = |own: &str, other: String| if own.is_empty() { other } else { own.to_owned() };
    let details = &product.details;
    let title = or(&details.seo_title, details.title.clone());
    let words = text::without_marks(&details.description);
    let words: String = words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(155).collect();
    let description = or(&details.seo_description, words);
    view! {
        <section class="panel" aria-labelledby="seo-h">
            <div class="panel-head panel-head-line"><h2 id="seo-h">{t("admin-seo")}</h2></div>
            <div class="panel-body form-grid">
                <div class="seo-preview">
                    <span class="small muted">{format!("{public_url}/p/{}", details.handle)}</span>
                    <span class="seo-title">{title}</span>
                    <span>{description}</span>
                </div>
                {Field::text("handle", "admin-handle").hint("admin-product-handle-hint").view(entries)}
                {Field::text("seo_title", "admin-seo-title").hint("admin-seo-title-hint").view(entries)}
                {Field::area("seo_description", "admin-seo-description", 3).most(1000).hint("admin-seo-product-hint").view(entries)}
            </div>
        </section>
    }
}

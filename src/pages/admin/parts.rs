//! Small pieces that the back office's pages share.

use crate::web::Flash;
use commerce::text::t;
use leptos::prelude::*;

/// A glyph of the sprite.
pub fn icon(name: &'static str) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=format!("/admin-icons.svg#{name}")></use></svg> }
}

/// The mark of the product.
pub fn brand_mark() -> impl IntoView {
    view! { <svg class="icon brand-mark" aria-hidden="true"><use href="/admin-icons.svg#stoa"></use></svg> }
}

/// A status as ground, word and shape; what is done loses its ground.
pub fn pill(tone: &'static str, shape: &'static str, word: String) -> impl IntoView {
    view! { <span class=format!("pill {tone}")>{icon(shape)}{word}</span> }
}

/// A table that may be wider than its screen: keys scroll it too.
#[component]
pub fn Wide(label: String, children: Children) -> impl IntoView {
    view! { <div class="table-wrap" role="region" tabindex="0" aria-label=label>{children()}</div> }
}

/// What the form before this page had to say.
pub fn said(flash: &Option<Flash>) -> impl IntoView + use<> {
    flash.as_ref().map(|flash| {
        let (class, role) =
            if flash.good { ("notice notice-success", "status") } else { ("notice notice-danger", "alert") };
        // Those of a form stand at its fields; those of the page are told here, each by its name.
        let wrong = if flash.form.is_empty() { flash.wrong.clone() } else { vec![] };
        let line = |(name, text): &(String, String)| view! { <li><b>{name.clone()}</b>": "{text.clone()}</li> };
        let lines = (!wrong.is_empty()).then(|| view! { <ul>{wrong.iter().map(line).collect_view()}</ul> });
        let undo = flash.undo.clone().map(|address| press(address, "admin-undo", "button button-secondary button-sm"));
        view! { <div class=class role=role><p>{flash.message.clone()}</p>{lines}{undo}</div> }
    })
}

/// The way down to a page: (address, words) of those above it.
pub fn breadcrumbs(above: Vec<(String, String)>) -> Option<impl IntoView> {
    let steps =
        above.iter().map(|(href, words)| view! { <li><a href=href.clone()>{words.clone()}</a></li> }).collect_view();
    (!above.is_empty())
        .then(|| view! { <nav class="breadcrumbs" aria-label=t("admin-breadcrumb")><ol>{steps}</ol></nav> })
}

/// A button that adds something, as lists have it.
pub fn add_link(href: &'static str, label: &'static str) -> impl IntoView {
    view! { <a class="button button-primary" href=href>{icon("plus")}{t(label)}</a> }
}

/// A button in a form of its own: what it does needs no page.
pub fn press(action: String, label: &'static str, class: &'static str) -> impl IntoView {
    view! { <form method="post" action=action><button class=class type="submit">{t(label)}</button></form> }
}

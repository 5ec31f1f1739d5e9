//! The pictures of a product: their order, and what each shows.

use crate::pages::admin::{entries::Entries, parts::icon};
use commerce::text::{t, t_args};
use leptos::prelude::*;
use model::{MediaId, catalog::Picture, product::ProductEditor};

/// The pictures with their typed texts, after the button was pressed: `picture-up`, `picture-down` or `picture-remove`
/// with the picture.
pub fn arranged(product: &ProductEditor, typed: &Entries, act: &str, which: &str) -> Vec<(MediaId, String)> {
    let alt = |picture: &Picture| {
        let name = format!("alt.{}", picture.id);
        if typed.on(&name) { typed.trimmed(&name) } else { picture.alt.clone() }
    };
    let mut media: Vec<_> = product.pictures.iter().map(|picture| (picture.id, alt(picture))).collect();
    let Some(at) = media.iter().position(|(id, _)| id.to_string() == which) else { return media };
    match act {
        "picture-up" if at > 0 => media.swap(at, at - 1),
        "picture-down" if at + 1 < media.len() => media.swap(at, at + 1),
        "picture-remove" => drop(media.remove(at)),
        _ => {}
    }
    media
}

/// The pictures inside the form of the editor.
pub fn panel(product: &ProductEditor, entries: &Entries) -> impl IntoView + use<> {
    let count = product.pictures.len();
    let without = product.pictures.iter().filter(|picture| picture.alt.is_empty()).count();
    let numbers = [("count", (count as i64).into()), ("without", (without as i64).into())];
    let tiles = product.pictures.iter().enumerate().map(|(at, picture)| tile(picture, at, count, entries));
    let tiles = tiles.collect_view();
    view! {
        <section class="panel" aria-labelledby="media-h" id="media">
            <div class="panel-head panel-head-line">
                <h2 id="media-h">{t("admin-pictures")}</h2>
                <span class="panel-note">{t_args("admin-pictures-meta", &numbers)}</span>
            </div>
            <div class="panel-body">
                {(count == 0).then(|| view! { <p class="muted">{t("admin-pictures-none")}</p> })}
                <ul class="media-grid">{tiles}</ul>
            </div>
        </section>
    }
}

fn tile(picture: &Picture, at: usize, count: usize, entries: &Entries) -> impl IntoView + use<> {
    let name = format!("alt.{}", picture.id);
    let number = (at + 1).to_string();
    let label = t_args("admin-picture-alt", &[("number", number.as_str().into())]);
    let error = format!("{name}-error");
    let wrong = entries.problem(&name);
    let tool = |act: &str, key: &str, sign: &'static str, off: bool| {
        let label = t_args(key, &[("number", number.as_str().into())]);
        let value = format!("{act}:{}", picture.id);
        view! {
            <button class="button button-secondary button-sm button-icon" type="submit" name="act" value=value disabled=off
                aria-label=label.clone() title=label>{icon(sign)}</button>
        }
    };
    view! {
        <li class="media-tile">
            <img src=picture.src(320) alt="" width="320" height="320" loading="lazy"/>
            <label class="label" for=name.clone()>{label}</label>
            <input class="input" id=name.clone() name=name maxlength="512" value=entries.value(&format!("alt.{}", picture.id)).to_owned()
                aria-invalid=wrong.is_some().then_some("true") aria-describedby=wrong.is_some().then(|| error.clone())/>
            {wrong.map(|text| view! { <p class="field-error" id=error>{text}</p> })}
            <div class="row">
                {tool("picture-up", "admin-picture-up", "up", at == 0)}
                {tool("picture-down", "admin-picture-down", "down", at + 1 == count)}
                {tool("picture-remove", "admin-picture-remove", "cross", false)}
            </div>
        </li>
    }
}

/// The form that takes new pictures; a form of its own, since files travel in another way.
pub fn upload(product: &ProductEditor) -> impl IntoView + use<> {
    view! {
        <section class="panel" aria-labelledby="upload-h">
            <div class="panel-head panel-head-line"><h2 id="upload-h">{t("admin-pictures-add")}</h2></div>
            <form class="panel-body form-grid" method="post" action=format!("/admin/products/{}/pictures", product.id)
                enctype="multipart/form-data">
                <div class="field">
                    <label class="label" for="files">{t("admin-pictures-files")}</label>
                    <input class="file-input" id="files" name="files" type="file" multiple required
                        accept="image/jpeg,image/png,image/gif,image/webp" aria-describedby="files-hint"/>
                    <p class="hint" id="files-hint">{t("admin-pictures-hint")}</p>
                </div>
                <div><button class="button button-secondary" type="submit">{icon("import")}{t("admin-pictures-upload")}</button></div>
            </form>
        </section>
    }
}

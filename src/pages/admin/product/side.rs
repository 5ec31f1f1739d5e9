//! What stands beside the texts of a product: where it stands, where it belongs, who made it.

use super::{editor::Offer, read::moment, view::Around};
use crate::pages::admin::{entries::Entries, fields::Field, parts::pill};
use commerce::text::{self, find, t, t_args};
use leptos::prelude::*;
use model::product::{ProductEditor, ProductState};

/// The state of a product as a pill.
pub fn state_pill(state: ProductState) -> AnyView {
    let word = find(&format!("admin-state-{}", state.as_str())).unwrap_or(state.as_str()).to_owned();
    match state {
        ProductState::Published => pill("pill-done", "disc", word).into_any(),
        ProductState::Scheduled => pill("pill-info", "clock", word).into_any(),
        ProductState::Draft => pill("", "dash-ring", word).into_any(),
        ProductState::Ended | ProductState::Archived => pill("pill-done", "stop", word).into_any(),
    }
}

/// State and schedule.
pub fn status(product: &ProductEditor, entries: &Entries, around: &Around) -> impl IntoView + use<> {
    let mut shown = entries.clone();
    for (name, at) in [("publish_at", product.publish_at), ("unpublish_at", product.unpublish_at)] {
        if !entries.on(name) {
            shown.set(name, moment(at, around.zone));
        }
    }
    let since = product.publish_at.map(|at| t_args("admin-state-since", &[("at", text::date_time(at).into())]));
    let act = |value: &'static str, label: &'static str, class: &'static str| {
        view! { <button class=class type="submit" name="act" value=value>{t(label)}</button> }
    };
    let buttons = match product.state {
        ProductState::Archived => ().into_any(),
        ProductState::Published => act("draft", "admin-to-draft", "button button-secondary").into_any(),
        ProductState::Scheduled => view! {
            {act("publish", "admin-publish", "button button-primary")}
            {act("draft", "admin-to-draft", "button button-secondary")}
        }
        .into_any(),
        _ => act("publish", "admin-publish", "button button-primary").into_any(),
    };
    let wrong = ["publish_at", "unpublish_at"].iter().any(|name| entries.problem(name).is_some());
    let plan = (product.state != ProductState::Archived).then(|| {
        view! {
            <details class="more" open=wrong>
                <summary>{t("admin-schedule")}</summary>
                <div class="form-grid">
                    {Field::input("publish_at", "admin-publish-at", "datetime-local").hint("admin-publish-at-hint").view(&shown)}
                    {Field::input("unpublish_at", "admin-unpublish-at", "datetime-local").hint("admin-unpublish-at-hint").view(&shown)}
                    <div>{act("schedule", "admin-schedule-save", "button button-secondary")}</div>
                </div>
            </details>
        }
    });
    view! {
        <section class="panel" aria-labelledby="status-h">
            <div class="panel-head panel-head-line"><h2 id="status-h">{t("admin-col-status")}</h2><span class="panel-tools">{state_pill(product.state)}</span></div>
            <div class="panel-body form-grid">
                {since.map(|since| view! { <p class="muted">{since}</p> })}
                <div class="row wrap">{buttons}</div>
                {plan}
            </div>
        </section>
    }
}

/// Type, maker, categories and tags.
pub fn organisation(entries: &Entries, offer: &Offer) -> impl IntoView + use<> {
    let none = [(String::new(), t("admin-none").to_owned())];
    let paths: Vec<_> = offer.categories.iter().map(|(id, path)| (id.to_string(), path.clone())).collect();
    let also: Vec<String> = entries.all("categories").map(str::to_owned).collect();
    let boxes = paths.iter().map(|(id, path)| {
        let own = format!("also-{id}");
        view! {
            <li class="check">
                <input type="checkbox" id=own.clone() name="categories" value=id.clone() checked=also.contains(id)/>
                <label for=own>{path.clone()}</label>
            </li>
        }
    });
    let boxes = boxes.collect_view();
    let types = offer.types.iter().map(|name| view! { <option value=name.clone()></option> }).collect_view();
    view! {
        <section class="panel" aria-labelledby="place-h">
            <div class="panel-head panel-head-line"><h2 id="place-h">{t("admin-organisation")}</h2></div>
            <div class="panel-body form-grid">
                {Field::select("category", "admin-category-main", none.into_iter().chain(paths)).view(entries)}
                <details class="more" open=!also.is_empty()>
                    <summary>{t("admin-categories-also")}</summary>
                    <fieldset><legend class="visually-hidden">{t("admin-categories-also")}</legend><ul class="check-list">{boxes}</ul></fieldset>
                </details>
                {Field::text("vendor", "admin-vendor").view(entries)}
                {Field::text("product_type", "admin-type").hint("admin-type-hint").list("types").view(entries)}
                <datalist id="types">{types}</datalist>
                {Field::text("tags", "admin-tags").most(20_000).hint("admin-tags-hint").view(entries)}
            </div>
        </section>
    }
}

/// Who made it and who answers for it.
pub fn safety(entries: &Entries) -> impl IntoView + use<> {
    view! {
        <section class="panel" aria-labelledby="safety-h">
            <div class="panel-head panel-head-line"><h2 id="safety-h">{t("admin-safety")}</h2></div>
            <div class="panel-body form-grid">
                {Field::area("manufacturer", "admin-manufacturer", 2).most(1000).hint("admin-manufacturer-hint").view(entries)}
                {Field::area("responsible_person", "admin-responsible", 2).most(1000).view(entries)}
                {Field::area("warnings", "admin-warnings", 2).most(4000).view(entries)}
            </div>
        </section>
    }
}

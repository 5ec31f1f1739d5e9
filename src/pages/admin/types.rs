//! Types of products: the facts that each asks for.

use super::{
    entries::{Entries, Fields},
    fields::{Field, summary},
    page::{self, Heading, PageResult, done, page},
    parts::{add_link, icon},
    table::{Column, Place, empty},
};
use crate::web::{AppState, StaffVisit};
use axum::{Router, extract::Path, routing::get};
use commerce::{
    catalog::{self, ProductType, SaveType},
    text::{find, t, t_args},
};
use leptos::prelude::*;
use model::{
    Fault,
    account::Permission,
    product::{AttributeDefinition, AttributeKind},
};

/// Rows of a form, at most.
const MOST: usize = 100;
/// The fields of a row.
const PARTS: [&str; 6] = ["name", "kind", "unit", "choices", "required", "facet"];

/// The addresses of types.
pub fn routes() -> Router<AppState> {
    Router::new()
        .route("/admin/types", get(types))
        .route("/admin/types/new", get(blank).post(create))
        .route("/admin/types/{type}", get(edit).post(save))
        .route("/admin/types/{type}/delete", get(ask_delete).post(delete))
}

async fn types(visit: StaffVisit) -> PageResult {
    let all = catalog::product_types(visit.shop(), &visit.actor()).await?;
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-types"), move || {
        let columns = [
            Column::new("admin-col-type", "c-primary"),
            Column::new("admin-attributes", "grow c-meta"),
            Column::new("admin-products", "num c-amount"),
        ];
        let table = match all.is_empty() {
            true => empty("admin-types-empty", Some(("/admin/types/new", "admin-type-add"))).into_any(),
            false => {
                let place = Place::new("/admin/types", &[]);
                place.table("admin-types", "", &columns, all.into_iter().map(row).collect()).into_any()
            }
        };
        view! {
            <main class="page" id="main">
                {Heading::new(t("admin-types")).meta(t("admin-types-meta")).actions(add_link("/admin/types/new", "admin-type-add")).view(&flash)}
                <section class="panel" aria-label=t("admin-types")>{table}</section>
            </main>
        }
    }))
}

fn row(one: ProductType) -> AnyView {
    let names: Vec<_> = one.definitions.into_iter().map(|definition| definition.name).collect();
    view! {
        <tr>
            <td class="c-primary"><a class="row-link" href=format!("/admin/types/{}", one.id)>{one.name}</a></td>
            <td class="grow c-meta"><span class="muted">{names.join(", ")}</span></td>
            <td class="num c-amount">{one.products.to_string()}</td>
        </tr>
    }
    .into_any()
}

async fn blank(visit: StaffVisit) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    draw(&visit, None, Entries::standing([("facet.0", "on")]))
}

async fn create(visit: StaffVisit, fields: Fields) -> PageResult {
    submit(visit, None, fields).await
}

async fn edit(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let one = load(&visit, &id).await?;
    let mut values = vec![("title".to_owned(), one.name.clone())];
    for (at, definition) in one.definitions.iter().enumerate() {
        values.push((format!("name.{at}"), definition.name.clone()));
        values.push((format!("kind.{at}"), definition.kind.as_str().to_owned()));
        values.push((format!("unit.{at}"), definition.unit.clone()));
        values.push((format!("choices.{at}"), definition.choices.join("\n")));
        for (part, on) in [("required", definition.required), ("facet", definition.facet)] {
            values.extend(on.then(|| (format!("{part}.{at}"), "on".to_owned())));
        }
    }
    draw(&visit, Some(one), Entries::standing(values))
}

async fn save(visit: StaffVisit, Path(id): Path<String>, fields: Fields) -> PageResult {
    let one = load(&visit, &id).await?;
    submit(visit, Some(one), fields).await
}

async fn submit(visit: StaffVisit, one: Option<ProductType>, fields: Fields) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let typed = numbered(&Entries::typed(fields));
    if typed.value("act") == "add-row" {
        return draw(&visit, one, typed);
    }
    let known = one.iter().flat_map(|one| &one.definitions).flat_map(|definition| definition.choices.clone());
    let known: Vec<String> = known.collect();
    let command = SaveType {
        id: one.as_ref().map(|one| one.id),
        name: typed.trimmed("title"),
        definitions: (0..count(&typed)).map(|at| definition(&typed, at, &known)).collect(),
    };
    match catalog::save_type(visit.shop(), &visit.actor(), command).await {
        Ok(_) => Ok(done(&visit, t("admin-type-saved"), "/admin/types").await),
        Err(error) => {
            let mut fault = Fault::from(error);
            for wrong in fault.fields.iter_mut().filter(|wrong| wrong.field == "name") {
                wrong.field = "title".into();
            }
            draw(&visit, one, typed.wrong(fault)?)
        }
    }
}

async fn ask_delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let one = load(&visit, &id).await?;
    let question = t_args("admin-type-delete-ask", &[("name", one.name.as_str().into())]);
    let heading = Heading::new(t("admin-type-delete")).below("/admin/types", t("admin-types"));
    let back = format!("/admin/types/{}", one.id);
    Ok(page::confirm(&visit, heading, question, &format!("{back}/delete"), "admin-type-delete", &back))
}

async fn delete(visit: StaffVisit, Path(id): Path<String>) -> PageResult {
    let one = load(&visit, &id).await?;
    catalog::delete_type(visit.shop(), &visit.actor(), one.id).await?;
    Ok(done(&visit, t("admin-type-deleted"), "/admin/types").await)
}

async fn load(visit: &StaffVisit, id: &str) -> Result<ProductType, Fault> {
    let all = catalog::product_types(visit.shop(), &visit.actor()).await?;
    all.into_iter().find(|one| one.id.to_string() == id).ok_or_else(|| Fault::not_found("no-type"))
}

/// The rows that have a name or choices, numbered without a gap, so that what is wrong stands where it was typed.
fn numbered(typed: &Entries) -> Entries {
    let filled = |at: &usize| ["name", "choices"].iter().any(|part| typed.filled(&format!("{part}.{at}")).is_some());
    let mut values = vec![("title".to_owned(), typed.value("title").to_owned())];
    values.push(("act".to_owned(), typed.value("act").to_owned()));
    for (to, from) in (0..MOST).filter(filled).enumerate() {
        for part in PARTS {
            let name = format!("{part}.{from}");
            values.extend(typed.on(&name).then(|| (format!("{part}.{to}"), typed.value(&name).to_owned())));
        }
    }
    Entries::standing(values)
}

/// How many rows there are.
fn count(typed: &Entries) -> usize {
    (0..MOST).take_while(|at| typed.on(&format!("name.{at}"))).count()
}

/// A row as it was typed; `known` are the choices that the type has had.
fn definition(typed: &Entries, at: usize, known: &[String]) -> AttributeDefinition {
    AttributeDefinition {
        name: typed.trimmed(&format!("name.{at}")),
        kind: typed.value(&format!("kind.{at}")).parse().unwrap_or(AttributeKind::Text),
        unit: typed.trimmed(&format!("unit.{at}")),
        choices: typed.words(&format!("choices.{at}"), known),
        required: typed.on(&format!("required.{at}")),
        facet: typed.on(&format!("facet.{at}")),
    }
}

fn draw(visit: &StaffVisit, one: Option<ProductType>, entries: Entries) -> PageResult {
    let fault = entries.fault().cloned();
    let title = one.as_ref().map_or(t("admin-type-add").to_owned(), |one| one.name.clone());
    let action = format!("/admin/types/{}", one.as_ref().map_or("new".into(), |one| one.id.to_string()));
    // One row more than there are: the one to fill in.
    let rows = (0..(count(&entries) + 1).min(MOST)).map(|at| fact(&entries, at)).collect_view();
    let drawn = page::page(visit, &title.clone(), move || {
        let mut heading = Heading::new(title).below("/admin/types", t("admin-types"));
        if one.is_some() {
            heading = heading.actions(view! {
                <a class="button button-danger" href=format!("{action}/delete")>{t("admin-delete")}</a>
            });
        }
        view! {
            <main class="page" id="main">
                {heading.view(&None)}
                {summary(&entries, &[("title", "admin-type-name")])}
                <form method="post" action=action.clone()>
                    // Enter in a field presses the first button of a form; this one saves.
                    <button class="visually-hidden" type="submit" name="act" value="save" tabindex="-1" aria-hidden="true">{t("admin-save")}</button>
                    <section class="panel"><div class="panel-body-top">
                        {Field::text("title", "admin-type-name").required().hint("admin-type-name-hint").view(&entries)}
                    </div></section>
                    <section class="panel" aria-labelledby="facts-h">
                        <div class="panel-head panel-head-line"><h2 id="facts-h">{t("admin-attributes")}</h2><span class="panel-note">{t("admin-type-facts-meta")}</span></div>
                        <div class="panel-body form-grid">
                            {rows}
                            <div><button class="button button-secondary" type="submit" name="act" value="add-row" formnovalidate>{icon("plus")}{t("admin-type-fact-add")}</button></div>
                        </div>
                    </section>
                    <div class="save-bar">
                        <button class="button button-primary" type="submit" name="act" value="save">{t("admin-save")}</button>
                        <a class="button button-secondary" href="/admin/types">{t("admin-discard")}</a>
                    </div>
                </form>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}

fn fact(entries: &Entries, at: usize) -> impl IntoView + use<> {
    let kinds = AttributeKind::ALL
        .map(|kind| (kind.as_str(), find(&format!("admin-kind-{}", kind.as_str())).unwrap_or(kind.as_str())));
    view! {
        <fieldset class="fact-row">
            <legend class="visually-hidden">{t_args("admin-type-fact", &[("number", (at as i64 + 1).into())])}</legend>
            {Field::text(format!("name.{at}"), "admin-attribute").view(entries)}
            {Field::select(format!("kind.{at}"), "admin-kind", kinds).view(entries)}
            {Field::text(format!("unit.{at}"), "admin-unit").most(32).view(entries)}
            {Field::area(format!("choices.{at}"), "admin-choices", 2).most(30_000).view(entries)}
            <div class="fact-ticks">
                {Field::check(format!("required.{at}"), "admin-required").view(entries)}
                {Field::check(format!("facet.{at}"), "admin-facet").view(entries)}
            </div>
        </fieldset>
    }
}

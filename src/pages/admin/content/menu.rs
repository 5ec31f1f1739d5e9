//! The menus of the storefront: their links in order, moved by buttons.

use crate::{
    pages::admin::{
        entries::{Entries, Fields},
        page::{Heading, PageResult, page},
        parts::{icon, pill},
        table::empty,
    },
    web::StaffVisit,
};
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect},
};
use commerce::{
    content::{self, Direction, Item, Menu},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::Fault;

/// The name of a menu.
pub fn name(menu: Menu) -> &'static str {
    match menu {
        Menu::Header => t("admin-menu-header"),
        Menu::Footer => t("admin-menu-footer"),
    }
}

/// The menu of an address.
pub fn known(word: &str) -> Result<Menu, Fault> {
    Menu::of(word).ok_or_else(|| Fault::not_found("no-menu"))
}

/// `GET /admin/menus`
pub async fn menus(visit: StaffVisit) -> PageResult {
    let mut panels = vec![];
    for menu in Menu::ALL {
        let items = content::menu_for_staff(visit.shop(), &visit.actor(), menu).await?;
        panels.push((menu, items));
    }
    let flash = visit.said().await;
    Ok(page(&visit, t("admin-menus"), move || {
        let panels = panels.into_iter().map(|(menu, items)| panel(menu, items)).collect_view();
        view! {
            <main class="page page-narrow" id="main">
                {Heading::new(t("admin-menus")).meta(t("admin-menus-meta")).view(&flash)}
                {panels}
            </main>
        }
    }))
}

/// `GET /admin/menus/{menu}`
pub async fn menu(visit: StaffVisit, Path(menu): Path<String>) -> PageResult {
    let menu = known(&menu)?;
    let items = content::menu_for_staff(visit.shop(), &visit.actor(), menu).await?;
    let flash = visit.said().await;
    Ok(page(&visit, name(menu), move || {
        view! {
            <main class="page page-narrow" id="main">
                {Heading::new(name(menu)).below("/admin/menus", t("admin-menus")).view(&flash)}
                {panel(menu, items)}
            </main>
        }
    }))
}

/// `POST /admin/menus/{menu}/{item}/move`
pub async fn shift(visit: StaffVisit, Path((menu, item)): Path<(String, String)>, fields: Fields) -> PageResult {
    let menu = known(&menu)?;
    let item = item.parse().map_err(|_| Fault::not_found("no-menu-item"))?;
    let way = Direction::of(Entries::typed(fields).value("way"));
    let way = way.ok_or_else(|| Fault::new(model::FaultKind::Malformed, "form-unreadable"))?;
    content::move_item(visit.shop(), &visit.actor(), menu, item, way).await?;
    Ok(Redirect::to(&format!("/admin/menus/{}#i-{item}", menu.as_str())).into_response())
}

fn panel(menu: Menu, items: Vec<Item>) -> impl IntoView {
    let base = format!("/admin/menus/{}", menu.as_str());
    let none = items.is_empty();
    let heading = format!("{}-h", menu.as_str());
    view! {
        <section class="panel" aria-labelledby=heading.clone()>
            <div class="panel-head panel-head-line">
                <h2 id=heading.clone()>{name(menu)}</h2>
                <span class="panel-tools"><a class="button button-secondary button-sm" href=format!("{base}/new")>{icon("plus")}{t("admin-menu-add")}</a></span>
            </div>
            {none.then(|| empty("admin-menu-empty", None))}
            {level(&base, items, 1)}
        </section>
    }
}

fn level(base: &str, items: Vec<Item>, depth: u8) -> AnyView {
    if items.is_empty() {
        return ().into_any();
    }
    let last = items.len() - 1;
    let rows = items.into_iter().enumerate().map(|(at, item)| row(base, item, depth, (at == 0, at == last)));
    view! { <ul class="tree-list">{rows.collect_view()}</ul> }.into_any()
}

fn row(base: &str, item: Item, depth: u8, (first, last): (bool, bool)) -> impl IntoView + use<> {
    let own = format!("{base}/{}", item.id);
    let add = (depth < 3).then(|| {
        let label = t_args("admin-menu-add-below", &[("words", (&item.words).into())]);
        view! { <a class="button button-quiet button-sm button-icon" href=format!("{base}/new?parent={}", item.id) aria-label=label.clone() title=label>{icon("plus")}</a> }
    });
    let hidden = (!item.shown).then(|| pill("", "dash-ring", t("admin-menu-hidden").into()));
    let target = item.href.clone().unwrap_or_else(|| t("admin-menu-heading").to_owned());
    let below = level(base, item.children, depth + 1);
    view! {
        <li>
            <div class="tree-row" id=format!("i-{}", item.id)>
                <span class="tree-name"><a class="row-link" href=own.clone()>{item.words.clone()}</a><span class="sub">{target}</span></span>
                {hidden}
                <span class="tree-tools">
                    {add}
                    {mover(&own, &item.words, "up", first)}
                    {mover(&own, &item.words, "down", last)}
                </span>
            </div>
            {below}
        </li>
    }
}

/// A button that moves a thing one place.
pub fn mover(own: &str, words: &str, way: &'static str, at_end: bool) -> impl IntoView + use<> {
    let key = if way == "up" { "admin-move-up" } else { "admin-move-down" };
    let label = t_args(key, &[("words", words.into())]);
    view! {
        <form method="post" action=format!("{own}/move")>
            <button class="button button-quiet button-sm button-icon" type="submit" name="way" value=way disabled=at_end
                aria-label=label.clone() title=label>{icon(way)}</button>
        </form>
    }
}

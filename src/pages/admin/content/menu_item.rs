//! One link of a menu.

use super::menu::{known, name};
use crate::{
    pages::admin::{
        entries::{Entries, Fields},
        fields::{Field, save_bar, summary},
        page::{self, Heading, PageResult, done},
    },
    web::StaffVisit,
};
use axum::extract::{Path, Query};
use commerce::{
    content::{self, Item, ItemDraft, LinkTo, Menu, Target},
    text::{t, t_args},
};
use leptos::prelude::*;
use model::{Fault, MenuItemId, account::Permission};
use serde::Deserialize;

const LABELS: [(&str, &str); 4] = [
    ("label", "admin-menu-label"),
    ("target", "admin-menu-target"),
    ("address", "admin-menu-address"),
    ("parent", "admin-menu-parent"),
];

/// Under which link a new one shall stand.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    parent: String,
}

/// `GET /admin/menus/{menu}/new`
pub async fn blank(visit: StaffVisit, Path(menu): Path<String>, Query(asked): Query<Asked>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    draw(&visit, known(&menu)?, None, Entries::standing([("parent", asked.parent), ("target", "address".into())])).await
}

/// `POST /admin/menus/{menu}/new`
pub async fn create(visit: StaffVisit, Path(menu): Path<String>, fields: Fields) -> PageResult {
    let (menu, typed) = (known(&menu)?, Entries::typed(fields));
    let made = match draft(&typed) {
        Ok(draft) => content::add_item(visit.shop(), &visit.actor(), menu, draft).await.map_err(Fault::from),
        Err(fault) => Err(fault),
    };
    match made {
        Ok(_) => Ok(done(&visit, t("admin-menu-added"), &address(menu)).await),
        Err(fault) => draw(&visit, menu, None, typed.wrong(fault)?).await,
    }
}

/// `GET /admin/menus/{menu}/{item}`
pub async fn edit(visit: StaffVisit, Path((menu, item)): Path<(String, String)>) -> PageResult {
    let (menu, item) = load(&visit, &menu, &item).await?;
    let typed = match &item.target {
        Target::Address(address) => address.clone(),
        Target::Product(_) => item.href.clone().unwrap_or_default(),
        _ => String::new(),
    };
    let entries = Entries::standing([
        ("label", item.label.clone()),
        ("target", value(&item.target)),
        ("address", typed),
        ("parent", item.parent.map(|parent| parent.to_string()).unwrap_or_default()),
    ]);
    draw(&visit, menu, Some(item), entries).await
}

/// `POST /admin/menus/{menu}/{item}`
pub async fn save(visit: StaffVisit, Path((menu, item)): Path<(String, String)>, fields: Fields) -> PageResult {
    let (menu, item) = load(&visit, &menu, &item).await?;
    let typed = Entries::typed(fields);
    let saved = match draft(&typed) {
        Ok(draft) => {
            content::change_item(visit.shop(), &visit.actor(), menu, item.id, draft).await.map_err(Fault::from)
        }
        Err(fault) => Err(fault),
    };
    match saved {
        Ok(_) => Ok(done(&visit, t("admin-menu-saved"), &address(menu)).await),
        Err(fault) => draw(&visit, menu, Some(item), typed.wrong(fault)?).await,
    }
}

/// `GET /admin/menus/{menu}/{item}/delete`
pub async fn ask_delete(visit: StaffVisit, Path((menu, item)): Path<(String, String)>) -> PageResult {
    visit.require(Permission::ChangeProducts)?;
    let (menu, item) = load(&visit, &menu, &item).await?;
    let count = i64::try_from(item.children.len()).unwrap_or(i64::MAX);
    let question = t_args("admin-menu-remove-ask", &[("words", (&item.words).into()), ("count", count.into())]);
    let heading = Heading::new(t("admin-menu-remove")).below("/admin/menus", t("admin-menus"));
    let back = format!("{}/{}", address(menu), item.id);
    Ok(page::confirm(&visit, heading, question, &format!("{back}/delete"), "admin-menu-remove", &back))
}

/// `POST /admin/menus/{menu}/{item}/delete`
pub async fn delete(visit: StaffVisit, Path((menu, item)): Path<(String, String)>) -> PageResult {
    let (menu, item) = load(&visit, &menu, &item).await?;
    content::remove_item(visit.shop(), &visit.actor(), menu, item.id).await?;
    Ok(done(&visit, t("admin-menu-removed"), &address(menu)).await)
}

fn address(menu: Menu) -> String {
    format!("/admin/menus/{}", menu.as_str())
}

async fn load(visit: &StaffVisit, menu: &str, item: &str) -> Result<(Menu, Item), Fault> {
    let menu = known(menu)?;
    let item: MenuItemId = item.parse().map_err(|_| Fault::not_found("no-menu-item"))?;
    Ok((menu, content::item_for_staff(visit.shop(), &visit.actor(), menu, item).await?))
}

fn draft(typed: &Entries) -> Result<ItemDraft, Fault> {
    let parent = match typed.filled("parent") {
        None => None,
        Some(parent) => Some(parent.parse().map_err(|_| Fault::invalid([("parent", "menu-too-deep")]))?),
    };
    let gone = || Fault::invalid([("target", "menu-target-gone")]);
    let (kind, id) = typed.value("target").split_once(':').unwrap_or((typed.value("target"), ""));
    let to = match kind {
        "address" => LinkTo::Typed(typed.trimmed("address")),
        "heading" => LinkTo::Target(Target::Heading),
        "category" => LinkTo::Target(Target::Category(id.parse().map_err(|_| gone())?)),
        "collection" => LinkTo::Target(Target::Collection(id.parse().map_err(|_| gone())?)),
        "page" => LinkTo::Target(Target::Page(id.parse().map_err(|_| gone())?)),
        _ => return Err(gone()),
    };
    Ok(ItemDraft { parent, label: typed.trimmed("label"), to })
}

/// A target as the value of an option; products are typed as addresses.
fn value(target: &Target) -> String {
    match target {
        Target::Heading => "heading".into(),
        Target::Category(id) => format!("category:{id}"),
        Target::Collection(id) => format!("collection:{id}"),
        Target::Page(id) => format!("page:{id}"),
        Target::Product(_) | Target::Address(_) => "address".into(),
    }
}

async fn draw(visit: &StaffVisit, menu: Menu, item: Option<Item>, entries: Entries) -> PageResult {
    let own = item.as_ref().map(|item| item.id);
    let places = places(content::menu_for_staff(visit.shop(), &visit.actor(), menu).await?, own, 1);
    let targets = options(content::targets(visit.shop(), &visit.actor()).await?);
    let fault = entries.fault().cloned();
    let title = item.as_ref().map_or(t("admin-menu-add").to_owned(), |item| item.words.clone());
    let action = format!("{}/{}", address(menu), own.map_or("new".into(), |id| id.to_string()));
    let drawn = page::page(visit, &title.clone(), move || {
        let mut heading = Heading::new(title).below("/admin/menus", t("admin-menus")).below(&address(menu), name(menu));
        if own.is_some() {
            heading = heading.actions(view! {
                <a class="button button-danger" href=format!("{action}/delete")>{t("admin-menu-remove")}</a>
            });
        }
        let parents = [(String::new(), t("admin-menu-top").to_owned())].into_iter().chain(places);
        view! {
            <main class="page page-narrow" id="main">
                {heading.view(&None)}
                {summary(&entries, &LABELS)}
                <form method="post" action=action.clone()>
                    <section class="panel"><div class="panel-body-top form-grid">
                        {Field::select("target", "admin-menu-target", targets).view(&entries)}
                        {Field::text("address", "admin-menu-address").most(1000).hint("admin-menu-address-hint").view(&entries)}
                        {Field::text("label", "admin-menu-label").hint("admin-menu-label-hint").view(&entries)}
                        {Field::select("parent", "admin-menu-parent", parents).view(&entries)}
                    </div></section>
                    {save_bar("admin-save", &address(menu))}
                </form>
            </main>
        }
    });
    Ok(Entries::answer(fault, drawn))
}

fn options(targets: Vec<(Target, String)>) -> Vec<(String, String)> {
    let fixed = [("address", "admin-menu-to-address"), ("heading", "admin-menu-heading")];
    let named = targets.into_iter().map(|(target, words)| {
        let kind = match target {
            Target::Category(_) => t("admin-menu-category"),
            Target::Collection(_) => t("admin-menu-collection"),
            _ => t("admin-menu-page"),
        };
        (value(&target), format!("{kind}: {words}"))
    });
    fixed.into_iter().map(|(value, key)| (value.to_owned(), t(key).to_owned())).chain(named).collect()
}

/// Links under which this one may stand, indented by their level.
fn places(items: Vec<Item>, own: Option<MenuItemId>, depth: usize) -> Vec<(String, String)> {
    let mut found = vec![];
    for item in items.into_iter().filter(|item| Some(item.id) != own && depth < 3) {
        found.push((item.id.to_string(), format!("{}{}", "– ".repeat(depth), item.words)));
        found.extend(places(item.children, own, depth + 1));
    }
    found
}

//! Menus of a list: each row a link, those below another in the rows after it.

use super::{
    ImportError,
    lists::{by_handle, read},
    report::{Report, hint},
};
use crate::{
    Actor, Shop,
    content::{self, ContentError, Menu, PlainItem, Target},
};
use model::{CategoryId, CollectionId, PageId, ProductId, account::Permission};
use sqlx::{FromRow, MySqlPool, mysql::MySqlRow};
use std::{collections::HashMap, path::Path};

/// Takes in menus: menu, level, label, kind and target. A menu that the list has is replaced as a whole, unless one of its
/// rows is wrong. Needs `ChangeProducts`.
pub async fn menus(shop: &Shop, actor: &Actor, file: &Path) -> Result<Report, ImportError> {
    actor.require(Permission::ChangeProducts)?;
    let mut report = Report::default();
    let table = read(file, &["menu", "level", "kind", "target"], &mut report).await?;
    let known = Known::load(shop).await?;
    let mut wanted: HashMap<&str, (u64, Vec<PlainItem>)> = HashMap::new();
    let mut spoiled: Vec<&str> = vec![];
    for row in &table.rows {
        let name = table.cell(row, &["menu"]);
        let level = table.cell(row, &["level"]).parse().unwrap_or_default();
        let label = table.text(row, &["label"], 255);
        match known.target(table.cell(row, &["kind"]), table.cell(row, &["target"])) {
            Some(target) if Menu::of(name).is_some() => {
                let (_, items) = wanted.entry(name).or_insert((row.line, vec![]));
                items.push(PlainItem { level, label, target });
            }
            _ => {
                report.problem(row.line, "target", table.cell(row, &["target"]), hint("menu", &[]));
                spoiled.push(name);
            }
        }
    }
    wanted.retain(|name, _| !spoiled.contains(name));
    for menu in Menu::ALL {
        let Some((line, items)) = wanted.remove(menu.as_str()) else { continue };
        match content::replace_menu(shop, actor, menu, items).await {
            Ok(true) => report.entries.updated += 1,
            Ok(false) => report.entries.unchanged += 1,
            Err(ContentError::Broken(broken)) => return Err(broken.into()),
            Err(_) => report.problem(line, "menu", menu.as_str(), hint("menu", &[])),
        }
    }
    Ok(report)
}

/// What links may lead to, by handle.
struct Known {
    categories: HashMap<String, CategoryId>,
    collections: HashMap<String, CollectionId>,
    pages: HashMap<String, PageId>,
    products: HashMap<String, ProductId>,
}

impl Known {
    async fn load(shop: &Shop) -> Result<Self, ImportError> {
        Ok(Self {
            categories: named(&shop.pool, "SELECT handle, id FROM categories").await?,
            collections: named(&shop.pool, "SELECT handle, id FROM collections").await?,
            pages: named(&shop.pool, "SELECT handle, id FROM pages").await?,
            products: by_handle(shop).await?,
        })
    }

    fn target(&self, kind: &str, name: &str) -> Option<Target> {
        match kind {
            "heading" => Some(Target::Heading),
            "address" => Some(Target::Address(name.to_owned())),
            "category" => self.categories.get(name).copied().map(Target::Category),
            "collection" => self.collections.get(name).copied().map(Target::Collection),
            "page" => self.pages.get(name).copied().map(Target::Page),
            "product" => self.products.get(name).copied().map(Target::Product),
            _ => None,
        }
    }
}

async fn named<T>(pool: &MySqlPool, sql: &'static str) -> Result<HashMap<String, T>, sqlx::Error>
where
    (String, T): for<'r> FromRow<'r, MySqlRow>,
    T: Send + Unpin,
{
    Ok(sqlx::query_as::<_, (String, T)>(sql).fetch_all(pool).await?.into_iter().collect())
}

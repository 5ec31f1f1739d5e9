//! Reading a menu.

use super::{Item, Menu, Target};
use crate::{Actor, Shop, content::ContentError};
use model::{CategoryId, CollectionId, MenuItemId, PageId, ProductId, account::Permission};
use std::collections::HashMap;

/// A link as shoppers see it.
#[derive(Clone, Debug, PartialEq)]
pub struct MenuLink {
    pub words: String,
    /// Nothing for a heading.
    pub href: Option<String>,
    pub children: Vec<MenuLink>,
}

/// The links of a menu that shoppers see; none where staff made none.
pub async fn menu(shop: &Shop, menu: Menu) -> Result<Vec<MenuLink>, ContentError> {
    Ok(shown(load(shop, menu).await?))
}

/// The whole menu. Needs `SeeProducts`.
pub async fn menu_for_staff(shop: &Shop, actor: &Actor, menu: Menu) -> Result<Vec<Item>, ContentError> {
    actor.require(Permission::SeeProducts).map_err(ContentError::Refused)?;
    load(shop, menu).await
}

/// One link of a menu. Needs `SeeProducts`.
pub async fn item_for_staff(shop: &Shop, actor: &Actor, menu: Menu, item: MenuItemId) -> Result<Item, ContentError> {
    let items = menu_for_staff(shop, actor, menu).await?;
    find(items, item).ok_or(ContentError::NoItem)
}

fn find(items: Vec<Item>, id: MenuItemId) -> Option<Item> {
    items.into_iter().find_map(|item| if item.id == id { Some(item) } else { find(item.children, id) })
}

/// What is not shown takes along what is below it.
fn shown(items: Vec<Item>) -> Vec<MenuLink> {
    let link = |item: Item| MenuLink { words: item.words, href: item.href, children: shown(item.children) };
    items.into_iter().filter(|item| item.shown).map(link).collect()
}

async fn load(shop: &Shop, menu: Menu) -> Result<Vec<Item>, ContentError> {
    let rows = sqlx::query!(
        r#"SELECT i.id AS "id: MenuItemId", i.parent_id AS "parent: MenuItemId", i.label, i.address,
                  i.category_id AS "category: CategoryId", i.collection_id AS "collection: CollectionId",
                  i.page_id AS "page: PageId", i.product_id AS "product: ProductId",
                  COALESCE(c.title, l.title, g.title, p.title) AS title,
                  COALESCE(c.handle, l.handle, g.handle, p.handle) AS handle,
                  COALESCE(g.published, p.status = 'active'
                      AND UTC_TIMESTAMP(6) BETWEEN p.published_at AND p.unpublish_at, i.product_id IS NULL)
                      AS "shown!: bool"
           FROM menu_items i
           LEFT JOIN categories c ON c.id = i.category_id
           LEFT JOIN collections l ON l.id = i.collection_id
           LEFT JOIN pages g ON g.id = i.page_id
           LEFT JOIN products p ON p.id = i.product_id
           WHERE i.menu = ? ORDER BY i.position, i.id"#,
        menu.as_str()
    )
    .fetch_all(&shop.pool)
    .await?;
    let mut below: HashMap<Option<MenuItemId>, Vec<Item>> = HashMap::new();
    for row in rows {
        let handle = row.handle.unwrap_or_default();
        let (target, href) = match (row.category, row.collection, row.page, row.product, row.address) {
            (Some(id), ..) => (Target::Category(id), Some(format!("/c/{handle}"))),
            (_, Some(id), ..) => (Target::Collection(id), Some(format!("/collection/{handle}"))),
            (_, _, Some(id), ..) => (Target::Page(id), Some(format!("/page/{handle}"))),
            (_, _, _, Some(id), _) => (Target::Product(id), Some(format!("/p/{handle}"))),
            (.., Some(address)) => (Target::Address(address.clone()), Some(address)),
            _ => (Target::Heading, None),
        };
        let words = if row.label.is_empty() { row.title.unwrap_or_default() } else { row.label.clone() };
        let (id, parent, label, shown) = (row.id, row.parent, row.label, row.shown);
        below.entry(parent).or_default().push(Item { id, parent, label, words, target, href, shown, children: vec![] });
    }
    Ok(grow(None, &mut below))
}

fn grow(parent: Option<MenuItemId>, below: &mut HashMap<Option<MenuItemId>, Vec<Item>>) -> Vec<Item> {
    let mut items = below.remove(&parent).unwrap_or_default();
    for item in &mut items {
        item.children = grow(Some(item.id), below);
    }
    items
}

//! A menu as a whole, as files have it.

use super::{
    Item, LEVELS, MOST, Menu, Target,
    change::{is_address, point},
    menu_for_staff, order,
};
use crate::{Actor, Shop, content::ContentError, outbox};
use futures::FutureExt;
use model::{Fault, MenuItemId, event::Event};
use sqlx::MySqlConnection;

/// A link of a list: its level, counted from 1, comes below the last one of the level above.
#[derive(Clone, Debug, PartialEq)]
pub struct PlainItem {
    pub level: usize,
    /// Empty: the title of what it leads to.
    pub label: String,
    pub target: Target,
}

/// Puts these links in place of all that a menu has; tells whether anything is another. Needs `ChangeProducts`.
pub async fn replace_menu(shop: &Shop, actor: &Actor, menu: Menu, items: Vec<PlainItem>) -> Result<bool, ContentError> {
    actor.require(model::account::Permission::ChangeProducts).map_err(ContentError::Refused)?;
    check(&items)?;
    let mut there = vec![];
    flatten(1, menu_for_staff(shop, actor, menu).await?, &mut there);
    if there == items {
        return Ok(false);
    }
    shop.transaction((menu, items), |tx, (menu, items)| write(tx, menu, items).boxed()).await?;
    Ok(true)
}

fn check(items: &[PlainItem]) -> Result<(), ContentError> {
    let refuse = |code| Err(ContentError::Refused(Fault::invalid([("items", code)])));
    if items.len() > MOST {
        return refuse("menu-full");
    }
    let mut above = 0;
    for item in items {
        if item.level == 0 || item.level > above + 1 || item.level > LEVELS {
            return refuse("menu-too-deep");
        }
        above = item.level;
        let bare = matches!(item.target, Target::Heading | Target::Address(_));
        if item.label.chars().count() > 255 || (bare && item.label.is_empty()) {
            return refuse("menu-label-missing");
        }
        if matches!(&item.target, Target::Address(address) if !is_address(address)) {
            return refuse("menu-address");
        }
    }
    Ok(())
}

fn flatten(level: usize, items: Vec<Item>, into: &mut Vec<PlainItem>) {
    for item in items {
        into.push(PlainItem { level, label: item.label, target: item.target });
        flatten(level + 1, item.children, into);
    }
}

async fn write(tx: &mut MySqlConnection, menu: Menu, items: Vec<PlainItem>) -> Result<(), ContentError> {
    order::lock(tx, menu).await?;
    sqlx::query!("DELETE FROM menu_items WHERE menu = ?", menu.as_str()).execute(&mut *tx).await?;
    let mut path: Vec<MenuItemId> = vec![];
    for (place, item) in (0u16..).zip(items) {
        path.truncate(item.level - 1);
        let (id, parent) = (MenuItemId::new(), path.last().copied());
        sqlx::query!(
            "INSERT INTO menu_items (id, menu, parent_id, position, label) VALUES (?, ?, ?, ?, 'new')",
            id,
            menu.as_str(),
            parent,
            place
        )
        .execute(&mut *tx)
        .await?;
        point(tx, id, &item.label, parent, false, item.target).await?;
        path.push(id);
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}

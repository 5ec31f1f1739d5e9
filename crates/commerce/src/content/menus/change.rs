//! Adding, changing and removing links of a menu.

use super::{LEVELS, MOST, Menu, Target, order};
use crate::{Actor, Shop, content::ContentError, db, outbox};
use futures::FutureExt;
use model::{Fault, MenuItemId, ProductId, account::Permission, event::Event};
use sqlx::MySqlConnection;

/// A link as it was typed.
#[derive(Clone, Debug)]
pub struct ItemDraft {
    pub parent: Option<MenuItemId>,
    /// Empty: the title of what it leads to.
    pub label: String,
    pub to: LinkTo,
}

/// Where a link shall lead.
#[derive(Clone, Debug)]
pub enum LinkTo {
    Target(Target),
    /// A path of the shop or an address of the web, as it was typed; that of a product follows the product.
    Typed(String),
}

/// Adds a link at the end of its level. Needs `ChangeProducts`.
pub async fn add_item(shop: &Shop, actor: &Actor, menu: Menu, draft: ItemDraft) -> Result<MenuItemId, ContentError> {
    actor.require(Permission::ChangeProducts).map_err(ContentError::Refused)?;
    let input = (menu, MenuItemId::new(), check(draft)?);
    shop.transaction(input, |tx, (menu, id, draft)| write(tx, menu, id, None, draft).boxed()).await
}

/// Changes a link; under another parent it stands last. Needs `ChangeProducts`.
pub async fn change_item(
    shop: &Shop,
    actor: &Actor,
    menu: Menu,
    item: MenuItemId,
    draft: ItemDraft,
) -> Result<MenuItemId, ContentError> {
    actor.require(Permission::ChangeProducts).map_err(ContentError::Refused)?;
    let input = (menu, item, check(draft)?);
    shop.transaction(input, |tx, (menu, item, draft)| write(tx, menu, item, Some(item), draft).boxed()).await
}

/// Removes a link with everything below it. Needs `ChangeProducts`.
pub async fn remove_item(shop: &Shop, actor: &Actor, menu: Menu, item: MenuItemId) -> Result<(), ContentError> {
    actor.require(Permission::ChangeProducts).map_err(ContentError::Refused)?;
    shop.transaction((menu, item), |tx, (menu, item)| remove(tx, menu, item).boxed()).await
}

fn check(mut draft: ItemDraft) -> Result<ItemDraft, ContentError> {
    draft.label = draft.label.trim().to_owned();
    let mut wrong = vec![];
    if draft.label.chars().count() > 255 {
        wrong.push(("label", "text-long"));
    }
    let bare = matches!(draft.to, LinkTo::Target(Target::Heading) | LinkTo::Typed(_));
    let of_product = matches!(&draft.to, LinkTo::Typed(address) if address.trim().starts_with("/p/"));
    if draft.label.is_empty() && bare && !of_product {
        wrong.push(("label", "menu-label-missing"));
    }
    if let LinkTo::Typed(address) = &draft.to
        && !is_address(address.trim())
    {
        wrong.push(("address", "menu-address"));
    }
    if wrong.is_empty() { Ok(draft) } else { Err(ContentError::Refused(Fault::invalid(wrong))) }
}

/// Whether a text is a path of the shop, an address of the web, or that of a mailbox or telephone.
pub(super) fn is_address(text: &str) -> bool {
    let plain =
        text.len() <= 1000 && !text.chars().any(|sign| sign.is_control() || sign.is_whitespace() || sign == '\\');
    let path = text.starts_with('/') && !text.starts_with("//");
    let web = ["https://", "http://", "mailto:", "tel:"]
        .iter()
        .any(|start| text.len() > start.len() && text.starts_with(start));
    plain && (path || web)
}

async fn write(
    tx: &mut MySqlConnection,
    menu: Menu,
    id: MenuItemId,
    known: Option<MenuItemId>,
    draft: ItemDraft,
) -> Result<MenuItemId, ContentError> {
    let items = order::lock(tx, menu).await?;
    if known.is_some_and(|known| !items.iter().any(|(item, _)| *item == known)) {
        return Err(ContentError::NoItem);
    }
    if known.is_none() && items.len() >= MOST {
        return Err(ContentError::Refused(Fault::invalid([("target", "menu-full")])));
    }
    if !fits(&items, known, draft.parent) {
        return Err(ContentError::Refused(Fault::invalid([("parent", "menu-too-deep")])));
    }
    let target = resolve(tx, draft.to).await?;
    let before = items.iter().find(|(item, _)| Some(*item) == known).map(|(_, parent)| *parent);
    if before.is_none() {
        let place = u16::try_from(items.len()).unwrap_or(u16::MAX);
        sqlx::query!(
            "INSERT INTO menu_items (id, menu, parent_id, position, label) VALUES (?, ?, ?, ?, 'new')",
            id,
            menu.as_str(),
            draft.parent,
            place
        )
        .execute(&mut *tx)
        .await?;
    }
    let last = before.is_some_and(|before| before != draft.parent);
    point(tx, id, &draft.label, draft.parent, last, target).await?;
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(id)
}

pub(super) async fn point(
    tx: &mut MySqlConnection,
    id: MenuItemId,
    label: &str,
    parent: Option<MenuItemId>,
    last: bool,
    target: Target,
) -> Result<(), ContentError> {
    let (mut category, mut collection, mut page, mut product, mut address) = (None, None, None, None, None);
    match target {
        Target::Heading => {}
        Target::Category(id) => category = Some(id),
        Target::Collection(id) => collection = Some(id),
        Target::Page(id) => page = Some(id),
        Target::Product(id) => product = Some(id),
        Target::Address(text) => address = Some(text),
    }
    sqlx::query!(
        "UPDATE menu_items SET label = ?, parent_id = ?, position = IF(?, 65535, position), category_id = ?, collection_id = ?,
             page_id = ?, product_id = ?, address = ?
         WHERE id = ?",
        label,
        parent,
        last,
        category,
        collection,
        page,
        product,
        address,
        id
    )
    .execute(tx)
    .await
    .map_err(|error| match db::violated(&error) {
        // What was chosen was deleted meanwhile.
        Some(name) if name.starts_with("fk_menu_items_") => {
            ContentError::Refused(Fault::invalid([("target", "menu-target-gone")]))
        }
        _ => error.into(),
    })?;
    Ok(())
}

/// Whether an item, with all below it, fits under a parent: no deeper than the levels, and never under itself.
fn fits(items: &[(MenuItemId, Option<MenuItemId>)], item: Option<MenuItemId>, parent: Option<MenuItemId>) -> bool {
    let (mut level, mut at) = (1, parent);
    while let Some(here) = at {
        let Some((_, above)) = items.iter().find(|(known, _)| *known == here) else { return false };
        if Some(here) == item {
            return false;
        }
        (level, at) = (level + 1, *above);
        if level > LEVELS {
            return false;
        }
    }
    level - 1 + item.map_or(1, |item| height(items, item)) <= LEVELS
}

fn height(items: &[(MenuItemId, Option<MenuItemId>)], item: MenuItemId) -> usize {
    let below = items.iter().filter(|(_, parent)| *parent == Some(item));
    1 + below.map(|(child, _)| height(items, *child)).max().unwrap_or(0)
}

async fn resolve(tx: &mut MySqlConnection, to: LinkTo) -> Result<Target, ContentError> {
    let address = match to {
        LinkTo::Target(target) => return Ok(target),
        LinkTo::Typed(address) => address.trim().to_owned(),
    };
    let Some(handle) = address.strip_prefix("/p/") else { return Ok(Target::Address(address)) };
    let product = sqlx::query_scalar!(r#"SELECT id AS "id: ProductId" FROM products WHERE handle = ?"#, handle)
        .fetch_optional(tx)
        .await?;
    product.map(Target::Product).ok_or_else(|| ContentError::Refused(Fault::invalid([("address", "menu-no-product")])))
}

async fn remove(tx: &mut MySqlConnection, menu: Menu, item: MenuItemId) -> Result<(), ContentError> {
    let gone = sqlx::query!("DELETE FROM menu_items WHERE id = ? AND menu = ?", item, menu.as_str());
    if gone.execute(&mut *tx).await?.rows_affected() == 0 {
        return Err(ContentError::NoItem);
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_menu_has_three_levels_and_no_circle() {
        let ids: Vec<_> = (0..4).map(|_| MenuItemId::new()).collect();
        let items = [(ids[0], None), (ids[1], Some(ids[0])), (ids[2], Some(ids[1])), (ids[3], None)];
        assert!(fits(&items, None, Some(ids[1])) && !fits(&items, None, Some(ids[2])));
        assert!(fits(&items, Some(ids[3]), Some(ids[1])) && !fits(&items, Some(ids[0]), Some(ids[3])));
        assert!(!fits(&items, Some(ids[0]), Some(ids[2])) && !fits(&items, Some(ids[0]), Some(ids[0])));
        assert!(fits(&items, Some(ids[1]), Some(ids[3])) && !fits(&items, None, Some(MenuItemId::new())));
    }

    #[test]
    fn an_address_is_a_path_or_of_the_web() {
        for good in ["/sale", "/", "https://wool.example/a?b=c#d", "mailto:a@b.example", "tel:+4315550100"] {
            assert!(is_address(good), "{good}");
        }
        for bad in
            ["", "sale", "//evil.example", "javascript:alert(1)", "https://", "/a b", "/\\evil", "data:text/html,x"]
        {
            assert!(!is_address(bad), "{bad}");
        }
    }
}

//! The order of links within their level.

use super::Menu;
use crate::{Actor, Shop, content::ContentError, outbox};
use futures::FutureExt;
use model::{MenuItemId, account::Permission, event::Event};
use sqlx::MySqlConnection;

/// Which way something is moved among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

impl Direction {
    /// The direction of a word.
    pub fn of(word: &str) -> Option<Self> {
        match word {
            "up" => Some(Self::Up),
            "down" => Some(Self::Down),
            _ => None,
        }
    }

    /// Swaps one with its neighbour; at the end nothing moves.
    pub fn swap<T: PartialEq>(self, list: &mut [T], one: &T) {
        let Some(at) = list.iter().position(|other| other == one) else { return };
        let to = match self {
            Self::Up => at.checked_sub(1),
            Self::Down => Some(at + 1).filter(|to| *to < list.len()),
        };
        if let Some(to) = to {
            list.swap(at, to);
        }
    }
}

/// Moves a link one place among those of its level. Needs `ChangeProducts`.
pub async fn move_item(
    shop: &Shop,
    actor: &Actor,
    menu: Menu,
    item: MenuItemId,
    direction: Direction,
) -> Result<(), ContentError> {
    actor.require(Permission::ChangeProducts).map_err(ContentError::Refused)?;
    let input = (menu, item, direction);
    shop.transaction(input, |tx, (menu, item, direction)| shift(tx, menu, item, direction).boxed()).await
}

async fn shift(
    tx: &mut MySqlConnection,
    menu: Menu,
    item: MenuItemId,
    direction: Direction,
) -> Result<(), ContentError> {
    let items = lock(tx, menu).await?;
    let (_, parent) = *items.iter().find(|(id, _)| *id == item).ok_or(ContentError::NoItem)?;
    let mut level: Vec<_> = items.iter().filter(|(_, above)| *above == parent).map(|(id, _)| *id).collect();
    direction.swap(&mut level, &item);
    for (place, id) in (0u16..).zip(level) {
        sqlx::query!("UPDATE menu_items SET position = ? WHERE id = ?", place, id).execute(&mut *tx).await?;
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}

/// The links of a menu with their parents in order, held against other changes of the menu.
pub(super) async fn lock(
    tx: &mut MySqlConnection,
    menu: Menu,
) -> Result<Vec<(MenuItemId, Option<MenuItemId>)>, sqlx::Error> {
    sqlx::query_scalar!("SELECT code FROM menus WHERE code = ? FOR UPDATE", menu.as_str()).fetch_one(&mut *tx).await?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id: MenuItemId", parent_id AS "parent: MenuItemId" FROM menu_items WHERE menu = ? ORDER BY position, id"#,
        menu.as_str()
    );
    Ok(rows.fetch_all(tx).await?.into_iter().map(|row| (row.id, row.parent)).collect())
}

#[cfg(test)]
mod tests {
    use super::Direction;

    #[test]
    fn the_first_stays_first_and_the_last_last() {
        let moved = |one: u8, direction: Direction| {
            let mut list = [1, 2, 3];
            direction.swap(&mut list, &one);
            list
        };
        assert_eq!((moved(2, Direction::Up), moved(2, Direction::Down)), ([2, 1, 3], [1, 3, 2]));
        assert_eq!(
            (moved(1, Direction::Up), moved(3, Direction::Down), moved(9, Direction::Up)),
            ([1, 2, 3], [1, 2, 3], [1, 2, 3])
        );
    }
}

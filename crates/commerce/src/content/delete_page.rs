//! Deleting a page of running text.

use super::ContentError;
use crate::{Actor, Shop, outbox};
use futures::FutureExt;
use model::{PageId, account::Permission, event::Event};
use sqlx::MySqlConnection;

/// Deletes a page and the links of menus to it. Needs `ChangeProducts`.
pub async fn delete_page(shop: &Shop, actor: &Actor, page: PageId) -> Result<(), ContentError> {
    actor.require(Permission::ChangeProducts).map_err(ContentError::Refused)?;
    shop.transaction(page, |tx, page| delete(tx, page).boxed()).await
}

async fn delete(tx: &mut MySqlConnection, page: PageId) -> Result<(), ContentError> {
    let gone = sqlx::query!("DELETE FROM pages WHERE id = ?", page).execute(&mut *tx).await?;
    if gone.rows_affected() == 0 {
        return Err(ContentError::NoPage);
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(())
}

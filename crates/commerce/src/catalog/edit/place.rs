//! Where a product stands among others: the collections that it was put into by hand, and the products it leads to.

use super::{
    super::{CatalogError, LinkKind, links, membership},
    By, by,
    version::{self, advance},
};
use crate::{Actor, Shop};
use futures::FutureExt;
use model::{CollectionId, ProductId, account::Permission};
use sqlx::MySqlConnection;

/// Asks for these collections by hand and these links, and no others.
#[derive(Clone, Debug)]
pub struct SetPlace {
    pub product: ProductId,
    pub version: u32,
    /// In those that are new to it the product comes last.
    pub collections: Vec<CollectionId>,
    /// Kinds that are not named stay as they are.
    pub links: Vec<(LinkKind, Vec<ProductId>)>,
}

/// Writes both; returns the version after it, which is the same where nothing changed. Needs `ChangeProducts`.
pub async fn set_place(shop: &Shop, actor: &Actor, command: SetPlace) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction((command, by(shop, actor)), |tx, (command, by)| put(tx, command, by).boxed()).await
}

/// The same inside a transaction.
pub(super) async fn put(tx: &mut MySqlConnection, command: SetPlace, by: By) -> Result<u32, CatalogError> {
    for (kind, others) in &command.links {
        links::check(command.product, *kind, others)?;
    }
    let held = version::hold(tx, command.product, command.version).await?;
    let fields = change(tx, &command).await?;
    if fields.is_empty() { Ok(held.version) } else { advance(tx, &held, &fields, by).await }
}

/// Returns what is another now.
async fn change(tx: &mut MySqlConnection, command: &SetPlace) -> Result<Vec<&'static str>, CatalogError> {
    let mut linked = false;
    for (kind, others) in &command.links {
        linked |= links::write(tx, command.product, *kind, others).await?;
    }
    let moved = membership::put(tx, command.product, &command.collections).await?;
    let fields = [linked.then_some("links"), moved.then_some("collections")];
    Ok(fields.into_iter().flatten().collect())
}

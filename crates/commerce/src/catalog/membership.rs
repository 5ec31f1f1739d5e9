//! The collections that a product is in.

use super::CatalogError;
use crate::{Actor, Shop};
use model::{CollectionId, Fault, ProductId, account::Permission};
use sqlx::MySqlConnection;

/// A collection as the editor of a product shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Membership {
    pub id: CollectionId,
    pub title: String,
    /// Whether a rule decides who is in it, so that nobody can be put there.
    pub by_rule: bool,
    pub member: bool,
}

/// All collections in their order, and whether a product is in each. Needs `SeeProducts`.
pub async fn collections_of(shop: &Shop, actor: &Actor, product: ProductId) -> Result<Vec<Membership>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    Ok(memberships(&mut *shop.pool.acquire().await?, product).await?)
}

async fn memberships(conn: &mut MySqlConnection, product: ProductId) -> Result<Vec<Membership>, sqlx::Error> {
    sqlx::query_as!(
        Membership,
        r#"SELECT c.id AS "id: CollectionId", c.title, (c.conditions IS NOT NULL) AS "by_rule!: bool",
                  (cp.product_id IS NOT NULL) AS "member!: bool"
           FROM collections c LEFT JOIN collection_products cp ON cp.collection_id = c.id AND cp.product_id = ?
           ORDER BY c.position, c.title"#,
        product
    )
    .fetch_all(conn)
    .await
}

/// Puts a product into collections by hand, last in those that are new to it, and out of all others by hand; returns
/// whether it moved.
pub(super) async fn put(
    tx: &mut MySqlConnection,
    product: ProductId,
    wanted: &[CollectionId],
) -> Result<bool, CatalogError> {
    let by_hand: Vec<_> = memberships(tx, product).await?.into_iter().filter(|one| !one.by_rule).collect();
    if wanted.iter().any(|id| !by_hand.iter().any(|one| one.id == *id)) {
        return Err(CatalogError::Refused(Fault::invalid([("collections", "collection-not-by-hand")])));
    }
    let moved: Vec<_> = by_hand.iter().filter(|one| one.member != wanted.contains(&one.id)).collect();
    for one in &moved {
        // Whoever has an older form of the collection open is told.
        sqlx::query!("UPDATE collections SET version = version + 1 WHERE id = ?", one.id).execute(&mut *tx).await?;
        if one.member {
            sqlx::query!("DELETE FROM collection_products WHERE collection_id = ? AND product_id = ?", one.id, product)
                .execute(&mut *tx)
                .await?;
        } else if !append(tx, one.id, product).await? {
            return Err(CatalogError::Refused(Fault::invalid([("collections", "collection-full")])));
        }
    }
    Ok(!moved.is_empty())
}

/// Puts a product behind all others of a collection, unless that is full.
async fn append(tx: &mut MySqlConnection, id: CollectionId, product: ProductId) -> Result<bool, sqlx::Error> {
    let added = sqlx::query!(
        "INSERT INTO collection_products (collection_id, product_id, position)
         SELECT ?, ?, COALESCE(MAX(position) + 1, 0) FROM collection_products WHERE collection_id = ?
         HAVING COALESCE(MAX(position), 0) < 65535",
        id,
        product,
        id
    )
    .execute(tx)
    .await?;
    Ok(added.rows_affected() > 0)
}

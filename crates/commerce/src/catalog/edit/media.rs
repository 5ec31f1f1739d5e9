//! The pictures of a product: which, in which order, and what they show.

use super::{
    super::CatalogError,
    By, by,
    version::{self, advance},
};
use crate::{Actor, Shop};
use futures::FutureExt;
use model::{Fault, MediaId, ProductId, account::Permission, product::MAX_PICTURES};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::HashSet;

/// Longest alternative text, in characters.
const LONGEST_ALT: usize = 512;

/// Asks for these pictures in this order, each with its alternative text; pictures that are not named leave the product.
#[derive(Clone, Debug)]
pub struct SetMedia {
    pub product: ProductId,
    pub version: u32,
    pub media: Vec<(MediaId, String)>,
}

/// Writes the gallery; variants keep their pictures wherever these move. Returns the version after it. Needs
/// `ChangeProducts`.
pub async fn set_media(shop: &Shop, actor: &Actor, command: SetMedia) -> Result<u32, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction((command, by(shop, actor)), |tx, (command, by)| arrange(tx, command, by).boxed()).await
}

/// The same inside a transaction.
pub(super) async fn arrange(tx: &mut MySqlConnection, mut command: SetMedia, by: By) -> Result<u32, CatalogError> {
    command.media.iter_mut().for_each(|(_, alt)| *alt = alt.trim().to_owned());
    check(&command.media)?;
    let held = version::hold(tx, command.product, command.version).await?;
    if !change(tx, &command).await? {
        return Ok(held.version);
    }
    advance(tx, &held, &["pictures"], by).await
}

fn check(media: &[(MediaId, String)]) -> Result<(), CatalogError> {
    let mut seen = HashSet::new();
    let mut wrong = vec![];
    if media.len() > MAX_PICTURES {
        wrong.push(("media".to_owned(), "pictures-many"));
    }
    if !media.iter().all(|(id, _)| seen.insert(*id)) {
        wrong.push(("media".to_owned(), "picture-twice"));
    }
    let long = media.iter().filter(|(_, alt)| alt.chars().count() > LONGEST_ALT);
    wrong.extend(long.map(|(id, _)| (format!("alt.{id}"), "text-long")));
    if wrong.is_empty() { Ok(()) } else { Err(CatalogError::Refused(Fault::invalid(wrong))) }
}

async fn change(tx: &mut MySqlConnection, command: &SetMedia) -> Result<bool, CatalogError> {
    let before = sqlx::query!(
        r#"SELECT media_id AS "id: MediaId", alt FROM product_media WHERE product_id = ? ORDER BY position FOR UPDATE"#,
        command.product
    )
    .fetch_all(&mut *tx)
    .await?;
    let before: Vec<(MediaId, String)> = before.into_iter().map(|row| (row.id, row.alt)).collect();
    if before == command.media {
        return Ok(false);
    }
    if !stored(tx, &command.media).await? {
        return Err(CatalogError::Refused(Fault::invalid([("media", "no-picture")])));
    }
    let worn = sqlx::query!(
        r#"SELECT v.id AS "variant: model::VariantId", pm.media_id AS "id: MediaId"
           FROM variants v JOIN product_media pm ON pm.product_id = v.product_id AND pm.position = v.media_position
           WHERE v.product_id = ?"#,
        command.product
    )
    .fetch_all(&mut *tx)
    .await?;
    sqlx::query!("DELETE FROM product_media WHERE product_id = ?", command.product).execute(&mut *tx).await?;
    insert(tx, command).await?;
    for row in worn {
        let place = command.media.iter().position(|(id, _)| *id == row.id).and_then(|at| u16::try_from(at).ok());
        sqlx::query!("UPDATE variants SET media_position = ? WHERE id = ?", place, row.variant)
            .execute(&mut *tx)
            .await?;
    }
    Ok(true)
}

async fn stored(tx: &mut MySqlConnection, media: &[(MediaId, String)]) -> Result<bool, sqlx::Error> {
    if media.is_empty() {
        return Ok(true);
    }
    let mut count = QueryBuilder::new("SELECT COUNT(*) FROM media WHERE id IN (");
    let mut ids = count.separated(", ");
    for (id, _) in media {
        ids.push_bind(*id);
    }
    count.push(")");
    let found: i64 = count.build_query_scalar().persistent(false).fetch_one(tx).await?;
    Ok(usize::try_from(found) == Ok(media.len()))
}

async fn insert(tx: &mut MySqlConnection, command: &SetMedia) -> Result<(), sqlx::Error> {
    if command.media.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::new("INSERT INTO product_media (product_id, position, media_id, alt) ");
    insert.push_values((0u16..).zip(&command.media), |mut row, (place, (id, alt))| {
        row.push_bind(command.product).push_bind(place).push_bind(*id).push_bind(alt.clone());
    });
    insert.build().persistent(false).execute(tx).await.map(drop)
}

//! Bundles: a variant that is made of others. Its stock is that of its parts.

use super::{CatalogError, edit};
use crate::{Actor, Shop};
use futures::FutureExt;
use model::{Fault, ProductId, VariantId, account::Permission};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::HashSet;

/// Most parts of a bundle, and most units of a part in it.
const MOST_PARTS: usize = 20;
const MOST_UNITS: u16 = 99;

/// A part as staff see it.
#[derive(Clone, Debug, PartialEq)]
pub struct BundlePart {
    pub variant: VariantId,
    pub units: u16,
    pub sku: String,
    pub title: String,
    pub variant_title: String,
}

/// Asks for these parts of a variant, in this order; none make it a variant with stock of its own again.
#[derive(Clone, Debug)]
pub struct SetParts {
    pub bundle: VariantId,
    pub parts: Vec<(VariantId, u16)>,
}

/// Writes the parts of a bundle. Needs `ChangeProducts`.
pub async fn set_parts(shop: &Shop, actor: &Actor, command: SetParts) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let input = (command, edit::by(shop, actor));
    shop.transaction(input, |tx, (command, by)| {
        async move {
            let product = sqlx::query_scalar!(
                r#"SELECT product_id AS "product: ProductId" FROM variants WHERE id = ?"#,
                command.bundle
            )
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(CatalogError::NoVariant)?;
            let held = edit::lock(tx, product).await?;
            if change(tx, &command).await? {
                edit::advance(tx, &held, &["bundle"], by).await?;
            }
            Ok(())
        }
        .boxed()
    })
    .await
}

/// Writes the parts where they are others, for whoever holds the product of the bundle; returns whether they were.
pub(super) async fn change(tx: &mut MySqlConnection, command: &SetParts) -> Result<bool, CatalogError> {
    check(command)?;
    let before = sqlx::query!(
        r#"SELECT part_id AS "part: VariantId", units FROM bundle_parts WHERE bundle_id = ? ORDER BY position"#,
        command.bundle
    )
    .fetch_all(&mut *tx)
    .await?;
    let same = before.iter().map(|row| (row.part, row.units)).eq(command.parts.iter().copied());
    if !same {
        write(tx, command).await?;
    }
    Ok(!same)
}

fn check(command: &SetParts) -> Result<(), CatalogError> {
    let parts = &command.parts;
    let code = match () {
        () if parts.len() > MOST_PARTS => Some("parts-many"),
        () if parts.iter().any(|(_, units)| !(1..=MOST_UNITS).contains(units)) => Some("part-units"),
        () if parts.iter().any(|(part, _)| *part == command.bundle) => Some("part-bundle"),
        () if parts.iter().map(|(part, _)| part).collect::<HashSet<_>>().len() < parts.len() => Some("part-twice"),
        () => None,
    };
    refuse(code)
}

fn refuse(code: Option<&str>) -> Result<(), CatalogError> {
    code.map_or(Ok(()), |code| Err(CatalogError::Refused(Fault::invalid([("parts", code)]))))
}

async fn write(tx: &mut MySqlConnection, command: &SetParts) -> Result<(), CatalogError> {
    sqlx::query!("DELETE FROM bundle_parts WHERE bundle_id = ?", command.bundle).execute(&mut *tx).await?;
    if command.parts.is_empty() {
        return Ok(());
    }
    let mut lock = QueryBuilder::new("SELECT id FROM variants WHERE archived_at IS NULL AND id IN (");
    let mut ids = lock.separated(", ");
    for (part, _) in &command.parts {
        ids.push_bind(*part);
    }
    ids.push_bind(command.bundle);
    lock.push(") ORDER BY id FOR UPDATE");
    let there: Vec<VariantId> = lock.build_query_scalar().persistent(false).fetch_all(&mut *tx).await?;
    refuse((there.len() <= command.parts.len()).then_some("no-part"))?;
    // A bundle of bundles would hide what is really needed of each.
    let mut nested = QueryBuilder::new("SELECT EXISTS (SELECT 1 FROM bundle_parts WHERE part_id = ");
    nested.push_bind(command.bundle).push(" OR bundle_id IN (");
    let mut ids = nested.separated(", ");
    for (part, _) in &command.parts {
        ids.push_bind(*part);
    }
    nested.push("))");
    let nested: bool = nested.build_query_scalar().persistent(false).fetch_one(&mut *tx).await?;
    refuse(nested.then_some("part-bundle"))?;
    let mut insert = QueryBuilder::new("INSERT INTO bundle_parts (bundle_id, part_id, units, position) ");
    insert.push_values((0u16..).zip(&command.parts), |mut row, (place, (part, units))| {
        row.push_bind(command.bundle).push_bind(*part).push_bind(*units).push_bind(place);
    });
    insert.build().persistent(false).execute(&mut *tx).await?;
    // A bundle is sold as long as its parts are there, and no longer.
    sqlx::query!(
        "UPDATE variants SET tracked_since = IF(tracked, tracked_since, UTC_TIMESTAMP(6)), tracked = TRUE,
                continue_selling = FALSE WHERE id = ?",
        command.bundle
    )
    .execute(tx)
    .await?;
    Ok(())
}

/// The parts of the bundles among some variants, in order: bundle and part.
pub async fn parts(
    conn: &mut MySqlConnection,
    variants: &[VariantId],
) -> Result<Vec<(VariantId, BundlePart)>, sqlx::Error> {
    if variants.is_empty() {
        return Ok(vec![]);
    }
    let mut select = QueryBuilder::new(
        "SELECT b.bundle_id, b.part_id, b.units, v.sku, p.title,
                CONCAT_WS(', ', NULLIF(v.option1, ''), NULLIF(v.option2, ''), NULLIF(v.option3, ''))
         FROM bundle_parts b JOIN variants v ON v.id = b.part_id JOIN products p ON p.id = v.product_id
         WHERE b.bundle_id IN (",
    );
    let mut ids = select.separated(", ");
    for id in variants {
        ids.push_bind(*id);
    }
    select.push(") ORDER BY b.bundle_id, b.position");
    type Row = (VariantId, VariantId, u16, String, String, String);
    let rows: Vec<Row> = select.build_query_as().persistent(variants.len() == 1).fetch_all(conn).await?;
    let part = |(bundle, variant, units, sku, title, variant_title)| {
        (bundle, BundlePart { variant, units, sku, title, variant_title })
    };
    Ok(rows.into_iter().map(part).collect())
}

/// The products whose variants are bundles with a part of a product: their stock moves with it.
pub async fn products_with_part(
    conn: &mut MySqlConnection,
    part: VariantId,
) -> Result<Vec<(ProductId, VariantId)>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT v.product_id AS "product: ProductId", v.id AS "variant: VariantId" FROM bundle_parts b
           JOIN variants v ON v.id = b.bundle_id WHERE b.part_id = ?"#,
        part
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().map(|row| (row.product, row.variant)).collect())
}

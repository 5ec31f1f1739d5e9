//! One product as it was before an import.

use super::{
    ImportError,
    undo::Undo,
    write::image::{self, Goods, Image},
};
use crate::{
    catalog::{
        NewPrice, Why,
        rows::{VariantRow, far},
        write_prices,
    },
    outbox, text,
};
use model::{ProductId, VariantId, event::Event};
use sqlx::MySqlConnection;

/// How far to go with what the batch made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Remove,
    Archive,
    Keep,
}

/// What became of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Undone,
    Archived,
    Kept,
}

impl Fate {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undone => "undone",
            Self::Archived => "archived",
            Self::Kept => "kept",
        }
    }
}

/// Takes back what was done to a product, unless somebody changed it since.
pub(super) async fn product(tx: &mut MySqlConnection, undo: &Undo, how: How) -> Result<Fate, ImportError> {
    let id = ProductId(undo.subject);
    sqlx::query!("SELECT id FROM products WHERE id = ? FOR UPDATE", id).fetch_optional(&mut *tx).await?;
    let Some(now) = image::load(tx, undo.list, &[id]).await?.remove(&id) else { return Ok(Fate::Undone) };
    let after = parsed(&undo.after, &now)?;
    if now.goods != after.goods {
        return Ok(Fate::Kept);
    }
    let Some(before) = &undo.before else { return made(tx, id, how).await };
    let before = parsed(before, &now)?;
    row(tx, &before).await?;
    hanging(tx, &before.goods).await?;
    let gone = variants(tx, &before.goods, &after.goods, how).await?;
    prices(tx, undo, &before.goods, &after.goods).await?;
    counts(tx, undo, &before, &after, &gone).await?;
    outbox::write(tx, &Event::CatalogReplaced).await?;
    Ok(Fate::Undone)
}

fn parsed(json: &str, now: &Image) -> Result<Image, ImportError> {
    Ok(Image::read(json, now).map_err(anyhow::Error::from)?)
}

/// A product that the batch made: removed, or no longer shown where others hang on it. Where staff worked on it since, on
/// whatever no image holds, it stays.
async fn made(tx: &mut MySqlConnection, id: ProductId, how: How) -> Result<Fate, ImportError> {
    if was_worked_on(tx, id).await? {
        return Ok(Fate::Kept);
    }
    if how == How::Archive {
        sqlx::query!(
            "UPDATE products SET status = 'archived', source_digest = NULL, version = version + 1,
                    updated_at = UTC_TIMESTAMP(6) WHERE id = ?",
            id
        )
        .execute(&mut *tx)
        .await?;
        outbox::write(tx, &Event::ProductChanged { product: id }).await?;
        return Ok(Fate::Archived);
    }
    let ids = sqlx::query_scalar!(
        r#"SELECT id AS "id: VariantId" FROM variants WHERE product_id = ? ORDER BY id FOR UPDATE"#,
        id
    )
    .fetch_all(&mut *tx)
    .await?;
    for variant in ids {
        remove(tx, variant).await?;
    }
    sqlx::query!("DELETE FROM products WHERE id = ?", id).execute(&mut *tx).await?;
    outbox::write(tx, &Event::ProductRemoved { product: id }).await?;
    Ok(Fate::Undone)
}

/// Whether staff edited, counted, linked or listed a product. An import does none of that.
async fn was_worked_on(tx: &mut MySqlConnection, id: ProductId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar!(
        r#"SELECT (EXISTS (SELECT 1 FROM product_changes WHERE product_id = ?)
                OR EXISTS (SELECT 1 FROM product_links WHERE ? IN (product_id, other_id))
                OR EXISTS (SELECT 1 FROM menu_items WHERE product_id = ?)
                OR EXISTS (SELECT 1 FROM bundle_parts b JOIN variants v ON v.id = b.bundle_id WHERE v.product_id = ?)
                OR EXISTS (SELECT 1 FROM stock_movements m JOIN variants v ON v.id = m.variant_id
                           WHERE v.product_id = ? AND m.kind IN ('receipt', 'count', 'damage', 'correction')))
                AS "worked_on!: bool""#,
        id,
        id,
        id,
        id,
        id
    )
    .fetch_one(tx)
    .await
}

/// Removes a variant with its own history; the schema refuses where an order, a cart or a review knows it.
async fn remove(tx: &mut MySqlConnection, id: VariantId) -> Result<(), sqlx::Error> {
    sqlx::query!("DELETE FROM inventory WHERE variant_id = ?", id).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM stock_movements WHERE variant_id = ? AND order_id IS NULL", id).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM price_history WHERE variant_id = ?", id).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM variants WHERE id = ?", id).execute(tx).await.map(drop)
}

async fn row(tx: &mut MySqlConnection, before: &Image) -> Result<(), sqlx::Error> {
    let row = &before.goods.product;
    sqlx::query!(
        "UPDATE products SET title = ?, description_source = ?, description = ?, vendor = ?, product_type = ?, tags = ?,
                attributes = ?, status = ?, published_at = ?, unpublish_at = ?, seo_title = ?, seo_description = ?,
                manufacturer = ?, responsible_person = ?, warnings = ?, source_digest = ?, version = version + 1,
                updated_at = UTC_TIMESTAMP(6)
         WHERE id = ?",
        row.title,
        row.description_source,
        // Not as it was made clean then, but as it is today.
        text::clean(&row.description_source),
        row.vendor,
        row.product_type,
        row.tags,
        row.attributes,
        row.status,
        row.published_at.map(far),
        far(row.unpublish_at),
        row.seo_title,
        row.seo_description,
        row.manufacturer,
        row.responsible_person,
        row.warnings,
        before.digest,
        row.id
    )
    .execute(tx)
    .await
    .map(drop)
}

async fn hanging(tx: &mut MySqlConnection, goods: &Goods) -> Result<(), sqlx::Error> {
    let id = goods.product.id;
    sqlx::query!("DELETE FROM product_options WHERE product_id = ?", id).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM product_media WHERE product_id = ?", id).execute(&mut *tx).await?;
    sqlx::query!("DELETE FROM product_categories WHERE product_id = ?", id).execute(&mut *tx).await?;
    for one in &goods.options {
        sqlx::query!(
            "INSERT INTO product_options (product_id, position, name, option_values) VALUES (?, ?, ?, ?)",
            id,
            one.position,
            one.name,
            one.option_values
        )
        .execute(&mut *tx)
        .await?;
    }
    for one in &goods.pictures {
        sqlx::query!(
            "INSERT INTO product_media (product_id, position, media_id, alt) VALUES (?, ?, ?, ?)",
            id,
            one.position,
            one.media_id,
            one.alt
        )
        .execute(&mut *tx)
        .await?;
    }
    for one in &goods.categories {
        sqlx::query!(
            "INSERT INTO product_categories (product_id, category_id, position) VALUES (?, ?, ?)",
            id,
            one.category_id,
            one.position
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Variants that were there as they were; returns those that the batch made and that are removed now.
async fn variants(
    tx: &mut MySqlConnection,
    before: &Goods,
    after: &Goods,
    how: How,
) -> Result<Vec<VariantId>, sqlx::Error> {
    let new: Vec<&VariantRow> =
        after.variants.iter().filter(|one| !before.variants.iter().any(|was| was.id == one.id)).collect();
    // Names may have been swapped, so all step aside first.
    for one in &after.variants {
        sqlx::query!(
            "UPDATE variants SET sku = CONCAT('~', HEX(id)), option1 = CONCAT('~', HEX(id)), option2 = '', option3 = ''
             WHERE id = ?",
            one.id
        )
        .execute(&mut *tx)
        .await?;
    }
    for one in &before.variants {
        write(tx, one).await?;
    }
    if how == How::Remove {
        for one in &new {
            remove(tx, one.id).await?;
        }
        return Ok(new.iter().map(|one| one.id).collect());
    }
    for one in new {
        let taken = |was: &&VariantRow| was.sku == one.sku || was.options() == one.options();
        if !before.variants.iter().any(|was| taken(&was)) {
            write(tx, one).await?;
        }
        sqlx::query!("UPDATE variants SET archived_at = UTC_TIMESTAMP(6) WHERE id = ?", one.id)
            .execute(&mut *tx)
            .await?;
    }
    Ok(vec![])
}

async fn write(tx: &mut MySqlConnection, one: &VariantRow) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "UPDATE variants SET position = ?, sku = ?, barcode = ?, option1 = ?, option2 = ?, option3 = ?, media_position = ?,
                weight_grams = ?, requires_shipping = ?, taxable = ?,
                tracked_since = IF(tracked, tracked_since, UTC_TIMESTAMP(6)), tracked = ?, continue_selling = ?, cost = ?,
                content_milli = ?, content_unit = ?, content_reference = ?, archived_at = ?
         WHERE id = ?",
        one.position,
        one.sku,
        one.barcode,
        one.option1,
        one.option2,
        one.option3,
        one.media_position,
        one.weight_grams,
        one.requires_shipping,
        one.taxable,
        one.tracked,
        one.continue_selling,
        one.cost,
        one.content_milli,
        one.content_unit,
        one.content_reference,
        one.archived_at,
        one.id
    )
    .execute(tx)
    .await
    .map(drop)
}

async fn prices(tx: &mut MySqlConnection, undo: &Undo, before: &Goods, after: &Goods) -> Result<(), sqlx::Error> {
    let mut changed = vec![];
    for was in &before.variants {
        let Some(now) = after.variants.iter().find(|one| one.id == was.id) else { continue };
        if (was.amount, was.compare_at) == (now.amount, now.compare_at) {
            continue;
        }
        let Some(amount) = was.amount else {
            sqlx::query!(
                "DELETE FROM prices WHERE variant_id = ? AND (price_list_id = ? OR derived)",
                was.id,
                undo.list
            )
            .execute(&mut *tx)
            .await?;
            continue;
        };
        changed.push(NewPrice { variant: was.id, amount, compare_at: was.compare_at, before: now.amount });
    }
    let why = Why { reason: text::t("import-undone"), actor: undo.actor, user: undo.user };
    write_prices(tx, undo.list, &changed, why).await
}

/// Counts move back by as much as the batch moved them: what was sold since stays sold, and nothing below what is
/// set aside.
async fn counts(
    tx: &mut MySqlConnection,
    undo: &Undo,
    before: &Image,
    after: &Image,
    gone: &[VariantId],
) -> Result<(), sqlx::Error> {
    for (id, count) in &after.counts {
        if gone.contains(id) {
            continue;
        }
        let was = before.counts.get(id);
        let delta = was.map_or(0, |was| was.on_hand) - count.on_hand;
        let now = sqlx::query!("SELECT on_hand, reserved FROM inventory WHERE variant_id = ? FOR UPDATE", *id)
            .fetch_one(&mut *tx)
            .await?;
        let wanted =
            if delta < 0 { (now.on_hand + delta).max(now.reserved).min(now.on_hand) } else { now.on_hand + delta };
        let imported = was.and_then(|was| was.imported);
        sqlx::query!("UPDATE inventory SET on_hand = ?, imported = ? WHERE variant_id = ?", wanted, imported, *id)
            .execute(&mut *tx)
            .await?;
        if wanted != now.on_hand {
            sqlx::query!(
                "INSERT INTO stock_movements (variant_id, delta, on_hand_after, kind, reason, actor, actor_id)
                 VALUES (?, ?, ?, 'import', ?, ?, ?)",
                *id,
                wanted - now.on_hand,
                wanted,
                text::t("import-undone"),
                undo.actor,
                undo.user
            )
            .execute(&mut *tx)
            .await?;
        }
    }
    Ok(())
}

//! Variants: found again by SKU, or else by their options; what the file lacks is taken off sale, never deleted.

use super::{super::draft::DraftVariant, Change, ImportError, Work, Written, stock};
use crate::{
    catalog::rows::{self, VariantRow},
    db::insert_many,
};
use model::{ProductId, VariantId};
use sqlx::MySqlConnection;
use std::collections::{HashMap, HashSet};

/// A variant of a draft and the row that it is or will be.
pub(super) struct Pair<'a> {
    pub id: VariantId,
    pub product: ProductId,
    pub position: u16,
    pub draft: &'a DraftVariant,
    pub before: Option<&'a VariantRow>,
    /// Whether the file says anything of pictures.
    pictures: bool,
}

/// Writes the variants of a batch with their prices and stock.
pub(super) async fn write(tx: &mut MySqlConnection, work: &Work) -> Result<Written, ImportError> {
    let existing = load(tx, work).await?;
    let pairs = pair(&work.changes, &existing);
    let (old, new): (Vec<_>, Vec<_>) = pairs.iter().partition(|pair| pair.before.is_some());
    let matched: HashSet<VariantId> = old.iter().map(|pair| pair.id).collect();
    let gone = gone(&work.changes, &existing, &matched);
    archive(tx, &gone).await?;
    give_way(tx, &pairs, &existing, &matched).await?;
    let changed: Vec<&&Pair<'_>> = old.iter().filter(|pair| pair.differs()).collect();
    step_aside(tx, &changed).await?;
    for pair in &changed {
        update(tx, pair).await?;
    }
    insert(tx, &new).await?;
    let repriced = stock::prices(tx, work, &pairs).await?;
    stock::lowest(tx, work, &pairs).await?;
    let recounted = stock::counts(tx, work, &pairs).await?;
    let mut touched: HashSet<VariantId> = changed.iter().map(|pair| pair.id).collect();
    touched.extend(repriced.iter().chain(&recounted.touched).filter(|id| matched.contains(id)));
    let mut written = Written { kept_for_orders: recounted.kept_for_orders, ..Written::default() };
    written.variants.created = new.len() as u64;
    written.variants.updated = (touched.len() + gone.len()) as u64;
    written.variants.unchanged = (old.len() - touched.len()) as u64;
    Ok(written)
}

async fn load(tx: &mut MySqlConnection, work: &Work) -> Result<Vec<VariantRow>, sqlx::Error> {
    let known: Vec<ProductId> = work.changes.iter().filter(|change| !change.is_new).map(|change| change.id).collect();
    if known.is_empty() {
        return Ok(vec![]);
    }
    // Locked in ascending order.
    rows::variants(tx, work.list, &known, " ORDER BY v.id FOR UPDATE").await
}

fn pair<'a>(changes: &'a [Change], existing: &'a [VariantRow]) -> Vec<Pair<'a>> {
    let mut by_product: HashMap<ProductId, Vec<&'a VariantRow>> = HashMap::new();
    for one in existing {
        by_product.entry(one.product_id).or_default().push(one);
    }
    let mut pairs = vec![];
    for change in changes {
        let mut free = by_product.remove(&change.id).unwrap_or_default();
        let mut take =
            |fits: &dyn Fn(&VariantRow) -> bool| free.iter().position(|one| fits(one)).map(|at| free.swap_remove(at));
        let variants = &change.draft.variants;
        let mut found: Vec<Option<&VariantRow>> =
            variants.iter().map(|draft| take(&|one| one.sku == draft.sku)).collect();
        for (before, draft) in found.iter_mut().zip(variants).filter(|(before, _)| before.is_none()) {
            *before = take(&|one| one.options() == draft.options.each_ref().map(String::as_str));
        }
        pairs.extend((0u16..).zip(variants.iter().zip(found)).map(|(position, (draft, before))| Pair {
            id: before.map_or_else(VariantId::new, |one| one.id),
            product: change.id,
            position,
            draft,
            before,
            pictures: change.media.is_some(),
        }));
    }
    pairs
}

/// Variants that a complete product no longer has.
fn gone(changes: &[Change], existing: &[VariantRow], matched: &HashSet<VariantId>) -> Vec<VariantId> {
    let complete: HashSet<ProductId> =
        changes.iter().filter(|change| change.draft.complete).map(|change| change.id).collect();
    let leaves = |one: &&VariantRow| {
        one.archived_at.is_none() && complete.contains(&one.product_id) && !matched.contains(&one.id)
    };
    existing.iter().filter(leaves).map(|one| one.id).collect()
}

async fn archive(tx: &mut MySqlConnection, gone: &[VariantId]) -> Result<(), sqlx::Error> {
    for id in gone {
        sqlx::query!("UPDATE variants SET archived_at = UTC_TIMESTAMP(6) WHERE id = ?", *id).execute(&mut *tx).await?;
    }
    Ok(())
}

/// Archived variants give up options that one of the file's variants takes.
async fn give_way(
    tx: &mut MySqlConnection,
    pairs: &[Pair<'_>],
    existing: &[VariantRow],
    matched: &HashSet<VariantId>,
) -> Result<(), sqlx::Error> {
    let taken: HashSet<_> =
        pairs.iter().map(|pair| (pair.product, pair.draft.options.each_ref().map(String::as_str))).collect();
    let in_the_way = |one: &&VariantRow| !matched.contains(&one.id) && taken.contains(&(one.product_id, one.options()));
    for one in existing.iter().filter(in_the_way) {
        sqlx::query!(
            "UPDATE variants SET option1 = CONCAT('~', HEX(id)), option2 = '', option3 = ''
             WHERE id = ? AND archived_at IS NOT NULL",
            one.id
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

/// Gives up names and options that change, so that two variants may swap theirs.
async fn step_aside(tx: &mut MySqlConnection, changed: &[&&Pair<'_>]) -> Result<(), sqlx::Error> {
    let renamed = |pair: &Pair<'_>| {
        pair.before.is_some_and(|one| {
            one.sku != pair.draft.sku || one.options() != pair.draft.options.each_ref().map(String::as_str)
        })
    };
    for pair in changed.iter().filter(|pair| renamed(pair)) {
        sqlx::query!(
            "UPDATE variants SET sku = CONCAT('~', HEX(id)), option1 = CONCAT('~', HEX(id)), option2 = '', option3 = ''
             WHERE id = ?",
            pair.id
        )
        .execute(&mut *tx)
        .await?;
    }
    Ok(())
}

async fn update(tx: &mut MySqlConnection, pair: &Pair<'_>) -> Result<(), sqlx::Error> {
    let row = pair.row();
    sqlx::query!(
        "UPDATE variants SET position = ?, sku = ?, barcode = ?, option1 = ?, option2 = ?, option3 = ?, media_position = ?,
                weight_grams = ?, requires_shipping = ?, taxable = ?,
                tracked_since = IF(tracked, tracked_since, UTC_TIMESTAMP(6)), tracked = ?, continue_selling = ?, cost = ?,
                content_milli = ?, content_unit = ?, content_reference = ?, archived_at = NULL
         WHERE id = ?",
        row.position,
        row.sku,
        row.barcode,
        row.option1,
        row.option2,
        row.option3,
        row.media_position,
        row.weight_grams,
        row.requires_shipping,
        row.taxable,
        row.tracked,
        row.continue_selling,
        row.cost,
        row.content_milli,
        row.content_unit,
        row.content_reference,
        pair.id
    )
    .execute(tx)
    .await
    .map(drop)
}

async fn insert(tx: &mut MySqlConnection, new: &[&Pair<'_>]) -> Result<(), sqlx::Error> {
    let head =
        "INSERT INTO variants (id, product_id, position, sku, barcode, option1, option2, option3, media_position,
                    weight_grams, requires_shipping, taxable, tracked, continue_selling, cost, content_milli, content_unit,
                    content_reference) ";
    insert_many(tx, head, 18, new, |values, pair| {
        let row = pair.row();
        values
            .push_bind(row.id)
            .push_bind(row.product_id)
            .push_bind(row.position)
            .push_bind(row.sku)
            .push_bind(row.barcode)
            .push_bind(row.option1)
            .push_bind(row.option2)
            .push_bind(row.option3)
            .push_bind(row.media_position)
            .push_bind(row.weight_grams)
            .push_bind(row.requires_shipping)
            .push_bind(row.taxable)
            .push_bind(row.tracked)
            .push_bind(row.continue_selling)
            .push_bind(row.cost)
            .push_bind(row.content_milli)
            .push_bind(row.content_unit)
            .push_bind(row.content_reference);
    })
    .await
}

impl Pair<'_> {
    /// The row as it shall be: what the file says, or else what is there, or else what is usual.
    fn row(&self) -> VariantRow {
        let (draft, before) = (self.draft, self.before);
        let [option1, option2, option3] = draft.options.clone();
        let barcode = draft.barcode.clone().or_else(|| before?.barcode.clone());
        let content = match draft.content {
            Some(content) => content.map(|one| (one.milli, one.unit.as_str(), one.reference.as_str())),
            None => before.and_then(|one| {
                Some((one.content_milli?, one.content_unit.as_deref()?, one.content_reference.as_deref()?))
            }),
        };
        let content_milli = content.map(|(milli, ..)| milli);
        let content_unit = content.map(|(_, unit, _)| unit.to_owned());
        let content_reference = content.map(|(.., reference)| reference.to_owned());
        let picture = draft.picture.and_then(|at| u16::try_from(at).ok());
        VariantRow {
            id: self.id,
            product_id: self.product,
            sku: draft.sku.clone(),
            barcode: barcode.filter(|code| !code.is_empty()),
            option1,
            option2,
            option3,
            position: self.position,
            media_position: if self.pictures { picture } else { before.and_then(|one| one.media_position) },
            weight_grams: draft.weight_grams.or(before.map(|one| one.weight_grams)).unwrap_or_default(),
            requires_shipping: draft.requires_shipping.or(before.map(|one| one.requires_shipping)).unwrap_or(true),
            taxable: draft.taxable.or(before.map(|one| one.taxable)).unwrap_or(true),
            tracked: draft.tracked.or(before.map(|one| one.tracked)).unwrap_or(true),
            continue_selling: draft.continue_selling.or(before.map(|one| one.continue_selling)).unwrap_or(false),
            cost: draft.cost.unwrap_or(before.and_then(|one| one.cost)),
            content_milli,
            content_unit,
            content_reference,
            archived_at: None,
            amount: None,
            compare_at: None,
        }
    }

    fn differs(&self) -> bool {
        self.before.is_some_and(|one| VariantRow { amount: None, compare_at: None, ..one.clone() } != self.row())
    }
}

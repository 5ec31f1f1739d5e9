//! Some products on their way from drafts to rows.

use super::{
    ImportError,
    columns::{Column, Columns},
    draft::Draft,
    pictures::{Album, Found, drop_pictures},
    remote::Remote,
    report::{Report, hint},
    tree::Tree,
    write::{self, Change, Work, Written},
};
use crate::{Actor, Shop, db, error::TransactionError, media};
use model::{ImportBatchId, MediaId, ProductId};
use sqlx::QueryBuilder;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

/// What all batches of an import share.
pub(super) struct Batches<'a> {
    pub shop: &'a Shop,
    pub actor: &'a Actor,
    pub album: Album,
    pub tree: Tree,
    pub remote: Remote,
    pub batch: Option<ImportBatchId>,
    /// Name of the column of pictures, for warnings.
    pub column: String,
}

/// Brings some products into the shop, or finds that they are there already.
pub(super) async fn apply(
    batches: &mut Batches<'_>,
    mut drafts: Vec<Draft>,
    columns: &Columns,
    report: &mut Report,
) -> Result<(), ImportError> {
    let shop = batches.shop;
    if drafts.is_empty() {
        return Ok(());
    }
    let known = known(shop, &drafts).await?;
    refuse_foreign(shop, &mut drafts, &known, columns, report).await?;
    let fetched = batches.remote.look(shop, &drafts, report.dry_run).await?;
    let found = batches.album.look(&mut drafts, &fetched, &batches.column, report);
    let mut work = vec![];
    let (mut wanted, mut shown) = (HashSet::<media::Hash>::new(), HashSet::<media::Hash>::new());
    for draft in drafts {
        let digest = draft.digest();
        let before = known.get(&draft.handle);
        let contents = draft.pictures.iter().flatten().filter_map(|picture| picture.content);
        if before.is_some_and(|known| known.digest.as_deref() == Some(&digest)) {
            report.products.unchanged += 1;
            report.variants.unchanged += draft.variants.len() as u64;
            shown.extend(contents);
            continue;
        }
        wanted.extend(contents);
        work.push((draft, digest, before.map(|known| known.id)));
    }
    if report.dry_run {
        return dry(batches, work, report);
    }
    // Rows are there, but somebody may have emptied the store.
    wanted.extend(media::absent(shop, shown).await?);
    let wanted: Found = found.into_iter().filter(|(hash, _)| wanted.contains(hash)).collect();
    let mut stored = store(batches, wanted, report).await?;
    stored.extend(fetched.into_values().flatten().map(|(hash, id)| (hash, Ok(id))));
    let changes: Vec<Change> =
        work.into_iter().map(|(draft, digest, id)| change(batches, draft, digest, id, &stored, report)).collect();
    report.categories.add(batches.tree.save(shop, batches.batch).await?);
    write_all(batches, changes, columns, report).await
}

type Stored = HashMap<media::Hash, Result<MediaId, super::fields::Flaw>>;

struct Known {
    id: ProductId,
    digest: Option<Vec<u8>>,
}

async fn known(shop: &Shop, drafts: &[Draft]) -> Result<HashMap<String, Known>, ImportError> {
    let mut query = QueryBuilder::new("SELECT handle, id, source_digest FROM products WHERE handle IN (");
    let mut list = query.separated(", ");
    for draft in drafts {
        list.push_bind(&draft.handle);
    }
    query.push(")");
    let rows: Vec<(String, ProductId, Option<Vec<u8>>)> = query.build_query_as().fetch_all(&shop.pool).await?;
    Ok(rows.into_iter().map(|(handle, id, digest)| (handle, Known { id, digest })).collect())
}

/// Drops variants whose SKU belongs to another product, and new ones without a price.
async fn refuse_foreign(
    shop: &Shop,
    drafts: &mut Vec<Draft>,
    known: &HashMap<String, Known>,
    columns: &Columns,
    report: &mut Report,
) -> Result<(), ImportError> {
    let mut query = QueryBuilder::new(
        "SELECT v.sku, v.product_id, p.handle FROM variants v JOIN products p ON p.id = v.product_id WHERE v.sku IN (",
    );
    let mut list = query.separated(", ");
    for variant in drafts.iter().flat_map(|draft| &draft.variants) {
        list.push_bind(&variant.sku);
    }
    query.push(")");
    let rows: Vec<(String, ProductId, String)> = query.build_query_as().persistent(false).fetch_all(&shop.pool).await?;
    let owners: HashMap<String, (ProductId, String)> =
        rows.into_iter().map(|(sku, id, handle)| (sku, (id, handle))).collect();
    for draft in drafts.iter_mut() {
        let own = known.get(&draft.handle).map(|known| known.id);
        let before = draft.variants.len();
        draft.variants.retain(|variant| match owners.get(&variant.sku) {
            Some((owner, handle)) if Some(*owner) != own => {
                let hint = hint("sku-taken", &[("product", handle.into())]);
                report.problem(variant.line, columns.name(Column::Sku), &variant.sku, hint);
                false
            }
            None if variant.price.is_none() => {
                report.problem(variant.line, columns.name(Column::Price), "", hint("price-missing", &[]));
                false
            }
            _ => true,
        });
        draft.complete &= draft.variants.len() == before;
        report.variants.dropped += (before - draft.variants.len()) as u64;
    }
    let before = drafts.len();
    drafts.retain(|draft| !draft.variants.is_empty());
    report.products.dropped += (before - drafts.len()) as u64;
    Ok(())
}

fn dry(
    batches: &mut Batches<'_>,
    work: Vec<(Draft, [u8; 32], Option<ProductId>)>,
    report: &mut Report,
) -> Result<(), ImportError> {
    for (draft, _, before) in work {
        let count = draft.variants.len() as u64;
        match before {
            Some(_) => {
                (report.products.updated, report.variants.updated) =
                    (report.products.updated + 1, report.variants.updated + count)
            }
            None => {
                (report.products.created, report.variants.created) =
                    (report.products.created + 1, report.variants.created + count)
            }
        }
        for path in draft.categories.iter().flatten() {
            batches.tree.reach(path);
        }
    }
    report.categories.add(batches.tree.tally());
    batches.tree.forget();
    Ok(())
}

async fn store(batches: &Batches<'_>, wanted: Found, report: &mut Report) -> Result<Stored, ImportError> {
    let fresh = media::absent(batches.shop, wanted.keys().copied()).await?;
    let stored = batches.album.store(batches.shop, wanted).await?;
    report.pictures += stored.iter().filter(|(hash, id)| id.is_ok() && fresh.contains(*hash)).count() as u64;
    Ok(stored)
}

fn change(
    batches: &mut Batches<'_>,
    mut draft: Draft,
    digest: [u8; 32],
    before: Option<ProductId>,
    stored: &Stored,
    report: &mut Report,
) -> Change {
    let mut refused = vec![];
    let mut media: Vec<(MediaId, String)> = vec![];
    let mut shown: Vec<usize> = vec![];
    for (place, picture) in draft.pictures.iter().flatten().enumerate() {
        match picture.content.and_then(|hash| stored.get(&hash)) {
            Some(Ok(id)) => match media.iter().position(|(known, _)| known == id) {
                // Two addresses may lead to one picture, which a gallery shows once.
                Some(twin) => {
                    let at = shown.get(twin).copied();
                    draft.variants.iter_mut().filter(|one| one.picture == Some(place)).for_each(|one| one.picture = at);
                    refused.push(place);
                }
                None => {
                    media.push((*id, picture.alt.clone()));
                    shown.push(place);
                }
            },
            other => {
                let flaw = other.and_then(|refusal| refusal.err()).unwrap_or("picture-missing");
                report.warning(picture.line, &batches.column, &picture.source, hint(flaw, &[]));
                refused.push(place);
            }
        }
    }
    drop_pictures(&mut draft, &refused);
    let categories =
        draft.categories.as_ref().map(|paths| paths.iter().filter_map(|path| batches.tree.reach(path)).collect());
    Change {
        id: before.unwrap_or_else(ProductId::new),
        is_new: before.is_none(),
        digest,
        media: draft.pictures.is_some().then_some(media),
        categories,
        draft,
    }
}

/// Writes a batch in one transaction; where the database refuses it, each product in one of its own.
async fn write_all(
    batches: &Batches<'_>,
    changes: Vec<Change>,
    columns: &Columns,
    report: &mut Report,
) -> Result<(), ImportError> {
    if changes.is_empty() {
        return Ok(());
    }
    let list = crate::catalog::default_list(&batches.shop.pool, batches.shop.settings.shop.currency).await?;
    let batch = batches.batch;
    let work = |changes| Work { changes, list, batch, actor: batches.actor.word(), user: batches.actor.user() };
    match write_one(batches.shop, work(changes.clone())).await {
        Ok(written) => count(written, columns, report),
        Err(error) if error.database().is_some_and(|error| !db::away(error)) => {
            for change in changes {
                match write_one(batches.shop, work(vec![change.clone()])).await {
                    Ok(written) => count(written, columns, report),
                    Err(error) if error.database().is_some_and(|error| !db::away(error)) => {
                        refuse(&change, &error, columns, report);
                    }
                    Err(error) => return Err(error),
                }
            }
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

async fn write_one(shop: &Shop, work: Work) -> Result<Written, ImportError> {
    shop.transaction(Arc::new(work), |tx, work| Box::pin(async move { write::write(tx, &work).await })).await
}

fn count(written: Written, columns: &Columns, report: &mut Report) {
    report.products.add(written.products);
    report.variants.add(written.variants);
    for (line, reserved) in written.kept_for_orders {
        let hint = hint("stock-reserved", &[("reserved", reserved.into())]);
        report.warning(line, columns.name(Column::Quantity), "", hint);
    }
}

fn refuse(change: &Change, error: &ImportError, columns: &Columns, report: &mut Report) {
    let name = error.database().and_then(db::violated).unwrap_or_default();
    tracing::warn!(handle = change.draft.handle, %error, "the database refused a product");
    let hint = hint("database-refused", &[("rule", name.into())]);
    report.problem(change.draft.line, columns.name(Column::Handle), &change.draft.handle, hint);
    report.products.dropped += 1;
}

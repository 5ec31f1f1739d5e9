//! Everything that the editor's one form holds, written at once: all of it, or nothing.

use super::{
    super::{CatalogError, LinkKind, SetParts, bundles, default_list},
    By, EditProduct, EditVariants, RemoveVariant, Schedule, SetMedia, SetPlace, Target, by, media, options, place,
    state, update,
    variant_check::named,
    variant_rows::Ledger,
    variants, version,
};
use crate::{Actor, Shop, text::t};
use futures::FutureExt;
use model::{
    CollectionId, Fault, FaultKind, MediaId, ProductId, Time, VariantId,
    account::Permission,
    product::{OptionDetails, ProductDetails, VariantDetails},
};
use sqlx::MySqlConnection;

/// A product as its form was typed.
#[derive(Clone, Debug)]
pub struct SaveProduct {
    pub product: ProductId,
    /// The version that the form showed.
    pub version: u32,
    pub details: ProductDetails,
    pub variants: Vec<(VariantId, VariantDetails)>,
    /// For the history of prices; a usual sentence where it is empty.
    pub reason: String,
    /// What bundles are made of, by SKU and number; a variant that is not named keeps its parts.
    pub parts: Vec<(VariantId, Vec<(String, u16)>)>,
    /// The gallery: pictures with what each shows.
    pub media: Vec<(MediaId, String)>,
    /// The collections by hand that it is in.
    pub collections: Vec<CollectionId>,
    /// The products that it leads to; kinds that are not named stay as they are.
    pub links: Vec<(LinkKind, Vec<ProductId>)>,
    /// Other options, where they were changed or asked for.
    pub options: Option<Vec<OptionDetails>>,
    /// From when and until when it is shown, where that was changed or asked for.
    pub moments: Option<(Option<Time>, Option<Time>)>,
    pub then: Then,
}

/// What the pressed button does after saving.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    /// Nothing more.
    Stay,
    /// Takes a variant off sale.
    Remove(VariantId),
    /// Publishes it, or takes it back.
    Move(Target),
}

/// Saves the form: all of it, or nothing where a field is wrong; then every wrong field is named. Needs `ChangeProducts`.
pub async fn save_product(shop: &Shop, actor: &Actor, command: SaveProduct) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let list = default_list(&shop.pool, shop.settings.shop.currency).await?;
    let ledger = Ledger { list, reason: variants::reason(&command.reason), by: by(shop, actor) };
    shop.transaction((command, ledger), |tx, (command, ledger)| save(tx, command, ledger).boxed()).await
}

async fn save(tx: &mut MySqlConnection, command: SaveProduct, ledger: Ledger) -> Result<(), CatalogError> {
    let SaveProduct { product, version, details, variants, reason, parts, media, .. } = command;
    let mut wrong = None;
    let edit = update::change(tx, EditProduct { product, version, details }, ledger.by).await;
    let version = keep(&mut wrong, edit)?.unwrap_or(version);
    let edit = variants::change(tx, EditVariants { product, version, variants, reason }, ledger.clone()).await;
    let version = keep(&mut wrong, edit)?.unwrap_or(version);
    let edit = set_parts(tx, product, parts, ledger.by).await;
    let version = keep(&mut wrong, edit)?.unwrap_or(version);
    let edit = media::arrange(tx, SetMedia { product, version, media }, ledger.by).await;
    let version = keep(&mut wrong, edit)?.unwrap_or(version);
    let (collections, links) = (command.collections, command.links);
    let edit = place::put(tx, SetPlace { product, version, collections, links }, ledger.by).await;
    let version = keep(&mut wrong, edit)?.unwrap_or(version);
    let edit = set_options(tx, (product, version), command.options, &ledger).await;
    let version = keep(&mut wrong, edit)?.unwrap_or(version);
    let edit = schedule(tx, (product, version), command.moments, ledger.by).await;
    let version = keep(&mut wrong, edit)?.unwrap_or(version);
    let edit = act(tx, (product, version), command.then, &ledger).await;
    keep(&mut wrong, edit)?;
    wrong.map_or(Ok(()), |fault| Err(CatalogError::Refused(fault)))
}

/// Puts what is wrong with one part of the form beside what is wrong with the others. Anything else ends it.
fn keep<T>(wrong: &mut Option<Fault>, outcome: Result<T, CatalogError>) -> Result<Option<T>, CatalogError> {
    match outcome {
        Ok(done) => Ok(Some(done)),
        Err(CatalogError::Refused(fault)) if fault.kind == FaultKind::Invalid => {
            match wrong {
                Some(first) => {
                    first.fields.extend(fault.fields);
                    first.args.extend(fault.args);
                }
                None => *wrong = Some(fault),
            }
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

/// Writes the parts of bundles; what is wrong with those of a variant stands at `parts.<variant>`.
async fn set_parts(
    tx: &mut MySqlConnection,
    product: ProductId,
    wanted: Vec<(VariantId, Vec<(String, u16)>)>,
    by: By,
) -> Result<u32, CatalogError> {
    let held = version::lock(tx, product).await?;
    let (mut wrong, mut changed) = (None, false);
    let skus: Vec<&str> = wanted.iter().flat_map(|(_, parts)| parts).map(|(sku, _)| sku.as_str()).collect();
    let known = variants::holders(tx, skus.into_iter()).await?;
    for (bundle, parts) in wanted {
        let found: Option<Vec<_>> =
            parts.iter().map(|(sku, units)| known.get(sku).map(|variant| (*variant, *units))).collect();
        let edit = match found {
            Some(parts) => bundles::change(tx, &SetParts { bundle, parts }).await,
            None => Err(CatalogError::Refused(Fault::invalid([("parts", "no-part")]))),
        };
        changed |= keep(&mut wrong, edit.map_err(|error| at(error, bundle)))?.unwrap_or(false);
    }
    match wrong {
        Some(fault) => Err(CatalogError::Refused(fault)),
        None if changed => version::advance(tx, &held, &["bundle"], by).await,
        None => Ok(held.version),
    }
}

fn at(error: CatalogError, bundle: VariantId) -> CatalogError {
    let CatalogError::Refused(mut fault) = error else { return error };
    fault.fields.iter_mut().for_each(|wrong| wrong.field = named(&wrong.field, bundle));
    CatalogError::Refused(fault)
}

async fn set_options(
    tx: &mut MySqlConnection,
    (product, version): (ProductId, u32),
    typed: Option<Vec<OptionDetails>>,
    ledger: &Ledger,
) -> Result<u32, CatalogError> {
    let Some(typed) = typed else { return Ok(version) };
    let options = OptionDetails::checked(typed).map_err(|wrong| CatalogError::Refused(Fault::invalid(wrong)))?;
    let ledger = Ledger { reason: t("catalog-reason-options").to_owned(), ..ledger.clone() };
    options::change(tx, product, version, options, ledger).await
}

async fn schedule(
    tx: &mut MySqlConnection,
    (product, version): (ProductId, u32),
    moments: Option<(Option<Time>, Option<Time>)>,
    by: By,
) -> Result<u32, CatalogError> {
    let Some((publish_at, unpublish_at)) = moments else { return Ok(version) };
    state::schedule(tx, Schedule { product, version, publish_at, unpublish_at }, by).await
}

async fn act(
    tx: &mut MySqlConnection,
    (product, version): (ProductId, u32),
    then: Then,
    ledger: &Ledger,
) -> Result<(), CatalogError> {
    match then {
        Then::Stay => Ok(()),
        Then::Remove(variant) => {
            let command = RemoveVariant { product, version, variant };
            variants::take_off(tx, command, ledger.list, ledger.by).await.map(drop)
        }
        Then::Move(to) => state::move_one(tx, product, to, ledger.by).await.map(drop),
    }
}

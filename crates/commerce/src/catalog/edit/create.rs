//! New products.

use super::{
    super::{CatalogError, default_list, redirects, rules},
    by,
    check::{Checked, check},
    options,
    update::{json, refused, set_categories},
    variant_check::{faults, trim},
    variant_rows::Ledger,
    variants,
};
use crate::{Actor, Shop, outbox, text::t};
use futures::FutureExt;
use model::{
    Fault, ProductId,
    account::Permission,
    event::Event,
    product::{OptionDetails, ProductDetails, VariantDetails},
};
use sqlx::MySqlConnection;

/// Most units that a new variant may begin with.
const MOST_ON_HAND: i64 = 10_000_000;

/// Asks for a new product, which begins as a draft.
#[derive(Clone, Debug)]
pub struct NewProduct {
    pub details: ProductDetails,
    /// None: nothing to choose, one variant.
    pub options: Vec<OptionDetails>,
    /// The facts of the first variant; the others get the same, with SKUs of their own and without its barcode.
    pub variant: VariantDetails,
    /// Units of each variant.
    pub on_hand: i64,
}

/// Makes a draft with all its variants. Needs `ChangeProducts`.
pub async fn create_product(shop: &Shop, actor: &Actor, mut command: NewProduct) -> Result<ProductId, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let list = default_list(&shop.pool, shop.settings.shop.currency).await?;
    let ledger = Ledger { list, reason: t("catalog-reason-new").to_owned(), by: by(shop, actor) };
    trim(&mut command.variant);
    shop.transaction((command, ledger), |tx, (command, ledger)| make(tx, command, ledger).boxed()).await
}

async fn make(tx: &mut MySqlConnection, command: NewProduct, ledger: Ledger) -> Result<ProductId, CatalogError> {
    let mut wrong: Vec<(String, &str)> = vec![];
    let own = faults(&command.variant, "").into_iter().map(|(field, code)| (field.to_owned(), code));
    wrong.extend(own);
    let sku = command.variant.sku.as_str();
    if !sku.is_empty() && !variants::holders(tx, std::iter::once(sku)).await?.is_empty() {
        wrong.push(("sku".to_owned(), "sku-taken"));
    }
    if !(0..=MOST_ON_HAND).contains(&command.on_hand) {
        wrong.push(("on_hand".to_owned(), "stock-range"));
    }
    let options = OptionDetails::checked(command.options).unwrap_or_else(|faults| {
        wrong.extend(faults);
        vec![]
    });
    let checked = match check(tx, command.details, None).await {
        Ok(checked) if wrong.is_empty() => checked,
        Ok(_) => return Err(CatalogError::Refused(Fault::invalid(wrong))),
        Err(CatalogError::Refused(mut fault)) => {
            fault.fields.extend(Fault::invalid(wrong).fields);
            return Err(CatalogError::Refused(fault));
        }
        Err(error) => return Err(error),
    };
    let product = ProductId::new();
    insert(tx, product, &checked).await.map_err(refused)?;
    set_categories(tx, product, &checked.details.categories).await?;
    let first = (&command.variant, command.on_hand);
    options::make_all(tx, product, &checked.details.handle, &options, first, &ledger).await.map_err(refused)?;
    redirects::taken(tx, redirects::Kind::Product, &checked.details.handle).await?;
    rules::fit(tx, Some(product), ledger.by.currency).await?;
    outbox::write(tx, &Event::ProductChanged { product }).await?;
    Ok(product)
}

async fn insert(tx: &mut MySqlConnection, product: ProductId, checked: &Checked) -> Result<(), sqlx::Error> {
    let details = &checked.details;
    sqlx::query!(
        "INSERT INTO products (id, handle, title, description_source, description, vendor, product_type, tags, attributes,
                status, seo_title, seo_description, manufacturer, responsible_person, warnings)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'draft', NULLIF(?, ''), NULLIF(?, ''), ?, ?, ?)",
        product,
        details.handle,
        details.title,
        details.description,
        checked.body,
        details.vendor,
        details.product_type,
        details.tags.join(", "),
        json(&details.attributes),
        details.seo_title,
        details.seo_description,
        details.manufacturer,
        details.responsible_person,
        details.warnings,
    )
    .execute(tx)
    .await
    .map(drop)
}

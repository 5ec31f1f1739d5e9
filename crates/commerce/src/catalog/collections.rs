//! Collections as staff write them: by hand or by rule.

use super::{CatalogError, redirects, rules};
use crate::{Actor, Shop, db, outbox};
use futures::FutureExt;
use model::{
    CollectionId, Currency, Fault, Handle, ProductId,
    account::Permission,
    collection::{MAX_CONDITIONS, Rule},
    event::Event,
};
use sqlx::{MySqlConnection, QueryBuilder};
use std::collections::HashSet;

/// Most products of a collection by hand that a form holds. A file may bring more.
const MOST: u32 = 2000;

/// Who is in a collection.
#[derive(Clone, Debug, PartialEq)]
pub enum Members {
    /// These, in this order.
    ByHand(Vec<ProductId>),
    /// By hand, those who are in it already: of one that is too large for a form.
    AsTheyAre,
    /// Whoever fulfils it.
    ByRule(Rule),
}

/// A collection as staff see it.
#[derive(Clone, Debug, PartialEq)]
pub struct CollectionEditor {
    pub id: CollectionId,
    pub version: u32,
    pub handle: String,
    pub title: String,
    pub intro: String,
    pub seo_text: String,
    pub position: u16,
    pub rule: Option<Rule>,
    /// Its products in order, with their titles; of a rule the first 200, of one by hand the first 2,000.
    pub products: Vec<(ProductId, String)>,
    pub total: i64,
}

impl CollectionEditor {
    /// Whether it was filled by hand with more products than a form holds.
    pub fn beyond_a_form(&self) -> bool {
        self.rule.is_none() && self.total > i64::from(MOST)
    }
}

/// Asks for a new collection, or another form of one.
#[derive(Clone, Debug)]
pub struct SaveCollection {
    pub id: Option<CollectionId>,
    /// The version that the form showed, where there is one already.
    pub version: u32,
    pub title: String,
    /// An empty one is made of the title, or stays what it was.
    pub handle: String,
    pub intro: String,
    pub seo_text: String,
    pub position: u16,
    pub members: Members,
}

/// All collections in their order, without their products. Needs `SeeProducts`.
pub async fn collections_for_staff(shop: &Shop, actor: &Actor) -> Result<Vec<CollectionEditor>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id: CollectionId", version, handle, title, intro, seo_text, position, conditions,
                  (SELECT COUNT(*) FROM collection_products cp WHERE cp.collection_id = collections.id) AS "total!: i64"
           FROM collections ORDER BY position, title"#
    )
    .fetch_all(&shop.pool)
    .await?;
    let editor = rows.into_iter().map(|row| CollectionEditor {
        id: row.id,
        version: row.version,
        handle: row.handle,
        title: row.title,
        intro: row.intro,
        seo_text: row.seo_text,
        position: row.position,
        rule: row.conditions.and_then(|json| serde_json::from_str(&json).ok()),
        products: vec![],
        total: row.total,
    });
    Ok(editor.collect())
}

/// One collection with its products. Needs `SeeProducts`.
pub async fn collection_editor(shop: &Shop, actor: &Actor, id: CollectionId) -> Result<CollectionEditor, CatalogError> {
    let all = collections_for_staff(shop, actor).await?;
    let mut editor = all.into_iter().find(|one| one.id == id).ok_or(CatalogError::NoCollection)?;
    let rows = sqlx::query!(
        r#"SELECT p.id AS "id: ProductId", p.title FROM collection_products cp JOIN products p ON p.id = cp.product_id
           WHERE cp.collection_id = ? ORDER BY cp.position, cp.product_id DESC LIMIT ?"#,
        id,
        if editor.rule.is_some() { 200 } else { MOST }
    )
    .fetch_all(&shop.pool)
    .await?;
    editor.products = rows.into_iter().map(|row| (row.id, row.title)).collect();
    Ok(editor)
}

/// Writes a collection; one by rule has its products at once. Needs `ChangeProducts`.
pub async fn save_collection(
    shop: &Shop,
    actor: &Actor,
    command: SaveCollection,
) -> Result<CollectionId, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let input = (checked(command)?, shop.settings.shop.currency);
    shop.transaction(input, |tx, (command, currency)| write(tx, command, currency).boxed()).await
}

/// Takes a collection away; its address leads to all collections from then on. Needs `ChangeProducts`.
pub async fn delete_collection(shop: &Shop, actor: &Actor, id: CollectionId) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction(id, |tx, id| {
        async move {
            let handle = sqlx::query_scalar!("SELECT handle FROM collections WHERE id = ? FOR UPDATE", id)
                .fetch_optional(&mut *tx)
                .await?
                .ok_or(CatalogError::NoCollection)?;
            sqlx::query!("DELETE FROM collections WHERE id = ?", id).execute(&mut *tx).await?;
            redirects::gone(tx, redirects::Kind::Collection, &handle, "/collections").await?;
            Ok(outbox::write(tx, &Event::ContentChanged).await?)
        }
        .boxed()
    })
    .await
}

fn checked(mut command: SaveCollection) -> Result<SaveCollection, CatalogError> {
    let mut wrong = vec![];
    for text in [&mut command.title, &mut command.handle, &mut command.intro, &mut command.seo_text] {
        *text = text.trim().to_owned();
    }
    if command.title.is_empty() {
        wrong.push(("title", "title-missing"));
    }
    let limits =
        [("title", &command.title, 255), ("intro", &command.intro, 2000), ("seo_text", &command.seo_text, 10_000)];
    wrong.extend(
        limits.iter().filter(|(_, text, most)| text.chars().count() > *most).map(|(name, ..)| (*name, "text-long")),
    );
    if !command.handle.is_empty() {
        match command.handle.parse::<Handle>() {
            Ok(handle) => command.handle = handle.as_str().to_owned(),
            Err(error) => wrong.push(("handle", error.0)),
        }
    }
    match &command.members {
        Members::ByRule(rule) if !(1..=MAX_CONDITIONS).contains(&rule.conditions.len()) => {
            wrong.push(("conditions", "rule-conditions"));
        }
        Members::ByHand(products) if products.len() > MOST as usize => wrong.push(("products", "collection-full")),
        Members::ByHand(products) if products.iter().collect::<HashSet<_>>().len() < products.len() => {
            wrong.push(("products", "product-twice"));
        }
        _ => {}
    }
    if wrong.is_empty() { Ok(command) } else { Err(CatalogError::Refused(Fault::invalid(wrong))) }
}

async fn write(
    tx: &mut MySqlConnection,
    command: SaveCollection,
    currency: Currency,
) -> Result<CollectionId, CatalogError> {
    let before = match command.id {
        Some(id) => {
            let row = sqlx::query!(
                r#"SELECT handle, version, conditions IS NULL AS "by_hand!: bool" FROM collections WHERE id = ? FOR UPDATE"#,
                id
            )
            .fetch_optional(&mut *tx)
            .await?
            .ok_or(CatalogError::NoCollection)?;
            if row.version != command.version {
                return Err(CatalogError::CollectionMoved);
            }
            if row.by_hand && matches!(command.members, Members::ByHand(_)) {
                refuse_cut_off(tx, id).await?;
            }
            Some(row.handle)
        }
        None => None,
    };
    let id = command.id.unwrap_or_else(CollectionId::new);
    let made = || Handle::from_title(&command.title).map(|handle| handle.as_str().to_owned());
    let handle =
        Some(command.handle.clone()).filter(|handle| !handle.is_empty()).or_else(|| before.clone()).or_else(made);
    let handle = handle.ok_or_else(|| CatalogError::Refused(Fault::invalid([("handle", "handle-invalid")])))?;
    let conditions = match &command.members {
        Members::ByRule(rule) => Some(serde_json::to_string(rule).map_err(crate::Broken::other)?),
        Members::ByHand(_) | Members::AsTheyAre => None,
    };
    upsert(tx, id, &handle, &command, conditions.as_deref()).await.map_err(|error| match db::violated(&error) {
        Some("uq_collections_handle") => CatalogError::Refused(Fault::invalid([("handle", "handle-taken")])),
        _ => error.into(),
    })?;
    match before.filter(|before| *before != handle) {
        Some(before) => redirects::moved(tx, redirects::Kind::Collection, &before, &handle).await?,
        None => redirects::taken(tx, redirects::Kind::Collection, &handle).await?,
    }
    match &command.members {
        Members::ByRule(rule) => {
            sqlx::query!("UPDATE collection_products SET position = 0 WHERE collection_id = ?", id)
                .execute(&mut *tx)
                .await?;
            rules::fit_one(tx, id, rule, None, currency).await?;
        }
        Members::ByHand(products) => set_products(tx, id, products).await?,
        Members::AsTheyAre => {}
    }
    outbox::write(tx, &Event::ContentChanged).await?;
    Ok(id)
}

/// No form showed all products of a collection that has too many, so what was typed cannot be meant instead of them.
async fn refuse_cut_off(tx: &mut MySqlConnection, id: CollectionId) -> Result<(), CatalogError> {
    let present = sqlx::query_scalar!("SELECT COUNT(*) FROM collection_products WHERE collection_id = ?", id)
        .fetch_one(tx)
        .await?;
    match present > i64::from(MOST) {
        true => Err(CatalogError::Refused(Fault::invalid([("products", "collection-full")]))),
        false => Ok(()),
    }
}

async fn upsert(
    tx: &mut MySqlConnection,
    id: CollectionId,
    handle: &str,
    command: &SaveCollection,
    conditions: Option<&str>,
) -> Result<(), sqlx::Error> {
    // What a file said of the rule is history as soon as staff decide.
    let new = "INSERT INTO collections (handle, title, intro, seo_text, position, conditions, rule, id)
               VALUES (?, ?, ?, ?, ?, ?, NULL, ?)";
    let old = "UPDATE collections SET handle = ?, title = ?, intro = ?, seo_text = ?, position = ?, conditions = ?,
                      rule = NULL, version = version + 1 WHERE id = ?";
    sqlx::query(if command.id.is_some() { old } else { new })
        .bind(handle)
        .bind(&command.title)
        .bind(&command.intro)
        .bind(&command.seo_text)
        .bind(command.position)
        .bind(conditions)
        .bind(id)
        .execute(tx)
        .await
        .map(drop)
}

async fn set_products(tx: &mut MySqlConnection, id: CollectionId, products: &[ProductId]) -> Result<(), CatalogError> {
    sqlx::query!("DELETE FROM collection_products WHERE collection_id = ?", id).execute(&mut *tx).await?;
    if products.is_empty() {
        return Ok(());
    }
    let mut insert = QueryBuilder::new("INSERT INTO collection_products (collection_id, product_id, position) ");
    insert.push_values((0u16..).zip(products), |mut row, (place, product)| {
        row.push_bind(id).push_bind(*product).push_bind(place);
    });
    insert.build().persistent(false).execute(tx).await.map_err(|error| match db::violated(&error) {
        Some("fk_collection_products_product") => CatalogError::Refused(Fault::invalid([("products", "no-product")])),
        _ => error.into(),
    })?;
    Ok(())
}

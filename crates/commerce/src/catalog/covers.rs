//! The covers of categories and collections: a picture that staff chose, with its words. Without one, that of a product
//! stands in.

use super::{
    CatalogError,
    pictures::{PictureColumns, picture},
};
use crate::{Actor, Shop, db, outbox};
use futures::FutureExt;
use model::{CategoryId, CollectionId, Fault, MediaId, account::Permission, catalog::Picture, event::Event};
use sqlx::{MySqlConnection, QueryBuilder, types::Json};

/// Pictures of products that can be chosen.
const CHOICES: u32 = 12;
/// Longest words for a picture.
const LONGEST: usize = 512;

/// What a cover belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Covered {
    Category(CategoryId),
    Collection(CollectionId),
}

/// A cover as staff see it.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverEditor {
    /// The one that was chosen.
    pub own: Option<Picture>,
    /// The first pictures of its products, the one that stands in first.
    pub choices: Vec<Picture>,
}

/// Asks for another cover; for none, a product's picture stands in.
#[derive(Clone, Debug)]
pub struct SetCover {
    pub of: Covered,
    pub picture: Option<MediaId>,
    pub alt: String,
}

/// The cover of a category or collection, and what could be one. Needs `SeeProducts`.
pub async fn cover(shop: &Shop, actor: &Actor, of: Covered) -> Result<CoverEditor, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let (table, places, column) = of.tables();
    let columns = "JSON_ARRAY(LOWER(HEX(m.id)), LOWER(HEX(m.hash)), m.width, m.height, m.color, ";
    let mut query = QueryBuilder::new("SELECT CASE WHEN m.id IS NOT NULL THEN ");
    query.push(columns).push("one.media_alt) END FROM ").push(table);
    query.push(" one LEFT JOIN media m ON m.id = one.media_id WHERE one.id = ");
    of.push(&mut query);
    let own: Option<Option<Json<PictureColumns>>> = query.build_query_scalar().fetch_optional(&shop.pool).await?;
    let own = own.ok_or_else(|| of.missing())?.map(|columns| picture(columns.0));
    let mut query = QueryBuilder::new("SELECT ");
    query.push(columns).push("'') FROM ").push(places);
    query.push(
        " place JOIN products p ON p.id = place.product_id
         JOIN product_media pm ON pm.product_id = p.id AND pm.position = 0 JOIN media m ON m.id = pm.media_id
         WHERE p.status = 'active' AND place.",
    );
    query.push(column).push(" = ");
    of.push(&mut query);
    query.push(" ORDER BY place.position, p.id LIMIT ").push_bind(CHOICES);
    let rows: Vec<Json<PictureColumns>> = query.build_query_scalar().fetch_all(&shop.pool).await?;
    Ok(CoverEditor { own, choices: rows.into_iter().map(|columns| picture(columns.0)).collect() })
}

/// Sets a cover, or takes it away. Needs `ChangeProducts`.
pub async fn set_cover(shop: &Shop, actor: &Actor, mut command: SetCover) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    command.alt = if command.picture.is_some() { command.alt.trim().to_owned() } else { String::new() };
    if command.alt.chars().count() > LONGEST {
        return Err(refuse("alt", "text-long"));
    }
    shop.transaction(command, |tx, command| write(tx, command).boxed()).await
}

async fn write(tx: &mut MySqlConnection, SetCover { of, picture, alt }: SetCover) -> Result<(), CatalogError> {
    let done = match of {
        Covered::Category(id) => {
            sqlx::query!("UPDATE categories SET media_id = ?, media_alt = ? WHERE id = ?", picture, alt, id)
                .execute(&mut *tx)
                .await
        }
        Covered::Collection(id) => {
            sqlx::query!("UPDATE collections SET media_id = ?, media_alt = ? WHERE id = ?", picture, alt, id)
                .execute(&mut *tx)
                .await
        }
    };
    let done = done.map_err(|error| match db::violated(&error) {
        Some("fk_categories_media" | "fk_collections_media") => refuse("file", "no-picture"),
        _ => error.into(),
    })?;
    if done.rows_affected() == 0 {
        return Err(of.missing());
    }
    let event = match of {
        Covered::Category(category) => Event::CategoryChanged { category },
        Covered::Collection(_) => Event::ContentChanged,
    };
    Ok(outbox::write(tx, &event).await?)
}

fn refuse(field: &str, code: &str) -> CatalogError {
    CatalogError::Refused(Fault::invalid([(field, code)]))
}

impl Covered {
    /// Its table, that of its products, and the column there that names it.
    fn tables(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Category(_) => ("categories", "product_categories", "category_id"),
            Self::Collection(_) => ("collections", "collection_products", "collection_id"),
        }
    }

    fn push(self, query: &mut QueryBuilder<sqlx::MySql>) {
        match self {
            Self::Category(id) => query.push_bind(id),
            Self::Collection(id) => query.push_bind(id),
        };
    }

    fn missing(self) -> CatalogError {
        match self {
            Self::Category(_) => CatalogError::NoCategory,
            Self::Collection(_) => CatalogError::NoCollection,
        }
    }
}

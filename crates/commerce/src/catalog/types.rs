//! Types of products and the attributes that each asks for. A product has a type by its name; attributes that its type
//! does not know stay free.

use super::CatalogError;
use crate::{Actor, Shop, db, outbox};
use futures::FutureExt;
use model::{
    Fault, ProductTypeId,
    account::Permission,
    event::Event,
    product::{AttributeDefinition, AttributeKind, ProductDetails},
};
use sqlx::{MySqlConnection, types::Json};
use std::collections::HashSet;

/// Most attributes of a type, and most choices of an attribute.
const MOST: usize = 100;

/// A type with the number of its products.
#[derive(Clone, Debug, PartialEq)]
pub struct ProductType {
    pub id: ProductTypeId,
    pub name: String,
    pub definitions: Vec<AttributeDefinition>,
    pub products: i64,
}

/// Asks for a new type, or another form of one.
#[derive(Clone, Debug)]
pub struct SaveType {
    pub id: Option<ProductTypeId>,
    pub name: String,
    pub definitions: Vec<AttributeDefinition>,
}

/// All types by name. Needs `SeeProducts`.
pub async fn product_types(shop: &Shop, actor: &Actor) -> Result<Vec<ProductType>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    let mut conn = shop.pool.acquire().await?;
    let rows = sqlx::query!(
        r#"SELECT id AS "id: ProductTypeId", name,
                  (SELECT COUNT(*) FROM products WHERE product_type = product_types.name) AS "products!: i64"
           FROM product_types ORDER BY name"#
    )
    .fetch_all(&mut *conn)
    .await?;
    let mut types = vec![];
    for row in rows {
        let definitions = definitions_of(&mut conn, &row.name).await?;
        types.push(ProductType { id: row.id, name: row.name, definitions, products: row.products });
    }
    Ok(types)
}

/// The names of all types. Needs `SeeProducts`.
pub async fn type_names(shop: &Shop, actor: &Actor) -> Result<Vec<String>, CatalogError> {
    actor.require(Permission::SeeProducts).map_err(CatalogError::Refused)?;
    Ok(sqlx::query_scalar!("SELECT name FROM product_types ORDER BY name").fetch_all(&shop.pool).await?)
}

/// Writes a type with its attributes in order. Products that have attributes already keep them as they are; they are
/// checked when they are written the next time. Needs `ChangeProducts`.
pub async fn save_type(shop: &Shop, actor: &Actor, command: SaveType) -> Result<ProductTypeId, CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    let command = checked(command)?;
    shop.transaction(command, |tx, command| write(tx, command).boxed()).await
}

/// Takes a type away; its products keep its name and their attributes. Needs `ChangeProducts`.
pub async fn delete_type(shop: &Shop, actor: &Actor, id: ProductTypeId) -> Result<(), CatalogError> {
    actor.require(Permission::ChangeProducts).map_err(CatalogError::Refused)?;
    shop.transaction(id, |tx, id| {
        async move {
            let gone = sqlx::query!("DELETE FROM product_types WHERE id = ?", id).execute(&mut *tx).await?;
            if gone.rows_affected() == 0 {
                return Err(CatalogError::NoType);
            }
            // Facets may be others now.
            Ok(outbox::write(tx, &Event::CatalogReplaced).await?)
        }
        .boxed()
    })
    .await
}

fn checked(mut command: SaveType) -> Result<SaveType, CatalogError> {
    let mut wrong: Vec<(String, &str)> = vec![];
    let fits = |text: &str, most: usize| !text.is_empty() && text.chars().count() <= most;
    command.name = command.name.trim().to_owned();
    if !fits(&command.name, 255) {
        wrong.push(("name".to_owned(), "type-name"));
    }
    if command.definitions.len() > MOST {
        wrong.push(("definitions".to_owned(), "attributes-invalid"));
    }
    let mut names = HashSet::new();
    for (at, definition) in command.definitions.iter_mut().enumerate() {
        definition.name = definition.name.trim().to_owned();
        definition.unit = definition.unit.trim().to_owned();
        definition.choices.iter_mut().for_each(|choice| *choice = choice.trim().to_owned());
        definition.choices.retain(|choice| !choice.is_empty());
        if !fits(&definition.name, 255) || !names.insert(definition.name.to_lowercase()) {
            wrong.push((format!("name.{at}"), "attribute-name"));
        }
        if definition.unit.chars().count() > 32 {
            wrong.push((format!("unit.{at}"), "text-long"));
        }
        let choices = &definition.choices;
        let chosen = definition.kind == AttributeKind::Choice && choices.is_empty();
        if chosen || choices.len() > MOST || !choices.iter().all(|choice| fits(choice, 255)) {
            wrong.push((format!("choices.{at}"), "attribute-choices"));
        }
    }
    if wrong.is_empty() { Ok(command) } else { Err(CatalogError::Refused(Fault::invalid(wrong))) }
}

async fn write(tx: &mut MySqlConnection, command: SaveType) -> Result<ProductTypeId, CatalogError> {
    let id = match command.id {
        Some(id) => {
            let known = sqlx::query!("UPDATE product_types SET name = ? WHERE id = ?", command.name, id);
            if known.execute(&mut *tx).await.map_err(taken)?.rows_affected() == 0 {
                return Err(CatalogError::NoType);
            }
            id
        }
        None => {
            let id = ProductTypeId::new();
            let new = sqlx::query!("INSERT INTO product_types (id, name) VALUES (?, ?)", id, command.name);
            new.execute(&mut *tx).await.map_err(taken)?;
            id
        }
    };
    sqlx::query!("DELETE FROM attribute_definitions WHERE product_type_id = ?", id).execute(&mut *tx).await?;
    for (place, one) in (0u16..).zip(&command.definitions) {
        sqlx::query!(
            "INSERT INTO attribute_definitions (product_type_id, position, name, kind, unit, choices, required, facet)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            id,
            place,
            one.name,
            one.kind.as_str(),
            one.unit,
            serde_json::to_string(&one.choices).unwrap_or_else(|_| "[]".to_owned()),
            one.required,
            one.facet,
        )
        .execute(&mut *tx)
        .await?;
    }
    outbox::write(tx, &Event::CatalogReplaced).await?;
    Ok(id)
}

fn taken(error: sqlx::Error) -> CatalogError {
    match db::violated(&error) {
        Some("uq_product_types_name") => CatalogError::Refused(Fault::invalid([("name", "type-taken")])),
        _ => error.into(),
    }
}

/// What a type asks for; nothing where there is no such type.
pub(super) async fn definitions_of(
    conn: &mut MySqlConnection,
    name: &str,
) -> Result<Vec<AttributeDefinition>, sqlx::Error> {
    let rows = sqlx::query!(
        r#"SELECT d.name, d.kind, d.unit, d.choices AS "choices: Json<Vec<String>>", d.required AS "required: bool",
                  d.facet AS "facet: bool"
           FROM attribute_definitions d JOIN product_types t ON t.id = d.product_type_id
           WHERE t.name = ? ORDER BY d.position"#,
        name
    )
    .fetch_all(conn)
    .await?;
    let definition = rows.into_iter().map(|row| AttributeDefinition {
        name: row.name,
        kind: row.kind.parse().unwrap_or(AttributeKind::Text),
        unit: row.unit,
        choices: row.choices.0,
        required: row.required,
        facet: row.facet,
    });
    Ok(definition.collect())
}

/// Gives the attributes the form that the product's type wants; what does not fit comes back as field and code.
pub(super) async fn fit(
    conn: &mut MySqlConnection,
    details: &mut ProductDetails,
) -> Result<Vec<(String, &'static str)>, sqlx::Error> {
    let mut wrong = vec![];
    for definition in definitions_of(conn, &details.product_type).await? {
        let same = |(name, _): &&mut (String, Vec<String>)| name.to_lowercase() == definition.name.to_lowercase();
        let given = details.attributes.iter_mut().find(same);
        let values = given.as_ref().map(|(_, values)| values.clone()).unwrap_or_default();
        match (definition.fit(&values), given) {
            (Ok(fitted), Some(attribute)) => *attribute = (definition.name, fitted),
            (Ok(_), None) => {}
            (Err(error), _) => wrong.push((format!("attribute.{}", definition.name), error.0)),
        }
    }
    Ok(wrong)
}
